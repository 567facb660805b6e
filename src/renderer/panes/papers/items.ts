/** The list as it scrolls: rows and the headings above their groups, counted together. */
import type { RowGroup } from '../../../shared/models.ts';

export type Item = { readonly kind: 'heading'; readonly group: RowGroup } | { readonly kind: 'row'; readonly position: number };

/** The number of headings above an item, or above and at a row's position; `startOf` says where each heading stands. */
function headingsUpTo(groups: readonly RowGroup[], at: number, startOf: (group: RowGroup, index: number) => number): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const group = groups[middle];
    if (group !== undefined && startOf(group, middle) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands at a place of the scrolling list. */
export function itemAt(groups: readonly RowGroup[], item: number): Item {
  const above = headingsUpTo(groups, item, (group, index) => group.start + index);
  const last = groups[above - 1];
  if (last !== undefined && last.start + above - 1 === item) return { kind: 'heading', group: last };
  return { kind: 'row', position: item - above };
}

/** The group that an item of the scrolling list belongs to, its heading included; null before the first. */
export const groupAt = (groups: readonly RowGroup[], item: number): RowGroup | null =>
  groups[headingsUpTo(groups, item, (group, index) => group.start + index) - 1] ?? null;

/** Where the row at a position of the list stands among all items. */
export function itemOf(groups: readonly RowGroup[], position: number): number {
  return position + headingsUpTo(groups, position, (group) => group.start);
}

/** A run of rows to draw, with the heading above it where that is to be drawn too. */
export interface Run {
  /** The group the rows belong to; null where they are in none. */
  readonly group: RowGroup | null;
  readonly heading: boolean;
  readonly positions: readonly number[];
}

/** Cuts the items from `first` to `last` (inclusive) into runs of one group each. */
export function runsOf(groups: readonly RowGroup[], first: number, last: number): readonly Run[] {
  const runs: { group: RowGroup | null; heading: boolean; positions: number[] }[] = [];
  for (let i = first; i <= last; i += 1) {
    const item = itemAt(groups, i);
    if (item.kind === 'heading') {
      runs.push({ group: item.group, heading: true, positions: [] });
      continue;
    }
    const group = groups[headingsUpTo(groups, item.position, (g) => g.start) - 1] ?? null;
    const run = runs.at(-1);
    if (run !== undefined && run.group === group) run.positions.push(item.position);
    else runs.push({ group, heading: false, positions: [item.position] });
  }
  return runs;
}
