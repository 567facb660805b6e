/** A paper as a citation needs it: the CSL item, with what its first record knew of volume and pages, and without what nobody should quote. */
import type { ExportPaper, KeptRecord } from '../../shared/entries.ts';
import type { Author } from '../../shared/models.ts';
import { plainTitle } from '../../shared/text/titles.ts';
import type { CslItem } from './citeproc.ts';
import { itemFrom } from './csl-json.ts';
import { isObject, type JsonObject, oneLine } from './json.ts';

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

/** Their names in the records of other formats. */
const NAMES: Readonly<Record<string, Readonly<Record<string, (typeof KEPT_VARIABLES)[number]>>>> = {
  'csl-json': Object.fromEntries(KEPT_VARIABLES.map((name) => [name, name])),
};

/** The paper as an item for citeproc. A guessed date is left out: nobody should quote it. */
export function citedItem(paper: ExportPaper): CslItem {
  const { note: _note, abstract: _abstract, keyword: _keyword, issued, author: _author, number: _number, ...item } = itemFrom(paper);
  return {
    ...variablesOf(paper.records),
    ...item,
    ...(issued === undefined || paper.date?.guessed === true ? {} : { issued }),
    ...(paper.authors.length === 0 ? {} : { author: paper.authors.map(nameOf) }),
    ...preprintParts(paper, item),
    id: paper.uid,
    title: plainTitle(paper.title),
  };
}

function variablesOf(records: readonly KeptRecord[]): JsonObject {
  const known: Record<string, unknown> = {};
  for (const { format, record } of records) {
    for (const [name, variable] of Object.entries(NAMES[format] ?? {})) {
      const value = record[name];
      if (known[variable] !== undefined) continue;
      if (typeof value === 'string' && value.trim() !== '') known[variable] = oneLine(value);
      else if (typeof value === 'number' || (Array.isArray(value) && value.every(isObject))) known[variable] = value;
    }
  }
  return known;
}

/** A preprint is cited by its archive and its number in it. */
function preprintParts(paper: ExportPaper, item: JsonObject): JsonObject {
  const arxiv = paper.identifiers.find(({ scheme }) => scheme === 'arxiv')?.value;
  if (arxiv === undefined || item.type !== 'article' || !/^(?:arxiv\b.*)?$/i.test(paper.venue?.trim() ?? '')) return {};
  return { 'container-title': undefined, publisher: 'arXiv', number: `arXiv:${arxiv}` };
}

/** Words that no person is called. */
const GROUP =
  /\b(?:association|center|centre|collaboration|committee|community|company|consortium|corporation|department|foundation|group|inc|initiative|institute|lab|laboratory|labs|ltd|ministry|network|organi[sz]ation|project|research|society|team|university|workshop)\b/i;
const LATIN_WORD = /^[\p{Script=Latin}\p{M}.'’-]+$/u;
const PARTICLE = /^(?:al|bin|da|das|de|del|della|den|der|di|do|dos|du|el|la|le|ten|ter|van|vom|von|zu|zum|zur)$/u;
const SUFFIX = /^(?:jr\.?|sr\.?|ii|iii|iv)$/i;

/** A name in the parts that styles set; one that may be a group's, or is written otherwise than in Latin letters, stays as it is. */
export function nameOf({ name, family, given }: Author): JsonObject {
  if (family !== undefined && given !== undefined) return { family, given };
  const words = name.trim().split(/\s+/u);
  if (words.length < 2 || GROUP.test(name) || !words.every((word) => LATIN_WORD.test(word))) return { literal: name };
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
