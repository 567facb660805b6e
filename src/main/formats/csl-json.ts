/**
 * CSL-JSON, as reference managers and registries exchange it: an array of items after the schema of citationstyles.org,
 * version 1.0. Written with all that the item had which the paper came with.
 */
import type { ExportPaper, ImportEntry, ReadItem } from '../../shared/entries.ts';
import { type Author, CSL_TYPES, type CslType, type Identifier, type PartialDate } from '../../shared/models.ts';
import { paperAddress } from '../../shared/paperAddress.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { variablesOf } from './cslVariables.ts';
import { authorNamed, authorsFrom, citationKeyLike, entryOf, identifiersAmong, recordLink } from './entry.ts';
import { familyFirst, isSame, isSameDate, keywordsOf, likelyType, noteBodies, ownRecord, suffixOf } from './exported.ts';
import type { Format } from './format.ts';
import { jatsParagraphs } from './jats.ts';
import { isObject, type JsonObject, jsonRecords, oneLine, parseRecord, textUnder } from './json.ts';
import { unwrappedIfWrapped } from './json-lines.ts';
import { pmcIdentifier } from './pubmed.ts';

/** Types of the schema that no paper here has, and what registries write in their place. */
const OTHER_TYPES: Readonly<Record<string, CslType | null>> = {
  bill: null,
  broadcast: null,
  classic: null,
  collection: null,
  'entry-dictionary': 'entry',
  event: null,
  figure: null,
  graphic: null,
  hearing: null,
  interview: null,
  legal_case: null,
  legislation: null,
  map: null,
  motion_picture: null,
  musical_score: null,
  pamphlet: 'document',
  performance: null,
  periodical: null,
  personal_communication: null,
  regulation: null,
  'review-book': 'review',
  song: null,
  treaty: null,
  preprint: 'article',
  'posted-content': 'article',
  'journal-article': 'article-journal',
  'proceedings-article': 'paper-conference',
  'book-chapter': 'chapter',
  monograph: 'book',
  'edited-book': 'book',
  'reference-book': 'book',
  dissertation: 'thesis',
  'peer-review': 'review',
};
const TYPE = new RegExp(`"type"\\s*:\\s*"(?:${[...CSL_TYPES, ...Object.keys(OTHER_TYPES)].join('|')})"`);
/** The seasons by their numbers in the schema, and in EDTF. */
const SEASONS: Readonly<Record<string, string>> = {
  1: 'spring',
  2: 'summer',
  3: 'autumn',
  4: 'winter',
  21: 'spring',
  22: 'summer',
  23: 'autumn',
  24: 'winter',
  spring: 'spring',
  summer: 'summer',
  autumn: 'autumn',
  fall: 'fall',
  winter: 'winter',
};
const VENUES = ['container-title', 'event-title', 'event', 'publisher'] as const;
/** What reference managers keep as "name: value" lines in the note, having no field for it. Spaces and hyphens are one. */
const EXTRA_NAMES =
  'arxiv|doi|pmid|pmcid|isbn|issn|url|citation key|citekey|type|id|tex\\.[\\w.-]+|bibtex\\*?|mag id|s2id|openalex|google ?books|qid|ads bibcode|lccn|jstor|zbl|mr(?:number)?|accepted|submitted|issued|accessed|(?:available|original|event) date|version|status|read[_ ]status|edition|genre|publisher(?: place)?|original title|container title(?: short)?|collection title|publication title|event(?: place| title)?|number of pages';
const EXTRAS = new RegExp(`^(?:${EXTRA_NAMES.replaceAll(' ', '[ -]')})\\s*:\\s*\\S`, 'i');

