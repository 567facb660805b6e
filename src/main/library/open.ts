import { chmodSync, existsSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';
import type { LibraryReader, LibraryWriter } from './db.ts';
import { releaseLock, takeLock } from './lock.ts';
import { APPLICATION_ID, migrate, VERSION } from './migrate.ts';
import { diskError } from './sqliteErrors.ts';
import { readableFile } from './unwritable.ts';

/** How long a connection waits for another before it gives up, in milliseconds. */
const BUSY_TIMEOUT = 5_000;

/** What a reading connection lets go of when it closes. */
const releases = new WeakMap<Database.Database, () => void>();

/**
 * Opens a library as its only owner, bringing it up to date; makes it if there is none. Its folder must be there.
 * @throws {AppError} `busy`, `newer-library`, `foreign-library`, `damaged`, `read-only`, `disk-full`.
 */
export function openLibrary(path: string, options: { readonly door: string; readonly now: () => Date }): LibraryWriter {
  checkNode();
  const file = realFile(path);
  versionOf(file); // before the lock, too: a file that is not ours gets no lock beside it
  takeLock(file, options.door);
  let connection: Database.Database | undefined;
  try {
    const version = versionOf(file); // another owner may have brought it up to date just now
    connection = new Database(file, { timeout: BUSY_TIMEOUT });
    // Notes are nobody else's business; the files SQLite puts beside the library take its mode over. No handle is opened by this.
    if (version === 0) chmodSync(file, 0o600);
    setPragmas(connection, 'write');
    migrate(connection, version, options.now());
    return connection as unknown as LibraryWriter;
  } catch (thrown) {
    connection?.close();
    releaseLock(file);
    throw diskError(thrown) ?? thrown;
  }
}

/**
 * Opens a library to read beside its owner; it never writes and needs no lock. The connection's name is the file that others may read beside it.
 * @throws {AppError} `not-found`, `newer-library`, `foreign-library`, `damaged`, `read-only` if it must be brought up to date first.
 */
export function openReadOnly(path: string): LibraryReader {
  checkNode();
  if (!existsSync(path))
    throw new AppError('not-found', `There is no library at ${path}. Check the path, or import something to begin one.`);
  const library = realFile(path);
  const { file, release } = readableFile(library);
  let connection: Database.Database | undefined;
  try {
    if (foundVersion(file) < VERSION) {
      throw new AppError(
        'read-only',
        `The library ${library} was made by an older Offprint. Open it once in Offprint to bring it up to date.`,
      );
    }
    connection = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
    setPragmas(connection, 'read');
    releases.set(connection, release);
    return connection as unknown as LibraryReader;
  } catch (thrown) {
    connection?.close();
    release();
    throw diskError(thrown) ?? thrown;
  }
}

/** Closes a connection; an owner lets go of the library. */
export function closeLibrary(db: LibraryReader): void {
  const connection = db as unknown as Database.Database;
  if (!connection.open) return;
  const { name, readonly } = connection;
  connection.close();
  if (readonly) releases.get(connection)?.();
  else releaseLock(name);
}

/** Under Node 20 the SQLite binding brings the whole process down on opening a database, without a word. */
function checkNode(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 22) {
    throw new AppError(
      'internal',
      `Offprint needs Node 22 or newer and was started with ${process.versions.node}. Start it with npm start.`,
    );
  }
}

/** One name for one file, however it was reached, so that a link does not get round the lock, not even one to a file that is still to be made. */
function realFile(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return realFile(resolve(dirname(path), readlinkSync(path)));
  return join(realpathSync(dirname(path)), basename(path));
}

/** The version of the library in a file, 0 where there is none yet. */
function versionOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  return found !== undefined && (!found.isFile() || found.size > 0) ? foundVersion(file) : 0;
}

/**
 * Reads a file's version without changing a byte of it, before any pragma that writes.
 * @throws {AppError} `foreign-library`, `newer-library`, `damaged`
 */
function foundVersion(file: string): number {
  const foreign = () =>
    new AppError('foreign-library', `The file ${file} is not an Offprint library. It was left as it is; please choose another file.`);
  if (!statSync(file).isFile()) {
    throw new AppError(
      'foreign-library',
      `${file} is not a file, so there is no library in it. Name the file of a library, or one to be made.`,
    );
  }
  let look: Database.Database;
  try {
    look = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT });
  } catch (thrown) {
    throw diskError(thrown) ?? new AppError('not-found', `The library ${file} could not be opened.`, { cause: String(thrown) });
  }
  try {
    // In one read: an owner may be making the library at this very moment.
    const { applicationId, version, tables } = look.transaction(() => ({
      tables: Number(look.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()),
      applicationId: look.pragma('application_id', { simple: true }),
      version: Number(look.pragma('user_version', { simple: true })),
    }))();
    if (applicationId === 0 && version === 0 && tables === 0) return 0;
    if (applicationId !== APPLICATION_ID) throw foreign();
    if (version > VERSION) {
      throw new AppError(
        'newer-library',
        `The library ${file} was made by a newer Offprint (its version is ${version}, this one knows ${VERSION}). It was left as it is; please update Offprint.`,
      );
    }
    return version;
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError && thrown.code === 'SQLITE_NOTADB') throw foreign();
    throw diskError(thrown) ?? thrown;
  } finally {
    look.close();
  }
}

/** Sets what the library relies on and reads it back: a pragma that is not understood is silently ignored. */
function setPragmas(connection: Database.Database, access: 'read' | 'write'): void {
  const wanted: [name: string, set: string, expected: unknown][] = [
    ['busy_timeout', String(BUSY_TIMEOUT), BUSY_TIMEOUT],
    ['trusted_schema', 'OFF', 0],
    ['cell_size_check', 'ON', 1],
    ['foreign_keys', 'ON', 1],
    access === 'write' ? ['journal_mode', 'WAL', 'wal'] : ['query_only', 'ON', 1],
    ['synchronous', 'FULL', 2], // after journal_mode: this SQLite falls back to NORMAL in WAL
  ];
  for (const [name, set, expected] of wanted) {
    connection.pragma(`${name} = ${set}`);
    const found = connection.pragma(name, { simple: true });
    if (found !== expected) {
      throw new AppError('read-only', 'The library could not be opened safely on this disk. Nothing was changed.', {
        cause: `${name} is ${String(found)}, not ${String(expected)}`,
      });
    }
  }
}
