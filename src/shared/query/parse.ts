/**
 * The search language. A query is words and filters between spaces: `speculative decod* author:leviathan -survey is:unread`.
 *
 * - Every word is required, in any field; `+word` says so, `-word` forbids it.
 * - `title:`, `abstract:`, `author:`, `venue:`, `note:` and `highlight:` keep a word to one field.
 * - `word*` is the beginning of a word and `*wo*rd` any letters in a star's place, `word~1` and `word~2` allow that many wrong
 *   letters, `word^3` weighs more. Bare words read as Lunr's own parser reads them, where that does not throw (the tests compare).
 * - The last word, if it has no mark, also stands for words it begins: it may still be being typed.
 * - `"several words"` stand one after another. A quote that is not closed yet ends with the text.
 * - `is:`, `has:`, `tag:`, `in:`, `from:`, `year:`, `added:` and `read:` are filters; `-` turns them round.
 * - `match:any`, anywhere, asks for at least one of the words instead of all.
 *
 * Marks without a word, and words without a letter or digit, mean nothing and are passed over.
 */
import type { QueryMistake } from '../models.ts';
import { termsOf } from '../text/terms.ts';
import * as mistakes from './mistakes.ts';
import {
  type Clause,
  FIELDS,
  type Field,
  type Filter,
  type FilterPlace,
  HAS_VALUES,
  IS_VALUES,
  isNumber,
  MATCH_VALUES,
  MAX_BOOST,
  MAX_WORDS,
  type MatchValue,
  MIN_BOOST,
  MIN_PATTERN,
  type Query,
  type YearRange,
} from './query.ts';

export type { Clause, Field, Filter, HasValue, IsValue, Query } from './query.ts';

export type ParsedQuery = { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly mistake: QueryMistake };

/** Something between spaces, cut up but not understood. */
interface Part {
  readonly sign: '' | '+' | '-';
  /** What stands before a colon, as typed; null without one. */
  readonly name: string | null;
  /** Where the name begins. */
  readonly nameStart: number;
  /** The word, or the inside of the quotes. */
  readonly value: string;
  readonly quoted: boolean;
  /** What follows closing quotes: `*`, `~1`, `^2`. */
  readonly tail: string;
  readonly start: number;
  readonly end: number;
}

const NAME = /^(\p{L}+):(?!\/\/)/u;
const SPACE = /\s/u;
const WORDLIKE = /[\p{L}\p{N}]/u;
const TAIL = /(\*+|~\d+|\^\d+(?:\.\d+)?)$/;

/** Understands a query, or says what is wrong with it and where. Any text is one or the other; nothing is thrown. */
export function parseQuery(text: string): ParsedQuery {
  const clauses: Clause[] = [];
  const filters: Filter[] = [];
  let lastUnmarked = false;
  let any = false;
  let words = 0;
  for (const part of partsOf(text)) {
    const read = readPart(text, part);
    if ('message' in read) return { ok: false, mistake: read };
    if (read.kind === 'clause') {
      const count = termsOf(read.clause.term).length;
      if (count === 0) continue;
      words += count;
      lastUnmarked = read.unmarked;
      clauses.push(read.clause);
    } else if (read.kind === 'filter') {
      words += 1;
      filters.push(read.filter);
    } else if (read.kind === 'match') any = read.value === 'any';
    if (words > MAX_WORDS) return { ok: false, mistake: mistakes.tooMany(text, part.start) };
  }
  const last = clauses.at(-1);
  if (last !== undefined && lastUnmarked) clauses[clauses.length - 1] = { ...last, prefix: true };
  return { ok: true, query: { clauses: any ? clauses.map(optional) : clauses, filters } };
}

const optional = (clause: Clause): Clause => (clause.presence === 'required' ? { ...clause, presence: 'optional' } : clause);

function* partsOf(text: string): Generator<Part> {
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const part = partAt(text, at);
    yield part;
    at = part.end;
  }
}

function partAt(text: string, start: number): Part {
  let at = start;
  const mark = text.charAt(at);
  const sign = mark === '+' || mark === '-' ? mark : '';
  if (sign !== '') at += 1;
  const nameStart = at;
  const name = NAME.exec(text.slice(at, at + 40))?.[1] ?? null;
  if (name !== null) at += name.length + 1;
  if (text.charAt(at) !== '"' && text.charAt(at) !== '“') {
    const end = wordEnd(text, at);
    return { sign, name, nameStart, value: text.slice(at, end), quoted: false, tail: '', start, end };
  }
  let value = '';
  for (at += 1; at < text.length && text.charAt(at) !== '"' && text.charAt(at) !== '”'; at += 1) {
    if (text.charAt(at) === '\\' && /["”\\]/.test(text.charAt(at + 1))) at += 1;
    value += text.charAt(at);
  }
  at = Math.min(at + 1, text.length);
  const tail = /^(?:\*+|~\d+|\^\d+(?:\.\d+)?)+(?!\S)/.exec(text.slice(at, wordEnd(text, at)))?.[0] ?? '';
  return { sign, name, nameStart, value, quoted: true, tail, start, end: at + tail.length };
}

function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !SPACE.test(text.charAt(at))) at += 1;
  return at;
}

type Read =
  | { readonly kind: 'clause'; readonly clause: Clause; readonly unmarked: boolean }
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'match'; readonly value: MatchValue }
  | { readonly kind: 'nothing' }
  | QueryMistake;

