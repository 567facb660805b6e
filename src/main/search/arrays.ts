/** Typed arrays that have to grow. */

/** The array itself where it is long enough, else a longer one that begins with the same numbers: half as long again, at least. */
export function grown<A extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(array: A, length: number): A {
  if (array.length >= length) return array;
  const longer = new (array.constructor as new (length: number) => A)(Math.max(length, array.length + (array.length >>> 1)));
  longer.set(array);
  return longer;
}
