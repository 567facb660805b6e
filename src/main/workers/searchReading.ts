/** Brings a library's papers to the index, keeps them true, and keeps the index in its file. */
import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { SearchState } from '../../shared/models.ts';
import { shownText, spansOf } from '../../shared/text/spans.ts';
import type { LibraryReader } from '../library/db.ts';
import { BETWEEN_ITEMS, countSearchDocuments, historyPoint, type SearchText, searchDocuments } from '../library/searchTexts.ts';
import { ITEM_BREAK } from '../search/document.ts';
import { type SearchDocument, SearchIndex } from '../search/index.ts';
import { IndexKeeper, type LoadedIndex, loadIndex } from '../search/indexFile.ts';
import type { SearchData } from '../search/messages.ts';

/** Raised whenever the texts shown of the same stored ones may be others: an index that was kept from then is made anew. */
export const TEXTS_VERSION = 1;

/** Papers read between two looks at what is asked meanwhile: about 10 ms. */
const BATCH = 50;
/** So many papers are read again before the next question is answered; more of them go on in the background. */
const AT_ONCE = 250;
/** Milliseconds between two reports while building. */
const REPORT_EVERY = 100;
/** Milliseconds from a change to its being written down, with those that came meanwhile; and from one writing to the next. */
const WRITE_AFTER = 500;
const WRITE_ON = 20;
/** Packs written between two looks at what is asked meanwhile: about 10 ms. */
const PACKS_AT_ONCE = 32;

export class Reading {
  readonly index: SearchIndex;
  readonly #db: LibraryReader;
  readonly #keeper: IndexKeeper | null;
  readonly #report: (state: SearchState) => void;
  #total = 0;
  #failed = false;
  #closing = false;
  /** Readings in the background, one after another: the one that goes on and those that wait for it. */
  #readings = 0;
  #lastReading: Promise<void> = Promise.resolve();
  #reportedAt = 0;
  /** The index has all that the library had after so many writes. */
  #seen: number;
  #writing: NodeJS.Timeout | null = null;

  /** Takes up the index that was kept, and reads what is not as it was. */
  constructor(db: LibraryReader, { indexFile, owner }: SearchData, report: (state: SearchState) => void) {
    this.#db = db;
    this.#report = report;
    const point = historyPoint(db);
    this.#seen = point.changeNumber;
    const loaded = loadIndex(indexFile, String(TEXTS_VERSION));
    this.index = loaded?.index ?? new SearchIndex();
    this.#keeper = owner ? keeperOf(indexFile, this.index, loaded) : null;
    if (loaded?.upTo === point.name) {
      this.#tell();
      void setImmediate().then(() => this.index.warmUp());
    } else this.#inBackground(() => this.#readAll());
  }

  /** Whether the index has everything there is. */
  get isComplete(): boolean {
    return this.#readings === 0 && !this.#failed;
  }

