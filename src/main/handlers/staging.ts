import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportEntry } from '../../shared/entries.ts';
import { beside } from '../library/beside.ts';
import { newUid } from '../library/uid.ts';
import type { ParsedBatch } from '../parsing.ts';

/** Where sources that were read stand until their import: beside the library, so that they are on the same disk. */
export const stagingFolder = (library: string): string => beside(library, 'staging');

const ENDING = '.ndjson';

/** Takes away what an earlier run left behind, and nothing that is not ours: a person may have a folder of that name. */
export function clearStaging(library: string): void {
  const folder = stagingFolder(library);
  try {
    for (const name of readdirSync(folder)) if (name.endsWith(ENDING)) rmSync(join(folder, name), { force: true });
    rmdirSync(folder);
  } catch {
    // it is not there, or holds something else
  }
}

/** Where one row stands in its file, in bytes: its facts, and right after them its record. */
interface Place {
  readonly offset: number;
  readonly facts: number;
  readonly record: number;
}

/** A paper of a source without its record, which is long and seldom looked into. */
export type EntryFacts = Omit<ImportEntry, 'record'>;

/** Rows of a source as JSON in a file, so that one of any size is held without memory. */
export class StagingFile {
  readonly #path: string;
  readonly #handle: number;
  readonly #places: Place[] = [];
  /** One row is read into it after another: thousands of buffers would be swept too late. */
  #page = Buffer.allocUnsafeSlow(64 * 1024);
  #end = 0;

  constructor(library: string) {
    const folder = stagingFolder(library);
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, `${newUid()}${ENDING}`);
    this.#handle = openSync(this.#path, 'wx+', 0o600);
  }

  append({ bytes, rows }: ParsedBatch): void {
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#handle, bytes, done, bytes.length - done, this.#end + done);
    for (const { facts, record } of rows) {
      this.#places.push({ offset: this.#end, facts, record });
      this.#end += facts + record;
    }
  }

  /** How many rows there are. */
  get size(): number {
    return this.#places.length;
  }

  entry(row: number): ImportEntry | null {
    const read = this.row(row);
    return read && { ...read.facts, record: JSON.parse(read.record) }; // written by the parser thread
  }

  /** A row with its record as it stands, as JSON. */
  row(row: number): { readonly facts: EntryFacts; readonly record: string } | null {
    const place = this.#places[row];
    if (!place) return null;
    const length = place.facts + place.record;
    if (this.#page.length < length) this.#page = Buffer.allocUnsafeSlow(2 * length);
    readSync(this.#handle, this.#page, 0, length, place.offset);
    // written by the parser thread
    const facts = JSON.parse(this.#page.toString('utf8', 0, place.facts));
    return { facts, record: this.#page.toString('utf8', place.facts, length) };
  }

  remove(): void {
    closeSync(this.#handle);
    rmSync(this.#path, { force: true });
  }
}
