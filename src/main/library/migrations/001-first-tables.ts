import type { Migration } from '../migrate.ts';

/** Papers with their texts and records, a reader's marks and notes, where papers came from, and the journal. */
export const firstTables: Migration = {
  name: 'first tables',
  statements: [
    `CREATE TABLE imports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  format TEXT NOT NULL,
  -- 'writing' and 'written' papers are seen nowhere; 'written' is what undo makes of 'finished'
  state TEXT NOT NULL CHECK (state IN ('writing', 'written', 'finished')),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  added INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  duplicates INTEGER NOT NULL DEFAULT 0
) STRICT`,

    `CREATE TABLE digests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  date_given TEXT,
  date_sort TEXT,
  date_precision TEXT,
  date_guessed INTEGER,
  import_id INTEGER REFERENCES imports (id) ON DELETE SET NULL
) STRICT`,
    'CREATE INDEX digests_by_import ON digests (import_id)',

    `CREATE TABLE papers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  -- the title as duplicates are found and titles sorted by
  title_key TEXT NOT NULL,
  authors TEXT NOT NULL CHECK (json_type(authors) = 'array'),
  keywords TEXT NOT NULL CHECK (json_type(keywords) = 'array'),
  date_given TEXT,
  date_sort TEXT,
  date_precision TEXT,
  date_guessed INTEGER,
  venue TEXT,
  abstract_id INTEGER REFERENCES abstracts (id) DEFERRABLE INITIALLY DEFERRED,
  status TEXT NOT NULL CHECK (status IN ('new', 'queued', 'reading', 'read', 'skipped')),
  status_at TEXT NOT NULL,
  status_reason TEXT,
  starred_at TEXT,
  trashed_at TEXT,
  added_at TEXT NOT NULL,
  -- place in its source, from 0
  position INTEGER NOT NULL,
  digest_id INTEGER REFERENCES digests (id),
  import_id INTEGER NOT NULL REFERENCES imports (id)
) STRICT`,
    'CREATE INDEX papers_by_title ON papers (title_key)',
    'CREATE INDEX papers_by_abstract ON papers (abstract_id)',
    // It covers the sidebar's counts, so that they never read the papers themselves.
    'CREATE INDEX papers_by_import ON papers (import_id, trashed_at, status, starred_at, digest_id)',
    'CREATE INDEX papers_by_digest ON papers (digest_id)',

    `CREATE VIEW visible_papers AS
SELECT papers.* FROM papers JOIN imports ON imports.id = papers.import_id WHERE imports.state = 'finished'`,

    `CREATE TABLE abstracts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  seq INTEGER NOT NULL,
  text TEXT NOT NULL,
  added_at TEXT NOT NULL,
  import_id INTEGER REFERENCES imports (id) ON DELETE SET NULL,
  UNIQUE (paper_id, seq)
) STRICT`,
    'CREATE INDEX abstracts_by_import ON abstracts (import_id)',

    `CREATE TABLE records (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  import_id INTEGER REFERENCES imports (id) ON DELETE SET NULL,
  format TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT`,
    'CREATE INDEX records_by_paper ON records (paper_id)',
    'CREATE INDEX records_by_import ON records (import_id)',

    `CREATE TABLE identifiers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  raw TEXT NOT NULL,
  UNIQUE (paper_id, scheme, value)
) STRICT`,
    'CREATE INDEX identifiers_by_value ON identifiers (scheme, value)',

    `CREATE TABLE links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  source TEXT NOT NULL,
  UNIQUE (paper_id, url)
) STRICT`,

    `CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- the name folded: names that differ only in case are one tag
  name_key TEXT NOT NULL UNIQUE
) STRICT`,

    `CREATE TABLE paper_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags (id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (paper_id, tag_id)
) STRICT`,
    'CREATE INDEX paper_tags_by_tag ON paper_tags (tag_id)',

    `CREATE TABLE notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  -- the newest revision's seq
  revision INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT`,
    'CREATE INDEX notes_by_paper ON notes (paper_id)',

    // Refers to its note by number alone: a version outlives even the note whose making was undone.
    `CREATE TABLE note_revisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  note_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  UNIQUE (note_id, seq)
) STRICT`,

    // Its note by number alone too: what is being typed outlives an undo of the note's making.
    `CREATE TABLE note_drafts (
  note_id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  client TEXT NOT NULL,
  base_revision INTEGER NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  -- orders drafts by their saving, not by the clock
  turn INTEGER NOT NULL,
  PRIMARY KEY (note_id, client)
) STRICT, WITHOUT ROWID`,
    'CREATE INDEX note_drafts_by_paper ON note_drafts (paper_id)',

    // Tags of an import under way, until its papers are seen.
    `CREATE TABLE import_tags (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  uid TEXT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL
) STRICT`,
    'CREATE INDEX import_tags_by_import ON import_tags (import_id)',
    'CREATE INDEX import_tags_by_paper ON import_tags (paper_id)',

    `CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID`,

    `CREATE TABLE steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  label TEXT NOT NULL,
  at TEXT NOT NULL,
  -- null while done; else the turn in which it was undone, the highest being redone first
  undone INTEGER
) STRICT`,
    'CREATE INDEX steps_by_undone ON steps (undone, id)',

    `CREATE TABLE changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  tbl TEXT NOT NULL,
  key INTEGER NOT NULL,
  paper_id INTEGER,
  -- the row before, as JSON: null for one that was made, all of one that was deleted, what differed of one that was changed
  before TEXT
) STRICT`,
    'CREATE INDEX changes_by_step ON changes (step_id)',
    'CREATE INDEX changes_by_row ON changes (tbl, key, step_id)',
    'CREATE INDEX changes_by_paper ON changes (paper_id, step_id)',

    // One row: the step that is open, and whether bookkeeping goes on that is no step of anyone's.
    `CREATE TABLE journal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  step_id INTEGER,
  quiet INTEGER NOT NULL DEFAULT 0,
  -- counts finished writes, so that what stands beside the library knows whether it is behind
  change_number INTEGER NOT NULL DEFAULT 0
) STRICT`,
    'INSERT INTO journal (id) VALUES (1)',
  ],
};
