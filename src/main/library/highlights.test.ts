import { describe, expect, it } from 'vitest';
import { anchorAt } from '../../shared/text/anchor.ts';
import { imported, open } from '../testApp.ts';
import { raw } from './db.ts';
import {
  anchorsOf,
  createHighlight,
  deleteHighlights,
  getHighlight,
  insertHighlight,
  putAnchor,
  setColor,
  setRange,
} from './highlights.ts';
import { beginImport, finishImport, newPaper, writeChunk } from './imports.ts';
import { nextRedo, quietly, redo, undo } from './journal.ts';
import { createNote, deleteNote, getNote, keepStaleDrafts, noteRevisions, saveDraft, saveNote } from './notes.ts';
import { getPaper, paperRows, setTrashed } from './papers.ts';
import {
  ABSTRACT,
  codeOf,
  FIRST,
  highlightsOf,
  mark,
  OTHER,
  placesOf,
  refusalOf,
  stretchOf,
  TITLE,
  thereAndBack,
  withPaper,
} from './testHighlights.ts';
import { contentOf, entry, NOW, takeIn, takeUpdate } from './testLibrary.ts';

describe('a highlight', () => {
  it('is made on a stretch of the title or the abstract, and listed in the order of the texts', () => {
    const { db, paperId } = withPaper();
    const late = thereAndBack(db, () => mark(db, paperId, '2.2 times', 'orange'));
    const tree = mark(db, paperId, 'A tree of guesses 🌳', 'blue').highlight;
    const within = mark(db, paperId, 'guesses 🌳 is checked', 'green').highlight;
    const again = mark(db, paperId, 'A tree of guesses 🌳', 'pink').highlight;
    const title = mark(db, paperId, '🐍 Heads', 'yellow', 'title').highlight;
    expect(late).toMatchObject({ step: { label: 'Added a highlight' }, changed: [paperId] });
    expect(late.highlight).toEqual({
      id: late.highlight.id,
      uid: expect.stringMatching(/^[\w-]{22}$/u),
      paperId,
      field: 'abstract',
      color: 'orange',
      range: { start: ABSTRACT.indexOf('2.2'), end: ABSTRACT.indexOf('2.2') + 9 },
      quote: '2.2 times',
      placedBy: 'hand',
      createdAt: NOW.toISOString(),
      updatedAt: NOW.toISOString(),
    });
    expect(highlightsOf(db, paperId).map(({ id }) => id)).toEqual([title.id, tree.id, again.id, within.id, late.highlight.id]);
    expect(placesOf(db, paperId)).toEqual([
      '🐍 Heads',
      'A tree of guesses 🌳',
      'A tree of guesses 🌳',
      'guesses 🌳 is checked',
      '2.2 times',
    ]);
    expect(paperRows(db, [paperId])).toMatchObject([{ highlightCount: 5, noteCount: 0 }]);
  });

  it('keeps the words around it whole, though a sign of two units stands at their edge', () => {
    const abstract = `${'🌳'.repeat(40)}(the marked words)${'🌳'.repeat(40)}`;
    const { db, paperId } = withPaper(abstract);
    const [anchor] = anchorsOf(db, mark(db, paperId, 'the marked words').highlight.id);
    if (anchor === undefined) throw new Error('it has a place');
    expect(abstract.slice(0, anchor.start).endsWith(anchor.prefix)).toBe(true);
    expect(abstract.slice(anchor.end).startsWith(anchor.suffix)).toBe(true);
  });

  it('changes its colour, many at once, and those that wear it already stay as they are', () => {
    const { db, paperId } = withPaper();
    const ids = ['extra heads', 'tree', 'prompts'].map((words) => mark(db, paperId, words).highlight.id);
    setColor(db, NOW, ids.slice(0, 1), 'pink');
    const later = new Date(NOW.getTime() + 1_000);
    const done = thereAndBack(db, () => setColor(db, later, ids, 'pink'));
    expect(done).toMatchObject({ step: { label: 'Changed the colour of 2 highlights' }, changed: [paperId] });
    expect(highlightsOf(db, paperId).map(({ color, updatedAt }) => [color, updatedAt])).toEqual([
      ['pink', NOW.toISOString()],
      ['pink', later.toISOString()],
      ['pink', later.toISOString()],
    ]);
    expect(setColor(db, NOW, [...ids, 999], 'pink').step).toBeNull();
  });

  it('is extended, shrunk and moved, and stays as it is where nothing is different', () => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'tree of guesses').highlight;
    for (const words of ['A tree of guesses 🌳', 'tree', 'model. On $n']) {
      const done = thereAndBack(db, () => setRange(db, NOW, id, stretchOf(ABSTRACT, words)));
      expect(done.step?.label).toBe('Changed a highlight');
      expect(getHighlight(db, id)).toMatchObject({ quote: words, range: { start: ABSTRACT.indexOf(words) }, placedBy: 'hand' });
      expect(setRange(db, NOW, id, stretchOf(ABSTRACT, words)).step).toBeNull();
    }
    expect(anchorsOf(db, id)).toHaveLength(1);
  });

  it('is deleted with its comments, which undo brings back with it', () => {
    const { db, paperId } = withPaper();
    const [one, two] = [mark(db, paperId, 'extra heads').highlight, mark(db, paperId, 'tree').highlight];
    const comment = createNote(db, NOW, { paperId, highlightId: one.id }, 'How many?').note;
    const gone = createNote(db, NOW, { paperId, highlightId: one.id }, 'Deleted before').note;
    deleteNote(db, NOW, gone.id);
    const note = createNote(db, NOW, { paperId, highlightId: null }, 'On the whole').note;
    const done = thereAndBack(db, () => deleteHighlights(db, NOW, [one.id, two.id, 999]));
    expect(done).toMatchObject({ step: { label: 'Deleted 2 highlights and 1 comment' }, changed: [paperId] });
    expect(getPaper(db, paperId)).toMatchObject({ highlights: [], notes: [{ id: note.id }] });
    expect(paperRows(db, [paperId])).toMatchObject([{ highlightCount: 0, noteCount: 1 }]);
    expect(noteRevisions(db, comment.id).map(({ body }) => body)).toEqual(['How many?']);
    expect(deleteHighlights(db, NOW, [one.id]).step).toBeNull();
    expect(codeOf(() => getHighlight(db, one.id))).toBe('not-found');
    undo(db, NOW);
    expect(highlightsOf(db, paperId).map(({ uid }) => uid)).toEqual([one.uid, two.uid]);
    expect(getPaper(db, paperId).notes.map(({ uid, highlightId }) => [uid, highlightId])).toEqual([
      [comment.uid, one.id],
      [note.uid, null],
    ]);
  });

  it('can be made on a paper in the trash, as a note can', () => {
    const { db, paperId } = withPaper();
    setTrashed(db, NOW, [paperId], true);
    const { id } = mark(db, paperId, 'tree').highlight;
    expect(setColor(db, NOW, [id], 'blue').changed).toEqual([paperId]);
  });

  it('reads a paper by its indexes alone, however large the library', () => {
    const { db, paperId } = withPaper();
    const connection = raw(db);
    const prepare = connection.prepare.bind(connection);
    const texts: string[] = [];
    connection.prepare = (text: string) => {
      texts.push(text);
      return prepare(text);
    };
    getPaper(db, paperId);
    paperRows(db, [paperId]);
    mark(db, paperId, 'tree');
    takeUpdate(db, paperId, { abstract: `${FIRST} ${OTHER}` });
    connection.prepare = prepare;
    const asked = texts.filter((text) => /\b(highlights|anchors|notes)\b/u.test(text) && !text.startsWith('INSERT'));
    expect(asked.length).toBeGreaterThan(5);
    const plans = asked.map((text) => [
      text,
      prepare(`EXPLAIN QUERY PLAN ${text.replaceAll(/\?|@\w+/gu, '1')}`)
        .all()
        .map((row) => (row as { detail: string }).detail)
        .filter((detail) => detail.startsWith('SCAN') && !detail.startsWith('SCAN wanted VIRTUAL')),
    ]);
    // Who mentions a paper is looked up among the notes that hold a link at all.
    for (const [text, scans] of plans) {
      expect(scans, String(text)).toEqual(String(text).includes('offprint://paper/') ? ['SCAN notes USING INDEX notes_with_links'] : []);
    }
  });
});

