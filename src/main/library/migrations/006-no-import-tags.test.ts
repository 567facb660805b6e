import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { raw } from '../db.ts';
import { undo } from '../journal.ts';
import { migrate } from '../migrate.ts';
import { getPaper } from '../papers.ts';
import { NOW, testFolder, testLibrary } from '../testLibrary.ts';

it('takes away what version 5 kept of an import that was cut short, and undoes what was done before', () => {
  const file = join(testFolder(), 'library.db');
  const connection = new Database(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = ON');
  migrate(connection, 0, NOW, 5);
  connection.exec(`
    UPDATE journal SET quiet = 1;
    INSERT INTO imports (uid, name, format, state, started_at) VALUES
      ('import-1', 'papers.jsonl', 'json-lines', 'finished', 'then'),
      ('import-2', 'more.jsonl', 'json-lines', 'writing', 'then');
    INSERT INTO papers (uid, title, title_key, authors, keywords, status, status_at, added_at, position, import_id) VALUES
      ('paper-one', 'Medusa', 'medusa', '[]', '[]', 'new', 'then', 'then', 0, 1),
      ('paper-two', 'Hydra', 'hydra', '[]', '[]', 'new', 'then', 'then', 0, 2);
    INSERT INTO import_tags (import_id, paper_id, name, name_key) VALUES (2, 2, 'later', 'later');
    UPDATE journal SET quiet = 0;
    INSERT INTO steps (label, at) VALUES ('Starred 1 paper', 'then');
    UPDATE journal SET step_id = 1;
    UPDATE papers SET starred_at = 'then' WHERE id = 1;
    UPDATE journal SET step_id = NULL`);
  connection.close();

  const db = testLibrary(file);
  expect(raw(db).prepare("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'import_tags%'").pluck().get()).toBe(0);
  expect(getPaper(db, 1)).toMatchObject({ title: 'Medusa', starredAt: 'then' });
  undo(db, NOW);
  expect(getPaper(db, 1).starredAt).toBeNull();
  expect(raw(db).pragma('foreign_key_check')).toEqual([]);
});
