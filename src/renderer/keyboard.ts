/** Binds the command table to the keyboard, in the capture phase, so that no widget takes a key first. */
import { tinykeys } from 'tinykeys';
import { COMMANDS, type Command, isCovered } from './commands.ts';

const TYPED_IN = 'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable="true"]';

/** Typing in a field never fires a command; menus and buttons keep the keys they work with. */
function belongsToWidget(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (target === null) return false;
  if (target.closest(TYPED_IN) !== null) return true;
  if (target.closest('[role=menu], [role=dialog], [role=alertdialog]') !== null) return true;
  const pressed = event.key === 'Enter' || event.key === ' ';
  if (pressed && target.closest('button, a, [role=button], summary') !== null) return true;
  const moving = event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End';
  // In the sidebar Delete is about the tag under the keyboard, never about papers out of sight.
  const inSidebar = moving || event.key === 'Delete' || event.key === 'Backspace';
  return (
    (moving && target.closest('[role=separator], [role=radiogroup], [role=tablist]') !== null) ||
    (inSidebar && target.closest('nav') !== null)
  );
}

/** How long the second key of a sequence may be waited for, in milliseconds. */
const SEQUENCE_WITHIN = 1_000;

/** Tells whether a key press is the second of a sequence, which then is not a command of its own: `g s` goes to the stars and stars nothing. */
class Sequences {
  readonly #known: ReadonlySet<string>;
  #first: { readonly key: string; readonly at: number } | null = null;
  /** Of the press now being handled. */
  completes = false;

  constructor(keys: readonly string[]) {
    this.#known = new Set(keys.filter((key) => key.includes(' ')));
  }

  press(event: KeyboardEvent): void {
    const first = this.#first;
    this.completes = first !== null && event.timeStamp - first.at < SEQUENCE_WITHIN && this.#known.has(`${first.key} ${event.key}`);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !belongsToWidget(event);
    this.#first = plain && !this.completes ? { key: event.key, at: event.timeStamp } : null;
  }
}

function handler(command: Command, inSequence: () => boolean): (event: KeyboardEvent) => void {
  return (event) => {
    if (inSequence()) return;
    if (command.everywhere === true) {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (plain && (belongsToWidget(event) || isCovered())) return;
      if (isCovered() && command.id !== 'palette') return;
    } else if (belongsToWidget(event) || isCovered()) return;
    if (!(command.when?.() ?? true)) return;
    event.preventDefault();
    event.stopPropagation();
    // A key held down walks through the list; it never decides twice.
    if (!event.repeat || command.group === 'Move') void command.run();
  };
}

/** Starts listening; returns the function that stops it. */
export function listenToKeys(target: Window): () => void {
  const sequences = new Sequences(COMMANDS.flatMap((command) => command.keys));
  const watch = (event: KeyboardEvent) => sequences.press(event);
  target.addEventListener('keydown', watch, { capture: true }); // before tinykeys, which asks for the outcome
  const bindings: Record<string, (event: KeyboardEvent) => void> = {};
  for (const command of COMMANDS)
    for (const key of command.keys) bindings[key] = handler(command, key.includes(' ') ? () => false : () => sequences.completes);
  // Which keys a field keeps is decided above; only a word still being composed is left alone altogether.
  const stop = tinykeys(target, bindings, { capture: true, ignore: (event) => event.isComposing });
  return () => {
    target.removeEventListener('keydown', watch, { capture: true });
    stop();
  };
}
