/** Every command once: its label, keys, condition and effect. The keyboard, the palette, the menus and the shortcut sheet all read this table. */
import { type Note, type Paper, type Place, STATUSES } from '../shared/models.ts';
import { PLACE_NAMES, STATUS_NAMES } from '../shared/placeNames.ts';
import { annotationCommands } from './annotationCommands.ts';
import { bridge } from './bridge.ts';
import { citationCommands } from './citationCommands.ts';
import { duplicateCommands } from './duplicateCommands.ts';
import { formatInSentence, OFFERED_FORMATS } from './exportFormats.ts';
import { marking } from './highlightCommands.ts';
import * as changes from './stores/changes.ts';
import { areDuplicatesShown, goToSide, useDuplicates } from './stores/duplicates.ts';
import { canExport, isOfAnnotations, openExport } from './stores/exports.ts';
import { useImports } from './stores/imports.ts';
import {
  arePapersShown,
  closeDialog,
  focusOn,
  focusPane,
  openDialog,
  restingPane,
  showBeside,
  TWO_PANES_BELOW,
  useLayout,
} from './stores/layout.ts';
import { addNote, useNotes } from './stores/notes.ts';
import * as papers from './stores/papers.ts';
import { toggleOriginal, useReader } from './stores/reader.ts';
import { openHistory } from './stores/restingNotes.ts';
import { startSaving } from './stores/searches.ts';
import { changeSettings, useSettings } from './stores/settings.ts';
import { showFailure, showToast, useToasts } from './stores/toasts.ts';
import type { IconName } from './ui/Icon.tsx';
import { placeIcon } from './viewLabels.ts';

export type CommandGroup = 'Move' | 'Decide' | 'Read and keep' | 'Highlight' | 'Choose words' | 'Go to' | 'Library' | 'Window';

export interface Command {
  readonly id: string;
  /** In sentence case, as an order: "Mark as read". */
  readonly label: string;
  readonly group: CommandGroup;
  readonly icon: IconName;
  /** In the notation of tinykeys; `$mod` is Command on a Mac and Control elsewhere. The first is the one shown. */
  readonly keys: readonly string[];
  /** Whether it can run now; always, where absent. */
  readonly when?: () => boolean;
  readonly run: () => unknown;
  /** Works while a dialog is open or a field holds the keyboard. */
  readonly everywhere?: boolean;
  /** Left out of the palette: moving about from inside it makes no sense. */
  readonly hidden?: boolean;
}

const PLACE_KEYS: Readonly<Partial<Record<Place, string>>> = { inbox: 'i', queued: 'q', reading: 'r', starred: 's', all: 'a', trash: 't' };

// What is out of sight, behind another pane, is not acted on.
const onPapers = arePapersShown;
const hasTarget = () => onPapers() && papers.targetIds().length > 0;
const hasActive = () => onPapers() && papers.usePapers.getState().activeId !== null;
const hasList = () => onPapers() && papers.usePapers.getState().ids.length > 0;
const inTrash = () => papers.usePapers.getState().view.kind === 'trash';

/** Scrolls the reader by most of a page; false when it stands at that end already. */
function scrollReader(direction: 1 | -1): boolean {
  const scroller = document.querySelector<HTMLElement>('[data-reader-scroll]');
  if (scroller === null) return false;
  const before = scroller.scrollTop;
  scroller.scrollTop += direction * scroller.clientHeight * 0.85;
  return scroller.scrollTop !== before;
}

async function goToNextUnread(): Promise<void> {
  if (!(await papers.nextUnread())) showToast('No unread papers further down.');
}

/** The active paper whole. The reader may still be showing the one before it: a key acts on what the list marks. */
async function activePaper(): Promise<Paper | null> {
  const { activeId } = papers.usePapers.getState();
  const { paper } = useReader.getState();
  if (activeId === null || paper?.id === activeId) return paper;
  try {
    return await bridge.call('papers.get', { id: activeId });
  } catch (thrown) {
    showFailure(thrown, 'The paper could not be read');
    return null;
  }
}

function annotate(): void {
  const { activeId } = papers.usePapers.getState();
  if (activeId === null) return;
  papers.clearSelection(); // a note is about one paper: the reader shows that one
  useLayout.setState({ narrowPane: 'reader' });
  void addNote(activeId);
}

