/** What an entry knows of a paper that the library does not, and how it is taken in. */
import type { ImportEntry, KeptMerger } from '../../shared/entries.ts';
import type { Author, CslType, Identifier, Link, PartialDate } from '../../shared/models.ts';
import { dateValues } from './dates.ts';
import { type LibraryReader, type LibraryWriter, sql } from './db.ts';
import { keepApart, keptApartFrom } from './distinctPapers.ts';
import { carryHighlights } from './highlights.ts';
import { addMarks, type Marks, newMarks } from './keptMarks.ts';
import { writeMergers } from './merges.ts';
import { tagFor, tagKey } from './tags.ts';

export interface Gain {
  /** A version of the abstract that differs from all that are kept. */
  readonly abstract: string | null;
  readonly authors: readonly Author[] | null;
  readonly date: PartialDate | null;
  readonly venue: string | null;
  readonly type: CslType | null;
  readonly citationKey: string | null;
  readonly identifiers: readonly Identifier[];
  readonly links: readonly Link[];
  readonly tags: readonly string[];
  readonly marks: Marks | null;
  /** Papers that went into it elsewhere, and that are not here. */
  readonly mergers: readonly KeptMerger[];
  /** Uids of papers that it was said not to be elsewhere. */
  readonly apart: readonly string[];
}

/** What `entry` would add to a paper; null if nothing. */
export function gainOf(db: LibraryReader, paperId: number, entry: ImportEntry): Gain | null {
  const paper = sql<{
    uid: string;
    authors: string;
    date_given: string | null;
    venue: string | null;
    type: string | null;
    citation_key: string | null;
  }>(db, 'SELECT uid, authors, date_given, venue, type, citation_key FROM papers WHERE id = ?').get(paperId);
  if (!paper) return null;
  const kept = entry.kept ?? {};
  const gain: Gain = {
    abstract: newAbstract(db, paperId, entry.abstract),
    authors: paper.authors === '[]' && entry.authors.length > 0 ? entry.authors : null,
    date: paper.date_given === null ? entry.date : null,
    venue: paper.venue === null ? entry.venue : null,
    type: paper.type === null ? (entry.type ?? null) : null,
    citationKey: paper.citation_key === null ? (entry.citationKey ?? null) : null,
    identifiers: entry.identifiers.filter(
      ({ scheme, value }) =>
        !sql(db, 'SELECT 1 FROM identifiers WHERE paper_id = ? AND scheme = ? AND value = ?').get(paperId, scheme, value),
    ),
    links: entry.links.filter((link) => !sql(db, 'SELECT 1 FROM links WHERE paper_id = ? AND url = ?').get(paperId, link.url)),
    tags: (kept.tags ?? [])
      .map((tag) => tag.name)
      .filter(
        (name) =>
          !sql(db, 'SELECT 1 FROM paper_tags JOIN tags ON tags.id = tag_id WHERE paper_id = ? AND name_key = ?').get(paperId, tagKey(name)),
      ),
    marks: newMarks(db, paperId, entry),
    // Which of this library's texts was whose is not known.
    mergers: (kept.merged ?? []).filter(({ uid }) => !isKnown(db, uid)).map((merger) => ({ ...merger, abstract: null })),
    apart: (kept.notSameAs ?? []).filter((uid) => !keptApartFrom(db, [paper.uid]).includes(uid)),
  };
  return Object.values(gain).every((part) => part === null || (Array.isArray(part) && part.length === 0)) ? null : gain;
}

const isKnown = (db: LibraryReader, uid: string): boolean => sql(db, 'SELECT 1 FROM papers WHERE uid = ?').get(uid) !== undefined;

