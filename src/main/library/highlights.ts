import { AppError } from '../../shared/errors.ts';
import type { ChangeResult, Highlight, HighlightColor, HighlightField, HighlightPlace, RawRange } from '../../shared/models.ts';
import { type Anchor, anchorAt, type Found, findAnchor, isRange } from '../../shared/text/anchor.ts';
import { counted } from './counted.ts';
import { type LibraryReader, type LibraryWriter, list, sql } from './db.ts';
import { inStep } from './journal.ts';
import { newUid } from './uid.ts';

/** A stretch of a raw text and its words as the asker knows them. */
export interface Stretch extends RawRange {
  readonly quote: string;
}

interface HighlightColumns extends Omit<Highlight, 'range' | 'placedBy' | 'quote'> {
  readonly start: number | null;
  readonly end: number | null;
  readonly placedBy: Highlight['placedBy'];
  readonly quote: string;
}

/** The place a highlight has in its paper's text as it now is; and the newest it ever had, which tells its words. */
const HIGHLIGHT = `SELECT h.id, h.uid, h.paper_id AS paperId, h.field, h.color, h.created_at AS createdAt, h.updated_at AS updatedAt,
  here.start, here."end", coalesce(here.placed_by, latest.placed_by) AS placedBy, coalesce(here.quote, latest.quote) AS quote
FROM highlights AS h JOIN visible_papers AS p ON p.id = h.paper_id
LEFT JOIN anchors AS here ON here.highlight_id = h.id AND coalesce(here.abstract_id, 0) = iif(h.field = 'title', 0, p.abstract_id)
JOIN anchors AS latest ON latest.id = (SELECT max(id) FROM anchors WHERE anchors.highlight_id = h.id)
WHERE h.deleted_at IS NULL`;

const highlightOf = ({ start, end, ...rest }: HighlightColumns): Highlight => ({
  ...rest,
  range: start === null || end === null ? null : { start, end },
});

/** A paper's highlights in the order of its texts, the title's first, those without a place last. */
export function highlightsOf(db: LibraryReader, paperId: number): Highlight[] {
  return sql<HighlightColumns>(
    db,
    `${HIGHLIGHT} AND h.paper_id = ? ORDER BY here.start IS NULL, h.field = 'abstract', here.start, here."end", h.id`,
  )
    .all(paperId)
    .map(highlightOf);
}

/** These highlights, in no order; those that are gone are left out. */
export function highlightsAmong(db: LibraryReader, ids: readonly number[]): Highlight[] {
  return sql<HighlightColumns>(db, HIGHLIGHTS_AMONG).all(list(ids)).map(highlightOf);
}

export const HIGHLIGHTS_AMONG = `${HIGHLIGHT} AND h.id IN (SELECT value FROM json_each(?))`;

/**
 * One highlight.
 * @throws {AppError} `not-found`
 */
export function getHighlight(db: LibraryReader, id: number): Highlight {
  const row = sql<HighlightColumns>(db, `${HIGHLIGHT} AND h.id = ?`).get(id);
  if (!row) throw new AppError('not-found', 'This highlight is not in the library any more.');
  return highlightOf(row);
}

interface Text {
  readonly raw: string;
  /** The version of the abstract, null for a title. */
  readonly abstractId: number | null;
}

/** The raw text a field of a paper has now. */
function textOf(db: LibraryReader, paperId: number, field: HighlightField): Text {
  const paper = sql<{ title: string; abstractId: number | null; abstract: string | null }>(
    db,
    `SELECT title, p.abstract_id AS abstractId, text AS abstract FROM visible_papers AS p
     LEFT JOIN abstracts ON abstracts.id = p.abstract_id WHERE p.id = ?`,
  ).get(paperId);
  if (!paper) throw new AppError('not-found', 'The paper of this highlight is not in the library any more.');
  return field === 'title' ? { raw: paper.title, abstractId: null } : { raw: paper.abstract ?? '', abstractId: paper.abstractId };
}

