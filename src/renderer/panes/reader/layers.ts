/** Which of overlapping highlights lies on which: what is shorter lies on what is longer, so that none is hidden. */
import type { Highlight } from '../../../shared/models.ts';

/** Layers that are drawn apart; what would lie higher shares the highest. */
export const LAYERS = 3;

type Placed = Pick<Highlight, 'id' | 'field' | 'range'>;

/** The layer of each highlight that has a place, from 0. */
export function layersOf(highlights: readonly Placed[]): ReadonlyMap<number, number> {
  const layers = new Map<number, number>();
  for (const field of ['title', 'abstract'] as const) {
    const placed = highlights.flatMap((one) =>
      one.field === field && one.range !== null ? [{ id: one.id, start: one.range.start, end: one.range.end }] : [],
    );
    placed.sort((a, b) => b.end - b.start - (a.end - a.start) || a.id - b.id);
    const below: (typeof placed)[number][] = [];
    for (const one of placed) {
      const under = below.filter((other) => other.start < one.end && one.start < other.end);
      const layer = under.reduce((top, { id }) => Math.max(top, (layers.get(id) ?? 0) + 1), 0);
      layers.set(one.id, Math.min(layer, LAYERS - 1));
      below.push(one);
    }
  }
  return layers;
}
