import { AppError } from '../../shared/errors.ts';
import { type ChangeResult, MAX_TAG_LENGTH, type Tag } from '../../shared/models.ts';
import { counted } from './counted.ts';
import { type LibraryReader, type LibraryWriter, list, sql } from './db.ts';
import { inStep } from './journal.ts';
import { newUid } from './uid.ts';

/** A tag's name as tags are told apart: names that differ only in case or in how accents are written are one tag. */
export const tagKey = (name: string): string => name.trim().replace(/\s+/gu, ' ').normalize('NFC').toLowerCase();

/** Keywords of a source as names of tags, each once; one that is too long for a tag is a sentence. */
export function tagNames(keywords: readonly string[]): string[] {
  const names = new Map<string, string>();
  for (const keyword of keywords) {
    const name = keyword.trim().replace(/\s+/gu, ' ');
    if (name !== '' && name.length <= MAX_TAG_LENGTH && !names.has(tagKey(name))) names.set(tagKey(name), name);
  }
  return [...names.values()];
}

/** Papers of an import under way, or of one that was undone, are nobody's to change: they may go, and no step could bring them back. */
const ON_VIEW = 'EXISTS (SELECT 1 FROM visible_papers AS p WHERE p.id = paper_tags.paper_id)';

/** Tags with papers on view, by name. */
export function listTags(db: LibraryReader): Tag[] {
  return sql<Tag>(
    db,
    `SELECT tags.uid, tags.name, count(*) AS count FROM tags JOIN paper_tags ON paper_tags.tag_id = tags.id
     JOIN visible_papers AS p ON p.id = paper_tags.paper_id WHERE p.trashed_at IS NULL GROUP BY tags.id ORDER BY tags.name_key`,
  ).all();
}

/** Adds and removes tags by name; one that is in both lists is removed. A tag nobody wears any more is gone. */
export function changeTags(
  db: LibraryWriter,
  now: Date,
  ids: readonly number[],
  add: readonly string[],
  remove: readonly string[],
): ChangeResult {
  return inStep(
    db,
    now,
    (changed) => changeLabel(changed.length, add, remove),
    () => {
      const papers = list(
        sql<{ id: number }>(db, 'SELECT id FROM visible_papers WHERE id IN (SELECT value FROM json_each(?))')
          .all(list(ids))
          .map((paper) => paper.id),
      );
      if (papers === '[]') return;
      const removed = new Set(remove.map(tagKey));
      let changes = 0;
      for (const name of add) {
        if (removed.has(tagKey(name))) continue;
        const tagId = tagFor(db, name);
        changes += sql(
          db,
          'INSERT INTO paper_tags (paper_id, tag_id) SELECT value, @tagId FROM json_each(@papers) WHERE true ON CONFLICT DO NOTHING',
        ).run({ papers, tagId }).changes;
      }
      for (const name of remove) {
        changes += sql(
          db,
          `DELETE FROM paper_tags WHERE tag_id = (SELECT id FROM tags WHERE name_key = @key)
           AND paper_id IN (SELECT value FROM json_each(@papers))`,
        ).run({ papers, key: tagKey(name) }).changes;
      }
      // An undo can leave a tag that nobody wears: by itself that is no reason for a step.
      if (changes > 0) dropUnworn(db);
    },
  );
}

/** Gives a tag another name; if a tag of that name is there already, its papers join that one. */
export function renameTag(db: LibraryWriter, now: Date, uid: string, name: string): ChangeResult {
  const tag = findTag(db, uid);
  return inStep(
    db,
    now,
    () => `Renamed the tag “${tag.name}” to “${name}”`,
    () => {
      const other = sql<{ id: number }>(db, 'SELECT id FROM tags WHERE name_key = ? AND id <> ?').get(tagKey(name), tag.id);
      if (!other) {
        sql(db, 'UPDATE tags SET name = ?, name_key = ? WHERE id = ?').run(name, tagKey(name), tag.id);
        return;
      }
      sql(
        db,
        `INSERT INTO paper_tags (paper_id, tag_id) SELECT paper_id, ? FROM paper_tags WHERE tag_id = ? AND ${ON_VIEW} ON CONFLICT DO NOTHING`,
      ).run(other.id, tag.id);
      sql(db, `DELETE FROM paper_tags WHERE tag_id = ? AND ${ON_VIEW}`).run(tag.id);
      dropUnworn(db);
    },
  );
}

/** Takes a tag off all its papers. */
export function deleteTag(db: LibraryWriter, now: Date, uid: string): ChangeResult {
  const tag = findTag(db, uid);
  return inStep(
    db,
    now,
    () => `Deleted the tag “${tag.name}”`,
    () => {
      sql(db, `DELETE FROM paper_tags WHERE tag_id = ? AND ${ON_VIEW}`).run(tag.id);
      dropUnworn(db);
    },
  );
}

/** The id of the tag with this name, made if there is none, with this uid where that is free. */
export function tagFor(db: LibraryWriter, name: string, uid?: string): number {
  const found = sql<{ id: number }>(db, 'SELECT id FROM tags WHERE name_key = ?').get(tagKey(name));
  if (found) return found.id;
  const own = uid !== undefined && !sql(db, 'SELECT 1 FROM tags WHERE uid = ?').get(uid) ? uid : newUid();
  return Number(
    sql(db, 'INSERT INTO tags (uid, name, name_key) VALUES (?, ?, ?)').run(own, name.normalize('NFC'), tagKey(name)).lastInsertRowid,
  );
}

function findTag(db: LibraryReader, uid: string): { readonly id: number; readonly name: string } {
  const tag = sql<{ id: number; name: string }>(db, 'SELECT id, name FROM tags WHERE uid = ?').get(uid);
  if (!tag) throw new AppError('not-found', 'This tag is not in the library any more.');
  return tag;
}

/** Takes out tags that went with the papers of an import: those that nobody wears and no step can bring back. */
export function dropForgottenTags(db: LibraryWriter): void {
  sql(
    db,
    `DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM paper_tags WHERE tag_id = tags.id)
     AND NOT EXISTS (SELECT 1 FROM changes WHERE tbl = 'tags' AND key = tags.id)
     AND id NOT IN (SELECT before ->> 'tag_id' FROM changes WHERE tbl = 'paper_tags' AND before ->> 'tag_id' IS NOT NULL)`,
  ).run();
}

function dropUnworn(db: LibraryWriter): void {
  sql(db, 'DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM paper_tags WHERE tag_id = tags.id)').run();
}

function changeLabel(papers: number, add: readonly string[], remove: readonly string[]): string {
  const on = counted(papers, 'paper');
  if (remove.length === 0) return `Tagged ${on} with ${add.join(', ')}`;
  if (add.length === 0) return `Took ${remove.length === 1 ? 'tag' : 'tags'} ${remove.join(', ')} off ${on}`;
  return `Changed the tags of ${on}`;
}
