import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { raw } from '../db.ts';
import { undo } from '../journal.ts';
import { migrate } from '../migrate.ts';
import { getPaper } from '../papers.ts';
import { NOW, testFolder, testLibrary } from '../testLibrary.ts';

it('gives papers of version 3 neither a type nor a citation key, and undoes what was done before', () => {
  const file = join(testFolder(), 'library.db');
  const connection = new Database(file);
  connection.pragma('journal_mode = WAL');
  connection.pragma('foreign_keys = ON');
  migrate(connection, 0, NOW, 3);
  connection.exec(`
    UPDATE journal SET quiet = 1;
    INSERT INTO imports (uid, name, format, state, started_at) VALUES ('import-1', 'papers.jsonl', 'json-lines', 'finished', 'then');
    INSERT INTO papers (uid, title, title_key, authors, keywords, status, status_at, added_at, position, import_id)
      VALUES ('paper-one', 'Medusa', 'medusa', '[]', '["decoding"]', 'new', 'then', 'then', 0, 1);
    UPDATE journal SET quiet = 0;
    INSERT INTO steps (label, at) VALUES ('Starred 1 paper', 'then');
    UPDATE journal SET step_id = 1;
    UPDATE papers SET starred_at = 'then' WHERE id = 1;
    UPDATE journal SET step_id = NULL`);
  connection.close();

  const db = testLibrary(file);
  expect(getPaper(db, 1)).toMatchObject({ title: 'Medusa', type: null, citationKey: null, starredAt: 'then' });
  expect(raw(db).prepare('SELECT type, citation_key FROM visible_papers').all()).toEqual([{ type: null, citation_key: null }]);
  undo(db, NOW);
  expect(getPaper(db, 1)).toMatchObject({ starredAt: null, type: null });
});
