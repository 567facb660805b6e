import { AppError } from '../../shared/errors.ts';
import type { ChangeResult, SavedSearch } from '../../shared/models.ts';
import { type LibraryReader, type LibraryWriter, sql } from './db.ts';
import { inStep } from './journal.ts';
import { tagKey } from './tags.ts';
import { newUid } from './uid.ts';

const SEARCH = 'SELECT uid, name, query FROM searches';

/** Saved searches in the order of the sidebar. */
export function listSearches(db: LibraryReader): SavedSearch[] {
  return sql<SavedSearch>(db, `${SEARCH} ORDER BY position, id`).all();
}

/**
 * A saved search by its uid.
 * @throws {AppError} `not-found`
 */
export function getSearch(db: LibraryReader, uid: string): SavedSearch {
  const found = sql<SavedSearch>(db, `${SEARCH} WHERE uid = ?`).get(uid);
  if (!found) throw new AppError('not-found', 'This saved search is gone.');
  return found;
}

/** A saved search by its name, in whatever case; null if there is none. */
export function searchNamed(db: LibraryReader, name: string): SavedSearch | null {
  return sql<SavedSearch>(db, `${SEARCH} WHERE name_key = ?`).get(tagKey(name)) ?? null;
}

/**
 * Keeps a search under a name, at the end of the list.
 * @throws {AppError} `bad-request` for a name that is taken
 */
export function saveSearch(
  db: LibraryWriter,
  now: Date,
  { name, query }: Pick<SavedSearch, 'name' | 'query'>,
): ChangeResult & { readonly search: SavedSearch } {
  refuseTaken(db, name, null);
  const uid = newUid();
  const result = inStep(
    db,
    now,
    () => `Saved the search “${name}”`,
    () => {
      sql(
        db,
        `INSERT INTO searches (uid, name, name_key, query, position, created_at)
         VALUES (?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM searches), ?)`,
      ).run(uid, name, tagKey(name), query, now.toISOString());
    },
  );
  return { ...result, search: getSearch(db, uid) };
}

/**
 * Gives a saved search another name, another query, or both.
 * @throws {AppError} `not-found`; `bad-request` for a name that is taken
 */
export function changeSearch(
  db: LibraryWriter,
  now: Date,
  uid: string,
  to: { readonly name?: string | undefined; readonly query?: string | undefined },
): ChangeResult {
  const before = getSearch(db, uid);
  const { name = before.name, query = before.query } = to;
  refuseTaken(db, name, uid);
  return inStep(
    db,
    now,
    () => (name === before.name ? `Changed the search “${name}”` : `Renamed the search “${before.name}” to “${name}”`),
    () => {
      sql(db, 'UPDATE searches SET name = ?, name_key = ?, query = ? WHERE uid = ?').run(name, tagKey(name), query, uid);
    },
  );
}

/**
 * Moves a saved search to a place among the others, from 0.
 * @throws {AppError} `not-found`
 */
export function moveSearch(db: LibraryWriter, now: Date, uid: string, to: number): ChangeResult {
  const { name } = getSearch(db, uid);
  const others = listSearches(db).filter((one) => one.uid !== uid);
  const order = [...others.slice(0, to).map((one) => one.uid), uid, ...others.slice(to).map((one) => one.uid)];
  return inStep(
    db,
    now,
    () => `Moved the search “${name}”`,
    () => {
      for (const [at, each] of order.entries())
        sql(db, 'UPDATE searches SET position = ? WHERE uid = ? AND position <> ?').run(at + 1, each, at + 1);
    },
  );
}

/**
 * Takes a saved search away; the papers stay, and undo brings it back.
 * @throws {AppError} `not-found`
 */
export function deleteSearch(db: LibraryWriter, now: Date, uid: string): ChangeResult {
  const { name } = getSearch(db, uid);
  return inStep(
    db,
    now,
    () => `Deleted the search “${name}”`,
    () => {
      sql(db, 'DELETE FROM searches WHERE uid = ?').run(uid);
    },
  );
}

function refuseTaken(db: LibraryReader, name: string, by: string | null): void {
  const taken = searchNamed(db, name);
  if (taken !== null && taken.uid !== by) {
    throw new AppError('bad-request', `There is a saved search called “${taken.name}” already. Nothing was changed; choose another name.`);
  }
}
