-- Version 6. Written by `npm run schema`; do not edit.

CREATE TABLE abstracts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  seq INTEGER NOT NULL,
  text TEXT NOT NULL,
  added_at TEXT NOT NULL,
  import_id INTEGER REFERENCES imports (id) ON DELETE SET NULL,
  UNIQUE (paper_id, seq)
) STRICT;

CREATE INDEX abstracts_by_import ON abstracts (import_id);

CREATE TABLE anchors (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  highlight_id INTEGER NOT NULL REFERENCES highlights (id) DEFERRABLE INITIALLY DEFERRED,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  -- the version of the abstract; null for a title, which has one version
  abstract_id INTEGER REFERENCES abstracts (id) DEFERRABLE INITIALLY DEFERRED,
  -- UTF-16 units of the raw text
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL CHECK ("end" > start),
  quote TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  -- who put it here: a person; or a change of the text, which found the same words, or words that differ a little
  placed_by TEXT NOT NULL CHECK (placed_by IN ('hand', 'same', 'similar'))
) STRICT;

CREATE INDEX anchors_by_abstract ON anchors (abstract_id);

CREATE UNIQUE INDEX anchors_by_highlight ON anchors (highlight_id, coalesce(abstract_id, 0));

CREATE INDEX anchors_by_paper ON anchors (paper_id);

CREATE TABLE changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  step_id INTEGER NOT NULL REFERENCES steps (id) ON DELETE CASCADE,
  tbl TEXT NOT NULL,
  key INTEGER NOT NULL,
  paper_id INTEGER,
  -- the row before, as JSON: null for one that was made, all of one that was deleted, what differed of one that was changed
  before TEXT
) STRICT;

CREATE INDEX changes_by_paper ON changes (paper_id, step_id);

CREATE INDEX changes_by_row ON changes (tbl, key, step_id);

CREATE INDEX changes_by_step ON changes (step_id);

CREATE TABLE digests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  date_given TEXT,
  date_sort TEXT,
  date_precision TEXT,
  date_guessed INTEGER,
  import_id INTEGER REFERENCES imports (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX digests_by_import ON digests (import_id);

CREATE TABLE distinct_papers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL,
  other_uid TEXT NOT NULL CHECK (uid < other_uid),
  marked_at TEXT NOT NULL,
  -- the import that brought it; null where it was said here
  import_id INTEGER REFERENCES imports (id) ON DELETE CASCADE,
  UNIQUE (uid, other_uid)
) STRICT;

CREATE INDEX distinct_papers_by_import ON distinct_papers (import_id);

CREATE INDEX distinct_papers_by_other ON distinct_papers (other_uid);

CREATE TABLE highlights (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  field TEXT NOT NULL CHECK (field IN ('title', 'abstract')),
  color TEXT NOT NULL CHECK (color IN ('yellow', 'blue', 'green', 'orange', 'pink')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT;

CREATE INDEX highlights_by_paper ON highlights (paper_id, deleted_at);

CREATE TABLE identifiers (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  raw TEXT NOT NULL,
  UNIQUE (paper_id, scheme, value)
) STRICT;

CREATE INDEX identifiers_by_value ON identifiers (scheme, value);

CREATE TABLE imports (
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
) STRICT;

CREATE TABLE journal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  step_id INTEGER,
  quiet INTEGER NOT NULL DEFAULT 0,
  -- counts finished writes, so that what stands beside the library knows whether it is behind
  change_number INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE links (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  source TEXT NOT NULL,
  UNIQUE (paper_id, url)
) STRICT;

CREATE TABLE note_drafts (
  note_id INTEGER NOT NULL,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  client TEXT NOT NULL,
  base_revision INTEGER NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  -- orders drafts by their saving, not by the clock
  turn INTEGER NOT NULL,
  PRIMARY KEY (note_id, client)
) STRICT, WITHOUT ROWID;

CREATE INDEX note_drafts_by_paper ON note_drafts (paper_id);

CREATE TABLE note_revisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  note_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  body TEXT NOT NULL,
  saved_at TEXT NOT NULL,
  UNIQUE (note_id, seq)
) STRICT;

CREATE TABLE notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  -- the newest revision's seq
  revision INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
, highlight_id INTEGER REFERENCES highlights (id) DEFERRABLE INITIALLY DEFERRED) STRICT;

CREATE INDEX notes_by_highlight ON notes (highlight_id) WHERE highlight_id IS NOT NULL;

