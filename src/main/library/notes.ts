import type { KeptNote } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import type { ChangeResult, Mention, Note, NoteDraft, NoteRevision } from '../../shared/models.ts';
import { type LibraryReader, type LibraryWriter, list, sql, transaction } from './db.ts';
import { inStep, quietly } from './journal.ts';
import { newUid } from './uid.ts';

type NoteColumns = Omit<Note, 'draft'>;

const NOTE = `SELECT notes.id, notes.uid, paper_id AS paperId, highlight_id AS highlightId, body, revision, created_at AS createdAt, updated_at AS updatedAt,
  (SELECT count(*) FROM note_revisions WHERE note_id = notes.id AND note_revisions.body <> '') AS versions
FROM notes JOIN visible_papers ON visible_papers.id = notes.paper_id WHERE deleted_at IS NULL`;

/** A paper's notes, oldest first, each with what was typed since it was saved. */
export function notesOf(db: LibraryReader, paperId: number): Note[] {
  return sql<NoteColumns>(db, `${NOTE} AND paper_id = ? ORDER BY notes.id`)
    .all(paperId)
    .map((note) => withDraft(db, note));
}

/** What the address of a paper begins with; its uid follows. */
const ADDRESS = 'offprint://paper/';
/** As the index notes_with_links has it: among the notes that hold an address at all it is looked which one. */
const HOLDS_ADDRESS = `instr(notes.body, '${ADDRESS}') > 0`;

/** Notes on other papers, and on papers that are not in the trash, that name this one by one of its uids. */
export function mentionsOf(db: LibraryReader, paperId: number, uids: readonly string[]): Mention[] {
  const found = uids.flatMap((uid) => sql<Mention>(db, MENTIONS).all({ uid, paperId }));
  return [...new Map(found.map((mention) => [mention.noteId, mention])).values()].sort((a, b) => a.noteId - b.noteId);
}

const MENTIONS = `SELECT notes.id AS noteId, p.id AS paperId, p.uid AS paperUid, p.title
FROM notes INDEXED BY notes_with_links JOIN visible_papers AS p ON p.id = notes.paper_id
WHERE ${HOLDS_ADDRESS} AND (notes.body GLOB '*${ADDRESS}' || @uid || '[^A-Za-z0-9_-]*' OR notes.body GLOB '*${ADDRESS}' || @uid)
  AND notes.deleted_at IS NULL AND p.trashed_at IS NULL AND p.id <> @paperId ORDER BY notes.id`;

/** Papers whose mentions a step changed, done or undone: those its notes name, or named before, and those named on papers it moved to the trash. */
export function mentionedBy(db: LibraryReader, stepId: number): number[] {
  const bodies = sql<{ body: string }>(
    db,
    `SELECT notes.body FROM changes JOIN notes ON notes.id = key WHERE step_id = @stepId AND tbl = 'notes' AND ${HOLDS_ADDRESS}
     UNION ALL SELECT before ->> 'body' FROM changes WHERE step_id = @stepId AND tbl = 'notes' AND instr(before ->> 'body', '${ADDRESS}') > 0
     UNION ALL SELECT notes.body FROM changes JOIN notes INDEXED BY notes_with_links ON notes.paper_id = key AND ${HOLDS_ADDRESS}
       WHERE step_id = @stepId AND tbl = 'papers' AND EXISTS (SELECT 1 FROM json_each(before) WHERE json_each.key = 'trashed_at')`,
  ).all({ stepId });
  const uids = new Set(
    bodies.flatMap(({ body }) => [...body.matchAll(/offprint:\/\/paper\/([A-Za-z0-9_-]+)/gu)].map(([, uid = '']) => uid)),
  );
  if (uids.size === 0) return [];
  return sql<{ id: number }>(db, 'SELECT coalesce(merged_into, id) AS id FROM papers WHERE uid IN (SELECT value FROM json_each(?))')
    .all(list([...uids]))
    .map((row) => row.id);
}

/**
 * One note.
 * @throws {AppError} `not-found`
 */
export function getNote(db: LibraryReader, noteId: number): Note {
  const note = sql<NoteColumns>(db, `${NOTE} AND notes.id = ?`).get(noteId);
  if (!note) throw new AppError('not-found', 'This note is not in the library any more. Copy your text, then write it into a new note.');
  return withDraft(db, note);
}

