import { expect, test } from 'vitest';
import { createHighlight, placesOf } from './highlights.ts';
import { getPaper } from './papers.ts';
import { entry, NOW, takeIn, takeUpdate, testLibrary } from './testLibrary.ts';

const FIRST = 'A tree of guesses is checked in one pass.';
const SECOND = 'In short: A tree of guesses is checked in one pass.';
const THIRD = 'Birds cross the northern sea by starlight.';

test('where a highlight stood can be had for every version that is kept, the newest first', () => {
  const db = testLibrary();
  const [paperId = 0] = takeIn(db, [entry('Medusa', { abstract: FIRST })]);
  const quote = 'tree of guesses';
  const at = (text: string) => ({ start: text.indexOf(quote), end: text.indexOf(quote) + quote.length, quote });
  const { id } = createHighlight(db, NOW, { paperId, field: 'abstract', color: 'yellow', ...at(FIRST) }).highlight;
  takeUpdate(db, paperId, { abstract: SECOND });
  takeUpdate(db, paperId, { abstract: THIRD });
  expect(placesOf(db, id)).toEqual([
    { seq: 2, ...at(SECOND) },
    { seq: 1, ...at(FIRST) },
  ]);
  const { olderAbstracts, abstractAddedAt } = getPaper(db, paperId);
  expect(olderAbstracts.map(({ seq }) => seq)).toEqual([2, 1]);
  expect(abstractAddedAt).toBe(NOW.toISOString());
});

test('a highlight of a title has no places in versions', () => {
  const db = testLibrary();
  const [paperId = 0] = takeIn(db, [entry('Medusa', { abstract: FIRST })]);
  const made = createHighlight(db, NOW, { paperId, field: 'title', color: 'yellow', start: 0, end: 6, quote: 'Medusa' });
  expect(placesOf(db, made.highlight.id)).toEqual([]);
});
