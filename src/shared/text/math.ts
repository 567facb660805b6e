/** Formulas that kept their delimiters. */

export interface Formula {
  /** UTF-16 offsets, delimiters included. */
  readonly start: number;
  readonly end: number;
  /** The TeX between the delimiters. */
  readonly tex: string;
  readonly display: boolean;
}

/** A longer formula is left as text: setting it could hold up the window. */
export const MAX_FORMULA_LENGTH = 5_000;

/**
 * The formulas of a text: `$…$`, `$$…$$`, `\(…\)` and `\[…\]`. A dollar opens one only if the next dollar can close it,
 * in the way Pandoc tells money from maths: no space inside the dollars, no digit after the closing one, unless a
 * command stands between them (`$\sim$75`); and the braces between them balance. Linear in the text.
 */
export function mathIn(text: string): readonly Formula[] {
  const found: Formula[] = [];
  const next = new Map<string, number>();
  /** Where `closing` stands next; looked up again only once the last answer is passed, so that all looks together are one. */
  const nextIn = (closing: string, from: number): number => {
    let index = next.get(closing) ?? Number.NEGATIVE_INFINITY;
    if (index < from) {
      index = text.indexOf(closing, from);
      if (index === -1) index = Number.POSITIVE_INFINITY;
      next.set(closing, index);
    }
    return index - from <= MAX_FORMULA_LENGTH ? index : -1;
  };
  let at = 0;
  while (at < text.length) {
    const opener = nextDelimiter(text, at);
    if (opener === null) break;
    const { index, mark } = opener;
    const closing = mark === '\\(' ? '\\)' : mark === '\\[' ? '\\]' : mark;
    const from = index + mark.length;
    const to = closing.startsWith('$') ? nextDollar(text, from, mark.length) : nextIn(closing, from);
    const tex = to === -1 ? '' : text.slice(from, to);
    const end = to + closing.length;
    if (to !== -1 && isFormula(tex) && (mark !== '$' || closesInline(tex, text.charAt(index - 1), text.charAt(end)))) {
      found.push({ start: index, end, tex, display: mark === '$$' || mark === '\\[' });
      at = end;
    } else {
      at = from;
    }
  }
  return found;
}

const DELIMITER = /\\[\s\S]|\$\$?/g;

function nextDelimiter(text: string, from: number): { index: number; mark: string } | null {
  DELIMITER.lastIndex = from;
  for (let match = DELIMITER.exec(text); match !== null; match = DELIMITER.exec(text)) {
    const mark = match[0];
    if (mark.startsWith('$') || mark === '\\(' || mark === '\\[') return { index: match.index, mark };
  }
  return null;
}

/** The next dollar that is not escaped; for `$$` the next pair. Looks no further than a formula may be long. */
function nextDollar(text: string, from: number, width: number): number {
  const limit = Math.min(text.length, from + MAX_FORMULA_LENGTH + 1);
  for (let at = from; at < limit; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '$' && (width === 1 || text.charAt(at + 1) === '$')) return at;
  }
  return -1;
}

function isFormula(tex: string): boolean {
  if (tex.trim() === '' || tex.length > MAX_FORMULA_LENGTH || tex.includes('://') || /\n\s*\n/.test(tex)) return false;
  let depth = 0;
  for (let at = 0; at < tex.length; at += 1) {
    const char = tex.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '{') depth += 1;
    else if (char === '}' && --depth < 0) return false;
  }
  return depth === 0;
}

function closesInline(tex: string, before: string, after: string): boolean {
  const plain = !/[\\^_{}=<>]/.test(tex);
  // `$ x_1 $` has spaces on both sides and TeX between them; one-sided spaces are money.
  const loose = /^\s[\s\S]*\s$/.test(tex);
  if ((loose ? plain : /^\s|\s$/.test(tex)) || (/\d/.test(after) && !/\\[a-zA-Z]/.test(tex))) return false;
  // "US$5 for Bob's $": a currency before the sign, or an amount followed by words, is money.
  if (plain && ((/[A-Z]/.test(before) && /\s/.test(tex)) || /^\d[\d.,]*[a-z]?\s+\p{L}{2,}/iu.test(tex))) return false;
  // "$HOME:$PATH" names two variables of a shell.
  return !(plain && /^[A-Z_]{2,}\W?$/.test(tex) && /[A-Z]/.test(after));
}
