import { expect, it } from 'vitest';
import { progressOf } from './importFiles.ts';

it('tells how far an import is in the unit people know', () => {
  expect(progressOf({ done: 12_240_000, total: 27_000_000, unit: 'bytes' })).toBe(' 45 % (12.2 of 27.0 MB)');
  expect(progressOf({ done: 5_250, total: 20_000, unit: 'papers' })).toBe(' 26 % (5,250 of 20,000)');
  expect(progressOf({ done: 0, total: 0, unit: 'bytes' })).toBe('');
});
