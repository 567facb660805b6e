/** What can be wrong with a query, in sentences, each with the mended query where one can be guessed. */
import type { QueryMistake } from '../models.ts';
import { nearest } from './nearest.ts';
import { FIELDS, type Field, IS_VALUES, MAX_BOOST, MAX_WORDS, MIN_BOOST } from './query.ts';
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
  const near = nearest(name.toLowerCase(), [...FIELDS, 'tag', 'is']);
  const message = `There is no field called “${name}”.`;
  if (near !== null) return { message, start, end, suggestion: { label: `${near}:`, query: replaced(text, start, end, `${near}:`) } };
  // Most likely words with a colon between them.
  const label = quote(text.slice(start, part.end).replace(/["“”]/g, ''));
  return { message, start, end, suggestion: { label, query: replaced(text, start, part.end, label) } };
}

export function emptyField(text: string, part: NamedPlace, field: Field | 'tag'): QueryMistake {
  const [what, example] = field === 'tag' ? ['the name of a tag', 'tag:survey'] : ['a word', EXAMPLES[field]];
  const message = `${field}: needs ${what} right after it, as in ${example}.`;
  const next = /^\s+(?=[\p{L}\p{N}"“])/u.exec(text.slice(part.end))?.[0];
  if (next === undefined || /["”]$/.test(text.slice(part.start, part.end))) return { message, ...placed(part), suggestion: null };
  const word = /^\S+/u.exec(text.slice(part.end + next.length))?.[0] ?? '';
  const suggestion = { label: `${field}:${word}`, query: replaced(text, part.nameStart, part.end + next.length, `${field}:`) };
  return { message, ...placed(part), suggestion };
}

const EXAMPLES: Readonly<Record<Field, string>> = {
  title: 'title:transformer',
  abstract: 'abstract:benchmark',
  author: 'author:vaswani',
  venue: 'venue:neurips',
  highlight: 'highlight:speedup',
  note: 'note:reread',
};

const IS_LIST = `${IS_VALUES.slice(0, -1).join(', ')} or ${IS_VALUES.at(-1)}`;

export function emptyIs(part: Place): QueryMistake {
  return { message: `is: needs one of ${IS_LIST} right after it.`, ...placed(part), suggestion: null };
}

export function unknownIs(text: string, part: NamedPlace, given: string): QueryMistake {
  const near = IS_VALUES.find((value) => value.startsWith(given)) ?? nearest(given, IS_VALUES);
  return {
    message: `A paper cannot be “${given}”, only ${IS_LIST}.`,
    ...placed(part),
    suggestion: near === null ? null : { label: `is:${near}`, query: replaced(text, part.nameStart, part.end, `is:${near}`) },
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
