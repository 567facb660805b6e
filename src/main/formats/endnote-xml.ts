/** EndNote's XML, with its styles around every text or without. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { Author } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { endnoteType } from './endnoteTypes.ts';
import { addressesIn, authorNamed, citationKeyLike, entryOf, identifiersAmong, recordLink } from './entry.ts';
import { isDatabaseNote, noteText } from './foreignNotes.ts';
import type { Format } from './format.ts';
import { oneLine, unwrapped } from './json.ts';
import { all, attribute, first, recordOf, type XmlElement } from './xml.ts';
import { xmlEntries } from './xmlEntries.ts';
import { textOf } from './xmlText.ts';

export const endnoteXml: Format = {
  id: 'endnote-xml',
  label: 'EndNote XML',

  detect(head) {
    if (!/^\s*</.test(head) || !/<record[\s>]/.test(head)) return 0;
    if (/<source-app\b[^>]*EndNote|<database\b[^>]*\.enl/i.test(head)) return 0.97;
    return /<ref-type\b/.test(head) && /<(?:titles|contributors|dates)>/.test(head) ? 0.9 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    yield* xmlEntries(source, ['record'], (element) => entryFrom(element, now), nameOf);
  },
};

function nameOf(record: XmlElement): string {
  const number = lineAt(record, 'rec-number');
  return number === null ? 'This record' : `Record ${number}`;
}

function lineAt(record: XmlElement, ...path: readonly string[]): string | null {
  for (const element of all(record, ...path)) {
    const text = textOf(element);
    if (text !== null) return oneLine(text);
  }
  return null;
}

function linesAt(record: XmlElement, ...path: readonly string[]): readonly string[] {
  return all(record, ...path).flatMap((element) => textOf(element) ?? []);
}

function entryFrom(record: XmlElement, now: Date): ImportEntry | null {
  const title =
    lineAt(record, 'titles', 'title') ??
    lineAt(record, 'titles', 'translated-title') ??
    lineAt(record, 'titles', 'short-title') ??
    lineAt(record, 'titles', 'secondary-title') ??
    lineAt(record, 'titles', 'tertiary-title');
  if (title === null) return null;
  const kind = first(record, 'ref-type');
  const type = endnoteType(kind === null ? null : attribute(kind, 'name'), textOf(kind));
  const abstract = textOf(first(record, 'abstract'));
  const venue = [
    lineAt(record, 'periodical', 'full-title'),
    lineAt(record, 'titles', 'secondary-title'),
    lineAt(record, 'titles', 'alt-title'),
    lineAt(record, 'publisher'),
  ].find((name) => name !== null && name !== title);
  const urls = ['related-urls', 'pdf-urls', 'web-urls', 'text-urls'].flatMap((place) => linesAt(record, 'urls', place, 'url'));
  const addresses = urls.flatMap(addressesIn);
  const accession = lineAt(record, 'accession-num');
  const isPubMed = /medline|pubmed|\bnlm\b/i.test(lineAt(record, 'remote-database-name') ?? '');
  const citationKey = citationKeyLike(lineAt(record, 'label'));
  const notes = [...linesAt(record, 'notes'), ...linesAt(record, 'research-notes')]
    .map((text) => text.replace(/\r\n?/g, '\n'))
    .filter((text) => !isDatabaseNote(text))
    .map(noteText);
  const keywords = linesAt(record, 'keywords', 'keyword').flatMap((text) => text.split(/[\r\n;]+/));
  return entryOf({
    line: record.line,
    title,
    abstract: abstract === null ? null : unwrapped(abstract),
    authors:
      (['authors', 'secondary-authors'] as const)
        .map((list) => linesAt(record, 'contributors', list, 'author').flatMap((name) => authorIn(oneLine(name)) ?? []))
        .find((authors) => authors.length > 0) ?? [],
    date: dateIn(record, now),
    venue: venue ?? null,
    identifiers: identifiersAmong([
      lineAt(record, 'electronic-resource-num'),
      accession !== null && isPubMed && /^\d{1,9}$/.test(accession) ? `PMID: ${accession}` : accession,
      ...linesAt(record, 'isbn').flatMap((text) => [text, ...text.split(/[\s;,]+/)]),
      ...addresses,
    ]),
    links: addresses.map((url) => recordLink(url)).filter((link) => link !== null),
    keywords: [...new Set(keywords.map((word) => oneLine(word)).filter((word) => word !== ''))],
    ...(type === null ? {} : { type }),
    ...(citationKey === null ? {} : { citationKey }),
    record: recordOf(record),
    ...(notes.length === 0 ? {} : { kept: { notes: notes.map((body) => ({ body })) } }),
  });
}

/** EndNote ends the name of a group in a comma. */
function authorIn(name: string): Author | null {
  const whole = name.replace(/,\s*$/, '');
  return whole === name ? authorNamed(name) : whole === '' ? null : { name: whole };
}

function dateIn(record: XmlElement, now: Date): ImportEntry['date'] {
  const year = lineAt(record, 'dates', 'year');
  const day = lineAt(record, 'dates', 'pub-dates', 'date');
  if (day !== null) {
    const read = parsePartialDate(/\d{4}/.test(day) || year === null ? day : `${day} ${year}`, now);
    if (read.sort !== null && (year === null || read.sort.startsWith(year))) return read;
  }
  const given = year ?? day;
  return given === null ? null : parsePartialDate(given, now);
}
