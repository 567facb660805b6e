import type { Paper } from '../../../shared/models.ts';
import { bridge } from '../../bridge.ts';
import { commandOf, runCommand } from '../../commands.ts';
import { useNotes } from '../../stores/notes.ts';
import { usePapers } from '../../stores/papers.ts';
import { Keys } from '../../ui/Keys.tsx';
import { NoteEditor } from './NoteEditor.tsx';
import { NoteItem } from './NoteItem.tsx';
import { WORDS } from './words.ts';

/** The reader's notes on a paper as a whole, in the order of writing. */
export function Notes({ paper }: { readonly paper: Paper }) {
  // A note begun right after moving on stands here before its paper does: what is typed meanwhile goes into it.
  const activeId = usePapers((s) => s.activeId);
  const isHere = ({ paperId, highlightId }: { readonly paperId: number; readonly highlightId: number | null }) =>
    highlightId === null && (paperId === paper.id || paperId === activeId);
  const opening = useNotes((s) => (s.editing !== null && isHere(s.editing) ? s.editing.opening : null));
  const openId = useNotes((s) => (s.editing !== null && isHere(s.editing) ? s.editing.noteId : null));
  const key = commandOf('paper.annotate').keys[0];
  const editor = <NoteEditor key={`open ${opening}`} />;
  // A note just made stays out of sight until the editor knows that it is its own.
  const own = paper.notes.filter((note) => note.highlightId === null);
  const notes = own.filter((note) => openId !== null || opening === null || note.body !== '' || note.draft !== null);
  const items = notes.map((note) => (note.id === openId ? editor : <NoteItem key={note.id} note={note} />));
  // A note just begun is on screen before the paper is read again. It is the last of one list, so that it stays the same editor then.
  if (opening !== null && !notes.some((note) => note.id === openId)) items.push(editor);
  return (
    <section className="Notes" aria-labelledby="notes-title">
      <h2 className="SectionTitle" id="notes-title">
        {WORDS.notes}
      </h2>
      {items}
      <button className="Note-add" type="button" onClick={() => runCommand('paper.annotate')}>
        {WORDS.annotate}
        {key !== undefined && <Keys keys={key} platform={bridge.platform} />}
      </button>
    </section>
  );
}
