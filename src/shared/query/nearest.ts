/** The word someone may have meant. */

/** The one of `words` that differs from `given` in the fewest letters, at most two and fewer than half; null if none is that near. */
export function nearest<W extends string>(given: string, words: readonly W[]): W | null {
  let best: W | null = null;
  let least = Math.min(3, Math.ceil(given.length / 2));
  for (const word of words) {
    const distance = wrongLetters(given, word);
    if (distance < least) {
      best = word;
      least = distance;
    }
  }
  return best;
}

/** Letters to add, leave out, change or swap with their neighbour to make one word of another. */
function wrongLetters(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
