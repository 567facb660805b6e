/**
 * Several papers that are one: all that hangs on the others goes over to the one that stays, in one step. The others' own rows stay as
 * they were, unseen, so that nothing they said is lost, their addresses lead to the one that stays, and an undo only moves things back.
 */
import type { KeptMerger } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { type ChangeResult, MERGE_FIELDS, type MergedPaper, type MergeField } from '../../shared/models.ts';
import { anchorAt, findAnchor } from '../../shared/text/anchor.ts';
import { normaliseTitle } from '../../shared/text/titles.ts';
import { counted } from './counted.ts';
import { type DateColumns, dateOf, dateValues } from './dates.ts';
import { type LibraryReader, type LibraryWriter, sql, type Value } from './db.ts';
import { digestFor, getDigest } from './digests.ts';
import { anchorsOf, carryHighlights, putAnchor } from './highlights.ts';
import { inStep, quietly } from './journal.ts';

/** Which paper each field is taken from. */
export type Choices = Readonly<Partial<Record<MergeField, number>>>;

/** The columns of each field that can be chosen: a title's key and a status's time go with them. */
const COLUMNS: Readonly<Record<MergeField, readonly string[]>> = {
  title: ['title', 'title_key'],
  abstract: ['abstract_id'],
  authors: ['authors'],
  date: ['date_given', 'date_sort', 'date_precision', 'date_guessed'],
  venue: ['venue'],
  type: ['type'],
  citationKey: ['citation_key'],
  status: ['status', 'status_at', 'status_reason'],
};
/** What a field's first column holds where a paper has nothing to say of it. */
const SAYS_NOTHING: readonly Value[] = [null, '[]', 'new'];

type Columns = Readonly<Record<string, Value>>;

/**
 * Makes one paper of several. Notes, highlights, tags, links, identifiers, records and all versions of the abstracts come together on
 * `keep`; it is starred if any of them was. A field that no choice names is that of `keep` where it says something.
 * @throws {AppError} `not-found` where one of them is gone; `bad-request` where there is nothing to merge or a choice names another paper
 */
export function mergePapers(db: LibraryWriter, now: Date, keep: number, others: readonly number[], choices: Choices): ChangeResult {
  const gone = [...new Set(others)].filter((id) => id !== keep);
  if (gone.length === 0) throw new AppError('bad-request', 'There is nothing to merge this paper with. Nothing was changed.');
  const papers = new Map([keep, ...gone].map((id) => [id, columnsOf(db, id)]));
  if (Object.values(choices).some((id) => !papers.has(id))) {
    throw new AppError('bad-request', 'A choice names a paper that is not among these. Nothing was changed.');
  }
  return inStep(
    db,
    now,
    () => `Merged ${counted(papers.size, 'paper')} into one`,
    () => {
      const after = columnsAfter(keep, papers, choices);
      const sameText = new Map(gone.flatMap((id) => moveTo(db, keep, id, now)));
      const abstractId = sameText.get(Number(after.abstract_id)) ?? after.abstract_id ?? null;
      const names = Object.keys(after).filter((name) => name !== 'abstract_id');
      sql(db, `UPDATE papers SET ${names.map((name) => `${name} = @${name}`).join(', ')}, abstract_id = @abstractId WHERE id = @keep`).run({
        ...Object.fromEntries(names.map((name) => [name, after[name] ?? null])),
        abstractId,
        keep,
      });
      makeNewest(db, keep, abstractId);
      placeInTitle(db, keep, String(after.title));
      carryHighlights(db, keep);
    },
  );
}

const PUT_TOGETHER = ['keywords', 'starred_at', 'trashed_at', 'added_at', 'digest_id', 'position'] as const;

function columnsOf(db: LibraryReader, id: number): Columns {
  const names = [...MERGE_FIELDS.flatMap((field) => COLUMNS[field]), ...PUT_TOGETHER];
  const row = sql<Columns>(db, `SELECT ${names.join(', ')} FROM visible_papers WHERE id = ?`).get(id);
  if (!row) throw new AppError('not-found', 'One of these papers is not in the library any more. Nothing was merged.');
  return row;
}

