import { useCallback } from 'react';
import type { Note } from '../../../shared/models.ts';
import { followPaperLink } from '../../stores/paperLinks.ts';
import { tickBox } from '../../stores/restingNotes.ts';
import { Markdown } from '../../typeset/Markdown.tsx';

const follow = (uid: string) => void followPaperLink(uid);

/** A note's words at rest: boxes of task items can be ticked, links to papers lead there. */
export function NoteText({ note }: { readonly note: Note }) {
  const tick = useCallback((offset: number, done: boolean) => tickBox(note, offset, done), [note]);
  return <Markdown source={note.body} onPaper={follow} onTask={tick} />;
}

/** What was typed and is not saved yet: to be read. */
export function DraftText({ source }: { readonly source: string }) {
  return <Markdown source={source} onPaper={follow} />;
}
