import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';

/** Whether SQLite threw this, with a result code that begins like `code` ("SQLITE_IOERR" covers "SQLITE_IOERR_WRITE"). */
export function isSqliteError(thrown: unknown, code: string): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith(code);
}

/** The sentence for what a disk can do to a library; null where SQLite's error is a bug of ours. */
export function diskError(thrown: unknown): AppError | null {
  if (!(thrown instanceof Database.SqliteError)) return null;
  const details = { cause: `${thrown.code}: ${thrown.message}` };
  if (isSqliteError(thrown, 'SQLITE_FULL')) {
    return new AppError(
      'disk-full',
      'The disk is full, so this was not saved. Everything saved before is safe; make room and try again.',
      details,
    );
  }
  if (isSqliteError(thrown, 'SQLITE_IOERR')) {
    return new AppError(
      'disk-full',
      'The disk did not take what was written, so this was not saved. Everything saved before is safe; check the disk and try again.',
      details,
    );
  }
  if (isSqliteError(thrown, 'SQLITE_READONLY')) {
    return new AppError('read-only', 'The library cannot be written to, so this was not saved. Everything can still be read.', details);
  }
  if (isSqliteError(thrown, 'SQLITE_CORRUPT') || isSqliteError(thrown, 'SQLITE_NOTADB')) {
    return new AppError(
      'damaged',
      'A part of the library file is damaged. Nothing was changed; please copy the file somewhere safe.',
      details,
    );
  }
  return null;
}
