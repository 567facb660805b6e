/** Which papers a view shows, in which order, under which headings. */
import { AppError } from '../../shared/errors.ts';
import type { RowGroup, Sort, View } from '../../shared/models.ts';
import { type LibraryReader, list, sql, sqlOnce, type Value } from './db.ts';
import { digestLabel } from './digests.ts';
import { tagKey } from './tags.ts';

/** A condition beside the view; what the query language's filters come to. */
export type ListFilter = { readonly negated: boolean } & (
  | { readonly kind: 'is'; readonly value: 'unread' | 'new' | 'queued' | 'reading' | 'read' | 'skipped' | 'starred' }
  | { readonly kind: 'has'; readonly value: 'note' | 'highlight' | 'code' | 'doi' }
  | { readonly kind: 'tag'; readonly name: string }
  /** Years, both ends in; null for no end. */
  | { readonly kind: 'year'; readonly from: number | null; readonly to: number | null }
  /** ISO instants; null for no end. */
  | { readonly kind: 'added' | 'read'; readonly from: string | null; readonly before: string | null }
  | { readonly kind: 'from'; readonly digestIds: readonly number[] }
);

export interface ListAsked {
  readonly view: View;
  readonly filters: readonly ListFilter[];
  /** `best` and `starredLike` are the caller's own order: here it is the order of `among`. */
  readonly sort: Sort;
  /** Only these papers; null means all. */
  readonly among: readonly number[] | null;
}

/** A paper in a list, and what it is listed with. */
export interface ListedRow {
  readonly id: number;
  readonly digest_id: number | null;
  readonly import_id: number;
}

/** The day a paper is listed under: its digest's, else its import's. */
const DAY = 'coalesce(digests.date_sort, substr(imports.started_at, 1, 10))';
/** The digest or import it is listed with. */
const BATCH = 'coalesce(p.digest_id, p.import_id)';
const ORDERS: Readonly<Record<Sort, string>> = {
  newest: `${DAY} DESC, p.digest_id IS NULL, ${BATCH} DESC, p.position, p.id`,
  oldest: `${DAY}, p.digest_id IS NULL, ${BATCH}, p.position, p.id`,
  title: 'p.title_key, p.id',
  year: 'p.date_sort IS NULL, p.date_sort DESC, p.title_key, p.id',
  best: 'among.key',
  starredLike: 'among.key',
};

/**
 * The ids of a view in order, and, sorted by day, its headings.
 * @throws {AppError} `not-found` for a tag or digest that is gone
 */
export function listPapers(db: LibraryReader, asked: ListAsked, now: Date): { ids: number[]; groups: RowGroup[] } {
  const rows = listedRows(db, asked);
  return { ids: rows.map((row) => row.id), groups: isByDay(asked) ? groupsOf(db, rows, now) : [] };
}

/** The rows of a view in order. @throws {AppError} `not-found` for a tag or digest that is gone */
export function listedRows(db: LibraryReader, asked: ListAsked): ListedRow[] {
  const conditions: string[] = ["imports.state = 'finished'", 'p.merged_into IS NULL'];
  const values: Value[] = [];
  const where = (condition: string, ...bound: Value[]) => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (asked.among !== null) values.push(list(asked.among));
  whereView(db, asked.view, where);
  for (const filter of asked.filters) whereFilter(filter, where);
  const from = asked.among === null ? 'papers AS p' : 'json_each(?) AS among CROSS JOIN papers AS p ON p.id = among.value';
  return sqlOnce<ListedRow>(
    db,
    `SELECT p.id, p.digest_id, p.import_id FROM ${from} JOIN imports ON imports.id = p.import_id
     LEFT JOIN digests ON digests.id = p.digest_id WHERE ${conditions.join(' AND ')} ORDER BY ${ORDERS[sortOf(asked)]}`,
  ).all(...values);
}

/** An order of the caller's own needs papers that are in it. */
const sortOf = ({ sort, among }: ListAsked): Sort => ((sort === 'best' || sort === 'starredLike') && among === null ? 'newest' : sort);
const isByDay = (asked: ListAsked): boolean => sortOf(asked) === 'newest' || sortOf(asked) === 'oldest';

/** Takes a condition on `papers AS p`, and the values for its marks. */
export type Where = (condition: string, ...bound: Value[]) => void;

