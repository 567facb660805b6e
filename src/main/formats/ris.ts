/**
 * RIS, as databases and reference managers exchange it: `TY  - ` to `ER  - `, a tag and a value on each line. Read in all
 * the ways it is written; written after the specification of 2011, with the fields of the record it came with.
 */
import type { ExportPaper, ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { Author, CslType, ImportProblem, PartialDate } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { variablesOf } from './cslVariables.ts';
import { addressesIn, authorNamed, citationKeyLike, entryOf, identifiersAmong, recordLink } from './entry.ts';
import { familyFirst, isSame, isSameDate, keywordsOf, likelyType, noteBodies, ownRecord, suffixOf } from './exported.ts';
import { isDatabaseNote, noteText } from './foreignNotes.ts';
import type { Format } from './format.ts';
import { oneLine, unwrapped } from './json.ts';
import { pmcIdentifier } from './pubmed.ts';
import type { Source } from './source.ts';
import { passedOver, TaggedFields, tooLong, untitled } from './tagged.ts';

const TYPES: Readonly<Record<string, CslType>> = {
  ABST: 'article-journal',
  BLOG: 'post-weblog',
  BOOK: 'book',
  CHAP: 'chapter',
  COMP: 'software',
  CONF: 'paper-conference',
  CPAPER: 'paper-conference',
  DATA: 'dataset',
  DBASE: 'dataset',
  DICT: 'entry',
  EBOOK: 'book',
  ECHAP: 'chapter',
  EDBOOK: 'book',
  EJOU: 'article-journal',
  EJOUR: 'article-journal',
  ELEC: 'webpage',
  ENCYC: 'entry-encyclopedia',
  GEN: 'document',
  GOVDOC: 'report',
  ICOMM: 'post',
  INPR: 'article-journal',
  JFULL: 'article-journal',
  JOUR: 'article-journal',
  MANSCPT: 'manuscript',
  MGZN: 'article-magazine',
  NEWS: 'article-newspaper',
  PAMP: 'document',
  PAT: 'patent',
  PREPRINT: 'article',
  RPRT: 'report',
  SER: 'book',
  SLIDE: 'speech',
  STAND: 'standard',
  THES: 'thesis',
  UNPB: 'manuscript',
  WEB: 'webpage',
};
const TAG_OF_TYPE: Readonly<Record<CslType, string>> = {
  article: 'UNPB',
  'article-journal': 'JOUR',
  'article-magazine': 'MGZN',
  'article-newspaper': 'NEWS',
  book: 'BOOK',
  chapter: 'CHAP',
  dataset: 'DATA',
  document: 'GEN',
  entry: 'DICT',
  'entry-encyclopedia': 'ENCYC',
  manuscript: 'UNPB',
  'paper-conference': 'CONF',
  patent: 'PAT',
  post: 'ICOMM',
  'post-weblog': 'BLOG',
  report: 'RPRT',
  review: 'JOUR',
  software: 'COMP',
  speech: 'SLIDE',
  standard: 'STAND',
  thesis: 'THES',
  webpage: 'ELEC',
};

/** Tags that a line may begin with even where its spaces are not as they should be. */
const KNOWN = new Set(
  'TY ER TI T1 T2 T3 TT ST CT BT AU A1 A2 A3 A4 ED AB N2 N1 RN PY Y1 Y2 DA JO JF JA J1 J2 VL IS SP EP PB CY SN DO UR L1 L2 L3 L4 LK KW AN ID M1 M2 M3 DB DP LA AD CN ET SE C1 C2 C3 C4 C5 C6 C7 C8 AV RP NV OP RI SR TA U1 U2 U3 U4 U5'.split(
    ' ',
  ),
);
const CANONICAL = /^([A-Z][A-Z0-9]) {2}-(?: (.*))?$/;
const LOOSE = /^([A-Z][A-Z0-9]) {0,3}- {0,3}(.*)$/;
/** The start of a record, perhaps after its number. */
const START = /^(\s*)(?:\d{1,7}[.)]?\s{1,4})?TY {0,3}- {0,3}([A-Za-z]{2,12})\s*$/;
/** What databases write between records. */
const FURNITURE = /^\s*(?:<?\d{1,7}[.)>]?|record\s+#?\d+.*|provider\s*:.*|content\s*:.*|database\s*:.*|source\s*:.*|[-=_*]{3,})\s*$/i;

