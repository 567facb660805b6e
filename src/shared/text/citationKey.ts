/**
 * Citation keys by a pattern: `[auth:lower][year][veryshorttitle:lower]` gives `ruiz2026inference`. Fields stand in brackets, each with
 * modifiers after colons; what stands outside of brackets is taken as it is. The names are those of JabRef and Better BibTeX.
 */
import type { Author, Paper } from '../models.ts';
import { toAscii } from './ascii.ts';
import { isBody } from './bodies.ts';
import { plainTitle } from './titles.ts';

/** What a key is made of. */
export type Citable = Pick<Paper, 'title' | 'authors' | 'date' | 'venue' | 'type' | 'identifiers' | 'citationKey'>;

/** A longer pattern is a mistake. */
export const MAX_PATTERN_LENGTH = 200;
/** As long as a key that is made may get. */
const MAX_KEY_LENGTH = 80;

/** Words that say little at the beginning of a title. */
const SMALL_WORDS = new Set(
  (
    'a ab aboard about above across after against al along also although am amid among an and anti are as at be been before behind being below ' +
    'beneath beside besides between beyond but by can could d da das de dei del dem den der des did die do does doing down during ein eine el en ' +
    'et except for from had has have how however i if il in inside into is it its la las le les like los near nor of off on one onto or our out ' +
    'over past per plus save since so some than that the their them then there these they this those through to toward towards un und under une ' +
    'until up upon us via was we were what when where whether which while who whose why will with within without would y you your zu zur'
  ).split(' '),
);

const FIELDS: Readonly<Record<string, (paper: Citable, number: number | null) => string>> = {
  auth: ({ authors }, number) => cut(familyOf(authors[0]), number),
  authors: ({ authors }, number) => someFamilies(authors, number),
  authEtAl: ({ authors }) => someFamilies(authors, authors.length === 2 ? 2 : 1),
  authorLast: ({ authors }) => familyOf(authors.at(-1)),
  year: ({ date }) => yearOf(date),
  shortyear: ({ date }) => yearOf(date).slice(-2),
  month: ({ date }) => (date?.precision === 'day' || date?.precision === 'month' ? (date.sort ?? '').slice(5, 7) : ''),
  title: ({ title }) => capitalised(wordsOf(title)),
  shorttitle: ({ title }, number) => capitalised(tellingWords(title).slice(0, number ?? 3)),
  veryshorttitle: ({ title }, number) => capitalised(tellingWords(title).slice(0, number ?? 1)),
  venue: ({ venue }) => abbreviationOf(venue),
  type: ({ type }) => type ?? '',
  doi: (paper) => identifier(paper, 'doi'),
  arxiv: (paper) => identifier(paper, 'arxiv'),
};
/** Fields that take a number: `[shorttitle2]`, `[auth3]`. */
const NUMBERED = ['auth', 'authors', 'shorttitle', 'veryshorttitle'];

const MODIFIERS: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  capitalize: (text) => text.charAt(0).toUpperCase() + text.slice(1),
  abbr: (text) => (text.match(/[A-Z]|(?<![A-Za-z])[a-z]/g) ?? []).join(''),
};

/** For people: the names a pattern may use, in the order to offer them. */
export const PATTERN_FIELDS: readonly string[] = Object.keys(FIELDS);
export const PATTERN_MODIFIERS: readonly string[] = Object.keys(MODIFIERS);

type Part =
  | { readonly literal: string }
  | { readonly field: string; readonly number: number | null; readonly modifiers: readonly string[] };

/** What is wrong with a pattern, in a sentence; null where nothing is. */
export function patternMistake(pattern: string): string | null {
  const parsed = parse(pattern);
  return typeof parsed === 'string' ? parsed : null;
}

/** The key that a pattern makes for a paper, without regard to others. Never empty. @throws {RangeError} for a pattern with a mistake. */
export function citationKeyBy(pattern: string, paper: Citable): string {
  return keyFrom(partsOf(pattern), paper);
}

