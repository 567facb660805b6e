import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImportEntry } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { countAnnotations } from './annotations.ts';
import { countPlaces } from './counts.ts';
import { type LibraryReader, type LibraryWriter, raw } from './db.ts';
import { listDigests } from './digests.ts';
import { distinctPairs, markDistinct } from './distinctPapers.ts';
import { findMatch, likenessOf } from './duplicates.ts';
import { exportPapers } from './exportPapers.ts';
import { gainOf } from './gains.ts';
import { createHighlight } from './highlights.ts';
import { movesPapers, nextUndo, redo, retoldPapers, undo } from './journal.ts';
import { mergePapers } from './merges.ts';
import { createNote, getNote, keepStaleDrafts, saveDraft, saveNote } from './notes.ts';
import { closeLibrary, openLibrary } from './open.ts';
import { findPaper, getPaper, paperRows, setStarred, setStatus } from './papers.ts';
import { searchDocuments } from './searchTexts.ts';
import { changeTags, listTags } from './tags.ts';
import { contentOf, entry, NOW, takeIn, takeUpdate, testFolder, testLibrary } from './testLibrary.ts';

const PREPRINT = 'Extra heads guess several words. A tree checks them at once.';
const PUBLISHED = 'We add heads. Extra heads guess several words. A tree checks them at once, and nothing is lost.';
const LATER = new Date('2025-05-02T12:00:00.000Z');

const preprint = entry('Medusa: Decoding Heads', {
  abstract: PREPRINT,
  authors: [{ name: 'T. Cai' }],
  identifiers: [{ scheme: 'arxiv', value: '2401.10774', raw: 'arXiv:2401.10774' }],
  links: [{ kind: 'paper', url: 'https://arxiv.org/abs/2401.10774', source: 'record' }],
  keywords: ['decoding', 'heads'],
  record: { id: '2401.10774' },
});
const published = entry('Medusa: Simple Decoding Heads', {
  abstract: PUBLISHED,
  authors: [{ name: 'Tianle Cai' }],
  venue: 'ICML',
  type: 'paper-conference',
  citationKey: 'cai2024medusa',
  identifiers: [{ scheme: 'doi', value: '10.1/medusa', raw: '10.1/medusa' }],
  links: [{ kind: 'paper', url: 'https://arxiv.org/abs/2401.10774', source: 'record' }],
  keywords: ['decoding', 'trees'],
  record: { doi: '10.1/medusa' },
});

function marked(db: LibraryWriter, paperId: number, field: 'title' | 'abstract', quote: string): number {
  const start = (getPaper(db, paperId)[field] ?? '').indexOf(quote);
  return createHighlight(db, NOW, { paperId, field, color: 'blue', start, end: start + quote.length, quote }).highlight.id;
}

/** A library with the published paper (1), its preprint (2) with marks of every kind, and a paper whose note names the preprint (3). */
function withTwins(file?: string) {
  const db = testLibrary(file);
  const [keep = 0] = takeIn(db, [published], 'Daily papers');
  const [, gone = 0, third = 0] = takeIn(
    db,
    [preprint, entry('Large Language Monkeys', { abstract: 'Sampling many answers helps.' })],
    'Daily papers',
  );
  const { uid } = getPaper(db, gone);
  const inTitle = marked(db, gone, 'title', 'Decoding Heads');
  const inText = marked(db, gone, 'abstract', 'A tree checks them at once');
  const comment = createNote(db, NOW, { paperId: gone, highlightId: inText }, 'How wide a tree?').note;
  const note = createNote(db, NOW, { paperId: gone, highlightId: null }, 'Compare with lookahead.').note;
  createNote(db, NOW, { paperId: third, highlightId: null }, `See [Medusa](offprint://paper/${uid}).`);
  saveDraft(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'Compare with lookahead, and' });
  changeTags(db, NOW, [gone, keep], ['serving'], []);
  changeTags(db, NOW, [gone], ['later'], []);
  setStarred(db, NOW, [gone], true);
  setStatus(db, NOW, [gone], 'reading', null);
  return { db, keep, gone, third, uid, inTitle, inText, comment, note };
}

const exported = (db: LibraryReader, ...ids: number[]) => [...exportPapers(db, ids)];

