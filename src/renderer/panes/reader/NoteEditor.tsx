import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { focusPane } from '../../stores/layout.ts';
import { finishNote, saveNote, typeNote, useNotes } from '../../stores/notes.ts';
import { useSettings } from '../../stores/settings.ts';
import { replaceText } from '../../ui/replaceText.ts';
import { NotePreview } from './NotePreview.tsx';
import { NoteTools } from './NoteTools.tsx';
import { TEMPLATES, type Template, templateAt } from './templates.ts';
import { usePaperCompletion } from './usePaperCompletion.tsx';
import { NOTE_STATES, WORDS } from './words.ts';

interface NoteEditorProps {
  /** What is written, for a screen reader. */
  readonly label?: string;
  /** Where the keyboard goes when the note is finished; into the reader where absent. */
  readonly onFinished?: () => void;
}

/** How much of a preview below the foot stays in sight with it, in CSS pixels. */
const PREVIEW_IN_SIGHT = 200;

function keepInSight(foot: HTMLElement | null): void {
  if (foot === null) return;
  const below = (foot.nextElementSibling?.getBoundingClientRect().bottom ?? 0) - foot.getBoundingClientRect().bottom;
  // Never more than there is: room that no pane can give would be taken from the whole window.
  foot.style.scrollMarginBlockEnd = `${Math.max(0, Math.min(PREVIEW_IN_SIGHT, below))}px`;
  foot.scrollIntoView({ block: 'nearest' });
}

const toReader = () => focusPane('reader');

/**
 * The note, or comment, being written, wherever it stands and however narrow that is. It grows with its text and saves itself;
 * Escape or Ctrl/Cmd+Enter finishes it.
 */
export function NoteEditor({ label = WORDS.note, onFinished = toReader }: NoteEditorProps) {
  const editing = useNotes((s) => s.editing);
  const preview = useSettings((s) => s.notePreview);
  const field = useRef<HTMLTextAreaElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const completion = usePaperCompletion(field, editing?.paperId ?? 0);

  useLayoutEffect(() => {
    const { current } = field;
    if (current === null) return;
    current.focus();
    current.setSelectionRange(current.value.length, current.value.length);
  }, []);

  // Its foot, and some of a preview below it, stay in sight while the end of the text grows.
  const text = editing?.text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a preview that comes wants to be seen
  useLayoutEffect(() => {
    if (text !== undefined && field.current?.selectionStart === text.length) keepInSight(foot.current);
  }, [text, preview]);

  if (editing === null) return null;
  const finish = async () => {
    if (await finishNote()) onFinished();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Escape also closes an input method's list of candidates: that one is not ours.
    if (event.nativeEvent.isComposing) return;
    const mod = event.ctrlKey || event.metaKey;
    const ends = event.key === 'Escape' || (event.key === 'Enter' && mod);
    const taken = !mod && !event.shiftKey && completion.takeKey(event);
    if (!taken && !ends) return;
    event.preventDefault();
    event.stopPropagation();
    if (!taken) void finish();
  };
  const insert = (template: Template) => {
    const { current } = field;
    if (current === null) return;
    // After what is selected: a template never takes the place of words.
    const at = current.selectionEnd;
    const { inserted, caret } = templateAt(template, current.value, at);
    replaceText(current, at, at, inserted);
    current.setSelectionRange(at + caret, at + caret);
  };
  const isNote = editing.highlightId === null;
  const empty = editing.text === '';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears when the keyboard leaves
    <div
      className={preview ? 'NoteEditor has-preview' : 'NoteEditor'}
      onBlur={(event) => {
        // Going to one of its own tools is not leaving it.
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) void saveNote();
      }}
    >
      <div className="NoteEditor-parts">
        <textarea
          ref={field}
          className="NoteEditor-text"
          aria-label={label}
          placeholder={WORDS.placeholder}
          rows={3}
          dir="auto"
          value={editing.text}
          onChange={(event) => {
            typeNote(event.target.value);
            completion.follow();
          }}
          onSelect={completion.follow}
          onBlur={completion.close}
          onKeyDown={onKeyDown}
          {...completion.aria}
        />
        <div ref={foot} className="NoteEditor-foot">
          {empty && isNote && editing.state !== 'failed' ? (
            <Beginnings onTemplate={insert} />
          ) : (
            <span className={editing.state === 'failed' ? 'NoteEditor-state is-failed' : 'NoteEditor-state'}>
              {empty && editing.state === 'saved' ? '' : NOTE_STATES[editing.state]}
            </span>
          )}
          {editing.state === 'failed' && (
            <button className="LinkButton" type="button" onClick={() => void saveNote()}>
              {WORDS.tryAgain}
            </button>
          )}
          {/* The menu gives the keyboard back to its button in the frame after the next. */}
          <NoteTools
            onTemplate={isNote ? (template) => requestAnimationFrame(() => requestAnimationFrame(() => insert(template))) : null}
            onDone={() => void finish()}
          />
        </div>
        {preview && <NotePreview text={editing.text} />}
      </div>
      {completion.list}
      <p className="Unseen" role="status">
        {completion.said}
      </p>
    </div>
  );
}

/** What an empty note can begin with. */
function Beginnings({ onTemplate }: { readonly onTemplate: (template: Template) => void }) {
  return (
    <span className="NoteEditor-begin">
      {WORDS.begin}{' '}
      {TEMPLATES.map((template, i) => (
        <span key={template.id}>
          {i > 0 && ' · '}
          <button className="LinkButton" type="button" onClick={() => onTemplate(template)}>
            {template.label}
          </button>
        </span>
      ))}
    </span>
  );
}
