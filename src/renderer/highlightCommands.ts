/** Commands of highlighting and of choosing words by keyboard. Those of the bar act while it is open and leave their keys to others else. */
import { HIGHLIGHT_COLORS } from '../shared/models.ts';
import type { Direction, Unit } from '../shared/text/choice.ts';
import type { Command } from './commands.ts';
import * as caret from './stores/caret.ts';
import * as highlights from './stores/highlights.ts';
import { focusOn, focusPane, useLayout } from './stores/layout.ts';
import { useSettings } from './stores/settings.ts';
import { isTextInSight } from './stores/texts.ts';

const adjusting = () => highlights.useHighlights.getState().adjusting !== null;
const hasSelection = () => highlights.marked()?.kind === 'selection';
const barOpen = () => highlights.marked() !== null;
const onHighlight = () => highlights.marked()?.kind === 'highlight' && !adjusting();
const choosing = () => caret.useCaret.getState().caret !== null;
// In the list the arrows are the list's.
const choosingHere = () => choosing() && useLayout.getState().activePane === 'reader';

function stepTo(direction: Direction): void {
  focusPane('reader');
  highlights.stepHighlight(direction);
}

/** In order of precedence: a key means the first of its commands that can run. */
export const marking: readonly Command[] = [
  {
    id: 'caret.start',
    label: 'Choose words by keyboard',
    group: 'Highlight',
    icon: 'text',
    keys: ['v'],
    when: isTextInSight,
    run: () => (choosing() ? caret.leaveCaret() : caret.startCaret()),
  },
  {
    id: 'highlight.add',
    get label() {
      return adjusting() ? 'Take the selection as the highlight' : 'Highlight the selection';
    },
    group: 'Highlight',
    icon: 'marker',
    keys: ['h', 'Enter'],
    when: hasSelection,
    run: () => highlights.highlightSelection(),
  },
  ...HIGHLIGHT_COLORS.map(
    (color, i): Command => ({
      id: `highlight.color.${color}`,
      get label() {
        return `Highlight as ${useSettings.getState().roles[color]}`;
      },
      group: 'Highlight',
      icon: 'marker',
      keys: [String(i + 1)],
      when: barOpen,
      run: () => highlights.colorMarked(color),
    }),
  ),
  {
    id: 'highlight.comment',
    label: 'Comment on the highlight',
    group: 'Highlight',
    icon: 'note',
    keys: ['a'],
    when: barOpen,
    run: async () => {
      await highlights.commentMarked();
      caret.stopCaret();
    },
  },
  {
    id: 'highlight.copy',
    label: 'Copy the words',
    group: 'Highlight',
    icon: 'copy',
    keys: ['c'],
    when: barOpen,
    run: highlights.copyMarked,
  },
  {
    id: 'highlight.search',
    label: 'Search for the words',
    group: 'Highlight',
    icon: 'search',
    keys: ['/'],
    when: barOpen,
    run: () => {
      const searching = highlights.searchMarked();
      caret.leaveCaret();
      return searching;
    },
  },
  {
    id: 'highlight.adjust',
    label: 'Extend or shrink the highlight',
    group: 'Highlight',
    icon: 'text',
    keys: ['Enter'],
    when: onHighlight,
    run: () => {
      const at = highlights.marked();
      if (at?.kind === 'highlight') highlights.adjust(at.highlight.id);
    },
  },
  {
    id: 'highlight.delete',
    label: 'Delete the highlight',
    group: 'Highlight',
    icon: 'trash',
    keys: ['Delete', 'Backspace'],
    when: barOpen,
    run: highlights.deleteMarked,
  },
  ...(['next', 'previous'] as const).map(
    (which): Command => ({
      id: `highlight.${which}`,
      label: which === 'next' ? 'Next highlight' : 'Previous highlight',
      group: 'Highlight',
      icon: which === 'next' ? 'down' : 'up',
      keys: [which === 'next' ? ']' : '['],
      when: () => isTextInSight() && highlights.highlightsOnView().some(({ range }) => range !== null),
      run: () => stepTo(which === 'next' ? 1 : -1),
    }),
  ),
  ...caretKeys(),
  {
    id: 'highlight.bar',
    label: 'Go to the bar',
    group: 'Highlight',
    icon: 'marker',
    keys: ['Tab', 'Alt+F10'],
    // From the text alone: Tab goes on from the bar as from anywhere else.
    when: () => barOpen() && document.activeElement?.matches('body, [data-reader-scroll], [role=application]') === true,
    run: () => focusOn('[data-mark-bar] button'),
    hidden: true,
  },
  {
    id: 'highlight.close',
    label: 'Close the bar',
    group: 'Highlight',
    icon: 'x',
    keys: ['Escape'],
    when: () => barOpen() || adjusting() || (choosing() && isTextInSight()),
    run: caret.leaveCaret,
    hidden: true,
  },
];

/** Arrow keys and their like while words are being chosen. */
function caretKeys(): readonly Command[] {
  const key = (id: string, label: string, keys: readonly string[], run: () => void): Command => ({
    id: `caret.${id}`,
    label,
    group: 'Choose words',
    icon: 'text',
    keys,
    when: choosingHere,
    run,
    hidden: true,
  });
  const arrow = (unit: Unit, direction: Direction) =>
    unit === 'word' ? (direction === 1 ? 'ArrowRight' : 'ArrowLeft') : direction === 1 ? 'ArrowDown' : 'ArrowUp';
  const pairs = (['word', 'sentence'] as const).flatMap((unit) =>
    ([1, -1] as const).flatMap((direction) => [
      key(
        `${unit}.${direction === 1 ? 'next' : 'previous'}`,
        `${direction === 1 ? 'Next' : 'Previous'} ${unit}`,
        [arrow(unit, direction)],
        () => caret.moveCaret(unit, direction),
      ),
      key(
        `${unit}.${direction === 1 ? 'more' : 'less'}`,
        direction === 1 ? `Extend by a ${unit}` : `Extend back by a ${unit}`,
        [`Shift+${arrow(unit, direction)}`],
        () => caret.extendCaret(unit, direction),
      ),
    ]),
  );
  return [
    ...pairs,
    key('first', 'First sentence', ['Home'], () => caret.moveCaretToEdge(-1)),
    key('last', 'Last sentence', ['End'], () => caret.moveCaretToEdge(1)),
    key('turn', 'Move the other end', ['o'], caret.turnCaret),
    key('switch', 'Title or abstract', ['Tab'], caret.switchCaretText),
  ];
}
