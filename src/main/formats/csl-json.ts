/** CSL-JSON, as reference managers exchange it: an array of items after the schema of citationstyles.org, version 1.0. */
import type { ExportPaper, ImportEntry, ReadItem } from '../../shared/entries.ts';
import { type Author, CSL_TYPES, type CslType, type Identifier, type PartialDate } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { entryOf, identifiersAmong, recordLink } from './entry.ts';
import type { Format } from './format.ts';
import { isObject, type JsonObject, jsonRecords, oneLine, parseRecord, textUnder, unwrapped } from './json.ts';

const TYPES =
  'article|article-journal|article-magazine|article-newspaper|book|chapter|dataset|document|manuscript|paper-conference|post|post-weblog|preprint|report|software|speech|standard|thesis|webpage';
const SEASONS = ['spring', 'summer', 'autumn', 'winter'];

export const cslJson: Format = {
  id: 'csl-json',
  label: 'CSL-JSON',

  detect(head) {
    if (!/^\s*[[{]/.test(head) || !new RegExp(`"type"\\s*:\\s*"(?:${TYPES})"`).test(head) || !/"title"\s*:/.test(head)) return 0;
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
      else
        yield { kind: 'problem', problem: { line: record.line, message: 'This item has no title, so it was left out.', severity: 'lost' } };
    }
  },
};

function entryFrom(item: JsonObject, line: number, now: Date): ImportEntry | null {
  const title = textUnder(item, 'title');
  if (title === null) return null;
  const note = textUnder(item, 'note');
  // Reference managers keep what has no field of its own as "name: value" lines in the note.
  const noteLines = note?.split('\n') ?? [];
  const extras = noteLines.filter((text) => /^[A-Za-z][\w -]{1,30}:\s*\S/.test(text) && text.length < 200);
  const said = noteLines
    .filter((text) => !extras.includes(text))
    .join('\n')
    .trim();
  const abstract = textUnder(item, 'abstract');
  const keywords = textUnder(item, 'keyword');
  const citationKey = textUnder(item, 'citation-key', 'citekey');
  return entryOf({
    line,
    title: oneLine(title),
    abstract: abstract === null ? null : unwrapped(abstract),
    authors: authorsIn(item.author),
    date: dateIn(item.issued, now),
    venue: textUnder(item, 'container-title', 'event-title', 'event', 'publisher'),
    identifiers: identifiersAmong([
      textUnder(item, 'DOI'),
      textUnder(item, 'URL'),
      textUnder(item, 'number'),
      prefixed('PMID', textUnder(item, 'PMID')),
      textUnder(item, 'ISBN'),
      ...extras.filter((text) => /^(?:arxiv|doi|pmid)\s*:/i.test(text)).map((text) => text.replace(/\s*\[[\w.-]+\]\s*$/, '')),
    ]),
    links: [recordLink(textUnder(item, 'URL'))].filter((link) => link !== null),
    keywords: keywords === null ? [] : keywords.split(/\s*[,;]\s*/).filter((word) => word !== ''),
    ...typeIn(item),
    ...(citationKey === null ? {} : { citationKey }),
    record: item,
    ...(said === '' ? {} : { kept: { notes: [{ body: said }] } }),
  });
}

function typeIn(item: JsonObject): Pick<ImportEntry, 'type'> {
  const type = CSL_TYPES.find((known) => known === item.type);
  return type === undefined ? {} : { type };
}

function prefixed(prefix: string, value: string | null): string | null {
  return value === null ? null : `${prefix}: ${value}`;
}

function authorsIn(value: unknown): readonly Author[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).flatMap((name): Author[] => {
    const literal = textUnder(name, 'literal', 'name');
    const last = textUnder(name, 'family');
    const particle = textUnder(name, 'non-dropping-particle', 'dropping-particle');
    const family = last === null || particle === null ? last : `${particle} ${last}`;
    const given = textUnder(name, 'given');
    if (family !== null && given !== null) return [{ name: `${given} ${family}`, family, given }];
    const only = literal ?? family ?? given;
    return only === null ? [] : [{ name: only }];
  });
}

