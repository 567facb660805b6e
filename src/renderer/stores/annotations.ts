/** All annotations of the library, a view or a search: what is asked for, the keys that answer it, and the rows fetched so far. */
import { create } from 'zustand';
import type {
  AnnotatedPaper,
  AnnotationFilter,
  AnnotationFilterName,
  AnnotationKey,
  AnnotationKind,
  AnnotationList,
  AnnotationRow,
  AnnotationRows,
  AnnotationSort,
} from '../../shared/annotationModels.ts';
import type { HighlightColor, QueryMistake, View } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { ANY_TIME, type DateChoice, momentsOf } from './annotationDates.ts';
import { focusPane, showBeside, useLayout } from './layout.ts';
import { finishNote } from './notes.ts';
import { openPaper } from './paperLinks.ts';
import { usePapers } from './papers.ts';
import { showFailure } from './toasts.ts';

type Listed = Extract<AnnotationList, { readonly kind: 'annotations' }>;

interface AnnotationsStore extends Pick<Listed, 'keys' | 'paperIds' | 'total' | 'hiddenBy' | 'complete'> {
  readonly tab: 'list' | 'evidence';
  /** Papers of this view … */
  readonly view: View;
  /** … that this query finds, as typed. */
  readonly query: string;
  /** The query that `keys` answers; behind `query` while an answer is on its way or the query holds a mistake. */
  readonly answered: string;
  readonly mistake: QueryMistake | null;
  /** Empty means all. */
  readonly kinds: readonly AnnotationKind[];
  readonly colors: readonly HighlightColor[];
  readonly dates: DateChoice;
  /** What annotations must hold, as typed. */
  readonly text: string;
  readonly sort: AnnotationSort;
  /** False until the first answer. */
  readonly loaded: boolean;
  readonly rows: ReadonlyMap<AnnotationKey, AnnotationRow>;
  readonly papers: ReadonlyMap<number, AnnotatedPaper>;
  readonly activeKey: AnnotationKey | null;
  /** Grows whenever the list should scroll the active row into view. */
  readonly reveal: number;
  /** A paper just opened from here, and the highlight to go to in it; the reader takes it once it shows that paper. */
  readonly jumpTo: { readonly paperId: number; readonly highlightId: number } | null;
}

const LIBRARY: View = { kind: 'all' };
const UNFILTERED = { kinds: [], colors: [], dates: ANY_TIME, text: '' } as const;

export const useAnnotations = create<AnnotationsStore>(() => ({
  tab: 'list',
  view: LIBRARY,
  query: '',
  answered: '',
  mistake: null,
  ...UNFILTERED,
  sort: 'paper',
  keys: [],
  paperIds: [],
  total: 0,
  hiddenBy: [],
  complete: true,
  loaded: false,
  rows: new Map(),
  papers: new Map(),
  activeKey: null,
  reveal: 0,
  jumpTo: null,
}));

const get = useAnnotations.getState;
const set = useAnnotations.setState;

/** Rows held at most; beyond it the ones out of sight are let go. */
const ROWS_KEPT = 1_000;
/** Keys in one request for rows. */
const ROWS_ASKED = 100;
/** Rows that fill the tallest window. */
const ROWS_FIRST = 30;
/** A pause in typing, or in changes elsewhere, before the library is asked, in milliseconds. */
const PAUSE = 120;

/** Whether the pane stands beside the sidebar, in place of the list and the reader. */
export const areAnnotationsShown = (): boolean => useLayout.getState().beside === 'annotations';

/** The filter as the library is asked with it. */
export function filterOf({ kinds, colors, dates, text }: Pick<AnnotationsStore, 'kinds' | 'colors' | 'dates' | 'text'>): AnnotationFilter {
  return { kinds, colors, text, ...momentsOf(dates, new Date()) };
}

/** What `bridge.call` takes: its arrays are its own. */
export const askedFilter = (filter: AnnotationFilter) => ({ ...filter, kinds: [...filter.kinds], colors: [...filter.colors] });

let positions: { keys: readonly AnnotationKey[]; at: Map<AnnotationKey, number> } = { keys: [], at: new Map() };

/** Where an annotation stands in the list, from 0; -1 when it is not there. */
export function positionOfKey(key: AnnotationKey | null): number {
  if (key === null) return -1;
  const { keys } = get();
  if (positions.keys !== keys) positions = { keys, at: new Map(keys.map((value, index) => [value, index])) };
  return positions.at.get(key) ?? -1;
}

let listAsked = 0;

/** Papers whose rows may be out of date; null means all. */
type Stale = ReadonlySet<number> | null;
const NONE: ReadonlySet<number> = new Set();

