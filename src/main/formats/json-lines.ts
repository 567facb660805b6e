/** Papers as JSON lines, or a JSON array, with title and abstract under the names they usually go by. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import { entryOf, identifiersAmong, recordLink } from './entry.ts';
import type { Format } from './format.ts';
import { isObject, type JsonObject, jsonRecords, oneLine, parseRecord, textUnder, unwrapped } from './json.ts';
import { authorsIn, dateOf, keywordsIn } from './jsonFields.ts';

const TITLES = ['title', 'Title', 'paper_title', 'name'] as const;
const ABSTRACTS = ['abstract', 'Abstract', 'summary', 'description', 'abstractText', 'paperAbstract'] as const;
const LISTS = ['papers', 'items', 'data', 'results', 'entries', 'articles', 'documents'];

/** How deep in a value papers are looked for. */
const MAX_WITHIN = 3;

export const jsonLines: Format = {
  id: 'json-lines',
  label: 'JSON lines',

  detect(head, name) {
    if (!/^\s*[[{]/.test(head) || !/\{\s*"|\{\s*$/m.test(head)) return 0;
    if (!/"(?:title|Title|paper_title)"\s*:\s*"/.test(head)) return 0;
    const sure = /"(?:abstract|Abstract|summary|authors?|doi|DOI|arxiv_?[iI]d|venue|year)"\s*:/.test(head) ? 0.75 : 0.4;
    return /\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(name) ? sure + 0.05 : sure;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    let named = false;
    const digest = digestIn(await source.head());
    for await (const record of jsonRecords(source, LISTS)) {
      const parsed = parseRecord(record);
      if ('problem' in parsed) {
        yield { kind: 'problem', problem: parsed.problem };
        continue;
      }
      // Lists of search results hold null for what was not found.
      if (parsed.value === null) continue;
      const value = isObject(parsed.value) && isObject(parsed.value.paper) ? parsed.value.paper : parsed.value;
      const entry = isObject(value) ? entryIn(value, record.line, now) : null;
      const within = entry === null ? recordsWithin(value).flatMap((inner) => entryIn(inner, record.line, now) ?? []) : [];
      if (entry === null && within.length > 0) {
        for (const inner of within) yield { kind: 'entry', entry: inner };
        continue;
      }
      if (entry === null) {
        yield {
          kind: 'problem',
          problem: { line: record.line, message: 'This record has no title, so it was left out.', severity: 'lost' },
        };
        continue;
      }
      if (!named && digest !== null) yield { kind: 'facts', facts: { digest: { name: digest.name, date: dateOf(digest.date, now) } } };
      named = true;
      yield { kind: 'entry', entry };
    }
  },
};

/** Records in lists or maps within a value that is none itself: papers by topic, or under their ids. */
function recordsWithin(value: unknown, depth = 0): readonly JsonObject[] {
  if (depth > MAX_WITHIN || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner): readonly JsonObject[] =>
    isObject(inner) && textUnder(inner, ...TITLES) !== null ? [inner] : recordsWithin(inner, depth + 1),
  );
}

/** A wrapper may say which list this is: `{"digest": {"name": ..., "date": ...}, "papers": [...]}`. */
function digestIn(head: string): { name: string; date: string | null } | null {
  const found = /^\s*\{\s*"digest"\s*:\s*(\{[^{}]{1,500}\})/.exec(head)?.[1];
  if (found === undefined) return null;
  const parsed = parseRecord({ line: 1, text: found });
  if ('problem' in parsed || !isObject(parsed.value)) return null;
  const name = textUnder(parsed.value, 'name');
  return name === null ? null : { name, date: textUnder(parsed.value, 'date') };
}

function entryIn(record: JsonObject, line: number, now: Date): ImportEntry | null {
  const title = textUnder(record, ...TITLES);
  if (title === null) return null;
  const abstract = textUnder(record, ...ABSTRACTS);
  const external = isObject(record.externalIds) ? record.externalIds : {};
  const doi = textUnder(record, 'doi', 'DOI') ?? textUnder(external, 'DOI');
  const arxiv = textUnder(record, 'arxiv', 'arxiv_id', 'arxivId', 'arXiv', 'eprint') ?? textUnder(external, 'ArXiv');
  const id = textUnder(record, 'id', 'paper_id');
  const url = textUnder(record, 'url', 'URL', 'link', 'paper_url', 'site', 'openreview');
  const pdf =
    textUnder(record, 'pdf', 'pdf_url', 'pdf_link') ?? (isObject(record.openAccessPdf) ? textUnder(record.openAccessPdf, 'url') : null);
  const links = [recordLink(url), recordLink(pdf, 'pdf')];
  for (const [key, kind] of [
    ['code', 'code'],
    ['github', 'code'],
    ['githubRepo', 'code'],
    ['code_url', 'code'],
    ['project', 'project'],
    ['projectPage', 'project'],
    ['project_page', 'project'],
    ['video', 'video'],
    ['data', 'data'],
    ['dataset', 'data'],
    ['demo', 'demo'],
  ] as const) {
    links.push(recordLink(textUnder(record, key), kind));
  }
  const identifiers = identifiersAmong([doi, arxiv === null || /arxiv/i.test(arxiv) ? arxiv : `arXiv:${arxiv}`, id, url, pdf]);
  const ownArxiv = identifiers.find(({ scheme }) => scheme === 'arxiv');
  if (ownArxiv !== undefined && url === null) links.unshift(recordLink(`https://arxiv.org/abs/${ownArxiv.value}`, 'paper'));
  if (url === null && ownArxiv === undefined) {
    const ownDoi = identifiers.find(({ scheme }) => scheme === 'doi');
    if (ownDoi !== undefined) links.unshift(recordLink(`https://doi.org/${ownDoi.value}`, 'paper'));
  }
  return entryOf({
    line,
    title: oneLine(title),
    abstract: abstract === null ? null : unwrappedIfWrapped(abstract),
    authors: authorsIn(record.authors ?? record.author ?? record.Authors),
    date: dateOf(
      textUnder(record, 'date', 'published', 'publicationDate', 'publication_date', 'publishedAt', 'update_date', 'year', 'Year'),
      now,
    ),
    venue: textUnder(record, 'venue', 'journal', 'booktitle', 'conference', 'container-title', 'journal-ref')?.trim() ?? null,
    identifiers,
    links: links.filter((link) => link !== null),
    keywords: keywordsIn(record.keywords ?? record.tags ?? record.keyword),
    record,
  });
}

/** Lines broken at the width of a page are joined; breaks that the authors made stay. */
export function unwrappedIfWrapped(text: string): string {
  const lines = text.trim().split(/\r?\n/);
  const full = lines.slice(0, -1).filter((line) => line.trim() !== '');
  const wrapped =
    full.length > 0 && full.every((line) => line.length >= 45 && line.length <= 110) && full.some((line) => !/[.:;!?]\s*$/.test(line));
  return wrapped ? unwrapped(text) : text.trim().replace(/\r\n?/g, '\n');
}