describe('a highlight is refused', () => {
  const at = (quote: string) => stretchOf(ABSTRACT, quote);
  const tree = ABSTRACT.indexOf('🌳');
  const CHANGED = 'The text of this paper has changed meanwhile, so nothing was highlighted. Select the words again.';
  it.each([
    ['where other words stand now', { ...at('tree'), quote: 'bush' }],
    ['where its words have moved', { ...at('tree'), start: at('tree').start + 1, end: at('tree').end + 1 }],
    ['on nothing', { start: 3, end: 3, quote: '' }],
    ['on blanks alone', { ...stretchOf(ABSTRACT, ' '), quote: ' ' }],
    ['backwards', { start: 9, end: 3, quote: '' }],
    ['beyond the end', { start: ABSTRACT.length - 3, end: ABSTRACT.length + 1, quote: 'ly.' }],
    ['before the beginning', { start: -3, end: -1, quote: ABSTRACT.slice(-3, -1) }],
    ['that ends within a sign of two units', { start: tree - 8, end: tree + 1, quote: ABSTRACT.slice(tree - 8, tree + 1) }],
    ['that begins within a sign of two units', { start: tree + 1, end: tree + 5, quote: ABSTRACT.slice(tree + 1, tree + 5) }],
  ])('%s', (_what, stretch) => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'prompts').highlight;
    const before = contentOf(db);
    const created = refusalOf(() => createHighlight(db, NOW, { paperId, field: 'abstract', color: 'yellow', ...stretch }));
    expect(created?.toJSON()).toMatchObject({ code: 'bad-request', message: CHANGED });
    expect(codeOf(() => setRange(db, NOW, id, stretch))).toBe('bad-request');
    expect(contentOf(db)).toEqual(before);
  });

  it('on an abstract that is not there, and on a paper that is not', () => {
    const { db, paperId } = withPaper(null);
    const made = { field: 'abstract', color: 'yellow', start: 0, end: 2, quote: 'We' } as const;
    expect(codeOf(() => createHighlight(db, NOW, { paperId, ...made }))).toBe('bad-request');
    expect(codeOf(() => createHighlight(db, NOW, { paperId: 999, ...made }))).toBe('not-found');
  });

  it('on a paper whose import was undone, to whose own highlights nothing can be done either', () => {
    const { db } = withPaper();
    const run = beginImport(db, NOW, { name: 'x.json', format: 'json', digest: null, status: 'new' });
    writeChunk(db, run, [newPaper(entry('With a highlight', { abstract: ABSTRACT }), 0)]);
    const paperId = Number(raw(db).prepare('SELECT max(id) FROM papers').pluck().get());
    const id = quietly(db, () => {
      const made = insertHighlight(db, { uid: 'a-highlight-of-ours', paperId, field: 'abstract', color: 'yellow', createdAt: run.at });
      const abstractId = Number(raw(db).prepare('SELECT abstract_id FROM papers WHERE id = ?').pluck().get(paperId));
      putAnchor(db, { highlightId: made, paperId, abstractId }, anchorAt(ABSTRACT, at('tree').start, at('tree').end), 'hand');
      return made;
    });
    finishImport(db, NOW, run, { label: 'Imported 1 paper', added: 1, updates: [], duplicates: 0 });
    expect(placesOf(db, paperId)).toEqual(['tree']);
    undo(db, NOW);
    // A step that touched what is not on view would do away with the redo, and with what redo brings back.
    const redoable = nextRedo(db);
    expect(codeOf(() => createHighlight(db, NOW, { paperId, field: 'abstract', color: 'yellow', ...at('tree') }))).toBe('not-found');
    expect(codeOf(() => setRange(db, NOW, id, at('tree of')))).toBe('not-found');
    expect(codeOf(() => createNote(db, NOW, { paperId, highlightId: id }, 'x'))).toBe('not-found');
    expect(setColor(db, NOW, [id], 'pink').step).toBeNull();
    expect(deleteHighlights(db, NOW, [id]).step).toBeNull();
    expect(nextRedo(db)).toEqual(redoable);
    redo(db, NOW);
    expect(placesOf(db, paperId)).toEqual(['tree']);
  });
});

