/** Highlights with their comments, and notes, across papers. */
import type { Filterable } from '../../shared/annotationFilter.ts';
import type {
  AnnotatedPaper,
  AnnotationKey,
  AnnotationKind,
  AnnotationNote,
  AnnotationRow,
  AnnotationRows,
} from '../../shared/annotationModels.ts';
import type { Highlight, HighlightColor } from '../../shared/models.ts';
import { type LibraryReader, list, sql } from './db.ts';
import { highlightsAmong, highlightsOf } from './highlights.ts';

/** Longest beginning of a note that a row shows, in characters. */
export const OPENING_LENGTH = 600;
/** An abstract longer than this, in characters, is not sent along: its quotes are shown by themselves. */
const MAX_CONTEXT = 20_000;

/** A note that is only being begun, with no words of it on disk yet, is nobody's annotation. */
const IS_WRITTEN = "notes.deleted_at IS NULL AND (notes.body <> '' OR EXISTS (SELECT 1 FROM note_drafts WHERE note_id = notes.id))";

/** How many annotations there are on papers that are on view and not in the trash. */
export function countAnnotations(db: LibraryReader): number {
  return sql<{ n: number }>(db, COUNT_ANNOTATIONS).get()?.n ?? 0;
}

export const COUNT_ANNOTATIONS = `SELECT
  (SELECT count(*) FROM highlights JOIN visible_papers AS p ON p.id = paper_id WHERE deleted_at IS NULL AND p.trashed_at IS NULL) +
  (SELECT count(*) FROM notes JOIN visible_papers AS p ON p.id = paper_id
   WHERE highlight_id IS NULL AND p.trashed_at IS NULL AND ${IS_WRITTEN}) AS n`;

/** An annotation as the filters see it. */
export interface Listed extends Filterable {
  readonly key: AnnotationKey;
  readonly paperId: number;
}

interface ListedColumns {
  readonly id: number;
  readonly paperId: number;
  readonly color: HighlightColor | null;
  readonly at: string;
  readonly commented: 0 | 1;
}

export const LIST_HIGHLIGHTS = `SELECT h.id, h.paper_id AS paperId, h.color, max(h.created_at, coalesce(comments.at, '')) AS at, comments.at IS NOT NULL AS commented
FROM json_each(?) AS among CROSS JOIN papers AS p ON p.id = among.value CROSS JOIN highlights AS h ON h.paper_id = p.id AND h.deleted_at IS NULL
LEFT JOIN anchors AS here ON here.highlight_id = h.id AND coalesce(here.abstract_id, 0) = iif(h.field = 'title', 0, p.abstract_id)
LEFT JOIN (SELECT highlight_id, max(created_at) AS at FROM notes WHERE highlight_id IS NOT NULL AND ${IS_WRITTEN} GROUP BY highlight_id) AS comments
  ON comments.highlight_id = h.id
ORDER BY among.key, here.start IS NULL, h.field = 'abstract', here.start, here."end", h.id`;

export const LIST_NOTES = `SELECT notes.id, notes.paper_id AS paperId, NULL AS color, notes.created_at AS at, 0 AS commented
FROM json_each(?) AS among CROSS JOIN notes ON notes.paper_id = among.value AND notes.highlight_id IS NULL
WHERE ${IS_WRITTEN} ORDER BY among.key, notes.id`;

/** Every annotation on these papers, in their order; on each in the order of its text, what has no place in it and notes last. */
export function listAnnotations(db: LibraryReader, paperIds: readonly number[]): Listed[] {
  const among = list(paperIds);
  const highlights = sql<ListedColumns>(db, LIST_HIGHLIGHTS).all(among);
  const notes = sql<ListedColumns>(db, LIST_NOTES).all(among);
  if (notes.length === 0) return highlights.map(listed);
  const all: Listed[] = [];
  let highlight = 0;
  let note = 0;
  for (const paperId of paperIds) {
    for (let one = highlights[highlight]; one?.paperId === paperId; one = highlights[highlight]) {
      all.push(listed(one));
      highlight += 1;
    }
    for (let one = notes[note]; one?.paperId === paperId; one = notes[note]) {
      all.push(listed(one));
      note += 1;
    }
  }
  return all;
}

function listed({ id, paperId, color, at, commented }: ListedColumns): Listed {
  const kind: AnnotationKind = color === null ? 'note' : commented ? 'comment' : 'highlight';
  return { key: `${color === null ? 'n' : 'h'}${id}`, paperId, kind, color, at };
}

/** The raw words of one annotation, to look something up in. */
export interface AnnotationWords {
  readonly key: AnnotationKey;
  /** Null for a note. */
  readonly quote: string | null;
  readonly bodies: readonly string[];
}

/** All words of annotations, in no order; those that are gone are left out. */
export function annotationWords(db: LibraryReader, keys: readonly AnnotationKey[]): AnnotationWords[] {
  const comments = bodiesOf(db, 'highlight_id', idsOf(keys, 'h'));
  const highlights = highlightsAmong(db, idsOf(keys, 'h')).map(
    ({ id, quote }): AnnotationWords => ({ key: `h${id}`, quote, bodies: comments.get(id) ?? [] }),
  );
  const notes = [...bodiesOf(db, 'id', idsOf(keys, 'n'))].map(([id, bodies]): AnnotationWords => ({ key: `n${id}`, quote: null, bodies }));
  return [...highlights, ...notes];
}

