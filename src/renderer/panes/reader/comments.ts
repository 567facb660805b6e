import type { Paper } from '../../../shared/models.ts';

/** Of a comment as much is said, in UTF-16 units: the rest is to be read. */
const SAID = 300;

/** What the comments on a highlight say, one line each. */
export function commentsOn({ notes }: Pick<Paper, 'notes'>, highlightId: number): readonly string[] {
  return notes
    .filter((note) => note.highlightId === highlightId && note.body.trim() !== '')
    .map(({ body }) => body.trim().replace(/\s+/gu, ' '))
    .map((line) => (line.length <= SAID ? line : `${line.slice(0, SAID).toWellFormed()} …`));
}
