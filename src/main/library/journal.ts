/**
 * Everything people do to a library is a named step, so that it can be undone, after a restart too.
 * Triggers (journalTriggers.ts) note each row as it was; undo swaps that with the row as it is, which is what redo swaps back.
 */
import { AppError } from '../../shared/errors.ts';
import type { ChangeResult, StepRef } from '../../shared/models.ts';
import { type LibraryReader, type LibraryWriter, list, sql, transaction } from './db.ts';
import { swapStep } from './journalSwap.ts';
import { isSqliteError } from './sqliteErrors.ts';

/** Steps that can be undone. */
export const KEPT_STEPS = 1_000;
/** Steps older than this are forgotten, in milliseconds. */
export const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

/**
 * Runs synchronous work as one step in one transaction. `label` names it in the past tense, once the papers it changed are counted.
 * Work that changes nothing leaves no step. A step clears what could have been redone.
 */
export function inStep(db: LibraryWriter, now: Date, label: (changed: readonly number[]) => string, work: () => void): ChangeResult {
  return transaction(db, () => {
    if (sql<{ step_id: number | null }>(db, 'SELECT step_id FROM journal').get()?.step_id) throw new Error('a step inside a step');
    const id = Number(sql(db, "INSERT INTO steps (label, at) VALUES ('', ?)").run(now.toISOString()).lastInsertRowid);
    sql(db, 'UPDATE journal SET step_id = ?').run(id);
    work();
    sql(db, 'UPDATE journal SET step_id = NULL').run();
    if (!sql(db, 'SELECT 1 FROM changes WHERE step_id = ? LIMIT 1').get(id)) {
      sql(db, 'DELETE FROM steps WHERE id = ?').run(id);
      return { step: null, changed: [] };
    }
    const changed = papersOf(db, id);
    const step = { id, label: label(changed) };
    sql(db, 'UPDATE steps SET label = ? WHERE id = ?').run(step.label, id);
    forgetUndone(db);
    forgetOld(db, now);
    countChange(db);
    return { step, changed };
  });
}

/** Bookkeeping that is no step of anyone's: drafts, the papers of an import under way and their taking out. In one transaction. */
export function quietly<T>(db: LibraryWriter, work: () => T): T {
  return transaction(db, () => {
    const before = sql<{ quiet: number }>(db, 'SELECT quiet FROM journal').get()?.quiet ?? 0;
    sql(db, 'UPDATE journal SET quiet = 1').run();
    const result = work();
    sql(db, 'UPDATE journal SET quiet = ?').run(before);
    return result;
  });
}

/** The step that {@link undo} would undo. */
export function nextUndo(db: LibraryReader): StepRef | null {
  return sql<StepRef>(db, 'SELECT id, label FROM steps WHERE undone IS NULL ORDER BY id DESC LIMIT 1').get() ?? null;
}

/** The step that {@link redo} would do again. */
export function nextRedo(db: LibraryReader): StepRef | null {
  return sql<StepRef>(db, 'SELECT id, label FROM steps WHERE undone IS NOT NULL ORDER BY undone DESC LIMIT 1').get() ?? null;
}

/**
 * Undoes the last step, or `stepId` where no later step touched its rows.
 * @throws {AppError} `nothing-to-undo`, `undo-blocked`
 */
export function undo(db: LibraryWriter, now: Date, stepId?: number): ChangeResult {
  const last = nextUndo(db);
  if (!last) throw new AppError('nothing-to-undo', 'There is nothing to undo.');
  const step = stepId === undefined || stepId === last.id ? last : earlier(db, stepId);
  return swap(db, step, 'undo', now);
}

/**
 * Does again what was undone last.
 * @throws {AppError} `nothing-to-redo`
 */
export function redo(db: LibraryWriter, now: Date): ChangeResult {
  const step = nextRedo(db);
  if (!step) throw new AppError('nothing-to-redo', 'There is nothing to redo.');
  return swap(db, step, 'redo', now);
}

/** Goes up with every finished write, so that what stands beside the library knows whether it is behind. */
export function changeNumber(db: LibraryReader): number {
  return sql<{ n: number }>(db, 'SELECT change_number AS n FROM journal').get()?.n ?? 0;
}

const countChange = (db: LibraryWriter) => sql(db, 'UPDATE journal SET change_number = change_number + 1').run();

function blocked(label: string, cause?: string): AppError {
  return new AppError(
    'undo-blocked',
    `“${label}” cannot be undone on its own any more: something done later builds on it. Undo the later steps first.`,
    cause === undefined ? undefined : { cause },
  );
}

