/** What an entry's fields say: the paper of an entry, in whole or one fact at a time. */
import type { ImportEntry, KeptMarks } from '../../../shared/entries.ts';
import type { CslType, Identifier, Link } from '../../../shared/models.ts';
import { identifierOf } from '../../../shared/text/identifiers.ts';
import { entryOf, recordLink } from '../entry.ts';
import { readDate } from './dates.ts';
import type { BibEntry } from './entries.ts';
import { readNames } from './names.ts';
import { plainAddress, texLine, texParagraphs } from './tex.ts';
import { readType } from './types.ts';

type Fields = Readonly<Record<string, string>>;

/** An entry as it is kept with its paper. */
export interface BibRecord {
  readonly type: string;
  readonly key: string;
  readonly fields: Fields;
  /** What it has from the entries it refers to. */
  readonly inherited?: Fields;
}

/** Where the place of publication may stand, the likeliest first. */
const VENUES = ['journal', 'journaltitle', 'booktitle', 'eventtitle', 'school', 'institution', 'howpublished', 'organization', 'publisher'];
/** Of these the publisher's number is the text's own; of a paper in a book it is the book's. */
const WITH_ISBN: readonly CslType[] = ['book', 'thesis', 'report', 'document', 'standard', 'software', 'manuscript'];
/** What a person wrote beside a paper. The `note` of BibTeX is for the printed bibliography. */
export const NOTE_FIELDS = ['annote', 'annotation', 'comment', 'review', 'notes'] as const;

/** All that stands in the fields, those of the entry itself first. */
export function fieldsOf({ fields, inherited }: BibRecord): Fields {
  return inherited === undefined ? fields : { ...inherited, ...fields };
}

/** The paper of an entry, or null where it has no title. */
export function paperOf(entry: BibEntry, inherited: Fields | undefined, now: Date): ImportEntry | null {
  const record: BibRecord =
    inherited === undefined
      ? { type: entry.type, key: entry.key, fields: entry.fields }
      : { type: entry.type, key: entry.key, fields: entry.fields, inherited };
  const fields = fieldsOf(record);
  const title = titleIn(fields);
  if (title === '') return null;
  const type = readType(entry.type, fields);
  const kept = marksIn(fields, now);
  return entryOf({
    line: entry.line,
    title,
    abstract: abstractIn(fields),
    authors: readNames(fields.author ?? fields.authors ?? fields.editor ?? '').authors,
    date: readDate(fields, now),
    venue: venueIn(fields)?.name ?? null,
    identifiers: identifiersIn(fields, type),
    links: linksOf(fields),
    keywords: keywordsIn(fields),
    type,
    ...(entry.key === '' ? {} : { citationKey: entry.key }),
    problems: entry.problems,
    record: { ...record },
    ...(kept === null ? {} : { kept }),
  });
}

/** The title on one line, with its subtitle. */
export function titleIn(fields: Fields): string {
  const title = texLine(fields.title ?? '');
  const subtitle = texLine(fields.subtitle ?? '');
  const whole = title === '' ? texLine(fields.maintitle ?? fields.booktitle ?? '') : title;
  if (subtitle === '' || whole === '') return whole;
  return `${whole}${/[?!.:]$/.test(whole) ? '' : ':'} ${subtitle}`;
}

/** The abstract in paragraphs, or null without one. */
export function abstractIn(fields: Fields): string | null {
  const value = fields.abstract;
  if (value === undefined) return null;
  const text = texParagraphs(value);
  return text === '' ? null : text;
}

