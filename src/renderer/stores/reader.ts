/** The paper in the reader: the active one of the list, fetched whole. */
import { create } from 'zustand';
import type { Paper } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { usePapers } from './papers.ts';
import { showFailure } from './toasts.ts';

interface ReaderStore {
  readonly paper: Paper | null;
  /** Shows the other text than the setting asks for, for this paper only: as it came instead of repaired, or the other way about. */
  readonly showOther: boolean;
}

export const useReader = create<ReaderStore>(() => ({ paper: null, showOther: false }));

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
        set((s) => ({ paper, showOther: s.paper?.id === id ? s.showOther : false }));
      }
    }
  } catch (thrown) {
    showFailure(thrown, 'The paper could not be read');
  } finally {
    fetching = false;
  }
}

/** Reads the paper on view again. */
export function refreshReader(): void {
  wanted = usePapers.getState().activeId;
  void fetchWanted();
}

export function toggleOriginal(): void {
  set((s) => ({ showOther: !s.showOther }));
}

/** Follows the list's active paper and its changes. */
export function followReader(): void {
  usePapers.subscribe((now, before) => {
    if (now.activeId === before.activeId) return;
    if (now.activeId === null) set({ paper: null, showOther: false });
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
