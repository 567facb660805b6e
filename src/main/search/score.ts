/** Lunr's formula (BM25 as `lunr.Builder` 2.3.9 has it), over statistics that change with the library. */

/** How soon repetition of a word stops counting. */
const K1 = 1.2;
/** How much the length of a field counts. */
const B = 0.75;
/** Lengths below this are worked out once. */
const USUAL_LENGTH = 1_024;

/** How telling a term is. `occurrences` counts papers once for each field that holds it, as Lunr does. */
export function inverseDocumentFrequency(occurrences: number, papers: number): number {
  return Math.log(1 + Math.abs((papers - occurrences + 0.5) / (occurrences + 0.5)));
}

/** What the length of a field does to the terms in it. Lengths are in words. */
export class LengthNorm {
  readonly #average: number;
  readonly #usual = new Float64Array(USUAL_LENGTH);

  constructor(average: number) {
    this.#average = average;
    for (let length = 0; length < USUAL_LENGTH; length += 1) this.#usual[length] = this.#workOut(length);
  }

  of(length: number): number {
    return length < USUAL_LENGTH ? (this.#usual[length] ?? 0) : this.#workOut(length);
  }

  #workOut(length: number): number {
    return K1 * (1 - B + B * (length / this.#average));
  }
}

/** The weight of a term in a field of a paper, in thousandths: Lunr rounds it so. Each step as Lunr takes it, for the same rounding. */
export function weightInThousandths(idf: number, frequency: number, norm: number, boost: number): number {
  return Math.round(((idf * ((K1 + 1) * frequency)) / (norm + frequency)) * boost * 1000);
}
