/** By what the rows of a source are compared, with each other and with the library: worked out where they are read. */
import { hash } from 'node:crypto';
import type { ImportEntry } from '../../shared/entries.ts';
import { type LibraryReader, sql } from './db.ts';
import { likenessOf } from './duplicates.ts';

export interface RowKeys {
  /** The title as titles are compared; empty for one without letters. */
  readonly titleKey: string;
  /** Names that no two papers share, as "scheme:value", the uid of another library under "uid". */
  readonly names: readonly string[];
  /** Equal for rows that agree in title, first author and abstract. */
  readonly copy: string;
}

export function keysOf(entry: ImportEntry): RowKeys {
  const { titleKey, identifiers, firstAuthor, abstract } = likenessOf(entry);
  const names = identifiers.map(({ scheme, value }) => `${scheme}:${value}`);
  return {
    titleKey,
    names: entry.kept?.uid === undefined ? names : [`uid:${entry.kept.uid}`, ...names],
    copy: hash('sha256', JSON.stringify([titleKey, firstAuthor, abstract]), 'base64'),
  };
}

/**
 * Which of these rows may have a match in the library, by their places: those whose title or a name of theirs stands there,
 * seen or not. In three statements however many rows there are, for most of a new source's rows have none.
 */
export function mayMatch(db: LibraryReader, rows: readonly RowKeys[]): Set<number> {
  const titles = rows.map(({ titleKey }, row) => [row, titleKey]).filter(([, title]) => title !== '');
  const names = rows.flatMap((keys, row) =>
    keys.names.map((name) => [row, name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)] as const),
  );
  const found = (query: string, wanted: readonly (readonly unknown[])[]) =>
    wanted.length === 0 ? [] : sql<{ row: number }>(db, query).all(JSON.stringify(wanted));
  return new Set(
    [
      ...found(HAS_TITLE, titles),
      ...found(
        HAS_UID,
        names.filter(([, scheme]) => scheme === 'uid'),
      ),
      ...found(HAS_IDENTIFIER, names),
    ].map(({ row }) => row),
  );
}

const HAS_TITLE = `SELECT DISTINCT wanted.value ->> 0 AS row FROM json_each(?) AS wanted
CROSS JOIN papers ON papers.title_key = wanted.value ->> 1`;
const HAS_UID = `SELECT DISTINCT wanted.value ->> 0 AS row FROM json_each(?) AS wanted
CROSS JOIN papers ON papers.uid = wanted.value ->> 2`;
const HAS_IDENTIFIER = `SELECT DISTINCT wanted.value ->> 0 AS row FROM json_each(?) AS wanted
CROSS JOIN identifiers ON identifiers.scheme = wanted.value ->> 1 AND identifiers.value = wanted.value ->> 2`;
