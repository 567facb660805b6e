/**
 * The index as a file beside its library: the terms, the words and, in packs of 64 ids, each paper's words in order, from which
 * postings follow. It can be deleted, damaged or swapped at any time: every part has a check sum, and each paper a
 * stamp of the texts it was made from, so that the worst that comes of it is that papers are read again.
 */
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { TERMS_VERSION } from '../../shared/text/terms.ts';
import { FIELDS } from './document.ts';
import { SearchIndex } from './index.ts';
import { postingsFile, readPostings, savePostings } from './postingsFile.ts';
import type { Vocabulary } from './vocabulary.ts';

/** “OpSr”: what kind of file this is. */
const APPLICATION_ID = 0x4f705372;
/** How the parts are laid out. */
const FORMAT = 2;
/** Another one whenever the same texts may give other terms: the fields, the rules for words and what Unicode says of letters. */
const TERMS = [FORMAT, TERMS_VERSION, process.versions.unicode, ...FIELDS].join(' ');

const STRINGS_IN_CHUNK = 4_096;
const IDS_IN_PACK = 64;
/** An id, a stamp and a length before the bytes of each paper in a pack. */
const PAPER_HEAD = 4 + 8 + 4;
/** An index with more words than this that no paper has any more, and half of all, is made anew. */
const MAX_UNUSED = 20_000;
/** How long a reader waits while the owner writes, in milliseconds. The owner does not wait: it has a later turn. */
const PATIENCE = 1_000;

const SCHEMA = `
CREATE TABLE summary (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL, check_sum INTEGER NOT NULL) STRICT;
CREATE TABLE terms (first INTEGER PRIMARY KEY, body BLOB NOT NULL, check_sum INTEGER NOT NULL) STRICT;
CREATE TABLE words (first INTEGER PRIMARY KEY, body BLOB NOT NULL, ties BLOB NOT NULL, check_sum INTEGER NOT NULL) STRICT;
CREATE TABLE packs (id INTEGER PRIMARY KEY, body BLOB NOT NULL, check_sum INTEGER NOT NULL) STRICT;
`;

/** What must be there, so that a part that is missing is missed. */
interface Summary {
  readonly version: string;
  /** Where the library's history stood when everything in it was in here; null while some is not. */
  readonly upTo: string | null;
  readonly terms: number;
  readonly words: number;
  /** The sum of the check sums of all packs, in 32 bits. */
  readonly packs: number;
}

export interface LoadedIndex {
  readonly index: SearchIndex;
  /** Whether its postings were put away and are still there. */
  readonly withPostings: boolean;
  /** Where the library's history stood when everything in it was in here; null where that is not known. */
  readonly upTo: string | null;
}

/**
 * Reads the index in a file; null where there is none, or none that can be trusted to the last byte. `texts` names the rules by
 * which the texts were made that it was given: an index of texts made by others is none.
 */
export function loadIndex(file: string, texts: string): LoadedIndex | null {
  if (!existsSync(file)) return null;
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true, timeout: PATIENCE });
    const connection = db;
    return connection.transaction(() => load(connection, file, versionOf(texts)))();
  } catch {
    return null; // whatever is the matter with it, a new one is made
  } finally {
    db?.close();
  }
}

function load(db: Database.Database, file: string, version: string): LoadedIndex | null {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) return null;
  const [body = '', sum = -1] = (db.prepare('SELECT body, check_sum FROM summary').raw().get() ?? []) as [string?, number?];
  if (crc32(body) !== sum) return null;
  const summary = JSON.parse(body) as Summary; // written by this file: its sum says so
  if (summary.version !== version) return null;
  const index = new SearchIndex();
  const { vocabulary } = index.shelf;
  vocabulary.terms.reserve(summary.terms);
  vocabulary.words.reserve(summary.words);
  for (const [first, packed, check] of rows<[number, Buffer, number]>(db, 'SELECT first, body, check_sum FROM terms ORDER BY first')) {
    if (first !== vocabulary.terms.size || crc32(packed) !== check) return null;
    vocabulary.terms.restore(packed, Math.min(STRINGS_IN_CHUNK, summary.terms - first));
  }
  const WORDS = 'SELECT first, body, ties, check_sum FROM words ORDER BY first';
  for (const [first, packed, ties, check] of rows<[number, Buffer, Buffer, number]>(db, WORDS)) {
    if (first !== vocabulary.words.size || crc32(ties, crc32(packed)) !== check) return null;
    vocabulary.restore(packed, ties, Math.min(STRINGS_IN_CHUNK, summary.words - first));
  }
  const derived = readPostings(postingsFile(file), contentOf(summary));
  if (derived !== null) index.shelf.adopt(derived);
  let packs = 0;
  let papers = 0;
  for (const [, packed, check] of rows<[number, Buffer, number]>(db, 'SELECT id, body, check_sum FROM packs ORDER BY id')) {
    if (crc32(packed) !== check) return null;
    packs = (packs + check) >>> 0;
    papers += unpack(packed, index, derived !== null);
  }
  if (papers !== index.size) return null;
  if (vocabulary.countUnused() > MAX_UNUSED && vocabulary.countUnused() * 2 > vocabulary.words.size) return null;
  const { terms, words, upTo } = summary;
  return vocabulary.terms.size === terms && vocabulary.words.size === words && packs === summary.packs
    ? { index, upTo, withPostings: derived !== null }
    : null;
}

