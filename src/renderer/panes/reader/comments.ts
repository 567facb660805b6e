/** The comments of a paper: notes that stand beside a highlight. */
import type { Highlight, Note, Paper } from '../../../shared/models.ts';
import { useNotes } from '../../stores/notes.ts';

export interface Comment {
  /** Stays the same while it is written: before it is a note, and after. */
  readonly key: string;
  readonly highlightId: number;
  /** Null for the moment between a highlight's making and the paper's being read again. */
  readonly highlight: Highlight | null;
  /** Null until its first words are kept. */
  readonly note: Note | null;
  /** It is being written. */
  readonly open: boolean;
}

/** What is being written, as far as it is a comment. */
export interface OpenComment {
  readonly opening: number;
  readonly noteId: number | null;
  readonly highlightId: number;
}

/** The comments in the order of their highlights, with the one that is being written. */
export function commentsOf({ highlights, notes }: Pick<Paper, 'highlights' | 'notes'>, open: OpenComment | null): readonly Comment[] {
  const places = new Map(highlights.map((highlight, place) => [highlight.id, { highlight, place }]));
  const comments: Comment[] = [];
  for (const note of notes) {
    const { highlightId } = note;
    const isOpen = open !== null && open.noteId === note.id;
    // One just made stays out of sight until the editor knows that it is its own.
    const isNew = open !== null && open.noteId === null && open.highlightId === highlightId && note.body === '' && note.draft === null;
    if (highlightId === null || isNew) continue;
    const highlight = places.get(highlightId)?.highlight ?? null;
    comments.push({ key: isOpen ? `open ${open.opening}` : `note ${note.id}`, highlightId, highlight, note, open: isOpen });
  }
  if (open !== null && !comments.some((comment) => comment.open)) {
    const { highlightId, opening } = open;
    comments.push({ key: `open ${opening}`, highlightId, highlight: places.get(highlightId)?.highlight ?? null, note: null, open: true });
  }
  const placeOf = ({ highlightId }: Comment) => places.get(highlightId)?.place ?? places.size;
  return comments.sort((a, b) => placeOf(a) - placeOf(b));
}

export function useComments(paper: Paper): readonly Comment[] {
  const here = ({ editing }: ReturnType<typeof useNotes.getState>) => (editing?.paperId === paper.id ? editing : null);
  // One by one, so that typing sets nothing anew.
  const opening = useNotes((s) => here(s)?.opening ?? null);
  const noteId = useNotes((s) => here(s)?.noteId ?? null);
  const highlightId = useNotes((s) => here(s)?.highlightId ?? null);
  return commentsOf(paper, opening === null || highlightId === null ? null : { opening, noteId, highlightId });
}

/** Of a comment as much is said, in UTF-16 units: the rest is to be read. */
const SAID = 300;

/** What the comments on a highlight say, one line each. */
export function commentsOn({ notes }: Pick<Paper, 'notes'>, highlightId: number): readonly string[] {
  return notes
    .filter((note) => note.highlightId === highlightId && note.body.trim() !== '')
    .map(({ body }) => body.trim().replace(/\s+/gu, ' '))
    .map((line) => (line.length <= SAID ? line : `${line.slice(0, SAID).toWellFormed()} …`));
}