export const cslJson: Format = {
  id: 'csl-json',
  label: 'CSL-JSON',

  detect(head) {
    if (!/^\s*[[{]/.test(head) || !TYPE.test(head) || !/"title"\s*:/.test(head)) return 0;
    return /"(?:issued|container-title|date-parts|family|citation-key|DOI|URL)"\s*:/.test(head) ? 0.9 : 0.6;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    for await (const record of jsonRecords(source, ['items', 'references'])) {
      const parsed = parseRecord(record);
      if ('problem' in parsed) {
        yield { kind: 'problem', problem: parsed.problem };
        continue;
      }
      const entry = isObject(parsed.value) ? entryFrom(parsed.value, record.line, now) : null;
      if (entry !== null) yield { kind: 'entry', entry };
      else if (!isWrapper(parsed.value)) {
        const known = isObject(parsed.value) ? textUnder(parsed.value, 'DOI', 'citation-key', 'id', 'URL') : null;
        const message = `This item${known === null || known.length > 80 ? '' : ` (${known})`} has no title, so it was left out.`;
        yield { kind: 'problem', problem: { line: record.line, message, severity: 'lost' } };
      }
    }
  },
};

/** An empty list has only its wrapper. */
function isWrapper(value: unknown): boolean {
  return isObject(value) && !('type' in value) && (Array.isArray(value.items) || Array.isArray(value.references));
}

/** The first text under a key that holds one; registries give lists of them. */
function firstText(item: JsonObject, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = item[key];
    const text = textUnder(Array.isArray(value) ? { one: value[0] } : { one: value }, 'one');
    if (text !== null) return text;
  }
  return null;
}

function entryFrom(item: JsonObject, line: number, now: Date): ImportEntry | null {
  const title = firstText(item, 'title', 'title-short', 'shortTitle');
  if (title === null) return null;
  const { said, extras } = noteParts(item);
  const extra = (name: RegExp) => extras.filter((text) => name.test(text)).map((text) => text.replace(/^[^:]*:\s*/, '').trim());
  const abstract = abstractIn(item);
  const citationKey = keyIn(item) ?? citationKeyLike(extra(/^(?:citation[ -]key|citekey)\s*:/i)[0] ?? null);
  const archived = /arxiv/i.test(textUnder(item, 'archive') ?? '') ? textUnder(item, 'archive_location', 'archive-location') : null;
  const type = CSL_TYPES.find((known) => known === item.type) ?? OTHER_TYPES[String(item.type)] ?? null;
  return entryOf({
    line,
    title: oneLine(title),
    abstract,
    authors: authorsIn(item.author ?? item.editor),
    date: dateIn(item.issued, now) ?? dateIn(item['published-print'] ?? item['published-online'] ?? item.published, now),
    venue: venueIn(item)?.value ?? null,
    identifiers: [
      ...identifiersAmong([
        textUnder(item, 'DOI', 'doi'),
        textUnder(item, 'URL'),
        textUnder(item, 'number'),
        prefixed('arXiv', archived),
        prefixed('PMID', textUnder(item, 'PMID')),
        ...isbnsIn(item.ISBN),
        ...extras.filter((text) => /^(?:arxiv|doi|pmid)\s*:/i.test(text)).map((text) => text.replace(/\s*\[[\w.-]+\]\s*$/, '')),
        ...extra(/^isbn\s*:/i),
      ]),
      ...[textUnder(item, 'PMCID'), ...extra(/^pmcid\s*:/i)].flatMap((id) => (id === null ? [] : (pmcIdentifier(id) ?? []))),
    ],
    links: [recordLink(textUnder(item, 'URL'))].filter((link) => link !== null),
    keywords: keywordsIn(item),
    ...(type === null ? {} : { type }),
    ...(citationKey === null ? {} : { citationKey }),
    record: item,
    ...(said === '' ? {} : { kept: { notes: [{ body: said }] } }),
  });
}

/** The key is named, or it is the id of the item where that is no number, address or random name. */
function keyIn(item: JsonObject): string | null {
  const named = textUnder(item, 'citation-key', 'citekey');
  if (named !== null) return named.trim();
  return typeof item.id === 'string' ? citationKeyLike(item.id) : null;
}

/** The note without the lines that are fields, and those. */
function noteParts(item: JsonObject): { readonly said: string; readonly extras: readonly string[] } {
  const lines = textUnder(item, 'note')?.split(/\r\n?|\n/) ?? [];
  const extras = lines.filter((text) => EXTRAS.test(text) && text.length < 500);
  return {
    said: lines
      .filter((text) => !extras.includes(text))
      .join('\n')
      .trim(),
    extras,
  };
}

function abstractIn(item: JsonObject): string | null {
  const abstract = firstText(item, 'abstract');
  return abstract === null ? null : (jatsParagraphs(abstract)?.join('\n\n') ?? unwrappedIfWrapped(abstract));
}

function prefixed(prefix: string, value: string | null): string | null {
  return value === null || value.toLowerCase().startsWith(prefix.toLowerCase()) ? value : `${prefix}: ${value}`;
}

function isbnsIn(value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value : [value];
  return texts.filter((text) => typeof text === 'string').flatMap((text) => [text, ...text.split(/[\s,;]+/)]);
}

function venueIn(item: JsonObject): { readonly key: string; readonly value: string } | null {
  for (const key of VENUES) {
    const value = firstText(item, key);
    if (value !== null) return { key, value: oneLine(value) };
  }
  return null;
}

function keywordsIn(item: JsonObject): readonly string[] {
  const { keyword, keywords, categories } = item;
  const value = keyword ?? keywords ?? categories;
  const words = typeof value === 'string' ? value.split(value.includes(';') ? ';' : ',') : Array.isArray(value) ? value : [];
  return [...new Set(words.filter((word) => typeof word === 'string').map((word) => oneLine(word)))].filter((word) => word !== '');
}

function authorsIn(value: unknown): readonly Author[] {
  if (typeof value === 'string') return authorsFrom(value);
  if (!Array.isArray(value)) return [];
  return value.flatMap((name): Author[] => {
    if (typeof name === 'string') return [authorNamed(name)].filter((author) => author !== null);
    if (!isObject(name)) return [];
    const literal = textUnder(name, 'literal', 'name');
    const last = textUnder(name, 'family');
    const particles = [textUnder(name, 'dropping-particle'), textUnder(name, 'non-dropping-particle')].filter((part) => part !== null);
    const family = last === null ? null : particles.map((particle) => (/['’]$/.test(particle) ? particle : `${particle} `)).join('') + last;
    const given = textUnder(name, 'given');
    const suffix = textUnder(name, 'suffix');
    if (family !== null && given !== null) {
      return [{ name: `${given} ${family}${suffix === null ? '' : `, ${suffix}`}`, family, given }];
    }
    const only = literal ?? family ?? given;
    return only === null ? [] : [{ name: only }];
  });
}

function dateIn(value: unknown, now: Date): PartialDate | null {
  if (typeof value === 'string' || typeof value === 'number') return parsePartialDate(String(value), now);
  if (!isObject(value)) return null;
  const words = textUnder(value, 'raw', 'literal', 'edtf');
  const guessed = value.circa !== undefined && value.circa !== false && value.circa !== 0 && value.circa !== '';
  const listed: unknown = value['date-parts'];
  const [from, to] = (Array.isArray(listed) ? listed : [[value.year, value.month, value.day]]).map(isoOf);
  const season = SEASONS[textUnder(value, 'season')?.toLowerCase() ?? ''];
  const iso = from ?? '';
  const read = iso === '' ? null : parsePartialDate(season !== undefined && iso.length === 4 ? `${season} ${iso}` : iso, now);
  if (read === null) return words === null ? null : { ...parsePartialDate(words, now), ...(guessed ? { guessed } : {}) };
  const range = to === undefined || to === '' || to === iso ? read.given : `${iso}–${to}`;
  return { ...read, given: words ?? range, guessed: guessed || read.guessed };
}

/** `[2024, "5", 3]` as an ISO date, as far as it goes. */
function isoOf(parts: unknown): string {
  const numbers = Array.isArray(parts) ? parts.map(Number) : [];
  const end = numbers.findIndex((part) => !Number.isInteger(part) || part <= 0);
  return (end === -1 ? numbers : numbers.slice(0, end))
    .slice(0, 3)
    .map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0'))
    .join('-');
}

/** The papers as CSL-JSON, one item a line, piece by piece. Titles and abstracts are the raw texts exactly. */
export function* writeCslJson(papers: Iterable<ExportPaper>): Generator<string> {
  yield '[';
  let first = true;
  for (const paper of papers) {
    yield `${first ? '' : ','}\n${JSON.stringify(itemFrom(paper))}`;
    first = false;
  }
  yield '\n]\n';
}

/** The item that the paper came with, with what the library knows better in place of what it says. */
export function itemFrom(paper: ExportPaper): JsonObject {
  const own = ownRecord(paper, 'csl-json');
  const was = entryFrom(own, 0, new Date(0));
  const changed: Record<string, unknown> = {};
  const key = paper.citationKey;
  if (own.id === undefined) changed.id = key ?? paperAddress(paper.uid);
  else if (key !== null && own.id === was?.citationKey) changed.id = key;
  if (own.type === undefined || (paper.type !== null && paper.type !== was?.type)) changed.type = paper.type ?? likelyType(paper.venue);
  if (key !== null && (key !== was?.citationKey || own.id === undefined)) changed['citation-key'] = key;
  if (paper.title !== was?.title) changed.title = paper.title;
  if (!isSame(paper.authors, was?.authors ?? [])) changed.author = paper.authors.length === 0 ? undefined : paper.authors.map(nameOf);
  if (paper.abstract !== null && paper.abstract !== was?.abstract) changed.abstract = paper.abstract;
  if (paper.date !== null && !isSameDate(paper.date, was?.date ?? null)) changed.issued = issuedOf(paper.date);
  if (paper.venue !== null && paper.venue !== was?.venue) {
    const supplied = venueIn(own)?.key;
    changed[supplied === undefined || supplied === 'publisher' ? 'container-title' : supplied] = paper.venue;
  }
  Object.assign(changed, identifiersBeside(paper, own, was?.identifiers ?? []));
  const keywords = keywordsOf(paper);
  if (!isSame(keywords, was?.keywords ?? [])) {
    changed.keyword = keywords.length === 0 ? undefined : keywords.join(keywords.some((word) => word.includes(',')) ? '; ' : ', ');
  }
  const notes = noteBodies(paper).join('\n\n');
  if (notes !== (was?.kept?.notes?.[0]?.body ?? '')) {
    const parts = [noteParts(own).extras.join('\n'), notes].filter((part) => part !== '');
    changed.note = parts.length === 0 ? undefined : parts.join('\n');
  }
  const item: Record<string, unknown> = { ...own, ...changed };
  for (const [name, value] of Object.entries(variablesOf(paper.records.filter(({ format }) => format !== 'csl-json')))) {
    // The publisher may be the place that the paper is in.
    if (item[name] === undefined && value !== item['container-title']) item[name] = value;
  }
  return withoutBlanks(item);
}

/** Identifiers and the address, where the item has none of its own. */
function identifiersBeside(paper: ExportPaper, own: JsonObject, known: readonly Identifier[]): Record<string, unknown> {
  const value = (scheme: Identifier['scheme'], pattern = /^/) => {
    const found = paper.identifiers.find((identifier) => identifier.scheme === scheme && pattern.test(identifier.value));
    return found === undefined || known.some((other) => other.scheme === scheme && other.value === found.value) ? undefined : found.value;
  };
  const arxiv = value('arxiv');
  const openreview = value('openreview');
  const url =
    paper.links.find(({ source, kind }) => source === 'record' && kind !== 'pdf')?.url ??
    (arxiv !== undefined ? `https://arxiv.org/abs/${arxiv}` : undefined) ??
    (openreview !== undefined ? `https://openreview.net/forum?id=${openreview}` : undefined) ??
    paper.links.find(({ source }) => source === 'record')?.url;
  const offered = {
    DOI: value('doi'),
    ISBN: value('isbn'),
    PMID: value('pmid'),
    PMCID: value('other', /^PMC\d+$/),
    number: arxiv === undefined ? undefined : `arXiv:${arxiv}`,
    URL: url,
  };
  const beside = Object.fromEntries(Object.entries(offered).filter(([name, offer]) => offer !== undefined && own[name] === undefined));
  // A journal's number leaves no room for the one that arXiv gave.
  if (arxiv !== undefined && own.number !== undefined && own.archive === undefined)
    return { ...beside, archive: 'arXiv', archive_location: arxiv };
  return beside;
}

function withoutBlanks(item: Record<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

function nameOf(author: Author): JsonObject {
  const { name, family, given } = familyFirst(author);
  if (family === undefined || given === undefined) return { literal: name };
  const suffix = suffixOf({ name, family, given });
  return { family, given, ...(suffix === '' ? {} : { suffix }) };
}

/** A guess is marked `circa` and keeps the words it came in, and so does a range. */
function issuedOf({ given, sort, precision, guessed }: PartialDate): JsonObject {
  if (sort === null || precision === 'none') return { literal: given };
  const [year = 0, month = 0, day = 0] = sort.split('-').map(Number);
  const parts = precision === 'day' ? [year, month, day] : precision === 'month' ? [year, month] : [year];
  const season = precision === 'season' ? Math.max(0, [3, 6, 9, 12].indexOf(month)) + 1 : undefined;
  const isRange = precision === 'year' && /\d[–/-]\d/.test(given);
  return withoutBlanks({ 'date-parts': [parts], season, circa: guessed ? true : undefined, raw: guessed || isRange ? given : undefined });
}
