/** Papers as BibTeX or BibLaTeX. What came from an entry goes back as it was written there, unless the paper says something else by now. */
import type { ExportPaper } from '../../../shared/entries.ts';
import type { CslType, Identifier, PartialDate } from '../../../shared/models.ts';
import { withCitationKeys } from '../../../shared/text/citationKey.ts';
import { isObject } from '../json.ts';
import { biblatexDate, bibtexDate, readDate } from './dates.ts';
import { escapedParagraphs, escapedTex, escapedTitle } from './escape.ts';
import { readNames, writeNames } from './names.ts';
import {
  abstractIn,
  type BibRecord,
  fieldsOf,
  identifiersIn,
  keywordsIn,
  linksOf,
  NOTE_FIELDS,
  notesIn,
  splitList,
  titleIn,
  venueIn,
} from './record.ts';
import { texParagraphs } from './tex.ts';
import { type Dialect, readType, typeInto, writtenType } from './types.ts';

/** The papers as BibTeX, entry by entry, in UTF-8. @throws {RangeError} for a pattern of keys with a mistake. */
export function writeBibtex(papers: Iterable<ExportPaper>, keyPattern: string): Generator<string> {
  return written(papers, keyPattern, 'bibtex');
}

/** The papers as BibLaTeX. */
export function writeBiblatex(papers: Iterable<ExportPaper>, keyPattern: string): Generator<string> {
  return written(papers, keyPattern, 'biblatex');
}

function* written(papers: Iterable<ExportPaper>, keyPattern: string, dialect: Dialect): Generator<string> {
  let first = true;
  for (const paper of withCitationKeys(papers, keyPattern)) {
    yield `${first ? '' : '\n'}${entryFor(paper, paper.citationKey, dialect)}`;
    first = false;
  }
}

/** Fields of the one dialect under their names in the other. */
const NAMES: readonly (readonly [bibtex: string, biblatex: string])[] = [
  ['journal', 'journaltitle'],
  ['address', 'location'],
  ['annote', 'annotation'],
  ['archiveprefix', 'eprinttype'],
  ['primaryclass', 'eprintclass'],
];
/** In the order in which entries are read best. */
const ORDER = ['author', 'title', 'journal', 'journaltitle', 'booktitle', 'school', 'institution', 'publisher', 'howpublished', 'type'];

/** The fields of an entry as TeX; a macro stands without braces. */
class Draft {
  readonly #fields = new Map<string, string>();
  readonly #macros = new Set<string>();

