/**
 * What records of any format tell of a paper that it has no place of its own for: volume, pages, publisher and the like, under
 * their names in CSL. With them a bibliography that came in one format can leave in another.
 */
import type { KeptRecord } from '../../shared/entries.ts';
import type { Author } from '../../shared/models.ts';
import { authorNamed } from './entry.ts';
import { familyFirst } from './exported.ts';
import { isObject, type JsonObject, oneLine, textUnder } from './json.ts';
import { TaggedFields } from './tagged.ts';
import { all, elementFrom, type XmlElement } from './xml.ts';
import { textOf } from './xmlText.ts';

/** Texts on one line; `editor` is an array of names as CSL has them. */
export type CslVariables = Readonly<Partial<Record<(typeof VARIABLES)[number], string>> & { readonly editor?: readonly JsonObject[] }>;

export const VARIABLES = [
  'volume',
  'issue',
  'page',
  'publisher',
  'publisher-place',
  'edition',
  'collection-title',
  'container-title-short',
  'ISSN',
  'language',
] as const;

/** A longer one is something else in the wrong place. */
const MAX_LENGTH = 200;

type Found = Readonly<Partial<Record<(typeof VARIABLES)[number], string | null | undefined>>> & { readonly editors?: readonly string[] };

/** The variables of some records, of each the first that tells it. Records of formats unheard of tell none. */
export function variablesOf(records: readonly KeptRecord[]): CslVariables {
  const variables: { -readonly [name in keyof CslVariables]: CslVariables[name] } = {};
  for (const { format, record } of records) {
    const { editors = [], ...found } = READERS[format]?.(record) ?? {};
    for (const name of VARIABLES) {
      const value = found[name];
      if (value != null && value.trim() !== '' && value.length <= MAX_LENGTH)
        variables[name] ??= name === 'page' ? pages(oneLine(value)) : oneLine(value);
    }
    const names = editors
      .filter((name) => name.length <= MAX_LENGTH)
      .map((name) => authorNamed(name))
      .filter((name) => name !== null);
    if (names.length > 0) variables.editor ??= names.map(nameParts);
  }
  return variables;
}

const READERS: Readonly<Record<string, (record: JsonObject) => Found>> = {
  ris: (record) => {
    const fields = TaggedFields.from(record);
    const [from, to] = [fields.first('SP'), fields.first('EP')];
    return {
      volume: fields.first('VL'),
      issue: fields.first('IS'),
      page: from !== null && to !== null && !/\d[-–]/.test(from) ? `${from}-${to}` : (from ?? fields.first('PG')),
      publisher: fields.first('PB', 'PU'),
      'publisher-place': fields.first('CY', 'PI', 'PP'),
      edition: fields.first('ET'),
      'collection-title': fields.first('T3'),
      'container-title-short': fields.first('J2', 'JA', 'JI'),
      ISSN: issnIn(fields.all('SN')),
      language: fields.first('LA'),
      editors: fields.all('ED', 'A2'),
    };
  },
  nbib: (record) => {
    const fields = TaggedFields.from(record);
    return {
      volume: fields.first('VI'),
      issue: fields.first('IP'),
      page: fields.first('PG'),
      publisher: fields.first('PB'),
      'container-title-short': fields.first('TA'),
      ISSN: issnIn(fields.all('IS')),
      language: fields.first('LA'),
      editors: fields.all('FED', 'ED'),
    };
  },
  refer: (record) => {
    const fields = TaggedFields.from(record);
    return {
      volume: fields.first('%V'),
      issue: fields.first('%N'),
      page: fields.first('%P'),
      publisher: fields.first('%I'),
      'publisher-place': fields.first('%C'),
      edition: fields.first('%7'),
      'collection-title': fields.first('%S'),
      ISSN: issnIn(fields.all('%@')),
      language: fields.first('%G'),
      editors: fields.all('%E'),
    };
  },
  'web-of-science': (record) => {
    const fields = TaggedFields.from(record);
    const [from, to] = [fields.first('BP'), fields.first('EP')];
    return {
      volume: fields.first('VL'),
      issue: fields.first('IS'),
      page: from !== null && to !== null ? `${from}-${to}` : (from ?? fields.first('AR')),
      publisher: fields.first('PU'),
      'publisher-place': fields.first('PI'),
      'container-title-short': fields.first('JI', 'J9'),
      ISSN: issnIn(fields.all('SN', 'EI')),
      language: fields.first('LA'),
      editors: fields.all('BE'),
    };
  },
  'endnote-xml': (record) => {
    const at = textsAt(elementFrom(record));
    return {
      volume: at('volume')[0],
      issue: at('number')[0],
      page: at('pages')[0],
      publisher: at('publisher')[0],
      'publisher-place': at('pub-location')[0],
      edition: at('edition')[0],
      'collection-title': at('titles', 'tertiary-title')[0],
      'container-title-short': at('periodical', 'abbr-1')[0],
      ISSN: issnIn(at('isbn')),
      language: at('language')[0],
      editors: at('contributors', 'secondary-authors', 'author'),
    };
  },
  'pubmed-xml': (record) => {
    const root = elementFrom(record);
    const [article] = [...all(root, 'MedlineCitation', 'Article'), ...all(root, 'Article')];
    const [book] = all(root, 'BookDocument', 'Book');
    const at = textsAt(article ?? book ?? root);
    return {
      volume: [...at('Journal', 'JournalIssue', 'Volume'), ...at('Volume')][0],
      issue: at('Journal', 'JournalIssue', 'Issue')[0],
      page: at('Pagination', 'MedlinePgn')[0],
      publisher: at('Publisher', 'PublisherName')[0],
      'publisher-place': at('Publisher', 'PublisherLocation')[0],
      edition: at('Edition')[0],
      'container-title-short': at('Journal', 'ISOAbbreviation')[0],
      ISSN: issnIn(at('Journal', 'ISSN')),
      language: at('Language')[0],
    };
  },
  'csl-json': (record) => ({
    ...Object.fromEntries(VARIABLES.map((name) => [name, textUnder(record, name)])),
    'container-title-short': textUnder(record, 'container-title-short', 'journalAbbreviation'),
  }),
  bibtex: bibtexVariables,
  biblatex: bibtexVariables,
};

