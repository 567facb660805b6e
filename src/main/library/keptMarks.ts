/**
 * Highlights, comments and notes that a source carries along: what of them a paper does not have, and how they are taken in.
 * Nothing that a person wrote is overwritten, and what was deleted here stays so: a source that still has it brings it only with new words.
 */
import type { ImportEntry, KeptAnchor, KeptHighlight, KeptNote } from '../../shared/entries.ts';
import { anchorAt, findAnchor, fromCodePoints, isRange } from '../../shared/text/anchor.ts';
import { printOf } from '../../shared/text/regions.ts';
import { type LibraryReader, type LibraryWriter, sql } from './db.ts';
import { carryHighlights, insertHighlight, putAnchor } from './highlights.ts';
import { insertKeptNote, setBody } from './notes.ts';
import { newUid } from './uid.ts';

/** What a source tells of a paper by hand: its marks, and the versions of the abstract that they count in, the current one first. */
export interface Marks {
  readonly highlights: readonly KeptHighlight[];
  readonly notes: readonly KeptNote[];
  readonly texts: readonly (string | null)[];
}

export function marksIn({ abstract, kept = {} }: Pick<ImportEntry, 'abstract' | 'kept'>): Marks {
  return {
    highlights: kept.highlights ?? [],
    notes: kept.notes ?? [],
    texts: [abstract, ...(kept.olderAbstracts ?? []).map((version) => version.text)],
  };
}

/** Those of an entry's marks that a paper of the library does not have; null if there are none. */
export function newMarks(db: LibraryReader, paperId: number, entry: ImportEntry): Marks | null {
  const { highlights, notes, texts } = marksIn(entry);
  const unknown = highlights.filter(({ uid }) => !isHighlight(db, uid));
  const telling = notes.filter((note) => whatItGives(db, paperId, note) !== null);
  return unknown.length === 0 && telling.length === 0 ? null : { highlights: unknown, notes: telling, texts };
}

/** Takes marks into a paper that was here before, inside the step of their import. */
export function addMarks(db: LibraryWriter, paperId: number, marks: Marks, at: string): void {
  writeHighlights(db, paperId, marks, at);
  if (marks.highlights.length > 0) carryHighlights(db, paperId);
  for (const note of marks.notes) {
    // Asked again: the library may have gone on since the marks were looked at.
    const given = whatItGives(db, paperId, note);
    if (given?.kind === 'version') setBody(db, new Date(at), given.noteId, note.body);
    if (given?.kind === 'note') insertKeptNote(db, { paperId, highlightId: highlightOf(db, paperId, note) }, note, at);
    if (given?.kind === 'copy') {
      const { uid: _, ...text } = note;
      insertKeptNote(db, { paperId, highlightId: given.highlightId }, text, at);
    }
  }
}

/** Writes the marks of a new paper, inside its import. */
export function writeMarks(db: LibraryWriter, paperId: number, marks: Marks, at: string): void {
  const ids = writeHighlights(db, paperId, marks, at);
  for (const note of marks.notes) {
    insertKeptNote(db, { paperId, highlightId: note.highlight === undefined ? null : (ids.get(note.highlight) ?? null) }, note, at);
  }
}

const isHighlight = (db: LibraryReader, uid: string): boolean => sql(db, 'SELECT 1 FROM highlights WHERE uid = ?').get(uid) !== undefined;

/** The highlight of this paper that a note comments on; null where it was deleted: the words are kept as a note on the paper. */
function highlightOf(db: LibraryReader, paperId: number, { highlight }: KeptNote): number | null {
  if (highlight === undefined) return null;
  const found = sql<{ id: number }>(db, 'SELECT id FROM highlights WHERE uid = ? AND paper_id = ? AND deleted_at IS NULL');
  return found.get(highlight, paperId)?.id ?? null;
}

/** A note that is not here, a version of one that is, or, where both were changed, a note beside it. */
type Given =
  | { readonly kind: 'note' }
  | { readonly kind: 'version'; readonly noteId: number }
  | { readonly kind: 'copy'; readonly highlightId: number | null };

