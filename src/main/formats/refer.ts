/** Refer and EndNote's tagged form (`.enw`): a per cent sign and a letter begin each field, a blank line ends a record. */
import type { ImportEntry } from '../../shared/entries.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import type { Author, CslType } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { endnoteType } from './endnoteTypes.ts';
import { addressesIn, authorNamed, citationKeyLike, entryOf, identifiersAmong, recordLink } from './entry.ts';
import { isDatabaseNote, noteText } from './foreignNotes.ts';
import type { Format } from './format.ts';
import { oneLine, unwrapped } from './json.ts';
import type { Source } from './source.ts';
import { passedOver, TaggedFields, taggedEntries } from './tagged.ts';

const FIELD = /^%([0-9A-Za-z!@#$*^~+?<>[\](){}&|\\=:;-])(?:[ \t](.*))?$/;

export const refer: Format = {
  id: 'refer',
  label: 'Refer',

  detect(head) {
    const lines = head
      .split('\n')
      .map((line) => line.trimEnd())
      .filter((line) => line.trim() !== '')
      .slice(0, 60);
    const tags = lines.flatMap((line) => FIELD.exec(line)?.[1] ?? []);
    if (!tags.includes('T') || !tags.some((tag) => '0ADJBIUX'.includes(tag))) return 0;
    return FIELD.test(lines[0] ?? '') ? 0.92 : tags.length * 2 >= lines.length ? 0.8 : 0.35;
  },

  read: (source, { now }) =>
    taggedEntries(
      records(source),
      (fields) => entryFrom(fields, now),
      (fields) => fields.first('%R', '%U', '%F', '%A', '%J'),
    ),
};

/** A blank line ends a record where a field follows; so does a type, or a title, where there is one already. */
async function* records(source: Source): AsyncGenerator<TaggedFields | ImportProblem> {
  let open: TaggedFields | null = null;
  let afterBlank = false;
  for await (const { number, text } of source.lines()) {
    if (text.trim() === '') {
      afterBlank = true;
      open?.append('');
      continue;
    }
    const [, letter, value = ''] = FIELD.exec(text.trimEnd()) ?? [];
    const tag = letter === undefined ? null : `%${letter}`;
    if (tag !== null) {
      // Two types in a row are of one record.
      const another = open?.has('%T') === true && ((tag === '%0' && open.has('%0') && open.last !== '%0') || tag === '%T');
      if (open !== null && (another || (afterBlank && !isOnlyType(open)))) {
        yield open;
        open = null;
      }
      open ??= new TaggedFields(number);
      open.add(tag, value.trim());
    } else if (open !== null) {
      // Keywords go on with one a line.
      if (open.last === '%K' && !afterBlank) open.add('%K', text.trim());
      else open.append(text);
    } else yield passedOver(number, text);
    afterBlank = false;
  }
  if (open !== null) yield open;
}

function isOnlyType(fields: TaggedFields): boolean {
  return fields.fields.every(([tag]) => tag === '%0');
}

function entryFrom(fields: TaggedFields, now: Date): ImportEntry | null {
  const title = fields.first('%T', '%Q', '%!');
  if (title === null) return null;
  const abstract = fields.first('%X');
  const type =
    fields
      .all('%0')
      .map((name) => endnoteType(name))
      .find((known) => known !== null) ?? typeOf(fields);
  const venue = fields.first('%J', '%B', '%S', '%I');
  const citationKey = citationKeyLike(fields.first('%F'));
  const notes = fields
    .all('%Z', '%<')
    .filter((text) => !isDatabaseNote(text))
    .map(noteText);
  const keywords = fields.all('%K').flatMap((text) => text.split(/\s*[;\n]\s*/));
  return entryOf({
    line: fields.line,
    title: oneLine(title),
    abstract: abstract === null ? null : unwrapped(abstract),
    // Some put all authors into one field.
    authors: (fields.has('%A') ? fields.all('%A') : fields.all('%E'))
      .flatMap((names) => names.split(/\s*;\s*|\n/))
      .map(authorIn)
      .filter((author) => author !== null),
    date: dateIn(fields, now),
    venue: venue === null ? null : oneLine(venue),
    identifiers: identifiersAmong([
      ...fields.all('%R', '%U', '%M', '%>'),
      ...fields.all('%@').flatMap((text) => [text, ...text.split(/[\s;,]+/)]),
    ]),
    links: fields
      .all('%U', '%>')
      .flatMap(addressesIn)
      .map((url) => recordLink(url))
      .filter((link) => link !== null),
    keywords: [...new Set(keywords.map((word) => oneLine(word)).filter((word) => word !== ''))],
    ...(type === null ? {} : { type }),
    ...(citationKey === null ? {} : { citationKey }),
    record: fields.toRecord(),
    ...(notes.length === 0 ? {} : { kept: { notes: notes.map((body) => ({ body })) } }),
  });
}

/** The name of a group ends in a comma. */
function authorIn(written: string): Author | null {
  const whole = written.replace(/,\s*$/, '').trim();
  return whole === written.trim() ? authorNamed(written) : whole === '' ? null : { name: whole };
}

/** Without a type the fields tell: a journal, a book with a title in it, a publisher. */
function typeOf(fields: TaggedFields): CslType | null {
  return fields.has('%J') ? 'article-journal' : fields.has('%B') ? 'chapter' : fields.has('%I') ? 'book' : null;
}

function dateIn(fields: TaggedFields, now: Date): ImportEntry['date'] {
  const year = fields.first('%D');
  const day = fields.first('%8', '%7');
  if (day !== null) {
    const whole = /\d{4}/.test(day) || year === null ? day : `${day} ${year}`;
    const read = parsePartialDate(oneLine(whole), now);
    if (read.sort !== null && (year === null || read.sort.startsWith(year.slice(0, 4)))) return read;
  }
  return year === null ? (day === null ? null : parsePartialDate(oneLine(day), now)) : parsePartialDate(oneLine(year), now);
}