describe('merging', () => {
  it('brings everything together on the one that stays', () => {
    const { db, keep, gone, uid, inTitle, inText, comment, note } = withTwins();
    const result = mergePapers(db, LATER, keep, [gone], {});
    expect(result.step?.label).toBe('Merged 2 papers into one');
    const paper = getPaper(db, keep);
    expect(paper).toMatchObject({
      title: 'Medusa: Simple Decoding Heads',
      abstract: PUBLISHED,
      olderAbstracts: [{ text: PREPRINT }],
      authors: [{ name: 'Tianle Cai' }],
      venue: 'ICML',
      status: 'reading',
      starredAt: NOW.toISOString(),
      tags: [{ name: 'later' }, { name: 'serving' }],
      identifiers: [{ value: '10.1/medusa' }, { value: '2401.10774' }],
      links: [{ url: 'https://arxiv.org/abs/2401.10774' }],
      merged: [{ uid, title: 'Medusa: Decoding Heads', status: 'reading', mergedAt: LATER.toISOString() }],
    });
    expect(paper.notes.map(({ id, highlightId, draft }) => [id, highlightId, draft?.body ?? null])).toEqual([
      [comment.id, inText, null],
      [note.id, null, 'Compare with lookahead, and'],
    ]);
    // Each stands on its words: in the other title, in the other abstract.
    expect(
      paper.highlights.map(({ id, field, range, quote }) => [id, field, range && paper[field]?.slice(range.start, range.end), quote]),
    ).toEqual([
      [inTitle, 'title', 'Decoding Heads', 'Decoding Heads'],
      [inText, 'abstract', 'A tree checks them at once', 'A tree checks them at once'],
    ]);
    // The version that is shown is the newest.
    const seqs = raw(db).prepare('SELECT seq FROM abstracts WHERE paper_id = ? ORDER BY text = ? DESC').pluck();
    expect(Math.max(...(seqs.all(keep, PUBLISHED) as number[]))).toBe(seqs.get(keep, PUBLISHED));
    const [out] = exported(db, keep);
    expect(out).toMatchObject({
      keywords: ['decoding', 'trees', 'heads'],
      records: [{ record: published.record }, { record: preprint.record }],
    });
  });

  it('shows the other nowhere, and finds it under its own name', () => {
    const { db, keep, gone, third, uid } = withTwins();
    mergePapers(db, LATER, keep, [gone], {});
    expect(() => getPaper(db, gone)).toThrow(AppError);
    expect(paperRows(db, [gone, keep]).map((row) => row.id)).toEqual([keep]);
    expect(findPaper(db, uid)).toBe(keep);
    expect(getPaper(db, keep).mentions).toMatchObject([{ paperId: third }]);
    expect(countPlaces(db)).toMatchObject({ all: 2, inbox: 1, reading: 1, starred: 1 });
    expect(listTags(db).map(({ name, count }) => [name, count])).toEqual([
      ['later', 1],
      ['serving', 1],
    ]);
    expect(listDigests(db)).toMatchObject([{ count: 2 }]);
    expect(countAnnotations(db)).toBe(4);
    expect([...searchDocuments(db, null, 10)].flat().map(({ id }) => id)).toEqual([keep, third]);
    // A tag that only the other wore as well is gone with the last paper that is seen to wear it.
    changeTags(db, LATER, [keep], [], ['serving']);
    expect(raw(db).prepare('SELECT name FROM tags').pluck().all()).toEqual(['later']);
    // A second star or status, from a window that still shows it, does nothing.
    expect(setStarred(db, LATER, [gone], false).step).toBeNull();
  });

  it('tells windows and search of both, and of the lists', () => {
    const { db, keep, gone } = withTwins();
    for (const step of [mergePapers(db, LATER, keep, [gone], {}), undo(db, LATER), redo(db, LATER)]) {
      expect(step.changed).toEqual(expect.arrayContaining([keep, gone]));
      expect(retoldPapers(db, step.step?.id ?? 0)).toEqual(expect.arrayContaining([keep, gone]));
      expect(movesPapers(db, step.step?.id ?? 0)).toBe(true);
    }
  });

  it('takes each field from the paper that was chosen', () => {
    const { db, keep, gone, inTitle, inText } = withTwins();
    const own = marked(db, keep, 'title', 'Simple Decoding');
    const added = marked(db, keep, 'abstract', 'nothing is lost');
    mergePapers(db, LATER, keep, [gone], { title: gone, abstract: gone, authors: gone, status: keep });
    const paper = getPaper(db, keep);
    expect(paper).toMatchObject({
      title: 'Medusa: Decoding Heads',
      abstract: PREPRINT,
      olderAbstracts: [{ text: PUBLISHED }],
      authors: [{ name: 'T. Cai' }],
      venue: 'ICML',
      status: 'new',
    });
    const placed = (id: number) => paper.highlights.find((one) => one.id === id)?.range ?? null;
    expect([placed(inTitle), placed(inText)]).not.toContain(null);
    // Words that neither the title nor the abstract has any more wait to be placed.
    expect([placed(own), placed(added)]).toEqual([null, null]);
    expect(paper.highlights.map(({ quote }) => quote)).toEqual(expect.arrayContaining(['Simple Decoding', 'nothing is lost']));
  });

  it('is undone and redone to the last row, after a restart too', () => {
    const file = join(testFolder(), 'library.db');
    const { db, keep, gone } = withTwins(file);
    const before = contentOf(db);
    mergePapers(db, LATER, keep, [gone], { abstract: gone, title: gone });
    const after = contentOf(db);
    expect(after).not.toEqual(before);
    undo(db, LATER);
    expect(contentOf(db)).toEqual(before);
    closeLibrary(db);
    const again = openLibrary(file, { door: 'a test', now: () => LATER });
    redo(again, LATER);
    expect(contentOf(again)).toEqual(after);
    undo(again, LATER);
    expect(contentOf(again)).toEqual(before);
    expect(raw(again).pragma('foreign_key_check')).toEqual([]);
    closeLibrary(again);
  });

  it('keeps one of two equal abstracts, and every highlight on it', () => {
    const db = testLibrary();
    const [keep = 0, gone = 0] = takeIn(db, [entry('Medusa', { abstract: PREPRINT }), entry('Medusa', { abstract: PREPRINT })]);
    const one = marked(db, keep, 'abstract', 'several words');
    const other = marked(db, gone, 'abstract', 'several words');
    const before = contentOf(db);
    const { step, changed } = mergePapers(db, LATER, keep, [gone], { abstract: gone });
    expect(getPaper(db, keep)).toMatchObject({
      abstract: PREPRINT,
      olderAbstracts: [],
      highlights: [
        { id: one, range: { start: 18, end: 31 }, placedBy: 'hand' },
        { id: other, range: { start: 18, end: 31 }, placedBy: 'hand' },
      ],
    });
    // Nothing of its own row is different, and it looks different all the same.
    expect(changed).toEqual(expect.arrayContaining([keep, gone]));
    expect(retoldPapers(db, step?.id ?? 0)).toEqual(expect.arrayContaining([keep, gone]));
    undo(db, LATER);
    expect(contentOf(db)).toEqual(before);
  });

  it('goes on with papers that were merged before', () => {
    const db = testLibrary();
    const [a = 0, b = 0, c = 0, d = 0] = takeIn(
      db,
      ['One', 'Two', 'Three', 'Four'].map((abstract) => entry('Medusa', { abstract })),
    );
    const uids = [a, b, c, d].map((id) => getPaper(db, id).uid);
    mergePapers(db, NOW, b, [a], {});
    mergePapers(db, LATER, c, [b, d], {});
    expect(uids.map((uid) => findPaper(db, uid))).toEqual([c, c, c, c]);
    expect(getPaper(db, c).merged.map(({ uid, mergedAt }) => [uid, mergedAt])).toEqual([
      [uids[0], NOW.toISOString()],
      [uids[1], LATER.toISOString()],
      [uids[3], LATER.toISOString()],
    ]);
    expect(getPaper(db, c).olderAbstracts).toHaveLength(3);
    undo(db, LATER);
    expect(uids.map((uid) => findPaper(db, uid))).toEqual([b, b, c, d]);
  });

  it('refuses papers that are gone, and merging a paper with itself', () => {
    const { db, keep, gone, third } = withTwins();
    mergePapers(db, LATER, keep, [gone], {});
    const content = contentOf(db);
    expect(() => mergePapers(db, LATER, third, [gone], {})).toThrow('not in the library any more');
    expect(() => mergePapers(db, LATER, keep, [keep], {})).toThrow('nothing to merge');
    expect(() => mergePapers(db, LATER, keep, [third], { title: gone })).toThrow('not among these');
    expect(contentOf(db)).toEqual(content);
  });
});

