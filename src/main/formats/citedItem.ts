/** A paper as a citation needs it: the CSL item, with what its first record knew of volume and pages, and without what nobody should quote. */
import type { ExportPaper, KeptRecord } from '../../shared/entries.ts';
import type { Author } from '../../shared/models.ts';
import { isBody } from '../../shared/text/bodies.ts';
import { plainTitle } from '../../shared/text/titles.ts';
import { readNames } from './bibtex/names.ts';
import { type BibRecord, fieldsOf } from './bibtex/record.ts';
import { texLine } from './bibtex/tex.ts';
import type { CslItem } from './citeproc.ts';
import { itemFrom } from './csl-json.ts';
import { isObject, type JsonObject } from './json.ts';

/** Variables of CSL that a record may know and a paper has no place for. */
const KEPT_VARIABLES = [
  'volume',
  'issue',
  'page',
  'publisher',
  'publisher-place',
  'edition',
  'genre',
  'number',
  'number-of-pages',
  'chapter-number',
  'collection-title',
  'collection-number',
  'container-title-short',
  'event-title',
  'event-place',
  'editor',
  'translator',
  'language',
  'archive',
  'archive_location',
  'version',
] as const;

type Variable = (typeof KEPT_VARIABLES)[number];

/** Their names in BibTeX and BibLaTeX. */
const IN_BIBTEX: Readonly<Record<string, Variable>> = {
  volume: 'volume',
  number: 'issue',
  pages: 'page',
  publisher: 'publisher',
  address: 'publisher-place',
  location: 'publisher-place',
  edition: 'edition',
  chapter: 'chapter-number',
  series: 'collection-title',
  pagetotal: 'number-of-pages',
  editor: 'editor',
};

/** The paper as an item for citeproc. A guessed date is left out: nobody should quote it. */
export function citedItem(paper: ExportPaper): CslItem {
  const { note: _note, abstract: _abstract, keyword: _keyword, issued, author: _author, number: _number, ...item } = itemFrom(paper);
  return {
    ...item,
    ...variablesOf(paper.records),
    ...(issued === undefined || paper.date?.guessed === true ? {} : { issued }),
    ...(paper.authors.length === 0 ? {} : { author: paper.authors.map(nameOf) }),
    ...preprintParts(paper, item),
    id: paper.uid,
    title: plainTitle(paper.title),
  };
}

/** What the item has from records of other formats is `cslVariables.ts`'s; here values keep their types, and BibTeX's are read as TeX. */
function variablesOf(records: readonly KeptRecord[]): JsonObject {
  // The first record to know of something is believed.
  return Object.assign({}, ...records.map(({ format, record }) => variablesIn(format, record)).reverse());
}

function variablesIn(format: string, record: JsonObject): JsonObject {
  if (format === 'csl-json')
    return Object.fromEntries(KEPT_VARIABLES.flatMap((name) => (isValue(record[name]) ? [[name, record[name]]] : [])));
  if (format === 'bibtex' && isObject(record.fields)) {
    const fields = fieldsOf(record as unknown as BibRecord); // as its reader kept it
    return Object.fromEntries(
      Object.entries(IN_BIBTEX).flatMap(([name, variable]) => {
        const value = fields[name];
        return value === undefined || value.trim() === '' ? [] : [[variable, bibtexValue(variable, value)]];
      }),
    );
  }
  return {};
}

function bibtexValue(variable: Variable, value: string): unknown {
  if (variable === 'editor') return readNames(value).authors.map(nameOf);
  return variable === 'page' ? texLine(value).replace(/\s*[-–]+\s*/g, '-') : texLine(value);
}

const isValue = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') || (Array.isArray(value) && value.every(isObject));

/** A preprint is cited by its archive and its number in it. */
function preprintParts(paper: ExportPaper, item: JsonObject): JsonObject {
  const arxiv = paper.identifiers.find(({ scheme }) => scheme === 'arxiv')?.value;
  if (arxiv === undefined || item.type !== 'article' || !/^(?:arxiv\b.*)?$/i.test(paper.venue?.trim() ?? '')) return {};
  return { 'container-title': undefined, publisher: 'arXiv', number: `arXiv:${arxiv}` };
}

const LATIN_WORD = /^[\p{Script=Latin}\p{M}.'’-]+$/u;
const PARTICLE = /^(?:al|bin|da|das|de|del|della|den|der|di|do|dos|du|el|la|le|ten|ter|van|vom|von|zu|zum|zur)$/u;
const SUFFIX = /^(?:jr\.?|sr\.?|ii|iii|iv)$/i;

/** A name in the parts that styles set; one that may be a group's, or is written otherwise than in Latin letters, stays as it is. */
export function nameOf({ name, family, given }: Author): JsonObject {
  if (family !== undefined && given !== undefined) return { family, given };
  const words = name.trim().split(/\s+/u);
  if (words.length < 2 || isBody(name) || !words.every((word) => LATIN_WORD.test(word))) return { literal: name };
  const suffix = words.length > 2 && SUFFIX.test(words.at(-1) ?? '') ? words.pop() : undefined;
  // Small words before the last one belong to the family: "Ludwig van Beethoven".
  let from = words.length - 1;
  while (from > 1 && PARTICLE.test(words[from - 1] ?? '')) from -= 1;
  return {
    family: words.slice(from).join(' '),
    given: words.slice(0, from).join(' '),
    ...(suffix === undefined ? {} : { suffix }),
  };
}
