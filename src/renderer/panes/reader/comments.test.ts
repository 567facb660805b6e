import { describe, expect, test } from 'vitest';
import type { Highlight, Note } from '../../../shared/models.ts';
import { commentsOf, type OpenComment } from './comments.ts';

const AT = '2025-05-01T12:00:00.000Z';
const highlight = (id: number): Highlight => ({
  id,
  uid: `highlight-${id}`,
  paperId: 1,
  field: 'abstract',
  color: 'yellow',
  range: { start: id, end: id + 1 },
  placedBy: 'hand',
  quote: 'x',
  createdAt: AT,
  updatedAt: AT,
});
const note = (id: number, highlightId: number | null, body = 'words'): Note => ({
  id,
  uid: `note-uid-${id}`,
  paperId: 1,
  highlightId,
  body,
  revision: 1,
  versions: 1,
  createdAt: AT,
  updatedAt: AT,
  draft: null,
});
/** In the order of the text. */
const highlights = [highlight(7), highlight(3), highlight(5)];
const shown = (notes: readonly Note[], open: OpenComment | null = null) => commentsOf({ highlights, notes }, open);

describe('the comments of a paper', () => {
  test('follow the text, those on one highlight the order of writing; notes on the paper are none', () => {
    const comments = shown([note(1, 5), note(2, null), note(3, 7), note(4, 5)]);
    expect(comments.map((comment) => comment.note?.id)).toEqual([3, 1, 4]);
  });

  test('have the one that is being written among them, before it is a note and after, under one key', () => {
    const open = { opening: 9, noteId: null, highlightId: 3 };
    const before = shown([note(1, 7), note(2, 5)], open);
    expect(before.map(({ key }) => key)).toEqual(['note 1', 'open 9', 'note 2']);
    expect(before[1]).toMatchObject({ note: null, open: true, highlight: { id: 3 } });
    // Made, but the editor does not know yet; then it does.
    expect(shown([note(1, 7), note(2, 5), note(8, 3, '')], open).map(({ key }) => key)).toEqual(['note 1', 'open 9', 'note 2']);
    const after = shown([note(1, 7), note(2, 5), note(8, 3, '')], { ...open, noteId: 8 });
    expect(after.map(({ key }) => key)).toEqual(['note 1', 'open 9', 'note 2']);
  });

  test('wait for a highlight that was made this moment', () => {
    expect(shown([], { opening: 1, noteId: null, highlightId: 99 })).toMatchObject([{ highlightId: 99, highlight: null, open: true }]);
  });
});
