/** Lunr's scores of the papers that were found. */
import { BOOSTS, FIELDS } from './document.ts';
import type { Tell } from './expand.ts';
import type { Asked } from './match.ts';
import { slotIn } from './postings.ts';
import { inverseDocumentFrequency, weightInThousandths } from './score.ts';
import type { Shelf } from './shelf.ts';
import type { Watch } from './watch.ts';

/** The weights of a question's terms, by field: what Lunr calls its query vectors. */
class QueryVectors {
  readonly #rowOf = new Map<number, number>();
  readonly #weights: number[] = [];

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

  terms(): Iterable<number> {
    return this.#rowOf.keys();
  }

  weight(term: number, field: number): number {
    return this.#weights[this.#row(term) + field] ?? 0;
  }

  /** The length of each field's vector. Terms count that stand in other fields only, too. */
  magnitudes(): Float64Array {
    const squares = new Float64Array(FIELDS.length);
    for (const [at, weight] of this.#weights.entries()) squares[at % FIELDS.length] = (squares[at % FIELDS.length] ?? 0) + weight * weight;
    return squares.map(Math.sqrt);
  }

  #row(term: number): number {
    const known = this.#rowOf.get(term);
    if (known !== undefined) return known;
    const row = this.#weights.length;
    this.#rowOf.set(term, row);
    for (let field = 0; field < FIELDS.length; field += 1) this.#weights.push(0);
    return row;
  }
}

/** The score of each slot that is marked in `among`. */
export function scores(shelf: Shelf, asked: readonly Asked[], among: Uint8Array, watch: Watch, tell: Tell): Float64Array {
  const { postings, slots } = shelf;
  const found = new Float64Array(slots.count);
  const vectors = new QueryVectors(asked);
  const magnitudes = vectors.magnitudes();
  const norms = FIELDS.map((_, field) => (magnitudes[field] ? slots.norm(field) : null));
  for (const term of vectors.terms()) {
    if (watch.isLate()) {
      tell('This search takes long, so the best papers may not all come first.');
      break;
    }
    const idf = inverseDocumentFrequency(postings.occurrences(term), slots.papers);
    for (const [field, norm] of norms.entries()) {
      const list = postings.list(term, field);
      const weight = vectors.weight(term, field);
      if (list === 0 || weight === 0 || norm === null) continue;
      const lengths = slots.lengths(field);
      const boost = BOOSTS[field] ?? 1;
      const factor = weight / (magnitudes[field] ?? 1) / 1000;
      const read = postings.read(list);
      for (let i = 0; i < read.length; i += 1) {
        const posting = read[i] ?? 0;
        const slot = slotIn(posting);
        if (among[slot] !== 1) continue;
        const frequency = postings.frequency(list, posting);
        const thousandths = weightInThousandths(idf, frequency, norm.of(lengths[slot] ?? 0), boost);
        found[slot] = (found[slot] ?? 0) + factor * thousandths;
      }
    }
  }
  return found;
}
