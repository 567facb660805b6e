/** A paper of a Markdown digest, written down. */
import type { ImportEntry } from '../../../shared/entries.ts';
import type { ImportProblem } from '../../../shared/importModels.ts';
import type { Author, LinkKind, PartialDate } from '../../../shared/models.ts';
import { parsePartialDate } from '../../../shared/text/dates.ts';
import { isProse, metaOf, nameCount } from '../digestLines.ts';
import { authorsFrom, entryOf, identifiersAmong, recordLink } from '../entry.ts';
import { type Field, fieldNamed, labelled } from './fields.ts';
import { addressesOf, isPaperAddress, linksOf, plain, titleIn, withoutLinks } from './inline.ts';
import type { MarkdownLine, Part } from './parts.ts';

/** "CVPR 2024", "(NeurIPS'23)": a name in capitals and a year. */
const VENUE = /(?:^|[\s([`*_,|-])((?:Proc\. )?[A-Z][A-Za-z&]{1,20}(?:[ -][A-Z][A-Za-z]{1,20}){0,3})[ ,']{0,2}((?:19|20)\d{2})\b/;

interface Gathered {
  readonly words: Map<Field, string[]>;
  readonly addresses: { readonly url: string; readonly label: string }[];
  /** What has no place of its own. */
  readonly other: string[];
}

/** The entry of a part, or null where it has no title. */
export function entryFrom(part: Part, now: Date): ImportEntry | null {
  const named = titleIn(part.head);
  if (named === null) return null;
  const found: Gathered = { words: new Map(), addresses: [], other: [] };
  addAddresses(found, part.head);
  for (const { field, name, text } of part.cells) {
    addAddresses(found, text, name);
    if (field === null || field === 'title') keep(found, `${name}: ${plain(text)}`);
    else add(found, field, text);
  }
  addRest(found, named.rest, now);
  addBody(found, part.body, now);
  return written(part, named.title, found, now);
}

function add({ words }: Gathered, field: Field, text: string): void {
  const list = words.get(field);
  if (list === undefined) words.set(field, [text]);
  else list.push(text);
}

function keep({ other }: Gathered, text: string): void {
  if (text.trim() !== '') other.push(text.trim());
}

function addAddresses({ addresses }: Gathered, text: string, name = ''): void {
  const labels = new Map(linksOf(text).map(({ url, label }) => [url, label]));
  for (const url of addressesOf(text)) addresses.push({ url, label: labels.get(url) ?? name });
}

/** What stands on the title's own line behind it: an abstract, names, a venue, a date. */
function addRest(found: Gathered, rest: string, now: Date): void {
  const words = plain(rest).replace(/^[\s:,.|–—-]+|[\s|–—-]+$/g, '');
  if (words === '') return;
  if (isProse(words)) {
    add(found, 'summary', words);
    return;
  }
  for (const piece of plain(rest.replace(/[`*_()[\]]{1,3}/g, ' | ')).split(/\s[–—|-]\s|\s?\|\s?/)) {
    const text = piece.replace(/^[\s,.:;]+|[\s,:;]+$/g, '');
    if (text === '') continue;
    const venue = VENUE.exec(text);
    const date = parsePartialDate(text, now);
    if (date.sort !== null) add(found, 'date', text);
    else if (venue !== null && text.length < 80) {
      add(found, 'venue', text);
      if (venue[2] !== undefined) add(found, 'date', venue[2]);
    } else if (!found.words.has('authors') && isNames(text)) add(found, 'authors', text);
    else keep(found, text);
  }
}

function isNames(text: string): boolean {
  return nameCount(text) > 1 || /\bet al\.?$/i.test(text);
}

