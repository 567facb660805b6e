/** Papers that look like one and of which a person said that they are not. */
import { AppError } from '../../shared/errors.ts';
import type { ChangeResult } from '../../shared/models.ts';
import { counted } from './counted.ts';
import { type LibraryReader, type LibraryWriter, list, sql } from './db.ts';
import { inStep } from './journal.ts';

/**
 * Remembers that no two of these papers are the same.
 * @throws {AppError} `not-found` where one of them is gone
 */
export function markDistinct(db: LibraryWriter, now: Date, ids: readonly number[]): ChangeResult {
  const uids = uidsOf(db, ids);
  return inStep(
    db,
    now,
    () => `Kept ${counted(uids.length, 'paper')} apart`,
    () => {
      for (const [at, uid] of uids.entries()) for (const other of uids.slice(at + 1)) keepApart(db, uid, other, now.toISOString(), null);
    },
  );
}

/**
 * Forgets that any two of these papers are not the same.
 * @throws {AppError} `not-found` where one of them is gone
 */
export function unmarkDistinct(db: LibraryWriter, now: Date, ids: readonly number[]): ChangeResult {
  const uids = uidsOf(db, ids);
  return inStep(
    db,
    now,
    () => `No longer keeps ${counted(uids.length, 'paper')} apart`,
    () => {
      sql(db, `DELETE FROM distinct_papers WHERE uid IN (${OWN_UIDS}) AND other_uid IN (${OWN_UIDS})`).run({ ids: list(ids) });
    },
  );
}

/** The uids of these papers and of those that went into them. */
const OWN_UIDS = `SELECT papers.uid FROM papers WHERE coalesce(merged_into, id) IN (SELECT value FROM json_each(@ids))`;

/** Writes a pair down; one that is known stays as it is. `importId` is of the import that brings it. Runs inside a step or an import. */
export function keepApart(db: LibraryWriter, uid: string, other: string, at: string, importId: number | null): void {
  if (uid === other) return;
  const [first, second] = uid < other ? [uid, other] : [other, uid];
  sql(db, 'INSERT INTO distinct_papers (uid, other_uid, marked_at, import_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
    first,
    second,
    at,
    importId,
  );
}

/** The uids, in order, of what a paper was said not to be: also of papers that only another library has. */
export function keptApartFrom(db: LibraryReader, uids: readonly string[]): string[] {
  return sql<{ uid: string }>(
    db,
    `SELECT DISTINCT coalesce(stays.uid, pairs.uid) AS uid FROM (
       SELECT other_uid AS uid FROM distinct_papers WHERE uid IN (SELECT value FROM json_each(@uids))
       UNION SELECT uid FROM distinct_papers WHERE other_uid IN (SELECT value FROM json_each(@uids))) AS pairs
     LEFT JOIN papers ON papers.uid = pairs.uid LEFT JOIN papers AS stays ON stays.id = papers.merged_into ORDER BY 1`,
  )
    .all({ uids: list(uids) })
    .map((row) => row.uid);
}

/** All pairs of papers on view that were said not to be the same, by id. */
export function distinctPairs(db: LibraryReader): (readonly [number, number])[] {
  return sql<{ one: number; other: number }>(
    db,
    `SELECT coalesce(one.merged_into, one.id) AS one, coalesce(other.merged_into, other.id) AS other
     FROM distinct_papers AS pairs JOIN papers AS one ON one.uid = pairs.uid JOIN papers AS other ON other.uid = pairs.other_uid
     WHERE pairs.import_id IS NULL OR pairs.import_id IN (SELECT id FROM imports WHERE state = 'finished')`,
  )
    .all()
    .map(({ one, other }) => [one, other]);
}

function uidsOf(db: LibraryReader, ids: readonly number[]): string[] {
  const rows = sql<{ uid: string }>(db, 'SELECT uid FROM visible_papers WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id').all(
    list(ids),
  );
  if (rows.length < new Set(ids).size)
    throw new AppError('not-found', 'One of these papers is not in the library any more. Nothing was changed.');
  return rows.map((row) => row.uid);
}