/** What postings are made from. */
const contentOf = ({ version, terms, words, packs }: Summary): string => JSON.stringify([version, terms, words, packs]);

const versionOf = (texts: string): string => `${TERMS} ${texts}`;

function rows<Row>(db: Database.Database, sql: string): IterableIterator<Row> {
  return db.prepare(sql).raw().iterate() as IterableIterator<Row>;
}

/** Puts the papers of a pack in the index, or gives those that were adopted their words; returns how many there are. */
function unpack(packed: Buffer, { shelf }: SearchIndex, adopted: boolean): number {
  let papers = 0;
  for (let at = 0; at < packed.length; ) {
    const length = packed.readUInt32LE(at + 12);
    const bytes = packed.subarray(at + PAPER_HEAD, at + PAPER_HEAD + length);
    if (adopted) shelf.rejoin(packed.readUInt32LE(at), packed.readDoubleLE(at + 4), bytes);
    else shelf.restore(packed.readUInt32LE(at), packed.readDoubleLE(at + 4), bytes);
    at += PAPER_HEAD + length;
    papers += 1;
  }
  return papers;
}

function pack(number: number, { shelf }: SearchIndex): Buffer {
  const parts: Uint8Array[] = [];
  for (let id = number * IDS_IN_PACK; id < (number + 1) * IDS_IN_PACK; id += 1) {
    const slot = shelf.slots.of(id);
    if (slot < 0) continue;
    const bytes = shelf.sequences.bytes(slot);
    const head = Buffer.alloc(PAPER_HEAD);
    head.writeUInt32LE(id, 0);
    head.writeDoubleLE(shelf.slots.stampAt(slot), 4);
    head.writeUInt32LE(bytes.length, 12);
    parts.push(head, bytes);
  }
  return Buffer.concat(parts);
}

/** Deletes an index and what SQLite leaves beside it. What cannot be deleted is found wanting when it is read. */
function removeIndex(file: string): void {
  for (const ending of ['-postings', '-journal', '-wal', '-shm', '']) {
    try {
      rmSync(file + ending, { force: true });
    } catch {
      // somebody else's folder, or somebody reads it on a system that does not let go of such files
    }
  }
}

/** Keeps an index in a file. Only the owner of a library may. */
export class IndexKeeper {
  readonly #db: Database.Database;
  readonly #file: string;
  readonly #index: SearchIndex;
  readonly #version: string;
  /** Packs that are not in the file as they are now. */
  readonly #stale = new Set<number>();
  /** The check sum of each pack that is in the file. */
  readonly #sums = new Map<number, number>();
  /** Terms and words that are in the file. */
  #terms = 0;
  #words = 0;
  #broken = false;
  /** What the postings that are put away were made from. */
  #putAway = '';
  #upTo: string | null;

