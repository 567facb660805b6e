/** Highlights of the paper on view: what is selected to be one, which one the keyboard and the bar are about, and every change to them. */
import { create } from 'zustand';
import { type ChangeResult, HIGHLIGHT_FIELDS, type Highlight, type HighlightColor } from '../../shared/models.ts';
import { quote as quoted } from '../../shared/query/quote.ts';
import { shownRange } from '../../shared/text/spans.ts';
import { bridge } from '../bridge.ts';
import { writeClipboard } from './clipboard.ts';
import { focusPane, isReaderInSight, useLayout } from './layout.ts';
import { addNote, editNote, finishNote, useNotes } from './notes.ts';
import { setQuery } from './papers.ts';
import { onceShown, refreshReader, useReader } from './reader.ts';
import { changeSettings, useSettings } from './settings.ts';
import { isSame, isTextInSight, plainWords, type Selected, textOnView } from './texts.ts';
import { showFailure, showToast } from './toasts.ts';

export type { Selected } from './texts.ts';

interface HighlightsStore {
  readonly selection: Selected | null;
  /** The selection is being made: what it will be is not known yet. */
  readonly selecting: boolean;
  /** The highlight the bar, the keys and the margin are about. */
  readonly active: number | null;
  /** The highlight under the pointer, in the text or in the margin. */
  readonly pointed: number | null;
  /** The highlight that takes the next selection as its own range: one being extended, shrunk or placed by hand. */
  readonly adjusting: number | null;
}

const NOTHING: HighlightsStore = { selection: null, selecting: false, active: null, pointed: null, adjusting: null };

export const useHighlights = create<HighlightsStore>(() => NOTHING);

const get = useHighlights.getState;
const set = useHighlights.setState;

/** The highlights of the paper on view. */
export const highlightsOnView = (): readonly Highlight[] => useReader.getState().paper?.highlights ?? [];

export const highlightOf = (id: number | null): Highlight | null => highlightsOnView().find((highlight) => highlight.id === id) ?? null;

/** Takes what is selected on the page; a selection takes the bar from the highlight that was active. */
export function setSelection(selection: Selected | null): void {
  if (isSame(selection, get().selection)) return;
  set(selection === null ? { selection } : { selection, active: null });
}

/** Makes a highlight the one that is acted on; null lets go of it. */
export function setActive(active: number | null): void {
  set(active === null ? { active } : { active, selection: null });
}

export function point(pointed: number | null): void {
  if (get().pointed !== pointed) set({ pointed });
}

/** The next selection becomes this highlight's range; null leaves that. */
export function adjust(id: number | null): void {
  set({ adjusting: id });
}

/** What the bar stands at, and its keys act on. */
export type Marked =
  | { readonly kind: 'selection'; readonly selection: Selected }
  | { readonly kind: 'highlight'; readonly highlight: Highlight };

/** Null while the bar is closed: nothing is selected or active, a comment on it is being written, or its text is out of sight. */
export function marked(): Marked | null {
  const { selection, selecting, active, adjusting } = get();
  if (selecting || !isTextInSight()) return null;
  if (selection !== null) return { kind: 'selection', selection };
  const highlight = highlightOf(adjusting ?? active);
  if (highlight === null || highlight.range === null || useNotes.getState().editing?.highlightId === highlight.id) return null;
  return { kind: 'highlight', highlight };
}

type Placed = Pick<Highlight, 'field' | 'range' | 'quote'>;

/** What is shown of a highlight's words. */
export function wordsOf({ field, range, quote }: Placed): string {
  const text = textOnView(field);
  if (range === null || text === null) return quote;
  const { start, end } = shownRange(text.spans, range.start, range.end);
  return text.shown.slice(start, end);
}

/** A highlight's words where formulas cannot be set. */
export function plainWordsOf({ field, range, quote }: Placed): string {
  const text = textOnView(field);
  return range === null || text === null ? quote : plainWords(text, shownRange(text.spans, range.start, range.end));
}

async function change<R extends ChangeResult>(work: Promise<R>, title: string, said: (label: string) => string | null): Promise<R | null> {
  try {
    const result = await work;
    const text = result.step === null ? null : said(result.step.label);
    if (text !== null) showToast(text, result.step);
    refreshReader();
    return result;
  } catch (thrown) {
    showFailure(thrown, title);
    refreshReader(); // where the text has changed meanwhile, it is read anew
    return null;
  }
}

const silent = () => null;
const asStep = (label: string) => `${label}.`;

/** Changes go one after another, each to what was marked when its key was pressed: no two highlights where one was meant. */
let turn: Promise<unknown> = Promise.resolve();
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = turn.then(work, work);
  turn = done;
  return done;
}

