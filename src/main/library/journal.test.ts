import { expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { raw } from './db.ts';
import { inStep, KEPT_FOR, KEPT_STEPS, nextRedo, nextUndo, redo, undo } from './journal.ts';
import { NO_STEP } from './journalTriggers.ts';
import { createNote, noteRevisions, notesOf, saveNote } from './notes.ts';
import { getPaper, setStarred, setStatus, setTrashed } from './papers.ts';
import { changeTags, deleteTag, listTags } from './tags.ts';
import { contentOf, entry, NOW, takeIn, testLibrary } from './testLibrary.ts';

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
  return 'nothing thrown';
};

const three = () => {
  const db = testLibrary();
  const [a = 0, b = 0, c = 0] = takeIn(db, [entry('Medusa'), entry('Splitwise'), entry('Monkeys')], 'Daily papers');
  return { db, a, b, c };
};

it('lets no journalled row change without a step', () => {
  const { db } = three();
  for (const change of [
    "UPDATE papers SET venue = 'x'",
    'DELETE FROM papers',
    "INSERT INTO tags (uid, name, name_key) VALUES ('u', 'n', 'n')",
  ]) {
    expect(() => raw(db).exec(change)).toThrow(NO_STEP);
  }
});

it('leaves no step where nothing changed, and none where the work failed', () => {
  const { db, a } = three();
  const before = contentOf(db);
  const last = nextUndo(db);
  expect(setStarred(db, NOW, [a], false)).toEqual({ step: null, changed: [] });
  expect(() =>
    inStep(
      db,
      NOW,
      () => 'Failed',
      () => {
        raw(db).exec("UPDATE papers SET venue = 'x'");
        throw new Error('half way');
      },
    ),
  ).toThrow('half way');
  expect(contentOf(db)).toEqual(before);
  expect(nextUndo(db)).toEqual(last);
  expect(setStarred(db, NOW, [a], true).changed).toEqual([a]);
});

it('leaves no step where nothing changed but a tag that an undo took off its last paper', () => {
  const { db, a, b } = three();
  changeTags(db, NOW, [a], ['decoding'], []);
  const { step } = changeTags(db, NOW, [b], ['decoding'], []);
  changeTags(db, NOW, [a], [], ['decoding']);
  undo(db, NOW, step?.id);
  expect(changeTags(db, NOW, [a], [], ['decoding']).step).toBeNull();
});

it('undoes and redoes an import with all it made', () => {
  const { db, a } = three();
  const after = contentOf(db);
  const undone = undo(db, NOW);
  expect(undone.changed).toHaveLength(3);
  expect(codeOf(() => getPaper(db, a))).toBe('not-found');
  expect(nextUndo(db)).toBeNull();
  redo(db, NOW);
  expect(contentOf(db)).toEqual(after);
  expect(getPaper(db, a).title).toBe('Medusa');
});

it('undoes an older step only where no later one touched its rows', () => {
  const { db, a, b } = three();
  const imported = nextUndo(db)?.id;
  const starred = setStarred(db, NOW, [a], true).step?.id;
  const read = setStatus(db, NOW, [b], 'read', null).step?.id;
  const read2 = setStatus(db, NOW, [a], 'reading', null).step?.id;

  expect(codeOf(() => undo(db, NOW, starred))).toBe('undo-blocked');
  expect(codeOf(() => undo(db, NOW, imported))).toBe('undo-blocked');
  expect(undo(db, NOW, read).changed).toEqual([b]);
  expect(getPaper(db, b).status).toBe('new');
  expect(codeOf(() => undo(db, NOW, read))).toBe('nothing-to-undo');
  undo(db, NOW, read2);
  undo(db, NOW, starred); // the later one is undone
  expect([nextUndo(db)?.id, nextRedo(db)?.id]).toEqual([imported, starred]);
});

it('blocks where another thing now refers to what would go, or has taken its name', () => {
  const { db, a, b } = three();
  const tagged = changeTags(db, NOW, [a], ['decoding'], []).step?.id;
  changeTags(db, NOW, [b], ['decoding'], []);
  expect(codeOf(() => undo(db, NOW, tagged))).toBe('undo-blocked');

  const uid = listTags(db)[0]?.uid ?? '';
  const deleted = deleteTag(db, NOW, uid).step?.id;
  changeTags(db, NOW, [b], ['Decoding'], []);
  expect(codeOf(() => undo(db, NOW, deleted))).toBe('undo-blocked');
  expect(listTags(db).map((tag) => [tag.name, tag.count])).toEqual([['Decoding', 1]]);
});

it('forgets what could be redone at the next step', () => {
  const { db, a } = three();
  setStarred(db, NOW, [a], true);
  undo(db, NOW);
  expect(nextRedo(db)?.label).toBe('Starred 1 paper');
  setTrashed(db, NOW, [a], true);
  expect(nextRedo(db)).toBeNull();
  expect(codeOf(() => redo(db, NOW))).toBe('nothing-to-redo');
});

it('keeps a thousand steps, and none for longer than thirty days', () => {
  const { db, a } = three();
  for (let i = 0; i < KEPT_STEPS + 5; i += 1) setStarred(db, NOW, [a], i % 2 === 0);
  expect(raw(db).prepare('SELECT count(*) FROM steps').pluck().get()).toBe(KEPT_STEPS);
  setStarred(db, new Date(NOW.getTime() + KEPT_FOR + 1000), [a], false);
  expect(raw(db).prepare('SELECT count(*) FROM steps').pluck().get()).toBe(1);
  expect(raw(db).prepare('SELECT count(*) FROM changes').pluck().get()).toBe(1);
});

it('never loses a version of a note: undo appends one', () => {
  const { db, a } = three();
  const { note } = createNote(db, NOW, { paperId: a, highlightId: null }, 'first');
  saveNote(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'second' });
  undo(db, NOW);
  expect(notesOf(db, a)).toMatchObject([{ body: 'first', revision: 3 }]);
  redo(db, NOW);
  expect(notesOf(db, a)).toMatchObject([{ body: 'second', revision: 4 }]);
  expect(noteRevisions(db, note.id).map((revision) => revision.body)).toEqual(['second', 'first', 'second', 'first']);
  undo(db, NOW);
  undo(db, NOW); // the note itself
  expect(notesOf(db, a)).toEqual([]);
  expect(noteRevisions(db, note.id)).toHaveLength(5);
  redo(db, NOW);
  expect(notesOf(db, a)).toMatchObject([{ body: 'first', revision: 5 }]);
});

it('marks 20,000 papers in one statement and takes it back', () => {
  const db = testLibrary();
  const ids = takeIn(
    db,
    Array.from({ length: 20_000 }, (_, at) => entry(`Paper ${at}`)),
  );
  const { step, changed } = setStatus(db, NOW, ids, 'read', null);
  expect(step?.label).toBe('Marked 20,000 papers as read');
  expect(changed).toHaveLength(20_000);
  const size = raw(db).prepare('SELECT avg(length(before)) FROM changes WHERE step_id = ?').pluck().get(step?.id);
  expect(size).toBeLessThan(200); // the columns that differ, not the papers
  undo(db, NOW);
  expect(raw(db).prepare("SELECT count(*) FROM papers WHERE status = 'new'").pluck().get()).toBe(20_000);
});
