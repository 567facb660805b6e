/** What the fields of a RIS record tell of a paper. */
import type { ImportEntry } from '../../../shared/entries.ts';
import type { Author, Identifier } from '../../../shared/models.ts';
import { addressesIn, authorNamed, citationKeyLike, entryOf, identifiersAmong, recordLink } from '../entry.ts';
import { isDatabaseNote, noteText } from '../foreignNotes.ts';
import { oneLine, unwrapped } from '../json.ts';
import { pmcIdentifier } from '../pubmed.ts';
import type { TaggedFields } from '../tagged.ts';
import { dateIn } from './dates.ts';
import { LINKS } from './lines.ts';
import { TYPES } from './types.ts';

const TITLES = ['TI', 'T1', 'CT'] as const;
const VENUES = ['JF', 'T2', 'BT', 'JO', 'C3', 'JA', 'J2', 'J1', 'TA', 'T3'] as const;
/** A longer one is a paragraph about prices and places. */
const MAX_PUBLISHER_LENGTH = 120;
/** Nobody wraps lines at more than this. */
const LONGEST_WRAPPED = 120;
const AUTHORS = ['AU', 'A1'] as const;
const NOTES = ['N1', 'RN'] as const;

/** The paper of a record, whether it was read just now or kept since long ago; null where it has no title. */
export function entryFrom(fields: TaggedFields, now: Date): ImportEntry | null {
  const title = titleIn(fields)?.value;
  if (title === undefined) return null;
  const abstract = fields.first('AB', 'N2');
  const identifiers = identifiersIn(fields);
  const type = TYPES[(fields.first('TY') ?? '').toUpperCase()];
  const isPreprint = type === 'manuscript' && identifiers.some(({ scheme }) => scheme === 'arxiv');
  const citationKey = citationKeyLike(fields.first('ID')?.replace(/^RefID:\d+-/, '') ?? null);
  const notes = notesIn(fields);
  return entryOf({
    line: fields.line,
    title: oneLine(title),
    abstract: abstract === null ? null : paragraphs(abstract),
    authors: authorsIn((fields.all(...AUTHORS).length > 0 ? fields.all(...AUTHORS) : fields.all('ED')).map(oneLine)),
    date: dateIn(fields, now),
    venue: venueIn(fields, title)?.value ?? null,
    identifiers,
    links: linksOf(fields),
    keywords: keywordsIn(fields),
    ...(type === undefined ? {} : { type: isPreprint ? 'article' : type }),
    ...(citationKey === null ? {} : { citationKey }),
    record: fields.toRecord(),
    ...(notes.length === 0 ? {} : { kept: { notes: notes.map((body) => ({ body })) } }),
  });
}

function identifiersIn(fields: TaggedFields): readonly Identifier[] {
  const isFrom = (name: RegExp) => fields.all('DB', 'DP').some((database) => name.test(database));
  /** Numbers in PubMed, which some databases tell in fields of their own. */
  const numbers = [
    ...fields.all('AN').filter((value) => isFrom(/medline|pubmed|\bnlm\b/i) && /^\d{1,8}$/.test(value)),
    ...fields.all('C5').filter((value) => isFrom(/medline|embase/i) && /^\d{1,8}$/.test(value)),
    ...fields.all('C3').flatMap((value) => /^PUBMED (\d{1,9})\b/i.exec(value)?.[1] ?? []),
    ...fields.all('U1').flatMap((value) => /^(\d{1,9})\[pmid\]$/.exec(value)?.[1] ?? []),
  ];
  return [
    ...identifiersAmong([
      ...fields.all('DO', 'L3', 'M3', 'AN'),
      ...numbers.map((number) => `PMID: ${number}`),
      ...fields.all('SN').flatMap((value) => [value, ...value.split(/[\s;,]+/)]),
      ...fields.all(...LINKS).flatMap(addressesIn),
    ]),
    ...fields.all('AN', 'C2').flatMap((value) => (/^PMC\d+$/.test(value) ? (pmcIdentifier(value) ?? []) : [])),
  ];
}

/** A value and the tag it stands under. */
export interface Supplied {
  readonly tag: string;
  readonly value: string;
}

