import { describe, expect, it } from 'vitest';
import { imported, open } from '../testApp.ts';
import { redo, undo } from './journal.ts';
import { createNote, deleteNote, getNote, keepStaleDrafts, noteRevisions, notesOf, saveDraft, saveNote } from './notes.ts';
import { getPaper, setTrashed } from './papers.ts';
import { entry, NOW, takeIn, testLibrary } from './testLibrary.ts';

const withNote = () => {
  const db = testLibrary();
  const [paperId = 0] = takeIn(db, [entry('Medusa')]);
  const { note } = createNote(db, NOW, { paperId: paperId, highlightId: null }, 'one');
  return { db, paperId, note };
};

it('keeps a draft beside the note until it is saved', () => {
  const { db, note } = withNote();
  const draft = { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'one, two' };
  expect(saveDraft(db, NOW, draft)).toEqual({ savedAt: NOW.toISOString() });
  expect(getNote(db, note.id)).toMatchObject({ body: 'one', draft: { body: 'one, two', baseRevision: 1 } });
  const saved = saveNote(db, NOW, draft);
  expect(saved).toMatchObject({
    conflict: false,
    step: { label: 'Edited a note' },
    note: { body: 'one, two', revision: 2, versions: 2, draft: null },
  });
  expect(saveNote(db, NOW, { ...draft, baseRevision: 2 }).step).toBeNull();
});

it('does not count the empty version a note was begun with', () => {
  const { db, paperId } = withNote();
  const { note } = createNote(db, NOW, { paperId, highlightId: null }, '');
  expect(note.versions).toBe(0);
  expect(saveNote(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'words' }).note.versions).toBe(1);
});

it('keeps both texts where two windows wrote', () => {
  const { db, paperId, note } = withNote();
  saveNote(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'from the first' });
  const second = saveNote(db, NOW, { noteId: note.id, client: 'window-2', baseRevision: 1, body: 'from the second' });
  expect(second.conflict).toBe(true);
  expect(second.note.id).not.toBe(note.id);
  expect(notesOf(db, paperId).map((one) => one.body)).toEqual(['from the first', 'from the second']);
});

it('makes a note of a draft that was left behind by a newer version, unless its words are kept', () => {
  const { db, paperId, note } = withNote();
  saveDraft(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'left behind' });
  saveDraft(db, NOW, { noteId: note.id, client: 'window-3', baseRevision: 1, body: 'from the' });
  saveNote(db, NOW, { noteId: note.id, client: 'window-2', baseRevision: 1, body: 'from the second' });
  expect(getNote(db, note.id).draft).toBeNull();
  keepStaleDrafts(db, NOW);
  keepStaleDrafts(db, NOW);
  expect(notesOf(db, paperId).map((one) => one.body)).toEqual(['from the second', 'left behind']);
});

it('deletes a note so that undo brings it back and its versions stay', () => {
  const { db, paperId, note } = withNote();
  deleteNote(db, NOW, note.id);
  expect(notesOf(db, paperId)).toEqual([]);
  expect(noteRevisions(db, note.id).map((revision) => revision.body)).toEqual(['one']);
  undo(db, NOW);
  expect(notesOf(db, paperId)).toMatchObject([{ uid: note.uid, body: 'one' }]);
});

it('can be written on a paper in the trash, and not on one that is gone', () => {
  const { db, paperId } = withNote();
  setTrashed(db, NOW, [paperId], true);
  expect(createNote(db, NOW, { paperId: paperId, highlightId: null }, 'two').note.body).toBe('two');
  expect(() => createNote(db, NOW, { paperId: 999, highlightId: null }, 'x')).toThrow('not in the library any more');
});

it('keeps what is being typed through an undo of the note itself, and in sight after a redo', () => {
  const { db, note } = withNote();
  saveDraft(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'one, and more' });
  undo(db, NOW);
  keepStaleDrafts(db, NOW); // the next opening: redo could still bring the note back, so its draft waits
  redo(db, NOW);
  expect(getNote(db, note.id)).toMatchObject({ body: 'one', draft: { body: 'one, and more' } });
});

it('makes a note of what was being typed where the undone note cannot come back', () => {
  const { db, paperId, note } = withNote();
  saveDraft(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'one, and more' });
  undo(db, NOW);
  setTrashed(db, NOW, [paperId], true); // a new step: nothing can be redone any more
  keepStaleDrafts(db, NOW);
  expect(notesOf(db, paperId).map((one) => one.body)).toEqual(['one, and more']);
});

