import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { type LibraryReader, raw } from '../db.ts';
import { createHighlight } from '../highlights.ts';
import { nextRedo, nextUndo, redo, undo } from '../journal.ts';
import { migrate } from '../migrate.ts';
import { createNote, getNote, notesOf, saveNote } from '../notes.ts';
import { getPaper } from '../papers.ts';
import { contentOf, NOW, testFolder, testLibrary } from '../testLibrary.ts';

const AT = '2025-04-28T08:00:00.000Z';

/** What version 1 wrote: rows in each of its tables, most of them in steps that its triggers recorded. */
const STEPS: readonly { readonly label: string; readonly quietly?: string; readonly statements: string }[] = [
  {
    label: 'Imported 2 papers from daily.html',
    quietly: `
      INSERT INTO imports (uid, name, format, state, started_at, finished_at, added) VALUES ('import-1', 'daily.html', 'digest-text', 'written', '${AT}', '${AT}', 2);
      INSERT INTO digests (uid, name, date_given, date_sort, date_precision, date_guessed, import_id) VALUES ('digest-1', 'Daily papers', 'Apr 28', '2025-04-28', 'day', 1, 1);
      INSERT INTO papers (uid, title, title_key, authors, keywords, date_given, date_sort, date_precision, date_guessed, venue, status, status_at, added_at, position, digest_id, import_id) VALUES
        ('paper-one', 'Medusa', 'medusa', '[{"name":"Tianle Cai"}]', '["decoding"]', '2024', '2024-01-01', 'year', 0, 'ICML', 'new', '${AT}', '${AT}', 0, 1, 1),
        ('paper-two', 'Splitwise', 'splitwise', '[]', '[]', NULL, NULL, NULL, NULL, NULL, 'new', '${AT}', '${AT}', 1, 1, 1);
      INSERT INTO abstracts (paper_id, seq, text, added_at, import_id) VALUES (1, 1, 'Extra heads 🐍 guess ahead.', '${AT}', 1);
      UPDATE papers SET abstract_id = 1 WHERE id = 1;
      INSERT INTO records (paper_id, import_id, format, json) VALUES (1, 1, 'digest-text', '{"title":"Medusa"}');
      INSERT INTO identifiers (paper_id, scheme, value, raw) VALUES (1, 'arxiv', '2401.10774', 'arXiv:2401.10774v1');
      INSERT INTO links (paper_id, kind, url, source) VALUES (1, 'code', 'https://example.org/medusa', 'abstract')`,
    statements: "UPDATE imports SET state = 'finished' WHERE id = 1",
  },
  {
    label: 'Tagged 1 paper',
    statements:
      "INSERT INTO tags (uid, name, name_key) VALUES ('tag-1', 'Émile', 'émile'); INSERT INTO paper_tags (paper_id, tag_id) VALUES (1, 1)",
  },
  {
    label: 'Added a note',
    statements: `
      INSERT INTO notes (uid, paper_id, body, revision, created_at, updated_at) VALUES ('note-1', 1, 'One head?', 1, '${AT}', '${AT}');
      INSERT INTO note_revisions (note_id, seq, body, saved_at) VALUES (1, 1, 'One head?', '${AT}')`,
  },
  {
    label: 'Edited a note',
    statements: `
      INSERT INTO note_revisions (note_id, seq, body, saved_at) VALUES (1, 2, 'As [this](offprint://paper/paper-two).', '${AT}');
      UPDATE notes SET body = 'As [this](offprint://paper/paper-two).', revision = 2 WHERE id = 1`,
  },
  {
    label: 'Updated 1 paper from papers.jsonl',
    quietly: `INSERT INTO imports (uid, name, format, state, started_at, finished_at, updated) VALUES ('import-2', 'papers.jsonl', 'json-lines', 'written', '${AT}', '${AT}', 1)`,
    statements: `
      UPDATE imports SET state = 'finished' WHERE id = 2;
      INSERT INTO abstracts (paper_id, seq, text, added_at, import_id) VALUES (1, 2, 'Extra heads 🐍 guess several words ahead.', '${AT}', 2);
      UPDATE papers SET abstract_id = 2 WHERE id = 1`,
  },
  { label: 'Starred 1 paper', statements: `UPDATE papers SET starred_at = '${AT}' WHERE id = 2` },
  {
    label: 'Added a note',
    statements: `
      INSERT INTO notes (uid, paper_id, body, revision, created_at, updated_at) VALUES ('note-2', 2, 'To be deleted', 1, '${AT}', '${AT}');
      INSERT INTO note_revisions (note_id, seq, body, saved_at) VALUES (2, 1, 'To be deleted', '${AT}')`,
  },
  { label: 'Deleted a note', statements: `UPDATE notes SET deleted_at = '${AT}' WHERE id = 2` },
  {
    label: 'Added a note',
    statements: `
      INSERT INTO notes (uid, paper_id, body, revision, created_at, updated_at) VALUES ('note-3', 1, 'Undone', 1, '${AT}', '${AT}');
      INSERT INTO note_revisions (note_id, seq, body, saved_at) VALUES (3, 1, 'Undone', '${AT}')`,
  },
];

