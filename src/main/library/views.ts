import type { View } from '../../shared/models.ts';
import { PLACE_NAMES } from '../../shared/placeNames.ts';
import { type LibraryReader, sql } from './db.ts';

/** What the sidebar calls a view. */
export function viewName(db: LibraryReader, view: View): string {
  if (!('uid' in view)) return PLACE_NAMES[view.kind];
  const table = { tag: 'tags', digest: 'digests', search: 'searches' }[view.kind];
  return sql<{ name: string }>(db, `SELECT name FROM ${table} WHERE uid = ?`).get(view.uid)?.name ?? '';
}
