/** Text as TeX that says just that text again: what `tex.ts` reads is what was written. Formulas and Unicode stay as they are. */
import { mathIn } from '../../../shared/text/math.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '\u00a0': '~',
  '\u00ad': '\\-',
  // These would join with the next one.
  '-': '-{}',
  "'": "'{}",
  '`': '`{}',
  // The first of two blanks: the second is one that TeX is told to keep.
  ' ': ' \\',
};
const TO_ESCAPE = /[\\%&#_$~^{}\u00a0\u00ad]|-(?=-)|'(?=')|`(?=`)| (?= )/g;
const STYLED = /<(i|b)>([^<>]*)<\/\1>/g;

/** A line of text, in TeX. Braces that do not match become commands, since BibTeX counts them even where they are escaped. */
export function escapedTex(text: string): string {
  const formulas =
    text.includes('$') || text.includes('\\') ? mathIn(text).filter(({ start, end }) => isBalanced(text.slice(start, end))) : [];
  if (formulas.length === 0) return escapedStyled(text);
  let out = '';
  let at = 0;
  for (const { start, end } of formulas) {
    out += escapedStyled(text.slice(at, start)) + text.slice(start, end).replace(/\s+/g, ' ');
    at = end;
  }
  return out + escapedStyled(text.slice(at));
}

/** Paragraphs, parted by blank lines; a line that ends within one is broken by TeX too. */
export function escapedParagraphs(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) =>
      paragraph
        .split('\n')
        .map((line) => escapedTex(line.trim()))
        .filter((line) => line !== '')
        .join('\\\\\n'),
    )
    .join('\n\n');
}

/** Italics and bold words in TeX's way. */
function escapedStyled(text: string): string {
  if (!/<[ib]>/.test(text)) return escapedPlain(text);
  const joined = text.replace(/<(i|b)><\/\1>/g, '').replace(/<\/(i|b)>(\s?)<\1>/g, '$2');
  let out = '';
  let at = 0;
  for (const { 0: whole, 1: tag, 2: words = '', index } of joined.matchAll(STYLED)) {
    out += `${escapedPlain(joined.slice(at, index))}${tag === 'i' ? '\\emph' : '\\textbf'}{${escapedPlain(words)}}`;
    at = index + whole.length;
  }
  return out + escapedPlain(joined.slice(at));
}

function escapedPlain(text: string): string {
  const matched = /[{}]/.test(text) ? matchedBraces(text) : null;
  return text.replace(TO_ESCAPE, (char, offset: number) => {
    if (char === '{' && matched?.has(offset) !== true) return '\\textbraceleft{}';
    if (char === '}' && matched?.has(offset) !== true) return '\\textbraceright{}';
    return ESCAPES[char] ?? `\\${char}`;
  });
}

/** Where the braces stand that belong together. */
function matchedBraces(text: string): ReadonlySet<number> {
  const matched = new Set<number>();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '{') open.push(at);
    else if (char === '}') {
      const opened = open.pop();
      if (opened !== undefined) matched.add(opened).add(at);
    }
  }
  return matched;
}

/** As BibTeX counts braces: a backslash before one changes nothing. */
function isBalanced(tex: string): boolean {
  let depth = 0;
  for (const char of tex) {
    if (char === '{') depth += 1;
    else if (char === '}' && --depth < 0) return false;
  }
  return depth === 0;
}
