/** arXiv's metadata snapshot: one JSON record a line, wrapped texts, authors twice, all versions. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { Author } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { arxivAbstract, arxivAuthors, arxivIdentifier, arxivLinks, doisIn } from './arxiv.ts';
import { entryOf } from './entry.ts';
import type { Format } from './format.ts';
import { isObject, type JsonObject, jsonRecords, oneLine, parseRecord, textUnder } from './json.ts';

export const arxivSnapshot: Format = {
  id: 'arxiv-snapshot',
  label: 'arXiv snapshot',

  detect(head) {
    if (!/^\s*[[{]/.test(head) || !/"abstract"\s*:/.test(head)) return 0;
    if (/"authors_parsed"\s*:/.test(head)) return 0.95;
    return /"(?:update_date|submitter)"\s*:/.test(head) && /"categories"\s*:\s*"/.test(head) ? 0.9 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    for await (const record of jsonRecords(source, ['papers', 'data'])) {
      const parsed = parseRecord(record);
      if ('problem' in parsed) {
        yield { kind: 'problem', problem: parsed.problem };
        continue;
      }
      if (parsed.value === null) continue;
      const entry = isObject(parsed.value) ? entryIn(parsed.value, record.line, now) : null;
      if (entry !== null) yield { kind: 'entry', entry };
      else
        yield {
          kind: 'problem',
          problem: { line: record.line, message: 'This record has no title, so it was left out.', severity: 'lost' },
        };
    }
  },
};

function entryIn(record: JsonObject, line: number, now: Date): ImportEntry | null {
  const title = textUnder(record, 'title');
  if (title === null) return null;
  const versions = Array.isArray(record.versions) ? record.versions.filter(isObject) : [];
  const id = textUnder(record, 'id');
  const last = versions.at(-1);
  const own = id === null ? null : arxivIdentifier(id, last === undefined ? null : textUnder(last, 'version'));
  const first = versions[0] === undefined ? null : textUnder(versions[0], 'created');
  // "Mon, 2 Apr 2007 19:18:42 GMT": of a point in time the day is enough.
  const date = first === null ? textUnder(record, 'update_date') : first.replace(/\s+\d{1,2}:\d{2}.*$/, '');
  const journal = textUnder(record, 'journal-ref', 'journal_ref');
  return entryOf({
    line,
    title: oneLine(title),
    abstract: arxivAbstract(textUnder(record, 'abstract') ?? ''),
    authors: parsedAuthors(record.authors_parsed) ?? arxivAuthors(textUnder(record, 'authors') ?? ''),
    date: date === null ? null : parsePartialDate(date, now),
    venue: journal === null ? null : oneLine(journal),
    identifiers: [...(own === null ? [] : [own]), ...doisIn(textUnder(record, 'doi'))],
    links: own === null ? [] : arxivLinks(own),
    keywords: (textUnder(record, 'categories') ?? '').split(/\s+/).filter((word) => word !== ''),
    type: 'article',
    record,
  });
}

/** `[family, given, suffix, place, …]` for each author; null where there are none. */
function parsedAuthors(value: unknown): readonly Author[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  return value.flatMap((parts: unknown): Author[] => {
    if (!Array.isArray(parts)) return [];
    const [family = '', given = '', suffix = ''] = parts.map((part) => (typeof part === 'string' ? part.trim() : ''));
    const name = [given, family, suffix].filter((part) => part !== '').join(' ');
    if (name === '') return [];
    return [family !== '' && given !== '' ? { name, family, given } : { name }];
  });
}
