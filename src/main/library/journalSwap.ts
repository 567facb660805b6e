import { type LibraryWriter, list, raw, sql, type Value } from './db.ts';
import { JOURNALLED } from './journalTriggers.ts';

interface Change {
  readonly id: number;
  readonly tbl: string;
  readonly key: number;
  readonly before: string | null;
}
type Image = Readonly<Record<string, Value>>;

/**
 * Swaps the rows of a step with their images: `undo` goes from its last change to the first, `redo` the other way,
 * so that every state in between is one that was there before. Runs quietly inside a transaction;
 * what the rows refer to is checked when that ends.
 */
export function swapStep(db: LibraryWriter, stepId: number, direction: 'undo' | 'redo', now: Date): void {
  raw(db).pragma('defer_foreign_keys = ON');
  const order = direction === 'undo' ? 'DESC' : 'ASC';
  const changes = sql<Change>(db, `SELECT id, tbl, key, before FROM changes WHERE step_id = ? ORDER BY id ${order}`).all(stepId);
  const bodies = noteBodies(db, changes);
  for (const change of changes) sql(db, 'UPDATE changes SET before = ? WHERE id = ?').run(swapRow(db, change), change.id);
  // What is typed on a note stands with it, though no step says so.
  sql(
    db,
    `UPDATE note_drafts SET paper_id = notes.paper_id FROM notes WHERE notes.id = note_id AND note_drafts.paper_id <> notes.paper_id
     AND note_id IN (SELECT key FROM changes WHERE step_id = ? AND tbl = 'notes')`,
  ).run(stepId);
  for (const [noteId, body] of bodies) keepVersion(db, noteId, body, now);
}

/** Puts a row back as its image says and returns the image of what it replaced. */
function swapRow(db: LibraryWriter, { tbl, key, before }: Change): string | null {
  if (!(JOURNALLED as readonly string[]).includes(tbl)) throw new Error(`the journal names a table it does not keep: ${tbl}`);
  if (before === null) {
    const row = sql<Image>(db, `SELECT * FROM ${tbl} WHERE id = ?`).get(key);
    sql(db, `DELETE FROM ${tbl} WHERE id = ?`).run(key);
    return JSON.stringify(row);
  }
  const image: Image = JSON.parse(before);
  const columns = Object.keys(image);
  const row = sql<Image>(db, `SELECT ${columns.join(', ')} FROM ${tbl} WHERE id = ?`).get(key);
  if (row === undefined) {
    sql(db, `INSERT INTO ${tbl} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...Object.values(image));
    return null;
  }
  sql(db, `UPDATE ${tbl} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`).run(...Object.values(image), key);
  return JSON.stringify(row);
}

function noteBodies(db: LibraryWriter, changes: readonly Change[]): Map<number, string> {
  const ids = changes.filter((change) => change.tbl === 'notes').map((change) => change.key);
  if (ids.length === 0) return new Map();
  const rows = sql<{ id: number; body: string }>(db, 'SELECT id, body FROM notes WHERE id IN (SELECT value FROM json_each(?))').all(
    list(ids),
  );
  return new Map(rows.map((row) => [row.id, row.body]));
}

/** A note whose words an undo changed gains a version: the number of its newest one never goes back. */
function keepVersion(db: LibraryWriter, noteId: number, bodyBefore: string, now: Date): void {
  const note = sql<{ body: string }>(db, 'SELECT body FROM notes WHERE id = ?').get(noteId);
  if (!note) return;
  const newest = sql<{ seq: number }>(db, 'SELECT max(seq) AS seq FROM note_revisions WHERE note_id = ?').get(noteId)?.seq ?? 0;
  const revision = note.body === bodyBefore ? newest : newest + 1;
  if (revision > newest) {
    sql(db, 'INSERT INTO note_revisions (note_id, seq, body, saved_at) VALUES (?, ?, ?, ?)').run(
      noteId,
      revision,
      note.body,
      now.toISOString(),
    );
  }
  if (revision > newest) {
    // What is being typed on top of the version that was undone goes on from the one that took its place, and stays in sight.
    sql(db, 'UPDATE note_drafts SET base_revision = ? WHERE note_id = ? AND base_revision = ?').run(revision, noteId, newest);
  }
  sql(db, 'UPDATE notes SET revision = ?, updated_at = iif(revision = ?, updated_at, ?) WHERE id = ?').run(
    revision,
    revision,
    now.toISOString(),
    noteId,
  );
}
