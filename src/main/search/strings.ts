/**
 * Texts by number, in typed arrays: the words of a large library as JavaScript strings in a Map would take five times the room.
 */
import { grown } from './arrays.ts';

export class Strings {
  #chars = new Uint16Array(1_024);
  /** Where each text begins; one more for the end of the last. */
  #starts = new Uint32Array(256);
  #size = 0;
  /** Open addressing: the number of a text and one, 0 where there is none. */
  #buckets = new Uint32Array(512);

  get size(): number {
    return this.#size;
  }

  /** The number of a text, -1 where it is not known. */
  find(text: string): number {
    const bucket = this.#buckets[this.#bucketOf(text)] ?? 0;
    return bucket - 1;
  }

  /** The number of a text, which is a new one where it is not known yet. */
  add(text: string): number {
    const bucket = this.#bucketOf(text);
    const known = this.#buckets[bucket] ?? 0;
    if (known > 0) return known - 1;
    const start = this.#starts[this.#size] ?? 0;
    this.#chars = grown(this.#chars, start + text.length);
    for (let i = 0; i < text.length; i += 1) this.#chars[start + i] = text.charCodeAt(i);
    this.#enter(start + text.length, bucket);
    return this.#size - 1;
  }

  text(id: number): string {
    return String.fromCharCode(...this.#chars.subarray(this.start(id), this.end(id)));
  }

  /** Where a text begins in {@link units}. */
  start(id: number): number {
    return this.#starts[id] ?? 0;
  }

  end(id: number): number {
    return this.#starts[id + 1] ?? 0;
  }

  /** The UTF-16 units of all texts, one after another. Another array may take its place when texts are added. */
  get units(): Uint16Array {
    return this.#chars;
  }

  beginsWith(id: number, beginning: string): boolean {
    const start = this.start(id);
    if (this.end(id) - start < beginning.length) return false;
    for (let i = 0; i < beginning.length; i += 1) if (this.#chars[start + i] !== beginning.charCodeAt(i)) return false;
    return true;
  }

  /** How many units two texts have in common at their beginnings. */
  common(a: number, b: number): number {
    const startA = this.start(a);
    const startB = this.start(b);
    const length = Math.min(this.end(a) - startA, this.end(b) - startB);
    let i = 0;
    while (i < length && this.#chars[startA + i] === this.#chars[startB + i]) i += 1;
    return i;
  }

  /** The texts from one number to another, for {@link restore}. */
  pack(from: number, to: number): Uint8Array {
    const units = this.#chars.subarray(this.start(from), this.start(to));
    const packed = new Uint8Array((to - from) * 2 + units.byteLength);
    for (let id = from; id < to; id += 1) {
      const length = this.end(id) - this.start(id);
      packed[(id - from) * 2] = length & 0xff;
      packed[(id - from) * 2 + 1] = length >>> 8;
    }
    packed.set(new Uint8Array(units.buffer, units.byteOffset, units.byteLength), (to - from) * 2);
    return packed;
  }

  /** Makes room for so many texts in all, at one go. */
  reserve(count: number): void {
    this.#starts = grown(this.#starts, count + 1);
    let buckets = this.#buckets.length;
    while (count * 2 > buckets) buckets *= 2;
    if (buckets > this.#buckets.length) this.#rehash(buckets);
  }

  /**
   * Adds what {@link pack} gave, under the next numbers.
   * @throws {RangeError} where it is not of that form
   */
  restore(packed: Uint8Array, count: number): void {
    let length = 0;
    for (let i = 0; i < count; i += 1) length += (packed[i * 2] ?? 0) | ((packed[i * 2 + 1] ?? 0) << 8);
    if (packed.length !== count * 2 + length * 2) throw new RangeError('texts of another length');
    const start = this.#starts[this.#size] ?? 0;
    this.#chars = grown(this.#chars, start + length);
    const units = new Uint8Array(this.#chars.buffer, start * 2, length * 2);
    units.set(packed.subarray(count * 2));
    let end = start;
    for (let i = 0; i < count; i += 1) {
      const from = end;
      end += (packed[i * 2] ?? 0) | ((packed[i * 2 + 1] ?? 0) << 8);
      this.#enter(end, this.#freeBucket(this.#hash(from, end)));
    }
  }

  #enter(end: number, bucket: number): void {
    this.#size += 1;
    this.#starts = grown(this.#starts, this.#size + 1);
    this.#starts[this.#size] = end;
    this.#buckets[bucket] = this.#size;
    if (this.#size * 2 > this.#buckets.length) this.#rehash(this.#buckets.length * 2);
  }

  #rehash(buckets: number): void {
    this.#buckets = new Uint32Array(buckets);
    for (let id = 0; id < this.#size; id += 1) this.#buckets[this.#freeBucket(this.#hash(this.start(id), this.end(id)))] = id + 1;
  }

  #hash(from: number, to: number): number {
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ (this.#chars[i] ?? 0), 0x01000193);
    return hash ^ (hash >>> 15);
  }

  /** The bucket that holds a text, or the one for it. */
  #bucketOf(text: string): number {
    let hash = 0x811c9dc5;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    const mask = this.#buckets.length - 1;
    for (let bucket = (hash ^ (hash >>> 15)) & mask; ; bucket = (bucket + 1) & mask) {
      const known = this.#buckets[bucket] ?? 0;
      if (known === 0 || this.#is(known - 1, text)) return bucket;
    }
  }

  #freeBucket(hash: number): number {
    const mask = this.#buckets.length - 1;
    let bucket = hash & mask;
    while (this.#buckets[bucket] !== 0) bucket = (bucket + 1) & mask;
    return bucket;
  }

  #is(id: number, text: string): boolean {
    return this.end(id) - this.start(id) === text.length && this.beginsWith(id, text);
  }
}
