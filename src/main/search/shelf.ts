/** What the index holds, kept true while papers come, change and go. */
import { termsOf } from '../../shared/text/terms.ts';
import { grown } from './arrays.ts';
import { FIELDS, ITEM_BREAK, type SearchDocument, textsOf } from './document.ts';
import { Postings } from './postings.ts';
import { BREAK, encode, Reader, Sequences } from './sequences.ts';
import { Slots } from './slots.ts';
import { Vocabulary } from './vocabulary.ts';

/** Papers that are gone are swept out when there are so many and they are a quarter of all. */
const SWEEP_FROM = 1_000;

/** What follows from the papers' words, as plain arrays. */
export interface Derived {
  /** The papers by slot. */
  readonly ids: Uint32Array;
  /** Their lengths by slot, for each field. */
  readonly lengths: readonly Uint32Array[];
  /** How often each word stands. */
  readonly counts: Uint32Array;
  /** What {@link Postings} holds. */
  readonly lists: Uint32Array;
  readonly records: Uint32Array;
  readonly large: Float64Array;
  readonly pages: readonly Uint32Array[];
  readonly free: number;
}

export class Shelf {
  readonly vocabulary = new Vocabulary();
  readonly postings = new Postings();
  readonly slots = new Slots();
  readonly sequences = new Sequences();
  readonly #reader = new Reader();
  readonly #other = new Reader();
  /** How often each term stands in the field that was counted; all zero between two fields. */
  #frequencies = new Uint32Array(1_024);
  /** The terms that do: the first so many of these numbers. */
  #found = new Uint32Array(1_024);