/**
 * The papers in their order, each with a key that no other of them has, whatever the case of its letters: their own where they have one,
 * else one by the pattern. The second paper of the same key gets the letter a, the third b.
 * @throws {RangeError} for a pattern with a mistake.
 */
export function* withCitationKeys<T extends Citable>(
  papers: Iterable<T>,
  pattern: string,
): Generator<T & { readonly citationKey: string }> {
  const parts = partsOf(pattern);
  const taken = new Set<string>();
  /** Where the search for a free letter goes on. */
  const next = new Map<string, number>();
  for (const paper of papers) {
    const own = paper.citationKey === null ? '' : writable(paper.citationKey);
    const base = own === '' ? keyFrom(parts, paper) : own;
    const lower = base.toLowerCase();
    let citationKey = base;
    for (let at = next.get(lower) ?? 0; taken.has(citationKey.toLowerCase()); at += 1) {
      citationKey = `${base}${letters(at)}`;
      next.set(lower, at + 1);
    }
    taken.add(citationKey.toLowerCase());
    yield { ...paper, citationKey };
  }
}

function partsOf(pattern: string): readonly Part[] {
  const parsed = parse(pattern);
  if (typeof parsed === 'string') throw new RangeError(parsed);
  return parsed;
}

function keyFrom(parts: readonly Part[], paper: Citable): string {
  const made = parts.map((part) => ('literal' in part ? part.literal : fieldText(part, paper))).join('');
  if (/[A-Za-z0-9]/.test(made)) return made.slice(0, MAX_KEY_LENGTH);
  const id = identifier(paper, 'arxiv') || identifier(paper, 'doi');
  return id === '' ? 'paper' : id;
}

function fieldText({ field, number, modifiers }: Exclude<Part, { literal: string }>, paper: Citable): string {
  let value = FIELDS[field]?.(paper, number) ?? '';
  for (const modifier of modifiers) {
    if (/^\d+$/.test(modifier)) value = value.slice(0, Number(modifier));
    else if (modifier.startsWith('(')) value = value === '' ? modifier.slice(1, -1) : value;
    else value = MODIFIERS[modifier]?.(value) ?? value;
  }
  return value;
}

const SIGNS = /^[A-Za-z0-9:._/+-]*$/;

function parse(pattern: string): readonly Part[] | string {
  if (pattern.trim() === '') return 'The pattern is empty. Try [auth:lower][year][veryshorttitle:lower].';
  if (pattern.length > MAX_PATTERN_LENGTH) return `The pattern is longer than ${MAX_PATTERN_LENGTH} characters.`;
  const parts: Part[] = [];
  for (const [piece] of pattern.matchAll(/\[[^\]]*\]?|[^[]+/g)) {
    if (!piece.startsWith('[')) {
      const wrong = [...piece].find((char) => !SIGNS.test(char));
      if (wrong === ']') return 'There is a closing bracket without an opening one.';
      if (wrong !== undefined) {
        return `A key cannot hold “${wrong}”. Use letters, digits and the signs : . _ / + - outside of brackets.`;
      }
      parts.push({ literal: piece });
      continue;
    }
    if (!piece.endsWith(']')) return `The bracket before “${piece.slice(1, 21)}” is not closed.`;
    const field = parseField(piece.slice(1, -1));
    if (typeof field === 'string') return field;
    parts.push(field);
  }
  return parts.some((part) => 'field' in part)
    ? parts
    : 'The pattern has no field in brackets, so that all papers would have one key. Add [auth] or [year], say.';
}

