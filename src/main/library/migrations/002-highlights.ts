import type { Migration } from '../migrate.ts';

/** Highlights, where each stands in each version of its text, and comments: notes that belong to a highlight. */
export const highlights: Migration = {
  name: 'highlights',
  statements: [
    `CREATE TABLE highlights (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  paper_id INTEGER NOT NULL REFERENCES papers (id) ON DELETE CASCADE,
  field TEXT NOT NULL CHECK (field IN ('title', 'abstract')),
  color TEXT NOT NULL CHECK (color IN ('yellow', 'blue', 'green', 'orange', 'pink')),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  deleted_at TEXT
) STRICT`,
    'CREATE INDEX highlights_by_paper ON highlights (paper_id, deleted_at)',

    // One for each version of the text a highlight has a place in. What it refers to is never deleted from under it:
    // an undo that would do so is refused.
    `CREATE TABLE anchors (
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
) STRICT`,
    'CREATE UNIQUE INDEX anchors_by_highlight ON anchors (highlight_id, coalesce(abstract_id, 0))',
    'CREATE INDEX anchors_by_paper ON anchors (paper_id)',
    'CREATE INDEX anchors_by_abstract ON anchors (abstract_id)',

    // A comment is a note like any other, with drafts and versions, that stands beside its highlight.
    'ALTER TABLE notes ADD COLUMN highlight_id INTEGER REFERENCES highlights (id) DEFERRABLE INITIALLY DEFERRED',
    'CREATE INDEX notes_by_highlight ON notes (highlight_id) WHERE highlight_id IS NOT NULL',
    // Notes that name another paper by its address; who mentions a paper is looked up among these alone.
    "CREATE INDEX notes_with_links ON notes (paper_id) WHERE instr(body, 'offprint://paper/') > 0",
  ],
};
