/** Words in quotes: whether they follow one another in a field of a paper. */
import { isUnspaced } from '../../shared/text/terms.ts';
import { FIELDS } from './document.ts';
import type { Tell } from './expand.ts';
import type { Asked } from './match.ts';
import { bytesOf, Reader } from './sequences.ts';
import type { Shelf } from './shelf.ts';

export const isPhrase = ({ clause, needles }: Asked): boolean => clause.phrase === true && needles.length > 1;

/** Places of a phrase that are looked at, one bit for each. */
const MAX_PLACES = 31;
/** The bit of a word that may say again what the word before it says. */
const REPEATS = 1 << MAX_PLACES;

/** Places that so many words may stand at, or fewer, are looked for by their bytes: with more of them most bytes are one of theirs. */
const FEW_WORDS = 16;
/** The last byte of a word is below this, those before it are not. */
const ENDS = 0x80;

/** A phrase as it is looked for in a field. */
interface Sought {
  /** The places where each word may stand, as bits. By word as sequences count them, so that a break, which is none, stands nowhere. */
  readonly places: Int32Array;
  /** Null where the phrase has to be read from first to last. */
  readonly trace: Trace | null;
}

/** Places one after another that are looked for by their bytes. */
interface Trace {
  /** Marks every byte of every word that may stand there, */
  readonly bytes: Uint8Array;
  /** and every two bytes that may follow one another. */
  readonly pairs: Uint8Array;
  /** They take so many bytes at least: wherever they stand, a look at every so manieth byte hits one of theirs. */
  readonly stride: number;
  /** As bits. */
  readonly places: number;
}

/**
 * Looks at one byte in a few, as many as the phrase takes, and reads words only around those that may be of it. Phrases of words
 * with many forms, or of scripts without spaces, are read word by word instead, with the beginnings of the phrase that end at each
 * word in bits (“shift-and”).
 */
export class PhraseFinder {
  readonly #shelf: Shelf;
  readonly #reader = new Reader();
  readonly #length: number;
  /** By field; null where some place of the phrase cannot be met. */
  readonly #sought: readonly (Sought | null)[];

