/** A library on disk and the model of it: whatever is done to both, they must look the same. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LibraryWriter, raw } from '../../src/main/library/db.ts';
import { movesPapers, nextRedo, nextUndo, retoldPapers } from '../../src/main/library/journal.ts';
import { mentionedBy, noteRevisions } from '../../src/main/library/notes.ts';
import { closeLibrary, openLibrary } from '../../src/main/library/open.ts';
import { listTags } from '../../src/main/library/tags.ts';
import type { ChangeResult, Highlight, Note } from '../../src/shared/models.ts';
import type { Random } from '../durability/random.ts';
import { Model, type ModelStep, type Settings } from './model.ts';
import { differences, look, type Picture, pictureOf, type Seen } from './pictures.ts';

/** What a window typed and has not saved. */
interface Typed {
  readonly noteId: number;
  readonly client: string;
  readonly body: string;
}

export class Pair {
  readonly random: Random;
  readonly model = new Model();
  db: LibraryWriter;
  /** The library as it looked last. */
  seen: Seen;
  /** Papers and versions made so far. */
  made = 0;
  /** The step that was made last. */
  newestStep = 0;
  /** Highlights that new versions of an abstract had a place for, and those they had none for. */
  readonly carried = { found: 0, unplaced: 0 };
  readonly #folder = mkdtempSync(join(tmpdir(), 'offprint-undo-'));
  /** Every body a note ever had, by its number. */
  readonly #bodies = new Map<number, Set<string>>();
  readonly #typed = new Map<string, Typed>();
  #clock = Date.parse('2025-05-01T12:00:00.000Z');

  constructor(random: Random) {
    this.random = random;
    this.db = this.#open();
    this.seen = look(this.db);
  }

