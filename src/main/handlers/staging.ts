import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ImportEntry } from '../../shared/entries.ts';
import { newUid } from '../library/uid.ts';

/** Where sources that were read stand until their import: beside the library, so that they are on the same disk. */
export const stagingFolder = (library: string): string => join(dirname(library), `${basename(library).replace(/\.db$/u, '')}.staging`);

/** Takes away what an earlier run left behind. */
export function clearStaging(library: string): void {
  rmSync(stagingFolder(library), { recursive: true, force: true });
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
    this.#path = join(folder, `${newUid()}.ndjson`);
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
