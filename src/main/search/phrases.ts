/** Words in quotes: whether they follow one another in a field of a paper. */
import { FIELDS } from './document.ts';
import type { Tell } from './expand.ts';
import type { Asked } from './match.ts';
import { Reader } from './sequences.ts';
import type { Shelf } from './shelf.ts';

export const isPhrase = ({ clause, needles }: Asked): boolean => clause.phrase === true && needles.length > 1;

/** Places of a phrase that are looked at, one bit for each. */
const MAX_PLACES = 31;
/** The bit of a word that may say again what the word before it says. */
const REPEATS = 1 << MAX_PLACES;

/**
 * Reads a field word by word and keeps in bits which beginnings of the phrase end at the word (“shift-and”): once through,
 * whatever the phrase.
 */
export class PhraseFinder {
  readonly #shelf: Shelf;
  readonly #reader = new Reader();
  readonly #last: number;
  /** By field, the places where each word may stand, as bits; null where some place of the phrase cannot be met. */
  readonly #places: readonly (Int32Array | null)[];

  constructor(shelf: Shelf, { needles }: Asked, tell: Tell) {
    this.#shelf = shelf;
    if (needles.length > MAX_PLACES) tell(`Of the words in quotes the first ${MAX_PLACES} were looked for in their order.`);
    const some = needles.slice(0, MAX_PLACES);
    this.#last = 1 << (some.length - 1);
    const known = new Map<string, Int32Array>();
    this.#places = FIELDS.map((_, field) => {
      const terms = some.map((groups) => groups.flatMap((group) => (group.fields.includes(field) ? group.terms : [])));
      if (terms.some((allowed) => allowed.length === 0)) return null;
      // Most phrases are looked for in the same way in every field.
      const key = terms.map((allowed) => allowed.length).join();
      const places = known.get(key) ?? this.#placesOf(terms);
      known.set(key, places);
      return places;
    });
  }

  standsIn(slot: number): boolean {
    this.#reader.open(this.#shelf.sequences.bytes(slot));
    for (const places of this.#places) {
      this.#reader.next();
      if (places !== null && this.#stands(places)) return true;
    }
    return false;
  }

  #stands(places: Int32Array): boolean {
    const { bytes, end } = this.#reader;
    const last = this.#last;
    let begun = 0;
    let before = 0;
    for (let at = this.#reader.start; at < end; ) {
      let byte = bytes[at] ?? 0;
      at += 1;
      let word = byte & 0x7f;
      for (let shift = 7; byte >= 0x80; shift += 7) {
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

  /** By word as sequences count them, so that a break, which is none, ends every beginning. */
  #placesOf(terms: readonly (readonly number[])[]): Int32Array {
    const { vocabulary } = this.#shelf;
    const ofTerm = new Int32Array(vocabulary.terms.size);
    for (const [place, allowed] of terms.entries()) for (const term of allowed) ofTerm[term] = (ofTerm[term] ?? 0) | (1 << place);
    const ofWord = new Int32Array(vocabulary.words.size + 1);
    for (let word = 0; word < vocabulary.words.size; word += 1) ofWord[word + 1] = ofTerm[vocabulary.termOf(word)] ?? 0;
    for (const word of vocabulary.characters) ofWord[word + 1] = (ofWord[word + 1] ?? 0) | REPEATS;
    return ofWord;
  }
}
