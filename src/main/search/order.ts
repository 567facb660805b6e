/** Best first, among equals the newer paper. */
import { sortByDigits } from './digits.ts';

/** Scores that differ by less than this differ only in rounding. */
const SCORE_UNIT = 1e-9;
/** A score in such units is cut in two numbers here, each of which is sorted by. */
const CUT = 2 ** 26;
/** Below this many hits comparing them is quicker. */
const FEW = 1_000;

/**
 * The ids of the papers in these slots in the order of their scores, the highest first, those of one score the highest id first;
 * and the scores in that order.
 */
export function inOrder(
  slots: Uint32Array,
  scoreOf: Float64Array,
  idOf: Uint32Array,
): { readonly ids: Uint32Array; readonly scores: Float64Array } {
  const count = slots.length;
  const ids = new Uint32Array(count);
  const high = new Uint32Array(count);
  const low = new Uint32Array(count);
  const places = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] ?? 0;
    const units = Math.round((scoreOf[slot] ?? 0) / SCORE_UNIT);
    ids[at] = idOf[slot] ?? 0;
    high[at] = Math.floor(units / CUT);
    low[at] = units % CUT;
    places[at] = at;
  }
  if (count < FEW) {
    places.sort((a, b) => (high[b] ?? 0) - (high[a] ?? 0) || (low[b] ?? 0) - (low[a] ?? 0) || (ids[b] ?? 0) - (ids[a] ?? 0));
  } else for (const keys of [ids, low, high]) sortByDigits(places, keys);
  const ordered = { ids: new Uint32Array(count), scores: new Float64Array(count) };
  for (let i = 0; i < count; i += 1) {
    const at = places[i] ?? 0;
    ordered.ids[i] = ids[at] ?? 0;
    ordered.scores[i] = scoreOf[slots[at] ?? 0] ?? 0;
  }
  return ordered;
}
