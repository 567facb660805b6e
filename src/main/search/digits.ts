/** Sorting by digits: calling back for every two of some hundred thousand numbers takes too long. */

const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;
const DIGIT = DIGITS - 1;

/** Sorts places by the keys there, the highest first; those of one key stay in their order. */
export function sortByDigits(places: Uint32Array, keys: Uint32Array): void {
  let bits = 0;
  let falls = true;
  let before = 0xffffffff;
  for (let i = 0; i < places.length; i += 1) {
    const key = keys[places[i] ?? 0] ?? 0;
    bits |= key;
    falls &&= key <= before;
    before = key;
  }
  if (falls) return;
  const starts = new Uint32Array(DIGITS + 1);
  let from = places;
  let to: Uint32Array = new Uint32Array(places.length);
  for (let shift = 0; shift < 32 && bits >>> shift > 0; shift += DIGIT_BITS) {
    starts.fill(0);
    // Counted from the highest digit down, so that the order comes out falling.
    for (let i = 0; i < from.length; i += 1) {
      const digit = DIGIT - (((keys[from[i] ?? 0] ?? 0) >>> shift) & DIGIT);
      starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
    }
    for (let digit = 0; digit < DIGITS; digit += 1) starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
    for (let i = 0; i < from.length; i += 1) {
      const place = from[i] ?? 0;
      const digit = DIGIT - (((keys[place] ?? 0) >>> shift) & DIGIT);
      const at = starts[digit] ?? 0;
      to[at] = place;
      starts[digit] = at + 1;
    }
    [from, to] = [to, from];
  }
  if (from !== places) places.set(from);
}
