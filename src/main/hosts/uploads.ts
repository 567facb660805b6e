import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/errors.ts';

/** Largest file a page may hand over, in bytes. */
export const MAX_UPLOAD = 1024 ** 3;

/** Files that came as bytes, in a folder of their own that only this person can read. */
export interface Uploads {
  /**
   * Streams bytes into a fresh file and returns its path.
   * @throws {AppError} `too-large`, `disk-full`, `cancelled`; nothing is kept then.
   */
  take(bytes: Readable): Promise<string>;
  /** Deletes the folder with all that is in it. */
  close(): Promise<void>;
}

/** The folder is made with the first file: most starts need none, and one that is killed leaves none. */
export function openUploads(maxBytes = MAX_UPLOAD): Uploads {
  let made: Promise<string> | null = null;
  return {
    async take(bytes) {
      made ??= makeFolder().catch((thrown) => {
        made = null; // the next file tries again
        throw thrown;
      });
      const file = path.join(await made, randomUUID());
      let taken = 0;
      try {
        await pipeline(
          bytes,
          async function* (chunks: AsyncIterable<Buffer>) {
            for await (const chunk of chunks) {
              taken += chunk.length;
              if (taken > maxBytes) throw tooLarge(maxBytes);
              yield chunk;
            }
          },
          createWriteStream(file, { flags: 'wx', mode: 0o600 }),
        );
        return file;
      } catch (thrown) {
        await rm(file, { force: true });
        const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
        if (code === 'ENOSPC') {
          throw new AppError(
            'disk-full',
            'The disk is full, so the file could not be taken in. Nothing was changed; free some space and try again.',
          );
        }
        if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') {
          throw new AppError('cancelled', 'The file did not arrive whole. Nothing was changed; try again.');
        }
        throw thrown;
      }
    },
    async close() {
      if (made !== null) await rm(await made, { recursive: true, force: true });
    },
  };
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'offprint-files-'));
  await chmod(folder, 0o700); // mkdtemp does so too, but for the umask of the day
  return folder;
}

/** The refusal of a file beyond the limit, in bytes. */
export function tooLarge(maxBytes: number): AppError {
  const limit = `${Math.floor(maxBytes / 1024 ** 2)} MB`;
  return new AppError(
    'too-large',
    `This file is larger than ${limit}. Nothing was changed; split it, or import it with "offprint import".`,
  );
}

/** The name a page gives a file, made fit for showing: no path, no control characters, not endless. */
export function shownFileName(given: string): string {
  const last = given.split(/[\\/]/).at(-1) ?? '';
  const name = last
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  return name === '' ? 'file' : name.slice(0, 255);
}
