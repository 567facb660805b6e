/**
 * The postings as they stood when the index was last put away. They follow from the papers' words in the index file, but making
 * them takes a start most of its time. The file says what it was made from, and is no more than a shortcut: without it, or with
 * one that is damaged or of something else, they are made again.
 */
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Derived, Shelf } from './shelf.ts';

export const postingsFile = (indexFile: string): string => `${indexFile}-postings`;

/** Every array begins at a multiple of this, so that it can be used where it stands. */
const ALIGNED = 8;

interface Header {
  /** What the postings were made from. */
  readonly of: string;
  readonly free: number;
  /** How many bytes each array has, in the order of {@link NAMES}; each of the lengths, then each of the pages one. */
  readonly sizes: readonly number[];
  readonly fields: number;
  readonly checkSum: number;
}

/** Writes what a shelf holds, whole or not at all. Nothing is lost where that fails. */
export function savePostings(file: string, of: string, shelf: Shelf): void {
  const { ids, counts, lists, records, large, lengths, pages, free } = shelf.derived();
  const parts = [ids, counts, lists, records, large, ...lengths, ...pages].map(bytesOf);
  const checkSum = parts.reduce((sum, part) => crc32(part, sum), 0);
  const header: Header = { of, free, sizes: parts.map((part) => part.length), fields: lengths.length, checkSum };
  const text = JSON.stringify(header);
  // The first line ends where the first array may begin.
  const line = Buffer.from(`${text.padEnd(padded(text.length + 1) - 1)}\n`);
  const temporary = `${file}.new`;
  try {
    const handle = openSync(temporary, 'w', 0o600);
    try {
      writeSync(handle, line);
      for (const part of parts) {
        writeSync(handle, part);
        writeSync(handle, new Uint8Array(padded(part.length) - part.length));
      }
    } finally {
      closeSync(handle);
    }
    renameSync(temporary, file);
  } catch {
    rmSync(temporary, { force: true });
  }
}

/** Reads postings that were made from just this; null where there are none that can be trusted. */
export function readPostings(file: string, of: string): Derived | null {
  try {
    const whole = readFileSync(file);
    const end = whole.indexOf('\n');
    const header = JSON.parse(whole.toString('latin1', 0, end)) as Header;
    if (header.of !== of) return null;
    const parts: Uint8Array[] = [];
    let at = end + 1;
    for (const size of header.sizes) {
      parts.push(whole.subarray(at, at + size));
      at += padded(size);
    }
    if (at !== whole.length || parts.reduce((sum, part) => crc32(part, sum), 0) !== header.checkSum) return null;
    const [ids, counts, lists, records, large, ...others] = parts;
    if (ids === undefined || counts === undefined || lists === undefined || records === undefined || large === undefined) return null;
    const numbers = others.map(numbersIn);
    return {
      ids: numbersIn(ids),
      counts: numbersIn(counts),
      lists: numbersIn(lists),
      records: numbersIn(records),
      large: new Float64Array(large.buffer, large.byteOffset, large.length / Float64Array.BYTES_PER_ELEMENT),
      lengths: numbers.slice(0, header.fields),
      pages: numbers.slice(header.fields),
      free: header.free,
    };
  } catch {
    return null;
  }
}

const padded = (size: number): number => Math.ceil(size / ALIGNED) * ALIGNED;
const bytesOf = (array: Uint32Array | Float64Array): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
const numbersIn = (bytes: Uint8Array): Uint32Array =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / Uint32Array.BYTES_PER_ELEMENT);