const TITLES = ['TI', 'T1', 'CT'] as const;
const VENUES = ['JF', 'T2', 'BT', 'JO', 'C3', 'JA', 'J2', 'J1', 'TA', 'T3'] as const;
/** A longer one is a paragraph about prices and places. */
const MAX_PUBLISHER_LENGTH = 120;
/** Nobody wraps lines at more than this. */
const LONGEST_WRAPPED = 120;
const AUTHORS = ['AU', 'A1'] as const;
const LINKS = ['UR', 'LK', 'L1', 'L2'] as const;
const NOTES = ['N1', 'RN'] as const;

export const ris: Format = {
  id: 'ris',
  label: 'RIS',

  detect(head) {
    const lines = head.split('\n');
    const start = lines.findIndex((line) => START.test(line.replace('\r', '')));
    if (start === -1) return 0;
    // What databases write before the first record is furniture; a whole letter of it is something else.
    if (lines.slice(0, start).every((line) => line.trim() === '' || FURNITURE.test(line))) return 0.97;
    const after = lines.slice(start, start + 40).filter((line) => line.trim() !== '');
    return after.filter((line) => LOOSE.test(line.trimStart())).length * 3 >= after.length && start < 200 ? 0.9 : 0.5;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    for await (const item of risRecords(source)) {
      if ('message' in item) yield { kind: 'problem', problem: item };
      else yield readItem(item, now);
    }
  },
};

function readItem(fields: TaggedFields, now: Date): ReadItem {
  if (fields.isTooLong) return { kind: 'problem', problem: tooLong(fields.line) };
  const entry = entryFrom(fields, now);
  return entry === null ? { kind: 'problem', problem: untitled(fields, knownBy(fields)) } : { kind: 'entry', entry };
}

function knownBy(fields: TaggedFields): string | null {
  return fields.first('DO', 'AN', 'ID', 'UR', 'AU', 'A1', 'JO', 'TY');
}

/** Stretches of text between records that are told of one by one at most. */
const MOST_OUTSIDE = 100;

/** Cuts the lines into records; what stands between them and is nobody's furniture is told of. */
async function* risRecords(source: Source): AsyncGenerator<TaggedFields | ImportProblem> {
  let open: TaggedFields | null = null;
  let indent = 0;
  let isEnded = false;
  /** An end with words behind it: a sentence of the field before it, unless nothing comes after. */
  let doubtful: string | null = null;
  let outside: ImportProblem[] = [];
  let isOutside = false;
  for await (const { number, text } of source.lines()) {
    // A byte order mark may stand in the middle of joined files.
    const line = text.includes('\ufeff') ? text.replaceAll('\ufeff', '') : text;
    const start = START.exec(line);
    // Moved in further than its record it is a line of a text that looks like one.
    if (start !== null && (open === null || isEnded || (start[1]?.length ?? 0) <= indent)) {
      if (open !== null) yield open;
      yield* outside;
      outside = [];
      isOutside = isEnded = false;
      doubtful = null;
      open = new TaggedFields(number);
      indent = start[1]?.length ?? 0;
      open.add('TY', start[2] ?? '');
      continue;
    }
    const isBlank = line.trim() === '';
    const field = open === null ? null : fieldIn(line, indent);
    if (open !== null && doubtful !== null) {
      if (isBlank) isEnded = true;
      else open.append(doubtful);
      doubtful = null;
    }
    if (open === null || (isEnded && field === null)) {
      if (!isBlank && !isOutside && !FURNITURE.test(line)) {
        outside.push(passedOver(number, line));
        isOutside = true;
      } else if (isBlank) isOutside = false;
      if (outside.length < MOST_OUTSIDE) continue;
      if (open !== null) yield open;
      yield* outside;
      open = null;
      outside = [];
    } else if (field === null) goOn(open, line);
    else if (field.tag !== 'ER') {
      // Some write a last field behind the end.
      for (const one of twoFields(field)) open.add(one.tag, one.value);
    } else if (field.value === '') isEnded = true;
    else doubtful = line;
  }
  if (open !== null) yield open;
  yield* outside;
  if (open !== null && !isEnded && doubtful === null && !open.isBlank) {
    yield { line: open.line, message: 'The last record has no end (ER): the file may have been cut off there.', severity: 'note' };
  }
}