  constructor(fields: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(fields)) this.#fields.set(name, value);
  }

  get fields(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#fields);
  }

  has(name: string): boolean {
    return this.#fields.has(name);
  }

  set(name: string, value: string, isMacro = false): void {
    if (value === '') this.#fields.delete(name);
    else this.#fields.set(name, value);
    if (isMacro) this.#macros.add(name);
    else this.#macros.delete(name);
  }

  drop(...names: readonly string[]): void {
    for (const name of names) this.#fields.delete(name);
  }

  rename(from: string, to: string): void {
    if (!this.#fields.has(from) || this.#fields.has(to)) return;
    // In its place, so that the order stays.
    const all = [...this.#fields];
    this.#fields.clear();
    for (const [name, value] of all) this.#fields.set(name === from ? to : name, value);
  }

  /** Those in front that read best there, for a draft without an order of its own. */
  sort(): void {
    const all = [...this.#fields];
    this.#fields.clear();
    for (const name of ORDER) {
      const found = all.find(([other]) => other === name);
      if (found !== undefined) this.#fields.set(name, found[1]);
    }
    for (const [name, value] of all) this.#fields.set(name, value);
  }

  text(): string {
    return [...this.#fields]
      .map(([name, value]) => `  ${name.replace(/\+\d+$/, '')} = ${this.#isBare(name, value) ? value : `{${whole(value)}}`},\n`)
      .join('');
  }

  #isBare(name: string, value: string): boolean {
    return this.#macros.has(name) || (name === 'month' && MONTH.test(value));
  }
}

const MONTH = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)$/;

function entryFor(paper: ExportPaper, key: string, dialect: Dialect): string {
  const record = recordOf(paper);
  const had = record === null ? {} : fieldsOf(record);
  const draft = new Draft(had);
  // What it inherited stands in it now, so that it does not need the others.
  if (record?.inherited !== undefined) draft.drop('crossref', 'xdata');

  if (titleIn(had) !== paper.title) {
    draft.drop('subtitle', 'titleaddon');
    draft.set('title', escapedTitle(paper.title));
  }
  if (!sameAuthors(paper, had)) {
    if (had.author === undefined && had.authors === undefined) draft.drop('editor');
    draft.drop('authors');
    draft.set('author', writeNames(paper.authors, false));
  }
  const type = writeType(paper, record, draft, dialect);
  writeDate(paper.date, had, draft, dialect);
  writeIdentifiers(paper, had, draft, dialect);
  writeLinks(paper, had, draft);
  if (abstractIn(had) !== paper.abstract) draft.set('abstract', escapedParagraphs(paper.abstract ?? ''));
  writeKeywords(paper, had, draft);
  writeNotes(paper, had, draft);
  for (const [bibtex, biblatex] of NAMES) {
    if (dialect === 'bibtex') draft.rename(biblatex, bibtex);
    else draft.rename(bibtex, biblatex);
  }
  if (record === null) draft.sort();
  return `@${type}{${key},\n${draft.text()}}\n`;
}

/** The newest entry that the paper came in, as it was kept. */
function recordOf(paper: ExportPaper): BibRecord | null {
  const record = paper.records.findLast(({ format }) => format === 'bibtex')?.record;
  if (record === undefined || typeof record.type !== 'string' || !isObject(record.fields)) return null;
  const inherited = isObject(record.inherited) ? textsOf(record.inherited) : undefined;
  const own = { type: record.type, key: typeof record.key === 'string' ? record.key : '', fields: textsOf(record.fields) };
  return inherited === undefined ? own : { ...own, inherited };
}

/** What in an object can be a field: an export of our own may have been changed by hand. */
function textsOf(object: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(object).filter(
      (field): field is [string, string] => typeof field[1] === 'string' && /^[^\s=,{}()"#%@]+$/.test(field[0]),
    ),
  );
}

type Had = Readonly<Record<string, string>>;

function sameAuthors(paper: ExportPaper, had: Had): boolean {
  const { authors } = readNames(had.author ?? had.authors ?? had.editor ?? '');
  return authors.length === paper.authors.length && authors.every(({ name }, at) => name === paper.authors[at]?.name);
}

/** The type, and the place of publication in the field that goes with it. */
function writeType(paper: ExportPaper, record: BibRecord | null, draft: Draft, dialect: Dialect): string {
  const had = draft.fields;
  const venue = venueIn(had);
  const known = record !== null && (paper.type === null || readType(record.type, had) === paper.type) ? record : null;
  const type = paper.type ?? (known === null ? typeBy(paper.venue) : readType(known.type, had));
  if (venue?.name !== paper.venue && !(venue === null && paper.venue === null)) {
    if (venue !== null) draft.drop(venue.field);
    if (paper.venue !== null) draft.set(venueField(type, dialect), escapedTex(paper.venue));
  }
  if (known !== null) {
    if (dialect === 'biblatex' && /^(?:phd|masters)thesis$/i.test(known.type) && !draft.has('type')) {
      draft.set('type', /^phd/i.test(known.type) ? 'phdthesis' : 'mathesis');
    }
    if (dialect === 'bibtex' && /^thesis$/i.test(known.type) && /^(?:ma|master)/i.test(had.type ?? '')) return 'mastersthesis';
    return typeInto(known.type, dialect);
  }
  draft.drop('entrysubtype');
  if (dialect === 'biblatex' && type === 'thesis' && !draft.has('type')) draft.set('type', 'phdthesis');
  const arxiv = paper.identifiers.some(({ scheme }) => scheme === 'arxiv') ? { archiveprefix: 'arXiv' } : {};
  const { type: name, subtype } = writtenType(type, dialect, { ...draft.fields, ...arxiv });
  if (subtype !== null && paper.type !== null) draft.set('entrysubtype', subtype);
  return name;
}

/** The type of a paper that nobody told, by where it appeared. */
function typeBy(venue: string | null): CslType {
  if (venue === null || /arxiv|biorxiv|medrxiv|preprint/i.test(venue)) return 'article';
  return /\b(?:journal|transactions|letters|review|nature|science|cell|annals|magazine|plos|jmlr|tmlr)\b/i.test(venue)
    ? 'article-journal'
    : 'paper-conference';
}

function venueField(type: CslType, dialect: Dialect): string {
  const [inBibtex, inBiblatex] = VENUE_FIELDS[type] ?? ['howpublished', 'howpublished'];
  return dialect === 'bibtex' ? inBibtex : inBiblatex;
}

const JOURNAL = ['journal', 'journaltitle'] as const;
const BOOK = ['booktitle', 'booktitle'] as const;
/** Where a dialect writes what a text of some type appeared in. */
const VENUE_FIELDS: Readonly<Partial<Record<CslType, readonly [bibtex: string, biblatex: string]>>> = {
  'article-journal': JOURNAL,
  'article-magazine': JOURNAL,
  'article-newspaper': JOURNAL,
  review: JOURNAL,
  'paper-conference': BOOK,
  chapter: BOOK,
  entry: BOOK,
  'entry-encyclopedia': BOOK,
  thesis: ['school', 'institution'],
  report: ['institution', 'institution'],
  book: ['publisher', 'publisher'],
};

function writeDate(date: PartialDate | null, had: Had, draft: Draft, dialect: Dialect): void {
  const read = readDate(had, new Date(0));
  const isSame = date !== null && read !== null && read.sort === date.sort && (read.sort !== null || read.given === date.given);
  if (isSame && read.precision === date.precision && (dialect === 'biblatex' || had.date === undefined)) return;
  draft.drop('date', 'year', 'month', 'day');
  if (date === null) return;
  for (const [name, value, isMacro] of dialect === 'bibtex' ? bibtexDate(date) : biblatexDate(date)) {
    draft.set(name, name === 'date' ? value : escapedTex(value).replace(/-\{\}-/g, '--'), isMacro);
  }
}

const SCHEMES: readonly (readonly [scheme: Identifier['scheme'], field: string])[] = [
  ['doi', 'doi'],
  ['arxiv', 'eprint'],
  ['pmid', 'pmid'],
  ['isbn', 'isbn'],
];

function writeIdentifiers(paper: ExportPaper, had: Had, draft: Draft, dialect: Dialect): void {
  // An ISBN is the paper's only for some types, but is written for all.
  const known = identifiersIn(had, 'book');
  for (const [scheme, field] of SCHEMES) {
    const own = paper.identifiers.find((identifier) => identifier.scheme === scheme);
    if (own === undefined || known.some((one) => one.scheme === scheme && one.value === own.value)) continue;
    draft.set(field, verbatim(own.value));
    if (scheme === 'arxiv') draft.set(dialect === 'bibtex' ? 'archiveprefix' : 'eprinttype', 'arXiv');
  }
}

function writeLinks(paper: ExportPaper, had: Had, draft: Draft): void {
  const known = linksOf(had).map(({ url }) => url);
  const forum = paper.identifiers.find(({ scheme }) => scheme === 'openreview');
  const all = paper.links.filter(({ source }) => source === 'record');
  const named = all.some(({ url }) => forum !== undefined && url.includes(forum.value));
  const missing = all.filter(({ url }) => !known.includes(url));
  const urls = [
    ...missing.map(({ url }) => url),
    ...(forum === undefined || named ? [] : [`https://openreview.net/forum?id=${forum.value}`].filter((url) => !known.includes(url))),
  ];
  let number = 2;
  for (const url of urls) {
    if (!draft.has('url')) draft.set('url', verbatim(url));
    else {
      while (draft.has(`bdsk-url-${number}`)) number += 1;
      draft.set(`bdsk-url-${number}`, verbatim(url));
    }
  }
}

/** For fields that BibTeX takes as they stand: what would end them early is written in the manner of addresses. */
function verbatim(text: string): string {
  const safe = text.replace(/\\/g, '%5C');
  return isBalanced(safe) ? safe : safe.replace(/\{/g, '%7B').replace(/\}/g, '%7D');
}

function writeKeywords(paper: ExportPaper, had: Had, draft: Draft): void {
  const wanted = new Set([...paper.tags.map(({ name }) => name), ...paper.keywords]);
  const known = new Set([...(had.groups === undefined ? [] : splitList(had.groups)), ...keywordsIn(had)]);
  if (wanted.size === known.size && [...wanted].every((word) => known.has(word))) return;
  draft.drop('keyword', 'mendeley-tags');
  draft.set('keywords', [...wanted].map((word) => (/[,;]/.test(word) ? `{${escapedTex(word)}}` : escapedTex(word))).join(', '));
}

function writeNotes(paper: ExportPaper, had: Had, draft: Draft): void {
  const joined = (bodies: readonly string[]) => bodies.filter((body) => body.trim() !== '').join('\n\n');
  const body = joined(paper.notes.map((note) => note.body));
  if (body === joined(notesIn(had))) return;
  draft.drop(...NOTE_FIELDS);
  draft.set('annote', escapedParagraphs(body));
}

/** A value that cannot be put in braces as it is, because its own do not match, as the text that it says. */
function whole(value: string): string {
  return isBalanced(value) ? value : escapedParagraphs(texParagraphs(value));
}

function isBalanced(value: string): boolean {
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value.charCodeAt(at);
    if (char === 92) at += 1;
    else if (char === 123) depth += 1;
    else if (char === 125 && --depth < 0) return false;
    // A backslash at the end would take the closing brace.
    if (char === 92 && at >= value.length) return false;
  }
  return depth === 0;
}