/** Asks anew for what is on view. Rows stay until better ones are here; those of stale papers are not used again. */
async function fetchList(stale: Stale = NONE): Promise<void> {
  listAsked += 1;
  const mine = listAsked;
  const { view, query, sort } = get();
  try {
    const list = await bridge.call('annotations.list', { view, query, sort, ...askedFilter(filterOf(get())) });
    if (mine !== listAsked) return;
    if (list.kind === 'mistake') {
      set({ mistake: list.mistake, loaded: true });
      return;
    }
    const isGood = (key: AnnotationKey): boolean => {
      const row = get().rows.get(key);
      return row !== undefined && stale !== null && !stale.has(row.paperId);
    };
    const here = new Set(list.keys);
    const wanted = [...new Set([...list.keys.slice(0, ROWS_FIRST), ...inSight])].filter((key) => here.has(key) && !isGood(key));
    const fetched = wanted.length === 0 ? { rows: [], papers: [] } : await bridge.call('annotations.rows', { keys: wanted });
    if (mine !== listAsked) return;
    const { rows: before, activeKey } = get();
    const at = positionOfKey(activeKey);
    const kept = [...before].filter(([key]) => here.has(key) && isGood(key));
    const stays = activeKey !== null && here.has(activeKey);
    const { keys, paperIds, total, hiddenBy, complete } = list;
    set((s) => ({
      keys,
      paperIds,
      total,
      hiddenBy,
      complete,
      mistake: null,
      loaded: true,
      answered: query,
      ...withRows(new Map(kept), stale === null ? new Map() : s.papers, fetched),
      activeKey: stays ? activeKey : (keys[Math.min(Math.max(0, at), keys.length - 1)] ?? null),
    }));
  } catch (thrown) {
    if (mine === listAsked) showFailure(thrown, 'The annotations could not be read');
  }
}

/** Rows and papers with those just fetched; papers that no row is of are let go. */
function withRows(
  rows: ReadonlyMap<AnnotationKey, AnnotationRow>,
  papers: ReadonlyMap<number, AnnotatedPaper>,
  fetched: AnnotationRows,
): Pick<AnnotationsStore, 'rows' | 'papers'> {
  const allRows = new Map(rows);
  for (const row of fetched.rows) allRows.set(row.key, row);
  const allPapers = new Map(papers);
  for (const paper of fetched.papers) {
    // One request may know of a paper only by notes, and another by what is marked in its abstract.
    const before = allPapers.get(paper.id);
    allPapers.set(paper.id, { ...paper, abstract: paper.abstract ?? before?.abstract ?? null });
  }
  if (allPapers.size > 2 * ROWS_KEPT) {
    const used = new Set([...allRows.values()].map((row) => row.paperId));
    for (const id of allPapers.keys()) if (!used.has(id)) allPapers.delete(id);
  }
  return { rows: allRows, papers: allPapers };
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Asks after a pause: typing, and changes that come one after another, are one question. */
function fetchSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void fetchNow(), PAUSE);
}

/** What changed while nobody asked. */
let missed: Stale = null;

function fetchNow(): Promise<void> {
  clearTimeout(timer);
  const stale = missed;
  missed = NONE;
  return fetchList(stale);
}

const asked = new Set<AnnotationKey>();

/** The annotations on screen when rows were last asked for. */
let inSight: readonly AnnotationKey[] = [];

/** Sees that the rows from `start` to `end` (exclusive) are here, asking for those that are not. */
export function needAnnotations(start: number, end: number): void {
  const { keys, rows } = get();
  inSight = keys.slice(Math.max(0, start), end);
  const missing = inSight.filter((key) => !rows.has(key) && !asked.has(key));
  for (let from = 0; from < missing.length; from += ROWS_ASKED) void fetchRows(missing.slice(from, from + ROWS_ASKED), start, end);
}

async function fetchRows(keys: readonly AnnotationKey[], start: number, end: number): Promise<void> {
  for (const key of keys) asked.add(key);
  try {
    const fetched = await bridge.call('annotations.rows', { keys: [...keys] });
    set((s) => {
      const all = withRows(s.rows, s.papers, fetched);
      if (all.rows.size <= ROWS_KEPT) return all;
      const near = (key: AnnotationKey) => {
        const at = positionOfKey(key);
        return at >= start - ROWS_KEPT / 4 && at <= end + ROWS_KEPT / 4;
      };
      return { ...all, rows: new Map([...all.rows].filter(([key]) => near(key))) };
    });
  } catch (thrown) {
    showFailure(thrown, 'Some annotations could not be read');
  } finally {
    for (const key of keys) asked.delete(key);
  }
}

