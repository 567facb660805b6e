import { expect, it } from 'vitest';
import { raw } from './db.ts';
import { createNote, getNote, saveDraft } from './notes.ts';
import { diskError } from './sqliteErrors.ts';
import { contentOf, entry, NOW, takeIn, testLibrary } from './testLibrary.ts';

const thrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (thrown) {
    return thrown;
  }
  return null;
};

it('says that the disk is full, and everything stays readable', () => {
  const db = testLibrary();
  const [id = 0] = takeIn(db, [entry('Medusa')]);
  const { note } = createNote(db, NOW, { paperId: id, highlightId: null }, 'kept');
  raw(db).pragma(`max_page_count = ${String(raw(db).pragma('page_count', { simple: true }))}`);
  const before = contentOf(db);
  const thrown = thrownBy(() => createNote(db, NOW, { paperId: id, highlightId: null }, 'x'.repeat(100_000)));
  expect(diskError(thrown)).toMatchObject({ code: 'disk-full', message: expect.stringContaining('Everything saved before is safe') });
  expect(contentOf(db)).toEqual(before);
  expect(getNote(db, note.id).body).toBe('kept');
  raw(db).pragma('max_page_count = 1000000');
  expect(saveDraft(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'more' }).savedAt).toBe(NOW.toISOString());
});

it('says that the library cannot be written to', () => {
  const db = testLibrary();
  raw(db).pragma('query_only = ON');
  expect(diskError(thrownBy(() => takeIn(db, [entry('Medusa')])))?.code).toBe('read-only');
});

it.each([
  ['ENOSPC', 'disk-full'],
  ['EIO', 'disk-full'],
  ['EROFS', 'read-only'],
])('says the same of a file beside the library: %s', (code, expected) => {
  expect(diskError(Object.assign(new Error(`${code}: write`), { code }))?.code).toBe(expected);
});

it('leaves other errors to be found', () => {
  expect(diskError(new Error('a bug'))).toBeNull();
  expect(diskError(Object.assign(new Error('a bug'), { code: 'ERR_ASSERTION' }))).toBeNull();
  expect(diskError(thrownBy(() => raw(testLibrary()).exec('SELECT nonsense')))).toBeNull();
});
