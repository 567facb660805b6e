/**
 * Which papers hold which terms, in arrays that can grow and shrink. A paper stands in a slot; changing it frees its slot and
 * takes a new one, and freed slots are swept out of the arrays once enough of them have piled up.
 */
import { termsOf } from '../../shared/text/terms.ts';
import { FIELDS, type SearchDocument, textsOf } from './document.ts';

/** An entry is two numbers: the slot, and the field with the term's frequency in it. */
const ENTRY = 2;
const FIELD_BITS = 3;
const FIELD_MASK = (1 << FIELD_BITS) - 1;

export const fieldOf = (packed: number): number => packed & FIELD_MASK;
export const frequencyOf = (packed: number): number => packed >>> FIELD_BITS;

/** Dead slots are swept when there are this many and they are a quarter of all. */
const SWEEP_FROM = 1_000;

interface Posting {
  entries: Uint32Array;
  /** Numbers in use of `entries`. */
  used: number;
  /** Live entries: a paper counts once for each field, as in Lunr. */
  live: number;
}

interface Slot {
  readonly id: number;
  /** The terms of the paper, one for each of its entries. */
  readonly terms: readonly string[];
  /** In words, by field. */
  readonly lengths: Uint32Array;
}

export class Postings {
  readonly #postings = new Map<string, Posting>();
  readonly #slotOf = new Map<number, number>();
  #slots: (Slot | null)[] = [];
  #dead = 0;
  readonly #totals = new Float64Array(FIELDS.length);

  /** Papers held. */
  get papers(): number {
    return this.#slotOf.size;
  }

  /** Slots in use, the free ones between them included. */
  get slots(): number {
    return this.#slots.length;
  }

  /** The id of the paper in a slot, 0 for a dead one. */
  idAt(slot: number): number {
    return this.#slots[slot]?.id ?? 0;
  }

  lengthAt(slot: number, field: number): number {
    return this.#slots[slot]?.lengths[field] ?? 0;
  }

  averageLength(field: number): number {
    return this.papers === 0 ? 0 : (this.#totals[field] ?? 0) / this.papers;
  }

  ids(): Iterable<number> {
    return this.#slotOf.keys();
  }

  /** How often a term stands in a field of a paper, over all papers and fields. */
  occurrences(term: string): number {
    return this.#postings.get(term)?.live ?? 0;
  }

  /** Calls back for every entry of a term, dead ones left out. */
  each(term: string, visit: (slot: number, field: number, frequency: number) => void): void {
    const posting = this.#postings.get(term);
    if (posting === undefined) return;
    const { entries, used } = posting;
    for (let i = 0; i < used; i += ENTRY) {
      const slot = entries[i] ?? 0;
      const packed = entries[i + 1] ?? 0;
      if (this.#slots[slot] !== null) visit(slot, fieldOf(packed), frequencyOf(packed));
    }
  }

  /** Takes a paper in, in place of its older self. `seen` is told each word with its term. */
  put(doc: SearchDocument, seen: (word: string, term: string) => void): void {
    this.remove(doc.id);
    const slot = this.#slots.length;
    const lengths = new Uint32Array(FIELDS.length);
    const all: string[] = [];
    for (const [field, text] of textsOf(doc).entries()) {
      const frequencies = new Map<string, number>();
      const terms = termsOf(text);
      for (const { term, word } of terms) {
        frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
        seen(word, term);
      }
      lengths[field] = terms.length;
      this.#totals[field] = (this.#totals[field] ?? 0) + terms.length;
      for (const [term, frequency] of frequencies) {
        this.#add(term, slot, (frequency << FIELD_BITS) | field);
        all.push(term);
      }
    }
    this.#slots.push({ id: doc.id, terms: all, lengths });
    this.#slotOf.set(doc.id, slot);
  }

  remove(id: number): void {
    const at = this.#slotOf.get(id);
    const slot = at === undefined ? null : this.#slots[at];
    if (at === undefined || slot === null || slot === undefined) return;
    for (const term of slot.terms) {
      const posting = this.#postings.get(term);
      if (posting !== undefined) posting.live -= 1;
    }
    for (const [field, length] of slot.lengths.entries()) this.#totals[field] = (this.#totals[field] ?? 0) - length;
    this.#slots[at] = null;
    this.#slotOf.delete(id);
    this.#dead += 1;
    if (this.#dead >= SWEEP_FROM && this.#dead * 4 >= this.#slots.length) this.#sweep();
  }

  #add(term: string, slot: number, packed: number): void {
    let posting = this.#postings.get(term);
    if (posting === undefined) {
      posting = { entries: new Uint32Array(2 * ENTRY), used: 0, live: 0 };
      this.#postings.set(term, posting);
    }
    if (posting.used === posting.entries.length) {
      const larger = new Uint32Array(posting.entries.length * 2);
      larger.set(posting.entries);
      posting.entries = larger;
    }
    posting.entries[posting.used] = slot;
    posting.entries[posting.used + 1] = packed;
    posting.used += ENTRY;
    posting.live += 1;
  }

  /** Closes the gaps that changed papers left. */
  #sweep(): void {
    const moved = new Int32Array(this.#slots.length).fill(-1);
    const slots: Slot[] = [];
    for (const [at, slot] of this.#slots.entries()) {
      if (slot === null) continue;
      moved[at] = slots.length;
      this.#slotOf.set(slot.id, slots.length);
      slots.push(slot);
    }
    for (const [term, posting] of this.#postings) {
      let used = 0;
      for (let i = 0; i < posting.used; i += ENTRY) {
        const to = moved[posting.entries[i] ?? 0] ?? -1;
        if (to < 0) continue;
        posting.entries[used] = to;
        posting.entries[used + 1] = posting.entries[i + 1] ?? 0;
        used += ENTRY;
      }
      if (used === 0) this.#postings.delete(term);
      else posting.used = used;
    }
    this.#slots = slots;
    this.#dead = 0;
  }
}
