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
export function escapedTex(text: string, isProtected?: Protector): string {
  const formulas =
    text.includes('$') || text.includes('\\') ? mathIn(text).filter(({ start, end }) => isBalanced(text.slice(start, end))) : [];
  if (formulas.length === 0) return escapedStyled(text, isProtected);
  let out = '';
  let at = 0;
  for (const { start, end } of formulas) {
    const formula = text.slice(start, end).replace(/\s+/g, ' ');
    out +=
      escapedStyled(text.slice(at, start), isProtected) + (isProtected !== undefined && /\p{Lu}/u.test(formula) ? `{${formula}}` : formula);
    at = end;
  }
  return out + escapedStyled(text.slice(at), isProtected);
}

/**
 * A title, in TeX: capitals that a style for sentences must not make small are put in braces, in words like DNA and ImageNet, and
 * of names where the title is not written in capitals throughout.
 */
export function escapedTitle(title: string): string {
  return escapedTex(title, protectorOf(title));
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
function escapedStyled(text: string, isProtected?: Protector): string {
  if (!/<[ib]>/.test(text)) return escapedPlain(text, isProtected);
  let out = '';
  let at = 0;
  for (const { 0: whole, 1: tag, 2: words = '', index } of text.matchAll(STYLED)) {
    out += `${escapedPlain(text.slice(at, index), isProtected)}${tag === 'i' ? '\\emph' : '\\textbf'}{${escapedPlain(words, isProtected)}}`;
    at = index + whole.length;
  }
  return out + escapedPlain(text.slice(at), isProtected);
}

function escapedPlain(text: string, isProtected?: Protector): string {
  const matched = /[{}]/.test(text) ? matchedBraces(text) : null;
  return text.replace(isProtected === undefined ? TO_ESCAPE : WORD_OR_ESCAPE, (char: string, ...rest: readonly unknown[]) => {
    const offset = Number(rest.find((one) => typeof one === 'number'));
    if (isProtected !== undefined && WORD.test(char)) return isProtected(char) ? `{${char}}` : char;
    if (char === '{' && matched?.has(offset) !== true) return '\\textbraceleft{}';
    if (char === '}' && matched?.has(offset) !== true) return '\\textbraceright{}';
    return ESCAPES[char] ?? `\\${char}`;
  });
}

type Protector = (word: string) => boolean;

const WORD = /^[\p{L}\p{N}]/u;
const WORD_OR_ESCAPE = new RegExp(`[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}]*|${TO_ESCAPE.source}`, 'gu');

function protectorOf(title: string): Protector {
  const words = title.match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length;
  // In a title like a sentence, what has a capital is a name.
  const isSentence = words.length >= 4 && small >= words.length * 0.6;
  const [first] = words;
  return (word) => /^.+\p{Lu}/u.test(word) || (isSentence && word !== first && /^\p{Lu}/u.test(word));
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