  /** Takes a paper in, in place of its older self: fields that are as they were cost nothing. */
  put(doc: SearchDocument): void {
    const bytes = encode(textsOf(doc).map((text) => this.#wordsOf(text)));
    const slot = this.slots.of(doc.id);
    if (slot < 0) this.restore(doc.id, doc.stamp ?? 0, bytes);
    else {
      this.#change(slot, bytes);
      this.slots.setStamp(slot, doc.stamp ?? 0);
    }
  }

  /**
   * Takes in a new paper whose words are numbers of the vocabulary already, as {@link Sequences} keeps them.
   * @throws {RangeError} where they are not
   */
  restore(id: number, stamp: number, bytes: Uint8Array): void {
    const slot = this.slots.take(id);
    this.slots.setStamp(slot, stamp);
    this.sequences.put(slot, bytes);
    this.#reader.open(bytes);
    for (let field = 0; field < FIELDS.length; field += 1) {
      this.#reader.next();
      const count = this.#count(this.#reader, slot, field);
      for (let i = 0; i < count; i += 1) {
        const term = this.#found[i] ?? 0;
        this.postings.add(term, field, slot, this.#frequencies[term] ?? 0);
        this.#frequencies[term] = 0;
      }
    }
    if (!this.#reader.atEnd) throw new RangeError('words of no field');
  }

  /** What is known beside the papers' words, to be read at once: it changes with the next paper. */
  derived(): Derived {
    return { ...this.slots.dump(), ...this.postings.dump(), counts: this.vocabulary.counts.subarray(0, this.vocabulary.words.size) };
  }

  /** Takes over what {@link derived} gave, while nothing else is here but the vocabulary. The words follow by {@link rejoin}. */
  adopt(derived: Derived): void {
    this.slots.adopt(derived);
    this.postings.adopt(derived);
    this.vocabulary.adoptCounts(derived.counts);
  }

  /** Gives a paper that was adopted its words. @throws {RangeError} where it was not */
  rejoin(id: number, stamp: number, bytes: Uint8Array): void {
    const slot = this.slots.of(id);
    if (slot < 0) throw new RangeError('a paper without postings');
    this.slots.setStamp(slot, stamp);
    this.sequences.put(slot, bytes);
  }

  remove(id: number): void {
    const slot = this.slots.of(id);
    if (slot < 0) return;
    this.#reader.open(this.sequences.bytes(slot));
    for (let field = 0; field < FIELDS.length; field += 1) {
      this.#reader.next();
      for (const term of this.#uncount(this.#reader).keys()) this.postings.forget(this.postings.list(term, field));
    }
    this.slots.free(slot);
    this.sequences.forget(slot);
    const gone = this.slots.count - this.slots.papers;
    if (gone >= SWEEP_FROM && gone * 4 >= this.slots.count) this.#sweep();
  }

  #wordsOf(text: string): number[] {
    const words: number[] = [];
    for (const item of text.split(ITEM_BREAK)) {
      if (words.length > 0) words.push(BREAK);
      for (const { word, term } of termsOf(item)) words.push(this.vocabulary.enter(word, term) + 1);
    }
    return words;
  }

  #change(slot: number, bytes: Uint8Array): void {
    const before = this.#other;
    const after = this.#reader;
    before.open(this.sequences.bytes(slot));
    after.open(bytes);
    let changed = false;
    for (let field = 0; field < FIELDS.length; field += 1) {
      before.next();
      after.next();
      if (before.isAs(after)) continue;
      this.#changeField(slot, field);
      changed = true;
    }
    if (!changed) return;
    this.sequences.put(slot, bytes);
    if (this.sequences.wasteful) this.sequences.sweep(Int32Array.from({ length: this.slots.count }, (_, at) => at));
  }

  #changeField(slot: number, field: number): void {
    const before = this.#uncount(this.#other);
    const count = this.#count(this.#reader, slot, field);
    for (let i = 0; i < count; i += 1) {
      const term = this.#found[i] ?? 0;
      const frequency = this.#frequencies[term] ?? 0;
      this.#frequencies[term] = 0;
      const known = before.get(term);
      before.delete(term);
      if (known === frequency) continue;
      if (known !== undefined) this.postings.remove(this.postings.list(term, field), slot);
      this.postings.add(term, field, slot, frequency);
    }
    for (const term of before.keys()) this.postings.remove(this.postings.list(term, field), slot);
  }

  /** Counts the words of a field in; returns how many terms it has found, whose frequencies the caller sets to zero again. */
  #count(reader: Reader, slot: number, field: number): number {
    const { vocabulary } = this;
    // A word is a byte at least.
    this.#found = grown(this.#found, reader.end - reader.start);
    this.#frequencies = grown(this.#frequencies, vocabulary.terms.size);
    const found = this.#found;
    const frequencies = this.#frequencies;
    const { ties, counts } = vocabulary;
    const known = vocabulary.words.size;
    let count = 0;
    let length = 0;
    for (let word = reader.word(); word >= 0; word = reader.word()) {
      if (word === BREAK) continue;
      if (word > known) throw new RangeError('a word that is not known');
      const term = ties[word - 1] ?? 0;
      const before = frequencies[term] ?? 0;
      if (before === 0) {
        found[count] = term;
        count += 1;
      }
      frequencies[term] = before + 1;
      counts[word - 1] = (counts[word - 1] ?? 0) + 1;
      length += 1;
    }
    this.slots.setLength(slot, field, length);
    return count;
  }

  /** Counts the words of a field out; returns how often each term was there. */
  #uncount(reader: Reader): Map<number, number> {
    const { vocabulary } = this;
    const found = new Map<number, number>();
    for (let word = reader.word(); word >= 0; word = reader.word()) {
      if (word === BREAK) continue;
      const term = vocabulary.termOf(word - 1);
      found.set(term, (found.get(term) ?? 0) + 1);
      vocabulary.counts[word - 1] = vocabulary.count(word - 1) - 1;
    }
    return found;
  }

  #sweep(): void {
    const moved = this.slots.sweep();
    this.postings.sweep(moved);
    this.sequences.sweep(moved);
  }
}