describe('after a merger', () => {
  it('the same sources bring nothing new', () => {
    const { db, keep, gone } = withTwins();
    const twin = exported(db, gone)[0];
    mergePapers(db, LATER, keep, [gone], {});
    const untitled: ImportEntry = { ...preprint, identifiers: [] };
    for (const again of [published, preprint, untitled, { ...untitled, kept: { uid: twin?.uid ?? '' } }]) {
      const match = findMatch(db, again, likenessOf(again));
      expect(match?.id).toBe(keep);
      expect(gainOf(db, keep, again)).toBeNull();
    }
  });

  it('an import that brought either paper is not undone on its own', () => {
    const db = testLibrary();
    const [keep = 0] = takeIn(db, [entry('Medusa', { abstract: PREPRINT })]);
    const first = nextUndo(db)?.id ?? 0;
    takeIn(db, [entry('Medusa 2', { abstract: null })]);
    const second = nextUndo(db)?.id ?? 0;
    const content = contentOf(db);
    mergePapers(db, LATER, keep, [keep + 1], {});
    for (const step of [first, second]) expect(() => undo(db, LATER, step)).toThrow('something done later builds on it');
    undo(db, LATER);
    expect(contentOf(db)).toEqual(content);
  });

  it('what was marked or written on what came over holds the merger', () => {
    for (const later of ['highlight', 'comment', 'edit'] as const) {
      const { db, keep, gone, inText, note } = withTwins();
      const step = mergePapers(db, LATER, keep, [gone], { abstract: gone }).step?.id ?? 0;
      if (later === 'highlight') marked(db, keep, 'abstract', 'Extra heads');
      if (later === 'comment') createNote(db, LATER, { paperId: keep, highlightId: inText }, 'Wide.');
      if (later === 'edit') saveNote(db, LATER, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'Compare.' });
      expect(() => undo(db, LATER, step), later).toThrow('something done later builds on it');
    }
  });

  it('what was written on the one that stays stays with it when the merger is undone', () => {
    const { db, keep, gone } = withTwins();
    const step = mergePapers(db, LATER, keep, [gone], {}).step?.id ?? 0;
    const { note } = createNote(db, LATER, { paperId: keep, highlightId: null }, 'On both.');
    undo(db, LATER, step);
    expect(getPaper(db, keep).notes.map(({ id }) => id)).toEqual([note.id]);
    expect(getPaper(db, gone).notes).toHaveLength(2);
  });

  it('what is being typed goes along, there and back', () => {
    const { db, keep, gone, note } = withTwins();
    mergePapers(db, LATER, keep, [gone], {});
    saveDraft(db, LATER, { noteId: note.id, client: 'window-2', baseRevision: 1, body: 'Typed after' });
    undo(db, LATER);
    expect(raw(db).prepare('SELECT DISTINCT paper_id FROM note_drafts').pluck().all()).toEqual([gone]);
    redo(db, LATER);
    keepStaleDrafts(db, LATER);
    expect(getNote(db, note.id)).toMatchObject({ paperId: keep, draft: { body: 'Typed after' } });
  });

  it('a draft whose note was undone becomes a note on the one that stays', () => {
    const db = testLibrary();
    const [keep = 0, gone = 0] = takeIn(db, [entry('Medusa'), entry('Medusa')]);
    const { note } = createNote(db, NOW, { paperId: gone, highlightId: null }, 'Begun');
    saveDraft(db, NOW, { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'Begun, and gone on' });
    undo(db, NOW);
    mergePapers(db, LATER, keep, [gone], {});
    keepStaleDrafts(db, LATER);
    expect(getPaper(db, keep).notes.map(({ body }) => body)).toEqual(['Begun, and gone on']);
  });

  it('a paper that either was said not to be is still not this one', () => {
    const { db, keep, gone, third } = withTwins();
    markDistinct(db, NOW, [gone, third]);
    markDistinct(db, NOW, [gone, keep]);
    const before = contentOf(db);
    mergePapers(db, LATER, keep, [gone], {});
    expect(distinctPairs(db)).toEqual([[third, keep]].map((pair) => expect.arrayContaining(pair)));
    undo(db, LATER);
    expect(contentOf(db)).toEqual(before);
  });

  it('a new version of the abstract carries all highlights', () => {
    const { db, keep, gone, inText } = withTwins();
    mergePapers(db, LATER, keep, [gone], {});
    takeUpdate(db, keep, { abstract: `In short: ${PREPRINT}` });
    expect(getPaper(db, keep).highlights.find(({ id }) => id === inText)?.range).not.toBeNull();
  });
});
