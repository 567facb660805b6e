import { expect, test } from 'vitest';
import { duration, median, quantile, ratio, table } from './figures.ts';

test('quantiles are values that were measured', () => {
  const values = [50, 10, 40, 20, 30];
  expect(median(values)).toBe(30);
  expect(quantile(values, 0.95)).toBe(50);
  expect(quantile(values, 0)).toBe(10);
  expect(quantile(values, 1)).toBe(50);
  expect(median([7, 3])).toBe(3);
  expect(median([])).toBeNaN();
});

test('durations and ratios are short', () => {
  expect(duration(7.42)).toBe('7.4 ms');
  expect(duration(411.6)).toBe('412 ms');
  expect(duration(12_340)).toBe('12.3 s');
  expect(duration(Number.NaN)).toBe('–');
  expect(ratio(30, 20)).toBe('1.50 ×');
});

test('tables line up', () => {
  expect(
    table(
      ['what', 'time'],
      [
        ['short', '1 ms'],
        ['rather long', '10 ms'],
      ],
    ),
  ).toBe(['what           time', '───────────   ─────', 'short          1 ms', 'rather long   10 ms'].join('\n'));
});
