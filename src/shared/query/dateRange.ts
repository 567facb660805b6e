/** Dates of a query in figures or words, as a stretch of time on this machine's clock. Only main needs it: words are read by chrono-node. */
import { type ParsedComponents, parse as parseWords } from 'chrono-node';
import { parsePartialDate } from '../text/dates.ts';

/** From the first moment to just before the last; null for no end. */
export interface Moments {
  readonly from: Date | null;
  readonly before: Date | null;
}

type Unit = 'day' | 'week' | 'month' | 'season' | 'year';

const SEASON_MONTHS = 3;
const UNIT = '(day|week|month|season|year)s?';
/** A season's first month, from 0, in the north. */
const SEASONS: Readonly<Record<string, number>> = { spring: 2, summer: 5, autumn: 8, fall: 8, winter: 11 };

/**
 * `2024`, `2024-05`, `2024-05-03`, `May 2024`, `spring 2024`, `today`, `this week`, `last month`, `last spring`, `last 7 days`, `3 days ago`,
 * `since March`, `before 2024`, and two of them with dots between. Null for what is no date.
 */
export function dateRange(given: string, now: Date): Moments | null {
  const text = given.normalize('NFKC').trim().toLowerCase().replace(/\s+/gu, ' ');
  if (text === '' || text.length > 80) return null;
  const range = /^(.*?)\s*(?:\.\.+|…)\s*(.*)$/u.exec(text);
  if (range !== null) return between(range[1] ?? '', range[2] ?? '', now);
  const open = /^(since|after|from|before|until|till|up to)\s+(.+)$/u.exec(text);
  if (open === null) return stretch(text, now);
  const found = stretch(open[2] ?? '', now);
  if (found === null) return null;
  switch (open[1] ?? '') {
    case 'since':
    case 'from':
      return { from: found.from, before: null };
    case 'after':
      return { from: found.before, before: null };
    case 'before':
      return { from: null, before: found.from };
    default:
      return { from: null, before: found.before };
  }
}

function between(first: string, last: string, now: Date): Moments | null {
  if (first === '' && last === '') return null;
  const begins = first === '' ? { from: null, before: null } : stretch(first, now);
  const ends = last === '' ? { from: null, before: null } : stretch(last, now);
  if (begins === null || ends === null) return null;
  const backwards = begins.from !== null && ends.before !== null && begins.from >= ends.before;
  return backwards ? { from: ends.from, before: begins.before } : { from: begins.from, before: ends.before };
}

/** One day, week, month, season or year, or so many of them up to now. */
function stretch(text: string, now: Date): Moments | null {
  const some = /^(?:the )?(?:last|past) (\d{1,3}) /u.exec(text);
  const counted = some === null ? null : new RegExp(`^(?:the )?(?:last|past) \\d{1,3} ${UNIT}$`, 'u').exec(text);
  if (some !== null && counted !== null) return upToNow(Number(some[1]), counted[1] as Unit, now);
  const relative = new RegExp(`^(this|last|previous) (?:${UNIT}|(spring|summer|autumn|fall|winter))$`, 'u').exec(text);
  if (relative !== null) {
    const last = relative[1] !== 'this';
    return relative[3] === undefined ? whole(relative[2] as Unit, now, last ? -1 : 0) : seasonBefore(relative[3], now, last);
  }
  const partial = parsePartialDate(text, now);
  if (partial.sort !== null && partial.precision !== 'none') {
    const [year = 0, month = 1, day = 1] = partial.sort.split('-').map(Number);
    return whole(partial.precision, new Date(year, month - 1, day), 0, month - 1);
  }
  return inWords(text, now);
}

function upToNow(count: number, unit: Unit, now: Date): Moments {
  const today = whole('day', now, 0);
  const from = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  if (unit === 'day') from.setDate(from.getDate() - count + 1);
  else if (unit === 'week') from.setDate(from.getDate() - 7 * count + 1);
  else if (unit === 'year') from.setFullYear(from.getFullYear() - count);
  else from.setMonth(from.getMonth() - count * (unit === 'season' ? SEASON_MONTHS : 1));
  return { from, before: today.before };
}

/** The whole unit that holds a day, or one so many further on. A season begins with `firstMonth` where it is given. */
function whole(unit: Unit, day: Date, further: number, firstMonth?: number): Moments & { readonly from: Date; readonly before: Date } {
  const [year, month, date] = [day.getFullYear(), day.getMonth(), day.getDate()];
  const make = (from: Date, before: Date) => ({ from, before });
  switch (unit) {
    case 'day':
      return make(new Date(year, month, date + further), new Date(year, month, date + further + 1));
    case 'week': {
      const monday = date - ((day.getDay() + 6) % 7) + 7 * further;
      return make(new Date(year, month, monday), new Date(year, month, monday + 7));
    }
    case 'month':
      return make(new Date(year, month + further, 1), new Date(year, month + further + 1, 1));
    case 'season': {
      const first = (firstMonth ?? Math.floor(((month + 1) % 12) / SEASON_MONTHS) * SEASON_MONTHS - 1) + SEASON_MONTHS * further;
      // January and February belong to the winter that began the year before.
      const begins = firstMonth === undefined && month < 2 ? new Date(year - 1, 11 + SEASON_MONTHS * further, 1) : new Date(year, first, 1);
      return make(begins, new Date(begins.getFullYear(), begins.getMonth() + SEASON_MONTHS, 1));
    }
    case 'year':
      return make(new Date(year + further, 0, 1), new Date(year + further + 1, 0, 1));
  }
}

/** The latest spring, say, that is over, or, for "this", that has begun. */
function seasonBefore(name: string, now: Date, over: boolean): Moments {
  const month = SEASONS[name] ?? 0;
  for (let year = now.getFullYear(); ; year -= 1) {
    const season = whole('season', new Date(year, month, 1), 0, month);
    if ((over ? season.before : season.from) <= now) return season;
  }
}

/** What chrono-node makes of words, where it understands all of them. */
function inWords(text: string, now: Date): Moments | null {
  const [found, more] = parseWords(text, now);
  if (found === undefined || more !== undefined || found.text.length < text.length) return null;
  const first = unitOf(found.start, now);
  return found.end == null ? first : { from: first.from, before: unitOf(found.end, now).before };
}

function unitOf(components: ParsedComponents, now: Date): Moments & { readonly from: Date; readonly before: Date } {
  const day = components.date();
  const told = components.isCertain('day') || components.isCertain('weekday') ? 'day' : components.isCertain('month') ? 'month' : 'year';
  // “March”, with no year, is the last one there was.
  if (day > now && !components.isCertain('year') && told !== 'day') day.setFullYear(day.getFullYear() - 1);
  return whole(told, day, 0);
}
