/** The paper in the reader: the active one of the list, fetched whole. */
import { create } from 'zustand';
import type { HighlightColor, Paper, RawRange } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { usePapers } from './papers.ts';
import { showFailure } from './toasts.ts';

/** An older version of the abstract, as it is shown. */
export interface ShownVersion {
  /** Its number. */
  readonly seq: number;
  /** What changed from it to the one after it, or to the abstract as it is now; or its own text. */
  readonly as: 'next' | 'now' | 'text';
  /** A stretch of its raw text to be marked: where a highlight stood. */
  readonly mark: (RawRange & { readonly color: HighlightColor }) | null;
}

interface ReaderStore {
  readonly paper: Paper | null;
  /** Shows the other text than the setting asks for, for this paper only: as it came instead of repaired, or the other way about. */
  readonly showOther: boolean;
  /** Null while older versions of the abstract are folded away. */
  readonly version: ShownVersion | null;
}

const AFRESH = { showOther: false, version: null } as const;

export const useReader = create<ReaderStore>(() => ({ paper: null, ...AFRESH }));

const set = useReader.setState;

let wanted: number | null = null;
let fetching = false;

/** Fetches the wanted paper; while keys repeat only the newest wish is asked for, one at a time. */
async function fetchWanted(): Promise<void> {
  if (fetching) return;
  fetching = true;
  try {
    while (wanted !== null) {
      const id = wanted;
      wanted = null;
      const paper = await bridge.call('papers.get', { id });
      if (usePapers.getState().activeId === id) {
        set((s) => (s.paper?.id === id ? { paper, version: stillThere(s.version, paper) } : { paper, ...AFRESH }));
      }
    }
  } catch (thrown) {
    showFailure(thrown, 'The paper could not be read');
  } finally {
    fetching = false;
  }
}

/** An undo of the import that changed the abstract takes an older version away: what was older is the abstract again. */
function stillThere(version: ShownVersion | null, { olderAbstracts }: Paper): ShownVersion | null {
  return olderAbstracts.some(({ seq }) => seq === version?.seq) ? version : null;
}

/** Reads the paper on view again. */
export function refreshReader(): void {
  wanted = usePapers.getState().activeId;
  void fetchWanted();
}

/**
 * Does something with the active paper once it stands in the reader: a key may come before its paper does. Not at all if
 * another paper is gone to meanwhile, or if the keyboard is given to anything but the reader.
 */
export function onceShown(act: () => void): void {
  const { activeId } = usePapers.getState();
  const isShown = () => (useReader.getState().paper?.id ?? null) === activeId;
  if (isShown()) {
    act();
    return;
  }
  const from = document.activeElement;
  const isWanted = () => {
    const now = document.activeElement;
    return usePapers.getState().activeId === activeId && (now === from || now === document.body || now?.closest('.Reader') != null);
  };
  const stop = useReader.subscribe(() => {
    if (!isShown() && isWanted()) return;
    stop();
    // Its text is on the page with the next frame.
    requestAnimationFrame(() => isShown() && isWanted() && act());
  });
}

export function toggleOriginal(): void {
  set((s) => ({ showOther: !s.showOther }));
}

/** Shows an older version of the abstract; null folds them away. */
export function showVersion(version: ShownVersion | null): void {
  set({ version });
}

/** Follows the list's active paper and its changes. */
export function followReader(): void {
  usePapers.subscribe((now, before) => {
    if (now.activeId === before.activeId) return;
    if (now.activeId === null) set({ paper: null, ...AFRESH });
    else refreshReader();
  });
  bridge.on('papers.changed', ({ ids }) => {
    const { activeId } = usePapers.getState();
    if (activeId === null) return;
    // A note that mentions this paper stands on another one.
    const told = [activeId, ...(useReader.getState().paper?.mentions.map(({ paperId }) => paperId) ?? [])];
    if (ids === null || told.some((id) => ids.includes(id))) refreshReader();
  });
}