describe('a comment', () => {
  const withHighlight = () => {
    const { db, paperId } = withPaper();
    const { highlight } = mark(db, paperId, 'tree of guesses');
    return { db, paperId, highlight };
  };

  it('is a note beside its highlight, with drafts and versions of its own', () => {
    const { db, paperId, highlight } = withHighlight();
    const made = thereAndBack(db, () => createNote(db, NOW, { paperId, highlightId: highlight.id }, 'How deep?'));
    expect(made).toMatchObject({ step: { label: 'Added a comment' }, note: { highlightId: highlight.id, revision: 1 } });
    const { id: noteId } = made.note;
    saveDraft(db, NOW, { noteId, client: 'window-1', baseRevision: 1, body: 'How deep? And' });
    expect(getNote(db, noteId)).toMatchObject({ body: 'How deep?', draft: { body: 'How deep? And' } });
    const saved = saveNote(db, NOW, { noteId, client: 'window-1', baseRevision: 1, body: 'How deep? And wide?' });
    expect(saved).toMatchObject({ step: { label: 'Edited a comment' }, note: { highlightId: highlight.id, draft: null } });
    expect(getPaper(db, paperId).notes).toEqual([saved.note]);
    expect(deleteNote(db, NOW, noteId).step?.label).toBe('Deleted a comment');
    expect(highlightsOf(db, paperId)).toHaveLength(1);
  });

  it('that two windows wrote stays in both wordings on the same highlight', () => {
    const { db, paperId, highlight } = withHighlight();
    const { id: noteId } = createNote(db, NOW, { paperId, highlightId: highlight.id }, 'one').note;
    saveNote(db, NOW, { noteId, client: 'window-1', baseRevision: 1, body: 'from the first' });
    const second = saveNote(db, NOW, { noteId, client: 'window-2', baseRevision: 1, body: 'from the second' });
    expect(second.conflict).toBe(true);
    expect(getPaper(db, paperId).notes.map(({ body, highlightId }) => [body, highlightId])).toEqual([
      ['from the first', highlight.id],
      ['from the second', highlight.id],
    ]);
  });

  it('that a window left behind unsaved is kept on the same highlight, or on the paper where that is gone', () => {
    const { db, paperId, highlight } = withHighlight();
    const { id: noteId } = createNote(db, NOW, { paperId, highlightId: highlight.id }, 'one').note;
    saveDraft(db, NOW, { noteId, client: 'window-1', baseRevision: 1, body: 'left behind' });
    saveNote(db, NOW, { noteId, client: 'window-2', baseRevision: 1, body: 'two' });
    keepStaleDrafts(db, NOW);
    expect(getPaper(db, paperId).notes.map(({ body, highlightId }) => [body, highlightId])).toEqual([
      ['two', highlight.id],
      ['left behind', highlight.id],
    ]);

    const other = withHighlight();
    const typed = createNote(other.db, NOW, { paperId: other.paperId, highlightId: other.highlight.id }, 'one').note;
    saveDraft(other.db, NOW, { noteId: typed.id, client: 'window-1', baseRevision: 1, body: 'one, and more' });
    undo(other.db, NOW);
    undo(other.db, NOW);
    setTrashed(other.db, NOW, [other.paperId], true); // a new step: nothing can be redone any more
    keepStaleDrafts(other.db, NOW);
    expect(getPaper(other.db, other.paperId)).toMatchObject({ highlights: [], notes: [{ body: 'one, and more', highlightId: null }] });
  });

  it('that is being typed when its highlight is deleted comes back with it, draft and all', () => {
    const { db, paperId, highlight } = withHighlight();
    const { id: noteId } = createNote(db, NOW, { paperId, highlightId: highlight.id }, 'one').note;
    saveDraft(db, NOW, { noteId, client: 'window-1', baseRevision: 1, body: 'one, and more' });
    deleteHighlights(db, NOW, [highlight.id]);
    const save = { noteId, client: 'window-1', baseRevision: 1, body: 'one, and more' };
    expect(refusalOf(() => saveNote(db, NOW, save))?.message).toContain('Copy your text');
    keepStaleDrafts(db, NOW);
    undo(db, NOW);
    expect(getNote(db, noteId)).toMatchObject({ body: 'one', highlightId: highlight.id, draft: { body: 'one, and more' } });
  });

  it('is refused on a highlight that is deleted, and on one of another paper', () => {
    const { db, paperId, highlight } = withHighlight();
    const [, other = 0] = takeIn(db, [entry('Splitwise', { abstract: OTHER })]);
    const refusal = 'The highlight of this comment is not in the library any more. Copy your text, then write it into a note.';
    expect(refusalOf(() => createNote(db, NOW, { paperId: other, highlightId: highlight.id }, 'x'))?.message).toBe(refusal);
    deleteHighlights(db, NOW, [highlight.id]);
    expect(refusalOf(() => createNote(db, NOW, { paperId, highlightId: highlight.id }, 'x'))?.message).toBe(refusal);
  });
});

