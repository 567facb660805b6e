import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { countPlaces } from '../counts.ts';
import { raw } from '../db.ts';
import { undo } from '../journal.ts';
import { mergePapers } from '../merges.ts';
import { migrate } from '../migrate.ts';
import { findPaper, getPaper } from '../papers.ts';
import { NOW, testFolder, testLibrary } from '../testLibrary.ts';

it('lets papers of version 4 be merged, and undoes what was done before', () => {
  const file = join(testFolder(), 'library.db');
  const connection = new Database(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = ON');
  migrate(connection, 0, NOW, 4);
  connection.exec(`
    UPDATE journal SET quiet = 1;
    INSERT INTO imports (uid, name, format, state, started_at) VALUES ('import-1', 'papers.jsonl', 'json-lines', 'finished', 'then');
    INSERT INTO papers (uid, title, title_key, authors, keywords, type, status, status_at, added_at, position, import_id) VALUES
      ('paper-one', 'Medusa', 'medusa', '[]', '[]', NULL, 'new', 'then', 'then', 0, 1),
      ('paper-two', 'Medusa', 'medusa', '[]', '[]', 'article', 'new', 'then', 'then', 1, 1);
    UPDATE journal SET quiet = 0;
    INSERT INTO steps (label, at) VALUES ('Starred 1 paper', 'then');
    UPDATE journal SET step_id = 1;
    UPDATE papers SET starred_at = 'then' WHERE id = 2;
    UPDATE journal SET step_id = NULL`);
  connection.close();

  const db = testLibrary(file);
  expect([getPaper(db, 1).merged, getPaper(db, 2).merged, countPlaces(db).all]).toEqual([[], [], 2]);
  mergePapers(db, NOW, 1, [2], {});
  expect(getPaper(db, 1)).toMatchObject({ type: 'article', starredAt: 'then', merged: [{ uid: 'paper-two' }] });
  expect([findPaper(db, 'paper-two'), countPlaces(db).all]).toEqual([1, 1]);
  undo(db, NOW);
  undo(db, NOW);
  expect([getPaper(db, 1), getPaper(db, 2)]).toMatchObject([{ type: null, starredAt: null }, { starredAt: null }]);
  expect(raw(db).pragma('foreign_key_check')).toEqual([]);
});