/** The note whose history a key means: the one being written, else the one of this paper that was changed last, if it has any. */
function noteWithHistory(): Note | undefined {
  const { editing } = useNotes.getState();
  const notes = useReader.getState().paper?.notes.filter((note) => note.versions > 1) ?? [];
  const latest = notes.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  return latest.find((note) => note.id === editing?.noteId) ?? latest[0];
}

async function openLink(): Promise<void> {
  const paper = await activePaper();
  if (paper === null) return;
  const link = paper.links.find((l) => l.kind === 'paper') ?? paper.links.find((l) => l.kind === 'pdf') ?? paper.links[0];
  if (link === undefined) showToast('This paper has no link.');
  else window.open(link.url, '_blank', 'noopener,noreferrer');
}

/** Focuses the search box and selects what is in it. */
function focusSearch(): void {
  // Duplicates are not searched: the papers are.
  if (areDuplicatesShown()) showBeside('papers');
  if (onPapers()) useLayout.setState({ narrowPane: 'list', readerOnly: false });
  const box = onPapers() ? '.PaperList [data-search-box]' : '.Annotations [data-search-box]';
  focusOn(box);
  document.querySelector<HTMLInputElement>(box)?.select();
}

/** Opens the system's file picker; the import dialog's drop zone listens to the same input. */
function pickFile(): void {
  document.querySelector<HTMLInputElement>('[data-import-file]')?.click();
}

function stepBack(): void {
  const { selected, query } = papers.usePapers.getState();
  // A toast goes by itself soon enough: it never takes the key from what it was pressed for.
  useToasts.setState({ toast: null });
  if (useLayout.getState().sidebarFloats) {
    useLayout.setState({ sidebarFloats: false });
    focusPane(restingPane());
  } else if (useToasts.getState().notice !== null) useToasts.setState({ notice: null });
  else if (areDuplicatesShown() && useDuplicates.getState().side === 'compare') goToSide('list');
  else if (!onPapers()) {
    showBeside('papers');
    focusPane('list');
  } else if (selected.size > 0) papers.clearSelection();
  else if (query !== '') void papers.setQuery('');
  else if (useLayout.getState().readerOnly) useLayout.setState({ readerOnly: false });
  else focusPane('list');
}

function goTo(place: Place): void {
  useLayout.setState({ readerOnly: false, sidebarFloats: false });
  void papers.openView({ kind: place });
  focusPane('list');
}

const moves: readonly Command[] = [
  {
    id: 'paper.next',
    label: 'Next paper',
    group: 'Move',
    icon: 'down',
    keys: ['j', 'ArrowDown'],
    when: hasList,
    run: () => papers.moveActive(1),
    hidden: true,
  },
  {
    id: 'paper.previous',
    label: 'Previous paper',
    group: 'Move',
    icon: 'up',
    keys: ['k', 'ArrowUp'],
    when: hasList,
    run: () => papers.moveActive(-1),
    hidden: true,
  },
  {
    id: 'paper.first',
    label: 'First paper',
    group: 'Move',
    icon: 'up',
    keys: ['Home'],
    when: hasList,
    run: () => papers.moveActive(Number.NEGATIVE_INFINITY),
    hidden: true,
  },
  {
    id: 'paper.last',
    label: 'Last paper',
    group: 'Move',
    icon: 'down',
    keys: ['End'],
    when: hasList,
    run: () => papers.moveActive(Number.POSITIVE_INFINITY),
    hidden: true,
  },
  {
    id: 'reader.forward',
    label: 'Scroll, then next unread',
    group: 'Move',
    icon: 'down',
    keys: ['Space'],
    when: hasList,
    run: () => scrollReader(1) || goToNextUnread(),
    hidden: true,
  },
  {
    id: 'reader.back',
    label: 'Scroll back',
    group: 'Move',
    icon: 'up',
    keys: ['Shift+Space'],
    when: onPapers,
    run: () => scrollReader(-1),
    hidden: true,
  },
  { id: 'paper.nextUnread', label: 'Next unread', group: 'Move', icon: 'status-new', keys: ['n'], when: hasList, run: goToNextUnread },
  { id: 'search.focus', label: 'Search papers', group: 'Move', icon: 'search', keys: ['/', '$mod+f'], run: focusSearch, everywhere: true },
  {
    id: 'select.next',
    label: 'Select the next paper too',
    group: 'Move',
    icon: 'down',
    keys: ['Shift+ArrowDown'],
    when: hasList,
    run: () => papers.extendSelection(1),
    hidden: true,
  },
  {
    id: 'select.previous',
    label: 'Select the previous paper too',
    group: 'Move',
    icon: 'up',
    keys: ['Shift+ArrowUp'],
    when: hasList,
    run: () => papers.extendSelection(-1),
    hidden: true,
  },
];