it('keeps a draft in sight when the version below it is undone', () => {
  const { db, note } = withNote();
  saveNote(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'two' });
  saveDraft(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 2, body: 'two, and more' });
  undo(db, NOW);
  expect(getNote(db, note.id)).toMatchObject({ body: 'one', revision: 3, draft: { body: 'two, and more' } });
});

it('keeps versions of a source that numbers two of them alike', () => {
  const db = testLibrary();
  const savedAt = NOW.toISOString();
  const revisions = [
    { seq: 1, body: 'first', savedAt },
    { seq: 1, body: 'second', savedAt },
    { seq: 2, body: 'third', savedAt },
  ];
  const [id = 0] = takeIn(db, [entry('Medusa', { kept: { notes: [{ body: 'third', revisions }] } })]);
  const [note] = notesOf(db, id);
  expect(note).toMatchObject({ body: 'third', revision: 3 });
  expect(noteRevisions(db, note?.id ?? 0).map((version) => version.body)).toEqual(['third', 'second', 'first']);
});

describe('a note that names another paper', () => {
  const linkTo = (uid: string) => `Compare [it](offprint://paper/${uid}), and more.`;
  const withTwo = () => {
    const db = testLibrary();
    const uid = 'a-paper-of-ours';
    const [one = 0, two = 0] = takeIn(db, [entry('Medusa', { kept: { uid } }), entry('Splitwise')]);
    const mentions = () => getPaper(db, one).mentions;
    return { db, one, two, uid, mentions };
  };

  it('is listed there while it says so', () => {
    const { db, one, two, uid, mentions } = withTwo();
    const { note } = createNote(db, NOW, { paperId: two, highlightId: null }, linkTo(uid));
    const mention = { noteId: note.id, paperId: two, paperUid: getPaper(db, two).uid, title: 'Splitwise' };
    expect(mentions()).toEqual([mention]);
    expect(getPaper(db, two).mentions).toEqual([]);
    createNote(db, NOW, { paperId: one, highlightId: null }, linkTo(uid)); // its own note is no mention
    expect(mentions()).toEqual([mention]);
    undo(db, NOW);

    const save = { noteId: note.id, client: 'window-1' };
    saveNote(db, NOW, { ...save, baseRevision: 1, body: 'Not any more.' });
    expect(mentions()).toEqual([]);
    undo(db, NOW);
    expect(mentions()).toEqual([mention]);
    deleteNote(db, NOW, note.id);
    expect(mentions()).toEqual([]);
    undo(db, NOW);
    expect(mentions()).toEqual([mention]);
    setTrashed(db, NOW, [two], true);
    expect(mentions()).toEqual([]);
    undo(db, NOW);
    saveDraft(db, NOW, { ...save, baseRevision: 3, body: 'Being typed.' });
    expect(mentions()).toEqual([mention]);
  });

  it('names the paper of that very uid, at the end of a text or in the middle', () => {
    const { db, two, uid, mentions } = withTwo();
    const bodies = [`offprint://paper/${uid}`, `<offprint://paper/${uid}>`, `offprint://paper/${uid}-2`, `offprint://paper/${uid}_x)`, uid];
    for (const body of bodies) createNote(db, NOW, { paperId: two, highlightId: null }, body);
    const named = new Set(mentions().map(({ noteId }) => noteId));
    expect(notesOf(db, two).flatMap(({ id, body }) => (named.has(id) ? [body] : []))).toEqual(bodies.slice(0, 2));
  });

  it('tells the windows that show it, whatever makes it name another', async () => {
    const opened = await open();
    await imported(opened, { title: 'Medusa', abstract: 'Heads.' }, { title: 'Splitwise', abstract: 'Phases.' }, { title: 'Monkeys' });
    const told = () => opened.events.splice(0).flatMap((event) => (event.name === 'papers.changed' ? [new Set(event.payload.ids)] : []));
    const [one, two] = [await opened.call('papers.get', { id: 1 }), await opened.call('papers.get', { id: 2 })];
    told();
    const { note } = await opened.call('notes.create', { paperId: 3, body: linkTo(one.uid) });
    expect(told()).toEqual([new Set([1, 3])]);
    await opened.call('notes.save', { noteId: note.id, client: 'window-1', baseRevision: 1, body: linkTo(two.uid) });
    expect(told()).toEqual([new Set([1, 2, 3])]);
    await opened.call('history.undo', {});
    expect(told()).toEqual([new Set([1, 2, 3])]);
    await opened.call('papers.setTrashed', { ids: [3], trashed: true });
    expect(told()).toEqual([new Set([1, 3])]);
    await opened.call('papers.setStarred', { ids: [3], starred: true });
    expect(told()).toEqual([new Set([3])]);
  });
});
