/** What a reader sees of a library, read from it and drawn from the model's cells. */
import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { type LibraryReader, raw } from '../../src/main/library/db.ts';
import { noteRevisions } from '../../src/main/library/notes.ts';
import { getPaper, paperRows } from '../../src/main/library/papers.ts';
import type { Paper } from '../../src/shared/models.ts';
import type { Cells } from './model.ts';

export interface PaperPicture {
  readonly status: string;
  readonly starred: string;
  readonly trashed: string;
  /** The version of the abstract that is shown, and all that are kept. */
  readonly abstract: string;
  readonly versions: string[];
  readonly tags: string[];
  readonly notes: Record<string, { readonly body: string; readonly on: string }>;
  readonly highlights: Record<string, { readonly color: string; readonly field: string; readonly words: string; readonly at: string }>;
  /** Notes on other papers that name this one. */
  readonly mentions: string[];
}
/** Everything a reader can tell apart, by the papers' names. */
export type Picture = Readonly<Record<string, PaperPicture>>;

export interface Seen {
  readonly picture: Picture;
  /** The papers on view, by name. */
  readonly papers: ReadonlyMap<string, Paper>;
  /** Names of all papers there ever were, by number. */
  readonly names: ReadonlyMap<number, string>;
}

export const nameOf = (title: string): string => title.split(' ')[0] ?? '';
export const versionOf = (abstract: string | null): string => /\((v\d+)\)$/u.exec(abstract ?? '')?.[1] ?? '';

/** Reads a library as its readers do. */
export function look(db: LibraryReader): Seen {
  const ids = raw(db).prepare<[], number>('SELECT id FROM visible_papers ORDER BY id').pluck().all();
  const all = raw(db).prepare<[], { id: number; title: string }>('SELECT id, title FROM papers').all();
  const papers = new Map(ids.map((id) => getPaper(db, id)).map((paper) => [nameOf(paper.title), paper]));
  const uids = new Map([...papers.values()].flatMap((paper) => paper.notes).map((note) => [note.id, note.uid]));
  const picture: Record<string, PaperPicture> = {};
  for (const [name, paper] of papers) {
    const on = new Map(paper.highlights.map(({ id, uid }) => [id, uid]));
    for (const { field, range, quote } of paper.highlights) {
      if (range !== null) strictEqual((paper[field] ?? '').slice(range.start, range.end), quote, 'a highlight stands on other words');
    }
    for (const { id, body, revision } of paper.notes) {
      const [newest] = noteRevisions(db, id);
      deepStrictEqual([newest?.seq, newest?.body], [revision, body], 'the newest version of a note is not what it says');
    }
    picture[name] = {
      status: paper.status,
      starred: paper.starredAt === null ? 'no' : 'yes',
      trashed: paper.trashedAt === null ? 'no' : 'yes',
      abstract: versionOf(paper.abstract),
      versions: [paper.abstract, ...paper.olderAbstracts.map(({ text }) => text)].map(versionOf).filter(Boolean).sort(),
      tags: paper.tags.map((tag) => tag.name).sort(),
      notes: Object.fromEntries(
        paper.notes.map(({ uid, body, highlightId }) => [
          uid,
          { body, on: highlightId === null ? 'the paper' : (on.get(highlightId) ?? 'nothing') },
        ]),
      ),
      highlights: Object.fromEntries(
        paper.highlights.map(({ uid, color, field, quote, range, placedBy }) => [
          uid,
          { color, field, words: quote, at: range === null ? 'unplaced' : `${range.start}-${range.end} ${placedBy}` },
        ]),
      ),
      mentions: paper.mentions.map(({ noteId }) => uids.get(noteId) ?? 'no note').sort(),
    };
  }
  deepStrictEqual(
    paperRows(db, ids).map(({ title, noteCount, highlightCount }) => [nameOf(title), noteCount, highlightCount]),
    [...papers].map(([name, { notes, highlights }]) => [name, notes.length, highlights.length]),
  );
  return { picture, papers, names: new Map(all.map(({ id, title }) => [id, nameOf(title)])) };
}

/** What a reader must see of a library with these cells. `uids` are the papers' own and of those that went into them. */
export function pictureOf(cells: Cells, uids: ReadonlyMap<string, readonly string[]>): Picture {
  const picture: Record<string, PaperPicture> = {};
  const get = (name: string) => cells.get(name) ?? '';
  for (const name of cells.keys()) {
    const [paper = '', kind = '', uid = '', attribute] = name.split(' ');
    const seen = picture[paper] ?? {
      status: get(`${paper} status`),
      starred: get(`${paper} starred`),
      trashed: get(`${paper} trashed`),
      abstract: get(`${paper} abstract`),
      versions: [],
      tags: [],
      notes: {},
      highlights: {},
      mentions: [],
    };
    picture[paper] = seen;
    const own = `${paper} ${kind} ${uid}`;
    if (kind === 'version') seen.versions.push(uid);
    if (kind === 'tag') seen.tags.push(uid);
    if (cells.has(`${own} deleted`)) continue;
    if (kind === 'note' && attribute === 'body') seen.notes[uid] = { body: get(name), on: get(`${own} on`) };
    if (kind === 'highlight' && attribute === 'words') {
      const field = get(`${own} field`);
      const place = field === 'title' ? 'title' : seen.abstract;
      seen.highlights[uid] = { color: get(`${own} color`), field, words: get(name), at: cells.get(`${own} at ${place}`) ?? 'unplaced' };
    }
  }
  for (const [name, seen] of Object.entries(picture)) {
    const addresses = (uids.get(name) ?? []).map((uid) => `offprint://paper/${uid}`);
    for (const [other, { trashed, notes }] of Object.entries(picture)) {
      if (other === name || trashed === 'yes') continue;
      seen.mentions.push(...Object.keys(notes).filter((uid) => addresses.some((address) => notes[uid]?.body.includes(address))));
    }
    for (const list of [seen.versions, seen.tags, seen.mentions]) list.sort();
  }
  return picture;
}

/** The papers that look different, those whose searchable texts do, and those whose mentions alone do. */
export function differences(before: Picture, after: Picture) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differ = (part: (paper: PaperPicture | undefined) => unknown) =>
    names.filter((name) => JSON.stringify(part(before[name])) !== JSON.stringify(part(after[name])));
  return {
    shown: differ((paper) => paper && { ...paper, mentions: [] }),
    texts: differ((paper) => paper && [paper.abstract, paper.tags, Object.values(paper.notes).map(({ body }) => body)]),
    mentions: differ((paper) => paper?.mentions),
  };
}