  /**
   * Goes on with the file that `loaded` was read from; without it, or where the file is not that any more, makes it anew.
   * @throws what SQLite or the disk says
   */
  static open(file: string, texts: string, index: SearchIndex, loaded: LoadedIndex | null): IndexKeeper {
    if (loaded === null) removeIndex(file);
    const db = new Database(file, { timeout: 0 });
    try {
      // Notes are nobody else's business.
      chmodSync(file, 0o600);
      // What a power cut does to it is found by the sums; no write has to wait for the disk.
      db.pragma('synchronous = OFF');
      return new IndexKeeper(db, file, versionOf(texts), index, loaded);
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  }

  private constructor(db: Database.Database, file: string, version: string, index: SearchIndex, loaded: LoadedIndex | null) {
    this.#db = db;
    this.#file = file;
    this.#version = version;
    this.#index = index;
    this.#upTo = loaded?.upTo ?? null;
    if (loaded === null) {
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.exec(SCHEMA);
      return;
    }
    this.#terms = index.shelf.vocabulary.terms.size;
    this.#words = index.shelf.vocabulary.words.size;
    for (const [id, sum] of rows<[number, number]>(db, 'SELECT id, check_sum FROM packs')) this.#sums.set(id, sum);
    if (loaded.withPostings) this.#putAway = contentOf(this.#summaryOf(this.#upTo, this.#sums));
  }

  /** Says that these papers are not in the file as they are in the index. */
  changed(ids: Iterable<number>): void {
    for (const id of ids) this.#stale.add(Math.floor(id / IDS_IN_PACK));
  }

  /** Whether papers wait to be written. */
  get isBehind(): boolean {
    return this.#stale.size > 0 && !this.#broken;
  }

  /**
   * Writes at most so many packs of what has changed; with the last of them that everything is in up to this point of the
   * library's history. Nothing is written while somebody reads the file, and never again where the disk does not take it.
   */
  write(packs: number, upTo: string | null): void {
    if (this.#broken || (this.#stale.size === 0 && (upTo === null || upTo === this.#upTo))) return;
    try {
      this.#write(packs, upTo);
    } catch (thrown) {
      if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) return;
      this.#broken = true;
      this.#db.close();
      removeIndex(this.#file);
      console.error('The search index cannot be kept, so it is made anew at the next start:', thrown);
    }
  }

  /** Ends, with the postings put away as well where the file has all there is. */
  close(): void {
    const whole = !this.#broken && this.#stale.size === 0 && this.#upTo !== null;
    const content = contentOf(this.#summaryOf(this.#upTo, this.#sums));
    if (whole && content !== this.#putAway) savePostings(postingsFile(this.#file), content, this.#index.shelf);
    this.#db.close();
  }

  #write(packs: number, upTo: string | null): void {
    const some = [...this.#stale].slice(0, packs);
    const whole = some.length === this.#stale.size;
    const sums = new Map(this.#sums);
    const { words, terms } = this.#index.shelf.vocabulary;
    const write = this.#db.transaction(() => {
      this.#writeChunks();
      for (const number of some) {
        const body = pack(number, this.#index);
        sums.delete(number);
        if (body.length === 0) this.#run('DELETE FROM packs WHERE id = ?', number);
        else {
          sums.set(number, crc32(body));
          this.#run('INSERT OR REPLACE INTO packs VALUES (?, ?, ?)', number, body, crc32(body));
        }
      }
      this.#writeSummary(whole ? upTo : null, sums);
    });
    write.immediate();
    this.#terms = terms.size;
    this.#words = words.size;
    this.#upTo = whole ? upTo : null;
    for (const number of some) {
      this.#stale.delete(number);
      const sum = sums.get(number);
      if (sum === undefined) this.#sums.delete(number);
      else this.#sums.set(number, sum);
    }
  }

  /** Chunks with texts that are new. The last one there is grows until it is full. */
  #writeChunks(): void {
    const { vocabulary } = this.#index.shelf;
    if (vocabulary.terms.size > this.#terms) this.#writeTerms(vocabulary);
    if (vocabulary.words.size > this.#words) this.#writeWords(vocabulary);
  }

  #writeTerms(vocabulary: Vocabulary): void {
    for (let first = chunkOf(this.#terms); first < vocabulary.terms.size; first += STRINGS_IN_CHUNK) {
      const body = vocabulary.terms.pack(first, Math.min(first + STRINGS_IN_CHUNK, vocabulary.terms.size));
      this.#run('INSERT OR REPLACE INTO terms VALUES (?, ?, ?)', first, body, crc32(body));
    }
  }

  #writeWords(vocabulary: Vocabulary): void {
    for (let first = chunkOf(this.#words); first < vocabulary.words.size; first += STRINGS_IN_CHUNK) {
      const to = Math.min(first + STRINGS_IN_CHUNK, vocabulary.words.size);
      const body = vocabulary.words.pack(first, to);
      const ties = vocabulary.packTies(first, to);
      this.#run('INSERT OR REPLACE INTO words VALUES (?, ?, ?, ?)', first, body, ties, crc32(ties, crc32(body)));
    }
  }

  #writeSummary(upTo: string | null, sums: ReadonlyMap<number, number>): void {
    const body = JSON.stringify(this.#summaryOf(upTo, sums));
    this.#run('INSERT OR REPLACE INTO summary VALUES (1, ?, ?)', body, crc32(body));
  }

  #summaryOf(upTo: string | null, sums: ReadonlyMap<number, number>): Summary {
    const { vocabulary } = this.#index.shelf;
    const packs = [...sums.values()].reduce((sum, one) => (sum + one) >>> 0, 0);
    return { version: this.#version, upTo, terms: vocabulary.terms.size, words: vocabulary.words.size, packs };
  }

  #run(sql: string, ...values: (number | string | Uint8Array)[]): void {
    this.#db.prepare(sql).run(...values);
  }
}

const chunkOf = (count: number): number => count - (count % STRINGS_IN_CHUNK);
