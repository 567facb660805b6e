import { describe, expect, test } from 'vitest';
import { parsePartialDate } from './dates.ts';

const now = new Date(2026, 10, 23, 12);

describe('dates as given', () => {
  test.each([
    ['Apr 28', '2026-04-28', 'day', true],
    ['28 April', '2026-04-28', 'day', true],
    ['Monday, April 28th', '2026-04-28', 'day', true],
    ['Nov 23', '2026-11-23', 'day', true],
    ['Nov 24', '2025-11-24', 'day', true],
    ['Dec 1', '2025-12-01', 'day', true],
    ['Feb 29', '2024-02-29', 'day', true],
    ['Apr 28, 2024', '2024-04-28', 'day', false],
    ['28 Apr 2024', '2024-04-28', 'day', false],
    ['Sun, 28 Apr 2024 10:00:00 GMT', '2024-04-28', 'day', false],
    ['2024-04-28', '2024-04-28', 'day', false],
    ['2024/4/8', '2024-04-08', 'day', false],
    ['20240428', '2024-04-28', 'day', false],
    ['2024-04-28T10:00:00.000Z', '2024-04-28', 'day', false],
    ['28.4.2024', '2024-04-28', 'day', false],
    ['4/5/2024', '2024-04-05', 'day', true],
    ['2024-04', '2024-04-01', 'month', false],
    ['April 2024', '2024-04-01', 'month', false],
    ['Jul-Aug 2024', '2024-07-01', 'month', false],
    ['2024 Apr', '2024-04-01', 'month', false],
    ['2024 Apr 28', '2024-04-28', 'day', false],
    ['December', '2025-12-01', 'month', true],
    ['spring 2024', '2024-03-01', 'season', false],
    ['2024 Winter', '2024-12-01', 'season', false],
    ['spring', '2026-03-01', 'season', true],
    ['winter', '2025-12-01', 'season', true],
    ['2023', '2023-01-01', 'year', false],
    ['c. 2019', '2019-01-01', 'year', true],
    ['yesterday', '2026-11-22', 'day', true],
  ] as const)('%s', (given, sort, precision, guessed) => {
    expect(parsePartialDate(given, now)).toEqual({ given, sort, precision, guessed });
  });

  test.each(['', 'in press', 'Apr 31', '2024-13-01', '99', 'Mayor 5', 'x'.repeat(1_000), 'Feb 30, 2024'])(
    'nothing can be made of "%s"',
    (given) => {
      expect(parsePartialDate(given, now)).toEqual({ given, sort: null, precision: 'none', guessed: false });
    },
  );
});
