import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate, VERSION } from './migrate.ts';
import { currentSchema, SCHEMA_FILE } from './migrations/schema.ts';
import { NOW, testFolder } from './testLibrary.ts';

const schemaOf = (connection: Database.Database) => connection.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();

function openAt(version: number): Database.Database {
  const connection = new Database(join(testFolder(), 'library.db'));
  migrate(connection, 0, NOW, version);
  return connection;
}

it('makes the schema of the committed snapshot', () => {
  expect(currentSchema(), 'The schema has changed. If that was meant, run `npm run schema` and commit schema.sql.').toBe(
    readFileSync(SCHEMA_FILE, 'utf8'),
  );
});

describe.each(MIGRATIONS.map((migration, from) => ({ from, migration })))('from version $from', ({ from, migration }) => {
  it('goes to the next in one transaction', () => {
    const connection = openAt(from);
    migrate(connection, from, NOW, from + 1);
    expect(connection.pragma('user_version', { simple: true })).toBe(from + 1);
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(connection.pragma('foreign_key_check')).toEqual([]);
    connection.close();
  });

  it.each(migration.statements.map((_, at) => at))('changes nothing if statement %i fails', (at) => {
    const connection = openAt(from);
    const before = schemaOf(connection);
    const statement = migration.statements[at];
    const exec = connection.exec.bind(connection);
    connection.exec = (text) => {
      if (text === statement) throw new Error('the disk is gone');
      return exec(text);
    };
    expect(() => migrate(connection, from, NOW, from + 1)).toThrow('the disk is gone');
    expect(schemaOf(connection)).toEqual(before);
    expect(connection.pragma('user_version', { simple: true })).toBe(from);
    connection.close();
  });
});

it('copies a library that holds something before it changes it', () => {
  const folder = testFolder();
  const file = join(folder, 'library.db');
  const connection = new Database(file);
  migrate(connection, 0, NOW);
  expect(readdirSync(folder).filter((name) => name.includes('before-version'))).toEqual([]);
  connection.prepare("INSERT INTO settings VALUES ('theme', '\"dark\"')").run();

  const next = { name: 'next', statements: ['CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT'] };
  migrate(connection, VERSION, NOW, VERSION + 1, [...MIGRATIONS, next]);
  connection.close();

  const [copy] = readdirSync(folder).filter((name) => name.includes('before-version'));
  const kept = new Database(join(folder, copy ?? 'none'), { readonly: true });
  expect(kept.prepare('SELECT name FROM settings').pluck().all()).toEqual(['theme']);
  expect(kept.pragma('user_version', { simple: true })).toBe(VERSION);
  kept.close();
});
