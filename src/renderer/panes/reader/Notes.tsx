import type { Note, Paper } from '../../../shared/models.ts';
import { bridge } from '../../bridge.ts';
import { commandOf, runCommand } from '../../commands.ts';
import { useNotes } from '../../stores/notes.ts';
import { Keys } from '../../ui/Keys.tsx';
import { NoteEditor } from './NoteEditor.tsx';
import { NoteItem } from './NoteItem.tsx';
import { WORDS } from './words.ts';

/** The reader's notes on a paper, in the order of writing. */
export function Notes({ paper }: { readonly paper: Paper }) {
  const editingId = useNotes((s) => (s.editing?.paperId === paper.id ? s.editing.noteId : null));
  const key = commandOf('paper.annotate').keys[0];
  // A note just begun is on screen before the paper is read again.
  const shown: readonly (readonly [id: number, note: Note | null])[] = [
    ...paper.notes.map((note) => [note.id, note] as const),
    ...(editingId === null || paper.notes.some((note) => note.id === editingId) ? [] : [[editingId, null] as const]),
  ];
  return (
    <section className="Notes" aria-labelledby="notes-title">
      <h2 className="SectionTitle" id="notes-title">
        {WORDS.notes}
      </h2>
      {shown.map(([id, note]) => (id === editingId ? <NoteEditor key={id} /> : note !== null && <NoteItem key={id} note={note} />))}
      <button className="Note-add" type="button" onClick={() => runCommand('paper.annotate')}>
        {WORDS.annotate}
        {key !== undefined && <Keys keys={key} platform={bridge.platform} />}
      </button>
    </section>
  );
}
