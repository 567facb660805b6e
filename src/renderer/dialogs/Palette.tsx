import { Command } from 'cmdk';
import { type ReactNode, useMemo, useState } from 'react';
import { bridge } from '../bridge.ts';
import { COMMANDS, type Command as CommandEntry, runCommand } from '../commands.ts';
import { closeDialog, focusPane } from '../stores/layout.ts';
import { useLibrary } from '../stores/library.ts';
import { activate, openView } from '../stores/papers.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Modal } from '../ui/Modal.tsx';
import { Matched } from './Matched.tsx';
import { matching, matchLabel, type Range } from './matching.ts';
import { usePaperHits } from './paperHits.ts';
import { palette as words } from './words.ts';

/** Ids of commands run from the palette, the latest first; for this window's life. */
let recent: readonly string[] = [];
const RECENT = 5;

/** Commands shown where papers follow them; the rest is one more letter away. */
const BESIDE_PAPERS = 7;

interface Entry {
  readonly key: string;
  readonly icon: IconName;
  readonly label: string;
  readonly ranges: readonly Range[];
  readonly keys?: string | undefined;
  readonly run: () => void;
}

interface Group {
  readonly heading: string;
  readonly entries: readonly Entry[];
}

/** Closes the palette first: what runs finds the keyboard where it was before. */
function afterClosing(run: () => void): () => void {
  return () => {
    closeDialog();
    // react-aria gives the focus back in the frame after the next.
    requestAnimationFrame(() => requestAnimationFrame(run));
  };
}

async function openPaper(id: number): Promise<void> {
  await openView({ kind: 'all' });
  activate(id);
  focusPane('list');
}

function commandEntry(command: CommandEntry, ranges: readonly Range[]): Entry {
  return {
    key: command.id,
    icon: command.icon,
    label: command.label,
    ranges,
    keys: command.keys[0],
    run: afterClosing(() => {
      recent = [command.id, ...recent.filter((id) => id !== command.id)].slice(0, RECENT);
      runCommand(command.id);
    }),
  };
}

function useGroups(typed: string): readonly Group[] {
  // What can run is settled when the palette opens.
  const [commands] = useState(() => COMMANDS.filter((command) => command.hidden !== true && (command.when?.() ?? true)));
  const tags = useLibrary((s) => s.library?.tags);
  const forTags = typed.startsWith('#');
  const hits = usePaperHits(forTags ? '' : typed);
  return useMemo(() => {
    if (forTags) {
      const entries = matching(tags ?? [], (tag) => tag.name, typed.slice(1)).map(({ entry: { uid, name }, match }): Entry => {
        const run = afterClosing(() => {
          void openView({ kind: 'tag', uid });
          focusPane('list');
        });
        return { key: uid, icon: 'tag', label: name, ranges: match.ranges, run };
      });
      return [{ heading: words.tags, entries }];
    }
    const found = matching(commands, (command) => command.label, typed);
    if (typed.trim() === '') {
      const used = recent.flatMap((id) => found.filter(({ entry }) => entry.id === id));
      const rest = found.filter(({ entry }) => !recent.includes(entry.id));
      return [
        { heading: words.recent, entries: used.map(({ entry, match }) => commandEntry(entry, match.ranges)) },
        { heading: words.commands, entries: rest.map(({ entry, match }) => commandEntry(entry, match.ranges)) },
      ];
    }
    const papers = hits.map(
      ({ id, title }): Entry => ({
        key: `paper-${id}`,
        icon: 'file',
        label: title,
        ranges: matchLabel(title, typed)?.ranges ?? [],
        run: afterClosing(() => void openPaper(id)),
      }),
    );
    return [
      {
        heading: words.commands,
        entries: found
          .slice(0, papers.length > 0 ? BESIDE_PAPERS : found.length)
          .map(({ entry, match }) => commandEntry(entry, match.ranges)),
      },
      { heading: words.papers, entries: papers },
    ];
  }, [commands, tags, forTags, hits, typed]);
}

/** Every command and every paper by a few letters of its name. */
export function Palette() {
  const [typed, setTyped] = useState('');
  const groups = useGroups(typed).filter((group) => group.entries.length > 0);
  return (
    <Modal label={words.label} className="Palette" at="top" onClose={closeDialog}>
      <Command label={words.field} shouldFilter={false} vimBindings={false}>
        <div className="Palette-field">
          <Icon name="search" />
          <Command.Input
            className="Palette-input"
            placeholder={words.placeholder}
            autoFocus
            value={typed}
            onValueChange={setTyped}
            onKeyDown={(event) => {
              if (event.key !== '?' || typed !== '') return;
              event.preventDefault();
              afterClosing(() => runCommand('shortcuts'))();
            }}
          />
        </div>
        <Command.List className="Palette-list" label={words.list}>
          {groups.map((group) => (
            <Command.Group key={group.heading} heading={group.heading} className="Palette-group">
              {group.entries.map((entry) => (
                <Command.Item key={entry.key} value={entry.key} className="Command" onSelect={entry.run}>
                  <Icon name={entry.icon} />
                  <span className="Command-label" title={entry.icon === 'file' ? entry.label : undefined}>
                    <Matched label={entry.label} ranges={entry.ranges} />
                  </span>
                  {entry.keys !== undefined && <Keys keys={entry.keys} platform={bridge.platform} />}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
        {groups.length === 0 && (
          <p className="Palette-empty" role="status">
            {typed.startsWith('#') ? words.noTag : words.nothing}
          </p>
        )}
      </Command>
      <div className="Palette-foot">
        <Hint keys="Enter">{words.run}</Hint>
        <Hint keys="#">{words.toTags}</Hint>
        <Hint keys="?">{words.toShortcuts}</Hint>
      </div>
    </Modal>
  );
}

function Hint({ keys, children }: { readonly keys: string; readonly children: ReactNode }) {
  return (
    <span>
      <Keys keys={keys} platform={bridge.platform} /> {children}
    </span>
  );
}
