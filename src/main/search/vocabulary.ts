/**
 * The words the library has, sorted, each with its term: what a beginning or a misspelt word is looked up in.
 * Stems cannot serve for that: “inferen” begins “inference”, whose stem is “infer”. Words of deleted papers stay; their terms find nothing.
 */
export class Vocabulary {
  readonly #terms = new Map<string, string>();
  #sorted: string[] = [];
  /** Words since the last sorting. */
  #fresh: string[] = [];

  add(word: string, term: string): void {
    if (this.#terms.has(word)) return;
    this.#terms.set(word, term);
    this.#fresh.push(word);
  }

  get size(): number {
    return this.#terms.size;
  }

  /** Terms of the words with this beginning, each once, at most `limit`. */
  beginningWith(beginning: string, limit: number): Set<string> {
    this.#sort();
    const found = new Set<string>();
    for (let i = this.#firstNotBefore(beginning); found.size < limit; i += 1) {
      const word = this.#sorted[i];
      if (word === undefined || !word.startsWith(beginning)) break;
      found.add(this.#terms.get(word) ?? word);
    }
    return found;
  }

  /** Terms of the words at most `edits` letters away, each once, at most `limit`. */
  near(word: string, edits: number, limit: number): Set<string> {
    const found = new Set<string>();
    for (const [candidate, term] of this.#terms) {
      if (Math.abs(candidate.length - word.length) > edits || !within(word, candidate, edits)) continue;
      found.add(term);
      if (found.size >= limit) break;
    }
    return found;
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

/** Whether two words are at most `edits` insertions, deletions or replacements apart. */
function within(a: string, b: string, edits: number): boolean {
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = Math.min((before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1), (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > edits) return false;
    before = row;
  }
  return (before[b.length] ?? 0) <= edits;
}
