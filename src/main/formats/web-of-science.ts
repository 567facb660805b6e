/** Web of Science's plain text: a tag of two letters, lines that go on three spaces in, `ER` after each record. */
import type { ImportEntry } from '../../shared/entries.ts';
import type { CslType } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { authorNamed, entryOf, identifiersAmong } from './entry.ts';
import type { Format } from './format.ts';
import { oneLine, unwrapped } from './json.ts';
import { pubmedDate } from './pubmed.ts';
import type { Source } from './source.ts';
import { TaggedFields, taggedEntries } from './tagged.ts';

const FIELD = /^([A-Z][A-Z0-9])(?: (.*))?$/;
/** Tags whose further lines are further values. */
const LISTS = new Set(['AU', 'AF', 'BA', 'BF', 'CA', 'BE', 'C1', 'CR']);
const TYPES: Readonly<Record<string, CslType>> = { J: 'article-journal', B: 'book', S: 'chapter', P: 'patent' };

export const webOfScience: Format = {
  id: 'web-of-science',
  label: 'Web of Science text',

  detect(head) {
    if (/^\s*FN (?:Clarivate|Thomson|ISI)\b/.test(head)) return 0.97;
    return /^PT [JBSP]\r?$/m.test(head) && /^(?:AU|TI|SO) \S/m.test(head) ? 0.9 : 0;
  },

  read: (source, { now }) =>
    taggedEntries(
      records(source),
      (fields) => entryFrom(fields, now),
      (fields) => fields.first('UT', 'DI', 'AU'),
    ),
};

async function* records(source: Source): AsyncGenerator<TaggedFields> {
  let open: TaggedFields | null = null;
  for await (const { number, text } of source.lines()) {
    const [, tag, value = ''] = FIELD.exec(text.trimEnd()) ?? [];
    if (tag === undefined) {
      const last = open?.last ?? null;
      if (last !== null && LISTS.has(last) && text.trim() !== '') open?.add(last, text.trim());
      else open?.append(text.trim());
    } else if (tag === 'ER' || tag === 'EF') {
      if (open !== null) yield open;
      open = null;
    } else if (open !== null || (tag !== 'FN' && tag !== 'VR')) {
      if (open !== null && tag === 'PT') {
        yield open;
        open = null;
      }
      open ??= new TaggedFields(number);
      open.add(tag, value.trim());
    }
  }
  if (open !== null) yield open;
}

function entryFrom(fields: TaggedFields, now: Date): ImportEntry | null {
  const title = fields.first('TI');
  if (title === null) return null;
  const abstract = fields.first('AB');
  const names = (fields.has('AF') ? fields.all('AF') : fields.all('AU')).flatMap((name) => name.split(';'));
  const type = /proceedings paper/i.test(fields.first('DT') ?? '') ? 'paper-conference' : TYPES[fields.first('PT') ?? ''];
  const year = fields.first('PY');
  const day = fields.first('PD');
  const date = day === null || /^\d{4}$/.test(day) ? (year ?? day) : /\d{4}/.test(day) || year === null ? day : `${day} ${year}`;
  const read = date === null ? null : pubmedDate(date.replace(/^(\d\d) (\d{4})$/, '$2 $1'), now);
  const keywords = [...fields.all('DE'), ...fields.all('ID')].flatMap((words) => oneLine(words).split(';'));
  const venue = fields.first('SO', 'SE', 'PU');
  const pmid = fields.first('PM');
  return entryOf({
    line: fields.line,
    title: oneLine(title),
    abstract: abstract === null ? null : unwrapped(abstract),
    authors: [...names.map((name) => authorNamed(name)), ...fields.all('CA').map((name) => ({ name: oneLine(name) }))].filter(
      (author) => author !== null,
    ),
    date: read !== null && read.sort === null && year !== null ? parsePartialDate(year, now) : read,
    venue: venue === null ? null : oneLine(venue),
    identifiers: identifiersAmong([...fields.all('DI', 'BN'), pmid === null ? null : `PMID: ${pmid}`]),
    keywords: [...new Set(keywords.map((word) => word.trim()).filter((word) => word !== ''))],
    ...(type === undefined ? {} : { type }),
    record: fields.toRecord(),
  });
}
