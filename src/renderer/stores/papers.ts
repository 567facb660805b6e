/** The list on view: an ordered array of ids, the rows fetched so far, the active paper and the selection. */
import { create } from 'zustand';
import type { PaperList, PaperRow, QueryMistake, RowGroup, Sort, View } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { showBeside } from './layout.ts';
import { showFailure } from './toasts.ts';

type Listed = Extract<PaperList, { readonly kind: 'papers' }>;

interface PapersStore extends Omit<Listed, 'kind' | 'firstRows'> {
  readonly view: View;
  /** As typed. */
  readonly query: string;
  /** The query that `ids` answers; behind `query` while an answer is on its way or the query holds a mistake. */
  readonly answered: string;
  /** The view that `ids` are of; null before the first answer. */
  readonly listed: View | null;
  readonly sort: Sort;
  readonly mistake: QueryMistake | null;
  /** False until the view's first answer. */
  readonly loaded: boolean;
  readonly rows: ReadonlyMap<number, PaperRow>;
  /** Why rows are like the starred papers, as far as that is known; empty in every other order. */
  readonly reasons: ReadonlyMap<number, readonly string[]>;
  readonly activeId: number | null;
  /** More than the active paper, where several are chosen; empty otherwise. */
  readonly selected: ReadonlySet<number>;
  /** Where a range began: it grows and shrinks from there. */
  readonly anchorId: number | null;
  /** The papers were picked one by one, so that moving on keeps them; moving away from a range lets it go. */
  readonly picking: boolean;
  /** Grows whenever the list should scroll the active row into view. */
  readonly reveal: number;
}

const NO_PAPERS = {
  ids: [],
  groups: [],
  terms: [],
  hiddenBy: [],
  elsewhere: 0,
  anyWords: null,
  spelling: null,
  bounded: null,
  complete: true,
} as const satisfies Omit<Listed, 'kind' | 'firstRows'>;

export const usePapers = create<PapersStore>(() => ({
  view: { kind: 'inbox' },
  query: '',
  answered: '',
  listed: null,
  sort: 'newest',
  ...NO_PAPERS,
  mistake: null,
  loaded: false,
  rows: new Map(),
  reasons: new Map(),
  activeId: null,
  selected: new Set(),
  anchorId: null,
  picking: false,
  reveal: 0,
}));

const get = usePapers.getState;
const set = usePapers.setState;

/** Rows held at most; beyond it the ones out of sight are let go. */
const ROWS_KEPT = 2_000;
/** Ids in one request for rows. */
const ROWS_ASKED = 100;

/** By id the place and one, 0 for none: ids are small numbers, and a map of a hundred thousand takes longer than a frame. */
let positions: { ids: readonly number[]; places: Uint32Array } = { ids: [], places: new Uint32Array(0) };

function placesOf(ids: readonly number[]): Uint32Array {
  let highest = 0;
  for (const id of ids) highest = Math.max(highest, id);
  const places = new Uint32Array(highest + 1);
  for (let at = 0; at < ids.length; at += 1) places[ids[at] ?? 0] = at + 1;
  return places;
}

/** Where a paper stands in the list, from 0; -1 when it is not there. */
export function positionOf(id: number | null): number {
  if (id === null) return -1;
  const { ids } = get();
  if (positions.ids !== ids) positions = { ids, places: placesOf(ids) };
  return (positions.places[id] ?? 0) - 1;
}

/** Whether commands act on other papers than the active one alone. */
export const isSelection = ({ selected, activeId }: Pick<PapersStore, 'selected' | 'activeId'>): boolean =>
  selected.size > 1 || (selected.size === 1 && (activeId === null || !selected.has(activeId)));

const NOT_SELECTED = { selected: new Set<number>(), anchorId: null, picking: false } as const;

/** Whether all of these papers are so, as far as they are here: of thousands, those that were in sight speak for the rest. */
export function allAre({ rows }: Pick<PapersStore, 'rows'>, ids: Iterable<number>, is: (row: PaperRow) => boolean): boolean {
  let seen = false;
  for (const id of ids) {
    const row = rows.get(id);
    if (row === undefined) continue;
    if (!is(row)) return false;
    seen = true;
  }
  return seen;
}

/** The papers a command acts on: the selection, or the active one. */
export function targetIds(): readonly number[] {
  const { selected, activeId } = get();
  if (selected.size > 0) return get().ids.filter((id) => selected.has(id));
  return activeId === null ? [] : [activeId];
}