function readPart(text: string, part: Part): Read {
  if (part.name === null) return readWord(text, part, null);
  const name = part.name.toLowerCase();
  switch (name) {
    case 'is':
    case 'has':
      return readState(text, part, name);
    case 'match':
      return readMatch(text, part);
    case 'tag':
    case 'in':
    case 'from':
      return readNamed(text, part, name);
    case 'year':
      return readYear(text, part);
    case 'added':
    case 'read':
      return readMoment(text, part, name);
  }
  const field = FIELDS.find((one) => one === name);
  if (field !== undefined) return part.value === '' && !part.quoted ? mistakes.emptyField(text, part, field) : readWord(text, part, field);
  // A title that was pasted: "Medusa: simple acceleration".
  if (part.value === '' && !part.quoted) return readWord(text, { ...part, value: part.name }, null);
  return mistakes.unknownField(text, part, part.name);
}

function readWord(text: string, part: Part, field: Field | null): Read {
  let { value } = part;
  let prefix = false;
  let fuzzy = 0;
  let boost = 1;
  if (!part.quoted && /^\*+$/.test(value)) return mistakes.loneStar(text, part);
  let rest = part.quoted ? part.tail : value;
  for (let tail = TAIL.exec(rest)?.[0]; tail !== undefined; tail = TAIL.exec(rest)?.[0]) {
    const base = rest.slice(0, -tail.length);
    if (!part.quoted && (!WORDLIKE.test(base) || (tail.startsWith('^') && isNumber(base)))) break;
    rest = base;
    if (tail.startsWith('*')) prefix = true;
    else if (tail.startsWith('~')) fuzzy = Number(tail.slice(1));
    else boost = Number(tail.slice(1));
  }
  if (!part.quoted) value = rest;
  if (fuzzy > 2) return mistakes.tooFuzzy(text, part);
  if (!(boost >= MIN_BOOST && boost <= MAX_BOOST)) return mistakes.badBoost(text, part, boost);
  // Stars before or inside a word; a single one behind it is a beginning.
  const pattern = !part.quoted && value.includes('*');
  if (pattern) {
    if ((value.match(/[\p{L}\p{N}]/gu) ?? []).length < MIN_PATTERN) return mistakes.tooFewLetters(text, part);
    // A further sign before it means nothing, and a colon only parts it: written back it must not name a field.
    value = value.replace(/^[^\p{L}\p{N}*]+/u, '').replaceAll(':', '-') + (prefix ? '*' : '');
    prefix = false;
    fuzzy = 0; // a star stands for any letters, wrong ones too
  }
  const presence = part.sign === '-' ? 'prohibited' : 'required';
  const unmarked = part.sign === '' && !part.quoted && !prefix && !pattern && fuzzy === 0 && boost === 1;
  // Quoted or joined: the parts of “gpt-4” stand side by side, too.
  const phrase = !pattern && fuzzy === 0 && termsOf(value).length > 1;
  const clause = { field, term: value, presence, phrase, prefix, pattern, fuzzy, boost, start: part.start, end: part.end } as const;
  return { kind: 'clause', clause, unmarked };
}

function readState(text: string, part: Part, kind: 'is' | 'has'): Read {
  const given = part.value.trim().toLowerCase();
  if (given === '') return mistakes.emptyState(part, kind);
  if (kind === 'is') {
    const value = IS_VALUES.find((one) => one === given);
    return value === undefined ? mistakes.unknownState(text, part, kind, given) : filter({ kind, value, ...placeOf(text, part) });
  }
  const value = HAS_VALUES.find((one) => one === given);
  return value === undefined ? mistakes.unknownState(text, part, kind, given) : filter({ kind, value, ...placeOf(text, part) });
}

/** A sign before it says nothing: papers are never asked to match less than any word. */
function readMatch(text: string, part: Part): Read {
  const given = part.value.trim().toLowerCase();
  if (given === '') return mistakes.emptyState(part, 'match');
  const value = MATCH_VALUES.find((one) => one === given);
  return value === undefined ? mistakes.unknownState(text, part, 'match', given) : { kind: 'match', value };
}

function readNamed(text: string, part: Part, kind: 'tag' | 'in' | 'from'): Read {
  const name = part.value.trim().replace(/\s+/gu, ' ');
  return name === '' ? mistakes.emptyField(text, part, kind) : filter({ kind, name, ...placeOf(text, part) });
}

function readYear(text: string, part: Part): Read {
  if (part.value.trim() === '') return mistakes.emptyField(text, part, 'year');
  const years = yearsIn(part.value.trim());
  return years === null ? mistakes.badYear(text, part) : filter({ kind: 'year', ...years, ...placeOf(text, part) });
}

/** `2023`, `2023..2025`, `2023..`, `..2025`; the ends of a range that is the wrong way round change places. */
function yearsIn(given: string): YearRange | null {
  const single = /^\d{4}$/.exec(given);
  if (single !== null) return { from: Number(given), to: Number(given) };
  const range = /^(\d{4})?\s*(?:\.\.+|…|[-–])\s*(\d{4})?$/.exec(given);
  if (range === null || (range[1] === undefined && range[2] === undefined)) return null;
  const [from, to] = [range[1], range[2]].map((year) => (year === undefined ? null : Number(year)));
  return from != null && to != null && from > to ? { from: to, to: from } : { from: from ?? null, to: to ?? null };
}

function readMoment(text: string, part: Part, kind: 'added' | 'read'): Read {
  const when = part.value.trim().replace(/\s+/gu, ' ');
  return when === '' ? mistakes.emptyField(text, part, kind) : filter({ kind, when, ...placeOf(text, part) });
}

const filter = (read: Filter): Read => ({ kind: 'filter', filter: read });

function placeOf(text: string, { sign, start, end }: Part): FilterPlace {
  return { negated: sign === '-', start, end, source: text.slice(start, end) };
}
