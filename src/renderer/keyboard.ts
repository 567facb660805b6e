/** Binds the command table to the keyboard, in the capture phase, so that no widget takes a key first. */
import { createKeybindingsHandler } from 'tinykeys';
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
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && COMMENT_KEYS.has(event.key) && target.matches('[data-comment]')) return true;
  // In the sidebar Delete is about the tag under the keyboard, never about papers out of sight.
  const inSidebar = moving || event.key === 'Delete' || event.key === 'Backspace';
  return (
    (moving && target.closest('[role=separator], [role=radiogroup], [role=tablist], [role=toolbar], [data-moves]') !== null) ||
    (inSidebar && target.closest('nav') !== null)
  );
}

/** Whether a key is the command's to take, here and now. */
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

/** Of the commands on one key the first that can run takes it. */
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
  const isSequence = (key: string) => key.includes(' ');
  // tinykeys runs the first that matches: sequences come before the single keys they end with, or `g s` would star a paper.
  const ordered = [...byKey].sort(([a], [b]) => Number(isSequence(b)) - Number(isSequence(a)));
  const bindings = Object.fromEntries(
    ordered.map(([key, bound]) => {
      const run = handler(bound.map(({ command }) => command));
      const runAndForget = (event: KeyboardEvent) => {
        run(event);
        onKey = begin();
      };
      return [key, isSequence(key) ? runAndForget : run];
    }),
  );
  // Which keys a field keeps is decided above; only a word still being composed is left alone altogether.
  const begin = () => createKeybindingsHandler(bindings, { ignore: (event) => event.isComposing });
  // Begun anew after each sequence: the others that begin alike would stay half begun, and take the next first key for a wrong second one.
  let onKey = begin();
  const listener = (event: KeyboardEvent) => onKey(event);
  target.addEventListener('keydown', listener, { capture: true });
  return () => target.removeEventListener('keydown', listener, { capture: true });
}
