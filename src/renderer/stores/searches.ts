/** Saved searches: how many papers each finds, and every change to them. */
import { create } from 'zustand';
import { AppError } from '../../shared/errors.ts';
import type { ChangeResult, SavedSearch } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { closeDialog, openDialog } from './layout.ts';
import { refreshLibrary, useLibrary } from './library.ts';
import { openView, reloadList, usePapers } from './papers.ts';
import { nameFor, queryToKeep } from './savedQuery.ts';
import { showFailure, showToast } from './toasts.ts';

/** What the dialog is about. */
interface Draft {
  /** Of the search that is changed; null for a new one. */
  readonly uid: string | null;
  readonly name: string;
  readonly query: string;
}

interface SearchesStore {
  /** Papers each search finds, by uid; null for one that has a mistake by now. */
  readonly counts: Readonly<Record<string, number | null>>;
  readonly draft: Draft | null;
}

export const useSearches = create<SearchesStore>(() => ({ counts: {}, draft: null }));

const set = useSearches.setState;
const saved = (): readonly SavedSearch[] => useLibrary.getState().library?.searches ?? [];

/** Changes come in crowds: so long after the first of them, in milliseconds, the searches are counted. */
const PAUSE = 300;

/** A count is due, or going on. */
let counting = false;
/** Something has changed since the last count began. */
let stale = false;

/** Counts anew, soon; one count at a time, and the old ones stay until it is done. */
function countSoon(): void {
  stale = true;
  if (counting) return;
  counting = true;
  setTimeout(() => void count(), PAUSE);
}

async function count(): Promise<void> {
  stale = false;
  try {
    if (saved().length > 0) set({ counts: await bridge.call('searches.counts', {}) });
  } catch {
    // The old ones stay; whatever stands in the way of counting is told where it is in somebody's way.
  } finally {
    counting = false;
    if (stale) countSoon();
  }
}

async function change(work: Promise<ChangeResult>): Promise<boolean> {
  try {
    const { step } = await work;
    if (step !== null) showToast(`${step.label}.`, step);
    return true;
  } catch (thrown) {
    showFailure(thrown, 'The search was not changed');
    return false;
  }
}

export async function renameSearch(uid: string, name: string): Promise<void> {
  await change(bridge.call('searches.change', { uid, name }));
}

/** Moves a search up or down among the others; the sidebar has it there when this is done. */
export async function moveSearch(uid: string, by: 1 | -1): Promise<void> {
  const at = saved().findIndex((search) => search.uid === uid);
  const to = at + by;
  if (at < 0 || to < 0 || to >= saved().length) return;
  if (await change(bridge.call('searches.move', { uid, to }))) await refreshLibrary();
}

/** Takes a search away; its own view is left for all papers, which stay. */
export async function deleteSearch(uid: string): Promise<void> {
  const done = await change(bridge.call('searches.delete', { uid }));
  const { view, query } = usePapers.getState();
  if (done && view.kind === 'search' && view.uid === uid) await openView({ kind: 'all' }, query);
}

/** Asks under which name the search on view is to be kept. */
export function startSaving(): void {
  const { library } = useLibrary.getState();
  const { query, view } = usePapers.getState();
  // What is typed may be ahead of what the library says of it; a mistake only the library sees is told when it is saved.
  const kept = library === null ? null : queryToKeep(query, view, library);
  if (kept !== null) open({ uid: null, name: nameFor(kept), query: kept });
  else if (query.trim() === '') showToast('Type a search first; then it can be saved.');
  else if (view.kind === 'trash') showToast('A saved search never looks in the trash.');
  else showToast('This search has a mistake; what is mended can be saved.');
}

/** Opens a saved search for changing. */
export function editSearch({ uid, name, query }: SavedSearch): void {
  open({ uid, name, query });
}

function open(draft: Draft): void {
  set({ draft });
  openDialog('search');
}

/** Keeps what the dialog holds and closes it; gives the sentence that says why not, where it was not kept. */
export async function keepDraft({ uid, name, query }: Draft): Promise<string | null> {
  try {
    const { step } = await (uid === null
      ? bridge.call('searches.save', { name, query })
      : bridge.call('searches.change', { uid, name, query }));
    closeDialog();
    if (step !== null) showToast(`${step.label}.`, step);
    return null;
  } catch (thrown) {
    const error = AppError.from(thrown);
    if (error.code === 'bad-request') return error.message;
    closeDialog();
    showFailure(thrown, 'The search was not saved');
    return null;
  }
}

/** Follows whatever may change what searches find, or what the search on view asks for. */
export function followSearches(): void {
  useLibrary.subscribe(({ library: now }, { library: before }) => {
    if (now === before) return;
    countSoon();
    const asks = (searches: readonly SavedSearch[] = []) =>
      searches
        .map(({ uid, query }) => `${uid} ${query}`)
        .toSorted()
        .join('\n');
    const { view } = usePapers.getState();
    const isThere = view.kind === 'search' && now?.searches.some(({ uid }) => uid === view.uid) === true;
    if (isThere && before !== null && asks(now?.searches) !== asks(before.searches)) void reloadList();
  });
  bridge.on('papers.changed', countSoon);
  bridge.on('search.changed', ({ state }) => {
    if (state === 'ready') countSoon();
  });
}