/**
 * Highlights what is selected, or gives the highlight that is being adjusted that range. A highlight of the same colour that
 * the selection overlaps is extended by it, and one on the very same words takes the colour: no words bear two marks that nobody
 * could tell apart. Returns the highlight's id, null where nothing was done.
 */
export function highlightSelection(color: HighlightColor = useSettings.getState().highlightColor): Promise<number | null> {
  const { selection, adjusting } = get();
  if (selection === null) return Promise.resolve(null);
  return inTurn(() => (adjusting === null ? highlight(selection, color) : takeRange(adjusting, selection)));
}

async function highlight(selection: Selected, color: HighlightColor): Promise<number | null> {
  if (color !== useSettings.getState().highlightColor) changeSettings({ highlightColor: color });
  const { paperId, field, start, end, quote } = selection;
  const there = highlightOn(selection);
  if (there !== undefined) {
    if (there.color !== color) await recolor(there.id, color);
    goOn(selection, there.id);
    return there.id;
  }
  const touched = highlightsOnView().find(
    (other) => other.color === color && other.field === field && other.range !== null && other.range.start < end && start < other.range.end,
  );
  if (touched !== undefined) return extendBy(touched, selection);
  const made = await change(
    bridge.call('highlights.create', { paperId, field, start, end, quote, color }),
    'Nothing was highlighted',
    silent,
  );
  if (made === null) return null;
  show(made.highlight);
  goOn(selection, made.highlight.id);
  return made.highlight.id;
}

/** The bar goes from the selection to its highlight, unless something else was selected meanwhile. */
function goOn(selection: Selected, id: number): void {
  if (isSame(get().selection, selection)) setActive(id);
}

/** The highlight on these very words. */
const highlightOn = ({ paperId, field, start, end }: Selected): Highlight | undefined =>
  highlightsOnView().find(
    (other) => other.paperId === paperId && other.field === field && other.range?.start === start && other.range.end === end,
  );

/** Shows what was just made or changed before its paper is read again: the library has it so. */
function show(made: Highlight): void {
  const { paper } = useReader.getState();
  if (paper === null || paper.id !== made.paperId) return;
  const place = ({ field, range, id }: Highlight) => [HIGHLIGHT_FIELDS.indexOf(field), range?.start ?? 0, range?.end ?? 0, id] as const;
  const isBefore = (other: Highlight) => {
    const [a, b] = [place(other), place(made)];
    const at = a.findIndex((value, i) => value !== b[i]);
    return other.range !== null && (a[at] ?? 0) < (b[at] ?? 0);
  };
  const others = paper.highlights.filter(({ id }) => id !== made.id);
  const at = others.findLastIndex(isBefore) + 1;
  useReader.setState({ paper: { ...paper, highlights: others.toSpliced(at, 0, made) } });
}

function showRange(id: number, { start, end, quote }: Pick<Selected, 'start' | 'end' | 'quote'>): void {
  const highlight = highlightOf(id);
  if (highlight !== null) show({ ...highlight, range: { start, end }, quote, placedBy: 'hand' });
}

/** Extends a highlight over the words selected; it goes on where it stood. */
async function extendBy({ id, field, range }: Highlight, selection: Selected): Promise<number | null> {
  const raw = textOnView(field)?.raw;
  if (raw === undefined || range === null) return null;
  const start = Math.min(range.start, selection.start);
  const end = Math.max(range.end, selection.end);
  const quote = raw.slice(start, end);
  const extended = bridge.call('highlights.setRange', { id, start, end, quote });
  if ((await change(extended, 'The highlight was not extended', () => 'Extended the highlight.')) === null) return null;
  showRange(id, { start, end, quote });
  goOn(selection, id);
  return id;
}

async function takeRange(id: number, { field, start, end, quote }: Selected): Promise<number | null> {
  if (highlightOf(id)?.field !== field) {
    showToast(
      field === 'title' ? 'This highlight is of the abstract: select words there.' : 'This highlight is of the title: select words there.',
    );
    return null;
  }
  const done = await change(bridge.call('highlights.setRange', { id, start, end, quote }), 'The highlight was not changed', asStep);
  if (done === null) return null;
  showRange(id, { start, end, quote });
  set({ selection: null, adjusting: null, active: id });
  return id;
}

async function recolor(id: number, color: HighlightColor): Promise<void> {
  const done = await change(bridge.call('highlights.setColor', { ids: [id], color }), 'The colour was not changed', silent);
  const highlight = highlightOf(id);
  if (done !== null && highlight !== null) show({ ...highlight, color });
}

