import { type CSSProperties, type FocusEvent, type KeyboardEvent, type MouseEvent, useLayoutEffect, useRef, useState } from 'react';
import type { Highlight, Note } from '../../../shared/models.ts';
import { point, setActive, useHighlights } from '../../stores/highlights.ts';
import { focusPane } from '../../stores/layout.ts';
import { deleteNote, editNote } from '../../stores/notes.ts';
import { openHistory } from '../../stores/restingNotes.ts';
import { useSettings } from '../../stores/settings.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { standsBeside } from './beside.ts';
import type { Comment } from './comments.ts';
import { NoteEditor } from './NoteEditor.tsx';
import { Draft } from './NoteItem.tsx';
import { NoteText } from './NoteText.tsx';
import { QuoteWords, quotedWords } from './Quote.tsx';
import { useRepair } from './repair.ts';
import { opening, WORDS } from './words.ts';

/** The highlight whose comment was written a moment ago: it gets the keyboard once it stands there again. */
let written: number | null = null;

/** The reader has the keyboard until the comment stands there. */
function finished(highlightId: number): void {
  written = highlightId;
  focusPane('reader');
}

/** One comment: beside its line, or under its quote. */
export function MarginNote({ comment }: { readonly comment: Comment }) {
  const { highlight, highlightId, note, open } = comment;
  /** The keyboard is in it, wherever the mouse is. */
  const [within, setWithin] = useState(false);
  const out = useHighlights((s) => s.active === highlightId || s.pointed === highlightId) || within || open;
  const roles = useSettings((s) => s.roles);
  const repair = useRepair();
  const [folded, setFolded] = useState(true);
  const article = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (open || written !== highlightId) return;
    written = null;
    // Unless the keyboard has gone elsewhere meanwhile.
    if (document.activeElement?.matches('body, [data-pane-focus="reader"]') === true) article.current?.focus({ preventScroll: true });
  });
  if (highlight === null) {
    return <div className="MarginNote is-waiting">{open && <NoteEditor />}</div>;
  }

  const role = roles[highlight.color];
  const label = WORDS.commentOn(role, opening(quotedWords(highlight, repair)));
  const onFocus = () => {
    setWithin(true);
    point(highlightId);
  };
  const onBlur = (event: FocusEvent) => {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    setWithin(false);
    point(null);
  };
  return (
    <article
      ref={article}
      className={out ? 'MarginNote is-out' : 'MarginNote'}
      style={{ '--role': `var(--hl-${highlight.color})`, '--role-line': `var(--hl-${highlight.color}-line)` } as CSSProperties}
      data-field={highlight.field}
      data-comment={highlightId}
      data-keeps-highlight=""
      data-open={open ? '' : undefined}
      tabIndex={open ? undefined : 0}
      aria-label={label}
      onPointerEnter={() => point(highlightId)}
      onPointerLeave={(event) => point(event.currentTarget.contains(document.activeElement) ? highlightId : null)}
      onFocus={onFocus}
      onBlur={onBlur}
      onKeyDown={note === null || open ? undefined : (event) => onKeyDown(event, note)}
      onClick={note === null || open ? undefined : (event) => onClick(event, highlight, note)}
    >
      <svg className="MarginNote-leader" aria-hidden="true">
        <path />
      </svg>
      <button className="MarginNote-quote" type="button" onClick={() => setActive(highlightId)}>
        <span className="MarginNote-role">{role}</span> <QuoteWords highlight={highlight} repair={repair} />
      </button>
      {open || note === null ? (
        <NoteEditor label={label} onFinished={() => finished(highlightId)} />
      ) : (
        <>
          <div className="MarginNote-text" data-foldable={folded ? '' : undefined}>
            {note.draft === null ? <NoteText note={note} /> : <Draft note={note} />}
          </div>
          <button className="LinkButton MarginNote-fold" type="button" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
            {folded ? WORDS.unfold : WORDS.fold}
          </button>
          {/* Only where they can be seen: with many comments they would cost every frame. */}
          {out && (
            <span className="MarginNote-tools">
              <IconButton icon="note" label={WORDS.editComment} onClick={() => void editNote(note)} />
              {note.versions > 1 && <IconButton icon="history" label={WORDS.history} onClick={() => void openHistory(note)} />}
              <IconButton icon="trash" label={WORDS.deleteComment} onClick={() => void deleteNote(note.id)} />
            </span>
          )}
        </>
      )}
    </article>
  );
}

/** Enter and `a` open a comment and Delete takes it away, while it is the comment itself that holds the keyboard. */
function onKeyDown(event: KeyboardEvent, note: Note): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === 'a') void editNote(note);
  else if (event.key === 'Delete' || event.key === 'Backspace') void deleteNote(note.id);
  else return;
  event.preventDefault();
}

/**
 * Beside its words the first click makes them the active highlight, the next opens the comment; below the text, where the words are
 * out of sight, the first does. Links lead out and selected words are for copying.
 */
function onClick(event: MouseEvent<HTMLElement>, { id }: Highlight, note: Note): void {
  if (event.target instanceof Element && event.target.closest('a, button, input') !== null) return;
  if (window.getSelection()?.isCollapsed === false) return;
  if (useHighlights.getState().active === id || !standsBeside(event.currentTarget)) void editNote(note);
  else setActive(id);
}
