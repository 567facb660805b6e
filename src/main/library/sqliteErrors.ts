import Database from 'better-sqlite3';
import { AppError } from '../../shared/errors.ts';

/** Whether SQLite threw this, with a result code that begins like `code` ("SQLITE_IOERR" covers "SQLITE_IOERR_WRITE"). */
export function isSqliteError(thrown: unknown, code: string): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith(code);
}

/** What the system says where a disk refuses a file of ours, as SQLite would say it of the library. */
const AS_SQLITE: Readonly<Record<string, string>> = {
  ENOSPC: 'SQLITE_FULL',
  EDQUOT: 'SQLITE_FULL',
  EIO: 'SQLITE_IOERR',
  EROFS: 'SQLITE_READONLY',
  EACCES: 'SQLITE_READONLY',
};

/** The sentence for what a disk can do to a library, or to a file beside it; null where the error is a bug of ours. */
export function diskError(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error && 'code' in thrown)) return null;
  const code = thrown instanceof Database.SqliteError ? thrown.code : AS_SQLITE[String(thrown.code)];
  if (code === undefined) return null;
  const details = { cause: `${String(thrown.code)}: ${thrown.message}` };
  if (code === 'SQLITE_FULL') {
    return new AppError(
      'disk-full',
      'The disk is full, so this was not saved. Everything saved before is safe; make room and try again.',
      details,
    );
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new AppError(
      'disk-full',
      'The disk did not take what was written, so this was not saved. Everything saved before is safe; check the disk and try again.',
      details,
    );
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return new AppError('read-only', 'The library cannot be written to, so this was not saved. Everything can still be read.', details);
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new AppError(
      'damaged',
      'A part of the library file is damaged. Nothing was changed; please copy the file somewhere safe.',
      details,
    );
  }
  return null;
}
