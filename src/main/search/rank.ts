/** Lunr's scores of the papers that were found. */
import { grown } from './arrays.ts';
import { BOOSTS, FIELDS } from './document.ts';
import type { Tell } from './expand.ts';
import type { Asked } from './match.ts';
import { slotIn } from './postings.ts';
import { inverseDocumentFrequency, type LengthNorm, weightInThousandths } from './score.ts';
import type { Shelf } from './shelf.ts';
import type { Watch } from './watch.ts';

/** Frequencies and lengths that are remembered are below these. */
const FREQUENCIES = 8;
const LENGTHS = 512;
/** Of terms that more papers hold than this. */
const WORTH_REMEMBERING = 2_000;

/** The weights of a question's terms, by field: what Lunr calls its query vectors. */
class QueryVectors {
  readonly #rowOf = new Map<number, number>();
  /** A row of weights by field for each term. */
  #weights = new Float64Array(64 * FIELDS.length);

  constructor(asked: readonly Asked[]) {
    for (const { clause, needles } of asked) {
      if (clause.presence === 'prohibited') continue;
      for (const { terms, fields, weight } of needles.flat()) {
        for (const term of terms) {
          const row = this.#row(term);
          // A term that is asked for twice weighs the sum of both.
          for (const field of fields) this.#weights[row + field] = (this.#weights[row + field] ?? 0) + weight;
        }
      }
    }
  }

  /** Every term with where its row begins. */
  rows(): Iterable<[term: number, row: number]> {
    return this.#rowOf;
  }

  weight(row: number, field: number): number {
    return this.#weights[row + field] ?? 0;
  }

  /** The length of each field's vector. Terms count that stand in other fields only, too. */
  magnitudes(): Float64Array {
    const squares = new Float64Array(FIELDS.length);
    for (let row = 0; row < this.#rowOf.size * FIELDS.length; row += FIELDS.length) {
      for (let field = 0; field < FIELDS.length; field += 1)
        squares[field] = (squares[field] ?? 0) + (this.#weights[row + field] ?? 0) ** 2;
    }
    return squares.map(Math.sqrt);
  }

  #row(term: number): number {
    const known = this.#rowOf.get(term);
    if (known !== undefined) return known;
    const row = this.#rowOf.size * FIELDS.length;
    this.#rowOf.set(term, row);
    this.#weights = grown(this.#weights, row + FIELDS.length);
    return row;
  }
}

/**
 * Weights of one term in one field. A common term has thousands of postings, but few frequencies and lengths: what was worked
 * out is kept until the next term.
 */
class TermWeights {
  readonly #known = new Float64Array(FREQUENCIES * LENGTHS);
  #idf = 0;
  #boost = 1;
  #norm: LengthNorm;
  #remembers = false;

  constructor(norm: LengthNorm) {
    this.#norm = norm;
  }

  /** Goes on to another term, which so many papers hold. */
  of(idf: number, norm: LengthNorm, boost: number, papers: number): void {
    this.#idf = idf;
    this.#norm = norm;
    this.#boost = boost;
    this.#remembers = papers > WORTH_REMEMBERING;
    if (this.#remembers) this.#known.fill(-1);
  }

  inThousandths(frequency: number, length: number): number {
    if (!this.#remembers || frequency >= FREQUENCIES || length >= LENGTHS) return this.#workOut(frequency, length);
    const at = frequency * LENGTHS + length;
    const known = this.#known[at] ?? -1;
    if (known >= 0) return known;
    const weight = this.#workOut(frequency, length);
    this.#known[at] = weight;
    return weight;
  }

  #workOut(frequency: number, length: number): number {
    return weightInThousandths(this.#idf, frequency, this.#norm.of(length), this.#boost);
  }
}

/** The score of each slot that is marked in `among`. */
export function scores(shelf: Shelf, asked: readonly Asked[], among: Uint8Array, watch: Watch, tell: Tell): Float64Array {
  const { postings, slots } = shelf;
  const found = new Float64Array(slots.count);
  const vectors = new QueryVectors(asked);
  const magnitudes = vectors.magnitudes();
  const norms = FIELDS.map((_, field) => (magnitudes[field] ? slots.norm(field) : null));
  const weights = new TermWeights(slots.norm(0));
  for (const [term, row] of vectors.rows()) {
    if (watch.isLate()) {
      tell('This search takes long, so the best papers may not all come first.');
      break;
    }
    const idf = inverseDocumentFrequency(postings.occurrences(term), slots.papers);
    for (let field = 0; field < FIELDS.length; field += 1) {
      const norm = norms[field] ?? null;
      const list = postings.list(term, field);
      const weight = vectors.weight(row, field);
      if (list === 0 || weight === 0 || norm === null) continue;
      const lengths = slots.lengths(field);
      const boost = BOOSTS[field] ?? 1;
      const factor = weight / (magnitudes[field] ?? 1) / 1000;
      const read = postings.read(list);
      weights.of(idf, norm, boost, read.length);
      for (let i = 0; i < read.length; i += 1) {
        const posting = read[i] ?? 0;
        const slot = slotIn(posting);
        if (among[slot] !== 1) continue;
        const frequency = postings.frequency(list, posting);
        found[slot] = (found[slot] ?? 0) + factor * weights.inThousandths(frequency, lengths[slot] ?? 0);
      }
    }
  }
  return found;
}
