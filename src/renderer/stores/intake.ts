/** Files waiting to be imported: several at once are taken one after another, each with its own preview. */
import { create } from 'zustand';
import { importFile, useImports } from './imports.ts';

export const useIntake = create<{ readonly waiting: readonly File[] }>(() => ({ waiting: [] }));

let taking = false;

/** Resolves when no import is open. */
function importClosed(): Promise<void> {
  return new Promise((resolve) => {
    if (useImports.getState().phase === 'closed') {
      resolve();
      return;
    }
    const stop = useImports.subscribe(({ phase }) => {
      if (phase !== 'closed') return;
      stop();
      resolve();
    });
  });
}

/** Offers files for import, the first at once and the others as each preview before them closes. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  useIntake.setState((s) => ({ waiting: [...s.waiting, ...files] }));
  if (taking) return;
  taking = true;
  try {
    for (let next = useIntake.getState().waiting[0]; next !== undefined; next = useIntake.getState().waiting[0]) {
      await importClosed();
      useIntake.setState((s) => ({ waiting: s.waiting.slice(1) }));
      await importFile(next);
      await importClosed();
    }
  } finally {
    taking = false;
  }
}
