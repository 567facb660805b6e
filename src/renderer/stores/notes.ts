/** The note being written: drafts at least every two seconds, a revision on leaving it or after a pause. */
import { create } from 'zustand';
import { AppError } from '../../shared/errors.ts';
import type { Note } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { refreshReader } from './reader.ts';
import { showFailure, showToast } from './toasts.ts';

/** `typing`: newer than any draft; `draft`: safe on disk; `saved`: a revision; `failed`: kept here, not on disk. */
export type NoteState = 'saved' | 'typing' | 'draft' | 'failed';

interface Editing {
  /** A new number for every note opened, the same while it stays open. */
  readonly opening: number;
  /** Null until the first words of a new note are kept: an empty one is nobody's note. */
  readonly noteId: number | null;
  readonly paperId: number;
  /** The highlight it comments on; null for a note on the paper as a whole. */
  readonly highlightId: number | null;
  readonly baseRevision: number;
  /** In whose name drafts are kept: this window's, or that of the window which left the draft that is gone on with. */
  readonly client: string;
  readonly text: string;
  readonly state: NoteState;
}

interface NotesStore {
  readonly editing: Editing | null;
}

export const useNotes = create<NotesStore>(() => ({ editing: null }));

const get = useNotes.getState;
const set = useNotes.setState;

/** Text typed is on disk as a draft within this time, in milliseconds. */
const DRAFT_AFTER = 1_000;
/** A pause this long makes a revision, in milliseconds. */
const REVISION_AFTER = 30_000;

export const BOTH_KEPT = 'This note was also changed in another window. Both texts are kept, as two notes.';

/** Names this window to main, so that two windows never overwrite each other's drafts. */
const ownClient = crypto.randomUUID().replaceAll('-', '');

let draftTimer: ReturnType<typeof setTimeout> | undefined;
let revisionTimer: ReturnType<typeof setTimeout> | undefined;
/** Saves go one after another, in the order of typing. */
let saving: Promise<void> = Promise.resolve();

let openings = 0;
function open(editing: Omit<Editing, 'opening'>): void {
  openings += 1;
  set({ editing: { opening: openings, ...editing } });
}

/** A highlight that is still being made: no other has this id. */
export const AWAITED = 0;

/**
 * Opens a new note on a paper, or a comment on one of its highlights, at once, so that the next key already goes into it;
 * it is kept with its first words.
 */
export async function addNote(paperId: number, highlightId: number | null | Promise<number | null> = null): Promise<void> {
  if (get().editing !== null && !(await finishNote())) return;
  const fresh = { noteId: null, paperId, baseRevision: 0, client: ownClient, text: '', state: 'saved' } as const;
  if (!(highlightId instanceof Promise)) {
    open({ ...fresh, highlightId });
    return;
  }
  const opening = openings + 1;
  awaited.set(opening, highlightId);
  open({ ...fresh, highlightId: AWAITED });
  const made = await highlightId;
  awaited.delete(opening);
  const now = get().editing;
  if (now?.opening === opening) set({ editing: { ...now, highlightId: made } });
}

/** Highlights that are still being made while a comment on them is written already, by the comment's opening. */
const awaited = new Map<number, Promise<number | null>>();

/** Notes made in this window, by their opening. */
const madeMeanwhile = new Map<number, number>();

/** Makes the note that is open, where it is not one yet. */
async function ensureNote(editing: Editing, body: string): Promise<Editing & { readonly noteId: number }> {
  if (editing.noteId !== null) return { ...editing, noteId: editing.noteId };
  const { paperId } = editing;
  const highlightId = awaited.has(editing.opening) ? ((await awaited.get(editing.opening)) ?? null) : editing.highlightId;
  const { note } = await bridge.call('notes.create', { paperId, body, ...(highlightId === null ? {} : { highlightId }) });
  const made = { noteId: note.id, baseRevision: note.revision };
  madeMeanwhile.set(editing.opening, note.id);
  const now = get().editing;
  if (now?.opening === editing.opening) set({ editing: { ...now, ...made } });
  return { ...editing, ...made };
}

/** Opens a note for writing, with its unsaved draft where one was left. */
export async function editNote(note: Note): Promise<void> {
  if (!(await finishNote())) return;
  const { id: noteId, paperId, highlightId, revision: baseRevision, draft } = note;
  open({
    noteId,
    paperId,
    highlightId,
    baseRevision,
    client: draft?.client ?? ownClient,
    text: draft?.body ?? note.body,
    state: draft === null ? 'saved' : 'draft',
  });
}

/**
 * Takes what was typed; drafts follow by themselves. The timer runs from the first letter that no draft holds and is not begun
 * anew by the next: however long somebody types without a pause, a draft is never older than it and the time of its writing.
 */
export function typeNote(text: string): void {
  const { editing } = get();
  if (editing === null) return;
  set({ editing: { ...editing, text, state: 'typing' } });
  draftTimer ??= setTimeout(() => {
    draftTimer = undefined;
    saveDraft();
  }, DRAFT_AFTER);
  clearTimeout(revisionTimer);
  revisionTimer = setTimeout(() => void saveNote(), REVISION_AFTER);
}

