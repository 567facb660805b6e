import { bridge } from '../../bridge.ts';
import { runCommand } from '../../commands.ts';
import { discardNote, useNotes } from '../../stores/notes.ts';
import { useReader } from '../../stores/reader.ts';
import { openHistory } from '../../stores/restingNotes.ts';
import { useSettings } from '../../stores/settings.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { TEMPLATES, type Template } from './templates.ts';
import { WORDS } from './words.ts';

interface NoteToolsProps {
  /** Null where templates make no sense. */
  readonly onTemplate: ((template: Template) => void) | null;
  readonly onDone: () => void;
}

/** What can be done with the note being written. */
export function NoteTools({ onTemplate, onDone }: NoteToolsProps) {
  const preview = useSettings((s) => s.notePreview);
  const noteId = useNotes((s) => s.editing?.noteId ?? null);
  const comment = useNotes((s) => s.editing !== null && s.editing.highlightId !== null);
  const note = useReader((s) => s.paper?.notes.find(({ id }) => id === noteId));
  return (
    <span className="NoteEditor-tools">
      <IconButton
        icon="eye"
        label={preview ? WORDS.hidePreview : WORDS.showPreview}
        hint={bridge.platform === 'mac' ? '⇧⌘P' : 'Ctrl+Shift+P'}
        aria-pressed={preview}
        onClick={() => runCommand('note.preview')}
      />
      {onTemplate !== null && (
        <Menu
          label={WORDS.templates}
          items={TEMPLATES.map(({ id, label }) => ({ id, label }))}
          onAction={(chosen) => {
            const template = TEMPLATES.find(({ id }) => id === chosen);
            if (template !== undefined) onTemplate(template);
          }}
          placement="bottom end"
        >
          <IconButton icon="template" label={WORDS.templates} />
        </Menu>
      )}
      {note !== undefined && note.versions > 1 && (
        <IconButton icon="history" label={WORDS.history} onClick={() => void openHistory(note)} />
      )}
      <IconButton icon="trash" label={comment ? WORDS.deleteComment : WORDS.deleteNote} onClick={() => void discardNote()} />
      <button className="TextButton" type="button" onClick={onDone}>
        {WORDS.done}
      </button>
    </span>
  );
}
