import type { MouseEvent } from 'react';
import type { Note } from '../../../shared/models.ts';
import { deleteNote, dropDraft, editNote } from '../../stores/notes.ts';
import { openHistory } from '../../stores/restingNotes.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { DraftText, NoteText } from './NoteText.tsx';
import { momentWords, WORDS } from './words.ts';

/** A change this much later than the beginning is worth telling, in milliseconds. */
const LATER = 10 * 60_000;

/** A note at rest: pressing it opens it for writing. */
export function NoteItem({ note }: { readonly note: Note }) {
  const edit = () => void editNote(note);
  const onClick = (event: MouseEvent) => {
    // Links lead out, boxes are ticked, and selected words are for copying.
    if (event.target instanceof Element && event.target.closest('a, button, input') !== null) return;
    if (window.getSelection()?.isCollapsed === false) return;
    edit();
  };
  const changed = Date.parse(note.updatedAt) - Date.parse(note.createdAt) > LATER;
  return (
    <div className="Note">
      {note.draft === null ? (
        // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; the edit button below is there for every hand
        <div className="Note-text" onClick={onClick}>
          <NoteText note={note} />
        </div>
      ) : (
        <Draft note={note} />
      )}
      <div className="Note-foot">
        <p className="Note-date">
          <time dateTime={note.createdAt}>{momentWords(note.createdAt)}</time>
          {changed && (
            <>
              {' · '}
              <time dateTime={note.updatedAt}>{WORDS.edited(momentWords(note.updatedAt))}</time>
            </>
          )}
        </p>
        <span className="Note-tools">
          <IconButton icon="note" label={WORDS.editNote} onClick={edit} />
          {note.versions > 1 && <IconButton icon="history" label={WORDS.history} onClick={() => void openHistory(note)} />}
          <IconButton icon="trash" label={WORDS.deleteNote} onClick={() => void deleteNote(note.id)} />
        </span>
      </div>
    </div>
  );
}

/** What was being typed when the window went away. */
export function Draft({ note }: { readonly note: Note }) {
  if (note.draft === null) return null;
  return (
    <>
      {note.body.trim() !== '' && <DraftText source={note.body} />}
      <div className="Note-draft">
        <p className="Note-draftLead">{WORDS.draftFrom(momentWords(note.draft.savedAt))}</p>
        <DraftText source={note.draft.body} />
        <p className="Note-draftActions">
          <button className="LinkButton" type="button" onClick={() => void editNote(note)}>
            {WORDS.keepDraft}
          </button>
          <button className="LinkButton" type="button" onClick={() => void dropDraft(note)}>
            {WORDS.dropDraft}
          </button>
        </p>
      </div>
    </>
  );
}
