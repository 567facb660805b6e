/** What the status bar says. */
import type { Job, LibraryState, SearchState } from '../../../shared/models.ts';

const number = new Intl.NumberFormat('en-GB');

export const words = {
  shortcuts: 'All shortcuts',
  settings: 'Settings',
  lost: 'The connection with the library is lost. Trying again …',
  searchFailed: 'Search could not be prepared. Lists and filters still work.',

  counts({ counts, unread }: LibraryState): string {
    if (counts.all === 0) return counts.trash > 0 ? 'No papers but those in the trash' : 'No papers yet';
    const papers = counts.all === 1 ? '1 paper' : `${number.format(counts.all)} papers`;
    return unread === 0 ? `${papers}, none unread` : `${papers}, ${number.format(unread)} unread`;
  },

  preparing({ indexed, total }: SearchState): string {
    return total === 0 ? 'Preparing search …' : `Preparing search … ${percent(indexed, total)}`;
  },

  cancel: (job: Job): string => `Cancel: ${job.label}`,
  more: (jobs: number): string => `and ${jobs} more`,
};

/** Never 100 % before the end. */
export function percent(done: number, total: number): string {
  return `${Math.min(99, Math.floor((100 * done) / total))}%`;
}