/** What the one that stays says of itself from now on. */
function columnsAfter(keep: number, papers: ReadonlyMap<number, Columns>, choices: Choices): Columns {
  const rows = [...papers.values()];
  const own = papers.get(keep) ?? {};
  const chosen = MERGE_FIELDS.flatMap((field) => {
    const [first = ''] = COLUMNS[field];
    const says = (row: Columns) => !SAYS_NOTHING.includes(row[first] ?? null);
    const named = papers.get(choices[field] ?? 0);
    // What is blank is never chosen over what is not; where a paper stands may be chosen to be nowhere yet.
    const from = named !== undefined && (field === 'status' || says(named)) ? named : (rows.find(says) ?? own);
    return COLUMNS[field].map((name) => [name, from[name] ?? null] as const);
  });
  const earliest = (name: string): Value =>
    rows.map((row) => row[name] ?? null).reduce((first, at) => (first === null || (at !== null && at < first) ? at : first));
  const listed = rows.find((row) => row.digest_id !== null) ?? own;
  const place = own.digest_id === null ? listed : own;
  return {
    ...Object.fromEntries(chosen),
    keywords: JSON.stringify([...new Set(rows.flatMap((row): string[] => JSON.parse(String(row.keywords))))]),
    starred_at: earliest('starred_at'),
    // What one of them is needed for is not trash.
    trashed_at: rows.some((row) => row.trashed_at === null) ? null : (own.trashed_at ?? null),
    added_at: earliest('added_at'),
    digest_id: place.digest_id ?? null,
    position: place.position ?? null,
  };
}

/**
 * Puts one paper's rows under another; what the other has already stays behind, unseen.
 * Returns which of the abstracts that stayed behind is which of the other's.
 */
function moveTo(db: LibraryWriter, keep: number, gone: number, now: Date): (readonly [number, number])[] {
  const values = { keep, gone };
  const sameText = moveAbstracts(db, keep, gone);
  for (const [behind, there] of sameText) sql(db, 'UPDATE anchors SET abstract_id = ? WHERE abstract_id = ?').run(there, behind);
  for (const table of ['records', 'notes', 'highlights', 'anchors']) {
    sql(db, `UPDATE ${table} SET paper_id = @keep WHERE paper_id = @gone`).run(values);
  }
  for (const [table, ...names] of [
    ['identifiers', 'scheme', 'value'],
    ['links', 'url'],
    ['paper_tags', 'tag_id'],
  ]) {
    const same = names.map((name) => `theirs.${name} = ${table}.${name}`).join(' AND ');
    sql(
      db,
      `UPDATE ${table} SET paper_id = @keep WHERE paper_id = @gone
       AND NOT EXISTS (SELECT 1 FROM ${table} AS theirs WHERE theirs.paper_id = @keep AND ${same})`,
    ).run(values);
  }
  // A tag is gone when nobody wears it: it must not be worn unseen.
  sql(db, 'DELETE FROM paper_tags WHERE paper_id = ?').run(gone);
  sql(db, 'UPDATE papers SET merged_into = @keep, merged_at = coalesce(merged_at, @at) WHERE id = @gone OR merged_into = @gone').run({
    ...values,
    at: now.toISOString(),
  });
  sql(
    db,
    `DELETE FROM distinct_papers WHERE id IN (SELECT pairs.id FROM distinct_papers AS pairs JOIN papers AS one ON one.uid = pairs.uid
       JOIN papers AS other ON other.uid = pairs.other_uid
       WHERE coalesce(one.merged_into, one.id) = @keep AND coalesce(other.merged_into, other.id) = @keep)`,
  ).run({ keep });
  quietly(db, () =>
    sql(db, 'UPDATE note_drafts SET paper_id = @keep WHERE paper_id = @gone AND note_id IN (SELECT id FROM notes)').run(values),
  );
  return sameText;
}

/** Moves versions of the abstract behind those that are there. One whose very text is there stays behind. */
function moveAbstracts(db: LibraryWriter, keep: number, gone: number): (readonly [number, number])[] {
  const versions = sql<{ id: number; text: string; seq: number }>(
    db,
    'SELECT id, text, seq FROM abstracts WHERE paper_id = ? ORDER BY seq',
  );
  const there = new Map(versions.all(keep).map(({ id, text }) => [text, id]));
  const sameText: (readonly [number, number])[] = [];
  for (const { id, text } of versions.all(gone)) {
    const same = there.get(text);
    there.delete(text); // a second one of this text goes over: no highlight can have two places in one version
    if (same !== undefined) sameText.push([id, same]);
    else sql(db, `UPDATE abstracts SET paper_id = @keep, seq = ${NEXT_SEQ} WHERE id = @id`).run({ keep, id });
  }
  return sameText;
}

const NEXT_SEQ = '(SELECT coalesce(max(seq), 0) + 1 FROM abstracts WHERE paper_id = @keep)';

/** The abstract that is shown has the highest number of all versions. */
function makeNewest(db: LibraryWriter, keep: number, abstractId: Value): void {
  sql(
    db,
    `UPDATE abstracts SET seq = ${NEXT_SEQ} WHERE id = @abstractId AND seq < (SELECT max(seq) FROM abstracts WHERE paper_id = @keep)`,
  ).run({ keep, abstractId });
}