const statuses: readonly Command[] = STATUSES.map((status, i) => ({
  id: `paper.status.${status}`,
  label: `Set status: ${STATUS_NAMES[status].toLowerCase()}`,
  group: 'Decide',
  icon: `status-${status}`,
  keys: [String(i + 1)],
  when: hasTarget,
  run: () => changes.setStatus(papers.targetIds(), status),
}));

const decisions: readonly Command[] = [
  {
    id: 'paper.star',
    label: 'Star or unstar',
    group: 'Decide',
    icon: 'star',
    keys: ['s'],
    when: hasTarget,
    run: () => changes.toggleStarred(),
  },
  {
    id: 'paper.read',
    label: 'Mark as read or unread',
    group: 'Decide',
    icon: 'done',
    keys: ['r', 'u'],
    when: hasTarget,
    run: () => changes.toggleRead(),
  },
  ...statuses,
  { id: 'paper.skip', label: 'Skip', group: 'Decide', icon: 'status-skipped', keys: ['e'], when: hasTarget, run: () => changes.skip() },
  { id: 'paper.tags', label: 'Tags…', group: 'Decide', icon: 'tag', keys: ['t'], when: hasTarget, run: () => openDialog('tags') },
  {
    id: 'paper.select',
    label: 'Select or deselect',
    group: 'Decide',
    icon: 'check',
    keys: ['x'],
    when: hasTarget,
    run: () => {
      const { activeId } = papers.usePapers.getState();
      if (activeId !== null) papers.toggleSelected(activeId);
    },
  },
  { id: 'select.all', label: 'Select all', group: 'Decide', icon: 'check', keys: ['$mod+a'], when: hasList, run: papers.selectAll },
  {
    id: 'paper.trash',
    label: 'Move to trash',
    group: 'Decide',
    icon: 'trash',
    keys: ['Delete', '$mod+Backspace'],
    when: () => hasTarget() && !inTrash(),
    run: () => changes.setTrashed(papers.targetIds(), true),
  },
  {
    id: 'paper.restore',
    label: 'Put back from the trash',
    group: 'Decide',
    icon: 'undo',
    keys: [],
    when: () => hasTarget() && inTrash(),
    run: () => changes.setTrashed(papers.targetIds(), false),
  },
  {
    id: 'list.markAllRead',
    label: 'Mark all as read',
    group: 'Decide',
    icon: 'inbox',
    keys: ['Shift+K'],
    when: hasList,
    run: changes.markAllRead,
  },
  { id: 'undo', label: 'Undo', group: 'Decide', icon: 'undo', keys: ['z', '$mod+z'], run: () => changes.undo() },
  { id: 'redo', label: 'Redo', group: 'Decide', icon: 'undo', keys: ['Shift+Z', '$mod+Shift+Z'], run: changes.redo },
];

const reading: readonly Command[] = [
  {
    id: 'paper.annotate',
    label: 'Write a note',
    group: 'Read and keep',
    icon: 'note',
    keys: ['a'],
    when: hasActive,
    run: annotate,
  },
  {
    id: 'note.preview',
    label: 'Preview while writing a note',
    group: 'Read and keep',
    icon: 'eye',
    keys: ['$mod+Shift+P'],
    when: () => useNotes.getState().editing !== null,
    run: () => changeSettings({ notePreview: !useSettings.getState().notePreview }),
    everywhere: true,
  },
  {
    id: 'note.history',
    label: 'Note history…',
    group: 'Read and keep',
    icon: 'history',
    keys: [],
    when: () => onPapers() && noteWithHistory() !== undefined,
    run: () => {
      const note = noteWithHistory();
      if (note !== undefined) void openHistory(note);
    },
  },
  {
    id: 'paper.open',
    label: 'Open link',
    group: 'Read and keep',
    icon: 'link',
    keys: ['o'],
    when: hasActive,
    run: openLink,
  },
  ...citationCommands(hasTarget),
  {
    id: 'reader.original',
    label: 'Show original text or repairs',
    group: 'Read and keep',
    icon: 'text',
    keys: ['Shift+O'],
    when: () => onPapers() && useReader.getState().paper !== null,
    run: toggleOriginal,
  },
  {
    id: 'reader.focus',
    label: 'Go to the reader',
    group: 'Read and keep',
    icon: 'book',
    keys: ['Enter'],
    when: () => onPapers() && useReader.getState().paper !== null,
    run: () => focusPane('reader'),
    hidden: true,
  },
];