/** Values in TeX are taken where they are plain words. */
function bibtexVariables(record: JsonObject): Found {
  const fields = { ...(isObject(record.inherited) ? record.inherited : {}), ...(isObject(record.fields) ? record.fields : {}) };
  const isArticle = typeof record.type === 'string' && /article|periodical/i.test(record.type);
  const plain = (...names: readonly string[]) => {
    const text = textUnder(fields, ...names)
      ?.replace(/[{}]/g, '')
      .replace(/~/g, ' ')
      .replace(/-{2,3}/g, '–');
    return text === undefined || /[\\$]/.test(text) ? null : text;
  };
  return {
    volume: plain('volume'),
    issue: plain('issue', ...(isArticle ? ['number'] : [])),
    page: plain('pages'),
    publisher: plain('publisher', 'school', 'institution', 'organization'),
    'publisher-place': plain('address', 'location'),
    edition: plain('edition'),
    'collection-title': plain('series'),
    'container-title-short': plain('shortjournal'),
    ISSN: plain('issn'),
    language: plain('langid', 'language'),
    editors: plain('editor')?.split(/\s+and\s+/) ?? [],
  };
}

function textsAt(root: XmlElement): (...path: readonly string[]) => readonly string[] {
  return (...path) => all(root, ...path).flatMap((element) => textOf(element) ?? []);
}

function issnIn(texts: readonly string[]): string | null {
  for (const text of texts) {
    const found = /\b\d{4}-\d{3}[\dX]\b/i.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  return null;
}

/** "454-81" is "454-481", and a range has a hyphen between its ends. */
function pages(text: string): string {
  const [, from = '', to = ''] = /^(\d+)\s*[-‐–—]+\s*(\d+)$/.exec(text) ?? [];
  if (from === '') return text.replace(/(\d)\s*[‐–—]\s*(?=\d)/g, '$1-');
  return `${from}-${to.length < from.length ? `${from.slice(0, from.length - to.length)}${to}` : to}`;
}

function nameParts(author: Author): JsonObject {
  const { name, family, given } = familyFirst(author);
  return family !== undefined && given !== undefined ? { family, given } : { literal: name };
}
