/** Papers that look like one: the groups found, the one on view, and what is chosen of each of its papers. */
import { create } from 'zustand';
import { AppError } from '../../shared/errors.ts';
import type { ComparedPaper, DuplicateGroup, MergeField, PaperRow } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { keepApart, mergePapers } from './changes.ts';
import { fieldStates, takenFrom } from './duplicateFields.ts';
import { focusPane, showBeside, useLayout } from './layout.ts';
import { finishNote } from './notes.ts';
import { openPaper } from './paperLinks.ts';
import { showFailure } from './toasts.ts';

interface DuplicatesStore {
  /** The search under way, by the name of its job. */
  readonly looking: string | null;
  /** Null until the first search came to its end. */
  readonly groups: readonly DuplicateGroup[] | null;
  /** The first papers of the groups on view. */
  readonly rows: ReadonlyMap<number, PaperRow>;
  /** The group that is compared, by its key. */
  readonly activeKey: string | null;
  /** Grows whenever the list should scroll the active group into view. */
  readonly reveal: number;
  /** Its papers side by side; null while they are fetched. */
  readonly compared: { readonly key: string; readonly papers: readonly ComparedPaper[] } | null;
  /** The paper that stays. */
  readonly keep: number;
  /** Fields taken from a paper by hand. */
  readonly take: Readonly<Partial<Record<MergeField, number>>>;
  /** Where one of them shows at a time, the one that does; and where Escape leads back from. */
  readonly side: 'list' | 'compare';
}

export const useDuplicates = create<DuplicatesStore>(() => ({
  looking: null,
  groups: null,
  rows: new Map(),
  activeKey: null,
  reveal: 0,
  compared: null,
  keep: 0,
  take: {},
  side: 'list',
}));

const get = useDuplicates.getState;
const set = useDuplicates.setState;

/** Rows in one request. */
const ROWS_ASKED = 100;
/** A pause in changes before the library is asked, in milliseconds. */
const PAUSE = 60;

export const groupKey = (group: DuplicateGroup): string => group.ids.join('-');

/** Whether the pane stands beside the sidebar, in place of the list and the reader. */
export const areDuplicatesShown = (): boolean => useLayout.getState().beside === 'duplicates';

/** Where the active group stands in the list, from 0; -1 without one. */
export function activePosition({ groups, activeKey }: Pick<DuplicatesStore, 'groups' | 'activeKey'>): number {
  return groups === null || activeKey === null ? -1 : groups.findIndex((group) => groupKey(group) === activeKey);
}

/** Shows the pane and looks anew; what was found before stays until better is known. */
export async function openDuplicates(): Promise<void> {
  if (!(await finishNote())) return;
  showBeside('duplicates');
  useLayout.setState({ sidebarFloats: false });
  set((s) => ({ side: 'list', reveal: s.reveal + 1 }));
  focusPane('duplicates');
  await look();
}

/** Goes back to the list and the reader. */
export function closeDuplicates(): void {
  showBeside('papers');
  focusPane('list');
}

/** Looks through the library, unless that is being done. */
export async function look(): Promise<void> {
  if (get().looking !== null) return;
  const jobId = `duplicates-${crypto.randomUUID()}`;
  set({ looking: jobId });
  try {
    await show(await bridge.call('duplicates.find', { jobId }));
  } catch (thrown) {
    // Stopped by a person: what was found before is there still.
    if (AppError.from(thrown).code !== 'cancelled') showFailure(thrown, 'Duplicates could not be looked for');
    if (get().groups === null) set({ groups: [] });
  } finally {
    set({ looking: null });
  }
}

/** Groups that went by what was just done to them: an undo brings them back, and the keyboard with them. */
let acted: string | null = null;

/** Puts groups on view. The active one stays active; where it went, the next takes its place. */
async function show(groups: readonly DuplicateGroup[]): Promise<void> {
  const before = get();
  const at = Math.max(0, activePosition(before));
  const keys = new Set(groups.map(groupKey));
  const hadKeys = new Set((before.groups ?? []).map(groupKey));
  const back = acted !== null && keys.has(acted) && !hadKeys.has(acted) ? acted : null;
  const next = groups[Math.min(at, groups.length - 1)];
  const stays = before.activeKey !== null && keys.has(before.activeKey) ? before.activeKey : null;
  const activeKey = back ?? stays ?? (next === undefined ? null : groupKey(next));
  set((s) => ({
    groups,
    activeKey,
    reveal: activeKey === s.activeKey ? s.reveal : s.reveal + 1,
    ...(groups.length === 0 ? { side: 'list' } : {}),
  }));
  await compare(activeKey !== before.activeKey);
}

let compares = 0;
let comparing = Promise.resolve();

/** Fetches the papers of the active group; choices made by hand stay with their group. */
function compare(anew: boolean): Promise<void> {
  comparing = fetchCompared(anew);
  return comparing;
}

