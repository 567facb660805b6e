/** What JSON of many origins says of authors, keywords and dates, under whatever shape. */
import type { ImportEntry } from '../../shared/entries.ts';
import type { Author } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { authorNamed, authorsFrom } from './entry.ts';
import { isObject, textUnder } from './json.ts';

/** Authors as a list of names or of objects, or as one text; those who asked not to be shown are not. */
export function authorsIn(value: unknown): readonly Author[] {
  if (typeof value === 'string') return authorsFrom(value);
  if (!Array.isArray(value)) return [];
  return value
    .map((author) => {
      if (typeof author === 'string') return authorNamed(author);
      if (!isObject(author) || author.hidden === true) return null;
      const family = textUnder(author, 'family', 'last', 'lastName', 'surname');
      const given = textUnder(author, 'given', 'first', 'firstName', 'forename');
      if (family !== null && given !== null) return { name: `${given} ${family}`, family, given };
      const name = textUnder(author, 'name', 'fullname', 'full_name', 'literal') ?? family ?? given;
      return name === null ? null : authorNamed(name);
    })
    .filter((author) => author !== null);
}

/** Keywords as a list or one text with commas or semicolons. */
export function keywordsIn(value: unknown): readonly string[] {
  const words = typeof value === 'string' ? value.split(/[;,]/) : Array.isArray(value) ? value : [];
  return words
    .filter((word) => typeof word === 'string')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/** A date as it was given, null for none. `now` as in {@link parsePartialDate}. */
export function dateOf(given: string | null, now: Date): ImportEntry['date'] {
  if (given === null) return null;
  // Of a point in time the day is enough; the record keeps the rest.
  return parsePartialDate(/^\d{4}-\d{2}-\d{2}T/.test(given) ? given.slice(0, 10) : given.trim(), now);
}