let listAsked = 0;

interface Keep {
  /** Keep the active paper where it is still in the list. */
  readonly active: boolean;
  /** Keep the rows fetched so far; false where they may be out of date. */
  readonly rows: boolean;
}

/** Rows that fill the tallest window, and a little more. */
const ROWS_FIRST = 40;

interface Fetched {
  readonly rows: readonly PaperRow[];
  readonly reasons: readonly (readonly [id: number, words: readonly string[]])[];
}

/** Rows, and in the order that has them their reasons: one is not seen without the other. */
async function askRows(ids: readonly number[], query: string, sort: Sort): Promise<Fetched> {
  if (ids.length === 0) return { rows: [], reasons: [] };
  const [rows, reasons] = await Promise.all([
    bridge.call('papers.rows', { ids: [...ids], query }),
    sort === 'starredLike' ? bridge.call('papers.whyStarredLike', { ids: [...ids] }) : [],
  ]);
  return { rows, reasons: reasons.map(({ id, words }) => [id, words]) };
}

/** The rows that will be on screen and did not come with the list, so that it appears filled and not row by row. */
function otherRows(ids: readonly number[], query: string, sort: Sort, isHere: (id: number) => boolean): Promise<Fetched> {
  const seen = new Set(inSight);
  const wanted = new Set([...ids.slice(0, ROWS_FIRST), ...(seen.size === 0 ? [] : ids.filter((id) => seen.has(id)))]);
  return askRows([...wanted].filter((id) => !isHere(id)).slice(0, ROWS_ASKED), query, sort);
}

const isSame = (a: View | null, b: View): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Names this list to main, so that its newest question takes the place of the one before. */
const asker = crypto.randomUUID().replaceAll('-', '');

/**
 * Asks for what is on view. What is typed meanwhile is asked at once and takes the place of the older question: its answer, should it
 * still come, is not looked at. Until the answer is here everything stays as it is.
 */
async function fetchList(keep: Keep): Promise<void> {
  listAsked += 1;
  const mine = listAsked;
  const { view, query, sort } = get();
  try {
    const list = await bridge.call('papers.list', { view, query, sort, asker, withRows: ROWS_FIRST });
    if (mine !== listAsked) return;
    if (list.kind === 'mistake') {
      // What was found last stays where it was found: another view never shows it.
      const others = isSame(get().listed, view) ? {} : { ...NO_PAPERS, answered: '', listed: view, activeId: null };
      set({ mistake: list.mistake, loaded: true, ...others });
      return;
    }
    // Snippets belong to a query, reasons to an order: rows of another one are of no use.
    const reuse = keep.rows && get().answered === query && (sort === 'starredLike') === get().reasons.size > 0;
    const came = new Map(list.firstRows.map((row) => [row.id, row]));
    // Reasons come apart from their rows, and only together with them.
    const fetched = await otherRows(
      list.ids,
      query,
      sort,
      (id) => (reuse && get().rows.has(id)) || (sort !== 'starredLike' && came.has(id)),
    );
    if (mine !== listAsked) return;
    const before = get();
    const rows = new Map([...(reuse ? before.rows : []), ...came]);
    for (const row of fetched.rows) rows.set(row.id, row);
    const kept = keep.active && before.activeId !== null && list.ids.includes(before.activeId);
    const stays = new Set(before.selected.size === 0 ? [] : list.ids);
    const { kind: _kind, firstRows: _rows, ...facts } = list;
    set({
      ...facts,
      mistake: null,
      loaded: true,
      answered: query,
      listed: view,
      rows,
      reasons: new Map([...(reuse ? before.reasons : []), ...fetched.reasons]),
      activeId: kept ? before.activeId : (list.ids[0] ?? null),
      selected: new Set([...before.selected].filter((id) => stays.has(id))),
      reveal: kept ? before.reveal : before.reveal + 1,
    });
  } catch (thrown) {
    if (mine === listAsked) showFailure(thrown, 'The list could not be read');
  }
}

/** The order last chosen for each view, and for searches wherever they are made, while the window is open. */
const chosenSorts = new Map<string, Sort>();
const SEARCHES = 'searches';
const sortKey = (view: View, query: string): string => (query.trim() === '' ? JSON.stringify(view) : SEARCHES);
const sortOf = (view: View, query: string): Sort => chosenSorts.get(sortKey(view, query)) ?? (query.trim() === '' ? 'newest' : 'best');