async function fetchCompared(anew: boolean): Promise<void> {
  compares += 1;
  const mine = compares;
  const { groups, activeKey } = get();
  const group = groups?.[activePosition({ groups, activeKey })];
  if (group === undefined || activeKey === null) {
    set({ compared: null });
    return;
  }
  try {
    const papers = await bridge.call('duplicates.compare', { ids: [...group.ids] });
    if (mine !== compares) return;
    const [first] = papers;
    if (first === undefined) return;
    set({ compared: { key: activeKey, papers }, ...(anew || get().compared?.key !== activeKey ? { keep: first.paper.id, take: {} } : {}) });
  } catch (thrown) {
    // It went between two events; the list that comes with the next one does not have it.
    if (mine === compares && AppError.from(thrown).code !== 'not-found') showFailure(thrown, 'The papers could not be read');
  }
}

/** Makes a group the active one. */
export function activateGroup(key: string, options: { readonly reveal: boolean } = { reveal: true }): void {
  if (get().activeKey === key) return;
  set((s) => ({ activeKey: key, reveal: options.reveal ? s.reveal + 1 : s.reveal }));
  void compare(true);
}

/** Moves up or down the list by `by` groups, stopping at its ends. */
export function moveGroup(by: number): void {
  const { groups } = get();
  if (groups === null || groups.length === 0) return;
  const at = activePosition(get());
  const to = groups[at < 0 ? 0 : Math.max(0, Math.min(groups.length - 1, at + by))];
  if (to !== undefined) activateGroup(groupKey(to));
}

const asked = new Set<number>();

/** Sees that the first papers of the groups from `start` to `end` (exclusive) are here. */
export function needGroups(start: number, end: number): void {
  const { groups, rows } = get();
  const ids = (groups ?? []).slice(Math.max(0, start), end).flatMap(({ ids: [first] }) => (first === undefined ? [] : [first]));
  const missing = ids.filter((id) => !rows.has(id) && !asked.has(id));
  for (let from = 0; from < missing.length; from += ROWS_ASKED) void fetchRows(missing.slice(from, from + ROWS_ASKED));
}

async function fetchRows(ids: readonly number[]): Promise<void> {
  for (const id of ids) asked.add(id);
  try {
    const fetched = await bridge.call('papers.rows', { ids: [...ids] });
    set((s) => ({ rows: new Map([...s.rows, ...fetched.map((row) => [row.id, row] as const)]) }));
  } catch (thrown) {
    showFailure(thrown, 'Some titles could not be read');
  } finally {
    for (const id of ids) asked.delete(id);
  }
}

/** Chooses the paper that stays. */
export function keepPaper(id: number): void {
  set({ keep: id });
}

/** Takes a field from a paper. */
export function takeField(field: MergeField, id: number): void {
  set((s) => ({ take: { ...s.take, [field]: id } }));
}

/** Goes to the papers side by side, or back to the list. */
export function goToSide(side: DuplicatesStore['side']): void {
  set({ side });
  if (side === 'list') focusPane('duplicates');
  else requestAnimationFrame(() => document.querySelector<HTMLElement>('.Compare input:checked')?.focus());
}

let acting = false;

/**
 * Does something to the papers of the active group. A key may come before they do: it waits for them, and means
 * the group it was pressed for. A second key while the first is being carried out is none.
 */
async function actOnActive(act: (papers: readonly ComparedPaper[]) => Promise<unknown>): Promise<void> {
  const { activeKey } = get();
  if (acting || activeKey === null) return;
  acting = true;
  try {
    await comparing;
    const { compared } = get();
    if (compared === null || compared.key !== activeKey || get().activeKey !== activeKey) return;
    acted = activeKey;
    await act(compared.papers);
  } finally {
    acting = false;
  }
}

/** Makes one paper of the active group, as it is shown. */
export const mergeActive = (): Promise<void> =>
  actOnActive((papers) => {
    const { keep, take } = get();
    const others = papers.map(({ paper }) => paper.id).filter((id) => id !== keep);
    return mergePapers(keep, others, takenFrom(fieldStates(papers, keep, take)));
  });

/** Remembers that no two papers of the active group are the same. */
export const keepActiveApart = (): Promise<void> => actOnActive((papers) => keepApart(papers.map(({ paper }) => paper.id)));

/** Opens the paper that stays in the reader. */
export async function openKept(): Promise<void> {
  const { compared, keep } = get();
  if (compared !== null) await openPaper(keep, 'reader');
}

/** Follows what is done to the papers while the pane is on view; what was missed is asked for when it is opened. */
export function followDuplicates(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = async () => {
    try {
      const groups = await bridge.call('duplicates.list', {});
      if (groups !== null && get().groups !== null) await show(groups);
    } catch (thrown) {
      showFailure(thrown, 'The list of duplicates could not be read');
    }
  };
  bridge.on('library.changed', () => {
    if (!areDuplicatesShown()) return;
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), PAUSE);
  });
  bridge.on('papers.changed', ({ ids }) => {
    set((s) => ({ rows: ids === null ? new Map() : new Map([...s.rows].filter(([id]) => !ids.includes(id))) }));
  });
}