/** A draft that began from an older version is not shown over the newer one: it becomes a note of its own (see {@link keepStaleDrafts}). */
function withDraft(db: LibraryReader, note: NoteColumns): Note {
  const draft = sql<NoteDraft>(
    db,
    `SELECT client, body, base_revision AS baseRevision, saved_at AS savedAt FROM note_drafts
     WHERE note_id = ? AND base_revision >= ? ORDER BY turn DESC LIMIT 1`,
  ).get(note.id, note.revision);
  return { ...note, draft: draft ?? null };
}

/** What a note is on: a paper as a whole, or one of its highlights. */
type NoteOn = Pick<Note, 'paperId' | 'highlightId'>;

/**
 * Writes a new note on a paper, or a comment on a highlight of it.
 * @throws {AppError} `not-found`
 */
export function createNote(db: LibraryWriter, now: Date, on: NoteOn, body: string): ChangeResult & { readonly note: Note } {
  if (!sql(db, 'SELECT 1 FROM visible_papers WHERE id = ?').get(on.paperId)) {
    throw new AppError('not-found', 'The paper of this note is not in the library any more.');
  }
  if (on.highlightId !== null && !isCommentable(db, on.paperId, on.highlightId)) {
    throw new AppError(
      'not-found',
      'The highlight of this comment is not in the library any more. Copy your text, then write it into a note.',
    );
  }
  let id = 0;
  const result = inStep(
    db,
    now,
    () => (on.highlightId === null ? 'Added a note' : 'Added a comment'),
    () => {
      id = insertNote(db, now, on, body);
    },
  );
  return { ...result, note: getNote(db, id) };
}

function isCommentable(db: LibraryReader, paperId: number, highlightId: number): boolean {
  return sql(db, 'SELECT 1 FROM highlights WHERE id = ? AND paper_id = ? AND deleted_at IS NULL').get(highlightId, paperId) !== undefined;
}

/** Puts a note and its first version in; returns its id. Runs inside a step. */
function insertNote(db: LibraryWriter, now: Date, on: NoteOn, body: string): number {
  const at = now.toISOString();
  return insertVersions(db, on, newUid(), [{ seq: 1, body, savedAt: at }], { createdAt: at, updatedAt: at });
}

/** Puts a note in as another library had it, with its versions and, where it is free, its uid. Runs inside a step or an import. */
export function insertKeptNote(db: LibraryWriter, on: NoteOn, note: KeptNote, at: string): void {
  const createdAt = note.createdAt ?? at;
  const updatedAt = note.updatedAt ?? createdAt;
  // A source made by hand may number two versions alike: both are kept, in their order.
  const older: NoteRevision[] = [];
  for (const version of [...(note.revisions ?? [])].sort((a, b) => a.seq - b.seq)) {
    older.push({ ...version, seq: Math.max(version.seq, (older.at(-1)?.seq ?? 0) + 1) });
  }
  const newest = older.at(-1);
  const versions = newest?.body === note.body ? older : [...older, { seq: (newest?.seq ?? 0) + 1, body: note.body, savedAt: updatedAt }];
  const free = note.uid !== undefined && !sql(db, 'SELECT 1 FROM notes WHERE uid = ?').get(note.uid);
  insertVersions(db, on, free && note.uid !== undefined ? note.uid : newUid(), versions, { createdAt, updatedAt });
}

