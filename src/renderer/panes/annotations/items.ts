/** The list as it scrolls: annotations, and above each paper's the paper's title. */

export type Item =
  /** The heading of the annotations that begin at `position`. */
  | { readonly kind: 'title'; readonly paperId: number; readonly position: number }
  | { readonly kind: 'annotation'; readonly paperId: number; readonly position: number };

export interface Items {
  readonly all: readonly Item[];
  /** Where the annotation at each position stands among all items. */
  readonly at: readonly number[];
}

/** Annotations in their order, neighbours on one paper under its title. */
export function itemsOf(paperIds: readonly number[]): Items {
  const all: Item[] = [];
  const at: number[] = [];
  paperIds.forEach((paperId, position) => {
    if (paperId !== paperIds[position - 1]) all.push({ kind: 'title', paperId, position });
    at.push(all.length);
    all.push({ kind: 'annotation', paperId, position });
  });
  return { all, at };
}

/** Items to draw that stand under one title; `title` is the item of that title, drawn or not. */
export interface Run {
  readonly title: number;
  readonly paperId: number;
  readonly items: readonly number[];
}

/** Cuts the items at these places, which are neighbours, into runs of one title each. */
export function runsOf({ all }: Items, drawn: readonly number[]): readonly Run[] {
  const runs: { title: number; paperId: number; items: number[] }[] = [];
  for (const index of drawn) {
    const item = all[index];
    if (item === undefined) continue;
    const run = runs.at(-1);
    if (item.kind === 'title' || run === undefined) {
      runs.push({ title: titleOf({ all }, index), paperId: item.paperId, items: [index] });
    } else run.items.push(index);
  }
  return runs;
}

/** The title that an item stands under, or the item itself where it is one. */
export function titleOf({ all }: Pick<Items, 'all'>, index: number): number {
  let at = index;
  while (at > 0 && all[at]?.kind !== 'title') at -= 1;
  return at;
}