CREATE INDEX notes_by_paper ON notes (paper_id);

CREATE INDEX notes_with_links ON notes (paper_id) WHERE instr(body, 'offprint://paper/') > 0;

CREATE TABLE paper_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags (id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (paper_id, tag_id)
) STRICT;

CREATE INDEX paper_tags_by_tag ON paper_tags (tag_id);

CREATE TABLE papers (
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
, type TEXT, citation_key TEXT, merged_into INTEGER REFERENCES papers (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, merged_at TEXT) STRICT;

CREATE INDEX papers_by_abstract ON papers (abstract_id);

CREATE INDEX papers_by_digest ON papers (digest_id);

CREATE INDEX papers_by_import ON papers (import_id, merged_into, trashed_at, status, starred_at, digest_id);

CREATE INDEX papers_by_merger ON papers (merged_into) WHERE merged_into IS NOT NULL;

CREATE INDEX papers_by_title ON papers (title_key);

CREATE TABLE records (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  import_id INTEGER REFERENCES imports (id) ON DELETE SET NULL,
  format TEXT NOT NULL,
  json TEXT NOT NULL
) STRICT;

CREATE INDEX records_by_import ON records (import_id);

CREATE INDEX records_by_paper ON records (paper_id);

CREATE TABLE searches (
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
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  label TEXT NOT NULL,
  at TEXT NOT NULL,
  -- null while done; else the turn in which it was undone, the highest being redone first
  undone INTEGER
) STRICT;

CREATE INDEX steps_by_undone ON steps (undone, id);

CREATE TABLE tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- the name folded: names that differ only in case are one tag
  name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE VIEW visible_papers AS
SELECT papers.* FROM papers JOIN imports ON imports.id = papers.import_id WHERE imports.state = 'finished' AND papers.merged_into IS NULL;

CREATE TRIGGER journal_abstracts_delete
AFTER DELETE ON abstracts WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'abstracts', OLD.id, OLD.paper_id, json_object('id', OLD.id, 'paper_id', OLD.paper_id, 'seq', OLD.seq, 'text', OLD.text, 'added_at', OLD.added_at, 'import_id', OLD.import_id) FROM journal;
END;

CREATE TRIGGER journal_abstracts_insert
AFTER INSERT ON abstracts WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'abstracts', NEW.id, NEW.paper_id, NULL FROM journal;
END;

CREATE TRIGGER journal_abstracts_update
AFTER UPDATE ON abstracts WHEN (SELECT quiet FROM journal) = 0 AND (OLD.paper_id IS NOT NEW.paper_id OR OLD.seq IS NOT NEW.seq OR OLD.text IS NOT NEW.text OR OLD.added_at IS NOT NEW.added_at OR OLD.import_id IS NOT NEW.import_id)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'abstracts', OLD.id, OLD.paper_id, (SELECT json_group_object(k, v) FROM (SELECT 'paper_id' AS k, OLD.paper_id AS v WHERE OLD.paper_id IS NOT NEW.paper_id UNION ALL SELECT 'seq' AS k, OLD.seq AS v WHERE OLD.seq IS NOT NEW.seq UNION ALL SELECT 'text' AS k, OLD.text AS v WHERE OLD.text IS NOT NEW.text UNION ALL SELECT 'added_at' AS k, OLD.added_at AS v WHERE OLD.added_at IS NOT NEW.added_at UNION ALL SELECT 'import_id' AS k, OLD.import_id AS v WHERE OLD.import_id IS NOT NEW.import_id)) FROM journal;
END;

CREATE TRIGGER journal_anchors_delete
AFTER DELETE ON anchors WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'anchors', OLD.id, OLD.paper_id, json_object('id', OLD.id, 'highlight_id', OLD.highlight_id, 'paper_id', OLD.paper_id, 'abstract_id', OLD.abstract_id, 'start', OLD.start, 'end', OLD.end, 'quote', OLD.quote, 'prefix', OLD.prefix, 'suffix', OLD.suffix, 'placed_by', OLD.placed_by) FROM journal;
END;

CREATE TRIGGER journal_anchors_insert
AFTER INSERT ON anchors WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'anchors', NEW.id, NEW.paper_id, NULL FROM journal;
END;

CREATE TRIGGER journal_anchors_update
AFTER UPDATE ON anchors WHEN (SELECT quiet FROM journal) = 0 AND (OLD.highlight_id IS NOT NEW.highlight_id OR OLD.paper_id IS NOT NEW.paper_id OR OLD.abstract_id IS NOT NEW.abstract_id OR OLD.start IS NOT NEW.start OR OLD.end IS NOT NEW.end OR OLD.quote IS NOT NEW.quote OR OLD.prefix IS NOT NEW.prefix OR OLD.suffix IS NOT NEW.suffix OR OLD.placed_by IS NOT NEW.placed_by)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'anchors', OLD.id, OLD.paper_id, (SELECT json_group_object(k, v) FROM (SELECT 'highlight_id' AS k, OLD.highlight_id AS v WHERE OLD.highlight_id IS NOT NEW.highlight_id UNION ALL SELECT 'paper_id' AS k, OLD.paper_id AS v WHERE OLD.paper_id IS NOT NEW.paper_id UNION ALL SELECT 'abstract_id' AS k, OLD.abstract_id AS v WHERE OLD.abstract_id IS NOT NEW.abstract_id UNION ALL SELECT 'start' AS k, OLD.start AS v WHERE OLD.start IS NOT NEW.start UNION ALL SELECT 'end' AS k, OLD.end AS v WHERE OLD.end IS NOT NEW.end UNION ALL SELECT 'quote' AS k, OLD.quote AS v WHERE OLD.quote IS NOT NEW.quote UNION ALL SELECT 'prefix' AS k, OLD.prefix AS v WHERE OLD.prefix IS NOT NEW.prefix UNION ALL SELECT 'suffix' AS k, OLD.suffix AS v WHERE OLD.suffix IS NOT NEW.suffix UNION ALL SELECT 'placed_by' AS k, OLD.placed_by AS v WHERE OLD.placed_by IS NOT NEW.placed_by)) FROM journal;
END;

CREATE TRIGGER journal_digests_delete
AFTER DELETE ON digests WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'digests', OLD.id, NULL, json_object('id', OLD.id, 'uid', OLD.uid, 'name', OLD.name, 'date_given', OLD.date_given, 'date_sort', OLD.date_sort, 'date_precision', OLD.date_precision, 'date_guessed', OLD.date_guessed, 'import_id', OLD.import_id) FROM journal;
END;

CREATE TRIGGER journal_digests_insert
AFTER INSERT ON digests WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'digests', NEW.id, NULL, NULL FROM journal;
END;

CREATE TRIGGER journal_digests_update
AFTER UPDATE ON digests WHEN (SELECT quiet FROM journal) = 0 AND (OLD.uid IS NOT NEW.uid OR OLD.name IS NOT NEW.name OR OLD.date_given IS NOT NEW.date_given OR OLD.date_sort IS NOT NEW.date_sort OR OLD.date_precision IS NOT NEW.date_precision OR OLD.date_guessed IS NOT NEW.date_guessed OR OLD.import_id IS NOT NEW.import_id)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'digests', OLD.id, NULL, (SELECT json_group_object(k, v) FROM (SELECT 'uid' AS k, OLD.uid AS v WHERE OLD.uid IS NOT NEW.uid UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'date_given' AS k, OLD.date_given AS v WHERE OLD.date_given IS NOT NEW.date_given UNION ALL SELECT 'date_sort' AS k, OLD.date_sort AS v WHERE OLD.date_sort IS NOT NEW.date_sort UNION ALL SELECT 'date_precision' AS k, OLD.date_precision AS v WHERE OLD.date_precision IS NOT NEW.date_precision UNION ALL SELECT 'date_guessed' AS k, OLD.date_guessed AS v WHERE OLD.date_guessed IS NOT NEW.date_guessed UNION ALL SELECT 'import_id' AS k, OLD.import_id AS v WHERE OLD.import_id IS NOT NEW.import_id)) FROM journal;
END;

CREATE TRIGGER journal_distinct_papers_delete
AFTER DELETE ON distinct_papers WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'distinct_papers', OLD.id, NULL, json_object('id', OLD.id, 'uid', OLD.uid, 'other_uid', OLD.other_uid, 'marked_at', OLD.marked_at, 'import_id', OLD.import_id) FROM journal;
END;

CREATE TRIGGER journal_distinct_papers_insert
AFTER INSERT ON distinct_papers WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'distinct_papers', NEW.id, NULL, NULL FROM journal;
END;

CREATE TRIGGER journal_distinct_papers_update
AFTER UPDATE ON distinct_papers WHEN (SELECT quiet FROM journal) = 0 AND (OLD.uid IS NOT NEW.uid OR OLD.other_uid IS NOT NEW.other_uid OR OLD.marked_at IS NOT NEW.marked_at OR OLD.import_id IS NOT NEW.import_id)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'distinct_papers', OLD.id, NULL, (SELECT json_group_object(k, v) FROM (SELECT 'uid' AS k, OLD.uid AS v WHERE OLD.uid IS NOT NEW.uid UNION ALL SELECT 'other_uid' AS k, OLD.other_uid AS v WHERE OLD.other_uid IS NOT NEW.other_uid UNION ALL SELECT 'marked_at' AS k, OLD.marked_at AS v WHERE OLD.marked_at IS NOT NEW.marked_at UNION ALL SELECT 'import_id' AS k, OLD.import_id AS v WHERE OLD.import_id IS NOT NEW.import_id)) FROM journal;
END;

CREATE TRIGGER journal_highlights_delete
AFTER DELETE ON highlights WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'highlights', OLD.id, OLD.paper_id, json_object('id', OLD.id, 'uid', OLD.uid, 'paper_id', OLD.paper_id, 'field', OLD.field, 'color', OLD.color, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'deleted_at', OLD.deleted_at) FROM journal;
END;

CREATE TRIGGER journal_highlights_insert
AFTER INSERT ON highlights WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'highlights', NEW.id, NEW.paper_id, NULL FROM journal;
END;

CREATE TRIGGER journal_highlights_update
AFTER UPDATE ON highlights WHEN (SELECT quiet FROM journal) = 0 AND (OLD.uid IS NOT NEW.uid OR OLD.paper_id IS NOT NEW.paper_id OR OLD.field IS NOT NEW.field OR OLD.color IS NOT NEW.color OR OLD.created_at IS NOT NEW.created_at OR OLD.updated_at IS NOT NEW.updated_at OR OLD.deleted_at IS NOT NEW.deleted_at)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'highlights', OLD.id, OLD.paper_id, (SELECT json_group_object(k, v) FROM (SELECT 'uid' AS k, OLD.uid AS v WHERE OLD.uid IS NOT NEW.uid UNION ALL SELECT 'paper_id' AS k, OLD.paper_id AS v WHERE OLD.paper_id IS NOT NEW.paper_id UNION ALL SELECT 'field' AS k, OLD.field AS v WHERE OLD.field IS NOT NEW.field UNION ALL SELECT 'color' AS k, OLD.color AS v WHERE OLD.color IS NOT NEW.color UNION ALL SELECT 'created_at' AS k, OLD.created_at AS v WHERE OLD.created_at IS NOT NEW.created_at UNION ALL SELECT 'updated_at' AS k, OLD.updated_at AS v WHERE OLD.updated_at IS NOT NEW.updated_at UNION ALL SELECT 'deleted_at' AS k, OLD.deleted_at AS v WHERE OLD.deleted_at IS NOT NEW.deleted_at)) FROM journal;
END;

CREATE TRIGGER journal_identifiers_delete
AFTER DELETE ON identifiers WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'identifiers', OLD.id, OLD.paper_id, json_object('id', OLD.id, 'paper_id', OLD.paper_id, 'scheme', OLD.scheme, 'value', OLD.value, 'raw', OLD.raw) FROM journal;
END;

CREATE TRIGGER journal_identifiers_insert
AFTER INSERT ON identifiers WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'identifiers', NEW.id, NEW.paper_id, NULL FROM journal;
END;

CREATE TRIGGER journal_identifiers_update
AFTER UPDATE ON identifiers WHEN (SELECT quiet FROM journal) = 0 AND (OLD.paper_id IS NOT NEW.paper_id OR OLD.scheme IS NOT NEW.scheme OR OLD.value IS NOT NEW.value OR OLD.raw IS NOT NEW.raw)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'identifiers', OLD.id, OLD.paper_id, (SELECT json_group_object(k, v) FROM (SELECT 'paper_id' AS k, OLD.paper_id AS v WHERE OLD.paper_id IS NOT NEW.paper_id UNION ALL SELECT 'scheme' AS k, OLD.scheme AS v WHERE OLD.scheme IS NOT NEW.scheme UNION ALL SELECT 'value' AS k, OLD.value AS v WHERE OLD.value IS NOT NEW.value UNION ALL SELECT 'raw' AS k, OLD.raw AS v WHERE OLD.raw IS NOT NEW.raw)) FROM journal;
END;

CREATE TRIGGER journal_imports_delete
AFTER DELETE ON imports WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'imports', OLD.id, NULL, json_object('id', OLD.id, 'uid', OLD.uid, 'name', OLD.name, 'format', OLD.format, 'state', OLD.state, 'started_at', OLD.started_at, 'finished_at', OLD.finished_at, 'added', OLD.added, 'updated', OLD.updated, 'duplicates', OLD.duplicates) FROM journal;
END;

CREATE TRIGGER journal_imports_insert
AFTER INSERT ON imports WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'imports', NEW.id, NULL, NULL FROM journal;
END;

CREATE TRIGGER journal_imports_update
AFTER UPDATE ON imports WHEN (SELECT quiet FROM journal) = 0 AND (OLD.uid IS NOT NEW.uid OR OLD.name IS NOT NEW.name OR OLD.format IS NOT NEW.format OR OLD.state IS NOT NEW.state OR OLD.started_at IS NOT NEW.started_at OR OLD.finished_at IS NOT NEW.finished_at OR OLD.added IS NOT NEW.added OR OLD.updated IS NOT NEW.updated OR OLD.duplicates IS NOT NEW.duplicates)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'imports', OLD.id, NULL, (SELECT json_group_object(k, v) FROM (SELECT 'uid' AS k, OLD.uid AS v WHERE OLD.uid IS NOT NEW.uid UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'format' AS k, OLD.format AS v WHERE OLD.format IS NOT NEW.format UNION ALL SELECT 'state' AS k, OLD.state AS v WHERE OLD.state IS NOT NEW.state UNION ALL SELECT 'started_at' AS k, OLD.started_at AS v WHERE OLD.started_at IS NOT NEW.started_at UNION ALL SELECT 'finished_at' AS k, OLD.finished_at AS v WHERE OLD.finished_at IS NOT NEW.finished_at UNION ALL SELECT 'added' AS k, OLD.added AS v WHERE OLD.added IS NOT NEW.added UNION ALL SELECT 'updated' AS k, OLD.updated AS v WHERE OLD.updated IS NOT NEW.updated UNION ALL SELECT 'duplicates' AS k, OLD.duplicates AS v WHERE OLD.duplicates IS NOT NEW.duplicates)) FROM journal;
END;

CREATE TRIGGER journal_links_delete
AFTER DELETE ON links WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'links', OLD.id, OLD.paper_id, json_object('id', OLD.id, 'paper_id', OLD.paper_id, 'kind', OLD.kind, 'url', OLD.url, 'source', OLD.source) FROM journal;
END;

CREATE TRIGGER journal_links_insert
AFTER INSERT ON links WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'links', NEW.id, NEW.paper_id, NULL FROM journal;
END;

CREATE TRIGGER journal_links_update
AFTER UPDATE ON links WHEN (SELECT quiet FROM journal) = 0 AND (OLD.paper_id IS NOT NEW.paper_id OR OLD.kind IS NOT NEW.kind OR OLD.url IS NOT NEW.url OR OLD.source IS NOT NEW.source)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'links', OLD.id, OLD.paper_id, (SELECT json_group_object(k, v) FROM (SELECT 'paper_id' AS k, OLD.paper_id AS v WHERE OLD.paper_id IS NOT NEW.paper_id UNION ALL SELECT 'kind' AS k, OLD.kind AS v WHERE OLD.kind IS NOT NEW.kind UNION ALL SELECT 'url' AS k, OLD.url AS v WHERE OLD.url IS NOT NEW.url UNION ALL SELECT 'source' AS k, OLD.source AS v WHERE OLD.source IS NOT NEW.source)) FROM journal;
END;

CREATE TRIGGER journal_notes_delete
AFTER DELETE ON notes WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'notes', OLD.id, OLD.paper_id, json_object('id', OLD.id, 'uid', OLD.uid, 'paper_id', OLD.paper_id, 'body', OLD.body, 'revision', OLD.revision, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'deleted_at', OLD.deleted_at, 'highlight_id', OLD.highlight_id) FROM journal;
END;

CREATE TRIGGER journal_notes_insert
AFTER INSERT ON notes WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'notes', NEW.id, NEW.paper_id, NULL FROM journal;
END;

CREATE TRIGGER journal_notes_update
AFTER UPDATE ON notes WHEN (SELECT quiet FROM journal) = 0 AND (OLD.uid IS NOT NEW.uid OR OLD.paper_id IS NOT NEW.paper_id OR OLD.body IS NOT NEW.body OR OLD.revision IS NOT NEW.revision OR OLD.created_at IS NOT NEW.created_at OR OLD.updated_at IS NOT NEW.updated_at OR OLD.deleted_at IS NOT NEW.deleted_at OR OLD.highlight_id IS NOT NEW.highlight_id)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'notes', OLD.id, OLD.paper_id, (SELECT json_group_object(k, v) FROM (SELECT 'uid' AS k, OLD.uid AS v WHERE OLD.uid IS NOT NEW.uid UNION ALL SELECT 'paper_id' AS k, OLD.paper_id AS v WHERE OLD.paper_id IS NOT NEW.paper_id UNION ALL SELECT 'body' AS k, OLD.body AS v WHERE OLD.body IS NOT NEW.body UNION ALL SELECT 'revision' AS k, OLD.revision AS v WHERE OLD.revision IS NOT NEW.revision UNION ALL SELECT 'created_at' AS k, OLD.created_at AS v WHERE OLD.created_at IS NOT NEW.created_at UNION ALL SELECT 'updated_at' AS k, OLD.updated_at AS v WHERE OLD.updated_at IS NOT NEW.updated_at UNION ALL SELECT 'deleted_at' AS k, OLD.deleted_at AS v WHERE OLD.deleted_at IS NOT NEW.deleted_at UNION ALL SELECT 'highlight_id' AS k, OLD.highlight_id AS v WHERE OLD.highlight_id IS NOT NEW.highlight_id)) FROM journal;
END;

CREATE TRIGGER journal_paper_tags_delete
AFTER DELETE ON paper_tags WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'paper_tags', OLD.id, OLD.paper_id, json_object('id', OLD.id, 'paper_id', OLD.paper_id, 'tag_id', OLD.tag_id) FROM journal;
END;

CREATE TRIGGER journal_paper_tags_insert
AFTER INSERT ON paper_tags WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'paper_tags', NEW.id, NEW.paper_id, NULL FROM journal;
END;

CREATE TRIGGER journal_paper_tags_update
AFTER UPDATE ON paper_tags WHEN (SELECT quiet FROM journal) = 0 AND (OLD.paper_id IS NOT NEW.paper_id OR OLD.tag_id IS NOT NEW.tag_id)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'paper_tags', OLD.id, OLD.paper_id, (SELECT json_group_object(k, v) FROM (SELECT 'paper_id' AS k, OLD.paper_id AS v WHERE OLD.paper_id IS NOT NEW.paper_id UNION ALL SELECT 'tag_id' AS k, OLD.tag_id AS v WHERE OLD.tag_id IS NOT NEW.tag_id)) FROM journal;
END;

CREATE TRIGGER journal_papers_delete
AFTER DELETE ON papers WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'papers', OLD.id, OLD.id, json_object('id', OLD.id, 'uid', OLD.uid, 'title', OLD.title, 'title_key', OLD.title_key, 'authors', OLD.authors, 'keywords', OLD.keywords, 'date_given', OLD.date_given, 'date_sort', OLD.date_sort, 'date_precision', OLD.date_precision, 'date_guessed', OLD.date_guessed, 'venue', OLD.venue, 'abstract_id', OLD.abstract_id, 'status', OLD.status, 'status_at', OLD.status_at, 'status_reason', OLD.status_reason, 'starred_at', OLD.starred_at, 'trashed_at', OLD.trashed_at, 'added_at', OLD.added_at, 'position', OLD.position, 'digest_id', OLD.digest_id, 'import_id', OLD.import_id, 'type', OLD.type, 'citation_key', OLD.citation_key, 'merged_into', OLD.merged_into, 'merged_at', OLD.merged_at) FROM journal;
END;

CREATE TRIGGER journal_papers_insert
AFTER INSERT ON papers WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'papers', NEW.id, NEW.id, NULL FROM journal;
END;

CREATE TRIGGER journal_papers_update
AFTER UPDATE ON papers WHEN (SELECT quiet FROM journal) = 0 AND (OLD.uid IS NOT NEW.uid OR OLD.title IS NOT NEW.title OR OLD.title_key IS NOT NEW.title_key OR OLD.authors IS NOT NEW.authors OR OLD.keywords IS NOT NEW.keywords OR OLD.date_given IS NOT NEW.date_given OR OLD.date_sort IS NOT NEW.date_sort OR OLD.date_precision IS NOT NEW.date_precision OR OLD.date_guessed IS NOT NEW.date_guessed OR OLD.venue IS NOT NEW.venue OR OLD.abstract_id IS NOT NEW.abstract_id OR OLD.status IS NOT NEW.status OR OLD.status_at IS NOT NEW.status_at OR OLD.status_reason IS NOT NEW.status_reason OR OLD.starred_at IS NOT NEW.starred_at OR OLD.trashed_at IS NOT NEW.trashed_at OR OLD.added_at IS NOT NEW.added_at OR OLD.position IS NOT NEW.position OR OLD.digest_id IS NOT NEW.digest_id OR OLD.import_id IS NOT NEW.import_id OR OLD.type IS NOT NEW.type OR OLD.citation_key IS NOT NEW.citation_key OR OLD.merged_into IS NOT NEW.merged_into OR OLD.merged_at IS NOT NEW.merged_at)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'papers', OLD.id, OLD.id, (SELECT json_group_object(k, v) FROM (SELECT 'uid' AS k, OLD.uid AS v WHERE OLD.uid IS NOT NEW.uid UNION ALL SELECT 'title' AS k, OLD.title AS v WHERE OLD.title IS NOT NEW.title UNION ALL SELECT 'title_key' AS k, OLD.title_key AS v WHERE OLD.title_key IS NOT NEW.title_key UNION ALL SELECT 'authors' AS k, OLD.authors AS v WHERE OLD.authors IS NOT NEW.authors UNION ALL SELECT 'keywords' AS k, OLD.keywords AS v WHERE OLD.keywords IS NOT NEW.keywords UNION ALL SELECT 'date_given' AS k, OLD.date_given AS v WHERE OLD.date_given IS NOT NEW.date_given UNION ALL SELECT 'date_sort' AS k, OLD.date_sort AS v WHERE OLD.date_sort IS NOT NEW.date_sort UNION ALL SELECT 'date_precision' AS k, OLD.date_precision AS v WHERE OLD.date_precision IS NOT NEW.date_precision UNION ALL SELECT 'date_guessed' AS k, OLD.date_guessed AS v WHERE OLD.date_guessed IS NOT NEW.date_guessed UNION ALL SELECT 'venue' AS k, OLD.venue AS v WHERE OLD.venue IS NOT NEW.venue UNION ALL SELECT 'abstract_id' AS k, OLD.abstract_id AS v WHERE OLD.abstract_id IS NOT NEW.abstract_id UNION ALL SELECT 'status' AS k, OLD.status AS v WHERE OLD.status IS NOT NEW.status UNION ALL SELECT 'status_at' AS k, OLD.status_at AS v WHERE OLD.status_at IS NOT NEW.status_at UNION ALL SELECT 'status_reason' AS k, OLD.status_reason AS v WHERE OLD.status_reason IS NOT NEW.status_reason UNION ALL SELECT 'starred_at' AS k, OLD.starred_at AS v WHERE OLD.starred_at IS NOT NEW.starred_at UNION ALL SELECT 'trashed_at' AS k, OLD.trashed_at AS v WHERE OLD.trashed_at IS NOT NEW.trashed_at UNION ALL SELECT 'added_at' AS k, OLD.added_at AS v WHERE OLD.added_at IS NOT NEW.added_at UNION ALL SELECT 'position' AS k, OLD.position AS v WHERE OLD.position IS NOT NEW.position UNION ALL SELECT 'digest_id' AS k, OLD.digest_id AS v WHERE OLD.digest_id IS NOT NEW.digest_id UNION ALL SELECT 'import_id' AS k, OLD.import_id AS v WHERE OLD.import_id IS NOT NEW.import_id UNION ALL SELECT 'type' AS k, OLD.type AS v WHERE OLD.type IS NOT NEW.type UNION ALL SELECT 'citation_key' AS k, OLD.citation_key AS v WHERE OLD.citation_key IS NOT NEW.citation_key UNION ALL SELECT 'merged_into' AS k, OLD.merged_into AS v WHERE OLD.merged_into IS NOT NEW.merged_into UNION ALL SELECT 'merged_at' AS k, OLD.merged_at AS v WHERE OLD.merged_at IS NOT NEW.merged_at)) FROM journal;
END;

CREATE TRIGGER journal_records_delete
AFTER DELETE ON records WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'records', OLD.id, OLD.paper_id, json_object('id', OLD.id, 'paper_id', OLD.paper_id, 'import_id', OLD.import_id, 'format', OLD.format, 'json', OLD.json) FROM journal;
END;

CREATE TRIGGER journal_records_insert
AFTER INSERT ON records WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'records', NEW.id, NEW.paper_id, NULL FROM journal;
END;

CREATE TRIGGER journal_records_update
AFTER UPDATE ON records WHEN (SELECT quiet FROM journal) = 0 AND (OLD.paper_id IS NOT NEW.paper_id OR OLD.import_id IS NOT NEW.import_id OR OLD.format IS NOT NEW.format OR OLD.json IS NOT NEW.json)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'records', OLD.id, OLD.paper_id, (SELECT json_group_object(k, v) FROM (SELECT 'paper_id' AS k, OLD.paper_id AS v WHERE OLD.paper_id IS NOT NEW.paper_id UNION ALL SELECT 'import_id' AS k, OLD.import_id AS v WHERE OLD.import_id IS NOT NEW.import_id UNION ALL SELECT 'format' AS k, OLD.format AS v WHERE OLD.format IS NOT NEW.format UNION ALL SELECT 'json' AS k, OLD.json AS v WHERE OLD.json IS NOT NEW.json)) FROM journal;
END;

CREATE TRIGGER journal_searches_delete
AFTER DELETE ON searches WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'searches', OLD.id, NULL, json_object('id', OLD.id, 'uid', OLD.uid, 'name', OLD.name, 'name_key', OLD.name_key, 'query', OLD.query, 'position', OLD.position, 'created_at', OLD.created_at) FROM journal;
END;

CREATE TRIGGER journal_searches_insert
AFTER INSERT ON searches WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'searches', NEW.id, NULL, NULL FROM journal;
END;

CREATE TRIGGER journal_searches_update
AFTER UPDATE ON searches WHEN (SELECT quiet FROM journal) = 0 AND (OLD.uid IS NOT NEW.uid OR OLD.name IS NOT NEW.name OR OLD.name_key IS NOT NEW.name_key OR OLD.query IS NOT NEW.query OR OLD.position IS NOT NEW.position OR OLD.created_at IS NOT NEW.created_at)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'searches', OLD.id, NULL, (SELECT json_group_object(k, v) FROM (SELECT 'uid' AS k, OLD.uid AS v WHERE OLD.uid IS NOT NEW.uid UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'name_key' AS k, OLD.name_key AS v WHERE OLD.name_key IS NOT NEW.name_key UNION ALL SELECT 'query' AS k, OLD.query AS v WHERE OLD.query IS NOT NEW.query UNION ALL SELECT 'position' AS k, OLD.position AS v WHERE OLD.position IS NOT NEW.position UNION ALL SELECT 'created_at' AS k, OLD.created_at AS v WHERE OLD.created_at IS NOT NEW.created_at)) FROM journal;
END;

CREATE TRIGGER journal_tags_delete
AFTER DELETE ON tags WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'tags', OLD.id, NULL, json_object('id', OLD.id, 'uid', OLD.uid, 'name', OLD.name, 'name_key', OLD.name_key) FROM journal;
END;

CREATE TRIGGER journal_tags_insert
AFTER INSERT ON tags WHEN (SELECT quiet FROM journal) = 0
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'tags', NEW.id, NULL, NULL FROM journal;
END;

CREATE TRIGGER journal_tags_update
AFTER UPDATE ON tags WHEN (SELECT quiet FROM journal) = 0 AND (OLD.uid IS NOT NEW.uid OR OLD.name IS NOT NEW.name OR OLD.name_key IS NOT NEW.name_key)
BEGIN
  SELECT RAISE(ABORT, 'a change without a step') FROM journal WHERE step_id IS NULL;
  INSERT INTO changes (step_id, tbl, key, paper_id, before) SELECT step_id, 'tags', OLD.id, NULL, (SELECT json_group_object(k, v) FROM (SELECT 'uid' AS k, OLD.uid AS v WHERE OLD.uid IS NOT NEW.uid UNION ALL SELECT 'name' AS k, OLD.name AS v WHERE OLD.name IS NOT NEW.name UNION ALL SELECT 'name_key' AS k, OLD.name_key AS v WHERE OLD.name_key IS NOT NEW.name_key)) FROM journal;
END;