function saveDraft(): void {
  saving = saving.then(async () => {
    const { editing } = get();
    if (editing === null || editing.state === 'saved' || (editing.noteId === null && editing.text === '')) return;
    const { opening, text } = editing;
    try {
      await insist(editing, async (now) => {
        const { noteId, baseRevision, client } = await ensureNote(now, '');
        await bridge.call('notes.saveDraft', { noteId, client, baseRevision, body: text });
      });
      mark(opening, text, 'draft');
    } catch (thrown) {
      mark(opening, text, 'failed');
      showFailure(thrown, 'The note could not be saved yet');
    }
  });
}

/**
 * Saves a note; where it was deleted meanwhile, in another window say, what is typed becomes a new one,
 * and where the highlight it comments on is gone, a note on the paper.
 */
async function insist(editing: Editing, save: (editing: Editing) => Promise<void>): Promise<void> {
  try {
    await save(editing);
  } catch (thrown) {
    const now = get().editing;
    if (AppError.from(thrown).code !== 'not-found' || now?.opening !== editing.opening) throw thrown;
    const { noteId, highlightId } = now;
    if (noteId === null && highlightId === null) throw thrown;
    const left: Editing = { ...now, noteId: null, highlightId: noteId === null ? null : highlightId, baseRevision: 0, client: ownClient };
    set({ editing: left });
    showToast('This was deleted in another window. What you write goes on as a new note.');
    await insist(left, save);
  }
}

/** Sets the state unless more was typed, or another note opened, meanwhile. */
function mark(opening: number, text: string, state: NoteState): void {
  const { editing } = get();
  if (editing !== null && editing.opening === opening && editing.text === text) set({ editing: { ...editing, state } });
}

/** Makes a revision of what is written. The editor stays open. */
export function saveNote(): Promise<void> {
  clearTimeout(draftTimer);
  draftTimer = undefined;
  clearTimeout(revisionTimer);
  saving = saving.then(async () => {
    const { editing } = get();
    if (editing === null || editing.state === 'saved') return;
    const { opening, text } = editing;
    if (editing.noteId === null && text.trim() === '') {
      mark(opening, text, 'saved'); // nothing was written, so there is nothing to keep
      return;
    }
    try {
      await insist(editing, (now) => saveVersion(now, text));
    } catch (thrown) {
      mark(opening, text, 'failed');
      showFailure(thrown, 'The note could not be saved');
    }
  });
  return saving;
}

async function saveVersion(editing: Editing, text: string): Promise<void> {
  const { opening, noteId, baseRevision, client } = editing;
  if (noteId === null) {
    await ensureNote(editing, text);
    mark(opening, text, 'saved');
    return;
  }
  const { note, conflict } = await bridge.call('notes.save', { noteId, client, baseRevision, body: text });
  if (conflict) showToast(BOTH_KEPT);
  const now = get().editing;
  if (now !== null && now.opening === opening)
    set({ editing: { ...now, noteId: note.id, baseRevision: note.revision, state: now.text === text ? 'saved' : now.state } });
}

/** Saves and closes the editor; a note left empty is taken away again. False when the text could not be saved: it stays open until it is safe. */
export async function finishNote(): Promise<boolean> {
  let { editing } = get();
  do {
    await saveNote();
    ({ editing } = get());
  } while (editing?.state === 'typing'); // letters that came while it was saved are words too
  if (editing === null) return true;
  if (editing.state === 'failed') return false;
  set({ editing: null });
  if (editing.noteId !== null && editing.text.trim() === '') await deleteNote(editing.noteId, { toast: false });
  else refreshReader(); // drafts come and go without an event
  return true;
}

/** Lets an unsaved draft go: the note is again what its last revision says, and one that never had any goes too. */
export async function dropDraft(note: Note): Promise<void> {
  if (note.draft === null) return;
  if (note.body.trim() === '') {
    await deleteNote(note.id);
    return;
  }
  try {
    const { client } = note.draft;
    await bridge.call('notes.save', { noteId: note.id, client, baseRevision: note.revision, body: note.body });
    refreshReader();
  } catch (thrown) {
    showFailure(thrown, 'The draft could not be dropped');
  }
}

/** Closes the note that is open without keeping it; one that was kept before can be brought back by undo. */
export async function discardNote(): Promise<void> {
  const { editing } = get();
  set({ editing: null });
  await saving; // what is on its way may still make it a note
  const noteId = editing === null ? null : (editing.noteId ?? madeMeanwhile.get(editing.opening) ?? null);
  if (noteId !== null) await deleteNote(noteId);
}

export async function deleteNote(noteId: number, options: { readonly toast: boolean } = { toast: true }): Promise<void> {
  const { editing } = get();
  if (editing?.noteId === noteId) set({ editing: null });
  try {
    const { step } = await bridge.call('notes.delete', { noteId });
    if (options.toast && step !== null) showToast(`${step.label}.`, step);
  } catch (thrown) {
    showFailure(thrown, 'The note could not be deleted');
  }
}

/** Saves what is being written when the window is left or closed, and what could not be saved once the library answers again. */
export function followNotes(): void {
  window.addEventListener('blur', () => void saveNote());
  bridge.onConnection((connection) => {
    if (connection === 'open') saveDraft();
  });
  window.addEventListener('pagehide', () => {
    const { editing } = get();
    // No answer arrives any more: a note that is not one yet goes out whole, in one message.
    if (editing?.noteId === null && editing.state === 'typing') void saveNote();
    else saveDraft();
  });
}
