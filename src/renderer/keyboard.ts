/** Binds the command table to the keyboard, in the capture phase, so that no widget takes a key first. */
import { tinykeys } from 'tinykeys';
import { COMMANDS, type Command } from './commands.ts';
import { isCovered } from './stores/layout.ts';

const TYPED_IN = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable="true"]';

const COMMENT_KEYS: ReadonlySet<string> = new Set(['Enter', 'a', 'Delete', 'Backspace']);

/** Typing in a field never fires a command; menus and buttons keep the keys they work with. */
function belongsToWidget(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target === null) return false;
  if (target.closest(TYPED_IN) !== null) return true;
  if (target.closest('[role=menu], [role=dialog], [role=alertdialog]') !== null) return true;
  const pressed = event.key === 'Enter' || event.key === ' ';
  if (pressed && target.closest('button, a, input, [role=button], summary') !== null) return true;
  const moving = event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End';
  // A comment that holds the keyboard is opened and deleted by keys that are about papers elsewhere.
  if (COMMENT_KEYS.has(event.key) && target.matches('[data-comment]')) return true;
  // In the sidebar Delete is about the tag under the keyboard, never about papers out of sight.
  const inSidebar = moving || event.key === 'Delete' || event.key === 'Backspace';
  return (
    (moving && target.closest('[role=separator], [role=radiogroup], [role=tablist], [role=toolbar], [data-moves]') !== null) ||
    (inSidebar && target.closest('nav') !== null)
  );
}

/** Whether a key that was pressed is this command's now. */
function takes(command: Command, event: KeyboardEvent): boolean {
  if (command.everywhere === true) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && (belongsToWidget(event) || isCovered())) return false;
    if (isCovered() && command.id !== 'palette') return false;
  } else if (belongsToWidget(event) || isCovered()) return false;
  return command.when?.() ?? true;
}

/** Groups whose keys go on while they are held down. */
const REPEATING: ReadonlySet<Command['group']> = new Set(['Move', 'Choose words']);

function handler(commands: readonly Command[]): (event: KeyboardEvent) => void {
  return (event) => {
    const command = commands.find((each) => takes(each, event));
    if (command === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    // A key held down walks through the list; it never decides twice.
    if (!event.repeat || REPEATING.has(command.group)) void command.run();
  };
}

/** Starts listening; returns the function that stops it. */
export function listenToKeys(target: Window): () => void {
  const byKey = Map.groupBy(
    COMMANDS.flatMap((command) => command.keys.map((key) => ({ key, command }))),
    ({ key }) => key,
  );
  const bound = [...byKey].map(([key, bindings]) => [key, handler(bindings.map(({ command }) => command))] as const);
  // tinykeys runs the first that matches: sequences come before the single keys they end with, or `g s` would star a paper.
  const isSequence = ([key]: (typeof bound)[number]) => key.includes(' ');
  const bindings = Object.fromEntries([...bound.filter(isSequence), ...bound.filter((one) => !isSequence(one))]);
  // Which keys a field keeps is decided above; only a word still being composed is left alone altogether.
  return tinykeys(target, bindings, { capture: true, ignore: (event) => event.isComposing });
}
