import { expect, test } from 'vitest';
import { layersOf } from './layers.ts';

const at = (id: number, start: number, end: number, field: 'title' | 'abstract' = 'abstract') => ({ id, field, range: { start, end } });
const layers = (...highlights: Parameters<typeof layersOf>[0][number][]) => Object.fromEntries(layersOf(highlights));

test('highlights beside each other share the ground', () => {
  expect(layers(at(1, 0, 5), at(2, 5, 9), at(3, 0, 5, 'title'))).toEqual({ 1: 0, 2: 0, 3: 0 });
});

test('the shorter lies on the longer, whichever came first', () => {
  expect(layers(at(1, 2, 4), at(2, 0, 9))).toEqual({ 1: 1, 2: 0 });
  expect(layers(at(1, 0, 5), at(2, 3, 9))).toEqual({ 1: 1, 2: 0 });
});

test('of those on the very same words the newer lies on the older', () => {
  expect(layers(at(1, 0, 5), at(2, 0, 5))).toEqual({ 1: 0, 2: 1 });
});

test('there are no more layers than are drawn apart, and what has no place has none', () => {
  expect(layers(at(1, 0, 9), at(2, 0, 8), at(3, 0, 7), at(4, 0, 6), { id: 5, field: 'abstract', range: null })).toEqual({
    1: 0,
    2: 1,
    3: 2,
    4: 2,
  });
});
