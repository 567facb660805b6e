/** Changes to notes that are not open for writing: a box ticked, an old version brought back. */
import { create } from 'zustand';
import { AppError } from '../../shared/errors.ts';
import type { Note, NoteRevision, StepRef } from '../../shared/models.ts';
import { findBox, setBox } from '../../shared/text/taskBoxes.ts';
import { bridge } from '../bridge.ts';
import { openDialog } from './layout.ts';
import { BOTH_KEPT, finishNote, useNotes } from './notes.ts';
import { refreshReader } from './reader.ts';
import { showFailure, showToast } from './toasts.ts';

/** In another name than what is typed here: saving in it lets no draft go. */
const client = crypto.randomUUID().replaceAll('-', '');

/** One change after another: each begins from what the one before left. */
let changing: Promise<unknown> = Promise.resolve();

function inTurn<T>(change: () => Promise<T>): Promise<T> {
  const turn = changing.then(change);
  changing = turn.catch(() => undefined);
  return turn;
}

/** A note as the library has it now, whatever the window still shows. */
async function freshNote({ id, paperId }: Pick<Note, 'id' | 'paperId'>): Promise<Note> {
  const paper = await bridge.call('papers.get', { id: paperId });
  const note = paper.notes.find((one) => one.id === id);
  if (note === undefined) throw new AppError('not-found', 'This note is not in the library any more.');
  return note;
}

/** Saves new words over those of a note just read; if another window was quicker even so, both texts stay. */
async function save(fresh: Note, body: string): Promise<StepRef | null> {
  const { step, conflict } = await bridge.call('notes.save', { noteId: fresh.id, client, baseRevision: fresh.revision, body });
  if (conflict) showToast(BOTH_KEPT);
  return step;
}

/**
 * Ticks or clears the box of a task item of a note, as it was shown, and changes nothing else. Where the note has changed since,
 * the box is found again by its line; false where that cannot be said for certain, or the note could not be saved.
 */
export function tickBox(shown: Note, offset: number, done: boolean): Promise<boolean> {
  return inTurn(async () => {
    try {
      const fresh = await freshNote(shown);
      const at = findBox(shown.body, offset, fresh.body);
      const body = at === null ? null : setBox(fresh.body, at, done);
      if (body === null) {
        showToast('This note has changed meanwhile, so nothing was ticked.');
        refreshReader();
        return false;
      }
      await save(fresh, body);
      return true;
    } catch (thrown) {
      showFailure(thrown, 'The box could not be ticked');
      return false;
    }
  });
}

interface HistoryStore {
  /** The note whose versions are being looked at. */
  readonly note: Note | null;
}

export const useHistory = create<HistoryStore>(() => ({ note: null }));

/** Opens the versions of a note; one that is being written is finished first, so that they are all there. */
export async function openHistory(note: Note): Promise<void> {
  if (useNotes.getState().editing?.noteId === note.id && !(await finishNote())) return;
  useHistory.setState({ note });
  openDialog('noteHistory');
}

/** Every version of a note, newest first, without the empty one it was begun with. */
export async function versionsOf(note: Note): Promise<readonly NoteRevision[]> {
  const all = await bridge.call('notes.revisions', { noteId: note.id });
  return all.at(-1)?.body === '' ? all.slice(0, -1) : all;
}

/** Makes an old version the newest one; those in between stay. Undo takes it back. */
export function restoreVersion(note: Note, { body }: NoteRevision): Promise<void> {
  return inTurn(async () => {
    try {
      const step = await save(await freshNote(note), body);
      if (step !== null) showToast('An older version of the note is back.', step);
    } catch (thrown) {
      showFailure(thrown, 'The version could not be brought back');
    }
  });
}
