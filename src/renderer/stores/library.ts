/** What the sidebar and the status bar show: counts, tags, digests, what can be undone. */
import { create } from 'zustand';
import type { LibraryState } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { dismissConnectionNotice, showFailure } from './toasts.ts';

interface LibraryStore {
  /** Null until the first answer. */
  readonly library: LibraryState | null;
  readonly connection: 'open' | 'lost';
}

export const useLibrary = create<LibraryStore>(() => ({ library: null, connection: 'open' }));

let asked = 0;

/** Fetches the counts anew; a slower, older answer never replaces a newer one. */
export async function refreshLibrary(): Promise<void> {
  asked += 1;
  const mine = asked;
  try {
    const library = await bridge.call('library.state', {});
    if (mine === asked) useLibrary.setState({ library });
  } catch (thrown) {
    showFailure(thrown);
  }
}

/** Follows the library's events for the life of the window. */
export function followLibrary(): void {
  bridge.on('library.changed', () => void refreshLibrary());
  bridge.on('search.changed', (search) => {
    useLibrary.setState((s) => (s.library === null ? s : { library: { ...s.library, search } }));
  });
  bridge.onConnection((connection) => {
    useLibrary.setState({ connection });
    if (connection !== 'open') return;
    dismissConnectionNotice();
    void refreshLibrary();
  });
}
