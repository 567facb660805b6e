/** What could be typed next in a query: names before a colon, and what belongs after it. */
import { HAS_VALUES, IS_VALUES, MATCH_VALUES, NAMES } from './query.ts';
import { quote } from './quote.ts';

/** What the library has by name. */
export interface KnownNames {
  readonly tags: readonly string[];
  readonly searches: readonly string[];
  readonly digests: readonly string[];
}

export interface Completion {
  /** What is put in. */
  readonly text: string;
  /** As it is shown: without the quotes a name may need. */
  readonly label: string;
  /** What it is for, in a few words; empty where the text says it. */
  readonly about: string;
}

export interface Completions {
  /** What is offered: names before a colon, or what may follow one. */
  readonly of: 'names' | 'values';
  /** The stretch of the query that a completion takes the place of, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The best first; never empty. */
  readonly offered: readonly Completion[];
}

const AT_MOST = 8;

const ABOUT: Readonly<Record<string, string>> = {
  title: 'words of the title',
  abstract: 'words of the abstract',
  author: 'names of authors',
  venue: 'where it appeared',
  note: 'words of your notes',
  highlight: 'words you highlighted',
  is: 'unread, starred, …',
  has: 'a note, code, …',
  tag: 'papers with a tag',
  in: 'a saved search',
  year: '2023..2025',
  added: 'when it came in',
  read: 'when you read it',
  from: 'a digest',
  match: 'any of the words, or all',
};

const MOMENTS = ['today', 'yesterday', 'this week', 'last week', 'this month', 'last month', 'last 30 days', 'this year', 'last year'];

/** The word the caret is in or right behind, cut at its colon. */
const TYPED = /(?:^|\s)([+-]?)(?:(\p{L}+):)?(?:["“]([^"“”]*)|([^\s"“”]*))$/u;

/**
 * What could stand where the caret is; null where nothing is known to fit. A name is offered from its first letter on,
 * a value as soon as its name's colon is typed.
 */
export function complete(query: string, caret: number, known: KnownNames): Completions | null {
  const found = TYPED.exec(query.slice(0, caret));
  if (found === null) return null;
  const [, , name, quoted, bare = ''] = found;
  const typed = quoted ?? bare;
  const end = caret + (/^[^\s"“”]*/u.exec(query.slice(caret))?.[0].length ?? 0);
  if (name === undefined) return quoted === undefined && typed !== '' ? offer('names', namesFor(typed), caret - typed.length, end) : null;
  const values = valuesOf(name.toLowerCase(), known);
  if (values === null) return null;
  const start = caret - typed.length - (quoted === undefined ? 0 : 1);
  const closing = quoted !== undefined && /^["”]/u.test(query.slice(end)) ? 1 : 0;
  const fitting = among(values, typed).map((value) => ({ text: `${written(value)} `, label: value, about: '' }));
  // What stands there whole already needs no completion.
  if (fitting.length === 1 && quoted === undefined && values.includes(typed)) return null;
  return offer('values', fitting, start, end + closing);
}

function offer(of: Completions['of'], offered: readonly Completion[], start: number, end: number): Completions | null {
  return offered.length === 0 ? null : { of, start, end, offered: offered.slice(0, AT_MOST) };
}

function namesFor(typed: string): Completion[] {
  const begun = typed.toLowerCase();
  return NAMES.filter((name) => name.startsWith(begun)).map((name) => ({ text: `${name}:`, label: `${name}:`, about: ABOUT[name] ?? '' }));
}

function valuesOf(name: string, known: KnownNames): readonly string[] | null {
  switch (name) {
    case 'is':
      return IS_VALUES;
    case 'has':
      return HAS_VALUES;
    case 'match':
      return MATCH_VALUES;
    case 'tag':
      return known.tags;
    case 'in':
      return known.searches;
    case 'from':
      return [...new Set(known.digests)];
    case 'added':
    case 'read':
      return MOMENTS;
    default:
      return null;
  }
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();

/** Those that begin as typed, then those with a later word that does. */
function among(values: readonly string[], typed: string): readonly string[] {
  const begun = fold(typed);
  const begins = values.filter((value) => fold(value).startsWith(begun));
  const later = values.filter(
    (value) =>
      !begins.includes(value) &&
      fold(value)
        .split(/\s+/u)
        .some((word) => word.startsWith(begun)),
  );
  return [...begins, ...later];
}

const written = (value: string) => (/^[\p{L}\p{N}][^\s"“”\\]*$/u.test(value) ? value : quote(value));
