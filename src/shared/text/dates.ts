/** Dates as sources give them: whole, in part, or in words. */
import type { PartialDate } from '../models.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const YEAR = '(\\d{4})';
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,?\\s+)?';
/** The month a season begins with, in the north. */
const SEASONS: Readonly<Record<string, number>> = { spring: 3, summer: 6, autumn: 9, fall: 9, winter: 12 };

const ISO_DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:?\d{2}.*)?$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const ISO_MONTH = /^(\d{4})[-/.](\d{1,2})$/;
const DAY_MONTH_YEAR = new RegExp(`^${WEEKDAY}${DAY}(?:\\s+of)?[\\s-]+${MONTH},?[\\s-]+${YEAR}(?:[T ,]+\\d{1,2}:\\d{2}.*)?$`, 'i');
const MONTH_DAY_YEAR = new RegExp(`^${WEEKDAY}${MONTH}\\s+${DAY}(?:\\s*[-–]\\s*\\d{1,2})?,?\\s+${YEAR}(?:[T ,]+\\d{1,2}:\\d{2}.*)?$`, 'i');
const YEAR_MONTH_DAY = new RegExp(`^${YEAR},?[\\s-]+${MONTH}(?:[\\s-]+${DAY})?$`, 'i');
const MONTH_YEAR = new RegExp(`^${MONTH}(?:\\s*[-–/]\\s*${MONTH})?,?[\\s-]+${YEAR}$`, 'i');
const MONTH_DAY = new RegExp(`^${WEEKDAY}${MONTH}\\s+${DAY}$`, 'i');
const DAY_MONTH = new RegExp(`^${WEEKDAY}${DAY}(?:\\s+of)?[\\s-]+${MONTH}$`, 'i');
const MONTH_ALONE = new RegExp(`^${MONTH}$`, 'i');
const NUMERIC = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const SEASON = /^(spring|summer|autumn|fall|winter)(?:,?\s+(\d{4})(?:\s*[-–/]\s*\d{2,4})?)?$/i;
const SEASON_LAST = /^(\d{4}),?\s+(spring|summer|autumn|fall|winter)$/i;
const YEAR_ALONE = /^(c\.|ca\.?|circa|~)?\s*\(?(\d{4})\)?(?:\s*[-–/]\s*(?:\d{2,4})?)?$/i;
const RELATIVE = /^(today|yesterday)$/i;

/**
 * Reads a date as far as it goes. A missing year is the latest one that does not put the date after `now`, by the
 * clock of this machine, and marks the date as guessed. What cannot be read keeps its words, with `sort` null.
 */
export function parsePartialDate(given: string, now: Date): PartialDate {
  const text = given.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const none: PartialDate = { given, sort: null, precision: 'none', guessed: false };
  if (text === '' || text.length > 60) return none;

  const day = (year: number, month: number, date: number, guessed = false): PartialDate =>
    isDay(year, month, date) ? { given, sort: iso(year, month, date), precision: 'day', guessed } : none;
  const month = (year: number, number: number, guessed = false): PartialDate =>
    number >= 1 && number <= 12 && isYear(year) ? { given, sort: iso(year, number, 1), precision: 'month', guessed } : none;
  const season = (name: string, year: number, guessed: boolean): PartialDate =>
    isYear(year) ? { given, sort: iso(year, SEASONS[name.toLowerCase()] ?? 1, 1), precision: 'season', guessed } : none;

  let found = ISO_DAY.exec(text) ?? COMPACT.exec(text);
  if (found !== null) return day(Number(found[1]), Number(found[2]), Number(found[3]));
  found = ISO_MONTH.exec(text);
  if (found !== null) return month(Number(found[1]), Number(found[2]));
  found = DAY_MONTH_YEAR.exec(text);
  if (found !== null) return day(Number(found[3]), monthOf(found[2]), Number(found[1]));
  found = MONTH_DAY_YEAR.exec(text);
  if (found !== null) return day(Number(found[3]), monthOf(found[1]), Number(found[2]));
  found = YEAR_MONTH_DAY.exec(text);
  if (found !== null) {
    return found[3] === undefined ? month(Number(found[1]), monthOf(found[2])) : day(Number(found[1]), monthOf(found[2]), Number(found[3]));
  }
  found = MONTH_YEAR.exec(text);
  if (found !== null) return month(Number(found[3]), monthOf(found[1]));
  found = MONTH_DAY.exec(text);
  if (found !== null) return latestDay(monthOf(found[1]), Number(found[2]));
  found = DAY_MONTH.exec(text);
  if (found !== null) return latestDay(monthOf(found[2]), Number(found[1]));
  found = MONTH_ALONE.exec(text);
  if (found !== null) return month(latestYear(now, monthOf(found[1]), 1), monthOf(found[1]), true);
  found = NUMERIC.exec(text);
  if (found !== null) return numeric(Number(found[1]), Number(found[2]), Number(found[3]));
  found = SEASON.exec(text);
  if (found !== null) {
    const name = found[1] ?? '';
    const year = found[2] === undefined ? latestYear(now, SEASONS[name.toLowerCase()] ?? 1, 1) : Number(found[2]);
    return season(name, year, found[2] === undefined);
  }
  found = SEASON_LAST.exec(text);
  if (found !== null) return season(found[2] ?? '', Number(found[1]), false);
  found = YEAR_ALONE.exec(text);
  if (found !== null && isYear(Number(found[2]))) {
    return { given, sort: iso(Number(found[2]), 1, 1), precision: 'year', guessed: found[1] !== undefined };
  }
  if (RELATIVE.test(text)) {
    const when = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (/^y/i.test(text) ? 1 : 0));
    return day(when.getFullYear(), when.getMonth() + 1, when.getDate(), true);
  }
  return none;

  /** 29 February goes back to the last leap year. */
  function latestDay(number: number, date: number): PartialDate {
    for (let year = latestYear(now, number, date), tries = 0; tries < 9; year -= 1, tries += 1) {
      if (isDay(year, number, date)) return day(year, number, date, true);
    }
    return none;
  }

  /** Day and month in numbers: told apart only where one of them is above twelve; else the month comes first, as a guess. */
  function numeric(a: number, b: number, year: number): PartialDate {
    if (a > 12) return day(year, b, a);
    return day(year, a, b, b <= 12 && a !== b);
  }
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;
}

function latestYear(now: Date, month: number, date: number): number {
  const year = now.getFullYear();
  const passed = month < now.getMonth() + 1 || (month === now.getMonth() + 1 && date <= now.getDate());
  return passed ? year : year - 1;
}

function isYear(year: number): boolean {
  return year >= 1400 && year <= 2200;
}

function isDay(year: number, month: number, date: number): boolean {
  if (!isYear(year) || month < 1 || month > 12 || date < 1) return false;
  return date <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function iso(year: number, month: number, date: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
