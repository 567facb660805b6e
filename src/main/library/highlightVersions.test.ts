import { describe, expect, it } from 'vitest';
import type { ChangeResult } from '../../shared/models.ts';
import { anchorAt, findAnchor } from '../../shared/text/anchor.ts';
import { imported, open } from '../testApp.ts';
import type { LibraryWriter } from './db.ts';
import { anchorsOf, deleteHighlights, getHighlight, putAnchor, setColor, setRange } from './highlights.ts';
import { quietly, redo, retoldPapers, undo } from './journal.ts';
import { createNote, deleteNote } from './notes.ts';
import { getPaper } from './papers.ts';
import {
  ABSTRACT,
  FIRST,
  highlightsOf,
  mark,
  OTHER,
  placesOf,
  refusalOf,
  SECOND,
  stretchOf,
  THIRD,
  TITLE,
  thereAndBack,
  withPaper,
} from './testHighlights.ts';
import { NOW, takeUpdate } from './testLibrary.ts';

describe('a new version of the abstract', () => {
  it('takes highlights over inside its own step, so that undo and redo give their places back', () => {
    const { db, paperId } = withPaper();
    mark(db, paperId, 'several words');
    mark(db, paperId, 'A tree of guesses 🌳', 'blue');
    mark(db, paperId, '🐍 Heads', 'green', 'title');
    const before = highlightsOf(db, paperId);
    const abstract = `Abstract: ${FIRST} ${OTHER} ${THIRD}`;
    const done = thereAndBack(db, () => takeUpdate(db, paperId, { abstract }));
    expect(done).toMatchObject({ step: { label: 'Updated 1 paper from papers.jsonl' }, changed: [paperId] });
    expect(retoldPapers(db, done.step?.id ?? 0)).toEqual([paperId]);
    const after = highlightsOf(db, paperId);
    expect(after.map(({ field, range, quote, placedBy }) => [field, range?.start, quote, placedBy])).toEqual([
      ['title', TITLE.indexOf('🐍'), '🐍 Heads', 'hand'],
      ['abstract', abstract.indexOf('several words'), 'several words', 'same'],
      ['abstract', undefined, 'A tree of guesses 🌳', 'hand'],
    ]);
    expect(after.map(({ updatedAt }) => updatedAt)).toEqual(before.map(({ updatedAt }) => updatedAt));
    undo(db, NOW);
    expect(highlightsOf(db, paperId)).toEqual(before);
    redo(db, NOW);
    expect(highlightsOf(db, paperId)).toEqual(after);
  });

  it.each([
    ['a word is exchanged', SECOND, 'is checked', 'gets checked'],
    ['a stop is another', SECOND, '🌳 is', '🌳, is'],
    ['a number is another', THIRD, '2.2', '2.4'],
    ['a formula is spelled otherwise', THIRD, '$n = 80$', '$n=80$'],
    ['all its words are others', SECOND, SECOND, OTHER],
  ])('places a highlight where its words are found again, and says how, where %s', (_what, words, from, to) => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, words).highlight;
    const [anchor] = anchorsOf(db, id);
    const abstract = `Abstract: ${ABSTRACT.replace(from, to)}`;
    thereAndBack(db, () => takeUpdate(db, paperId, { abstract }));
    const found = anchor === undefined ? null : findAnchor(abstract, anchor);
    expect(getHighlight(db, id)).toMatchObject(
      found === null
        ? { range: null, quote: words }
        : {
            range: { start: found.start, end: found.end },
            quote: abstract.slice(found.start, found.end),
            placedBy: found.how === 'similar' ? 'similar' : 'same',
          },
    );
  });

  it('gives a highlight its place again though a version between had none for it', () => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'tree of guesses').highlight;
    takeUpdate(db, paperId, { abstract: OTHER });
    expect(placesOf(db, paperId)).toEqual([null]);
    const abstract = `${OTHER} ${SECOND}`;
    thereAndBack(db, () => takeUpdate(db, paperId, { abstract }));
    expect(placesOf(db, paperId)).toEqual(['tree of guesses']);
    expect(anchorsOf(db, id).map(({ start, placedBy }) => [start, placedBy])).toEqual([
      [abstract.indexOf('tree'), 'same'],
      [ABSTRACT.indexOf('tree'), 'hand'],
    ]);
    undo(db, NOW);
    undo(db, NOW);
    expect(placesOf(db, paperId)).toEqual(['tree of guesses']);
  });

  it('never takes a highlight back to words that a person moved it away from', () => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'several words').highlight;
    takeUpdate(db, paperId, { abstract: `${FIRST} ${OTHER}` });
    setRange(db, NOW, id, stretchOf(`${FIRST} ${OTHER}`, 'northern sea'));
    takeUpdate(db, paperId, { abstract: `${THIRD} ${FIRST}` });
    expect(placesOf(db, paperId)).toEqual([null]);
    expect(getHighlight(db, id)).toMatchObject({ quote: 'northern sea', placedBy: 'hand' });
    takeUpdate(db, paperId, { abstract: `${THIRD} ${OTHER} ${FIRST}` });
    expect(placesOf(db, paperId)).toEqual(['northern sea']);
  });

  it('is waited for by a highlight that has no place, which a person may give it', () => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'tree of guesses').highlight;
    takeUpdate(db, paperId, { abstract: OTHER });
    const placed = thereAndBack(db, () => setRange(db, NOW, id, stretchOf(OTHER, 'by starlight')));
    expect(placed.step?.label).toBe('Placed a highlight');
    expect(getHighlight(db, id)).toMatchObject({ quote: 'by starlight', placedBy: 'hand', range: { start: OTHER.indexOf('by') } });
    undo(db, NOW);
    expect(getHighlight(db, id)).toMatchObject({ quote: 'tree of guesses', range: null });
    undo(db, NOW);
    expect(placesOf(db, paperId)).toEqual(['tree of guesses']);
  });

  it('is looked over by a person, who says that a place on similar words is right', () => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'tree of guesses').highlight;
    const abstractId = anchorsOf(db, id)[0]?.abstractId ?? null;
    const { start, end } = stretchOf(ABSTRACT, 'tree of guesses');
    quietly(db, () => putAnchor(db, { highlightId: id, paperId, abstractId }, anchorAt(ABSTRACT, start, end), 'similar'));
    const place = () => setRange(db, NOW, id, stretchOf(ABSTRACT, 'tree of guesses'));
    expect(thereAndBack(db, place).step?.label).toBe('Confirmed a highlight');
    expect(getHighlight(db, id)).toMatchObject({ quote: 'tree of guesses', placedBy: 'hand' });
    expect(place().step).toBeNull();
  });

  it('comes through the door with them, and search finds the words of the version that is shown', async () => {
    const opened = await open();
    const paper = { title: TITLE, abstract: ABSTRACT, authors: ['Tianle Cai'] };
    await imported(opened, paper);
    const made = { paperId: 1, field: 'abstract', color: 'blue' } as const;
    await opened.call('highlights.create', { ...made, ...stretchOf(ABSTRACT, 'several words') });
    await opened.call('highlights.create', { ...made, ...stretchOf(ABSTRACT, 'one pass') });
    await imported(opened, { ...paper, abstract: `${OTHER} ${FIRST}` });
    const { highlights, olderAbstracts } = await opened.call('papers.get', { id: 1 });
    expect(highlights.map(({ quote, range }) => [quote, range?.start])).toEqual([
      ['several words', `${OTHER} ${FIRST}`.indexOf('several')],
      ['one pass', undefined],
    ]);
    expect(olderAbstracts.map(({ text }) => text)).toEqual([ABSTRACT]);
    expect(await opened.call('papers.list', { view: { kind: 'all' }, query: 'starlight', sort: 'best' })).toMatchObject({ ids: [1] });
    await opened.call('history.undo', {});
    expect(await opened.call('papers.list', { view: { kind: 'all' }, query: 'starlight', sort: 'best' })).toMatchObject({ ids: [] });
  });

  it('takes a deleted highlight over too, so that its undo brings it back where it belongs', () => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'tree of guesses').highlight;
    const deleted = deleteHighlights(db, NOW, [id]).step?.id;
    takeUpdate(db, paperId, { abstract: `${OTHER} ${SECOND}` });
    undo(db, NOW, deleted);
    expect(placesOf(db, paperId)).toEqual(['tree of guesses']);
  });
});