/** What version 1 did to undo the last of them, and what it kept besides: a draft, tags of an import cut off, preferences. */
const AFTER = `
  UPDATE changes SET before = (SELECT json_object('id', id, 'uid', uid, 'paper_id', paper_id, 'body', body, 'revision', revision, 'created_at', created_at, 'updated_at', updated_at, 'deleted_at', deleted_at) FROM notes WHERE id = 3) WHERE step_id = 9;
  DELETE FROM notes WHERE id = 3;
  UPDATE steps SET undone = 1 WHERE id = 9;
  INSERT INTO note_drafts (note_id, paper_id, client, base_revision, body, saved_at, turn) VALUES (1, 1, 'window-1', 2, 'As this, and', '${AT}', 1);
  INSERT INTO imports (uid, name, format, state, started_at) VALUES ('import-3', 'cut.html', 'digest-text', 'writing', '${AT}');
  INSERT INTO papers (uid, title, title_key, authors, keywords, status, status_at, added_at, position, import_id) VALUES ('paper-3', 'Cut off', 'cut off', '[]', '[]', 'new', '${AT}', '${AT}', 0, 3);
  INSERT INTO import_tags (import_id, paper_id, name, name_key) VALUES (3, 3, 'later', 'later');
  INSERT INTO settings VALUES ('theme', '"sepia"')`;

function writeFirstVersion(): { file: string; tables: Map<string, unknown[]> } {
  const file = join(testFolder(), 'library.db');
  const connection = new Database(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = ON');
  migrate(connection, 0, NOW, 1);
  const quietly = (statements: string) => connection.exec(`UPDATE journal SET quiet = 1; ${statements}; UPDATE journal SET quiet = 0`);
  for (const [at, step] of STEPS.entries()) {
    connection.exec('BEGIN');
    if (step.quietly !== undefined) quietly(step.quietly);
    connection.exec(`INSERT INTO steps (label, at) VALUES ('${step.label}', '${AT}'); UPDATE journal SET step_id = ${at + 1}`);
    connection.exec(`${step.statements}; UPDATE journal SET step_id = NULL, change_number = change_number + 1; COMMIT`);
  }
  connection.exec('BEGIN');
  quietly(AFTER);
  connection.exec('COMMIT');
  const names = connection
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  const tables = new Map(names.map((name) => [name, connection.prepare(`SELECT * FROM ${name}`).all()]));
  connection.close();
  return { file, tables };
}

const rowsOf = (db: LibraryReader, table: string) => raw(db).prepare(`SELECT * FROM ${table}`).all();

it('keeps every row of every table, and a copy of the file as it was', () => {
  const { file, tables } = writeFirstVersion();
  expect([...tables].filter(([, rows]) => rows.length === 0)).toEqual([]);
  const db = testLibrary(file);
  // Version 6 has no import_tags.
  for (const [table, rows] of tables) if (table !== 'import_tags') expect(rowsOf(db, table), table).toMatchObject(rows);
  expect([rowsOf(db, 'highlights'), rowsOf(db, 'anchors')]).toEqual([[], []]);
  expect(getPaper(db, 1)).toMatchObject({ highlights: [], notes: [{ highlightId: null, draft: { body: 'As this, and' } }] });
  // Links of notes that were there before are found by the new index.
  expect(getPaper(db, 2).mentions).toMatchObject([{ paperId: 1, title: 'Medusa' }]);

  const [copy = ''] = readdirSync(dirname(file)).filter((name) => name.includes('before-version-2'));
  const kept = new Database(join(dirname(file), copy), { readonly: true });
  expect(kept.pragma('user_version', { simple: true })).toBe(1);
  for (const [table, rows] of tables) expect(kept.prepare(`SELECT * FROM ${table}`).all(), table).toEqual(rows);
  kept.close();
});

it('undoes and redoes every step that version 1 recorded', () => {
  const db = testLibrary(writeFirstVersion().file);
  /** All but the numbers of versions and their times, which an undo moves on. */
  const content = () => ({
    ...contentOf(db),
    notes: rowsOf(db, 'notes').map((row) => ({ ...(row as object), revision: null, updated_at: null })),
    note_drafts: rowsOf(db, 'note_drafts').map((row) => ({ ...(row as object), base_revision: null })),
  });
  const states = [content()];
  expect(nextRedo(db)).toEqual({ id: 9, label: 'Added a note' });
  redo(db, NOW);
  expect(getNote(db, 3)).toMatchObject({ uid: 'note-3', body: 'Undone', highlightId: null });
  states.unshift(content());
  undo(db, NOW);
  expect(content()).toEqual(states[1]);
  for (const { label } of STEPS.slice(0, -1).reverse()) {
    expect(undo(db, NOW).step?.label).toBe(label);
    states.push(content());
  }
  expect(nextUndo(db)).toBeNull();
  expect(raw(db).prepare('SELECT count(*) FROM visible_papers').pluck().get()).toBe(0);
  states.pop();
  for (const { label } of STEPS) {
    expect(redo(db, NOW).step?.label).toBe(label);
    expect(content(), label).toEqual(states.pop());
  }
  expect([nextRedo(db), states]).toEqual([null, []]);
  expect(raw(db).pragma('foreign_key_check')).toEqual([]);
});

it('lets old steps be undone beside new ones, and not where those build on them', () => {
  const db = testLibrary(writeFirstVersion().file);
  const start = 'Extra heads 🐍 '.length;
  const asked = { paperId: 1, field: 'abstract', color: 'blue', start, end: start + 5, quote: 'guess' } as const;
  const { highlight } = createHighlight(db, NOW, asked);
  const { note } = createNote(db, NOW, { paperId: 1, highlightId: highlight.id }, 'How many?');
  saveNote(db, NOW, { noteId: 1, client: 'window-1', baseRevision: 2, body: 'Written by version 2' });
  expect(undo(db, NOW, 6).step?.label).toBe('Starred 1 paper');
  for (const id of [3, 4, 5]) {
    expect(() => undo(db, NOW, id)).toThrow(AppError);
    expect(nextUndo(db)?.label).toBe('Edited a note');
  }
  undo(db, NOW);
  expect(undo(db, NOW, 4).step?.label).toBe('Edited a note');
  expect(notesOf(db, 1).map(({ body, highlightId }) => [body, highlightId])).toEqual([
    ['One head?', null],
    [note.body, highlight.id],
  ]);
});
