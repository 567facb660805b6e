/**
 * Citation styles that a person added. They are kept with the preferences, as tools are: nothing of a paper hangs on one, the journal
 * would carry their long texts along for ever, and what is removed can be put back as long as its text is at hand.
 */
import type { CitationStyle } from '../../shared/models.ts';
import { type LibraryReader, type LibraryWriter, sql } from './db.ts';
import { newUid } from './uid.ts';

interface OwnStyle {
  readonly title: string;
  /** What the style calls itself for programs. */
  readonly cslId: string;
  readonly xml: string;
}

/** Their names among the settings begin with this; no preference does. */
const PREFIX = 'citationStyle:';

/** By title. */
export function ownStyles(db: LibraryReader): CitationStyle[] {
  return sql<{ name: string; title: string }>(
    db,
    `SELECT name, value ->> '$.title' AS title FROM settings WHERE name >= ? AND name < ? ORDER BY title COLLATE NOCASE, name`,
  )
    .all(PREFIX, `${PREFIX.slice(0, -1)};`)
    .map(({ name, title }) => ({ id: name.slice(PREFIX.length), title, own: true }));
}

/** The style's text; null where there is none of this id. */
export function ownStyleXml(db: LibraryReader, id: string): string | null {
  return sql<{ xml: string }>(db, `SELECT value ->> '$.xml' AS xml FROM settings WHERE name = ?`).get(PREFIX + id)?.xml ?? null;
}

/** Keeps a style, in place of one that calls itself the same. */
export function keepOwnStyle(db: LibraryWriter, style: OwnStyle): CitationStyle {
  const same = sql<{ name: string }>(db, `SELECT name FROM settings WHERE name >= ? AND name < ? AND value ->> '$.cslId' = ?`).get(
    PREFIX,
    `${PREFIX.slice(0, -1)};`,
    style.cslId,
  );
  const id = same?.name.slice(PREFIX.length) ?? newUid();
  sql(db, 'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
    PREFIX + id,
    JSON.stringify(style),
  );
  return { id, title: style.title, own: true };
}

export function removeOwnStyle(db: LibraryWriter, id: string): void {
  sql(db, 'DELETE FROM settings WHERE name = ?').run(PREFIX + id);
}
