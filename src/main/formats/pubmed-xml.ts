/** PubMed's XML: articles and books, their structured abstracts as paragraphs, their formulas as TeX. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { Author, Identifier, PartialDate } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { entryOf, identifiersAmong } from './entry.ts';
import type { Format } from './format.ts';
import { oneLine, unwrapped } from './json.ts';
import { authorOf, pmcIdentifier, pubmedDate, pubmedType } from './pubmed.ts';
import { all, attribute, first, recordOf, type XmlElement } from './xml.ts';
import { xmlEntries } from './xmlEntries.ts';
import { textOf } from './xmlText.ts';

export const pubmedXml: Format = {
  id: 'pubmed-xml',
  label: 'PubMed XML',

  detect(head) {
    if (!/^\s*</.test(head)) return 0;
    return /<(?:PubmedArticle|PubmedBookArticle|MedlineCitation)(?:Set)?[\s>]/.test(head) ? 0.95 : 0;
  },

  async *read(source, { now }): AsyncGenerator<ReadItem> {
    // Before there was a wrapper for each article, the citations stood alone.
    const names = /<Pubmed(?:Book)?Article[\s>]/.test(await source.head()) ? ['PubmedArticle', 'PubmedBookArticle'] : ['MedlineCitation'];
    yield* xmlEntries(source, names, (element) => entryFrom(element, now), nameOf);
  },
};

function nameOf(record: XmlElement): string {
  const pmid = textOf(first(record, 'MedlineCitation', 'PMID') ?? first(record, 'BookDocument', 'PMID') ?? first(record, 'PMID'));
  return pmid === null ? 'This record' : `The record with PMID ${pmid}`;
}

function lineAt(element: XmlElement, ...path: readonly string[]): string | null {
  const text = textOf(first(element, ...path));
  return text === null ? null : oneLine(text);
}

function entryFrom(record: XmlElement, now: Date): ImportEntry | null {
  const book = first(record, 'BookDocument');
  if (book !== null) return bookEntry(record, book, now);
  const citation = first(record, 'MedlineCitation') ?? record;
  const article = first(citation, 'Article');
  if (article === null) return null;
  const title = lineAt(article, 'ArticleTitle') ?? lineAt(article, 'VernacularTitle');
  if (title === null) return null;
  const ownAbstract = abstractIn(first(article, 'Abstract'));
  const keywords = [...all(citation, 'KeywordList', 'Keyword'), ...all(citation, 'MeshHeadingList', 'MeshHeading', 'DescriptorName')];
  const type = pubmedType(textsOf(all(article, 'PublicationTypeList', 'PublicationType'))) ?? 'article-journal';
  return entryOf({
    line: record.line,
    title,
    abstract: ownAbstract ?? abstractIn(first(citation, 'OtherAbstract')),
    authors: authorsIn(article),
    date: dateOf(first(article, 'Journal', 'JournalIssue', 'PubDate'), first(article, 'ArticleDate'), now),
    venue:
      lineAt(article, 'Journal', 'Title') ??
      lineAt(article, 'Journal', 'ISOAbbreviation') ??
      lineAt(citation, 'MedlineJournalInfo', 'MedlineTA'),
    identifiers: identifiersIn(citation, [...all(article, 'ELocationID'), ...all(record, 'PubmedData', 'ArticleIdList', 'ArticleId')]),
    keywords: [...new Set(textsOf(keywords))],
    type,
    record: recordOf(record),
  });
}

function bookEntry(record: XmlElement, document: XmlElement, now: Date): ImportEntry | null {
  const book = first(document, 'Book');
  const chapter = lineAt(document, 'ArticleTitle');
  const whole = book === null ? null : lineAt(book, 'BookTitle');
  const title = chapter ?? whole;
  if (title === null) return null;
  const isbn = book === null ? [] : textsOf(all(book, 'Isbn'));
  return entryOf({
    line: record.line,
    title,
    abstract: abstractIn(first(document, 'Abstract')),
    authors: [document, ...(book === null ? [] : [book])].map((part) => authorsIn(part)).find((authors) => authors.length > 0) ?? [],
    date: dateOf(first(document, 'ContributionDate') ?? (book === null ? null : first(book, 'PubDate')), null, now),
    venue: chapter !== null && whole !== null ? whole : book === null ? null : lineAt(book, 'Publisher', 'PublisherName'),
    identifiers: [
      ...identifiersIn(document, [
        ...all(document, 'Book', 'ELocationID'),
        ...all(document, 'ArticleIdList', 'ArticleId'),
        ...all(record, 'PubmedBookData', 'ArticleIdList', 'ArticleId'),
      ]),
      ...identifiersAmong(isbn),
    ],
    keywords: [...new Set(textsOf(all(document, 'KeywordList', 'Keyword')))],
    type: chapter !== null && whole !== null ? 'chapter' : 'book',
    record: recordOf(record),
  });
}

function textsOf(elements: readonly XmlElement[]): readonly string[] {
  return elements.flatMap((element) => {
    const text = textOf(element);
    return text === null ? [] : [oneLine(text)];
  });
}

/** Parts with a label become paragraphs that begin with it. */
function abstractIn(abstract: XmlElement | null): string | null {
  if (abstract === null) return null;
  const paragraphs = all(abstract, 'AbstractText').flatMap((part) => {
    const text = textOf(part);
    if (text === null) return [];
    const label = attribute(part, 'Label');
    return [label === null || /^unlabell?ed$/i.test(label) ? unwrapped(text) : `${label.replace(/:\s*$/, '')}: ${unwrapped(text)}`];
  });
  return paragraphs.length === 0 ? null : paragraphs.join('\n\n');
}

