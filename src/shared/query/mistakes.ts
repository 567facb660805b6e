/** What can be wrong with a query, in sentences, each with the mended query where one can be guessed. */
import type { QueryMistake } from '../models.ts';
import { nearest } from './nearest.ts';
import {
  type Field,
  type Filter,
  HAS_VALUES,
  IS_VALUES,
  MATCH_VALUES,
  MAX_BOOST,
  MAX_WORDS,
  MIN_BOOST,
  MIN_PATTERN,
  NAMES,
} from './query.ts';
import { quote } from './quote.ts';

/** The stretch of a query that a mistake is about. */
interface Place {
  readonly start: number;
  readonly end: number;
}

interface NamedPlace extends Place {
  readonly sign: string;
  readonly nameStart: number;
  readonly value: string;
}

export function unknownField(text: string, part: NamedPlace, name: string): QueryMistake {
  const start = part.nameStart;
  const end = start + name.length + 1;
  const near = nearest(name.toLowerCase(), NAMES);
  const message = `There is no field called “${name}”.`;
  if (near !== null) return { message, start, end, suggestion: { label: `${near}:`, query: replaced(text, start, end, `${near}:`) } };
  // Most likely words with a colon between them.
  const label = quote(text.slice(start, part.end).replace(/["“”]/g, ''));
  return { message, start, end, suggestion: { label, query: replaced(text, start, part.end, label) } };
}

type Named = Field | Exclude<Filter['kind'], 'is' | 'has'>;

/** What belongs after a name's colon, and an example. */
const NEEDS: Readonly<Record<Named, readonly [what: string, example: string]>> = {
  title: ['a word', 'title:transformer'],
  abstract: ['a word', 'abstract:benchmark'],
  author: ['a word', 'author:vaswani'],
  venue: ['a word', 'venue:neurips'],
  note: ['a word', 'note:reread'],
  highlight: ['a word', 'highlight:bandwidth'],
  tag: ['the name of a tag', 'tag:survey'],
  in: ['the name of a saved search', 'in:"to discuss"'],
  from: ['the name of a digest', 'from:"daily papers"'],
  year: ['a year or two', 'year:2023..2025'],
  added: ['a date', 'added:"last week"'],
  read: ['a date', 'read:"last spring"'],
};

export function emptyField(text: string, part: NamedPlace, field: Named): QueryMistake {
  const [what, example] = NEEDS[field];
  const message = `${field}: needs ${what} right after it, as in ${example}.`;
  const next = /^\s+(?=[\p{L}\p{N}"“])/u.exec(text.slice(part.end))?.[0];
  if (next === undefined || /["”]$/.test(text.slice(part.start, part.end))) return { message, ...placed(part), suggestion: null };
  const word = /^\S+/u.exec(text.slice(part.end + next.length))?.[0] ?? '';
  const suggestion = { label: `${field}:${word}`, query: replaced(text, part.nameStart, part.end + next.length, `${field}:`) };
  return { message, ...placed(part), suggestion };
}

const listed = (values: readonly string[]) => `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
const STATES = { is: IS_VALUES, has: HAS_VALUES, match: MATCH_VALUES } as const;
type Stated = keyof typeof STATES;

export function emptyState(part: Place, kind: Stated): QueryMistake {
  return { message: `${kind}: needs one of ${listed(STATES[kind])} right after it.`, ...placed(part), suggestion: null };
}

export function unknownState(text: string, part: NamedPlace, kind: Stated, given: string): QueryMistake {
  const values: readonly string[] = STATES[kind];
  const near = values.find((value) => value.startsWith(given)) ?? nearest(given, values);
  return {
    message: kind === 'is' ? `A paper cannot be “${given}”, only ${listed(values)}.` : `${kind}: knows ${listed(values)}, not “${given}”.`,
    ...placed(part),
    suggestion: near === null ? null : { label: `${kind}:${near}`, query: replaced(text, part.nameStart, part.end, `${kind}:${near}`) },
  };
}

export function badYear(text: string, part: NamedPlace): QueryMistake {
  const year = /(?<!\d)\d{4}(?!\d)/.exec(part.value)?.[0];
  return {
    message: 'year: needs a year of four figures, or two with dots between them, as in 2023..2025.',
    ...placed(part),
    suggestion: year === undefined ? null : { label: `year:${year}`, query: replaced(text, part.nameStart, part.end, `year:${year}`) },
  };
}

/** Found out only where the clock is known. */
export function badMoment(filter: Filter & { readonly kind: 'added' | 'read' }): QueryMistake {
  return {
    message: `“${filter.when}” was not understood as a date. Try 2024-05, “last week”, “since March” or 2024-01-01..2024-06-30.`,
    ...placed(filter),
    suggestion: null,
  };
}

/** Found out only where the library is known; `names` are those it has. */
export function unknownName(text: string, filter: Filter & { readonly kind: 'in' | 'from' }, names: readonly string[]): QueryMistake {
  const what = filter.kind === 'in' ? 'saved search' : 'digest';
  const folded = names.map((name) => name.toLowerCase());
  const given = filter.name.toLowerCase();
  const near = folded.find((name) => name.startsWith(given)) ?? nearest(given, folded);
  const name = near === null ? undefined : names[folded.indexOf(near)];
  const label = name === undefined ? '' : `${filter.kind}:${quote(name)}`;
  return {
    message: `There is no ${what} called “${filter.name}”.`,
    ...placed(filter),
    suggestion:
      name === undefined ? null : { label, query: replaced(text, filter.start, filter.end, `${filter.negated ? '-' : ''}${label}`) },
  };
}

export function circular(filter: Filter & { readonly kind: 'in' }): QueryMistake {
  return {
    message: `The saved search “${filter.name}” asks for itself in the end, so it finds nothing.`,
    ...placed(filter),
    suggestion: null,
  };
}

export function tooFewLetters(text: string, part: Place): QueryMistake {
  const without = replaced(text, part.start, part.end, '').trim();
  return {
    message: `A word with stars needs at least ${MIN_PATTERN === 2 ? 'two' : MIN_PATTERN} letters besides, as in *ecod*.`,
    ...placed(part),
    suggestion: without === '' ? null : { label: without, query: without },
  };
}

export function loneStar(text: string, part: Place): QueryMistake {
  const without = replaced(text, part.start, part.end, '').trim();
  return {
    message: 'A star stands for the rest of a word and needs its beginning before it, as in decod*.',
    ...placed(part),
    suggestion: without === '' ? null : { label: without, query: without },
  };
}

export function tooFuzzy(text: string, part: Place): QueryMistake {
  const mended = text.slice(part.start, part.end).replace(/~\d+/, '~2');
  return {
    message: 'At most two letters of a word may be wrong.',
    ...placed(part),
    suggestion: { label: mended, query: replaced(text, part.start, part.end, mended) },
  };
}

export function badBoost(text: string, part: Place, boost: number): QueryMistake {
  const mended = text.slice(part.start, part.end).replace(/\^[\d.]+/, boost > 1 ? `^${MAX_BOOST}` : `^${MIN_BOOST}`);
  return {
    message: `A word can weigh from ${MIN_BOOST} to ${MAX_BOOST} times as much as another.`,
    ...placed(part),
    suggestion: { label: mended, query: replaced(text, part.start, part.end, mended) },
  };
}

/** `start` is where the first word too many begins. */
export function tooMany(text: string, start: number): QueryMistake {
  const kept = text.slice(0, start).trim();
  return {
    message: `A search holds at most ${MAX_WORDS} words. Nothing was searched for; please leave some out.`,
    start,
    end: text.length,
    suggestion: kept === '' ? null : { label: 'the first of them alone', query: kept },
  };
}

function placed({ start, end }: Place): Place {
  return { start, end };
}

function replaced(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}