function insertVersions(
  db: LibraryWriter,
  { paperId, highlightId }: NoteOn,
  uid: string,
  versions: readonly NoteRevision[],
  times: { readonly createdAt: string; readonly updatedAt: string },
): number {
  const newest = versions.at(-1);
  const inserted = sql(
    db,
    'INSERT INTO notes (uid, paper_id, highlight_id, body, revision, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(uid, paperId, highlightId, newest?.body ?? '', newest?.seq ?? 0, times.createdAt, times.updatedAt);
  const id = Number(inserted.lastInsertRowid);
  for (const { seq, body, savedAt } of versions) addRevision(db, id, seq, body, savedAt);
  return id;
}

/**
 * Keeps what is being typed; not a step, and no revision yet.
 * @throws {AppError} `not-found`
 */
export function saveDraft(
  db: LibraryWriter,
  now: Date,
  draft: { readonly noteId: number; readonly client: string; readonly baseRevision: number; readonly body: string },
): { readonly savedAt: string } {
  const savedAt = now.toISOString();
  quietly(db, () => {
    const { paperId } = getNote(db, draft.noteId);
    sql(
      db,
      `INSERT INTO note_drafts (note_id, paper_id, client, base_revision, body, saved_at, turn)
       VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM note_drafts))
       ON CONFLICT (note_id, client) DO UPDATE
       SET base_revision = excluded.base_revision, body = excluded.body, saved_at = excluded.saved_at, turn = excluded.turn`,
    ).run(draft.noteId, paperId, draft.client, draft.baseRevision, draft.body, savedAt);
  });
  return { savedAt };
}

/**
 * Appends a revision. If another window saved since `baseRevision`, both texts stay: this one becomes a note of its own.
 * @throws {AppError} `not-found`
 */
export function saveNote(
  db: LibraryWriter,
  now: Date,
  save: { readonly noteId: number; readonly client: string; readonly baseRevision: number; readonly body: string },
): ChangeResult & { readonly note: Note; readonly conflict: boolean } {
  return transaction(db, () => {
    const note = getNote(db, save.noteId);
    quietly(db, () => sql(db, 'DELETE FROM note_drafts WHERE note_id = ? AND client = ?').run(save.noteId, save.client));
    if (note.body === save.body) return { step: null, changed: [], note: getNote(db, note.id), conflict: false };
    if (note.revision !== save.baseRevision) return { ...createNote(db, now, note, save.body), conflict: true };
    const result = inStep(
      db,
      now,
      () => (note.highlightId === null ? 'Edited a note' : 'Edited a comment'),
      () => setBody(db, now, note.id, save.body),
    );
    return { ...result, note: getNote(db, note.id), conflict: false };
  });
}

/** Gives a note its next version, inside a step. It follows the highest there is, which an undo may have put above the note's own. */
export function setBody(db: LibraryWriter, now: Date, noteId: number, body: string): void {
  const newest = sql<{ seq: number }>(db, 'SELECT max(seq) AS seq FROM note_revisions WHERE note_id = ?').get(noteId)?.seq ?? 0;
  addRevision(db, noteId, newest + 1, body, now.toISOString());
  sql(db, 'UPDATE notes SET body = ?, revision = ?, updated_at = ? WHERE id = ?').run(body, newest + 1, now.toISOString(), noteId);
}

/** Puts one version of a note down for good. */
function addRevision(db: LibraryWriter, noteId: number, seq: number, body: string, savedAt: string): void {
  sql(db, 'INSERT INTO note_revisions (note_id, seq, body, saved_at) VALUES (?, ?, ?, ?)').run(noteId, seq, body, savedAt);
}

/**
 * Deletes a note. Its versions are kept, and undo brings it back.
 * @throws {AppError} `not-found`
 */
export function deleteNote(db: LibraryWriter, now: Date, noteId: number): ChangeResult {
  const { highlightId } = getNote(db, noteId);
  return inStep(
    db,
    now,
    () => (highlightId === null ? 'Deleted a note' : 'Deleted a comment'),
    () => {
      sql(db, 'UPDATE notes SET deleted_at = ? WHERE id = ?').run(now.toISOString(), noteId);
    },
  );
}

/** Every saved version of a note, newest first; of a deleted one too. */
export function noteRevisions(db: LibraryReader, noteId: number): NoteRevision[] {
  return sql<NoteRevision>(db, 'SELECT seq, body, saved_at AS savedAt FROM note_revisions WHERE note_id = ? ORDER BY seq DESC').all(noteId);
}

/**
 * At opening: a draft that a window left behind and that began from an older version than the note now has, or whose note
 * was undone and cannot be redone any more, becomes a note of its own, unless a version already holds its words.
 */
export function keepStaleDrafts(db: LibraryWriter, now: Date): void {
  transaction(db, () => {
    const stale = sql<NoteOn & { noteId: number; client: string; body: string }>(
      db,
      `SELECT note_id AS noteId, client, note_drafts.body, shown.id AS paperId, notes.highlight_id AS highlightId
       FROM note_drafts JOIN papers ON papers.id = note_drafts.paper_id
       JOIN visible_papers AS shown ON shown.id = coalesce(papers.merged_into, papers.id) LEFT JOIN notes ON notes.id = note_id
       WHERE (base_revision < revision AND deleted_at IS NULL) OR (notes.id IS NULL AND NOT EXISTS (
         SELECT 1 FROM changes JOIN steps ON steps.id = step_id WHERE undone IS NOT NULL AND tbl = 'notes' AND key = note_id))`,
    ).all();
    for (const { noteId, client, body, ...on } of stale) {
      const held = sql(db, 'SELECT 1 FROM note_revisions WHERE note_id = ? AND instr(body, ?) > 0 LIMIT 1').get(noteId, body.trim());
      quietly(db, () => sql(db, 'DELETE FROM note_drafts WHERE note_id = ? AND client = ?').run(noteId, client));
      if (!held) {
        inStep(
          db,
          now,
          () => 'Kept an unsaved note',
          () => {
            insertNote(db, now, on, body);
          },
        );
      }
    }
  });
}