/** A line without a tag: more of the last field, but keywords and addresses go on with one a line. */
function goOn(fields: TaggedFields, line: string): void {
  const { last } = fields;
  const isAnother = last === 'KW' || (LINKS.some((tag) => tag === last) && /^\s*https?:/i.test(line));
  if (last !== null && isAnother && line.trim() !== '') fields.add(last, line.trim());
  else fields.append(line);
}

interface Field {
  readonly tag: string;
  readonly value: string;
}

function fieldIn(line: string, indent: number): Field | null {
  const text = indent > 0 && line.slice(0, indent).trim() === '' ? line.slice(indent) : line;
  const canonical = CANONICAL.exec(text);
  if (canonical?.[1] !== undefined) return { tag: canonical[1], value: (canonical[2] ?? '').trim() };
  const loose = LOOSE.exec(text);
  const tag = loose?.[1];
  if (loose === null || tag === undefined || !KNOWN.has(tag)) return null;
  // Words with a hyphen look like it ("T2-weighted"): there must be a space somewhere, or nothing at all.
  const spaced = /^.. {0,3}-(?: |$)|^.. +-/.test(text);
  return spaced ? { tag, value: (loose[2] ?? '').trim() } : null;
}

/** Rayyan writes another field behind an address or a DOI. */
function twoFields(field: Field): readonly Field[] {
  if ((field.tag !== 'UR' && field.tag !== 'DO') || field.value.length > 10_000) return [field];
  const [, value, tag, second] = /^(\S+) {4,}([A-Z][A-Z0-9]) {2}- (.*)$/.exec(field.value) ?? [];
  return value === undefined || tag === undefined || second === undefined
    ? [field]
    : [
        { tag: field.tag, value },
        { tag, value: second.trim() },
      ];
}

