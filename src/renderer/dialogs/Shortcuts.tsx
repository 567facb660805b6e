import { bridge } from '../bridge.ts';
import { COMMANDS, type CommandGroup } from '../commands.ts';
import { closeDialog } from '../stores/layout.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Keys } from '../ui/Keys.tsx';
import { Modal } from '../ui/Modal.tsx';
import { close, shortcuts as words } from './words.ts';

/** Groups in three columns of about one height. */
const COLUMNS: readonly (readonly CommandGroup[])[] = [
  ['Move', 'Read and keep', 'Go to'],
  ['Decide', 'Library', 'Window'],
  ['Highlight', 'Choose words'],
];

/** Both ways to write one sign ("?" and "Shift+?") are one key for people. */
function keysToShow(keys: readonly string[]): readonly string[] {
  return keys.filter((key) => !/^Shift\+[^\p{L}]$/u.test(key) || !keys.includes(key.slice('Shift+'.length)));
}

function ShortcutGroup({ group }: { readonly group: CommandGroup }) {
  const commands = COMMANDS.filter((command) => command.group === group && command.keys.length > 0);
  return (
    <section>
      <h3>{group}</h3>
      <ul>
        {commands.map((command) => (
          <li key={command.id}>
            <span>{command.label}</span>
            <span className="ShortcutGrid-keys">
              {keysToShow(command.keys).map((keys) => (
                <Keys key={keys} keys={keys} platform={bridge.platform} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** All keys of the command table, by group. */
export function ShortcutGrid() {
  return (
    <div className="ShortcutGrid">
      {COLUMNS.map((groups) => (
        <div key={groups.join(' ')}>
          {groups.map((group) => (
            <ShortcutGroup key={group} group={group} />
          ))}
        </div>
      ))}
    </div>
  );
}

export function Shortcuts() {
  return (
    <Modal label={words.title} className="Dialog Dialog--keys" onClose={closeDialog}>
      <div className="Dialog-head Dialog-head--row">
        <h2 className="Dialog-title">{words.title}</h2>
        <IconButton icon="x" label={close} hint="Esc" onClick={closeDialog} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse */}
      <div className="Dialog-scroll" tabIndex={0}>
        <ShortcutGrid />
      </div>
      <div className="Dialog-foot">
        <span className="Dialog-note">
          {words.foot} <Keys keys="$mod+k" platform={bridge.platform} />
        </span>
      </div>
    </Modal>
  );
}