/** Shows the pane as it was left; a note that is open is finished first. */
export async function openAnnotations(): Promise<void> {
  if (!(await finishNote())) return;
  showBeside('annotations');
  useLayout.setState({ sidebarFloats: false });
  set((s) => ({ reveal: s.reveal + 1 }));
  // What stands there already takes the keyboard at once; the answer may be a moment away.
  focusPane('annotations');
  if (missed === null || missed.size > 0 || !get().complete || get().dates.span !== 'any') await fetchNow();
}

/** Shows the annotations on the papers of the list: its view and its search. */
export async function openAnnotationsOfList(): Promise<void> {
  const { view, answered } = usePapers.getState();
  setScope(view, answered);
  await openAnnotations();
}

/** Goes back to the list and the reader. */
export function closeAnnotations(): void {
  showBeside('papers');
  focusPane('list');
}

/** Looks at other papers; a query typed before does not follow unless it is given. */
export function setScope(view: View, query = ''): void {
  set({ view, query, mistake: null });
  void fetchNow();
}

/** Searches for papers as typed; what is there stays until better is known. */
export function setQuery(query: string): void {
  set({ query });
  fetchSoon();
}

export function setFindText(text: string): void {
  set({ text });
  fetchSoon();
}

export function setDates(dates: DateChoice): void {
  set({ dates });
  void fetchNow();
}

export function setSort(sort: AnnotationSort): void {
  set({ sort });
  void fetchNow();
}

export function showTab(tab: AnnotationsStore['tab']): void {
  set({ tab });
}

/** Adds a role to those asked for, or takes it out. */
export function toggleColor(color: HighlightColor): void {
  set((s) => ({ colors: toggled(s.colors, color) }));
  void fetchNow();
}

/** Adds a kind to those asked for, or takes it out. */
export function toggleKind(kind: AnnotationKind): void {
  set((s) => ({ kinds: toggled(s.kinds, kind) }));
  void fetchNow();
}

const toggled = <T>(among: readonly T[], one: T): readonly T[] =>
  among.includes(one) ? among.filter((other) => other !== one) : [...among, one];

/** Takes one filter away, or all of them. */
export function clearFilter(name: AnnotationFilterName | 'all'): void {
  if (name === 'all') set(UNFILTERED);
  else set({ [name]: UNFILTERED[name] });
  void fetchNow();
}

/** Makes an annotation the active one. */
export function activateKey(key: AnnotationKey, options: { readonly reveal: boolean } = { reveal: true }): void {
  set((s) => ({ activeKey: key, reveal: options.reveal ? s.reveal + 1 : s.reveal }));
}

/** Moves up or down the list by `by` annotations, stopping at its ends. */
export function moveActiveKey(by: number): void {
  const { keys, activeKey } = get();
  const at = positionOfKey(activeKey);
  const to = keys[at < 0 ? 0 : Math.max(0, Math.min(keys.length - 1, at + by))];
  if (to !== undefined) activateKey(to);
}

/** Opens the paper of an annotation in the reader, at its highlight. */
export async function openAnnotation(key: AnnotationKey | null = get().activeKey): Promise<void> {
  const at = positionOfKey(key);
  const paperId = get().paperIds[at];
  if (key === null || paperId === undefined) return;
  await openInReader(paperId, key.startsWith('h') ? Number(key.slice(1)) : null);
}

/** Opens a paper in the reader, at one of its highlights. */
export async function openInReader(paperId: number, highlightId: number | null): Promise<void> {
  set({ jumpTo: highlightId === null ? null : { paperId, highlightId } });
  await openPaper(paperId, 'reader');
}

/** Tells, once, which highlight to go to in a paper that was opened from here; null where there is none. */
export function takeJump(paperId: number): number | null {
  const { jumpTo } = get();
  if (jumpTo?.paperId !== paperId) return null;
  set({ jumpTo: null });
  return jumpTo.highlightId;
}

/** Follows changes: while the pane is shown they show at once, else when it is opened again. */
export function followAnnotations(): void {
  const miss = (ids: readonly number[] | null) => {
    missed = ids === null || missed === null ? null : new Set([...missed, ...ids]);
    if (areAnnotationsShown()) fetchSoon();
  };
  bridge.on('papers.changed', ({ ids }) => miss(ids));
  bridge.on('search.changed', ({ state }) => {
    if (state === 'ready' && !get().complete) miss([]);
  });
  bridge.onConnection((state) => {
    if (state === 'open') miss(null);
  });
}