  /** Reads papers again, null for all, after so many writes to the library. */
  refresh(ids: readonly number[] | null, changeNumber: number): void {
    this.#seen = changeNumber;
    try {
      if (ids === null) this.#inBackground(() => this.#readAll());
      else if (ids.length > AT_ONCE) this.#inBackground(() => this.#readMany(ids));
      else {
        const before = this.index.size;
        this.#read(ids);
        if (this.#readings === 0 && this.index.size !== before) this.#tell();
      }
    } catch (thrown) {
      this.#stop(thrown);
    }
    this.#writeSoon();
  }

  /** The texts of these papers as they are shown; those of papers that are gone are left out. */
  documentsOf(ids: readonly number[]): SearchDocument[] {
    return [...searchDocuments(this.#db, ids, BATCH)].flat().map((text) => documentOf(text, 0));
  }

  /** Writes down what is not kept yet. */
  close(): void {
    this.#closing = true;
    if (this.#writing !== null) clearTimeout(this.#writing);
    if (this.#keeper === null) return;
    this.#write(this.#keeper, Number.POSITIVE_INFINITY);
    this.#keeper.close();
  }

  #tell(): void {
    this.#reportedAt = performance.now();
    const state = this.#failed ? 'failed' : this.#readings > 0 ? 'building' : 'ready';
    const { size } = this.index;
    this.#report({ state, indexed: size, total: this.#readings > 0 ? Math.max(this.#total, size) : size });
  }

  /** Reads papers again; those that are gone leave the index. */
  #read(ids: readonly number[]): void {
    const gone = new Set(ids);
    for (const batch of searchDocuments(this.#db, ids, BATCH)) {
      this.#put(batch);
      for (const { id } of batch) gone.delete(id);
    }
    this.index.remove(gone);
    this.#keeper?.changed(gone);
  }

  /** Takes in those of these papers that are not in the index as they are. */
  #put(batch: readonly SearchText[]): void {
    const changed = batch
      .map((text) => ({ text, stamp: stampOf(text) }))
      .filter(({ text, stamp }) => this.index.stampOf(text.id) !== stamp)
      .map(({ text, stamp }) => documentOf(text, stamp));
    this.index.put(changed);
    this.#keeper?.changed(changed.map(({ id }) => id));
  }

  /** Lets what was asked meanwhile through. A batch is read and put without a pause, so that it is never older than a refresh. */
  async #pause(): Promise<void> {
    if (performance.now() - this.#reportedAt >= REPORT_EVERY) this.#tell();
    await setImmediate();
  }

  async #readMany(ids: readonly number[]): Promise<void> {
    for (let at = 0; at < ids.length && !this.#closing; at += BATCH) {
      this.#read(ids.slice(at, at + BATCH));
      await this.#pause();
    }
  }

  async #readAll(): Promise<void> {
    const unseen = new Set(this.index.ids());
    for (const batch of searchDocuments(this.#db, null, BATCH)) {
      this.#put(batch);
      for (const { id } of batch) unseen.delete(id);
      await this.#pause();
      if (this.#closing) return;
    }
    // They are gone, or have come back in the meantime.
    await this.#readMany([...unseen]);
  }

  /** A library that cannot be read leaves search with what it has; its state tells that it is not all. */
  #stop(thrown: unknown): void {
    console.error('Search could not read the library:', thrown);
    this.#failed = true;
    this.#tell();
  }

  #inBackground(reading: () => Promise<void>): void {
    this.#readings += 1;
    this.#total = countSearchDocuments(this.#db);
    this.#tell();
    this.#lastReading = this.#lastReading
      .then(reading)
      .catch((thrown: unknown) => this.#stop(thrown))
      .then(() => {
        this.#readings -= 1;
        this.#tell();
        this.#writeSoon();
      });
  }

  #writeSoon(after = WRITE_AFTER): void {
    const keeper = this.#keeper;
    if (keeper === null || this.#closing) return;
    this.#writing ??= setTimeout(() => {
      this.#writing = null;
      this.#write(keeper, PACKS_AT_ONCE);
      if (keeper.isBehind) this.#writeSoon(WRITE_ON);
    }, after);
  }

  #write(keeper: IndexKeeper, packs: number): void {
    // All that the library is now is in the index only if every write to it was told of, and nothing waits to be read.
    const point = historyPoint(this.#db);
    keeper.write(packs, this.isComplete && point.changeNumber === this.#seen ? point.name : null);
  }
}

/** Keeps an index in its file, where that can be written. */
function keeperOf(file: string, index: SearchIndex, loaded: LoadedIndex | null): IndexKeeper | null {
  try {
    return IndexKeeper.open(file, String(TEXTS_VERSION), index, loaded);
  } catch (thrown) {
    if (loaded !== null) {
      // It could be read a moment ago: whatever it is now, another one is made.
      const keeper = keeperOf(file, index, null);
      keeper?.changed(index.ids());
      return keeper;
    }
    console.error('The search index cannot be kept, so it is made anew at every start:', thrown);
    return null;
  }
}

const shown = (raw: string): string => shownText(spansOf(raw, { repair: true }));

/** The items of a field, each as it is shown. */
const items = (raw: string, show: (item: string) => string): string => raw.split(BETWEEN_ITEMS).map(show).join(ITEM_BREAK);

const asItIs = (text: string): string => text;

function documentOf(text: SearchText, stamp: number): SearchDocument {
  return {
    id: text.id,
    title: shown(text.title),
    abstract: shown(text.abstract),
    authors: items(text.authors, asItIs),
    tags: items(text.tags, asItIs),
    notes: items(text.notes, asItIs),
    venue: text.venue,
    highlights: items(text.highlights, shown),
    stamp,
  };
}

/** Another number for other texts: 48 bits of their hash. */
function stampOf({ title, abstract, authors, tags, notes, venue, highlights }: SearchText): number {
  return hash('sha1', [title, abstract, authors, tags, notes, venue, highlights].join('\0'), 'buffer').readUIntBE(0, 6);
}