/** Highlights of the titles that were stand in the title that is; those it has no words for look for them in the abstract, or wait. */
function placeInTitle(db: LibraryWriter, keep: number, title: string): void {
  const highlights = sql<{ id: number }>(db, "SELECT id FROM highlights WHERE paper_id = ? AND field = 'title'").all(keep);
  for (const { id } of highlights) {
    const anchor = anchorsOf(db, id).find(({ abstractId }) => abstractId === null);
    if (anchor === undefined) continue;
    const found = findAnchor(title, anchor);
    if (found === null) sql(db, "UPDATE highlights SET field = 'abstract' WHERE id = ?").run(id);
    else if (found.how !== 'exact') {
      const placedBy = found.how === 'similar' ? 'similar' : 'same';
      putAnchor(db, { highlightId: id, paperId: keep, abstractId: null }, anchorAt(title, found.start, found.end), placedBy);
    }
  }
}

interface MergedColumns extends DateColumns {
  readonly uid: string;
  readonly title: string;
  readonly authors: string;
  readonly keywords: string;
  readonly venue: string | null;
  readonly type: MergedPaper['type'];
  readonly citation_key: string | null;
  readonly status: MergedPaper['status'];
  readonly status_at: string;
  readonly status_reason: string | null;
  readonly starred_at: string | null;
  readonly trashed_at: string | null;
  readonly added_at: string;
  readonly digest_id: number | null;
  readonly merged_at: string;
}

/** The papers that went into this one, as they were, in the order in which they did. */
export function mergedInto(db: LibraryReader, paperId: number): MergedPaper[] {
  const rows = sql<MergedColumns>(
    db,
    `SELECT uid, title, authors, keywords, date_given, date_sort, date_precision, date_guessed, venue, type, citation_key,
       status, status_at, status_reason, starred_at, trashed_at, added_at, digest_id, merged_at
     FROM papers WHERE merged_into = ? ORDER BY merged_at, id`,
  ).all(paperId);
  return rows.map((row) => ({
    uid: row.uid,
    title: row.title,
    authors: JSON.parse(row.authors),
    keywords: JSON.parse(row.keywords),
    date: dateOf(row),
    venue: row.venue,
    type: row.type,
    citationKey: row.citation_key,
    digest: getDigest(db, row.digest_id),
    status: row.status,
    statusAt: row.status_at,
    statusReason: row.status_reason,
    starredAt: row.starred_at,
    trashedAt: row.trashed_at,
    addedAt: row.added_at,
    mergedAt: row.merged_at,
  }));
}

/** Writes down which papers a new one was merged from, inside its import. A uid that is taken here is that paper's, and stays so. */
export function writeMergers(db: LibraryWriter, importId: number, paperId: number, merged: readonly KeptMerger[]): void {
  if (merged.length === 0) return;
  const texts = sql<{ id: number }>(
    db,
    `SELECT abstracts.id FROM abstracts JOIN papers ON papers.id = paper_id WHERE paper_id = ?
     ORDER BY abstracts.id IS abstract_id DESC, seq DESC`,
  ).all(paperId);
  const hasCurrent = sql(db, 'SELECT 1 FROM papers WHERE id = ? AND abstract_id IS NOT NULL').get(paperId) !== undefined;
  for (const paper of merged) {
    sql(
      db,
      `INSERT INTO papers (uid, title, title_key, authors, keywords, date_given, date_sort, date_precision, date_guessed, venue,
         type, citation_key, abstract_id, status, status_at, status_reason, starred_at, trashed_at, added_at, position, digest_id, import_id, merged_into, merged_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?) ON CONFLICT (uid) DO NOTHING`,
    ).run(
      paper.uid,
      paper.title,
      normaliseTitle(paper.title),
      JSON.stringify(paper.authors),
      JSON.stringify(paper.keywords),
      ...dateValues(paper.date),
      paper.venue,
      paper.type,
      paper.citationKey,
      paper.abstract === null ? null : (texts[hasCurrent ? paper.abstract : paper.abstract - 1]?.id ?? null),
      paper.status,
      paper.statusAt,
      paper.statusReason,
      paper.starredAt,
      paper.trashedAt,
      paper.addedAt,
      paper.digest === null ? null : digestFor(db, importId, paper.digest),
      importId,
      paperId,
      paper.mergedAt,
    );
  }
}

/** The paper on view that this one is, or went into; null where it is gone. */
export function shownAs(db: LibraryReader, id: number): number | null {
  return sql<{ id: number }>(db, SHOWN_AS).get(id)?.id ?? null;
}

const SHOWN_AS = `SELECT shown.id FROM papers JOIN visible_papers AS shown ON shown.id = coalesce(papers.merged_into, papers.id) WHERE papers.id = ?`;
