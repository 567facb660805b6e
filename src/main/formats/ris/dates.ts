/** Dates in RIS: `2024/05/03/` in `PY`, `Y1` and `DA`, with any part missing, or in words. */
import type { PartialDate } from '../../../shared/models.ts';
import { parsePartialDate } from '../../../shared/text/dates.ts';
import { oneLine } from '../json.ts';
import type { TaggedFields } from '../tagged.ts';

/** The day of `DA` where it is of the year that `PY` or `Y1` tells, otherwise what they tell. */
export function dateIn(fields: TaggedFields, now: Date): PartialDate | null {
  // PubMed Central tells the days of receipt and acceptance too.
  const years = fields
    .all('PY', 'Y1')
    .filter((text) => !/\/(?:received|accepted|revised)/i.test(text))
    .map((text) => dateFrom(text, now));
  const year = years.find(({ sort }) => sort !== null);
  const days = fields.all('DA').flatMap((text) => {
    const alone = dateFrom(text, now);
    // "Apr 28" beside a year of its own.
    const whole = year?.sort != null && !/\d{4}/.test(text) ? dateFrom(`${text} ${year.sort.slice(0, 4)}`, now) : alone;
    return whole.sort === null ? [alone] : [whole];
  });
  const day = days.find(({ sort }) => sort !== null && (year === undefined || sort.slice(0, 4) === year.sort?.slice(0, 4)));
  const finest = [...years, day]
    .filter((date) => date?.sort != null && date.sort.slice(0, 4) === (year ?? day)?.sort?.slice(0, 4))
    .filter((date) => date !== undefined)
    .sort((a, b) => FINENESS.indexOf(a.precision) - FINENESS.indexOf(b.precision))[0];
  return finest ?? years[0] ?? days[0] ?? null;
}

const FINENESS: readonly PartialDate['precision'][] = ['day', 'month', 'season', 'year', 'none'];

/** `2024/05/03/spring`, of which any part may be missing, or a date in words. */
function dateFrom(text: string, now: Date): PartialDate {
  const [year = '', month = '', day = '', ...rest] = oneLine(text)
    .split('/')
    .map((part) => part.trim());
  const none = /^0*$/;
  if (!/\//.test(text) || !/^\d{4}(?:-\d\d?)?$/.test(year)) return parsePartialDate(oneLine(text.replace(/\/+\s*$/, '')), now);
  const words = rest.join('/').trim();
  const guessed = /^(?:circa|ca?\.)(?:\s|$)/i.test(words);
  const season = /spring|summer|autumn|fall|winter/i.exec(words)?.[0];
  const whole = none.test(month) ? year : none.test(day) || !/^\d\d?$/.test(day) ? `${year}-${month}` : `${year}-${month}-${day}`;
  const named = /^\d/.test(month) || none.test(month) ? whole : `${none.test(day) ? '' : `${day} `}${month} ${year}`;
  const read = parsePartialDate(none.test(month) && season !== undefined ? `${season} ${year}` : named, now);
  const date = read.sort === null ? parsePartialDate(year, now) : read;
  return guessed ? { ...date, guessed: true } : date;
}

/** The fields a date is written in; null takes one away. */
export function dateFields(date: PartialDate | null): readonly [string, string | null][] {
  if (date === null) return [];
  const { given, sort, precision, guessed } = date;
  if (sort === null)
    return [
      ['PY', oneLine(given)],
      ['DA', null],
    ];
  const [year = '', month = '', day = ''] = sort.split('-');
  const circa = guessed ? 'circa' : '';
  if (precision === 'day')
    return [
      ['PY', year],
      ['DA', `${year}/${month}/${day}/${circa}`],
    ];
  if (precision === 'month')
    return [
      ['PY', year],
      ['DA', `${year}/${month}//${circa}`],
    ];
  if (precision === 'season') {
    const season = /spring|summer|autumn|fall|winter/i.exec(given)?.[0] ?? 'winter';
    return [
      ['PY', year],
      ['DA', `${year}///${[circa, season].filter((part) => part !== '').join(' ')}`],
    ];
  }
  // A range of years, or "c. 1850", is told in its own words.
  return [
    ['PY', given.includes('/') ? year : oneLine(given)],
    ['DA', null],
  ];
}