function dateIn(value: unknown, now: Date): PartialDate | null {
  if (!isObject(value)) return typeof value === 'string' ? parsePartialDate(value, now) : null;
  const words = textUnder(value, 'raw', 'literal');
  const guessed = value.circa !== undefined && value.circa !== false && value.circa !== 0;
  const parts: unknown = Array.isArray(value['date-parts']) ? value['date-parts'][0] : undefined;
  const numbers = Array.isArray(parts) ? parts.map(Number).filter((part) => Number.isInteger(part) && part > 0) : [];
  const season = SEASONS[Number(value.season) - 1];
  const iso = numbers.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0')).join('-');
  const read = iso === '' ? null : parsePartialDate(season !== undefined && numbers.length === 1 ? `${season} ${iso}` : iso, now);
  if (read === null) return words === null ? null : parsePartialDate(words, now);
  return { ...read, given: words ?? read.given, guessed: guessed || read.guessed };
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

/** A paper as an item of CSL-JSON. */
export function itemFrom(paper: ExportPaper): JsonObject {
  const value = (scheme: Identifier['scheme']) => paper.identifiers.find((identifier) => identifier.scheme === scheme)?.value;
  const arxiv = value('arxiv');
  const doi = value('doi');
  const url =
    paper.links.find(({ source, kind }) => source === 'record' && kind !== 'pdf')?.url ??
    (arxiv === undefined ? undefined : `https://arxiv.org/abs/${arxiv}`);
  const keywords = [...new Set([...paper.tags.map(({ name }) => name), ...paper.keywords])];
  const notes = paper.notes.map(({ body }) => body).filter((body) => body.trim() !== '');
  return withoutBlanks({
    id: paper.uid,
    type: paper.type ?? typeOf(paper.venue),
    'citation-key': paper.citationKey ?? undefined,
    title: paper.title,
    author: paper.authors.length === 0 ? undefined : paper.authors.map(nameOf),
    abstract: paper.abstract ?? undefined,
    issued: paper.date === null ? undefined : issuedOf(paper.date),
    'container-title': paper.venue ?? undefined,
    DOI: doi,
    ISBN: value('isbn'),
    PMID: value('pmid'),
    number: arxiv === undefined ? undefined : `arXiv:${arxiv}`,
    URL: url,
    keyword: keywords.length === 0 ? undefined : keywords.join(', '),
    note: notes.length === 0 ? undefined : notes.join('\n\n'),
  });
}

function withoutBlanks(item: Record<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));
}

function typeOf(venue: string | null): CslType {
  if (venue === null || /arxiv|biorxiv|medrxiv|preprint/i.test(venue)) return 'article';
  return /\b(?:journal|transactions|letters|review|nature|science|cell|annals|magazine|plos|jmlr|tmlr)\b/i.test(venue)
    ? 'article-journal'
    : 'paper-conference';
}

function nameOf({ name, family, given }: Author): JsonObject {
  if (family !== undefined && given !== undefined) return { family, given };
  const parts = name.split(' ');
  // Two Latin words are a given and a family name; anything else is left as it is written.
  const [first, last] = parts;
  if (parts.length === 2 && /^\p{Script=Latin}[\p{Script=Latin}.'’-]*$/u.test(first ?? '') && /^\p{Script=Latin}/u.test(last ?? '')) {
    return { family: last, given: first };
  }
  return { literal: name };
}

/** A guess is marked `circa` and keeps the words it came in. */
function issuedOf({ given, sort, precision, guessed }: PartialDate): JsonObject {
  const [year = 0, month = 0, day = 0] = (sort ?? '').split('-').map(Number);
  if (sort === null || precision === 'none') return { literal: given };
  const parts = precision === 'day' ? [year, month, day] : precision === 'month' ? [year, month] : [year];
  const season = precision === 'season' ? Math.max(0, [3, 6, 9, 12].indexOf(month)) + 1 : undefined;
  return withoutBlanks({ 'date-parts': [parts], season, circa: guessed ? true : undefined, raw: guessed ? given : undefined });
}
