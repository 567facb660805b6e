import type { View } from '../../shared/models.ts';
import { type LibraryReader, list, sqlOnce, type Value } from './db.ts';
import { type ListFilter, whereFilter, whereView } from './paperList.ts';

/** What papers are looked up by. */
export type PapersAsked = { readonly view: View } | { readonly filter: ListFilter };

/**
 * The papers of a view, or those that pass a filter, in no order; a filter passes papers in the trash, too. With `among` only
 * those of these.
 * @throws {AppError} `not-found` for a tag or digest that is gone
 */
export function idsFor(db: LibraryReader, asked: PapersAsked, among?: readonly number[]): number[] {
  const conditions = ["imports.state = 'finished'", 'p.merged_into IS NULL'];
  const values: Value[] = [];
  const where = (condition: string, ...bound: Value[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (among !== undefined) where('p.id IN (SELECT value FROM json_each(?))', list(among));
  if ('view' in asked) whereView(db, asked.view, where);
  else whereFilter(asked.filter, where);
  const found = sqlOnce<{ id: number }>(
    db,
    `SELECT p.id FROM papers AS p JOIN imports ON imports.id = p.import_id WHERE ${conditions.join(' AND ')}`,
  ).all(...values);
  return found.map(({ id }) => id);
}