const places: readonly Command[] = (Object.keys(PLACE_NAMES) as Place[]).map((place) => ({
  id: `go.${place}`,
  label: `Go to ${PLACE_NAMES[place]}`,
  group: 'Go to',
  icon: placeIcon(place),
  keys: PLACE_KEYS[place] === undefined ? [] : [`g ${PLACE_KEYS[place]}`],
  run: () => goTo(place),
}));

const library: readonly Command[] = [
  {
    id: 'search.save',
    label: 'Save this search…',
    group: 'Library',
    icon: 'bookmark',
    keys: ['$mod+s'],
    // Whoever writes a note means the note, which saves itself.
    when: () => onPapers() && useNotes.getState().editing === null,
    run: startSaving,
    everywhere: true,
  },
  { id: 'import.file', label: 'Import files…', group: 'Library', icon: 'import', keys: ['$mod+i'], run: pickFile },
  { id: 'export', label: 'Export…', group: 'Library', icon: 'export', keys: ['$mod+e'], when: canExport, run: () => openExport() },
  ...OFFERED_FORMATS.filter((format) => !isOfAnnotations(format)).map(
    (format): Command => ({
      id: `export.${format}`,
      label: `Export as ${formatInSentence(format)}…`,
      group: 'Library',
      icon: 'export',
      keys: [],
      when: canExport,
      run: () => openExport(format),
    }),
  ),
];

const windows: readonly Command[] = [
  {
    id: 'palette',
    label: 'Command palette',
    group: 'Window',
    icon: 'search',
    keys: ['$mod+k'],
    when: () => useImports.getState().phase === 'closed',
    run: () => (useLayout.getState().dialog === 'palette' ? closeDialog() : openDialog('palette')),
    everywhere: true,
    hidden: true,
  },
  {
    id: 'shortcuts',
    label: 'All shortcuts',
    group: 'Window',
    icon: 'keyboard',
    keys: ['?', 'Shift+?'],
    run: () => openDialog('shortcuts'),
  },
  { id: 'settings', label: 'Settings', group: 'Window', icon: 'sliders', keys: ['$mod+,'], run: () => openDialog('settings') },
  {
    id: 'window.sidebar',
    label: 'Show or hide the sidebar',
    group: 'Window',
    icon: 'sidebar',
    keys: ['$mod+b'],
    run: () => {
      if (window.innerWidth < TWO_PANES_BELOW) {
        const floats = !useLayout.getState().sidebarFloats;
        useLayout.setState({ sidebarFloats: floats });
        focusPane(floats ? 'sidebar' : restingPane());
      } else changeSettings({ sidebarHidden: !useSettings.getState().sidebarHidden });
    },
  },
  {
    id: 'window.readerOnly',
    label: 'Reader only',
    group: 'Window',
    icon: 'wide',
    keys: ['$mod+\\'],
    when: onPapers,
    run: () => useLayout.setState((s) => ({ readerOnly: !s.readerOnly })),
  },
  ...(['system', 'light', 'dark', 'sepia'] as const).map(
    (theme): Command => ({
      id: `theme.${theme}`,
      label: `Theme: ${theme}`,
      group: 'Window',
      icon: 'palette',
      keys: [],
      run: () => changeSettings({ theme }),
    }),
  ),
  {
    id: 'density',
    label: 'Compact or comfortable list',
    group: 'Window',
    icon: 'queue',
    keys: [],
    run: () => changeSettings({ density: useSettings.getState().density === 'compact' ? 'comfortable' : 'compact' }),
  },
  { id: 'escape', label: 'Close, clear or step back', group: 'Window', icon: 'x', keys: ['Escape'], run: stepBack, hidden: true },
];

/** Of several commands with one key the first that can run takes it. */
export const COMMANDS: readonly Command[] = [
  ...marking,
  ...moves,
  ...decisions,
  ...reading,
  ...places,
  ...annotationCommands,
  ...duplicateCommands,
  ...library,
  ...windows,
];

/** A command by its id; an unknown one is a programming mistake. */
export function commandOf(id: string): Command {
  const command = COMMANDS.find((c) => c.id === id);
  if (command === undefined) throw new Error(`no command is called ${id}`);
  return command;
}

export function runCommand(id: string): void {
  const command = commandOf(id);
  if (command.when?.() ?? true) void command.run();
}
