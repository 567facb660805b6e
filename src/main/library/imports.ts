/**
 * Taking papers in. Their rows are written in chunks under an import that is not finished, and papers of such an import
 * are seen nowhere; finishing it is one step. A stopped or crashed import is taken out again.
 */
import type { ImportEntry } from '../../shared/entries.ts';
import type { ChangeResult, PartialDate, Status } from '../../shared/models.ts';
import { normaliseTitle } from '../../shared/text/titles.ts';
import { dateValues } from './dates.ts';
import { type LibraryReader, type LibraryWriter, list, sql, transaction } from './db.ts';
import { digestFor } from './digests.ts';
import { keepApart } from './distinctPapers.ts';
import { addIdentifiers, addLinks, addRecord, type Gain, gainOf, takeGain } from './gains.ts';
import { inStep, quietly } from './journal.ts';
import { marksIn, writeMarks } from './keptMarks.ts';
import { writeMergers } from './merges.ts';
import { dropForgottenTags, tagFor, tagKey, tagNames } from './tags.ts';
import { newUid } from './uid.ts';

/** Papers written in one transaction: few enough that nobody waits for it. */
export const CHUNK = 250;

export interface ImportUnderWay {
  readonly id: number;
  readonly format: string;
  readonly at: string;
  readonly digestId: number | null;
  readonly status: Status;
  /** Tags for every new paper, and whether keywords are tags too. */
  readonly tags: readonly string[];
  readonly keywordsAsTags: boolean;
  /** The ids of the tags its papers wear, by `tagKey`. */
  readonly tagIds: Map<string, number>;
}

/** Begins an import. Until {@link finishImport} nothing of it is seen. */
export function beginImport(
  db: LibraryWriter,
  now: Date,
  source: {
    readonly name: string;
    readonly format: string;
    readonly digest: { readonly name: string; readonly date: PartialDate | null } | null;
    readonly status: Status;
    readonly tags?: readonly string[];
    readonly keywordsAsTags?: boolean;
  },
): ImportUnderWay {
  const at = now.toISOString();
  return quietly(db, () => {
    const row = sql(db, "INSERT INTO imports (uid, name, format, state, started_at) VALUES (?, ?, ?, 'writing', ?)").run(
      newUid(),
      source.name,
      source.format,
      at,
    );
    const id = Number(row.lastInsertRowid);
    const { format, digest, status, tags = [], keywordsAsTags = false } = source;
    return { id, format, at, digestId: digest ? digestFor(db, id, digest) : null, status, tags, keywordsAsTags, tagIds: new Map() };
  });
}

/** A paper as it is written. */
export interface NewPaper {
  readonly entry: Omit<ImportEntry, 'record'>;
  /** Its record as it came, as JSON. */
  readonly record: string;
  /** Its title as titles are compared. */
  readonly titleKey: string;
  /** Its place in the source. */
  readonly position: number;
}

export function newPaper({ record, ...entry }: ImportEntry, position: number): NewPaper {
  return { entry, record: JSON.stringify(record), titleKey: normaliseTitle(entry.title), position };
}

/** Writes a chunk of new papers, unseen as yet; returns their ids in the same order. */
export function writeChunk(db: LibraryWriter, run: ImportUnderWay, papers: readonly NewPaper[]): number[] {
  if (papers.length === 0) return [];
  return quietly(db, () => {
    forgetGoneTags(db, run);
    const abstractIds = freeAbstractIds(db);
    return papers.map((paper) => writePaper(db, run, paper, abstractIds));
  });
}

/** What came a second time in the same source: a record of a paper that this import wrote before. */
export interface Further {
  readonly paperId: number;
  readonly entry: ImportEntry;
}

/** Takes in what further records tell of papers that are unseen as yet: their facts where they are new, and the records themselves. */
export function writeFurther(db: LibraryWriter, run: ImportUnderWay, further: readonly Further[]): void {
  if (further.length === 0) return;
  quietly(db, () => {
    for (const { paperId, entry } of further) {
      const record = JSON.stringify(entry.record);
      const gain = gainOf(db, paperId, entry);
      if (gain !== null) takeGain(db, paperId, gain, { importId: run.id, format: run.format, record: entry.record, at: run.at });
      else if (sql(db, 'SELECT 1 FROM records WHERE paper_id = ? AND json = ?').get(paperId, record) === undefined) {
        addRecord(db, paperId, run.id, run.format, record);
      }
      if (run.keywordsAsTags) for (const name of tagNames(entry.keywords)) wearTag(db, run, paperId, name);
    }
  });
}