function earlier(db: LibraryWriter, stepId: number): StepRef {
  const step = sql<StepRef & { undone: number | null }>(db, 'SELECT id, label, undone FROM steps WHERE id = ?').get(stepId);
  if (!step) throw new AppError('nothing-to-undo', 'That step is too old to be undone.');
  if (step.undone !== null) throw new AppError('nothing-to-undo', `“${step.label}” has already been undone.`);
  const laterOnItsRows = sql(
    db,
    `SELECT 1 FROM changes AS mine JOIN changes AS later ON later.tbl = mine.tbl AND later.key = mine.key AND later.step_id > mine.step_id
     JOIN steps ON steps.id = later.step_id AND steps.undone IS NULL WHERE mine.step_id = ? LIMIT 1`,
  ).get(stepId);
  // An import is one row in the journal, yet all its papers go with it.
  const laterOnItsPapers = sql(
    db,
    `SELECT 1 FROM changes AS mine JOIN papers ON papers.import_id = mine.key
     JOIN changes AS later ON later.paper_id = papers.id AND later.step_id > mine.step_id
     JOIN steps ON steps.id = later.step_id AND steps.undone IS NULL WHERE mine.step_id = ? AND mine.tbl = 'imports' LIMIT 1`,
  ).get(stepId);
  // The highlight that was moved has been found again since, where it had been moved to.
  const laterFromItsPlaces = sql(
    db,
    `SELECT 1 FROM changes AS mine JOIN anchors AS place ON place.id = mine.key
     JOIN anchors AS found ON found.highlight_id = place.highlight_id AND found.id > place.id
     JOIN changes AS later ON later.tbl = 'anchors' AND later.key = found.id AND later.step_id > mine.step_id
     JOIN steps ON steps.id = later.step_id AND steps.undone IS NULL WHERE mine.step_id = ? AND mine.tbl = 'anchors' LIMIT 1`,
  ).get(stepId);
  // A comment that went first would come back beside a highlight that is gone.
  const goneUnderItsComments = sql(
    db,
    `SELECT 1 FROM changes AS mine JOIN notes ON notes.id = mine.key
     JOIN highlights ON highlights.id = notes.highlight_id AND highlights.deleted_at IS NOT NULL
     JOIN changes AS later ON later.tbl = 'highlights' AND later.key = highlights.id AND later.step_id > mine.step_id
     WHERE mine.step_id = ? AND mine.tbl = 'notes' LIMIT 1`,
  ).get(stepId);
  if (laterOnItsRows || laterOnItsPapers || laterFromItsPlaces || goneUnderItsComments) throw blocked(step.label);
  return { id: step.id, label: step.label };
}

function swap(db: LibraryWriter, step: StepRef, direction: 'undo' | 'redo', now: Date): ChangeResult {
  const undone = direction === 'undo' ? '(SELECT coalesce(max(undone), 0) + 1 FROM steps)' : 'NULL';
  try {
    return transaction(db, () => {
      // Before and after: a tag's papers are known only while they wear it.
      const before = papersOf(db, step.id);
      quietly(db, () => swapStep(db, step.id, direction, now));
      sql(db, `UPDATE steps SET undone = ${undone} WHERE id = ?`).run(step.id);
      countChange(db);
      return { step, changed: [...new Set([...before, ...papersOf(db, step.id)])] };
    });
  } catch (thrown) {
    // Rows that others now refer to, or whose name was taken since.
    if (isSqliteError(thrown, 'SQLITE_CONSTRAINT')) throw blocked(step.label, String(thrown));
    throw thrown;
  }
}

/** More papers of an import than this are not named one by one: nobody could do more with them than look at everything again. */
const NAMED_IMPORTED = 2_500;
const SOME_IMPORTED = `SELECT id FROM (SELECT papers.id FROM changes JOIN papers ON papers.import_id = changes.key
WHERE step_id = @stepId AND tbl = 'imports' LIMIT ${NAMED_IMPORTED})`;

/** Every paper a step shows differently: its own rows, those of its imports up to {@link NAMED_IMPORTED}, those that wear its tags. */
function papersOf(db: LibraryReader, stepId: number): number[] {
  return sql<{ id: number }>(
    db,
    `SELECT paper_id AS id FROM changes WHERE step_id = @stepId AND paper_id IS NOT NULL
     UNION ${SOME_IMPORTED}
     UNION SELECT paper_tags.paper_id FROM changes JOIN paper_tags ON paper_tags.tag_id = changes.key WHERE step_id = @stepId AND tbl = 'tags'`,
  )
    .all({ stepId })
    .map((row) => row.id);
}

/** A new step takes the place of those that were undone; tells whether there were any. */
export function forgetUndone(db: LibraryWriter): boolean {
  return sql(db, 'DELETE FROM steps WHERE undone IS NOT NULL').run().changes > 0;
}

function forgetOld(db: LibraryWriter, now: Date): void {
  const oldest = new Date(now.getTime() - KEPT_FOR).toISOString();
  const gone = sql<{ id: number }>(
    db,
    'SELECT id FROM steps WHERE at < @oldest OR id IN (SELECT id FROM steps WHERE undone IS NULL ORDER BY id DESC LIMIT -1 OFFSET @kept)',
  ).all({ oldest, kept: KEPT_STEPS });
  if (gone.length > 0) sql(db, 'DELETE FROM steps WHERE id IN (SELECT value FROM json_each(?))').run(list(gone.map((step) => step.id)));
}

/** The papers whose searchable texts a step changed, done or undone: stars and statuses are not among them. */
export function retoldPapers(db: LibraryReader, stepId: number): number[] {
  return sql<{ id: number }>(
    db,
    `SELECT paper_id AS id FROM changes WHERE step_id = @stepId AND tbl IN ('abstracts', 'paper_tags', 'notes', 'highlights', 'anchors')
     UNION SELECT paper_id FROM changes WHERE step_id = @stepId AND tbl = 'papers' AND (before IS NULL OR
       EXISTS (SELECT 1 FROM json_each(before) WHERE key IN ('title', 'authors', 'venue', 'abstract_id')))
     UNION ${SOME_IMPORTED}
     UNION SELECT paper_tags.paper_id FROM changes JOIN paper_tags ON paper_tags.tag_id = changes.key WHERE step_id = @stepId AND tbl = 'tags'`,
  )
    .all({ stepId })
    .map((row) => row.id);
}

/** Whether a step is an import, or undoes or redoes one: its papers come and go without a change of their own. */
export function movesPapers(db: LibraryReader, stepId: number): boolean {
  return sql(db, "SELECT 1 FROM changes WHERE step_id = @stepId AND tbl = 'imports' LIMIT 1").get({ stepId }) !== undefined;
}