function bodiesOf(db: LibraryReader, column: 'id' | 'highlight_id', ids: readonly number[]): Map<number, string[]> {
  const bodies = new Map<number, string[]>();
  for (const { of, body } of sql<{ of: number; body: string }>(
    db,
    `SELECT ${column} AS of, iif(body = '', ${DRAFT}, body) AS body FROM notes WHERE ${column} IN (SELECT value FROM json_each(?)) AND ${IS_WRITTEN}`,
  ).all(list(ids))) {
    bodies.set(of, [...(bodies.get(of) ?? []), body]);
  }
  return bodies;
}

const idsOf = (keys: readonly AnnotationKey[], sign: 'h' | 'n'): number[] =>
  keys.filter((key) => key.startsWith(sign)).map((key) => Number(key.slice(1)));

/** What was typed last of a note without a saved word. */
const DRAFT = '(SELECT body FROM note_drafts WHERE note_id = notes.id ORDER BY turn DESC LIMIT 1)';

interface NoteColumns {
  readonly id: number;
  readonly uid: string;
  readonly paperId: number;
  readonly highlightId: number | null;
  readonly text: string;
  readonly isDraft: 0 | 1;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const notesBy = (column: 'id' | 'highlight_id'): string =>
  `SELECT notes.id, notes.uid, notes.paper_id AS paperId, highlight_id AS highlightId, substr(iif(body = '', ${DRAFT}, body), 1, ${OPENING_LENGTH + 1}) AS text,
     body = '' AS isDraft, created_at AS createdAt, updated_at AS updatedAt
   FROM notes JOIN visible_papers ON visible_papers.id = notes.paper_id
   WHERE notes.${column} IN (SELECT value FROM json_each(?)) AND ${IS_WRITTEN} ORDER BY notes.id`;

export const NOTES_BY_ID = notesBy('id');
export const COMMENTS_BY_HIGHLIGHT = notesBy('highlight_id');

function noteOf({ id, uid, text, isDraft, createdAt, updatedAt }: NoteColumns): AnnotationNote {
  const opening = openingOf(text);
  return { id, uid, opening, isWhole: opening === text, isDraft: isDraft === 1, createdAt, updatedAt };
}

/** The beginning of a text, cut between words where there are any. */
function openingOf(text: string): string {
  const letters = Array.from(text);
  if (letters.length <= OPENING_LENGTH) return text;
  const cut = letters.slice(0, OPENING_LENGTH).join('');
  const space = cut.search(/\s\S*$/u);
  return space > cut.length / 2 ? cut.slice(0, space) : cut;
}

/** Rows in the order asked; annotations that are gone are left out. */
export function annotationRows(db: LibraryReader, keys: readonly AnnotationKey[]): AnnotationRows {
  const rows = new Map<AnnotationKey, AnnotationRow>();
  for (const row of rowsOf(db, highlightsAmong(db, idsOf(keys, 'h')))) rows.set(row.key, row);
  for (const columns of sql<NoteColumns>(db, NOTES_BY_ID).all(list(idsOf(keys, 'n')))) {
    rows.set(`n${columns.id}`, { key: `n${columns.id}`, paperId: columns.paperId, highlight: null, notes: [noteOf(columns)] });
  }
  return withPapers(
    db,
    keys.flatMap((key) => rows.get(key) ?? []),
  );
}

function rowsOf(db: LibraryReader, highlights: readonly Highlight[]): AnnotationRow[] {
  const comments = new Map<number, AnnotationNote[]>();
  for (const columns of sql<NoteColumns>(db, COMMENTS_BY_HIGHLIGHT).all(list(highlights.map((highlight) => highlight.id)))) {
    const on = columns.highlightId ?? 0;
    comments.set(on, [...(comments.get(on) ?? []), noteOf(columns)]);
  }
  return highlights.map((highlight) => ({
    key: `h${highlight.id}`,
    paperId: highlight.paperId,
    highlight,
    notes: comments.get(highlight.id) ?? [],
  }));
}

function withPapers(db: LibraryReader, rows: readonly AnnotationRow[]): AnnotationRows {
  const placed = new Set(rows.flatMap(({ paperId, highlight }) => (isInAbstract(highlight) ? [paperId] : [])));
  const papers = sql<AnnotatedPaper>(
    db,
    `SELECT p.id, p.uid, p.title, iif(length(text) <= ${MAX_CONTEXT}, text, NULL) AS abstract
     FROM papers AS p LEFT JOIN abstracts ON abstracts.id = p.abstract_id WHERE p.id IN (SELECT value FROM json_each(?))`,
  ).all(list([...new Set(rows.map((row) => row.paperId))]));
  return { rows, papers: papers.map((paper) => (placed.has(paper.id) ? paper : { ...paper, abstract: null })) };
}

const isInAbstract = (highlight: Highlight | null): boolean => highlight?.field === 'abstract' && highlight.range !== null;

export const HIGHLIGHTED = `SELECT among.value AS id FROM json_each(@ids) AS among
WHERE EXISTS (SELECT 1 FROM highlights WHERE paper_id = among.value AND deleted_at IS NULL AND (@colors = '[]' OR color IN (SELECT value FROM json_each(@colors))))
ORDER BY among.key`;

/** Of these papers those with highlights in any of the colours, all colours where none is named; their order stays. */
export function highlightedPapers(db: LibraryReader, paperIds: readonly number[], colors: readonly HighlightColor[]): number[] {
  return sql<{ id: number }>(db, HIGHLIGHTED)
    .all({ ids: list(paperIds), colors: list(colors) })
    .map((row) => row.id);
}

/** The highlights of papers with their comments: paper by paper, in the order of their texts. */
export function evidenceRows(db: LibraryReader, paperIds: readonly number[]): AnnotationRows {
  return withPapers(
    db,
    rowsOf(
      db,
      paperIds.flatMap((id) => highlightsOf(db, id)),
    ),
  );
}
