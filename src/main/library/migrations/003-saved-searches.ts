import type { Migration } from '../migrate.ts';

/** Searches kept under a name. */
export const savedSearches: Migration = {
  name: 'saved searches',
  statements: [
    `CREATE TABLE searches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- the name folded: names that differ only in case are one search
  name_key TEXT NOT NULL UNIQUE,
  -- as typed, in its canonical form
  query TEXT NOT NULL,
  -- place in the sidebar
  position INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT`,
  ],
};
