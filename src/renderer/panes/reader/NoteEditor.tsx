import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { focusPane } from '../../stores/layout.ts';
import { discardNote, finishNote, saveNote, typeNote, useNotes } from '../../stores/notes.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { NOTE_STATES, WORDS } from './words.ts';

/** The note being written. It grows with its text and saves itself; Escape or Ctrl/Cmd+Enter finishes it. */
export function NoteEditor() {
  const editing = useNotes((s) => s.editing);
  const field = useRef<HTMLTextAreaElement>(null);

  useLayoutEffect(() => {
    const { current } = field;
    if (current === null) return;
    current.focus();
    current.setSelectionRange(current.value.length, current.value.length);
  }, []);

  // Its foot stays in sight while the end of the text grows.
  const text = editing?.text;
  useLayoutEffect(() => {
    const { current } = field;
    if (current !== null && text !== undefined && current.selectionStart === text.length)
      current.closest('.NoteEditor')?.scrollIntoView({ block: 'nearest' });
  }, [text]);

  if (editing === null) return null;
  const finish = async () => {
    if (await finishNote()) focusPane('reader');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Escape also closes an input method's list of candidates: that one is not ours.
    const ends = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
    if (!ends || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    void finish();
  };
  return (
    <div className="NoteEditor">
      <textarea
        ref={field}
        className="NoteEditor-text"
        aria-label={WORDS.note}
        placeholder={WORDS.placeholder}
        rows={3}
        dir="auto"
        value={editing.text}
        onChange={(event) => typeNote(event.target.value)}
        onBlur={() => void saveNote()}
        onKeyDown={onKeyDown}
      />
      <div className="NoteEditor-foot">
        <span className={editing.state === 'failed' ? 'NoteEditor-state is-failed' : 'NoteEditor-state'}>
          {editing.text === '' && editing.state === 'saved' ? '' : NOTE_STATES[editing.state]}
        </span>
        {editing.state === 'failed' && (
          <button className="LinkButton" type="button" onClick={() => void saveNote()}>
            {WORDS.tryAgain}
          </button>
        )}
        <span className="NoteEditor-tools">
          <IconButton icon="trash" label={WORDS.deleteNote} onClick={() => void discardNote()} />
          <button className="TextButton" type="button" onClick={() => void finish()}>
            {WORDS.done}
          </button>
        </span>
      </div>
    </div>
  );
}
