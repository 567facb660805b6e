/** What search reads of each paper: raw texts, which the index turns into shown ones. */
import { type LibraryReader, list, sql, sqlOnce } from './db.ts';

/** Stands between two authors, tags, notes or highlights of a paper. */
export const BETWEEN_ITEMS = '\u2029';

/** Texts as they are stored. */
export interface SearchText {
  readonly id: number;
  readonly title: string;
  readonly abstract: string;
  readonly authors: string;
  readonly tags: string;
  readonly notes: string;
  readonly venue: string;
  /** The words of highlights, as they stood in the newest text that each was found in. */
  readonly highlights: string;
}

// In a fixed order, so that the same texts always read the same.
const TEXTS = `SELECT p.id, p.title, coalesce(abstracts.text, '') AS abstract, coalesce(p.venue, '') AS venue,
  (SELECT coalesce(group_concat(value ->> 'name', char(8233) ORDER BY key), '') FROM json_each(p.authors)) AS authors,
  (SELECT coalesce(group_concat(tags.name, char(8233) ORDER BY tags.id), '')
   FROM paper_tags JOIN tags ON tags.id = tag_id WHERE paper_tags.paper_id = p.id) AS tags,
  (SELECT coalesce(group_concat(notes.body, char(8233) ORDER BY notes.id), '')
   FROM notes WHERE notes.paper_id = p.id AND deleted_at IS NULL) AS notes,
  (SELECT coalesce(group_concat(quote, char(8233) ORDER BY h.id), '') FROM highlights AS h
   JOIN anchors ON anchors.id = (SELECT max(id) FROM anchors WHERE highlight_id = h.id)
   WHERE h.paper_id = p.id AND h.deleted_at IS NULL) AS highlights
FROM visible_papers AS p LEFT JOIN abstracts ON abstracts.id = p.abstract_id`;

/** The texts of these papers, or of all, in batches. Papers that are not on view are left out; those in the trash are in. */
export function* searchDocuments(db: LibraryReader, ids: readonly number[] | null, batchSize: number): Generator<SearchText[]> {
  if (ids !== null) {
    const some = sqlOnce<SearchText>(db, `${TEXTS} WHERE p.id IN (SELECT value FROM json_each(?))`);
    for (let at = 0; at < ids.length; at += batchSize) yield some.all(list(ids.slice(at, at + batchSize)));
    return;
  }
  // By id from the last one on, so that no read lasts long and what is written meanwhile is no trouble.
  const next = sqlOnce<SearchText>(db, `${TEXTS} WHERE p.id > ? ORDER BY p.id LIMIT ?`);
  for (let after = 0; ; ) {
    const batch = next.all(after, batchSize);
    const last = batch.at(-1);
    if (!last) return;
    yield batch;
    after = last.id;
  }
}

/** How many papers {@link searchDocuments} gives for all. */
export function countSearchDocuments(db: LibraryReader): number {
  return sqlOnce<{ n: number }>(db, 'SELECT count(*) AS n FROM visible_papers').get()?.n ?? 0;
}

/** Where the history of a library stands. */
export interface HistoryPoint {
  /** How many writes it has seen. */
  readonly changeNumber: number;
  /** The same for no two histories, even where one library is a copy of the other that has gone its own way. */
  readonly name: string;
}

/** Where the history stands, in one look. */
export function historyPoint(db: LibraryReader): HistoryPoint {
  const row = sql<HistoryPoint>(
    db,
    `SELECT change_number AS changeNumber, json_array(change_number, (SELECT uid FROM papers ORDER BY id DESC LIMIT 1),
       (SELECT uid FROM imports ORDER BY id DESC LIMIT 1), (SELECT uid FROM notes ORDER BY id DESC LIMIT 1),
       (SELECT id FROM steps ORDER BY id DESC LIMIT 1), (SELECT at FROM steps ORDER BY id DESC LIMIT 1),
       (SELECT sum(undone) FROM steps WHERE undone IS NOT NULL)) AS name FROM journal`,
  ).get();
  return row ?? { changeNumber: 0, name: '' };
}
