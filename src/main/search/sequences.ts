/**
 * The words of each paper in order, in bytes: what tells which terms leave with a paper, where a phrase stands, and what an
 * index file keeps. Each field is its length in bytes and then its words, every number in as many bytes as it needs; words are
 * counted from one, and zero stands for the break between two items.
 */
import { grown } from './arrays.ts';

const PAGE = 1 << 20;
/** Bytes that nobody needs any more are given back when there are so many, and they are half of all. */
const SWEEP_FROM = PAGE;

/** Between two items of a field, in place of a word. */
export const BREAK = 0;

/** The words of each field as bytes; words are numbers from one, {@link BREAK} between items. */
export function encode(fields: readonly (readonly number[])[]): Uint8Array {
  const sizes = fields.map((words) => words.reduce((sum, word) => sum + sizeOf(word), 0));
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + sizeOf(size) + size, 0));
  let at = 0;
  const write = (value: number) => {
    let rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      bytes[at] = (rest & 0x7f) | 0x80;
      at += 1;
    }
    bytes[at] = rest;
    at += 1;
  };
  for (const [field, words] of fields.entries()) {
    write(sizes[field] ?? 0);
    for (const word of words) write(word);
  }
  return bytes;
}

/** A word as {@link encode} writes it: all its bytes but the last have the high bit. */
export function bytesOf(word: number): number[] {
  const bytes: number[] = [];
  let rest = word;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

const sizeOf = (value: number): number => (value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x200000 ? 3 : 4);

/** Reads bytes that {@link encode} wrote, one field after another. */
export class Reader {
  /** The field's bytes are those from `start` to `end`. */
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** Where the next word of the field begins. */
  #at = 0;
  /** Where the last field ends. */
  #last = 0;

  /** Goes before the first field of what stands from one place to another. */
  open(bytes: Uint8Array, from = 0, to = bytes.length): void {
    this.bytes = bytes;
    this.start = from;
    this.end = from;
    this.#last = to;
  }

  /** Goes on to the next field. */
  next(): void {
    let at = this.end;
    let size = 0;
    for (let shift = 0; at < this.#last; shift += 7) {
      const byte = this.bytes[at] ?? 0;
      at += 1;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    this.start = at;
    this.#at = at;
    this.end = Math.min(at + (size >>> 0), this.#last);
  }

  /** Whether nothing follows the field. */
  get atEnd(): boolean {
    return this.end === this.#last;
  }

  /** Whether the field is what another reader's field is. */
  isAs(other: Reader): boolean {
    const length = this.end - this.start;
    if (other.end - other.start !== length) return false;
    for (let i = 0; i < length; i += 1) if (this.bytes[this.start + i] !== other.bytes[other.start + i]) return false;
    return true;
  }

  /** The next word of the field, -1 at its end. */
  word(): number {
    if (this.#at >= this.end) return -1;
    let byte = this.bytes[this.#at] ?? 0;
    this.#at += 1;
    let value = byte & 0x7f;
    for (let shift = 7; byte >= 0x80 && this.#at < this.end; shift += 7) {
      byte = this.bytes[this.#at] ?? 0;
      this.#at += 1;
      value |= (byte & 0x7f) << shift;
    }
    return value;
  }
}

/** The bytes of every paper by its slot, in pages. */
export class Sequences {
  #pages: Uint8Array[] = [];
  /** Bytes in use of the last page. */
  #used = PAGE;
  #page = new Uint32Array(256);
  #start = new Uint32Array(256);
  #length = new Uint32Array(256);
  #kept = 0;
  #wasted = 0;

  /** The bytes of a slot, until the next {@link put}. */
  bytes(slot: number): Uint8Array {
    const start = this.#start[slot] ?? 0;
    const page = this.#pages[this.#page[slot] ?? 0] ?? new Uint8Array(0);
    return page.subarray(start, start + (this.#length[slot] ?? 0));
  }

  /** Opens a reader on the bytes of a slot, until the next {@link put}: without the array that {@link bytes} makes. */
  open(slot: number, reader: Reader): void {
    const page = this.#pages[this.#page[slot] ?? 0];
    const start = this.#start[slot] ?? 0;
    if (page === undefined) reader.open(new Uint8Array(0));
    else reader.open(page, start, start + (this.#length[slot] ?? 0));
  }

  /** Takes a copy of a paper's bytes, in place of its older ones. */
  put(slot: number, bytes: Uint8Array): void {
    this.forget(slot);
    this.#page = grown(this.#page, slot + 1);
    this.#start = grown(this.#start, slot + 1);
    this.#length = grown(this.#length, slot + 1);
    if (this.#used + bytes.length > (this.#pages.at(-1)?.length ?? 0)) {
      this.#pages.push(new Uint8Array(Math.max(PAGE, bytes.length)));
      this.#used = 0;
    }
    this.#pages.at(-1)?.set(bytes, this.#used);
    this.#page[slot] = this.#pages.length - 1;
    this.#start[slot] = this.#used;
    this.#length[slot] = bytes.length;
    this.#used += bytes.length;
    this.#kept += bytes.length;
  }

  forget(slot: number): void {
    const length = this.#length[slot] ?? 0;
    this.#length[slot] = 0;
    this.#kept -= length;
    this.#wasted += length;
  }

  /** Whether {@link sweep} would give much back. */
  get wasteful(): boolean {
    return this.#wasted >= SWEEP_FROM && this.#wasted >= this.#kept;
  }

  /** Writes the bytes anew without gaps; `moved` tells each slot's new one, -1 for those that are gone. */
  sweep(moved: Int32Array): void {
    const before = { pages: this.#pages, page: this.#page, start: this.#start, length: this.#length };
    this.#pages = [];
    this.#used = PAGE;
    this.#page = new Uint32Array(before.page.length);
    this.#start = new Uint32Array(before.page.length);
    this.#length = new Uint32Array(before.page.length);
    this.#kept = 0;
    for (const [slot, to] of moved.entries()) {
      if (to < 0) continue;
      const start = before.start[slot] ?? 0;
      const page = before.pages[before.page[slot] ?? 0] ?? new Uint8Array(0);
      this.put(to, page.subarray(start, start + (before.length[slot] ?? 0)));
    }
    this.#wasted = 0;
  }
}
