/** Highlights for tests, on a paper whose title and abstract hold signs of two units. */
import { expect } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import type { ChangeResult, Highlight, HighlightColor, HighlightField } from '../../shared/models.ts';
import type { LibraryReader, LibraryWriter } from './db.ts';
import { createHighlight } from './highlights.ts';
import { redo, undo } from './journal.ts';
import { getPaper } from './papers.ts';
import { contentOf, entry, NOW, takeIn, testLibrary } from './testLibrary.ts';

export const TITLE = 'Medusa: Decoding 🐍 Heads';
export const FIRST = 'We add extra heads that guess several words ahead.';
export const SECOND = 'A tree of guesses 🌳 is checked in one pass of the model.';
export const THIRD = 'On $n = 80$ prompts it answers 2.2 times as quickly.';
export const OTHER = 'Birds cross the northern sea by starlight.';
export const ABSTRACT = `${FIRST} ${SECOND} ${THIRD}`;

/** Where words stand in a text, as a selection of them says. */
export function stretchOf(text: string, quote: string): { start: number; end: number; quote: string } {
  const start = text.indexOf(quote);
  if (start === -1) throw new Error(`“${quote}” is not in the text`);
  return { start, end: start + quote.length, quote };
}

export function withPaper(abstract: string | null = ABSTRACT) {
  const db = testLibrary();
  const [paperId = 0] = takeIn(db, [entry(TITLE, { abstract })]);
  return { db, paperId };
}

/** Highlights words of a paper as it now is. */
export function mark(
  db: LibraryWriter,
  paperId: number,
  quote: string,
  color: HighlightColor = 'yellow',
  field: HighlightField = 'abstract',
) {
  const text = getPaper(db, paperId)[field] ?? '';
  return createHighlight(db, NOW, { paperId, field, color, ...stretchOf(text, quote) });
}

export const highlightsOf = (db: LibraryReader, paperId: number): readonly Highlight[] => getPaper(db, paperId).highlights;

/** The words each highlight stands on in the text as it now is, null for one without a place. */
export function placesOf(db: LibraryReader, paperId: number): (string | null)[] {
  const paper = getPaper(db, paperId);
  return paper.highlights.map(({ field, range }) => (range === null ? null : (paper[field] ?? '').slice(range.start, range.end)));
}

export function refusalOf(work: () => unknown): AppError | null {
  try {
    work();
    return null;
  } catch (thrown) {
    return AppError.from(thrown);
  }
}
export const codeOf = (work: () => unknown) => refusalOf(work)?.code ?? 'nothing thrown';

/** Undoes and redoes what was just done and holds the library against what it was before and after. */
export function thereAndBack<R extends ChangeResult>(db: LibraryWriter, work: () => R): R {
  // An import that is undone is taken out later.
  const content = () => ({ ...contentOf(db), imports: [] });
  const before = content();
  const result = work();
  const after = content();
  undo(db, NOW);
  expect(content()).toEqual(before);
  redo(db, NOW);
  expect(content()).toEqual(after);
  return result;
}
