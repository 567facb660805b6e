import { AppError } from '../../shared/errors.ts';
import type { Author, ChangeResult, Identifier, Link, Paper, PaperRow, Status } from '../../shared/models.ts';
import { counted } from './counted.ts';
import { type DateColumns, dateOf } from './dates.ts';
import { type LibraryReader, type LibraryWriter, list, sql } from './db.ts';
import { digestLabel } from './digests.ts';
import { highlightsOf } from './highlights.ts';
import { inStep } from './journal.ts';
import { mentionsOf, notesOf } from './notes.ts';

/** Longest opening of an abstract that a row shows, in UTF-16 units. */
const GIST_LENGTH = 240;
/** Names of authors a row carries; the rest are counted. */
const ROW_AUTHORS = 4;

interface RowColumns extends DateColumns {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
  readonly authors: string;
  readonly venue: string | null;
  readonly status: Status;
  readonly starred_at: string | null;
  readonly trashed_at: string | null;
  readonly note_count: number;
  readonly highlight_count: number;
  readonly opening: string | null;
  readonly digest_name: string | null;
  readonly digest_given: string | null;
}

/** Rows in the order asked; ids that are not on view are left out. */
export function paperRows(db: LibraryReader, ids: readonly number[]): PaperRow[] {
  const rows = sql<RowColumns>(
    db,
    `SELECT p.id, p.uid, p.title, p.authors, p.date_given, p.date_sort, p.date_precision, p.date_guessed, p.venue, p.status, p.starred_at, p.trashed_at,
       digests.name AS digest_name, digests.date_given AS digest_given,
       (SELECT count(*) FROM notes WHERE notes.paper_id = p.id AND notes.deleted_at IS NULL) AS note_count,
       (SELECT count(*) FROM highlights WHERE highlights.paper_id = p.id AND highlights.deleted_at IS NULL) AS highlight_count,
       (SELECT substr(text, 1, ${GIST_LENGTH + 1}) FROM abstracts WHERE abstracts.id = p.abstract_id) AS opening
     FROM json_each(?) AS wanted CROSS JOIN visible_papers AS p ON p.id = wanted.value LEFT JOIN digests ON digests.id = p.digest_id ORDER BY wanted.key`,
  ).all(list(ids));
  return rows.map((row) => {
    const authors: Author[] = JSON.parse(row.authors);
    return {
      id: row.id,
      uid: row.uid,
      title: row.title,
      authors: authors.slice(0, ROW_AUTHORS).map((author) => author.name),
      authorCount: authors.length,
      date: dateOf(row),
      venue: row.venue,
      digest: row.digest_name === null ? null : digestLabel(row.digest_name, row.digest_given),
      status: row.status,
      starred: row.starred_at !== null,
      trashed: row.trashed_at !== null,
      noteCount: row.note_count,
      highlightCount: row.highlight_count,
      gist: gistOf(row.opening ?? ''),
      snippet: null,
    };
  });
}

/** The opening of a text, at most 240 UTF-16 units, cut between words. */
export function gistOf(text: string): string {
  if (text.length <= GIST_LENGTH) return text;
  const cut = text.slice(0, GIST_LENGTH + 1);
  const space = cut.search(/\s\S*$/u);
  return (space > GIST_LENGTH / 2 ? cut.slice(0, space) : cut.slice(0, GIST_LENGTH)).toWellFormed();
}

interface PaperColumns extends Omit<RowColumns, 'note_count' | 'highlight_count' | 'opening' | 'digest_name' | 'digest_given'> {
  readonly abstract_id: number | null;
  readonly type: Paper['type'];
  readonly citation_key: string | null;
  readonly status_at: string;
  readonly added_at: string;
  readonly digest_id: number | null;
}

/**
 * All that the reader shows of one paper.
 * @throws {AppError} `not-found`
 */
export function getPaper(db: LibraryReader, id: number): Paper {
  const row = sql<PaperColumns>(db, 'SELECT * FROM visible_papers WHERE id = ?').get(id);
  if (!row) throw new AppError('not-found', 'This paper is not in the library any more.');
  const abstracts = sql<{ id: number; seq: number; text: string; addedAt: string }>(
    db,
    'SELECT id, seq, text, added_at AS addedAt FROM abstracts WHERE paper_id = ? ORDER BY seq DESC',
  ).all(id);
  const digest = sql<DateColumns & { uid: string; name: string }>(
    db,
    'SELECT uid, name, date_given, date_sort, date_precision, date_guessed FROM digests WHERE id = ?',
  ).get(row.digest_id);
  const current = abstracts.find((version) => version.id === row.abstract_id);
  return {
    id,
    uid: row.uid,
    title: row.title,
    abstract: current?.text ?? null,
    abstractAddedAt: current?.addedAt ?? null,
    olderAbstracts: abstracts.filter((version) => version.id !== row.abstract_id).map(({ seq, text, addedAt }) => ({ seq, text, addedAt })),
    authors: JSON.parse(row.authors),
    date: dateOf(row),
    venue: row.venue,
    type: row.type,
    citationKey: row.citation_key,
    identifiers: sql<Identifier>(db, 'SELECT scheme, value, raw FROM identifiers WHERE paper_id = ? ORDER BY id').all(id),
    links: sql<Link>(db, 'SELECT kind, url, source FROM links WHERE paper_id = ? ORDER BY id').all(id),
    digest: digest ? { uid: digest.uid, name: digest.name, date: dateOf(digest) } : null,
    status: row.status,
    statusAt: row.status_at,
    starredAt: row.starred_at,
    trashedAt: row.trashed_at,
    addedAt: row.added_at,
    tags: sql<{ uid: string; name: string }>(
      db,
      'SELECT uid, name FROM paper_tags JOIN tags ON tags.id = paper_tags.tag_id WHERE paper_id = ? ORDER BY name_key',
    ).all(id),
    notes: notesOf(db, id),
    highlights: highlightsOf(db, id),
    mentions: mentionsOf(db, id, row.uid),
  };
}

