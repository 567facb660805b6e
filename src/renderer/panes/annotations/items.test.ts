import { expect, it } from 'vitest';
import { itemsOf, runsOf } from './items.ts';

const items = itemsOf([7, 7, 9, 7]);
const kinds = (from: typeof items) => from.all.map(({ kind, paperId, position }) => `${kind} ${paperId} ${position}`);

it('puts a title above each run of annotations on one paper', () => {
  expect(kinds(items)).toEqual([
    'title 7 0',
    'annotation 7 0',
    'annotation 7 1',
    'title 9 2',
    'annotation 9 2',
    'title 7 3',
    'annotation 7 3',
  ]);
  expect(items.at).toEqual([1, 2, 4, 6]);
  expect(kinds(itemsOf([]))).toEqual([]);
});

it('cuts what is drawn into runs, and knows the title of one that begins above', () => {
  expect(runsOf(items, [2, 3, 4, 5])).toEqual([
    { title: 0, paperId: 7, items: [2] },
    { title: 3, paperId: 9, items: [3, 4] },
    { title: 5, paperId: 7, items: [5] },
  ]);
  expect(runsOf(items, [])).toEqual([]);
});
