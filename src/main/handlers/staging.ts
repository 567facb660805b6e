import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportEntry } from '../../shared/entries.ts';
import { beside } from '../library/beside.ts';
import { newUid } from '../library/uid.ts';

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

/** Where one entry stands in its file, in bytes. */
export interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Entries as lines of JSON in a file, so that a source of any size is held without memory. */
export class StagingFile {
  readonly #path: string;
  readonly #handle: number;
  #end = 0;

  constructor(library: string) {
    const folder = stagingFolder(library);
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, `${newUid()}${ENDING}`);
    this.#handle = openSync(this.#path, 'wx+', 0o600);
  }

  append(entries: readonly ImportEntry[]): Place[] {
    const lines = entries.map((entry) => Buffer.from(`${JSON.stringify(entry)}\n`));
    const start = this.#end;
    const whole = Buffer.concat(lines);
    for (let done = 0; done < whole.length; ) done += writeSync(this.#handle, whole, done, whole.length - done, start + done);
    return lines.map(({ length }) => {
      const place = { offset: this.#end, length };
      this.#end += length;
      return place;
    });
  }

  read(place: Place): ImportEntry {
    const line = Buffer.alloc(place.length);
    readSync(this.#handle, line, 0, place.length, place.offset);
    return JSON.parse(line.toString()); // written by append
  }

  remove(): void {
    closeSync(this.#handle);
    rmSync(this.#path, { force: true });
  }
}