/**
 * The id of the paper with this uid.
 * @throws {AppError} `not-found`
 */
export function findPaper(db: LibraryReader, uid: string): number {
  const row = sql<{ id: number }>(db, 'SELECT id FROM visible_papers WHERE uid = ?').get(uid);
  if (!row) throw new AppError('not-found', 'No paper of this library has that name.');
  return row.id;
}

/** Those of these papers that are on view and not in the trash. */
export function shownAmong(db: LibraryReader, ids: readonly number[]): Set<number> {
  const rows = sql<{ id: number }>(
    db,
    'SELECT id FROM visible_papers WHERE trashed_at IS NULL AND id IN (SELECT value FROM json_each(?))',
  ).all(list(ids));
  return new Set(rows.map((row) => row.id));
}

/** The keywords that a paper's source gave; none for a paper that is gone. */
export function keywordsOf(db: LibraryReader, id: number): readonly string[] {
  const row = sql<{ keywords: string }>(db, 'SELECT keywords FROM papers WHERE id = ?').get(id);
  return row ? JSON.parse(row.keywords) : [];
}

/** Whether a paper is on view, in the trash too. */
export function isSeen(db: LibraryReader, id: number): boolean {
  return sql(db, 'SELECT 1 FROM visible_papers WHERE id = ?').get(id) !== undefined;
}

const SEEN = "import_id IN (SELECT id FROM imports WHERE state = 'finished')";

/** Stars papers or takes their stars off. Those that already are so stay as they are. */
export function setStarred(db: LibraryWriter, now: Date, ids: readonly number[], starred: boolean): ChangeResult {
  const label = (changed: readonly number[]) =>
    starred ? `Starred ${counted(changed.length, 'paper')}` : `Took the star off ${counted(changed.length, 'paper')}`;
  return inStep(db, now, label, () => {
    sql(
      db,
      `UPDATE papers SET starred_at = @at WHERE id IN (SELECT value FROM json_each(@ids)) AND (starred_at IS NOT NULL) <> (@at IS NOT NULL) AND ${SEEN}`,
    ).run({ ids: list(ids), at: starred ? now.toISOString() : null });
  });
}

const STATUS_LABELS: Readonly<Record<Status, (papers: string) => string>> = {
  new: (papers) => `Marked ${papers} as unread`,
  queued: (papers) => `Put ${papers} on the reading list`,
  reading: (papers) => `Marked ${papers} as reading`,
  read: (papers) => `Marked ${papers} as read`,
  skipped: (papers) => `Skipped ${papers}`,
};

/** Sets where papers stand, in one statement however many they are. */
export function setStatus(db: LibraryWriter, now: Date, ids: readonly number[], status: Status, reason: string | null): ChangeResult {
  return inStep(
    db,
    now,
    (changed) => STATUS_LABELS[status](counted(changed.length, 'paper')),
    () => {
      sql(
        db,
        `UPDATE papers SET status = @status, status_at = @at, status_reason = @reason
         WHERE id IN (SELECT value FROM json_each(@ids)) AND status <> @status AND ${SEEN}`,
      ).run({ ids: list(ids), status, at: now.toISOString(), reason });
    },
  );
}

/** Moves papers to the trash or takes them out again. Nothing of them is lost there. */
export function setTrashed(db: LibraryWriter, now: Date, ids: readonly number[], trashed: boolean): ChangeResult {
  const label = (changed: readonly number[]) =>
    trashed ? `Moved ${counted(changed.length, 'paper')} to the trash` : `Took ${counted(changed.length, 'paper')} out of the trash`;
  return inStep(db, now, label, () => {
    sql(
      db,
      `UPDATE papers SET trashed_at = @at WHERE id IN (SELECT value FROM json_each(@ids)) AND (trashed_at IS NOT NULL) <> (@at IS NOT NULL) AND ${SEEN}`,
    ).run({ ids: list(ids), at: trashed ? now.toISOString() : null });
  });
}

/** The raw current abstracts of papers, for those that have one. */
export function currentAbstracts(db: LibraryReader, ids: readonly number[]): Map<number, string> {
  const rows = sql<{ id: number; text: string }>(
    db,
    `SELECT p.id, text FROM visible_papers AS p JOIN abstracts ON abstracts.id = p.abstract_id
     WHERE p.id IN (SELECT value FROM json_each(?))`,
  ).all(list(ids));
  return new Map(rows.map((row) => [row.id, row.text]));
}