/** The anchor of a stretch, if its words still stand there. */
function anchorOf({ raw }: Text, { start, end, quote }: Stretch): Anchor {
  if (!isRange(raw, start, end) || raw.slice(start, end) !== quote) {
    throw new AppError('bad-request', 'The text of this paper has changed meanwhile, so nothing was highlighted. Select the words again.');
  }
  return anchorAt(raw, start, end);
}

/**
 * Highlights a stretch of a title or an abstract.
 * @throws {AppError} `not-found`; `bad-request` where the words no longer stand there
 */
export function createHighlight(
  db: LibraryWriter,
  now: Date,
  asked: Stretch & { readonly paperId: number; readonly field: HighlightField; readonly color: HighlightColor },
): ChangeResult & { readonly highlight: Highlight } {
  const text = textOf(db, asked.paperId, asked.field);
  const anchor = anchorOf(text, asked);
  let id = 0;
  const result = inStep(
    db,
    now,
    () => 'Added a highlight',
    () => {
      id = insertHighlight(db, {
        uid: newUid(),
        paperId: asked.paperId,
        field: asked.field,
        color: asked.color,
        createdAt: now.toISOString(),
      });
      putAnchor(db, { highlightId: id, paperId: asked.paperId, abstractId: text.abstractId }, anchor, 'hand');
    },
  );
  return { ...result, highlight: getHighlight(db, id) };
}

/** Puts a highlight in that has no place yet; returns its id. Runs inside a step or an import. */
export function insertHighlight(
  db: LibraryWriter,
  made: {
    readonly uid: string;
    readonly paperId: number;
    readonly field: HighlightField;
    readonly color: HighlightColor;
    readonly createdAt: string;
    readonly updatedAt?: string;
  },
): number {
  const row = sql(db, 'INSERT INTO highlights (uid, paper_id, field, color, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)').run(
    made.uid,
    made.paperId,
    made.field,
    made.color,
    made.createdAt,
    made.updatedAt ?? made.createdAt,
  );
  return Number(row.lastInsertRowid);
}

/** Gives a highlight its place in one version of its text. */
export function putAnchor(
  db: LibraryWriter,
  of: { readonly highlightId: number; readonly paperId: number; readonly abstractId: number | null },
  { start, end, quote, prefix, suffix }: Anchor,
  placedBy: Highlight['placedBy'],
): void {
  sql(
    db,
    `INSERT INTO anchors (highlight_id, paper_id, abstract_id, start, "end", quote, prefix, suffix, placed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (highlight_id, coalesce(abstract_id, 0)) DO UPDATE SET start = excluded.start, "end" = excluded."end",
       quote = excluded.quote, prefix = excluded.prefix, suffix = excluded.suffix, placed_by = excluded.placed_by`,
  ).run(of.highlightId, of.paperId, of.abstractId, start, end, quote, prefix, suffix, placedBy);
}

const OF_SEEN = 'EXISTS (SELECT 1 FROM visible_papers WHERE visible_papers.id = paper_id)';

/** Changes what highlights are: their role. Those that already are so stay as they are. */
export function setColor(db: LibraryWriter, now: Date, ids: readonly number[], color: HighlightColor): ChangeResult {
  let count = 0;
  return inStep(
    db,
    now,
    () => `Changed the colour of ${counted(count, 'highlight')}`,
    () => {
      count = sql(
        db,
        `UPDATE highlights SET color = @color, updated_at = @at
         WHERE id IN (SELECT value FROM json_each(@ids)) AND color <> @color AND deleted_at IS NULL AND ${OF_SEEN}`,
      ).run({ ids: list(ids), color, at: now.toISOString() }).changes;
    },
  );
}

/**
 * Extends, shrinks or moves a highlight, or places one by hand that had no place in the text as it now is,
 * or only one on similar words: to leave it there is to say that it is right.
 * @throws {AppError} `not-found`; `bad-request` where the words no longer stand there
 */