/** Leaves the view for another; a search does not follow unless it is given, and rows that no longer match are gone. */
export function openView(view: View, query = ''): Promise<void> {
  showBeside('papers');
  set({ view, query, sort: sortOf(view, query), mistake: null, ...NOT_SELECTED, loaded: false });
  return fetchList({ active: false, rows: true });
}

/** Reads the current view again, as after an import. */
export function reloadList(): Promise<void> {
  return fetchList({ active: true, rows: true });
}

/** Searches as typed; results stay until better ones arrive. */
export function setQuery(query: string): Promise<void> {
  set({ query, sort: sortOf(get().view, query) });
  return fetchList({ active: query.trim() === '', rows: true });
}

export function setSort(sort: Sort): Promise<void> {
  const { view, query } = get();
  chosenSorts.set(sortKey(view, query), sort);
  set({ sort });
  return fetchList({ active: true, rows: true });
}

const asked = new Set<number>();

/** The papers on screen when rows were last asked for. */
let inSight: readonly number[] = [];

/** Sees that the rows from `start` to `end` (exclusive) are here, asking for those that are not. */
export function needRows(start: number, end: number): void {
  const { ids, rows, answered } = get();
  inSight = ids.slice(Math.max(0, start), end);
  const missing: number[] = [];
  for (let i = Math.max(0, start); i < Math.min(end, ids.length); i += 1) {
    const id = ids[i];
    if (id !== undefined && !rows.has(id) && !asked.has(id)) missing.push(id);
  }
  for (let from = 0; from < missing.length; from += ROWS_ASKED)
    void fetchRows(missing.slice(from, from + ROWS_ASKED), answered, [start, end]);
}

async function fetchRows(ids: readonly number[], query: string, near: readonly [number, number]): Promise<void> {
  for (const id of ids) asked.add(id);
  try {
    const { sort } = get();
    const fetched = await askRows(ids, query, sort);
    if (get().answered !== query) return; // the list has moved on to another search
    const rows = new Map(get().rows);
    for (const row of fetched.rows) rows.set(row.id, row);
    if (rows.size > ROWS_KEPT) {
      const keepFrom = near[0] - ROWS_KEPT / 4;
      const keepTo = near[1] + ROWS_KEPT / 4;
      for (const id of rows.keys()) {
        const at = positionOf(id);
        if (at < keepFrom || at > keepTo) rows.delete(id);
      }
    }
    const reasons = get().sort === sort ? [...get().reasons, ...fetched.reasons].filter(([id]) => rows.has(id)) : [...get().reasons];
    set({ rows, reasons: new Map(reasons) });
  } catch (thrown) {
    showFailure(thrown, 'Some rows could not be read');
  } finally {
    for (const id of ids) asked.delete(id);
  }
}

/** Makes a paper the active one and lets a selection of several go. */
export function activate(id: number | null, options: { readonly reveal: boolean } = { reveal: true }): void {
  set((s) => ({ activeId: id, ...NOT_SELECTED, reveal: options.reveal ? s.reveal + 1 : s.reveal }));
}

/** Moves up or down the list by `by` rows, stopping at its ends. */
export function moveActive(by: number): void {
  const { ids, activeId, picking } = get();
  if (ids.length === 0) return;
  const at = positionOf(activeId);
  const to = ids[at < 0 ? 0 : Math.max(0, Math.min(ids.length - 1, at + by))] ?? null;
  if (picking) set((s) => ({ activeId: to, anchorId: null, reveal: s.reveal + 1 }));
  else activate(to);
}

/** Selects from where the range began to the row beside the active one: the range grows, or shrinks on the way back. */
export function extendSelection(by: 1 | -1): void {
  const { ids, activeId } = get();
  const next = ids[positionOf(activeId) + by];
  if (next !== undefined) selectTo(next);
}

/** Adds or removes one paper of the selection. */
export function toggleSelected(id: number): void {
  const { selected, activeId } = get();
  const changed = new Set(selected);
  if (changed.size === 0 && activeId !== null && activeId !== id) changed.add(activeId);
  if (!changed.delete(id)) changed.add(id);
  set({ activeId: id, selected: changed, anchorId: id, picking: changed.size > 0 });
}