  close(): void {
    closeLibrary(this.db);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  reopen(): void {
    closeLibrary(this.db);
    this.db = this.#open();
  }

  /** A second later than ever before. */
  now(): Date {
    this.#clock += 1_000;
    return new Date(this.#clock);
  }

  some<T>(from: readonly T[]): T | null {
    return from[this.random.int(from.length)] ?? null;
  }

  someOf<T>(from: readonly T[], most: number): T[] {
    const chosen = Array.from({ length: 1 + this.random.int(most) }, () => this.some(from));
    return [...new Set(chosen)].filter((one) => one !== null);
  }

  names(): string[] {
    return [...this.seen.papers.keys()];
  }

  idOf(name: string): number {
    return this.seen.papers.get(name)?.id ?? 0;
  }

  nameOf(paperId: number): string {
    return this.seen.names.get(paperId) ?? '';
  }

  notes(): Note[] {
    return [...this.seen.papers.values()].flatMap((paper) => paper.notes);
  }

  highlights(): Highlight[] {
    return [...this.seen.papers.values()].flatMap((paper) => paper.highlights);
  }

  /** Remembers words that were saved: they must be had again for good. */
  wrote(noteId: number, body: string): void {
    this.#bodies.set(noteId, (this.#bodies.get(noteId) ?? new Set()).add(body));
  }

  /** Remembers words that a window is typing, or that it has saved them. */
  typed(note: Note, client: string, body: string | null): void {
    const key = `${note.id} ${client}`;
    if (body === null) this.#typed.delete(key);
    else this.#typed.set(key, { noteId: note.id, client, body });
  }

  /** The paper that the note somebody typed this on is on, null if nobody did. It is a note of its own now, and waits no longer. */
  keptTyped(paperId: number, body: string): string | null {
    const [key, typed] = [...this.#typed].find(([, one]) => one.body === body) ?? [];
    const note = this.notes().find(({ id }) => id === typed?.noteId);
    if (note !== undefined && note.paperId !== paperId) return null;
    return key !== undefined && this.#typed.delete(key) ? this.nameOf(paperId) : null;
  }

  /** Tells the model of what was done to the library, and compares. */
  did(result: ChangeResult, asked: Settings): true {
    const sets = this.model.differing(asked);
    strictEqual(result.step !== null, sets.size > 0, 'a step is made exactly where something changes');
    if (result.step !== null) {
      this.newestStep = result.step.id;
      this.model.did(result.step.id, sets);
    }
    return this.compare(result);
  }

  compare(result?: ChangeResult): true {
    const before = this.seen.picture;
    this.seen = look(this.db);
    const uids = new Map([...this.seen.papers].map(([name, { uid, merged }]) => [name, [uid, ...merged.map((gone) => gone.uid)]]));
    deepStrictEqual(this.seen.picture, pictureOf(this.model.cells(), uids));
    const idOf = (step: ModelStep | null) => step?.id ?? null;
    strictEqual(nextUndo(this.db)?.id ?? null, idOf(this.model.nextUndo()), 'another step would be undone');
    strictEqual(nextRedo(this.db)?.id ?? null, idOf(this.model.nextRedo()), 'another step would be redone');
    if (result !== undefined) this.#checkTold(before, result);
    return true;
  }

  /** Windows and search are told of every paper that looks different. */
  #checkTold(before: Picture, { step, changed }: ChangeResult): void {
    const { shown, texts, mentions } = differences(before, this.seen.picture);
    if (step === null) {
      deepStrictEqual([...shown, ...mentions], []);
      return;
    }
    const namesOf = (ids: readonly number[]) => new Set(ids.map((id) => this.nameOf(id)));
    const [told, read, named] = [namesOf(changed), namesOf(retoldPapers(this.db, step.id)), namesOf(mentionedBy(this.db, step.id))];
    for (const name of shown) ok(told.has(name), `windows were not told of ${name}`);
    for (const name of texts) ok(read.has(name), `search was not told of ${name}`);
    // Where papers come or go, windows look at everything again.
    if (!movesPapers(this.db, step.id))
      for (const name of mentions) ok(named.has(name), `windows were not told of the mentions of ${name}`);
  }

  /** What holds at any time but takes long to look at. */
  checkAll(): void {
    for (const [noteId, bodies] of this.#bodies) {
      const kept = noteRevisions(this.db, noteId).map(({ body }) => body);
      for (const body of bodies) ok(kept.includes(body), `a version of note ${noteId} is gone: ${JSON.stringify(body)}`);
    }
    const worn = Object.values(this.seen.picture).flatMap(({ trashed, tags }) => (trashed === 'yes' ? [] : tags));
    deepStrictEqual(
      listTags(this.db).map(({ name }) => name),
      [...new Set(worn)].sort(),
    );
    deepStrictEqual(raw(this.db).pragma('foreign_key_check'), []);
    strictEqual(raw(this.db).pragma('integrity_check', { simple: true }), 'ok');
  }

  /**
   * After an opening, typed words are in sight on their paper, as a draft or as a version of a note; or they wait with a note that is
   * deleted or undone, or below what another window typed on the same note.
   */
  checkTyped(): void {
    const waiting = raw(this.db).prepare('SELECT 1 FROM note_drafts WHERE note_id = ? AND client = ? AND body = ?');
    for (const { noteId, client, body } of this.#typed.values()) {
      const on = this.notes().find(({ id }) => id === noteId)?.paperId;
      const notes = this.notes().filter(({ paperId }) => on === undefined || paperId === on);
      const inSight = notes.flatMap(({ id, draft }) => [draft?.body ?? '', ...noteRevisions(this.db, id).map((version) => version.body)]);
      if (inSight.includes(body)) continue;
      const note = notes.find(({ id }) => id === noteId);
      const mayWait = note === undefined || (note.draft !== null && note.draft.client !== client);
      const versions = noteRevisions(this.db, noteId).map((version) => version.body);
      ok(mayWait && (waiting.get(noteId, client, body) !== undefined || versions.includes(body)), `what was typed is gone: ${body}`);
    }
  }

  #open(): LibraryWriter {
    return openLibrary(join(this.#folder, 'library.db'), { door: 'a walk', now: () => this.now() });
  }
}
