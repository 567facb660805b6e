/**
 * `node bench/bareInsert.ts LIBRARY FILE`: the baseline of an import. A bare better-sqlite3 writes the same rows a library holds into a
 * new file with the same tables, indexes, journal and durability, as many papers in one transaction: no reading, no comparing, no
 * triggers, no undo. Prints the milliseconds as JSON.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import Database from 'better-sqlite3';
import { CHUNK } from '../src/main/library/imports.ts';

const SCHEMA = join(import.meta.dirname, '../src/main/library/migrations/schema.sql');
const OF_A_PAPER = ['abstracts', 'records', 'identifiers', 'links'];

const [library, file] = process.argv.slice(2);
if (library === undefined || file === undefined) throw new Error('Name the library and the file to make.');
const from = new Database(library, { readonly: true });
const to = new Database(file);
to.pragma('journal_mode = WAL');
to.pragma('synchronous = FULL');
to.pragma('foreign_keys = ON');
const schema = readFileSync(SCHEMA, 'utf8');
to.exec(schema.slice(0, schema.indexOf('CREATE TRIGGER'))); // the triggers are ours

const columns = (table: string) => from.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as readonly string[];
const insertInto = (table: string) => {
  const names = columns(table);
  return to.prepare(`INSERT INTO ${table} (${names.map((name) => `"${name}"`).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
};
const all = (table: string, order = 'id') => from.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).raw().all() as unknown[][];

/** The rows of each paper, in memory before the clock starts. */
const papers = all('papers').map((row) => ({ row, others: [] as { readonly table: string; readonly row: unknown[] }[] }));
const byId = new Map(papers.map((paper) => [paper.row[0], paper]));
for (const table of OF_A_PAPER) {
  for (const row of all(table)) byId.get(row[columns(table).indexOf('paper_id')])?.others.push({ table, row });
}
for (const table of ['imports', 'digests']) {
  const insert = insertInto(table);
  for (const row of all(table)) insert.run(row);
}

const insertPaper = insertInto('papers');
const inserts = new Map(OF_A_PAPER.map((table) => [table, insertInto(table)]));
const write = to.transaction((chunk: typeof papers) => {
  for (const { row, others } of chunk) {
    insertPaper.run(row);
    for (const other of others) inserts.get(other.table)?.run(other.row);
  }
});
const began = performance.now();
for (let at = 0; at < papers.length; at += CHUNK) write(papers.slice(at, at + CHUNK));
console.log(JSON.stringify(performance.now() - began));
from.close();
to.close();
