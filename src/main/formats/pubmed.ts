/** What PubMed's plain and XML forms have in common: its publication types, its dates, its names. */
import type { Author, CslType, Identifier, PartialDate } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';

/** In the order in which one of them decides, of the several that a record has. */
const TYPES: readonly (readonly [RegExp, CslType])[] = [
  [/^preprint$/i, 'article'],
  [/^(?:academic dissertations?|dissertation|thesis)$/i, 'thesis'],
  [/^(?:book chapter|chapter|section)$/i, 'chapter'],
  [/^(?:books?|monograph|collected works?)$/i, 'book'],
  [/^datasets?$/i, 'dataset'],
  [/^(?:technical report|report|guidebooks?)$/i, 'report'],
  [/^patent$/i, 'patent'],
  [
    /^(?:congress(?:es)?|clinical conference|consensus development conference.*|speeches\/meeting papers|meeting abstracts?)$/i,
    'paper-conference',
  ],
  [/^(?:newspaper article|news)$/i, 'article-newspaper'],
  [/^(?:journal article|.*review|editorial|letter|comment|case reports?|.*trial.*|historical article)$/i, 'article-journal'],
];

/** The type that publication types name, or null. */
export function pubmedType(names: readonly string[]): CslType | null {
  for (const [pattern, type] of TYPES) if (names.some((name) => pattern.test(name.trim()))) return type;
  return null;
}

/** "2020 Jul 24", "2019 Nov-Dec", "1998 Dec-1999 Jan", "2013 06 10", "2020 Spring". */
export function pubmedDate(text: string, now: Date): PartialDate {
  const given = text.replace(/\s+/g, ' ').trim();
  const numbers = /^(\d{4}) (\d{1,2})(?: (\d{1,2}))?$/.exec(given);
  const words = /^(\d{4}) ([A-Za-z]{3,9})(?:[-/][A-Za-z]{3,9})?(?: (\d{1,2})(?:-\d{1,2})?)?(?:$|[- ])/.exec(given);
  const [, year, month, day] = numbers ?? words ?? [];
  if (year === undefined || month === undefined) return parsePartialDate(given, now);
  const plain =
    numbers === null
      ? `${year} ${month}${day === undefined ? '' : ` ${day}`}`
      : [year, month, day].filter((part) => part !== undefined).join('-');
  const read = parsePartialDate(plain, now);
  return read.sort === null ? { ...parsePartialDate(year, now), given } : { ...read, given };
}

/** An author of whom family name, given names and suffix are known. */
export function authorOf(family: string, given: string, suffix = ''): Author {
  return { name: `${given} ${family}${suffix === '' ? '' : `, ${suffix}`}`, family, given };
}

/** The number of a paper in PubMed Central. */
export function pmcIdentifier(text: string): Identifier | null {
  const raw = text.trim();
  const number = /^(?:PMC)?(\d{3,9})(?:\.\d+)?$/i.exec(raw)?.[1];
  return number === undefined ? null : { scheme: 'other', value: `PMC${number}`, raw };
}