describe('undoing an older step', () => {
  const blocked = (label: string) =>
    `“${label}” cannot be undone on its own any more: something done later builds on it. Undo the later steps first.`;
  const undoing = (db: LibraryWriter, { step }: ChangeResult) => refusalOf(() => undo(db, NOW, step?.id))?.message ?? 'undone';

  it('is refused to an import where a highlight was made, or placed, on what it brought', () => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'tree of guesses').highlight;
    const brought = takeUpdate(db, paperId, { abstract: OTHER });
    setRange(db, NOW, id, stretchOf(OTHER, 'by starlight'));
    expect(undoing(db, brought)).toBe(blocked('Updated 1 paper from papers.jsonl'));
    undo(db, NOW);
    mark(db, paperId, 'northern sea');
    expect(undoing(db, brought)).toBe(blocked('Updated 1 paper from papers.jsonl'));
    undo(db, NOW);
    mark(db, paperId, 'Heads', 'blue', 'title');
    expect(undoing(db, brought)).toBe('undone');
    expect(placesOf(db, paperId)).toEqual(['Heads', 'tree of guesses']);
  });

  it('is refused to a highlight that was commented on, or taken over into a new version, since', () => {
    const { db, paperId } = withPaper();
    const made = mark(db, paperId, 'tree of guesses');
    createNote(db, NOW, { paperId, highlightId: made.highlight.id }, 'How deep?');
    expect(undoing(db, made)).toBe(blocked('Added a highlight'));
    undo(db, NOW);
    takeUpdate(db, paperId, { abstract: `${OTHER} ${SECOND}` });
    expect(undoing(db, made)).toBe(blocked('Added a highlight'));
    undo(db, NOW);
    expect(undoing(db, made)).toBe('undone');
  });

  it('is refused to a move that a new version of the abstract has gone on from', () => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'tree of guesses').highlight;
    const moved = setRange(db, NOW, id, stretchOf(ABSTRACT, 'one pass'));
    takeUpdate(db, paperId, { abstract: `${OTHER} ${SECOND}` });
    expect(undoing(db, moved)).toBe(blocked('Changed a highlight'));
    expect(placesOf(db, paperId)).toEqual(['one pass']);
  });

  it('is refused to the deletion of a comment whose highlight went later', () => {
    const { db, paperId } = withPaper();
    const { id: highlightId } = mark(db, paperId, 'tree of guesses').highlight;
    const { id } = createNote(db, NOW, { paperId, highlightId }, 'How deep?').note;
    const deleted = deleteNote(db, NOW, id);
    deleteHighlights(db, NOW, [highlightId]);
    expect(undoing(db, deleted)).toBe(blocked('Deleted a comment'));
    expect(getPaper(db, paperId)).toMatchObject({ highlights: [], notes: [] });
    undo(db, NOW);
    expect(undoing(db, deleted)).toBe('undone');
    expect(getPaper(db, paperId).notes).toMatchObject([{ body: 'How deep?', highlightId }]);
  });

  it('brings a highlight and its comments back beside what was done since', () => {
    const { db, paperId } = withPaper();
    const { id: highlightId } = mark(db, paperId, 'tree of guesses').highlight;
    createNote(db, NOW, { paperId, highlightId }, 'How deep?');
    const deleted = deleteHighlights(db, NOW, [highlightId]);
    mark(db, paperId, 'one pass');
    expect(undoing(db, deleted)).toBe('undone');
    expect(getPaper(db, paperId).notes).toMatchObject([{ body: 'How deep?', highlightId }]);
  });

  it('changes a colour back under a comment, and beside another highlight', () => {
    const { db, paperId } = withPaper();
    const { id } = mark(db, paperId, 'tree of guesses').highlight;
    const coloured = setColor(db, NOW, [id], 'pink');
    createNote(db, NOW, { paperId, highlightId: id }, 'How deep?');
    mark(db, paperId, 'one pass');
    expect(undoing(db, coloured)).toBe('undone');
    expect(highlightsOf(db, paperId).map(({ color }) => color)).toEqual(['yellow', 'yellow']);
  });
});
