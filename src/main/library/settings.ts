import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import { type LibraryReader, type LibraryWriter, sql, transaction } from './db.ts';

/** A reader's preferences; what was never set is as the default has it. */
export function getSettings(db: LibraryReader): Settings {
  const rows = sql<{ name: string; value: string }>(db, 'SELECT name, value FROM settings').all();
  const known = rows.filter((row) => row.name in DEFAULT_SETTINGS).map((row) => [row.name, JSON.parse(row.value)] as const);
  return { ...DEFAULT_SETTINGS, ...Object.fromEntries(known) };
}

/** Sets some preferences and returns all. They are not part of the library's history. */
export function setSettings(db: LibraryWriter, some: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings {
  transaction(db, () => {
    for (const [name, value] of Object.entries(some)) {
      if (value === undefined) continue;
      sql(db, 'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
        name,
        JSON.stringify(value),
      );
    }
  });
  return getSettings(db);
}