export function setRange(db: LibraryWriter, now: Date, id: number, stretch: Stretch): ChangeResult {
  const { paperId, field, range, placedBy } = getHighlight(db, id);
  const text = textOf(db, paperId, field);
  const anchor = anchorOf(text, stretch);
  const there = range?.start === stretch.start && range.end === stretch.end;
  if (there && placedBy !== 'similar') return { step: null, changed: [] };
  return inStep(
    db,
    now,
    () => (range === null ? 'Placed a highlight' : there ? 'Confirmed a highlight' : 'Changed a highlight'),
    () => {
      putAnchor(db, { highlightId: id, paperId, abstractId: text.abstractId }, anchor, 'hand');
      sql(db, 'UPDATE highlights SET updated_at = ? WHERE id = ?').run(now.toISOString(), id);
    },
  );
}

/** Deletes highlights and their comments; the comments' versions are kept, and undo brings all of it back. */
export function deleteHighlights(db: LibraryWriter, now: Date, ids: readonly number[]): ChangeResult {
  let count = 0;
  let comments = 0;
  return inStep(
    db,
    now,
    () => `Deleted ${counted(count, 'highlight')}${comments === 0 ? '' : ` and ${counted(comments, 'comment')}`}`,
    () => {
      const values = { ids: list(ids), at: now.toISOString() };
      const among = `IN (SELECT value FROM json_each(@ids)) AND deleted_at IS NULL AND ${OF_SEEN}`;
      comments = sql(db, `UPDATE notes SET deleted_at = @at WHERE highlight_id ${among}`).run(values).changes;
      count = sql(db, `UPDATE highlights SET deleted_at = @at WHERE id ${among}`).run(values).changes;
    },
  );
}

/** An anchor as it is stored. */
export interface StoredAnchor extends Anchor {
  readonly abstractId: number | null;
  readonly placedBy: Highlight['placedBy'];
}

/** Every place a highlight has or had, the newest first: one for each version of its text it was found in. */
export function anchorsOf(db: LibraryReader, highlightId: number): StoredAnchor[] {
  return sql<StoredAnchor>(
    db,
    `SELECT abstract_id AS abstractId, start, "end", quote, prefix, suffix, placed_by AS placedBy FROM anchors
     WHERE highlight_id = ? ORDER BY id DESC`,
  ).all(highlightId);
}

/** Where a highlight of an abstract stands in each version that is kept, the newest first. */
export function placesOf(db: LibraryReader, highlightId: number): HighlightPlace[] {
  return sql<HighlightPlace>(
    db,
    `SELECT seq, start, "end", quote FROM anchors JOIN abstracts ON abstracts.id = abstract_id
     WHERE highlight_id = ? ORDER BY seq DESC`,
  ).all(highlightId);
}

/** Where one of these anchors finds its words again; the words themselves go before similar ones. */
function findAgain(raw: string, anchors: readonly Anchor[]): Found | null {
  const found = anchors.flatMap((anchor) => findAnchor(raw, anchor) ?? []);
  return found.find(({ how }) => how !== 'similar') ?? found[0] ?? null;
}

/**
 * Finds the highlights of an abstract again in the version it has now, by their newest anchors first: back to the one a person gave
 * last, for older ones have words that the highlight was moved away from. What is not certain to stand in the text gets no place there.
 * Runs inside the step that changed the abstract, so that an undo of that takes the places back, too.
 */
export function carryHighlights(db: LibraryWriter, paperId: number): void {
  const { raw, abstractId } = textOf(db, paperId, 'abstract');
  if (abstractId === null) return;
  const waiting = sql<{ id: number }>(
    db,
    `SELECT id FROM highlights WHERE paper_id = ? AND field = 'abstract'
     AND NOT EXISTS (SELECT 1 FROM anchors WHERE highlight_id = highlights.id AND abstract_id = ?)`,
  ).all(paperId, abstractId);
  for (const { id } of waiting) {
    const anchors = anchorsOf(db, id);
    const byHand = anchors.findIndex(({ placedBy }) => placedBy === 'hand');
    const found = findAgain(raw, byHand === -1 ? anchors : anchors.slice(0, byHand + 1));
    if (found === null) continue;
    const placedBy = found.how === 'similar' ? 'similar' : 'same';
    putAnchor(db, { highlightId: id, paperId, abstractId }, anchorAt(raw, found.start, found.end), placedBy);
  }
}