/** What a record tells of a paper, whether it was read just now or kept since long ago. */
function entryFrom(fields: TaggedFields, now: Date): ImportEntry | null {
  const title = titleIn(fields)?.value;
  if (title === undefined) return null;
  const abstract = fields.first('AB', 'N2');
  const identifiers = [
    ...identifiersAmong([
      ...fields.all('DO', 'L3', 'M3'),
      ...fields
        .all('U1')
        .map((value) => /^(\d{1,9})\[pmid\]$/.exec(value)?.[1] ?? null)
        .map((value) => (value === null ? null : `PMID: ${value}`)),
      ...fields.all('AN').map((value) => (/^\d{1,9}$/.test(value) && isPubMed(fields) ? `PMID: ${value}` : value)),
      // Embase and Cochrane tell the number in PubMed in fields of their own.
      ...fields.all('C5').map((value) => (/^\d{6,9}$/.test(value) && fields.has('DB') ? `PMID: ${value}` : null)),
      ...fields
        .all('C3')
        .map((value) => /^PUBMED (\d{1,9})\b/i.exec(value)?.[1] ?? null)
        .map((value) => (value === null ? null : `PMID: ${value}`)),
      ...fields.all('SN').flatMap((value) => [value, ...value.split(/[\s;,]+/)]),
      ...fields.all('UR', 'LK', 'L1', 'L2').flatMap(addressesIn),
    ]),
    ...fields.all('AN', 'C2').flatMap((value) => (/^PMC\d+$/.test(value) ? (pmcIdentifier(value) ?? []) : [])),
  ];
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

function isPubMed(fields: TaggedFields): boolean {
  return fields.all('DB', 'DP').some((name) => /medline|pubmed|\bnlm\b/i.test(name));
}

interface Supplied {
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
function titleIn(fields: TaggedFields): Supplied | undefined {
  return suppliedBy(fields, [...TITLES, 'BT', 'TT', 'ST', 'T2', 'T3']);
}

function venueIn(fields: TaggedFields, title: string): Supplied | undefined {
  const found = suppliedBy(
    fields,
    // Elsewhere than with conferences C3 is what a database wants it to be.
    VENUES.filter((tag) => fields.first(tag) !== title && (tag !== 'C3' || /^C/.test(fields.first('TY') ?? ''))),
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

function authorLine(author: Author): string {
  const { name, family, given } = familyFirst(author);
  if (family === undefined || given === undefined) return name.includes(',') ? `${name},` : name;
  const suffix = suffixOf({ name, family, given });
  return suffix === '' ? `${family}, ${given}` : `${family}, ${given}, ${suffix}`;
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

/** The day of `DA` where it is of the year that `PY` or `Y1` tells, otherwise what they tell. */
function dateIn(fields: TaggedFields, now: Date): PartialDate | null {
  // PubMed Central tells the days of receipt and acceptance too.
  const years = fields
    .all('PY', 'Y1')
    .filter((text) => !/\/(?:received|accepted|revised)/i.test(text))
    .map((text) => dateFrom(text, now));
  const year = years.find(({ sort }) => sort !== null);
  const days = fields.all('DA').flatMap((text) => {
    const alone = dateFrom(text, now);
    // "Apr 28" beside a year of its own.
    const whole = year?.sort != null && !/\d{4}/.test(text) ? dateFrom(`${text} ${year.sort.slice(0, 4)}`, now) : alone;
    return whole.sort === null ? [alone] : [whole];
  });
  const day = days.find(({ sort }) => sort !== null && (year === undefined || sort.slice(0, 4) === year.sort?.slice(0, 4)));
  const finest = [...years, day]
    .filter((date) => date?.sort != null && date.sort.slice(0, 4) === (year ?? day)?.sort?.slice(0, 4))
    .filter((date) => date !== undefined)
    .sort((a, b) => FINENESS.indexOf(a.precision) - FINENESS.indexOf(b.precision))[0];
  return finest ?? years[0] ?? days[0] ?? null;
}

const FINENESS: readonly PartialDate['precision'][] = ['day', 'month', 'season', 'year', 'none'];

/** `2024/05/03/spring`, of which any part may be missing, or a date in words. */
function dateFrom(text: string, now: Date): PartialDate {
  const [year = '', month = '', day = '', ...rest] = oneLine(text)
    .split('/')
    .map((part) => part.trim());
  const none = /^0*$/;
  if (!/\//.test(text) || !/^\d{4}(?:-\d\d?)?$/.test(year)) return parsePartialDate(oneLine(text.replace(/\/+\s*$/, '')), now);
  const words = rest.join('/').trim();
  const guessed = /^(?:circa|ca?\.)(?:\s|$)/i.test(words);
  const season = /spring|summer|autumn|fall|winter/i.exec(words)?.[0];
  const whole = none.test(month) ? year : none.test(day) || !/^\d\d?$/.test(day) ? `${year}-${month}` : `${year}-${month}-${day}`;
  const named = /^\d/.test(month) || none.test(month) ? whole : `${none.test(day) ? '' : `${day} `}${month} ${year}`;
  const read = parsePartialDate(none.test(month) && season !== undefined ? `${season} ${year}` : named, now);
  const date = read.sort === null ? parsePartialDate(year, now) : read;
  return guessed ? { ...date, guessed: true } : date;
}

/** The papers in RIS, record by record. */
export function* writeRis(papers: Iterable<ExportPaper>): Generator<string> {
  for (const paper of papers) yield recordText(paper);
}

function recordText(paper: ExportPaper): string {
  const fields = fieldsOf(paper);
  const lines = fields.fields
    .filter(([tag, value]) => tag !== 'TY' && value !== '')
    .map(([tag, value]) => `${tag}  - ${valueLines(value)}`);
  return `${[`TY  - ${fields.first('TY') ?? 'GEN'}`, ...lines, 'ER  - ', ''].join('\r\n')}\r\n`;
}

/** A line that would be taken for a field is moved in. */
function valueLines(value: string): string {
  const [opening = '', ...rest] = value.split(/\r\n?|\n/);
  return [opening, ...rest.map((line) => (fieldIn(line, 0) !== null || START.exec(line)?.[1] === '' ? `   ${line}` : line))].join('\r\n');
}

/** The record that the paper came with, with what the library knows better in place of what it says. */
function fieldsOf(paper: ExportPaper): TaggedFields {
  const fields = TaggedFields.from(ownRecord(paper, 'ris'));
  const was = entryFrom(fields, new Date(0));

  const type = paper.type ?? likelyType(paper.venue);
  if (was?.type !== paper.type || !fields.has('TY')) fields.set('TY', [TAG_OF_TYPE[type]]);
  if (was?.citationKey !== (paper.citationKey ?? undefined) && paper.citationKey !== null) fields.set('ID', [paper.citationKey]);
  const title = oneLine(paper.title);
  if (was?.title !== title) fields.set(titleIn(fields)?.tag ?? 'TI', [title]);
  if (!isSame(was?.authors ?? [], paper.authors)) {
    fields.set('A1', []);
    fields.set('AU', paper.authors.map(authorLine));
  }
  if (!isSameDate(was?.date ?? null, paper.date)) {
    fields.set('Y1', []);
    for (const [tag, value] of dateFields(paper.date)) fields.set(tag, value === null ? [] : [value]);
  }
  const venue = paper.venue === null ? null : oneLine(paper.venue);
  if (venue !== null && venue !== was?.venue) {
    const supplied = venueIn(fields, title)?.tag;
    fields.set(supplied === undefined || supplied === 'PB' ? 'T2' : supplied, [venue]);
  }
  const abstract = paper.abstract === null ? null : unwrapped(paper.abstract);
  if (abstract !== null && abstract !== was?.abstract) fields.set(fields.has('N2') && !fields.has('AB') ? 'N2' : 'AB', [abstract]);
  const known = (was?.identifiers ?? []).map(({ scheme, value }) => `${scheme}:${value}`);
  for (const { scheme, value } of paper.identifiers) {
    if (known.includes(`${scheme}:${value}`)) continue;
    if (scheme === 'doi') fields.set('DO', [...fields.all('DO'), value]);
    else if (scheme === 'isbn') fields.set('SN', [...fields.all('SN'), value]);
    else if (scheme === 'pmid') fields.set('AN', [...fields.all('AN'), `PMID: ${value}`]);
    else if (scheme === 'arxiv') fields.set('AN', [...fields.all('AN'), `arXiv:${value}`]);
    else if (scheme === 'other' && /^PMC\d+$/.test(value)) fields.set('AN', [...fields.all('AN'), value]);
    else if (scheme === 'openreview' && !paper.links.some(({ url }) => url.includes(value))) {
      fields.set('UR', [...fields.all('UR'), `https://openreview.net/forum?id=${value}`]);
    }
  }
  for (const { url, kind, source } of paper.links) {
    if (source !== 'record' || was?.links.some((link) => link.url === url) === true) continue;
    const tag = kind === 'pdf' ? 'L1' : 'UR';
    fields.set(tag, [...fields.all(tag), url]);
  }
  const keywords = keywordsOf(paper);
  if (!isSame(was?.keywords ?? [], keywords)) fields.set('KW', keywords);
  const notes = noteBodies(paper);
  if (
    !isSame(
      (was?.kept?.notes ?? []).map(({ body }) => body),
      notes,
    )
  ) {
    fields.set('RN', []);
    fields.set('N1', [...fields.all('N1').filter(isDatabaseNote), ...notes]);
  }
  for (const [tag, value] of detailsOf(paper)) if (!fields.has(tag)) fields.set(tag, [value]);
  return fields;
}

/** What records of other formats tell of volume, pages and the like. */
function detailsOf({ records, venue }: ExportPaper): readonly [string, string][] {
  const variables = variablesOf(records.filter(({ format }) => format !== 'ris'));
  const [, from, to] = /^(\S+?)-(\S+)$/.exec(variables.page ?? '') ?? [];
  const details: readonly [string, string | undefined][] = [
    ['VL', variables.volume],
    ['IS', variables.issue],
    ['SP', from ?? variables.page],
    ['EP', to],
    ['PB', variables.publisher === venue ? undefined : variables.publisher],
    ['CY', variables['publisher-place']],
    ['ET', variables.edition],
    ['J2', variables['container-title-short'] === venue ? undefined : variables['container-title-short']],
    ['SN', variables.ISSN],
    ['LA', variables.language],
  ];
  return details.flatMap(([tag, value]): [string, string][] => (value === undefined ? [] : [[tag, value]]));
}

function dateFields(date: PartialDate | null): readonly [string, string | null][] {
  if (date === null) return [];
  const { given, sort, precision, guessed } = date;
  if (sort === null) return [['PY', oneLine(given)]];
  const [year = '', month = '', day = ''] = sort.split('-');
  const circa = guessed ? 'circa' : '';
  if (precision === 'day')
    return [
      ['PY', year],
      ['DA', `${year}/${month}/${day}/${circa}`],
    ];
  if (precision === 'month')
    return [
      ['PY', year],
      ['DA', `${year}/${month}//${circa}`],
    ];
  if (precision === 'season') {
    const season = /spring|summer|autumn|fall|winter/i.exec(given)?.[0] ?? 'winter';
    return [
      ['PY', year],
      ['DA', `${year}///${[circa, season].filter((part) => part !== '').join(' ')}`],
    ];
  }
  // A range of years, or "c. 1850", is told in its own words.
  return [
    ['PY', given.includes('/') ? year : oneLine(given)],
    ['DA', null],
  ];
}