/** What a note has to tell that the library does not know; null where it is all known. */
function whatItGives(db: LibraryReader, paperId: number, note: KeptNote): Given | null {
  const known =
    note.uid === undefined
      ? undefined
      : sql<{ id: number; paperId: number; highlightId: number | null; body: string; deletedAt: string | null }>(
          db,
          `SELECT notes.id, notes.paper_id AS paperId, highlights.id AS highlightId, body, notes.deleted_at AS deletedAt
           FROM notes LEFT JOIN highlights ON highlights.id = highlight_id AND highlights.deleted_at IS NULL WHERE notes.uid = ?`,
        ).get(note.uid);
  if (!known) return isThere(db, paperId, note) ? null : { kind: 'note' };
  if (printOf(note.body) === printOf(known.body) || printOf(note.body) === note.base) return null;
  const had = sql(db, 'SELECT 1 FROM note_revisions WHERE note_id = ? AND body = ?').get(known.id, note.body) !== undefined;
  // Of a text that was edited by hand its print tells where from; of one with a history, the history does.
  const goesOn =
    note.base === undefined ? !had && (note.revisions ?? []).some(({ body }) => body === known.body) : printOf(known.body) === note.base;
  if (goesOn && known.deletedAt === null && known.paperId === paperId) return { kind: 'version', noteId: known.id };
  if (had || sql(db, 'SELECT 1 FROM notes WHERE paper_id = ? AND body = ?').get(paperId, note.body)) return null;
  return { kind: 'copy', highlightId: known.paperId === paperId ? known.highlightId : null };
}

/** Whether a note of these very words is on the same thing: sources without uids bring theirs again and again. */
function isThere(db: LibraryReader, paperId: number, { body, highlight }: KeptNote): boolean {
  return (
    sql(
      db,
      `SELECT 1 FROM notes LEFT JOIN highlights ON highlights.id = highlight_id
       WHERE notes.paper_id = ? AND body = ? AND highlights.uid IS ?`,
    ).get(paperId, body, highlight ?? null) !== undefined
  );
}

/** Writes highlights with their places; returns the id of each by the uid it came with. */
function writeHighlights(db: LibraryWriter, paperId: number, { highlights, texts }: Marks, at: string): Map<string, number> {
  if (highlights.length === 0) return new Map();
  const paper = sql<{ title: string; abstractId: number | null }>(
    db,
    'SELECT title, abstract_id AS abstractId FROM papers WHERE id = ?',
  ).get(paperId);
  const versions = sql<{ id: number; text: string }>(db, 'SELECT id, text FROM abstracts WHERE paper_id = ? ORDER BY seq DESC').all(
    paperId,
  );
  const current = versions.find(({ id }) => id === paper?.abstractId);
  const ids = new Map<string, number>();
  for (const { uid, field, color, createdAt = at, updatedAt = createdAt, anchors } of highlights) {
    if (ids.has(uid)) continue;
    const inTitle = field === 'title' ? placeInTitle(paper?.title ?? '', anchors) : null;
    const highlightId = insertHighlight(db, {
      uid: isHighlight(db, uid) ? newUid() : uid,
      paperId,
      // A title has one version: words that are not in it wait to be placed in the abstract, or for a person.
      field: inTitle === null ? 'abstract' : 'title',
      color,
      createdAt,
      updatedAt,
    });
    ids.set(uid, highlightId);
    if (inTitle !== null) putAnchor(db, { highlightId, paperId, abstractId: null }, inTitle, inTitle.placedBy);
    else {
      for (const anchor of anchors) {
        const text = anchor.version === undefined ? current?.text : anchor.version === null ? undefined : texts[anchor.version];
        const version = field === 'title' ? undefined : versions.find((one) => one.text === text);
        const there = version === undefined ? null : placeIn(version.text, anchor);
        const abstractId = there === null ? null : (version?.id ?? null);
        putAnchor(
          db,
          { highlightId, paperId, abstractId },
          there ?? { ...anchor, ...inUnits(current?.text ?? '', anchor) },
          anchor.placedBy,
        );
      }
    }
  }
  return ids;
}

/** The anchor in UTF-16 units, if its words stand in the text where it says. */
function placeIn(text: string, anchor: KeptAnchor): KeptAnchor | null {
  const { start, end } = inUnits(text, anchor);
  return isRange(text, start, end) && text.slice(start, end) === anchor.quote ? { ...anchor, start, end } : null;
}

function placeInTitle(title: string, anchors: readonly KeptAnchor[]): KeptAnchor | null {
  const newest = anchors.at(-1);
  if (newest === undefined) return null;
  const there = placeIn(title, newest);
  if (there !== null) return there;
  const found = findAnchor(title, { ...newest, ...inUnits(title, newest) });
  if (found === null) return null;
  return { ...anchorAt(title, found.start, found.end), placedBy: found.how === 'similar' ? 'similar' : 'same' };
}

/** Where an anchor says it stands, in UTF-16 units of a text that may be too short for it. */
function inUnits(text: string, { start, end, inCodePoints }: KeptAnchor): { readonly start: number; readonly end: number } {
  if (!inCodePoints) return { start, end };
  const counted = { start: fromCodePoints(text, start), end: fromCodePoints(text, end) };
  return counted.start < counted.end ? counted : { start, end };
}
