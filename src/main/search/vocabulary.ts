/**
 * The words the library has, sorted, each with its term: what a beginning or a misspelt word is looked up in.
 * Stems alone cannot serve for that: “inferen” begins “inference”, whose stem is “infer”. They are words here too, so that
 * “studi”, on the way to “studies”, finds “study”. Words of deleted papers stay; their terms find nothing.
 */
export class Vocabulary {
  /** Terms by word; more than one where a word is the stem of another. */
  readonly #terms = new Map<string, string[]>();
  #sorted: string[] = [];
  /** Words since the last sorting. */
  #fresh: string[] = [];

  add(word: string, term: string): void {
    this.#enter(word, term);
    if (word !== term) this.#enter(term, term);
  }

  /** Terms of the words with this beginning, each once. */
  beginningWith(beginning: string): Set<string> {
    this.#sort();
    const found = new Set<string>();
    for (let i = this.#firstNotBefore(beginning); ; i += 1) {
      const word = this.#sorted[i];
      if (word === undefined || !word.startsWith(beginning)) return found;
      for (const term of this.#terms.get(word) ?? []) found.add(term);
    }
  }

  /** Terms of the words at most `edits` letters away, each once. */
  near(word: string, edits: number): Set<string> {
    const found = new Set<string>();
    for (const [candidate, terms] of this.#terms) {
      if (Math.abs(candidate.length - word.length) <= edits && within(word, candidate, edits)) for (const term of terms) found.add(term);
    }
    return found;
  }

  #enter(word: string, term: string): void {
    const known = this.#terms.get(word);
    if (known === undefined) {
      this.#terms.set(word, [term]);
      this.#fresh.push(word);
    } else if (!known.includes(term)) known.push(term);
  }

  #sort(): void {
    if (this.#fresh.length === 0) return;
    this.#fresh.sort();
    const merged: string[] = [];
    let i = 0;
    for (const word of this.#fresh) {
      for (let older = this.#sorted[i]; older !== undefined && older < word; older = this.#sorted[i]) {
        merged.push(older);
        i += 1;
      }
      merged.push(word);
    }
    for (; i < this.#sorted.length; i += 1) merged.push(this.#sorted[i] ?? '');
    this.#sorted = merged;
    this.#fresh = [];
  }

  #firstNotBefore(word: string): number {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? '') < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Whether two words are at most `edits` apart: letters added, left out, replaced, or swapped with their neighbour, as Lunr counts.
 * Only cells near the diagonal can be that small, so only they are worked out.
 */
function within(a: string, b: string, edits: number): boolean {
  const width = b.length + 1;
  const distances = new Uint8Array((a.length + 1) * width).fill(edits + 1);
  for (let j = 0; j <= Math.min(edits, b.length); j += 1) distances[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    let least = edits + 1;
    for (let j = Math.max(0, i - edits); j <= Math.min(b.length, i + edits); j += 1) {
      const at = i * width + j;
      const letter = a.charCodeAt(i - 1);
      let distance = (distances[at - width] ?? 0) + 1;
      if (j > 0) {
        const same = letter === b.charCodeAt(j - 1);
        distance = Math.min(distance, (distances[at - 1] ?? 0) + 1, (distances[at - width - 1] ?? 0) + (same ? 0 : 1));
        const swapped = i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
        if (swapped) distance = Math.min(distance, (distances[at - 2 * width - 2] ?? 0) + 1);
      }
      distances[at] = Math.min(distance, edits + 1);
      least = Math.min(least, distance);
    }
    if (least > edits) return false;
  }
  return (distances[distances.length - 1] ?? 0) <= edits;
}