export function whereView(db: LibraryReader, view: View, where: Where): void {
  if (view.kind === 'trash') {
    where('p.trashed_at IS NOT NULL');
    return;
  }
  where('p.trashed_at IS NULL');
  switch (view.kind) {
    case 'all':
    case 'search': // its papers are those its query finds
      break;
    case 'starred':
      where('p.starred_at IS NOT NULL');
      break;
    case 'tag':
      where('p.id IN (SELECT paper_id FROM paper_tags WHERE tag_id = ?)', idOf(db, 'tags', view.uid));
      break;
    case 'digest':
      where('p.digest_id = ?', idOf(db, 'digests', view.uid));
      break;
    case 'inbox':
      where('p.status = ?', 'new');
      break;
    case 'queued':
    case 'reading':
    case 'read':
    case 'skipped':
      where('p.status = ?', view.kind);
      break;
  }
}

const STATUS_IS: Readonly<Record<string, string>> = { unread: 'new' };

const HAS: Readonly<Record<'note' | 'highlight' | 'code' | 'doi', string>> = {
  note: 'p.id IN (SELECT paper_id FROM notes WHERE deleted_at IS NULL)',
  highlight: 'p.id IN (SELECT paper_id FROM highlights WHERE deleted_at IS NULL)',
  code: "p.id IN (SELECT paper_id FROM links WHERE kind = 'code')",
  doi: "p.id IN (SELECT paper_id FROM identifiers WHERE scheme = 'doi')",
};

export function whereFilter(filter: ListFilter, where: Where): void {
  // What is unknown of a paper, its year say, is no reason to leave it out.
  const put = (condition: string, ...bound: Value[]) => where(filter.negated ? `NOT coalesce(${condition}, 0)` : condition, ...bound);
  switch (filter.kind) {
    case 'is':
      if (filter.value === 'starred') put('p.starred_at IS NOT NULL');
      else put('p.status = ?', STATUS_IS[filter.value] ?? filter.value);
      break;
    case 'has':
      put(HAS[filter.value]);
      break;
    case 'tag':
      put('p.id IN (SELECT paper_id FROM paper_tags JOIN tags ON tags.id = tag_id WHERE name_key = ?)', tagKey(filter.name));
      break;
    case 'year':
      // Days are compared as text: “2023~” comes after every day of 2023.
      put('p.date_sort BETWEEN ? AND ?', filter.from === null ? '' : String(filter.from), filter.to === null ? '~' : `${filter.to}~`);
      break;
    case 'added':
    case 'read': {
      const column = filter.kind === 'added' ? 'p.added_at' : 'p.status_at';
      const isRead = filter.kind === 'read' ? "p.status = 'read' AND " : '';
      put(`(${isRead}${column} >= ? AND ${column} < ?)`, filter.from ?? '', filter.before ?? '~');
      break;
    }
    case 'from':
      put('p.digest_id IN (SELECT value FROM json_each(?))', list(filter.digestIds));
      break;
  }
}

function idOf(db: LibraryReader, table: 'tags' | 'digests', uid: string): number {
  const row = sql<{ id: number }>(db, `SELECT id FROM ${table} WHERE uid = ?`).get(uid);
  if (!row) throw new AppError('not-found', table === 'tags' ? 'This tag is gone.' : 'This digest is gone.');
  return row.id;
}

/** One heading for each run of papers from one digest or, without one, from one import. */
export function groupsOf(db: LibraryReader, rows: readonly ListedRow[], now: Date): RowGroup[] {
  const groups: { start: number; count: number; label: string }[] = [];
  let key = '';
  for (const [start, { digest_id, import_id }] of rows.entries()) {
    const own = digest_id === null ? `i${import_id}` : `d${digest_id}`;
    const open = groups.at(-1);
    if (open && own === key) open.count += 1;
    else groups.push({ start, count: 1, label: digest_id === null ? importLabel(db, import_id, now) : labelOfDigest(db, digest_id) });
    key = own;
  }
  return groups;
}

function labelOfDigest(db: LibraryReader, id: number): string {
  const digest = sql<{ name: string; given: string | null }>(db, 'SELECT name, date_given AS given FROM digests WHERE id = ?').get(id);
  return digest === undefined ? '' : digestLabel(digest.name, digest.given);
}

function importLabel(db: LibraryReader, id: number, now: Date): string {
  const found = sql<{ name: string; at: string }>(db, 'SELECT name, started_at AS at FROM imports WHERE id = ?').get(id);
  if (!found) return '';
  const day = new Date(found.at);
  const year = day.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  return `${found.name} · ${day.toLocaleDateString('en', { day: 'numeric', month: 'short', ...year })}`;
}
