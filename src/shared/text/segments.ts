/**
 * Words and sentences of a shown text, as stretches that can be chosen one by one. Formulas, repairs and links are never cut.
 * All offsets are UTF-16 units of the shown text. Boundaries are those of Unicode (UAX 29) through Intl.Segmenter, mended where
 * papers write otherwise: compounds with hyphens, percentages, abbreviations before a capital, lines broken in a sentence.
 */
import type { Range, Span } from './spans.ts';
import { shownText } from './spans.ts';

export interface Segments {
  /** In order, never overlapping; punctuation between them belongs to none. */
  readonly words: readonly Range[];
  /** In order, never overlapping, without the spaces around them; each holds a word at least, and no word is cut by one. */
  readonly sentences: readonly Range[];
}

// Boundaries do not differ by language; scripts without spaces are told apart by their letters.
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });
const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Read as a word where it stands alone, and as part of the words it touches: ≤, →, +, an emoji. */
const SYMBOL = /^[\p{S}\p{Extended_Pictographic}]/u;
/** Joins the words on both its sides to one, where no space is near. */
const JOINS = /^[-‐‑–/&@'’·]$/u;
/** Belongs to the number before it. */
const UNITS = /^[%‰°′]+/u;
/** A sentence goes on after these, even before a capital or a formula. */
const ABBREVIATION =
  /(?:^|[\s([{“"])(?:[Ee]\.g|[Ii]\.e|[Cc]f|[Vv]s|[Vv]iz|[Aa]pprox|[Rr]esp|w\.r\.t|Figs?|Eqs?|Secs?|Refs?|Tabs?|Thms?|Nos?|Dr|Profs?|Mr|Mrs|Ms|St)\.\s*$/u;
const BLANK_LINE = /(?:\r?\n[^\S\n]*){2,}/gu;
const LINE_END = /[\n\r\u0085\u2028\u2029]/gu;

export function segmentsOf(spans: readonly Span[]): Segments {
  const text = shownText(spans);
  const words = wordsIn(text, spans);
  return { words, sentences: sentencesIn(text, spans, words) };
}

interface Token extends Range {
  readonly symbol: boolean;
}

function wordsIn(text: string, spans: readonly Span[]): readonly Range[] {
  const tokens: Token[] = [];
  for (const { segment, index, isWordLike } of WORDS.segment(masked(text, spans, '\ufffc'))) {
    const symbol = isWordLike !== true && SYMBOL.test(segment);
    if (symbol || isWordLike === true) tokens.push({ start: index, end: index + segment.length, symbol });
  }
  const whole = united([...tokens, ...atomsOf(spans).map((atom) => ({ ...atom, symbol: false }))]);
  const words: { start: number; end: number }[] = [];
  let before: Token | undefined;
  for (const [i, token] of whole.entries()) {
    const last = words.at(-1);
    const between = last === undefined ? '' : text.slice(last.end, token.start);
    const touches = between === '' && before !== undefined && (before.symbol || token.symbol);
    const free = text.slice(token.end, Math.min(token.end + 4, whole[i + 1]?.start ?? text.length));
    const units = UNITS.exec(free)?.[0].length ?? 0;
    if (last !== undefined && (touches || JOINS.test(between))) last.end = token.end + units;
    else words.push({ start: token.start, end: token.end + units });
    before = token;
  }
  return words.filter(({ start, end }) => text.slice(start, end).trim() !== '');
}

function sentencesIn(text: string, spans: readonly Span[], words: readonly Range[]): readonly Range[] {
  const flowing = unbroken(masked(text, spans, 'X'));
  const sentences: Range[] = [];
  let start = 0;
  let next = 0;
  for (const { segment, index } of SENTENCES.segment(flowing)) {
    const end = index + segment.length;
    const isLast = end === flowing.length;
    if (!isLast && (ABBREVIATION.test(flowing.slice(Math.max(start, end - 24), end)) || isCut(words, end))) continue;
    const first = next;
    while ((words[next]?.start ?? Number.POSITIVE_INFINITY) < end) next += 1;
    const stretch = trimmed(text, start, end);
    start = end;
    if (stretch.end <= stretch.start) continue;
    const last = sentences.at(-1);
    // Marks on their own, as an ellipsis, belong to the sentence before them.
    if (next > first) sentences.push(stretch);
    else if (last !== undefined) sentences[sentences.length - 1] = { start: last.start, end: stretch.end };
  }
  return sentences;
}

/** Everything but plain text is one piece. */
function atomsOf(spans: readonly Span[]): readonly Range[] {
  const atoms: Range[] = [];
  let at = 0;
  for (const { kind, shown } of spans) {
    if (kind !== 'text') atoms.push({ start: at, end: at + shown.length });
    at += shown.length;
  }
  return atoms;
}

/** The text with formulas and addresses, whose marks end no sentence and no word, written as a filling of the same length. */
function masked(text: string, spans: readonly Span[], filling: string): string {
  let at = 0;
  return spans
    .map(({ kind, shown }) => {
      at += shown.length;
      return kind === 'math' || kind === 'link' ? filling.repeat(shown.length) : text.slice(at - shown.length, at);
    })
    .join('');
}

/** The text with its lines joined but for blank ones: a line end within a paragraph ends nothing. */
function unbroken(text: string): string {
  let at = 0;
  let joined = '';
  for (const { index, 0: blank } of text.matchAll(BLANK_LINE)) {
    joined += text.slice(at, index).replace(LINE_END, ' ') + blank;
    at = index + blank.length;
  }
  return joined + text.slice(at).replace(LINE_END, ' ');
}

/** Stretches that overlap become one. */
function united(tokens: Token[]): readonly Token[] {
  tokens.sort((a, b) => a.start - b.start || b.end - a.end);
  const whole: Token[] = [];
  for (const token of tokens) {
    const last = whole.at(-1);
    if (last !== undefined && token.start < last.end)
      whole[whole.length - 1] = { start: last.start, end: Math.max(last.end, token.end), symbol: false };
    else whole.push(token);
  }
  return whole;
}

function isCut(words: readonly Range[], at: number): boolean {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return (words[low]?.start ?? at) < at;
}

function trimmed(text: string, start: number, end: number): Range {
  const inside = text.slice(start, end);
  return { start: start + inside.length - inside.trimStart().length, end: start + inside.trimEnd().length };
}
