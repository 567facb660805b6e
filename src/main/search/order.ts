/** Best first, among equals the newer paper: by digits, since calling back for every two of 100,000 hits takes too long. */

/** Scores that differ by less than this differ only in rounding. */
const SCORE_UNIT = 1e-9;

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
/** Below this many hits comparing them is quicker. */
const FEW = 1_000;

/**
 * The ids of the papers in these slots in the order of their scores, the highest first, those of one score the highest id first;
 * and the scores in that order.
 */
export function inOrder(
  slots: Uint32Array,
  scoreOf: Float64Array,
  idOf: (slot: number) => number,
): { readonly ids: Uint32Array; readonly scores: Float64Array } {
  const count = slots.length;
  const ids = new Uint32Array(count);
  const keys = new Float64Array(count);
  const places = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) {
    const slot = slots[at] ?? 0;
    ids[at] = idOf(slot);
    keys[at] = Math.round((scoreOf[slot] ?? 0) / SCORE_UNIT);
    places[at] = at;
  }
  if (count < FEW) places.sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0) || (ids[b] ?? 0) - (ids[a] ?? 0));
  else {
    sortByDigits(places, ids);
    sortByDigits(places, keys);
  }
  const inOrder = { ids: new Uint32Array(count), scores: new Float64Array(count) };
  for (let i = 0; i < count; i += 1) {
    const at = places[i] ?? 0;
    inOrder.ids[i] = ids[at] ?? 0;
    inOrder.scores[i] = scoreOf[slots[at] ?? 0] ?? 0;
  }
  return inOrder;
}

/** Sorts places by the keys there, the highest first; those of one key stay in their order. */
function sortByDigits(places: Uint32Array, keys: Uint32Array | Float64Array): void {
  let highest = 0;
  let sorted = true;
  for (let i = 0; i < places.length; i += 1) {
    const key = keys[places[i] ?? 0] ?? 0;
    highest = Math.max(highest, key);
    sorted &&= i === 0 || key <= (keys[places[i - 1] ?? 0] ?? 0);
  }
  if (sorted) return;
  const starts = new Uint32Array(DIGITS + 1);
  const digits = new Uint16Array(places.length);
  let from: Uint32Array = places;
  let to: Uint32Array = new Uint32Array(places.length);
  for (let unit = 1; unit <= highest; unit *= DIGITS) {
    starts.fill(0);
    for (let i = 0; i < from.length; i += 1) {
      // Counted from the highest digit down, so that the order comes out falling.
      const digit = DIGITS - 1 - (Math.floor((keys[from[i] ?? 0] ?? 0) / unit) % DIGITS);
      digits[i] = digit;
      starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
    }
    for (let digit = 0; digit < DIGITS; digit += 1) starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
    for (let i = 0; i < from.length; i += 1) {
      const digit = digits[i] ?? 0;
      const at = starts[digit] ?? 0;
      to[at] = from[i] ?? 0;
      starts[digit] = at + 1;
    }
    [from, to] = [to, from];
  }
  if (from !== places) places.set(from);
}
