/** Reading a library where nothing can be written: a backup, a disc, somebody else's folder. */
import { accessSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';

export interface ReadableFile {
  readonly file: string;
  /** Deletes the copy, where it is one. */
  readonly release: () => void;
}

/**
 * The file to read a library from: itself, or a copy of it where SQLite could not make the file beside it that it shares with other readers.
 * Nobody owns a library there, so that copying takes no lock away from this process.
 * @throws {AppError} `read-only` where it cannot be copied
 */
export function readableFile(library: string): ReadableFile {
  if (existsSync(`${library}-shm`) || canWriteIn(dirname(library))) return { file: library, release: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'offprint-reading-'));
  try {
    const copy = join(folder, basename(library));
    copyFileSync(library, copy);
    if (existsSync(`${library}-wal`)) copyFileSync(`${library}-wal`, `${copy}-wal`);
    return { file: copy, release: () => rmSync(folder, { recursive: true, force: true }) };
  } catch (thrown) {
    rmSync(folder, { recursive: true, force: true });
    throw new AppError(
      'read-only',
      `The library ${library} could not be read. It was left as it is; check who may read it, and the room on the disk.`,
      {
        cause: String(thrown),
      },
    );
  }
}

function canWriteIn(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
