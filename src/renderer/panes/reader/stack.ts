/** Keeps margin notes beside their lines and off each other. Lengths are CSS pixels from the top of their column. */

export interface Beside {
  /** Where the note would stand: level with its line. */
  readonly top: number;
  readonly height: number;
}

export interface Column {
  /** The least distance between two notes. */
  readonly gap: number;
  /** Where the column ends. Notes pass it only where there is no room for all of them. */
  readonly end: number;
  /** The note that keeps its place, by its index: the others make room for it. */
  readonly kept: number | null;
}

/**
 * The top of each note, in the order given, which stays. A note goes down where another is in its way, and up where it must:
 * to make room for the one that is kept, or not to pass the end of the column.
 */
export function stack(notes: readonly Beside[], { gap, end, kept }: Column): readonly number[] {
  const tops = notes.map(({ top }) => top);
  const top = (index: number): number => tops[index] ?? 0;
  const height = (index: number): number => notes[index]?.height ?? 0;

  const pushDown = (from: number) => {
    for (let i = from; i < tops.length; i += 1) {
      const free = i === 0 ? 0 : top(i - 1) + height(i - 1) + gap;
      tops[i] = Math.max(top(i), free);
    }
  };
  const pullUp = (from: number, limit: number) => {
    let free = limit;
    for (let i = from; i >= 0; i -= 1) {
      tops[i] = Math.min(top(i), free - height(i));
      free = top(i) - gap;
    }
  };

  pushDown(0);
  const stays = kept === null ? undefined : notes[kept];
  if (kept !== null && stays !== undefined) {
    tops[kept] = stays.top;
    pullUp(kept - 1, stays.top - gap);
    for (let i = kept + 1; i < tops.length; i += 1) tops[i] = notes[i]?.top ?? 0;
    pushDown(kept + 1);
  }
  pullUp(tops.length - 1, end);
  pushDown(0); // where there is not room for all, the first begin at the top and the last pass the end
  return tops;
}