describe('through the door', () => {
  const PAPER = { title: TITLE, abstract: ABSTRACT, authors: ['Tianle Cai'] };

  it('highlights are made, changed, commented on and deleted, and windows are told', async () => {
    const opened = await open();
    await imported(opened, PAPER);
    const idsTold = () => opened.events.splice(0).flatMap((event) => (event.name === 'papers.changed' ? [event.payload.ids] : []));
    idsTold();
    const { highlight } = await opened.call('highlights.create', {
      paperId: 1,
      field: 'abstract',
      color: 'blue',
      ...stretchOf(ABSTRACT, 'A tree of guesses 🌳'),
    });
    const { note } = await opened.call('notes.create', { paperId: 1, highlightId: highlight.id, body: 'Ask about the xylophone.' });
    await opened.call('highlights.setColor', { ids: [highlight.id], color: 'green' });
    await opened.call('highlights.setRange', { id: highlight.id, ...stretchOf(ABSTRACT, 'tree of guesses') });
    expect(await opened.call('papers.get', { id: 1 })).toMatchObject({
      highlights: [{ id: highlight.id, color: 'green', quote: 'tree of guesses' }],
      notes: [{ id: note.id, highlightId: highlight.id }],
    });
    expect(await opened.call('papers.list', { view: { kind: 'all' }, query: 'xylophone', sort: 'best' })).toMatchObject({ ids: [1] });
    await opened.call('highlights.delete', { ids: [highlight.id] });
    expect(await opened.call('papers.list', { view: { kind: 'all' }, query: 'xylophone', sort: 'best' })).toMatchObject({ ids: [] });
    await opened.call('history.undo', {});
    expect(await opened.call('papers.list', { view: { kind: 'all' }, query: 'xylophone', sort: 'best' })).toMatchObject({ ids: [1] });
    expect(idsTold()).toEqual([[1], [1], [1], [1], [1], [1]]);
    expect(await opened.call('library.state', {})).toMatchObject({
      undo: { label: 'Changed a highlight' },
      redo: { label: 'Deleted 1 highlight and 1 comment' },
    });
  });

  it('what cannot be stored, or is no stretch of text, is refused with a sentence', async () => {
    const opened = await open();
    await imported(opened, PAPER);
    const made = { paperId: 1, field: 'abstract', color: 'blue', start: 0, end: 2, quote: 'We' };
    const tree = ABSTRACT.indexOf('🌳');
    for (const wrong of [
      { color: 'red' },
      { field: 'notes' },
      { start: -1 },
      { start: 0.5 },
      { end: 0 },
      { quote: 'Us' },
      { also: true },
      { start: tree, end: tree + 1, quote: ABSTRACT.slice(tree, tree + 1) },
      { start: tree + 1, end: tree + 4, quote: ABSTRACT.slice(tree + 1, tree + 4) },
    ]) {
      const reply = await opened.app.call('highlights.create', { ...made, ...wrong });
      expect(reply, JSON.stringify(wrong)).toMatchObject({
        ok: false,
        error: { code: 'bad-request', message: expect.stringMatching(/[.)]$/u) },
      });
    }
    expect((await opened.call('papers.get', { id: 1 })).highlights).toEqual([]);
  });
});
