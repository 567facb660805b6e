import type { Place, View } from '../../shared/models.ts';
import { type LibraryReader, sql } from './db.ts';

const PLACE_NAMES: Readonly<Record<Place, string>> = {
  inbox: 'Inbox',
  queued: 'Reading list',
  reading: 'Reading',
  starred: 'Starred',
  all: 'All papers',
  read: 'Read',
  skipped: 'Skipped',
  trash: 'Trash',
};

/** What the sidebar calls a view. */
export function viewName(db: LibraryReader, view: View): string {
  if (view.kind !== 'tag' && view.kind !== 'digest') return PLACE_NAMES[view.kind];
  const table = view.kind === 'tag' ? 'tags' : 'digests';
  return sql<{ name: string }>(db, `SELECT name FROM ${table} WHERE uid = ?`).get(view.uid)?.name ?? '';
}