/** Selects every row from where the range began, or else from the active paper, to `id`; papers picked before stay. */
export function selectTo(id: number): void {
  const { ids, activeId, anchorId, selected, picking } = get();
  const begun = positionOf(anchorId) >= 0 ? anchorId : activeId;
  const from = positionOf(begun);
  const to = positionOf(id);
  if (to < 0) return;
  const range = ids.slice(Math.min(from < 0 ? to : from, to), Math.max(from, to) + 1);
  const all = picking ? [...selected, ...range] : range;
  set((s) => ({ selected: new Set(all.length > 1 ? all : []), activeId: id, anchorId: from < 0 ? id : begun, reveal: s.reveal + 1 }));
}

export function selectAll(): void {
  set((s) => ({ selected: new Set(s.ids), anchorId: null, picking: false }));
}

export function clearSelection(): void {
  set(NOT_SELECTED);
}

/** Goes to the next unread paper below the active one, wherever it is; false if there is none. */
export async function nextUnread(): Promise<boolean> {
  const { ids, activeId } = get();
  for (let i = positionOf(activeId) + 1; i < ids.length; i += ROWS_ASKED) {
    const window = ids.slice(i, i + ROWS_ASKED);
    if (window.some((id) => !get().rows.has(id))) await fetchRows(window, get().answered, [i, i + ROWS_ASKED]);
    const { rows } = get();
    const found = window.find((id) => rows.get(id)?.status === 'new');
    if (found !== undefined) {
      activate(found);
      return true;
    }
  }
  return false;
}

/** Shows a change before it is kept, so that the next key builds on it; the function given back shows again what was before. */
export function showAtOnce(ids: readonly number[], changed: Partial<Pick<PaperRow, 'starred' | 'status'>>): () => void {
  const before = ids.flatMap((id) => get().rows.get(id) ?? []);
  const put = (rows: readonly PaperRow[]) => set((s) => ({ rows: new Map([...s.rows, ...rows.map((row) => [row.id, row] as const)]) }));
  put(before.map((row) => ({ ...row, ...changed })));
  return () => put(before);
}

/**
 * Takes papers out of the list at once, as when they go to the trash; the row that follows becomes active.
 * The function given back puts them where they were.
 */
export function dropFromList(gone: readonly number[]): () => void {
  const before = get();
  const { ids, groups, activeId, selected } = before;
  const out = new Set(gone);
  const at = positionOf(activeId);
  const after = ids.slice(at).find((id) => !out.has(id)) ?? ids.slice(0, Math.max(0, at)).findLast((id) => !out.has(id)) ?? null;
  let start = 0;
  const regrouped: RowGroup[] = [];
  for (const group of groups) {
    const count = ids.slice(group.start, group.start + group.count).filter((id) => !out.has(id)).length;
    if (count > 0) regrouped.push({ ...group, start, count });
    start += count;
  }
  set((s) => ({
    ids: ids.filter((id) => !out.has(id)),
    groups: regrouped,
    activeId: activeId !== null && out.has(activeId) ? after : activeId,
    ...NOT_SELECTED,
    reveal: s.reveal + 1,
  }));
  const left = get().ids;
  return () => {
    if (get().ids === left) set({ ids, groups, activeId, selected });
    else void reloadList();
  };
}

/** Follows changes: rows on view are fetched again and stay where they are, even if they no longer match. */
export function followPapers(): void {
  bridge.on('papers.changed', ({ ids }) => {
    if (ids === null) {
      void fetchList({ active: true, rows: false });
      return;
    }
    const { rows, ids: listed } = get();
    const stale = ids.filter((id) => rows.has(id));
    // Rows on screen first; the others are let go and fetched when they come into sight.
    const onScreen = stale.length > ROWS_ASKED ? inSight.filter((id) => stale.includes(id)) : stale;
    if (stale.length > onScreen.length) {
      const left = new Map(rows);
      const kept = new Set(onScreen);
      for (const id of stale) if (!kept.has(id)) left.delete(id);
      set({ rows: left });
    }
    if (onScreen.length > 0) void fetchRows(onScreen, get().answered, [0, listed.length]);
  });
  bridge.on('search.changed', ({ state }) => {
    if (state === 'ready' && !get().complete) void reloadList();
  });
  bridge.onConnection((state) => {
    if (state === 'open') void fetchList({ active: true, rows: false });
  });
}