/** Takes a gain in, inside a step. Nothing is overwritten but a current abstract, whose version is kept. */
export function takeGain(
  db: LibraryWriter,
  paperId: number,
  gain: Gain,
  from: { readonly importId: number; readonly format: string; readonly record: ImportEntry['record']; readonly at: string },
): void {
  if (gain.abstract !== null) {
    const seq = (sql<{ seq: number | null }>(db, 'SELECT max(seq) AS seq FROM abstracts WHERE paper_id = ?').get(paperId)?.seq ?? 0) + 1;
    const abstract = sql(db, 'INSERT INTO abstracts (paper_id, seq, text, added_at, import_id) VALUES (?, ?, ?, ?, ?)').run(
      paperId,
      seq,
      gain.abstract,
      from.at,
      from.importId,
    );
    sql(db, 'UPDATE papers SET abstract_id = ? WHERE id = ?').run(Number(abstract.lastInsertRowid), paperId);
    // A paper of an import under way is unseen, and has none to carry.
    if (sql(db, 'SELECT 1 FROM visible_papers WHERE id = ?').get(paperId) !== undefined) carryHighlights(db, paperId);
  }
  if (gain.authors !== null) sql(db, 'UPDATE papers SET authors = ? WHERE id = ?').run(JSON.stringify(gain.authors), paperId);
  if (gain.venue !== null) sql(db, 'UPDATE papers SET venue = ? WHERE id = ?').run(gain.venue, paperId);
  if (gain.type !== null) sql(db, 'UPDATE papers SET type = ? WHERE id = ?').run(gain.type, paperId);
  if (gain.citationKey !== null) sql(db, 'UPDATE papers SET citation_key = ? WHERE id = ?').run(gain.citationKey, paperId);
  if (gain.date !== null) {
    sql(db, 'UPDATE papers SET date_given = ?, date_sort = ?, date_precision = ?, date_guessed = ? WHERE id = ?').run(
      ...dateValues(gain.date),
      paperId,
    );
  }
  addIdentifiers(db, paperId, gain.identifiers);
  addLinks(db, paperId, gain.links);
  for (const name of gain.tags) {
    sql(db, 'INSERT INTO paper_tags (paper_id, tag_id) VALUES (?, ?) ON CONFLICT DO NOTHING').run(paperId, tagFor(db, name));
  }
  if (gain.marks !== null) addMarks(db, paperId, gain.marks, from.at);
  writeMergers(db, from.importId, paperId, gain.mergers);
  const { uid } = sql<{ uid: string }>(db, 'SELECT uid FROM papers WHERE id = ?').get(paperId) ?? {};
  for (const other of gain.apart) if (uid !== undefined) keepApart(db, uid, other, from.at, null);
  addRecord(db, paperId, from.importId, from.format, JSON.stringify(from.record));
}

export function addIdentifiers(db: LibraryWriter, paperId: number, identifiers: readonly Identifier[]): void {
  for (const { scheme, value, raw } of identifiers) {
    sql(db, 'INSERT INTO identifiers (paper_id, scheme, value, raw) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
      paperId,
      scheme,
      value,
      raw,
    );
  }
}

export function addLinks(db: LibraryWriter, paperId: number, links: readonly Link[]): void {
  for (const { kind, url, source } of links) {
    sql(db, 'INSERT INTO links (paper_id, kind, url, source) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING').run(paperId, kind, url, source);
  }
}

/** Keeps a record as it came, as JSON. */
export function addRecord(db: LibraryWriter, paperId: number, importId: number, format: string, json: string): void {
  sql(db, 'INSERT INTO records (paper_id, import_id, format, json) VALUES (?, ?, ?, ?)').run(paperId, importId, format, json);
}

/** The text of an abstract that says something new: another than every kept version, and not only the opening of one. */
function newAbstract(db: LibraryReader, paperId: number, abstract: string | null): string | null {
  if (abstract === null || abstract.trim() === '') return null;
  const plain = (text: string) => text.replace(/\s+/gu, ' ').trim();
  const opening = plain(abstract).replace(/\s*(?:…|\.{3})$/u, '');
  const versions = sql<{ text: string }>(db, 'SELECT text FROM abstracts WHERE paper_id = ?').all(paperId);
  return versions.some((version) => plain(version.text).startsWith(opening)) ? null : abstract;
}