/** A tag may have been deleted since the last chunk, or have gone into another. */
function forgetGoneTags(db: LibraryReader, { tagIds }: ImportUnderWay): void {
  if (tagIds.size === 0) return;
  const gone = sql<{ id: number }>(db, 'SELECT value AS id FROM json_each(?) WHERE value NOT IN (SELECT id FROM tags)').all(
    list([...tagIds.values()]),
  );
  if (gone.length === 0) return;
  const ids = new Set(gone.map(({ id }) => id));
  for (const [key, id] of tagIds) if (ids.has(id)) tagIds.delete(key);
}

/** Ids that abstracts can be given, so that their papers name them at once and need no second writing. */
function* freeAbstractIds(db: LibraryReader): Generator<number, never> {
  let last = sql<{ seq: number }>(db, "SELECT seq FROM sqlite_sequence WHERE name = 'abstracts'").get()?.seq ?? 0;
  for (;;) {
    last += 1;
    yield last;
  }
}

function writePaper(
  db: LibraryWriter,
  run: ImportUnderWay,
  { entry, record, titleKey, position }: NewPaper,
  abstractIds: Generator<number, never>,
): number {
  const kept = entry.kept ?? {};
  const uidTaken = kept.uid === undefined || sql(db, 'SELECT 1 FROM papers WHERE uid = ?').get(kept.uid) !== undefined;
  const addedAt = kept.addedAt ?? run.at;
  const uid = uidTaken ? newUid() : (kept.uid ?? newUid());
  const abstracts = versionsOf(entry, addedAt).map((version) => ({ ...version, id: abstractIds.next().value }));
  const paper = sql(
    db,
    `INSERT INTO papers (uid, title, title_key, authors, keywords, date_given, date_sort, date_precision, date_guessed, venue,
       abstract_id, type, citation_key, status, status_at, status_reason, starred_at, trashed_at, added_at, position, digest_id, import_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    uid,
    entry.title,
    titleKey,
    JSON.stringify(entry.authors),
    JSON.stringify(entry.keywords),
    ...dateValues(entry.date),
    entry.venue,
    entry.abstract === null ? null : (abstracts.at(-1)?.id ?? null),
    entry.type ?? null,
    entry.citationKey ?? null,
    kept.status ?? run.status,
    kept.statusAt ?? addedAt,
    kept.statusReason ?? null,
    kept.starredAt ?? null,
    kept.trashedAt ?? null,
    addedAt,
    position,
    kept.digest ? digestFor(db, run.id, kept.digest) : run.digestId,
    run.id,
  );
  const paperId = Number(paper.lastInsertRowid);
  for (const [at, { id, text, addedAt: cameAt }] of abstracts.entries()) {
    sql(db, 'INSERT INTO abstracts (id, paper_id, seq, text, added_at, import_id) VALUES (?, ?, ?, ?, ?, ?)').run(
      id,
      paperId,
      at + 1,
      text,
      cameAt,
      run.id,
    );
  }
  addIdentifiers(db, paperId, entry.identifiers);
  addLinks(db, paperId, entry.links);
  if (kept.records === undefined) addRecord(db, paperId, run.id, run.format, record);
  for (const one of kept.records ?? []) addRecord(db, paperId, run.id, one.format, JSON.stringify(one.record));
  for (const tag of kept.tags ?? []) wearTag(db, run, paperId, tag.name, tag.uid);
  for (const name of tagNames(run.keywordsAsTags ? [...run.tags, ...entry.keywords] : run.tags)) wearTag(db, run, paperId, name);
  writeMarks(db, paperId, marksIn(entry), addedAt);
  writeMergers(db, run.id, paperId, kept.merged ?? []);
  for (const other of kept.notSameAs ?? []) keepApart(db, uid, other, addedAt, run.id);
  return paperId;
}

/** All versions of an entry's abstract, the current one last. */
function versionsOf({ abstract, kept = {} }: NewPaper['entry'], addedAt: string): { readonly text: string; readonly addedAt: string }[] {
  const older = [...(kept.olderAbstracts ?? [])].reverse(); // the source has the newest first
  return abstract === null ? older : [...older, { text: abstract, addedAt: kept.abstractAddedAt ?? addedAt }];
}

/** Tags that only papers of this import wear are seen no more than those are. */
function wearTag(db: LibraryWriter, run: ImportUnderWay, paperId: number, name: string, uid?: string): void {
  const key = tagKey(name);
  const tagId = run.tagIds.get(key) ?? tagFor(db, name, uid);
  run.tagIds.set(key, tagId);
  sql(db, 'INSERT INTO paper_tags (paper_id, tag_id) VALUES (?, ?) ON CONFLICT DO NOTHING').run(paperId, tagId);
}

/** A paper that is here already and what an entry adds to it. */
export interface Update {
  readonly paperId: number;
  readonly gain: Gain;
  readonly record: ImportEntry['record'];
}

/**
 * Shows the papers of an import and takes in what it adds to others, as one step in one transaction.
 * An import that brought nothing leaves nothing.
 */
export function finishImport(
  db: LibraryWriter,
  now: Date,
  run: ImportUnderWay,
  done: {
    readonly label: string;
    readonly added: number;
    readonly updates: readonly Update[];
    readonly duplicates: number;
  },
): ChangeResult {
  if (done.added === 0 && done.updates.length === 0) {
    removeImport(db, run.id);
    return { step: null, changed: [] };
  }
  return transaction(db, () => {
    quietly(db, () => {
      sql(db, "UPDATE imports SET state = 'written', finished_at = ?, added = ?, updated = ?, duplicates = ? WHERE id = ?").run(
        now.toISOString(),
        done.added,
        done.updates.length,
        done.duplicates,
        run.id,
      );
    });
    return inStep(
      db,
      now,
      () => done.label,
      () => {
        sql(db, "UPDATE imports SET state = 'finished' WHERE id = ?").run(run.id);
        for (const { paperId, gain, record } of done.updates) {
          takeGain(db, paperId, gain, { importId: run.id, format: run.format, record, at: run.at });
        }
      },
    );
  });
}

/** Imports to take out: those that were cut off, and those that were undone and cannot be redone any more. */
export function leftoverImports(db: LibraryReader): number[] {
  return sql<{ id: number }>(
    db,
    `SELECT id FROM imports WHERE state = 'writing' OR (state = 'written' AND NOT EXISTS
       (SELECT 1 FROM changes WHERE changes.tbl = 'imports' AND changes.key = imports.id)) ORDER BY id`,
  )
    .all()
    .map((row) => row.id);
}

/** Papers taken out in one transaction: all that hangs on them goes too, which takes longer than writing it. */
const TAKEN_OUT = 100;

/** Takes up to {@link TAKEN_OUT} papers of an unseen import out; true when none are left and the import itself is gone. */
export function removeSomeOfImport(db: LibraryWriter, importId: number): boolean {
  return quietly(db, () => {
    const ids = 'SELECT id FROM papers WHERE import_id = ? ORDER BY id LIMIT ?';
    sql(db, `DELETE FROM note_revisions WHERE note_id IN (SELECT id FROM notes WHERE paper_id IN (${ids}))`).run(importId, TAKEN_OUT);
    if (sql(db, `DELETE FROM papers WHERE id IN (${ids})`).run(importId, TAKEN_OUT).changes === TAKEN_OUT) return false;
    sql(db, 'DELETE FROM imports WHERE id = ?').run(importId);
    sql(db, 'DELETE FROM digests WHERE NOT EXISTS (SELECT 1 FROM papers WHERE papers.digest_id = digests.id)').run();
    dropForgottenTags(db);
    return true;
  });
}

/** Takes an unseen import out to the last row. */
export function removeImport(db: LibraryWriter, importId: number): void {
  while (!removeSomeOfImport(db, importId));
}
