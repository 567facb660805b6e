import { useEffect, useState } from 'react';
import { findBox, setBox } from '../../../shared/text/taskBoxes.ts';
import { typeNote, useNotes } from '../../stores/notes.ts';
import { followPaperLink } from '../../stores/paperLinks.ts';
import { Markdown } from '../../typeset/Markdown.tsx';
import { WORDS } from './words.ts';

/** Longer texts, in UTF-16 units, are set when typing rests, so that it is never held up. */
const LIVE = 5_000;
/** A rest in typing, in milliseconds. */
const REST = 300;

/** The text as it was at the last rest, or as it is where it is short. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text.length > LIVE ? REST : 0);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

const follow = (uid: string) => void followPaperLink(uid);

/** The note being written as it will look. */
export function NotePreview({ text }: { readonly text: string }) {
  const shown = useSettled(text);
  // Ticking here is typing: it goes into the text that is being written.
  const tick = (offset: number, done: boolean) => {
    const now = useNotes.getState().editing?.text ?? '';
    const at = findBox(shown, offset, now);
    const ticked = at === null ? null : setBox(now, at, done);
    if (ticked !== null) typeNote(ticked);
    return ticked !== null;
  };
  return (
    <section className="NotePreview" aria-label={WORDS.preview}>
      {shown.trim() === '' ? (
        <p className="NotePreview-empty">{WORDS.previewEmpty}</p>
      ) : (
        <Markdown source={shown} onPaper={follow} onTask={tick} />
      )}
    </section>
  );
}