/** The place of publication, and the field that names it. */
export function venueIn(fields: Fields): { readonly name: string; readonly field: string } | null {
  for (const field of VENUES) {
    const value = fields[field];
    if (value === undefined) continue;
    const name = texLine(value);
    // An address is a link.
    if (name !== '' && !/^https?:\/\//i.test(name) && !(field === 'booktitle' && fields.title === undefined)) return { name, field };
  }
  return null;
}

/** The identifiers among the fields, one of each scheme. */
export function identifiersIn(fields: Fields, type: CslType): readonly Identifier[] {
  const found: Identifier[] = [];
  const add = (text: string | undefined, scheme?: Identifier['scheme']) => {
    const identifier = text === undefined || text === '' ? null : identifierOf(text);
    if (identifier === null || (scheme !== undefined && identifier.scheme !== scheme)) return;
    if (!found.some((other) => other.scheme === identifier.scheme)) found.push(identifier);
  };
  const plain = (name: string) => (fields[name] === undefined ? undefined : plainAddress(fields[name]));
  add(plain('doi'));
  const eprint = plain('eprint');
  const archive = (fields.archiveprefix ?? fields.eprinttype ?? '').toLowerCase();
  if (eprint !== undefined)
    add(
      archive === '' || archive.includes('arxiv') ? `arXiv:${eprint.replace(/^arxiv\s*:\s*/i, '')}` : eprint,
      archive === 'pubmed' ? undefined : 'arxiv',
    );
  if (eprint !== undefined && archive === 'pubmed') add(`PMID: ${eprint}`, 'pmid');
  const arxiv = plain('arxivid') ?? plain('arxiv');
  if (arxiv !== undefined) add(`arXiv:${arxiv.replace(/^arxiv\s*:\s*/i, '')}`, 'arxiv');
  const pmid = plain('pmid') ?? /^\W*PMID\W*(\d{1,9})\W*$/.exec(fields.note ?? '')?.[1];
  if (pmid !== undefined) add(`PMID: ${pmid}`, 'pmid');
  if (WITH_ISBN.includes(type)) for (const isbn of (plain('isbn') ?? '').split(/[,;]|\s(?=97[89])/)) add(isbn, 'isbn');
  add(plain('url'));
  // "arXiv preprint arXiv:1706.03762", and "CoRR" in volume "abs/1706.03762"
  for (const place of [fields.journal, fields.journaltitle, fields.volume, fields.number, fields.howpublished, fields.note]) {
    const id = place === undefined ? undefined : /(?:arxiv:\s?|^\{?abs\/)(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})/i.exec(place)?.[1];
    if (id !== undefined) add(`arXiv:${id}`, 'arxiv');
  }
  return found;
}

/** The web addresses among the fields; paths of files are none. */
export function linksOf(fields: Fields): readonly Link[] {
  const links: Link[] = [];
  const add = (link: Link | null) => {
    if (link !== null) links.push(link);
  };
  if (fields.url !== undefined) add(recordLink(plainAddress(fields.url)));
  if (fields.pdf !== undefined) add(recordLink(plainAddress(fields.pdf), 'pdf'));
  if (fields.howpublished?.includes('http') === true) add(recordLink(plainAddress(fields.howpublished)));
  if (fields.code !== undefined) add(recordLink(plainAddress(fields.code), 'code'));
  for (const name of Object.keys(fields)) {
    if (/^(?:bdsk-url-|citeulike-linkout-)\d/.test(name)) add(recordLink(plainAddress(fields[name] ?? '')));
    else if (/^(?:file|attachment|local-url)/.test(name)) for (const url of addressesIn(fields[name] ?? '')) add(recordLink(url, 'other'));
  }
  return links;
}

/** The web addresses among the files of "description:path:type;…"; paths are for their own machine. */
function addressesIn(files: string): readonly string[] {
  if (!/https?(?:\\)?:/i.test(files)) return [];
  return files.split(';').flatMap((file) => /https?:\/\/[^\s:;]+(?::\d+[^\s:;]*)?/i.exec(file.replace(/\\([:;\\_])/g, '$1'))?.[0] ?? []);
}

/** The keywords in their order, each once. */
export function keywordsIn(fields: Fields): readonly string[] {
  const found: string[] = [];
  for (const value of [fields.keywords, fields.keyword, fields['mendeley-tags']]) {
    if (value === undefined) continue;
    for (const keyword of splitList(value)) if (!found.includes(keyword)) found.push(keyword);
  }
  return found;
}

/** What commas or semicolons outside of braces part. */
export function splitList(value: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < value.length; at += 1) {
    const char = value.charCodeAt(at);
    if (char === 92) at += 1;
    else if (char === 123) depth += 1;
    else if (char === 125) depth -= 1;
    else if ((char === 44 || char === 59) && depth <= 0) {
      parts.push(value.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(value.slice(from));
  return parts.map((part) => texLine(part)).filter((part) => part !== '');
}

/** A reader's own marks, as JabRef, BibDesk, Papers and others write them. */
function marksIn(fields: Fields, now: Date): KeptMarks | null {
  const notes = notesIn(fields);
  const groups = fields.groups === undefined ? [] : splitList(fields.groups);
  const status = /^\W*skim/i.test(fields.readstatus ?? '') ? 'reading' : isYes(fields.readstatus ?? fields.read) ? 'read' : null;
  const queued = status === null && /^\W*prio/i.test(fields.priority ?? '');
  const starred = /^\W*(?:rank)?5\b/i.test(fields.ranking ?? fields.rating ?? '');
  if (notes.length === 0 && groups.length === 0 && status === null && !queued && !starred) return null;
  return {
    ...(notes.length === 0 ? {} : { notes: notes.map((body) => ({ body })) }),
    ...(groups.length === 0 ? {} : { tags: groups.map((name) => ({ name })) }),
    ...(status === null ? (queued ? { status: 'queued' as const } : {}) : { status }),
    ...(starred ? { starredAt: now.toISOString() } : {}),
  };
}

function isYes(value: string | undefined): boolean {
  return value !== undefined && /^\W*(?:read|yes|true|1)\W*$/i.test(value);
}

/** What a person noted in their program, a text each. */
export function notesIn(fields: Fields): readonly string[] {
  return NOTE_FIELDS.map((name) => texParagraphs(fields[name] ?? '')).filter((body) => body !== '');
}
