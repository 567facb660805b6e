/**
 * One owner for each library: a second SQLite file held with BEGIN EXCLUSIVE for life. The kernel lets go of it when the process dies.
 * The handle lives in a module variable and the file is never opened with `fs`: POSIX locks die with any other close
 * of the file in the process, and with a garbage-collected handle.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import { beside } from './beside.ts';
import { isSqliteError } from './sqliteErrors.ts';

const held = new Map<string, Database.Database>();

export const lockFile = (file: string): string => beside(file, 'lock');
export const ownerFile = (file: string): string => beside(file, 'owner.json');

/**
 * Takes the library for this process until {@link releaseLock}.
 * @throws {AppError} `busy`, naming the program that holds it; `read-only` where no lock can be made.
 */
export function takeLock(file: string, door: string): void {
  const path = lockFile(file);
  let handle: Database.Database | undefined;
  try {
    handle = new Database(path, { timeout: 0 });
    handle.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    handle?.close();
    if (isSqliteError(thrown, 'SQLITE_BUSY')) throw busy(file);
    throw new AppError(
      'read-only',
      `The library in ${dirname(file)} cannot be opened for writing: the folder or the disk is read-only. Nothing was changed.`,
      { cause: String(thrown) },
    );
  }
  held.set(path, handle);
  sayWho(file, door);
}

/** Lets go of a library taken by {@link takeLock}. */
export function releaseLock(file: string): void {
  const path = lockFile(file);
  const handle = held.get(path);
  if (!handle) return;
  rmSync(ownerFile(file), { force: true });
  held.delete(path);
  handle.close();
}

/**
 * Written whole under another name first, so that a second start never reads half of it. The lock is held, so nobody else writes
 * under that name, and what a kill leaves there goes with the next start.
 */
function sayWho(file: string, door: string): void {
  const temporary = `${ownerFile(file)}.new`;
  try {
    writeFileSync(temporary, JSON.stringify({ door, pid: process.pid }));
    renameSync(temporary, ownerFile(file));
  } catch {
    rmSync(temporary, { force: true }); // the lock holds all the same; only the name in a second start's message is lost
  }
}

function busy(file: string): AppError {
  try {
    const owner: unknown = JSON.parse(readFileSync(ownerFile(file), 'utf8'));
    if (typeof owner === 'object' && owner !== null && 'door' in owner && 'pid' in owner) {
      return new AppError(
        'busy',
        `This library is already open in ${String(owner.door)} (process ${String(owner.pid)}). Go on there, or close it and try again.`,
        { door: owner.door, pid: owner.pid },
      );
    }
  } catch {
    // the owner has just started or just ended: say it without a name
  }
  return new AppError('busy', 'This library is already open in another program. Go on there, or close it and try again.');
}