  constructor(shelf: Shelf, { needles }: Asked, tell: Tell) {
    this.#shelf = shelf;
    if (needles.length > MAX_PLACES) tell(`Of the words in quotes the first ${MAX_PLACES} were looked for in their order.`);
    const some = needles.slice(0, MAX_PLACES);
    this.#length = some.length;
    const known = new Map<string, Sought>();
    this.#sought = FIELDS.map((_, field) => {
      const terms = some.map((groups) => groups.flatMap((group) => (group.fields.includes(field) ? group.terms : [])));
      if (terms.some((allowed) => allowed.length === 0)) return null;
      // Most phrases are looked for in the same way in every field.
      const key = terms.map((allowed) => allowed.length).join();
      const sought = known.get(key) ?? this.#soughtOf(terms);
      known.set(key, sought);
      return sought;
    });
  }

  standsIn(slot: number): boolean {
    this.#shelf.sequences.open(slot, this.#reader);
    for (const sought of this.#sought) {
      this.#reader.next();
      if (sought === null) continue;
      if (sought.trace === null ? this.#isRead(sought.places) : this.#isTraced(sought.trace, sought.places)) return true;
    }
    return false;
  }

  #isTraced(trace: Trace, places: Int32Array): boolean {
    const { bytes, start, end } = this.#reader;
    const { bytes: marked, pairs, stride } = trace;
    for (let at = start + stride - 1; at < end; at += stride) {
      const byte = bytes[at] ?? 0;
      if (marked[byte] === 0) continue;
      // They take two bytes or more: one beside it is of them, too.
      if (pairs[((bytes[at - 1] ?? 0) << 8) | byte] === 0 && pairs[(byte << 8) | (bytes[at + 1] ?? 0)] === 0) continue;
      if (this.#standsAround(at, trace.places, places)) return true;
    }
    return false;
  }

  /** Whether the word that has this byte is in the phrase at one of these places, and the others stand around it. */
  #standsAround(at: number, among: number, places: Int32Array): boolean {
    const { bytes, start, end } = this.#reader;
    let last = at;
    while (last < end - 1 && (bytes[last] ?? 0) >= ENDS) last += 1;
    let word = bytes[last] ?? 0;
    for (let first = last - 1; first >= start && (bytes[first] ?? 0) >= ENDS; first -= 1) word = (word << 7) | ((bytes[first] ?? 0) & 0x7f);
    for (let here = (places[word] ?? 0) & among; here !== 0; here &= here - 1) {
      if (this.#standsAt(last, 31 - Math.clz32(here & -here), places)) return true;
    }
    return false;
  }

  /** Whether the phrase stands where its word at `place` ends with the byte `at`. */
  #standsAt(at: number, place: number, places: Int32Array): boolean {
    const { bytes, start, end } = this.#reader;
    // Back from the last byte of a word to those before it, which have the high bit.
    let last = at;
    for (let back = place; back >= 0; back -= 1) {
      if (last < start) return false;
      let word = bytes[last] ?? 0;
      for (last -= 1; last >= start && (bytes[last] ?? 0) >= ENDS; last -= 1) word = (word << 7) | ((bytes[last] ?? 0) & 0x7f);
      if (((places[word] ?? 0) & (1 << back)) === 0) return false;
    }
    let next = at + 1;
    for (let forth = place + 1; forth < this.#length; forth += 1) {
      if (next >= end) return false;
      let word = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = bytes[next] ?? 0;
        next += 1;
        word |= (byte & 0x7f) << shift;
        if (byte < ENDS) break;
      }
      if (((places[word] ?? 0) & (1 << forth)) === 0) return false;
    }
    return true;
  }

  /** Whether the phrase stands in the field, read once through. */
  #isRead(places: Int32Array): boolean {
    const { bytes, end } = this.#reader;
    const last = 1 << (this.#length - 1);
    let begun = 0;
    let before = 0;
    for (let at = this.#reader.start; at < end; ) {
      let byte = bytes[at] ?? 0;
      at += 1;
      let word = byte & 0x7f;
      for (let shift = 7; byte >= ENDS; shift += 7) {
        byte = bytes[at] ?? 0;
        at += 1;
        word |= (byte & 0x7f) << shift;
      }
      const here = places[word] ?? 0;
      if (here === 0) {
        begun = 0;
        before = word;
        continue;
      }
      const passed = here < 0 && this.#shelf.vocabulary.repeats(word - 1, before - 1) ? begun : 0;
      begun = (((begun << 1) | 1) & here & ~REPEATS) | passed;
      if ((begun & last) !== 0) return true;
      before = word;
    }
    return false;
  }

  #soughtOf(terms: readonly (readonly number[])[]): Sought {
    const { vocabulary } = this.#shelf;
    const ofTerm = new Int32Array(vocabulary.terms.size);
    for (const [place, allowed] of terms.entries()) for (const term of allowed) ofTerm[term] = (ofTerm[term] ?? 0) | (1 << place);
    const places = new Int32Array(vocabulary.words.size + 1);
    const words = terms.map((): number[] => []);
    for (let word = 0; word < vocabulary.words.size; word += 1) {
      const here = ofTerm[vocabulary.termOf(word)] ?? 0;
      places[word + 1] = here;
      for (let left = here; left !== 0; left &= left - 1) words[31 - Math.clz32(left & -left)]?.push(word);
    }
    const unspaced = words.flat().some((word) => isUnspaced(vocabulary.words.text(word)));
    for (const word of vocabulary.characters) places[word + 1] = (places[word + 1] ?? 0) | REPEATS;
    return { places, trace: unspaced ? null : traceOf(words) };
  }
}

/** The places one after another that take the most bytes, of those with few words; null where they take but one. */
function traceOf(words: readonly (readonly number[])[]): Trace | null {
  let best: readonly number[] = [];
  let run: number[] = [];
  const strideOf = (places: readonly number[]) => places.reduce((sum, place) => sum + shortest(words[place] ?? []), 0);
  for (const [place, some] of words.entries()) {
    run = some.length > FEW_WORDS ? [] : [...run, place];
    if (strideOf(run) > strideOf(best)) best = run;
  }
  if (strideOf(best) < 2) return null;
  const bytes = new Uint8Array(256);
  const pairs = new Uint8Array(256 * 256);
  let before: readonly number[] = [];
  for (const place of best) {
    const spelt = (words[place] ?? []).map((word) => bytesOf(word + 1));
    for (const word of spelt) {
      for (const end of before) pairs[(end << 8) | (word[0] ?? 0)] = 1;
      for (const [at, byte] of word.entries()) {
        bytes[byte] = 1;
        if (at > 0) pairs[((word[at - 1] ?? 0) << 8) | byte] = 1;
      }
    }
    before = spelt.map((word) => word.at(-1) ?? 0);
  }
  return { bytes, pairs, stride: strideOf(best), places: best.reduce((bits, place) => bits | (1 << place), 0) };
}

const shortest = (words: readonly number[]): number => Math.min(...words.map((word) => bytesOf(word + 1).length));
