/**
 * Papers like another, or like several: the angle between their words' weights (TF-IDF, cosine), over titles, abstracts and tags
 * and the same terms as search. Nothing is worked out beforehand, so that nothing can be out of date.
 */
import lunr from 'lunr';
import { FIELDS } from './document.ts';
import { slotIn } from './postings.ts';
import { BREAK, Reader } from './sequences.ts';
import type { Shelf } from './shelf.ts';

/** How often a word in a field counts; the other fields do not tell what a paper is about. */
const WEIGHTS: Readonly<Partial<Record<(typeof FIELDS)[number], number>>> = { title: 3, abstract: 1, tag: 2 };
const OF_FIELD = FIELDS.map((field) => WEIGHTS[field] ?? 0);

/** The weightiest terms of a paper, by which papers that may be like it are found. */
const LEADING_TERMS = 40;
/** Terms that more papers than this share of all have lead nowhere. */
const TOO_COMMON = 0.2;
/** So many of those are compared in full. */
const COMPARED = 300;
/** Terms that tell what several papers are about. */
const CENTRE_TERMS = 400;
/** What two papers have in common, in so many words. */
const REASONS = 4;

/** Parts of addresses, which many abstracts end with. */
const OF_ADDRESSES: ReadonlySet<string> = new Set(['http', 'https', 'www', 'com', 'org', 'net', 'html', 'github', 'gitlab']);

/** Whether a word can tell what a paper is about: neither a short one, nor one of Lunr's stop words, nor a part of an address. */
const isTelling = (word: string): boolean =>
  !/^[a-z]{1,2}$/u.test(word) && !OF_ADDRESSES.has(word) && lunr.stopWordFilter(new lunr.Token(word, {})) !== undefined;

/** Terms with their weights, and the length of the vector they make. */
export interface Weights {
  readonly of: ReadonlyMap<number, number>;
  readonly length: number;
}

export interface Likeness {
  readonly id: number;
  /** 0 for nothing in common, 1 for the same words equally often. */
  readonly score: number;
  /** The terms that did most for it, the foremost first. */
  readonly terms: readonly string[];
}

export class Comparer {
  readonly #shelf: Shelf;
  readonly #reader = new Reader();
  /** What {@link isTelling} said of words so far, by their numbers. */
  readonly #telling = new Map<number, boolean>();

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** The papers most like one of the index, the likest first. Nothing for a paper that is not here. */
  similar(id: number, count: number): Likeness[] {
    const { slots } = this.#shelf;
    const slot = slots.of(id);
    if (slot < 0) return [];
    const weights = this.#weightsOf(slot);
    return this.#candidates(slot, weights)
      .map((other) => ({ id: slots.idAt(other), score: this.#score(other, weights) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || b.id - a.id)
      .slice(0, count)
      .map((one) => this.likenessTo(weights, one.id));
  }

  /** What these papers are about, each counting as much as any other. */
  centre(ids: Iterable<number>): Weights {
    const sums = new Map<number, number>();
    for (const id of ids) {
      const slot = this.#shelf.slots.of(id);
      if (slot < 0) continue;
      const weights = this.#weightsOf(slot);
      for (const [term, weight] of weights.of) sums.set(term, (sums.get(term) ?? 0) + weight / weights.length);
    }
    return weightsFrom(new Map([...sums].sort(([, a], [, b]) => b - a).slice(0, CENTRE_TERMS)));
  }

  /** How like a paper is to something, from 0 to 1. */
  scoreTo(other: Weights, id: number): number {
    const slot = this.#shelf.slots.of(id);
    return slot < 0 ? 0 : this.#score(slot, other);
  }

  /** The same with what they have in common. */
  likenessTo(other: Weights, id: number): Likeness {
    const slot = this.#shelf.slots.of(id);
    if (slot < 0) return { id, score: 0, terms: [] };
    const shared: { readonly term: number; readonly product: number }[] = [];
    for (const [term, weight] of this.#weightsOf(slot).of) {
      const its = other.of.get(term);
      if (its !== undefined) shared.push({ term, product: weight * its });
    }
    const foremost = shared.sort((a, b) => b.product - a.product).slice(0, REASONS);
    return { id, score: this.#score(slot, other), terms: foremost.map(({ term }) => this.#shelf.vocabulary.terms.text(term)) };
  }

  #score(slot: number, other: Weights): number {
    const weights = this.#weightsOf(slot);
    let sum = 0;
    for (const [term, weight] of weights.of) sum += weight * (other.of.get(term) ?? 0);
    return sum === 0 ? 0 : sum / (weights.length * other.length);
  }

  /** Slots of other papers that share leading terms, those that share most of them. */
  #candidates(slot: number, { of: weights }: Weights): number[] {
    const { postings, slots } = this.#shelf;
    const sums = new Float32Array(slots.count);
    const leading = [...weights].sort(([, a], [, b]) => b - a).slice(0, LEADING_TERMS);
    const touched: number[] = [];
    for (const [term, weight] of leading) {
      for (const [field, counts] of OF_FIELD.entries()) {
        const list = postings.list(term, field);
        if (counts === 0 || list === 0 || (slots.papers > COMPARED && postings.live(list) > TOO_COMMON * slots.papers)) continue;
        const read = postings.read(list);
        for (let i = 0; i < read.length; i += 1) {
          const posting = read[i] ?? 0;
          const other = slotIn(posting);
          if (other === slot || slots.idAt(other) === 0) continue;
          if (sums[other] === 0) touched.push(other);
          sums[other] = (sums[other] ?? 0) + weight * weight * (1 + Math.log(counts * postings.frequency(list, posting)));
        }
      }
    }
    if (touched.length <= COMPARED) return touched;
    const [titles, abstracts] = [slots.lengths(FIELDS.indexOf('title')), slots.lengths(FIELDS.indexOf('abstract'))];
    const promise = (other: number) => (sums[other] ?? 0) / Math.sqrt(1 + (titles[other] ?? 0) + (abstracts[other] ?? 0));
    return touched
      .map((other) => ({ other, promise: promise(other) }))
      .sort((a, b) => b.promise - a.promise)
      .slice(0, COMPARED)
      .map(({ other }) => other);
  }

  #isTelling(word: number): boolean {
    const known = this.#telling.get(word);
    if (known !== undefined) return known;
    const telling = isTelling(this.#shelf.vocabulary.words.text(word));
    this.#telling.set(word, telling);
    return telling;
  }

  #weightsOf(slot: number): Weights {
    const { sequences, vocabulary, slots, postings } = this.#shelf;
    const weights = new Map<number, number>();
    this.#reader.open(sequences.bytes(slot));
    for (const counts of OF_FIELD) {
      this.#reader.next();
      if (counts === 0) continue;
      for (let word = this.#reader.word(); word >= 0; word = this.#reader.word()) {
        if (word === BREAK) continue;
        if (!this.#isTelling(word - 1)) continue;
        const term = vocabulary.termOf(word - 1);
        weights.set(term, (weights.get(term) ?? 0) + counts);
      }
    }
    for (const [term, frequency] of weights) {
      let papers = 0;
      for (const [field, counts] of OF_FIELD.entries()) {
        if (counts > 0) papers = Math.max(papers, postings.live(postings.list(term, field)));
      }
      weights.set(term, (1 + Math.log(frequency)) * Math.log((slots.papers + 1) / (papers + 0.5)));
    }
    return weightsFrom(weights);
  }
}

function weightsFrom(of: ReadonlyMap<number, number>): Weights {
  let squares = 0;
  for (const weight of of.values()) squares += weight * weight;
  return { of, length: Math.sqrt(squares) };
}
