import type { Migration } from '../migrate.ts';

/** Papers that were found to be one, and papers that a person said are not. */
export const mergedPapers: Migration = {
  name: 'merged papers',
  statements: [
    // A paper that went into another stays as it was, unseen, under its own uid: nothing of it is lost, and its links still lead somewhere.
    // The one it went into is on view itself, never merged in turn.
    'ALTER TABLE papers ADD COLUMN merged_into INTEGER REFERENCES papers (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED',
    'ALTER TABLE papers ADD COLUMN merged_at TEXT',
    'CREATE INDEX papers_by_merger ON papers (merged_into) WHERE merged_into IS NOT NULL',

    // A view keeps the columns that the table had when it was made.
    'DROP VIEW visible_papers',
    `CREATE VIEW visible_papers AS
SELECT papers.* FROM papers JOIN imports ON imports.id = papers.import_id WHERE imports.state = 'finished' AND papers.merged_into IS NULL`,
    'DROP INDEX papers_by_import',
    // It covers the sidebar's counts, so that they never read the papers themselves.
    'CREATE INDEX papers_by_import ON papers (import_id, merged_into, trashed_at, status, starred_at, digest_id)',

    // By uid, so that a pair is known again in another library, before the other paper is there, and after either was merged.
    `CREATE TABLE distinct_papers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  other_uid TEXT NOT NULL CHECK (uid < other_uid),
  marked_at TEXT NOT NULL,
  -- the import that brought it; null where it was said here
  import_id INTEGER REFERENCES imports (id) ON DELETE CASCADE,
  UNIQUE (uid, other_uid)
) STRICT`,
    'CREATE INDEX distinct_papers_by_other ON distinct_papers (other_uid)',
    'CREATE INDEX distinct_papers_by_import ON distinct_papers (import_id)',
  ],
};
