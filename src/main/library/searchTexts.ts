/** What search reads of each paper: raw texts, which the index turns into shown ones. */
import { type LibraryReader, list, sqlOnce } from './db.ts';

export { changeNumber } from './journal.ts';

/** Texts as they are stored. */
export interface SearchText {
  readonly id: number;
  readonly title: string;
  readonly abstract: string;
  readonly authors: string;
  readonly venue: string;
  readonly tags: string;
  readonly notes: string;
  /** Raw words of its highlights. */
  readonly highlights: string;
}

const TEXTS = `SELECT p.id, p.title, coalesce(abstracts.text, '') AS abstract, coalesce(p.venue, '') AS venue,
  (SELECT coalesce(group_concat(value ->> 'name', ', '), '') FROM json_each(p.authors)) AS authors,
  (SELECT coalesce(group_concat(tags.name, ', '), '') FROM paper_tags JOIN tags ON tags.id = tag_id WHERE paper_tags.paper_id = p.id) AS tags,
  (SELECT coalesce(group_concat(notes.body, char(10)), '') FROM notes WHERE notes.paper_id = p.id AND deleted_at IS NULL) AS notes,
  (SELECT coalesce(group_concat(quote, char(10)), '') FROM anchors WHERE anchors.id IN (SELECT max(a.id) FROM anchors AS a
     JOIN highlights ON highlights.id = a.highlight_id WHERE highlights.paper_id = p.id AND deleted_at IS NULL GROUP BY highlights.id)) AS highlights
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
