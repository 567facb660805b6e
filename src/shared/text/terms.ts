/** Words of a text as search knows them: the index, queries and marks all cut and fold texts here. */
import lunr from 'lunr';

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
/** Words remembered with their stems; the vocabulary of a large library fits. */
const STEMS_KEPT = 100_000;

/** A letter or digit, then more of them, with accents, soft hyphens and joiners between. */
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|\u00ad|\u200c|\u200d|\u2060)*/gu;
/** Scripts that put no spaces between words, and their mark of length. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]+/u;
const UNSPACED_RUNS = new RegExp(UNSPACED, 'gu');
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

/**
 * The terms of a text in order: words of letters and digits in any script, split at spaces, hyphens and all
 * punctuation, accents folded, lower-case, stemmed by Lunr's English stemmer; pairs of neighbours in scripts
 * without spaces. Linear in the length of the text.
 */
export function termsOf(text: string): Term[] {
  const terms: Term[] = [];
  for (const match of text.matchAll(WORD)) {
    const found = match[0];
    if (ASCII.test(found)) addWord(terms, found.slice(0, MAX_TERM_LENGTH).toLowerCase(), match.index, match.index + found.length);
    else addRuns(terms, found, match.index);
  }
  return terms;
}

/** Whether a text holds letters of a script that is written without spaces, where one character says as much as a syllable or word. */
export function isUnspaced(text: string): boolean {
  return UNSPACED.test(text);
}

/** Cuts a word where its script changes between spaced and unspaced. */
function addRuns(terms: Term[], found: string, offset: number): void {
  let at = 0;
  for (const run of found.matchAll(UNSPACED_RUNS)) {
    if (run.index > at) addWord(terms, fold(found.slice(at, run.index)), offset + at, offset + run.index);
    addPairs(terms, run[0], offset + run.index);
    at = run.index + run[0].length;
  }
  if (at < found.length) addWord(terms, fold(found.slice(at)), offset + at, offset + found.length);
}

function addWord(terms: Term[], word: string, start: number, end: number): void {
  if (word !== '') terms.push({ term: stem(word), word, start, end, open: false });
}

/** Every two neighbours, and the last one alone, so that each character begins a term. */
function addPairs(terms: Term[], run: string, offset: number): void {
  const chars = Array.from(run);
  let start = offset;
  chars.forEach((char, index) => {
    const next = chars[index + 1] ?? '';
    const term = (char + next).normalize('NFKC').toLowerCase();
    terms.push({ term, word: term, start, end: start + char.length + next.length, open: next === '' });
    start += char.length;
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

const stems = new Map<string, string>();

function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= STEMS_KEPT) stems.clear();
  const stemmed = lunr.stemmer(new lunr.Token(word, {})).toString();
  stems.set(word, stemmed);
  return stemmed;
}
