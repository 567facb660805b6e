import type { Place } from '../../shared/models.ts';
import { type LibraryReader, sql } from './db.ts';

interface StateCount {
  readonly status: 'new' | 'queued' | 'reading' | 'read' | 'skipped';
  readonly starred: number;
  readonly trashed: number;
  readonly n: number;
}

/** How many papers each place of the sidebar holds. Reads one index, never the papers. */
export function countPlaces(db: LibraryReader): Record<Place, number> {
  const counts: Record<Place, number> = { inbox: 0, queued: 0, reading: 0, starred: 0, all: 0, read: 0, skipped: 0, trash: 0 };
  for (const { status, starred, trashed, n } of sql<StateCount>(db, COUNT_STATES).iterate()) {
    if (trashed) {
      counts.trash += n;
      continue;
    }
    counts.all += n;
    counts[status === 'new' ? 'inbox' : status] += n;
    if (starred) counts.starred += n;
  }
  return counts;
}

export const COUNT_STATES = `SELECT status, starred_at IS NOT NULL AS starred, trashed_at IS NOT NULL AS trashed, count(*) AS n
FROM papers WHERE merged_into IS NULL AND import_id IN (SELECT id FROM imports WHERE state = 'finished') GROUP BY 1, 2, 3`;
