import { describe, expect, it } from 'vitest';
import { dateRange } from './dateRange.ts';

/** A Tuesday. */
const NOW = new Date(2026, 10, 24, 15, 30);
const day = (date: Date | null) => (date === null ? null : `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`);
const range = (given: string) => {
  const found = dateRange(given, NOW);
  return found === null ? null : [day(found.from), day(found.before)];
};

describe('dates of a query', () => {
  it.each([
    ['2024', '2024-1-1', '2025-1-1'],
    ['2024-05', '2024-5-1', '2024-6-1'],
    ['2024-05-03', '2024-5-3', '2024-5-4'],
    ['May 2024', '2024-5-1', '2024-6-1'],
    ['may', '2026-5-1', '2026-6-1'],
    ['december', '2025-12-1', '2026-1-1'],
    ['3 May 2024', '2024-5-3', '2024-5-4'],
    ['today', '2026-11-24', '2026-11-25'],
    ['yesterday', '2026-11-23', '2026-11-24'],
    ['this week', '2026-11-23', '2026-11-30'],
    ['last week', '2026-11-16', '2026-11-23'],
    ['this month', '2026-11-1', '2026-12-1'],
    ['last month', '2026-10-1', '2026-11-1'],
    ['this year', '2026-1-1', '2027-1-1'],
    ['last year', '2025-1-1', '2026-1-1'],
    ['last spring', '2026-3-1', '2026-6-1'],
    ['last autumn', '2025-9-1', '2025-12-1'],
    ['this autumn', '2026-9-1', '2026-12-1'],
    ['last winter', '2025-12-1', '2026-3-1'],
    ['spring 2024', '2024-3-1', '2024-6-1'],
    ['winter 2023', '2023-12-1', '2024-3-1'],
    ['last 7 days', '2026-11-18', '2026-11-25'],
    ['past 2 weeks', '2026-11-11', '2026-11-25'],
    ['last 3 months', '2026-8-24', '2026-11-25'],
    ['3 days ago', '2026-11-21', '2026-11-22'],
    ['last friday', '2026-11-20', '2026-11-21'],
    ['2024-01..2024-06', '2024-1-1', '2024-7-1'],
    ['2024-06..2024-01', '2024-1-1', '2024-7-1'],
  ])('%j', (given, from, before) => {
    expect(range(given)).toEqual([from, before]);
  });

  it.each([
    ['since March', '2026-3-1', null],
    ['after 2024', '2025-1-1', null],
    ['before 2024', null, '2024-1-1'],
    ['until 2024', null, '2025-1-1'],
    ['2024..', '2024-1-1', null],
    ['..last year', null, '2026-1-1'],
  ])('%j has one end', (given, from, before) => {
    expect(range(given)).toEqual([from, before]);
  });

  it.each(['', '..', 'soon', 'cats', 'last cats', '2024-13', 'x'.repeat(200), 'March and cats', '31 February 2024'])(
    '%j is none',
    (given) => {
      expect(range(given)).toBeNull();
    },
  );
});
