/** Dates: BibTeX's year, month and day, and BibLaTeX's date in the manner of EDTF. */
import type { PartialDate } from '../../../shared/models.ts';
import { parsePartialDate } from '../../../shared/text/dates.ts';
import { texLine } from './tex.ts';

type Fields = Readonly<Record<string, string>>;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SEASONS = ['spring', 'summer', 'autumn', 'winter'];
const EDTF = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T[\d:.+Z-]*)?([~?%])?$/;

/** The date of an entry, as far as its fields tell it. */
export function readDate(fields: Fields, now: Date): PartialDate | null {
  // A tilde is EDTF's here, not TeX's.
  const date = (fields.date ?? '').replace(/[{}]/g, '').trim();
  const year = fields.year === undefined ? '' : texLine(fields.year);
  if (date !== '') {
    const read = readEdtf(date, now);
    if (read.sort !== null || year === '') return read;
  }
  if (year === '') return null;
  const month = fields.month === undefined ? '' : texLine(fields.month);
  const day = fields.day === undefined ? '' : texLine(fields.day);
  if (/^\d{4}$/.test(year) && month !== '') {
    const number = monthNumber(month);
    if (number !== null) {
      const inMonth = /^\d{1,2}/.exec(day)?.[0] ?? dayBeside(month);
      const iso = `${year}-${two(number)}`;
      const whole = inMonth === undefined ? null : parsePartialDate(`${iso}-${two(Number(inMonth))}`, now);
      return whole?.sort != null ? whole : parsePartialDate(iso, now);
    }
    const words = parsePartialDate(`${month} ${year}`, now);
    if (words.sort !== null) return words;
  }
  return parsePartialDate(year, now);
}

function readEdtf(date: string, now: Date): PartialDate {
  const [from = '', to] = date.split('/').map((part) => part.trim());
  const found = EDTF.exec(/^\d/.test(from) ? from : (to ?? from));
  const [, year, month, day, doubt] = found ?? [];
  if (year === undefined) return parsePartialDate(date, now);
  const season = SEASONS[Number(month) - 21];
  const read = parsePartialDate(
    season !== undefined ? `${season} ${year}` : [year, month, day].filter((part) => part !== undefined).join('-'),
    now,
  );
  const plain = to === undefined && doubt === undefined;
  return { ...read, given: plain ? read.given : date, guessed: doubt !== undefined };
}

function monthNumber(month: string): number | null {
  if (/^\d{1,2}$/.test(month)) return Number(month) >= 1 && Number(month) <= 12 ? Number(month) : null;
  const name = /^(?:\d{1,2}(?:[-–]\d{1,2})?[ \u00a0.]{1,3})?([a-z]{3})[a-z]{0,6}\.?(?:[ \u00a0,]{1,3}\d{1,2}(?:[-–]\d{1,2})?)?$/i.exec(
    month,
  )?.[1];
  const at = name === undefined ? -1 : MONTHS.indexOf(name.toLowerCase());
  return at === -1 ? null : at + 1;
}

/** "5 mar" and "mar 5". */
function dayBeside(month: string): string | undefined {
  return /\d{1,2}/.exec(month)?.[0] === month ? undefined : /\d{1,2}/.exec(month)?.[0];
}

/** A date as BibTeX has it: a macro for the month, words in place of the year where there is nothing else. */
export function bibtexDate(date: PartialDate): readonly (readonly [name: string, value: string, isMacro?: boolean])[] {
  const { given, sort, precision } = date;
  const [year = '', month = '', day = ''] = (sort ?? '').split('-');
  if (sort === null || precision === 'none') return [['year', given]];
  if (precision === 'season')
    return [
      ['year', year],
      ['month', seasonOf(month)],
    ];
  if (precision === 'year') return [['year', yearGiven(given, year).replace('/', '--')]];
  const named = ['month', MONTHS[Number(month) - 1] ?? month, true] as const;
  return precision === 'month' ? [['year', year], named] : [['year', year], named, ['day', String(Number(day))]];
}

/** A date as BibLaTeX has it. What was guessed is marked as being about right. */
export function biblatexDate(date: PartialDate): readonly (readonly [name: string, value: string])[] {
  const { given, sort, precision, guessed } = date;
  const [year = '', month = ''] = (sort ?? '').split('-');
  if (sort === null || precision === 'none') return [['year', given]];
  const doubt = guessed ? '~' : '';
  if (/^\d{4}[\d-]*\/[\d.-]*$/.test(given)) return [['date', given]];
  if (precision === 'season') return [['date', `${year}-${21 + SEASONS.indexOf(seasonOf(month))}${doubt}`]];
  if (precision === 'year') return [['date', guessed ? `${year}~` : yearGiven(given, year)]];
  return [['date', `${precision === 'month' ? sort.slice(0, 7) : sort}${doubt}`]];
}

/** "1999-2001" keeps its end. */
function yearGiven(given: string, year: string): string {
  const end = /^(\d{4})\s*(?:--?|[–/])\s*(\d{4})$/.exec(given);
  return end?.[1] === year && end[2] !== undefined ? `${year}/${end[2]}` : year;
}

function seasonOf(month: string): string {
  return SEASONS[[3, 6, 9, 12].indexOf(Number(month))] ?? 'spring';
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
