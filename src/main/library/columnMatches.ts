/** What people said the columns of their tables hold, so that the next table with the same header is read so at once. */
import { COLUMN_FIELDS, type ColumnMatch } from '../../shared/importModels.ts';
import { headerKey } from '../../shared/text/columns.ts';
import { type LibraryReader, type LibraryWriter, sql } from './db.ts';

/** Headers that are remembered, the newest. */
const KEPT = 50;
/** A longer header is not worth keeping, in UTF-16 units. */
const LONGEST = 10_000;
/** Its name among the settings; it is none that a window sees. */
const NAME = 'columnMatches';

/** The matches by `headerKey`, the newest last. */
export function columnMatches(db: LibraryReader): Readonly<Record<string, ColumnMatch>> {
  const row = sql<{ value: string }>(db, 'SELECT value FROM settings WHERE name = ?').get(NAME);
  const kept: [string, ColumnMatch][] = row ? JSON.parse(row.value) : [];
  // A field that is known no more, in a library from a later version, is a column that is only kept.
  return Object.fromEntries(kept.map(([key, match]) => [key, match.map((field) => COLUMN_FIELDS.find((one) => one === field) ?? null)]));
}

export function rememberColumns(db: LibraryWriter, header: readonly string[], match: ColumnMatch): void {
  const key = headerKey(header);
  if (key.length > LONGEST) return;
  const others = Object.entries(columnMatches(db)).filter(([other]) => other !== key);
  sql(db, 'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
    NAME,
    JSON.stringify([...others, [key, match]].slice(-KEPT)),
  );
}
