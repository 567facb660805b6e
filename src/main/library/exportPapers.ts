import type { ExportPaper, KeptRecord } from '../../shared/entries.ts';
import { type LibraryReader, sql } from './db.ts';
import { noteRevisions } from './notes.ts';
import { getPaper } from './papers.ts';

/** Everything the library keeps of these papers, in the order given; those that are gone are left out. */
export function* exportPapers(db: LibraryReader, ids: Iterable<number>): Generator<ExportPaper> {
  for (const id of ids) {
    if (!sql(db, 'SELECT 1 FROM visible_papers WHERE id = ?').get(id)) continue;
    const paper = getPaper(db, id);
    const more = sql<{
      keywords: string;
      status_reason: string | null;
      name: string;
      format: string;
      at: string;
    }>(
      db,
      `SELECT p.keywords, p.status_reason, imports.name, imports.format, imports.started_at AS at
       FROM papers AS p JOIN imports ON imports.id = p.import_id WHERE p.id = ?`,
    ).get(id);
    if (!more) continue;
    yield {
      ...paper,
      keywords: JSON.parse(more.keywords),
      statusReason: more.status_reason,
      notes: paper.notes.map(({ id: noteId, uid, body, createdAt, updatedAt }) => ({
        uid,
        body,
        createdAt,
        updatedAt,
        revisions: noteRevisions(db, noteId).reverse(),
      })),
      records: recordsOf(db, id),
      import: { name: more.name, format: more.format, at: more.at },
    };
  }
}

function recordsOf(db: LibraryReader, paperId: number): KeptRecord[] {
  return sql<{ format: string; json: string }>(db, 'SELECT format, json FROM records WHERE paper_id = ? ORDER BY id')
    .all(paperId)
    .map(({ format, json }) => ({ format, record: JSON.parse(json) }));
}
