/** Lunr's formula (BM25 as `lunr.Builder` 2.3.9 has it), over statistics that change with the library. */

/** How soon repetition of a word stops counting. */
const K1 = 1.2;
/** How much the length of a field counts. */
const B = 0.75;

/** How telling a term is. `occurrences` counts papers once for each field that holds it, as Lunr does. */
export function inverseDocumentFrequency(occurrences: number, papers: number): number {
  return Math.log(1 + Math.abs((papers - occurrences + 0.5) / (occurrences + 0.5)));
}

/** What a term in a field adds to a paper's score. Lengths are in words. */
export function termScore(idf: number, frequency: number, fieldLength: number, averageLength: number): number {
  const length = averageLength > 0 ? fieldLength / averageLength : 1;
  return (idf * (K1 + 1) * frequency) / (K1 * (1 - B + B * length) + frequency);
}
