/** Words of a text as search knows them: the index, queries and marks all cut and fold texts here. */
import lunr from 'lunr';
import { GREEK } from './symbols.ts';

/** Raised whenever a text may have other terms than before: an index that was kept from then is made anew. */
export const TERMS_VERSION = 2;

export interface Term {
  /** What is looked up: folded and stemmed. */
  readonly term: string;
  /** Folded only: what beginnings of words are compared with. */
  readonly word: string;
  /** UTF-16 offsets in the text. */
  readonly start: number;
  readonly end: number;
  /** A lone character of a script without spaces: as a query it stands for every term that begins with it. */
  readonly open: boolean;
}

/** Longer words are cut for search: nobody types them, and stemming them is slow. */
const MAX_TERM_LENGTH = 64;
/** Words as they are written that are remembered with their terms: twice as many at most. Running text repeats itself. */
const REMEMBERED = 16_000;
/** Longer ones do not come again. */
const MAX_REMEMBERED_LENGTH = 40;

/** A letter or digit, then more of them, with accents, soft hyphens and joiners between. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|\u00ad|\u200c|\u200d|\u2060)*/gu;
/** Letters of scripts that put no spaces between words, and their mark of length. */
const UNSPACED_LETTERS = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー';
/** Greek letters, those of formulas and the sign for a millionth among them. */
const GREEK_LETTERS = '\\p{Script=Greek}\\u00b5\\u{1d6a8}-\\u{1d7cb}';
const UNSPACED = new RegExp(`[${UNSPACED_LETTERS}]`, 'u');
/** Stretches of a word in one manner of writing: without spaces, Greek, and all else. */
const RUNS = new RegExp(
  `([${UNSPACED_LETTERS}]+)|([${GREEK_LETTERS}][${GREEK_LETTERS}\\p{M}]*)|[^${UNSPACED_LETTERS}${GREEK_LETTERS}]+`,
  'gu',
);
const ASCII = /^[A-Za-z0-9]+$/;

/** Letters that Unicode does not take apart into a base and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ς: 'σ',
};

/** A word, or a stretch of one, with its place in what was written. */
interface Piece {
  readonly term: string;
  readonly word: string;
  readonly from: number;
  readonly to: number;
  readonly open: boolean;
}

/**
 * The terms of a text in order: words of letters and digits in any script, split at spaces, hyphens and all
 * punctuation, accents folded, lower-case, stemmed by Lunr's English stemmer; no word is too common to be one.
 * A Greek letter on its own is its name, as TeX writes it; scripts without spaces give pairs of neighbours.
 * Linear in the length of the text.
 */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(WORD)) {
    for (const { term, word, from, to, open } of piecesOf(match[0])) {
      terms.push({ term, word, start: match.index + from, end: match.index + to, open });
    }
  }
  return terms;
}

/** Whether a text holds letters of a script that is written without spaces, where one character says as much as a syllable or word. */
export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text);
}

let young = new Map<string, readonly Piece[]>();
let old = new Map<string, readonly Piece[]>();

function piecesOf(written: string): readonly Piece[] {
  const known = young.get(written);
  if (known !== undefined) return known;
  if (written.length > MAX_REMEMBERED_LENGTH) return cut(written);
  const pieces = old.get(written) ?? cut(written);
  if (young.size >= REMEMBERED) {
    old = young;
    young = new Map();
  }
  // A copy: a slice would keep the whole text it was cut from.
  young.set(written.split('').join(''), pieces);
  return pieces;
}

function cut(written: string): readonly Piece[] {
  const pieces: Piece[] = [];
  if (ASCII.test(written)) {
    addWord(pieces, ungreeked(written.slice(0, MAX_TERM_LENGTH).toLowerCase()), 0, written.length);
    return pieces;
  }
  for (const run of written.matchAll(RUNS)) {
    const [found, unspaced, greek] = run;
    if (unspaced !== undefined) addPairs(pieces, found, run.index);
    else {
      const word = fold(found);
      addWord(pieces, greek === undefined ? word : (GREEK_NAMES.get(word) ?? word), run.index, run.index + found.length);
    }
  }
  return pieces;
}

function addWord(pieces: Piece[], word: string, from: number, to: number): void {
  if (word !== '') pieces.push({ term: stem(word), word, from, to, open: false });
}

/** Every two neighbours, and the last one alone, so that each character begins a term. */
function addPairs(pieces: Piece[], run: string, offset: number): void {
  const chars = Array.from(run);
  let from = offset;
  chars.forEach((char, index) => {
    const next = chars[index + 1] ?? '';
    const term = (char + next).normalize('NFKC').toLowerCase();
    pieces.push({ term, word: term, from, to: from + char.length + next.length, open: next === '' });
    from += char.length;
  });
}

function fold(word: string): string {
  return word
    .slice(0, MAX_TERM_LENGTH)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ßæœøłđðþħıŋς]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .slice(0, MAX_TERM_LENGTH);
}

/** TeX's names by folded letter: α, 𝛼 and Α are “alpha”, as \alpha is. */
const GREEK_NAMES = new Map(
  Object.entries(GREEK)
    .filter(([name]) => /^(?!var)[a-z]/u.test(name))
    .map(([name, letter]) => [fold(letter), name]),
);
const VARIANTS = new Map([...GREEK_NAMES.values()].map((name) => [`var${name}`, name]));

/** Letters that TeX has in two shapes are one letter: \varepsilon is ε. */
const ungreeked = (word: string): string => VARIANTS.get(word) ?? word;

function stem(word: string): string {
  return lunr.stemmer(new lunr.Token(word, {})).toString();
}