export function setColor(id: number, color: HighlightColor): Promise<void> {
  if (color !== useSettings.getState().highlightColor) changeSettings({ highlightColor: color });
  return inTurn(() => recolor(id, color));
}

/** Deletes a highlight and its comments; one that is being written is finished first, so that undo has its last words. */
export async function deleteHighlight(id: number): Promise<void> {
  if (useNotes.getState().editing?.highlightId === id && !(await finishNote())) return;
  const without = (at: number | null) => (at === id ? null : at);
  set(({ active, pointed, adjusting }) => ({ active: without(active), pointed: without(pointed), adjusting: without(adjusting) }));
  await change(bridge.call('highlights.delete', { ids: [id] }), 'The highlight was not deleted', asStep);
}

/** The highlight the bar is about: the active one, or the one that takes the selection as its range. */
function markedId(): number | null {
  const at = marked();
  return at?.kind === 'highlight' ? at.highlight.id : get().adjusting;
}

/** Gives what the bar is about a colour: a selection becomes a highlight of it. */
export async function colorMarked(color: HighlightColor): Promise<void> {
  const id = markedId();
  if (id === null) await highlightSelection(color);
  else await setColor(id, color);
}

/** Opens the comment on what the bar is about for writing: its first, or a new one. A selection is highlighted first, while the comment is begun already. */
export async function commentMarked(): Promise<void> {
  const { paper } = useReader.getState();
  const id = markedId();
  if (paper === null) return;
  if (id === null) return addNote(paper.id, highlightSelection());
  set({ selection: null, adjusting: null, active: id });
  const note = paper.notes.find(({ highlightId }) => highlightId === id);
  return note === undefined ? addNote(paper.id, id) : editNote(note);
}

/** Deletes the highlight the bar is about, or the one on the very words selected. */
export async function deleteMarked(): Promise<void> {
  const { selection } = get();
  const id = markedId();
  await inTurn(async () => {
    const on = id ?? (selection === null ? undefined : highlightOn(selection)?.id);
    if (on === undefined) showToast('These words are not highlighted.');
    else await deleteHighlight(on);
  });
}

/** The words the bar stands at, as they are shown. */
function markedWords(): string | null {
  const at = marked();
  if (at === null) return null;
  return at.kind === 'selection' ? at.selection.shown : wordsOf(at.highlight);
}

export async function copyMarked(): Promise<void> {
  const words = markedWords();
  if (words === null) return;
  try {
    await writeClipboard(words);
    showToast('Text copied.');
  } catch (thrown) {
    showFailure(thrown, 'Nothing was copied');
  }
}

/** More words than this find no other paper, and make a query nobody can read. */
const SEARCHED = 12;

/** Searches the papers for the words the bar stands at, the first of them where they are many. */
export async function searchMarked(): Promise<void> {
  const words = markedWords()?.trim().split(/\s+/u).slice(0, SEARCHED).join(' ');
  if (words === undefined) return;
  useLayout.setState({ narrowPane: 'list', readerOnly: false });
  if (!isReaderInSight()) focusPane('list');
  await setQuery(quoted(words));
}

/** Makes the next highlight of the text, or the one before, the active one; at the ends it says so. Of a paper that is still coming, when it has come. */
export function stepHighlight(direction: 1 | -1): void {
  onceShown(() => step(direction));
}

function step(direction: 1 | -1): void {
  const placed = highlightsOnView().filter(({ range }) => range !== null);
  const at = placed.findIndex(({ id }) => id === get().active);
  const next = at === -1 ? placed.at(direction === 1 ? 0 : -1) : placed[at + direction];
  if (next !== undefined) setActive(next.id);
  else showToast(direction === 1 ? 'No highlight further down.' : 'No highlight further up.');
}

/** Closes the bar: lets go of the selection and the highlight. One that is being adjusted stays active, as it was. */
export function letGo(): void {
  set(({ adjusting }) => ({ selection: null, active: adjusting, adjusting: null }));
}

/** Another paper begins with nothing selected. */
export function followHighlights(): void {
  useReader.subscribe((now, before) => {
    if (now.paper?.id !== before.paper?.id) set(NOTHING);
    else if (now.paper !== before.paper) {
      const { active, pointed, adjusting } = get();
      const gone = [active, pointed, adjusting].some((id) => id !== null && highlightOf(id) === null);
      const stays = (id: number | null) => highlightOf(id)?.id ?? null;
      if (gone) set({ active: stays(active), pointed: stays(pointed), adjusting: stays(adjusting) });
    }
  });
}