function parseField(text: string): Part | string {
  const [name = '', ...modifiers] = text.split(':').map((part) => part.trim());
  const found = /^([A-Za-z]+)(\d{1,2})?$/.exec(name);
  const field = PATTERN_FIELDS.find((known) => known.toLowerCase() === found?.[1]?.toLowerCase());
  if (field === undefined) return `There is no field “${name}”. There are ${PATTERN_FIELDS.join(', ')}.`;
  const number = found?.[2] === undefined ? null : Number(found[2]);
  if (number !== null && (number === 0 || !NUMBERED.includes(field))) return `The field “${field}” takes no number.`;
  for (const modifier of modifiers) {
    if (/^\([^()]*\)$/.test(modifier) && SIGNS.test(modifier.slice(1, -1))) continue;
    if (!/^\d{1,3}$/.test(modifier) && MODIFIERS[modifier] === undefined) {
      return `“${modifier}” is not a way to change a field. There are ${PATTERN_MODIFIERS.join(', ')}, a number of characters, and (words) for where there is nothing.`;
    }
  }
  return { field, number, modifiers };
}

/** Letters and digits in ASCII. */
function plain(text: string): string {
  return toAscii(text)
    .replace(/[^A-Za-z0-9-]+/g, '')
    .replace(/^-+|-+$/g, '');
}

function cut(text: string, number: number | null): string {
  return number === null ? text : text.slice(0, number);
}

function familyOf(author: Author | undefined): string {
  if (author === undefined) return '';
  if (author.family !== undefined && author.family !== '') return plain(author.family) || plain(author.name);
  const words = author.name.split(/\s+/);
  if (isBody(author.name)) return capitalised(wordsOf(author.name).filter((word) => !SMALL_WORDS.has(word.toLowerCase())));
  return plain(words.at(-1) ?? '') || plain(author.name);
}

function someFamilies(authors: readonly Author[], number: number | null): string {
  const some = authors.slice(0, number ?? authors.length).map((author) => familyOf(author));
  return `${some.join('')}${some.length < authors.length ? 'EtAl' : ''}`;
}

function yearOf(date: Citable['date']): string {
  return date?.sort?.slice(0, 4) ?? '';
}

function wordsOf(title: string): readonly string[] {
  return toAscii(plainTitle(title))
    .replace(/['’]/g, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
}

function tellingWords(title: string): readonly string[] {
  const words = wordsOf(title);
  const telling = words.filter((word) => word.length > 1 && !SMALL_WORDS.has(word.toLowerCase()));
  return telling.length === 0 ? words : telling;
}

function capitalised(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** "NeurIPS" of "Advances in … (NeurIPS 2023)", "JMLR" of "Journal of Machine Learning Research". */
function abbreviationOf(venue: string | null): string {
  if (venue === null) return '';
  const bracketed = /\(([A-Z][A-Za-z]{1,11})(?:[\s'’]*\d{2,4})?\)/.exec(venue)?.[1];
  if (bracketed !== undefined) return bracketed;
  const words = tellingWords(venue).filter((word) => !/^\d/.test(word) && !/^(?:proceedings|proc|annual)$/i.test(word));
  if (words.length <= 1) return words[0] ?? '';
  const [acronym] = words.filter((word) => /^[A-Z][A-Za-z]*[A-Z]/.test(word));
  return (
    acronym ??
    words
      .map((word) => word.charAt(0).toUpperCase())
      .join('')
      .slice(0, 12)
  );
}

function identifier({ identifiers }: Citable, scheme: 'doi' | 'arxiv'): string {
  return toAscii(identifiers.find((one) => one.scheme === scheme)?.value ?? '').replace(/[^A-Za-z0-9:._/+-]+/g, '-');
}

/** A key of one's own without the signs that no bibliography can hold in one. */
function writable(key: string): string {
  return key
    .replace(/[\s,{}()=%#~"\\']+/g, '')
    .slice(0, 200)
    .toWellFormed();
}

/** a, b … z, aa, ab … */
function letters(at: number): string {
  const last = String.fromCharCode(97 + (at % 26));
  return at < 26 ? last : `${letters(Math.floor(at / 26) - 1)}${last}`;
}
