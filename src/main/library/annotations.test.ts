import { expect, it } from 'vitest';
import type { HighlightColor, HighlightField } from '../../shared/models.ts';
import {
  annotationRows,
  annotationWords,
  COMMENTS_BY_HIGHLIGHT,
  COUNT_ANNOTATIONS,
  countAnnotations,
  evidenceRows,
  HIGHLIGHTED,
  highlightedPapers,
  LIST_HIGHLIGHTS,
  LIST_NOTES,
  listAnnotations,
  NOTES_BY_ID,
  OPENING_LENGTH,
} from './annotations.ts';
import { type LibraryWriter, raw } from './db.ts';
import { createHighlight, deleteHighlights, HIGHLIGHTS_AMONG, insertHighlight } from './highlights.ts';
import { beginImport, newPaper, writeChunk } from './imports.ts';
import { inStep, quietly, undo } from './journal.ts';
import { createNote, saveDraft } from './notes.ts';
import { getPaper, setTrashed } from './papers.ts';
import { entry, NOW, takeIn, testLibrary } from './testLibrary.ts';

const MEDUSA = entry('Medusa decodes', { abstract: 'Extra heads guess several words ahead. A tree checks them at once.' });
const MONKEYS = entry('Large Language Monkeys', { abstract: 'Sampling many answers helps when a checker can tell good ones.' });
const BARE = entry('Without an abstract');

const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

function library() {
  const db = testLibrary();
  const [medusa = 0, monkeys = 0, bare = 0] = takeIn(db, [MEDUSA, MONKEYS, BARE], 'Daily papers');
  return { db, medusa, monkeys, bare };
}

function mark(
  db: LibraryWriter,
  paperId: number,
  quote: string,
  how: { color?: HighlightColor; field?: HighlightField; at?: Date } = {},
): number {
  const { title, abstract } = getPaper(db, paperId);
  const field = how.field ?? 'abstract';
  const start = (field === 'title' ? title : (abstract ?? '')).indexOf(quote);
  const asked = { paperId, field, color: how.color ?? 'yellow', start, end: start + quote.length, quote } as const;
  return createHighlight(db, how.at ?? NOW, asked).highlight.id;
}

const write = (db: LibraryWriter, paperId: number, body: string, highlightId: number | null = null, at = NOW): number =>
  createNote(db, at, { paperId, highlightId }, body).note.id;

/** Gives a paper another abstract, in which nothing of the old one is found again. */
function replaceAbstract(db: LibraryWriter, paperId: number, text: string): void {
  inStep(
    db,
    NOW,
    () => 'Changed an abstract',
    () => {
      const { lastInsertRowid } = raw(db)
        .prepare('INSERT INTO abstracts (paper_id, seq, text, added_at) VALUES (?, 2, ?, ?)')
        .run(paperId, text, NOW.toISOString());
      raw(db).prepare('UPDATE papers SET abstract_id = ? WHERE id = ?').run(lastInsertRowid, paperId);
    },
  );
}

it('lists what is on papers in their order, each in the order of its text, notes last', () => {
  const { db, medusa, monkeys } = library();
  const note = write(db, medusa, 'On the whole of it.');
  const tree = mark(db, medusa, 'A tree', { color: 'green' });
  const heads = mark(db, medusa, 'Extra heads');
  const title = mark(db, medusa, 'decodes', { field: 'title' });
  const many = mark(db, monkeys, 'many answers', { color: 'pink', at: later(1) });
  write(db, monkeys, 'How many?', many, later(5));
  expect(listAnnotations(db, [monkeys, medusa])).toEqual([
    { key: `h${many}`, paperId: monkeys, kind: 'comment', color: 'pink', at: later(5).toISOString() },
    { key: `h${title}`, paperId: medusa, kind: 'highlight', color: 'yellow', at: NOW.toISOString() },
    { key: `h${heads}`, paperId: medusa, kind: 'highlight', color: 'yellow', at: NOW.toISOString() },
    { key: `h${tree}`, paperId: medusa, kind: 'highlight', color: 'green', at: NOW.toISOString() },
    { key: `n${note}`, paperId: medusa, kind: 'note', color: null, at: NOW.toISOString() },
  ]);
  expect(listAnnotations(db, [medusa]).map((one) => one.paperId)).toEqual([medusa, medusa, medusa, medusa]);
  expect(listAnnotations(db, [])).toEqual([]);
});

it('puts highlights that lost their place after those that have one', () => {
  const { db, medusa } = library();
  const lost = mark(db, medusa, 'Extra heads');
  const title = mark(db, medusa, 'Medusa', { field: 'title' });
  replaceAbstract(db, medusa, 'Nothing of it is left.');
  const fresh = mark(db, medusa, 'left');
  expect(listAnnotations(db, [medusa]).map((one) => one.key)).toEqual([`h${title}`, `h${fresh}`, `h${lost}`]);
  const { rows, papers } = annotationRows(db, [`h${lost}`]);
  expect(rows).toMatchObject([{ highlight: { quote: 'Extra heads', range: null } }]);
  expect(papers).toMatchObject([{ id: medusa, abstract: null }]);
});

