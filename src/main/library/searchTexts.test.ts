import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { LibraryWriter } from './db.ts';
import { createHighlight, deleteHighlights } from './highlights.ts';
import { idsFor } from './idsFor.ts';
import { redo, undo } from './journal.ts';
import { createNote, deleteNote } from './notes.ts';
import { closeLibrary, openLibrary } from './open.ts';
import { setStarred, setTrashed } from './papers.ts';
import { BETWEEN_ITEMS, historyPoint, searchDocuments } from './searchTexts.ts';
import { changeTags } from './tags.ts';
import { entry, NOW, takeIn, testFolder, testLibrary } from './testLibrary.ts';

const ascending = (a: number, b: number) => a - b;
const one = (db: LibraryWriter, id: number) => [...searchDocuments(db, [id], 1)][0]?.[0];

it('are the items of a paper one by one, in the order they came, with the newest words of its highlights', () => {
  const db = testLibrary();
  const [id = 0] = takeIn(db, [
    entry('Medusa', { abstract: 'Several heads draft.', venue: 'NeurIPS', authors: [{ name: 'Fei Li' }, { name: 'Wang Wei' }] }),
  ]);
  changeTags(db, NOW, [id], ['to read', 'decoding'], []);
  createNote(db, NOW, { paperId: id, highlightId: null }, 'First');
  const gone = createNote(db, NOW, { paperId: id, highlightId: null }, 'Gone').note;
  deleteNote(db, NOW, gone.id);
  const kept = createHighlight(db, NOW, { paperId: id, field: 'abstract', color: 'blue', start: 8, end: 13, quote: 'heads' }).highlight;
  createNote(db, NOW, { paperId: id, highlightId: kept.id }, 'Why heads?');
  const dropped = createHighlight(db, NOW, { paperId: id, field: 'title', color: 'blue', start: 0, end: 6, quote: 'Medusa' }).highlight;
  deleteHighlights(db, NOW, [dropped.id]);
  expect(one(db, id)).toEqual({
    id,
    title: 'Medusa',
    abstract: 'Several heads draft.',
    venue: 'NeurIPS',
    authors: ['Fei Li', 'Wang Wei'].join(BETWEEN_ITEMS),
    tags: ['to read', 'decoding'].join(BETWEEN_ITEMS),
    notes: ['First', 'Why heads?'].join(BETWEEN_ITEMS),
    highlights: 'heads',
  });
});

it('names a point of history by all that led there', () => {
  const file = join(testFolder(), 'library.db');
  const db = openLibrary(file, { door: 'a test', now: () => NOW });
  const [id = 0] = takeIn(db, [entry('Medusa')]);
  const start = historyPoint(db);
  setStarred(db, NOW, [id], true);
  const starred = historyPoint(db);
  undo(db, NOW);
  const undone = historyPoint(db);
  redo(db, NOW);
  const redone = historyPoint(db);
  expect([starred, undone, redone].map(({ changeNumber }) => changeNumber - start.changeNumber)).toEqual([1, 2, 3]);
  expect(new Set([start, starred, undone, redone].map(({ name }) => name)).size).toBe(4);
  expect(historyPoint(db)).toEqual(redone);
  closeLibrary(db);

  // A copy that goes its own way for as many steps.
  const copy = join(testFolder(), 'library.db');
  copyFileSync(file, copy);
  const [own, other] = [file, copy].map((path) => openLibrary(path, { door: 'a test', now: () => NOW }));
  if (own === undefined || other === undefined) throw new Error('both are open');
  createNote(own, NOW, { paperId: id, highlightId: null }, 'Here');
  createNote(other, NOW, { paperId: id, highlightId: null }, 'There');
  expect(historyPoint(own).changeNumber).toBe(historyPoint(other).changeNumber);
  expect(historyPoint(own).name).not.toBe(historyPoint(other).name);
  closeLibrary(own);
  closeLibrary(other);
});

it('gives the papers of a view and those that pass a filter', () => {
  const db = testLibrary();
  const [a = 0, b = 0, c = 0] = takeIn(db, [entry('A'), entry('B'), entry('C')]);
  setStarred(db, NOW, [a, b], true);
  setTrashed(db, NOW, [b], true);
  changeTags(db, NOW, [c], ['moe'], []);
  expect(idsFor(db, { view: { kind: 'all' } }).toSorted(ascending)).toEqual([a, c]);
  expect(idsFor(db, { view: { kind: 'trash' } })).toEqual([b]);
  expect(idsFor(db, { filter: { kind: 'is', value: 'starred', negated: false } }).toSorted(ascending)).toEqual([a, b]);
  expect(idsFor(db, { filter: { kind: 'tag', name: 'MoE', negated: true } }).toSorted(ascending)).toEqual([a, b]);
  expect(() => idsFor(db, { view: { kind: 'tag', uid: 'gone' } })).toThrow(/This tag is gone/);
});