function suppliedBy(fields: TaggedFields, tags: readonly string[]): Supplied | undefined {
  for (const tag of tags) {
    const value = fields.first(tag);
    if (value !== null) return { tag, value };
  }
  return undefined;
}

/** A whole book may have its title as the title of a book, a journal's issue as that of a series. */
export function titleIn(fields: TaggedFields): Supplied | undefined {
  return suppliedBy(fields, [...TITLES, 'BT', 'TT', 'ST', 'T2', 'T3']);
}

export function venueIn(fields: TaggedFields, title: string): Supplied | undefined {
  const found = suppliedBy(
    fields,
    // Elsewhere than with conferences C3 is what a database wants it to be.
    VENUES.filter((tag) => fields.first(tag) !== title && (tag !== 'C3' || fields.first('TY')?.startsWith('C') === true)),
  );
  const publisher = suppliedBy(fields, ['PB']);
  const supplied = found ?? (publisher !== undefined && publisher.value.length <= MAX_PUBLISHER_LENGTH ? publisher : undefined);
  return supplied === undefined ? undefined : { tag: supplied.tag, value: oneLine(supplied.value) };
}

/** Breaks after long lines are the authors' own; those of text that was wrapped are not. */
function paragraphs(text: string): string {
  const isWrapped = !text
    .split('\n')
    .slice(0, -1)
    .some((line) => line.length > LONGEST_WRAPPED);
  return unwrapped(isWrapped ? text : text.replace(/\n\s*/g, '\n\n'));
}

/** All without commas, as some write them, they are "Family A B"; otherwise "Family, Given". */
function authorsIn(names: readonly string[]): readonly Author[] {
  const initials = names.map(withInitials);
  const areInitials = names.every((name) => !name.includes(',')) && initials.filter((one) => one !== null).length * 2 > names.length;
  return names.flatMap((name, at) => (areInitials ? initials[at] : null) ?? authorIn(name) ?? []);
}

/** "Dos Santos H B". */
function withInitials(name: string): Author | null {
  const words = name.split(' ');
  const end = words.findLastIndex((word) => !/^\p{Lu}$/u.test(word)) + 1;
  const family = words.slice(0, end).join(' ');
  const given = words.slice(end).join(' ');
  return given === '' || given.length > 7 || !/\p{Ll}/u.test(family) ? null : { name: `${given} ${family}`, family, given };
}

/** "Family, Given, Suffix"; a name with a comma at its end is whole. */
function authorIn(written: string): Author | null {
  const parts = written.split(',').map((part) => part.trim());
  // Mendeley writes a given name that is not there as null.
  if (parts.length > 1 && (parts.at(-1) === '' || parts.at(-1) === 'null')) {
    const whole = parts.slice(0, -1).join(', ');
    return whole.trim() === '' ? null : { name: whole };
  }
  const [family = '', given = '', suffix = ''] = parts;
  if (parts.length === 3 && family !== '' && given !== '') return { name: `${given} ${family}, ${suffix}`, family, given };
  if (parts.length === 2 && family !== '' && given !== '') return { name: `${given} ${family}`, family, given };
  return parts.length <= 2 ? authorNamed(parts.filter((part) => part !== '').join(' ')) : { name: written };
}

function linksOf(fields: TaggedFields): ImportEntry['links'] {
  return fields
    .all(...LINKS)
    .flatMap(addressesIn)
    .map((url) => recordLink(url))
    .filter((link) => link !== null);
}

function keywordsIn(fields: TaggedFields): readonly string[] {
  const values = fields.all('KW');
  const [only] = values;
  const words = values.length === 1 && only !== undefined && only.includes(';') ? only.split(';') : values;
  // Ovid marks the main ones with a star.
  return [...new Set(words.map((word) => oneLine(word).replace(/^\*(?=\S)/, '')).filter((word) => word !== ''))];
}

function notesIn(fields: TaggedFields): readonly string[] {
  return fields
    .all(...NOTES)
    .filter((text) => !isDatabaseNote(text))
    .map(noteText)
    .filter((text) => text !== '');
}