it('counts and lists nothing that was deleted, nothing of the trash, and nothing of an import that is not finished', () => {
  const { db, medusa, monkeys } = library();
  const heads = mark(db, medusa, 'Extra heads');
  write(db, medusa, 'A comment', heads);
  write(db, medusa, 'A note');
  mark(db, monkeys, 'many answers');
  expect(countAnnotations(db)).toBe(3);
  setTrashed(db, NOW, [monkeys], true);
  expect(countAnnotations(db)).toBe(2);
  deleteHighlights(db, NOW, [heads]);
  expect(countAnnotations(db)).toBe(1);
  expect(listAnnotations(db, [medusa]).map((one) => one.kind)).toEqual(['note']);
  expect(annotationRows(db, [`h${heads}`])).toEqual({ rows: [], papers: [] });
  undo(db, NOW);
  expect(countAnnotations(db)).toBe(2);
  const run = beginImport(db, NOW, { name: 'half.html', format: 'digest-text', digest: null, status: 'new' });
  writeChunk(db, run, [newPaper(entry('Half way'), 0)]);
  const half = Number(raw(db).prepare('SELECT max(id) FROM papers').pluck().get());
  quietly(db, () => insertHighlight(db, { uid: 'half-way-1', paperId: half, field: 'title', color: 'blue', createdAt: NOW.toISOString() }));
  expect(countAnnotations(db)).toBe(2);
});

it('leaves out a note of which no word is on disk, and shows the draft of one that was never saved', () => {
  const { db, medusa } = library();
  const begun = write(db, medusa, '');
  expect([countAnnotations(db), listAnnotations(db, [medusa])]).toEqual([0, []]);
  saveDraft(db, NOW, { noteId: begun, client: 'window-1', baseRevision: 1, body: 'half a thought' });
  expect(countAnnotations(db)).toBe(1);
  const { rows } = annotationRows(db, [`n${begun}`]);
  expect(rows).toMatchObject([{ highlight: null, notes: [{ opening: 'half a thought', isWhole: true, isDraft: true }] }]);
  expect(annotationWords(db, [`n${begun}`])).toEqual([{ key: `n${begun}`, quote: null, bodies: ['half a thought'] }]);
});

it('gives rows in the order asked, each paper once, and only beginnings of long notes', () => {
  const { db, medusa, monkeys } = library();
  const heads = mark(db, medusa, 'Extra heads', { color: 'blue' });
  write(db, medusa, 'First', heads);
  write(db, medusa, 'Second', heads, later(1));
  const long = write(db, medusa, '🐒 words '.repeat(OPENING_LENGTH));
  const bare = mark(db, monkeys, 'Monkeys', { field: 'title' });
  const { rows, papers } = annotationRows(db, [`n${long}`, 'n999', `h${bare}`, `h${heads}`]);
  expect(rows.map((row) => row.key)).toEqual([`n${long}`, `h${bare}`, `h${heads}`]);
  expect(rows[0]?.notes[0]).toMatchObject({ isWhole: false, opening: expect.stringMatching(/^(?:🐒 words )+(?:🐒|🐒 words)$/u) });
  expect(rows[2]).toMatchObject({
    highlight: { color: 'blue', quote: 'Extra heads', range: { start: 0, end: 11 } },
    notes: [
      { opening: 'First', isWhole: true, isDraft: false },
      { opening: 'Second', createdAt: later(1).toISOString() },
    ],
  });
  expect(papers).toMatchObject([
    { id: medusa, title: 'Medusa decodes', abstract: MEDUSA.abstract },
    { id: monkeys, title: 'Large Language Monkeys', abstract: null },
  ]);
});

it('gives the words of highlights with all of their comments', () => {
  const { db, medusa } = library();
  const heads = mark(db, medusa, 'Extra heads');
  write(db, medusa, 'First', heads);
  write(db, medusa, 'Second', heads);
  const note = write(db, medusa, 'A note');
  expect(annotationWords(db, [`h${heads}`, `n${note}`])).toEqual([
    { key: `h${heads}`, quote: 'Extra heads', bodies: ['First', 'Second'] },
    { key: `n${note}`, quote: null, bodies: ['A note'] },
  ]);
});

it('finds the papers of an evidence table and what stands in its cells', () => {
  const { db, medusa, monkeys, bare } = library();
  const tree = mark(db, medusa, 'A tree', { color: 'green' });
  const heads = mark(db, medusa, 'Extra heads');
  write(db, medusa, 'Why?', heads);
  write(db, bare, 'Only a note');
  mark(db, monkeys, 'many answers', { color: 'pink' });
  expect(highlightedPapers(db, [bare, monkeys, medusa], [])).toEqual([monkeys, medusa]);
  expect(highlightedPapers(db, [bare, monkeys, medusa], ['green', 'blue'])).toEqual([medusa]);
  const { rows, papers } = evidenceRows(db, [medusa]);
  expect(rows.map((row) => row.key)).toEqual([`h${heads}`, `h${tree}`]);
  expect(rows[0]?.notes).toMatchObject([{ opening: 'Why?' }]);
  expect(papers).toMatchObject([{ id: medusa, title: 'Medusa decodes', abstract: MEDUSA.abstract }]);
});

it.each([
  ['the highlights of papers', LIST_HIGHLIGHTS, 'highlights_by_paper', 'anchors_by_highlight', 'notes_by_highlight'],
  ['the notes of papers', LIST_NOTES, 'notes_by_paper'],
  ['highlights by id', HIGHLIGHTS_AMONG, 'h USING INTEGER PRIMARY KEY', 'anchors_by_highlight'],
  ['notes by id', NOTES_BY_ID, 'notes USING INTEGER PRIMARY KEY'],
  ['comments of highlights', COMMENTS_BY_HIGHLIGHT, 'notes_by_highlight'],
  ['papers with highlights', HIGHLIGHTED, 'highlights_by_paper'],
  ['how many highlights there are', COUNT_ANNOTATIONS, 'COVERING INDEX highlights_by_paper'],
])('finds %s by an index', (_what, text, ...indexes) => {
  const plan = raw(testLibrary())
    .prepare(`EXPLAIN QUERY PLAN ${text.replaceAll(/\?|@\w+/gu, "'[]'")}`)
    .all() as { detail: string }[];
  const details = plan.map((row) => row.detail).join('\n');
  for (const index of indexes) expect(details).toContain(index);
});