/** The lines below the title: labels tell what they are, the rest is told by its shape. */
function addBody(found: Gathered, body: readonly MarkdownLine[], now: Date): void {
  let open: Field | null = null;
  for (const { text } of body) {
    const raw = text.replace(/^\s{0,20}(?:>\s?){0,5}(?:[-*+]\s|\d{1,3}[.)]\s)?/, '').trim();
    const heading = /^#{1,6}\s/.test(raw);
    const words = plain(raw.replace(/^#+\s+/, ''));
    if (words === '' || /^[-*_=\s]+$/.test(raw)) {
      if (words !== '') open = null;
      addAddresses(found, raw);
      continue;
    }
    addAddresses(found, raw);
    const label = labelled(raw);
    const bare = label === null ? fieldNamed(words) : null;
    if (label !== null || bare !== null) {
      open = label?.field ?? bare;
      if (open !== null && label !== null && plain(label.words) !== '') add(found, open, label.words);
      // Only long texts go on below their label.
      if (open !== 'abstract' && open !== 'summary' && label !== null && plain(label.words) !== '') open = null;
    } else if (heading) {
      open = null;
      keep(found, words);
    } else if (open !== null) {
      add(found, open, raw);
      if (open !== 'abstract' && open !== 'summary') open = null;
    } else addUnlabelled(found, raw, words, now);
  }
}

function addUnlabelled(found: Gathered, raw: string, words: string, now: Date): void {
  const meta = metaOf(words, now);
  if (meta?.kind === 'authors') add(found, 'authors', meta.names);
  else if (meta?.kind === 'date') add(found, 'date', meta.date.given);
  else if (meta?.kind === 'venue') add(found, 'venue', meta.name);
  else if (meta?.kind === 'keywords') add(found, 'keywords', meta.words.join('; '));
  else if (isProse(words)) add(found, 'summary', raw);
  else if (!found.words.has('authors') && nameCount(words) > (/^(\*|_)[^*_]+\1$/.test(raw) ? 0 : 1)) add(found, 'authors', words);
  else {
    const rest = plain(withoutLinks(raw));
    const venue = VENUE.exec(rest);
    if (venue !== null && rest.length < 60 && !found.words.has('venue')) {
      add(found, 'venue', rest);
      if (venue[2] !== undefined && !found.words.has('date')) add(found, 'date', venue[2]);
    } else keep(found, words);
  }
}

function written(part: Part, title: string, found: Gathered, now: Date): ImportEntry {
  const of = (field: Field) => (found.words.get(field) ?? []).map((text) => plain(text)).filter((text) => text !== '');
  const abstract = (of('abstract').length > 0 ? of('abstract') : of('summary')).join('\n\n');
  const problems: ImportProblem[] = [];
  if (part.damagedAt !== undefined) {
    problems.push({
      line: part.damagedAt,
      message: 'This row has fewer cells than the table has columns. What is there is kept.',
      severity: 'note',
    });
  }
  const codes = new Set((found.words.get('code') ?? []).flatMap(addressesOf));
  const links = found.addresses
    .map(({ url, label }) => recordLink(url, codes.has(url) ? undefined : kindOf(url, label)))
    .filter((link) => link !== null);
  // The paper's own addresses come first.
  links.sort((a, b) => Number(isPaperAddress(b.url)) - Number(isPaperAddress(a.url)));
  const own = identifiersAmong(found.addresses.map(({ url }) => url));
  return entryOf({
    line: part.line,
    title,
    abstract: abstract === '' ? null : abstract.replace(/\n{3,}/g, '\n\n'),
    authors: namesIn(of('authors').join(', ')),
    date: dateIn(of('date'), now),
    venue: of('venue')[0] ?? null,
    identifiers: [...own, ...(own.length > 0 ? [] : identifiersAmong(of('link')))],
    links,
    keywords: of('keywords')
      .flatMap((text) => text.split(/[;,、#]/))
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    problems,
    record: {
      heading: part.head,
      ...(part.cells.length === 0 ? {} : { cells: Object.fromEntries(part.cells.map(({ name, text }) => [name, text])) }),
      ...(part.body.length === 0 ? {} : { lines: part.body.map(({ text }) => text).filter((text) => text.trim() !== '') }),
    },
  });
}

function kindOf(url: string, label: string): LinkKind | undefined {
  if (/^\W*(?:code|github|代码)\W*$/iu.test(label)) return 'code';
  if (/^\W*(?:project|homepage|website|项目|主页)/iu.test(label) && !isPaperAddress(url)) return 'project';
  return undefined;
}

function namesIn(text: string): readonly Author[] {
  // Marks of places and footnotes stand behind whole names; a name of one word may end in digits.
  const clean = text
    .replace(/(\p{L} [^\s,;]{0,40}?\p{L})[\d*∗†‡§¶]+(?= ?(?:[,;]|$))/gu, '$1')
    .replace(/[,;]?\s*(?:et\.? ?al\.?|等|and others|\.{3}|…)\s*$/i, '');
  return authorsFrom(clean.replaceAll('、', ', ').replace(/ & /g, ', '));
}

function dateIn(texts: readonly string[], now: Date): PartialDate | null {
  for (const text of texts) {
    const date = parsePartialDate(text.replace(/^[\s(]+|[\s).]+$/g, ''), now);
    if (date.sort !== null) return date;
  }
  return null;
}
