import type { Digest, Paper, PartialDate } from '../../shared/models.ts';
import { type DateColumns, dateOf, dateValues } from './dates.ts';
import { type LibraryReader, type LibraryWriter, sql } from './db.ts';
import { newUid } from './uid.ts';

/** The digests that still have papers on view, newest first. */
export function listDigests(db: LibraryReader): Digest[] {
  const rows = sql<DateColumns & { uid: string; name: string; count: number; unread: number }>(
    db,
    `SELECT uid, name, date_given, date_sort, date_precision, date_guessed, counted.count, counted.unread
     FROM digests JOIN (${COUNT_DIGESTS}) AS counted ON counted.digest_id = digests.id ORDER BY date_sort IS NULL, date_sort DESC, digests.id DESC`,
  ).all();
  return rows.map((row) => ({ uid: row.uid, name: row.name, date: dateOf(row), count: row.count, unread: row.unread }));
}

export const COUNT_DIGESTS = `SELECT digest_id, count(*) AS count, sum(status = 'new') AS unread FROM papers
WHERE digest_id IS NOT NULL AND trashed_at IS NULL AND merged_into IS NULL AND import_id IN (SELECT id FROM imports WHERE state = 'finished') GROUP BY digest_id`;

/** A digest as its papers name it; null for none. */
export function getDigest(db: LibraryReader, id: number | null): Paper['digest'] {
  const digest = sql<DateColumns & { uid: string; name: string }>(
    db,
    'SELECT uid, name, date_given, date_sort, date_precision, date_guessed FROM digests WHERE id = ?',
  ).get(id);
  return digest === undefined ? null : { uid: digest.uid, name: digest.name, date: dateOf(digest) };
}

/** A digest as lists name it: "Daily papers · Apr 28". */
export const digestLabel = (name: string, given: string | null): string => (given === null || given === '' ? name : `${name} · ${given}`);

/** Every digest's name, alone and as lists name it. */
export function digestNames(db: LibraryReader): { readonly id: number; readonly name: string; readonly label: string }[] {
  return sql<{ id: number; name: string; given: string | null }>(db, 'SELECT id, name, date_given AS given FROM digests')
    .all()
    .map(({ id, name, given }) => ({ id, name, label: digestLabel(name, given) }));
}

/** The id of a digest by uid, else by name and day, else of a new one that belongs to the import. Two imports of one page make one digest. */
export function digestFor(
  db: LibraryWriter,
  importId: number,
  digest: { readonly uid?: string | undefined; readonly name: string; readonly date: PartialDate | null },
): number {
  const found =
    (digest.uid === undefined ? undefined : sql<{ id: number }>(db, 'SELECT id FROM digests WHERE uid = ?').get(digest.uid)) ??
    sql<{ id: number }>(
      db,
      'SELECT id FROM digests WHERE name = @name AND date_sort IS @sort AND (@sort IS NOT NULL OR date_given IS @given)',
    ).get({ name: digest.name, sort: digest.date?.sort ?? null, given: digest.date?.given ?? null });
  if (found) return found.id;
  const made = sql(
    db,
    'INSERT INTO digests (uid, name, date_given, date_sort, date_precision, date_guessed, import_id) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(digest.uid ?? newUid(), digest.name, ...dateValues(digest.date), importId);
  return Number(made.lastInsertRowid);
}
