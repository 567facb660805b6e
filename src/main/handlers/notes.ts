import * as library from '../library/notes.ts';
import { announce, type Handler } from './context.ts';

export const create: Handler<'notes.create'> = (context, { paperId, body, highlightId }) =>
  announce(context, library.createNote(context.writer(), context.now(), { paperId, highlightId: highlightId ?? null }, body));

/** Announced to nobody: only the window that types shows it, and it does already. */
export const saveDraft: Handler<'notes.saveDraft'> = (context, draft) => library.saveDraft(context.writer(), context.now(), draft);

export const save: Handler<'notes.save'> = (context, input) => announce(context, library.saveNote(context.writer(), context.now(), input));

export const remove: Handler<'notes.delete'> = (context, { noteId }) =>
  announce(context, library.deleteNote(context.writer(), context.now(), noteId));

export const revisions: Handler<'notes.revisions'> = ({ db }, { noteId }) => library.noteRevisions(db, noteId);
