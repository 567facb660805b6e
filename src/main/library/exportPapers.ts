import type { ExportHighlight, ExportPaper, KeptRecord } from '../../shared/entries.ts';
import type { Highlight } from '../../shared/models.ts';
import { type LibraryReader, list, sql } from './db.ts';
import { anchorsOf } from './highlights.ts';
import { noteRevisions } from './notes.ts';
import { getPaper } from './papers.ts';

/** Everything the library keeps of these papers, in the order given; those that are gone are left out. */
export function* exportPapers(db: LibraryReader, ids: Iterable<number>): Generator<ExportPaper> {
  for (const id of ids) {
    if (!sql(db, 'SELECT 1 FROM visible_papers WHERE id = ?').get(id)) continue;
    const paper = getPaper(db, id);
    const highlightUids = new Map(paper.highlights.map((highlight) => [highlight.id, highlight.uid]));
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
      highlights: highlightsFor(db, id, paper.highlights),
      notes: paper.notes.map(({ id: noteId, uid, body, createdAt, updatedAt, highlightId }) => ({
        uid,
        body,
        createdAt,
        updatedAt,
        highlight: highlightId === null ? null : (highlightUids.get(highlightId) ?? null),
        revisions: noteRevisions(db, noteId).reverse(),
      })),
      records: recordsOf(db, id),
      import: { name: more.name, format: more.format, at: more.at },
    };
  }
}

/** The records that these papers were made of in one format, in the order given. */
export function* recordsOfFormat(db: LibraryReader, ids: Iterable<number>, format: string): Generator<KeptRecord['record']> {
  const records = sql<{ json: string }>(db, 'SELECT json FROM records WHERE paper_id = ? AND format = ? ORDER BY id');
  for (const id of ids) for (const { json } of records.all(id, format)) yield JSON.parse(json);
}

/** Those of these papers that have a highlight or a note, in the order given. */
export function annotatedPapers(db: LibraryReader, ids: readonly number[]): number[] {
  const annotated = sql<{ id: number }>(
    db,
    `SELECT wanted.value AS id FROM json_each(?) AS wanted WHERE
       EXISTS (SELECT 1 FROM highlights WHERE paper_id = wanted.value AND deleted_at IS NULL)
       OR EXISTS (SELECT 1 FROM notes WHERE paper_id = wanted.value AND deleted_at IS NULL) ORDER BY wanted.key`,
  ).all(list(ids));
  return annotated.map((row) => row.id);
}

/** With all their places, each told by the version of the abstract it is in: 0 the current one, from 1 on the older ones. */
function highlightsFor(db: LibraryReader, paperId: number, highlights: readonly Highlight[]): ExportHighlight[] {
  if (highlights.length === 0) return [];
  const versions = sql<{ id: number; isCurrent: number }>(
    db,
    `SELECT abstracts.id, abstracts.id IS papers.abstract_id AS isCurrent FROM abstracts JOIN papers ON papers.id = paper_id
     WHERE paper_id = ? ORDER BY seq DESC`,
  ).all(paperId);
  const older = versions.filter((version) => version.isCurrent === 0);
  const numbers = new Map([
    ...versions.filter((version) => version.isCurrent === 1).map(({ id }) => [id, 0] as const),
    ...older.map(({ id }, at) => [id, at + 1] as const),
  ]);
  return highlights.map(({ id, uid, field, color, range, placedBy, quote, createdAt, updatedAt }) => ({
    uid,
    field,
    color,
    range,
    placedBy,
    quote,
    createdAt,
    updatedAt,
    anchors: anchorsOf(db, id)
      .reverse()
      .map(({ abstractId, ...anchor }) => ({ ...anchor, version: abstractId === null ? null : (numbers.get(abstractId) ?? null) })),
  }));
}

function recordsOf(db: LibraryReader, paperId: number): KeptRecord[] {
  return sql<{ format: string; json: string }>(db, 'SELECT format, json FROM records WHERE paper_id = ? ORDER BY id')
    .all(paperId)
    .map(({ format, json }) => ({ format, record: JSON.parse(json) }));
}