function authorsIn(element: XmlElement): readonly Author[] {
  const everyone = all(element, 'AuthorList');
  const lists = everyone.filter((list) => attribute(list, 'Type') !== 'editors');
  // A book of which only its editors are told.
  return (lists.length > 0 ? lists : everyone).flatMap((list) =>
    all(list, 'Author').flatMap((author): Author[] => {
      const group = lineAt(author, 'CollectiveName');
      const family = lineAt(author, 'LastName');
      const given = lineAt(author, 'ForeName') ?? lineAt(author, 'FirstName') ?? lineAt(author, 'Initials');
      if (family !== null && given !== null) return [authorOf(family, given, lineAt(author, 'Suffix') ?? '')];
      const only = family ?? group ?? given;
      return only === null ? [] : [{ name: only }];
    }),
  );
}

/** The date of the issue; the day of the electronic article where the issue tells only the year of it. */
function dateOf(issue: XmlElement | null, electronic: XmlElement | null, now: Date): PartialDate | null {
  const read = issue === null ? null : dateIn(issue, now);
  const article = electronic === null ? null : dateIn(electronic, now);
  if (read?.sort == null) return article ?? read;
  const isFiner = read.precision === 'year' && article?.sort?.slice(0, 4) === read.sort.slice(0, 4);
  return isFiner ? article : read;
}

function dateIn(date: XmlElement, now: Date): PartialDate | null {
  const year = lineAt(date, 'Year');
  const words = lineAt(date, 'MedlineDate');
  if (year === null) return words === null ? null : pubmedDate(words, now);
  const season = lineAt(date, 'Season');
  const month = lineAt(date, 'Month');
  if (month !== null) return pubmedDate([year, month, lineAt(date, 'Day')].filter((part) => part !== null).join(' '), now);
  if (season === null) return parsePartialDate(year, now);
  return pubmedDate(`${year} ${season}`, now);
}

function identifiersIn(citation: XmlElement, places: readonly XmlElement[]): readonly Identifier[] {
  const pmid = lineAt(citation, 'PMID');
  const found: Identifier[] = [...identifiersAmong([pmid === null ? null : `PMID: ${pmid}`])];
  for (const place of places) {
    const kind = (attribute(place, 'IdType') ?? attribute(place, 'EIdType') ?? '').toLowerCase();
    const text = lineAt(place);
    if (text === null) continue;
    if (kind === 'doi') found.push(...identifiersAmong([text]));
    else if (kind === 'pmc') found.push(...[pmcIdentifier(text)].filter((one) => one !== null));
    else if (kind === 'pubmed' && pmid === null) found.push(...identifiersAmong([`PMID: ${text}`]));
  }
  return found;
}
