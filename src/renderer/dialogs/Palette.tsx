import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { bridge } from '../bridge.ts';
import { COMMANDS, type Command, runCommand } from '../commands.ts';
import { type PaperHit, usePaperHits } from '../paperHits.ts';
import { closeDialog, focusPane } from '../stores/layout.ts';
import { useLibrary } from '../stores/library.ts';
import { openPaper } from '../stores/paperLinks.ts';
import { openView } from '../stores/papers.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Matched } from '../ui/Matched.tsx';
import { Modal } from '../ui/Modal.tsx';
import { matching, matchLabel, type Range } from '../ui/matching.ts';
import { Option } from '../ui/Option.tsx';
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

const NO_HITS: readonly PaperHit[] = [];

/** Closes the palette first: what runs finds the keyboard where it was before. */
function afterClosing(run: () => void): () => void {
  return () => {
    closeDialog();
    // react-aria gives the focus back in the frame after the next.
    requestAnimationFrame(() => requestAnimationFrame(run));
  };
}

function commandEntry(command: Command, ranges: readonly Range[]): Entry {
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
  const hits = usePaperHits(forTags ? '' : typed) ?? NO_HITS;
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
        run: afterClosing(() => void openPaper(id, 'list')),
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

/** Ids hold no spaces. */
const optionId = (key: string): string => `palette-${key}`;

/** Every command and every paper by a few letters of its name. */
export function Palette() {
  const [typed, setTyped] = useState('');
  /** By its key, so that papers arriving later do not move the choice; the first entry where it is gone. */
  const [chosenKey, setChosenKey] = useState('');
  const groups = useGroups(typed).filter((group) => group.entries.length > 0);
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.max(
    0,
    entries.findIndex((entry) => entry.key === chosenKey),
  );
  const chosen = entries[at];

  const choose = (to: number) => setChosenKey(entries[(to + entries.length) % entries.length]?.key ?? '');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') choose(at + 1);
    else if (event.key === 'ArrowUp') choose(at - 1);
    else if (event.key === 'Enter') chosen?.run();
    else if (event.key === '?' && typed === '') afterClosing(() => runCommand('shortcuts'))();
    else return;
    event.preventDefault();
  };

  return (
    <Modal label={words.label} className="Palette" at="top" onClose={closeDialog}>
      <div className="Palette-field">
        <Icon name="search" />
        <input
          className="Palette-input"
          role="combobox"
          aria-label={words.field}
          aria-expanded={entries.length > 0}
          aria-controls="palette-list"
          aria-autocomplete="list"
          {...(chosen === undefined ? {} : { 'aria-activedescendant': optionId(chosen.key) })}
          placeholder={words.placeholder}
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the dialog is this field
          autoFocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosenKey('');
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div className="Palette-list" id="palette-list" role="listbox" aria-label={words.list} hidden={entries.length === 0}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options is no fieldset
          <div key={group.heading} role="group" aria-label={group.heading}>
            <div className="Palette-group" aria-hidden="true">
              {group.heading}
            </div>
            {group.entries.map((entry) => (
              <Option
                key={entry.key}
                id={optionId(entry.key)}
                chosen={entry === chosen}
                onHover={() => setChosenKey(entry.key)}
                onPress={entry.run}
              >
                <Icon name={entry.icon} />
                <span className="Command-label" title={entry.icon === 'file' ? entry.label : undefined}>
                  <Matched label={entry.label} ranges={entry.ranges} />
                </span>
                {entry.keys !== undefined && <Keys keys={entry.keys} platform={bridge.platform} />}
              </Option>
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <p className="Palette-empty" role="status">
          {typed.startsWith('#') ? words.noTag : words.nothing}
        </p>
      )}
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
