import { renameSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { journalTriggers } from './journalTriggers.ts';
import { firstTables } from './migrations/001-first-tables.ts';
import { highlights } from './migrations/002-highlights.ts';
import { savedSearches } from './migrations/003-saved-searches.ts';
import { typesAndCitationKeys } from './migrations/004-types-and-citation-keys.ts';
import { mergedPapers } from './migrations/005-merged-papers.ts';
import { noImportTags } from './migrations/006-no-import-tags.ts';

/** "OfPr" as the header's application id: says whose file it is. */
export const APPLICATION_ID = 0x4f665072;

export interface Migration {
  /** What it does, for people who read the code. */
  readonly name: string;
  /** One statement each, run in order. */
  readonly statements: readonly string[];
}

/** From each version to the next: `MIGRATIONS[0]` makes version 1 of an empty file. */
export const MIGRATIONS: readonly Migration[] = [firstTables, highlights, savedSearches, typesAndCitationKeys, mergedPapers, noImportTags];
export const VERSION = MIGRATIONS.length;

/**
 * Brings a library up to date, each migration all the way or not at all. A library that holds something is copied first.
 * The journal's triggers are taken off and made anew from the tables as they then are.
 */
export function migrate(connection: Database.Database, from: number, now: Date, upTo: number = VERSION, migrations = MIGRATIONS): void {
  if (from === upTo) return;
  if (from > 0) backUp(connection, from, now);
  for (const [at, migration] of migrations.slice(from, upTo).entries()) {
    connection
      .transaction(() => {
        for (const name of triggerNames(connection)) connection.exec(`DROP TRIGGER ${name}`);
        for (const statement of migration.statements) connection.exec(statement);
        for (const statement of journalTriggers(connection)) connection.exec(statement);
        const broken = connection.pragma('foreign_key_check') as unknown[];
        if (broken.length > 0) throw new Error(`migration "${migration.name}" leaves ${broken.length} rows that refer to nothing`);
        connection.pragma(`application_id = ${APPLICATION_ID}`);
        connection.pragma(`user_version = ${from + at + 1}`);
      })
      .immediate();
  }
}

/** The schema as SQL, sorted, as the committed snapshot has it. */
export function schemaText(connection: Database.Database): string {
  const rows = connection
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'trigger', tbl_name, type DESC, name",
    )
    .pluck()
    .all() as string[];
  return `-- Version ${VERSION}. Written by \`npm run schema\`; do not edit.\n\n${rows.map((sql) => `${sql};`).join('\n\n')}\n`;
}

function triggerNames(connection: Database.Database): string[] {
  return connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal_%'").pluck().all() as string[];
}

function backUp(connection: Database.Database, version: number, now: Date): void {
  const stamp = now.toISOString().replace(/[:.]/gu, '-');
  const target = `${connection.name.replace(/\.db$/u, '')}.before-version-${version + 1}.${stamp}.db`;
  const temporary = `${target}.partial`;
  rmSync(temporary, { force: true });
  connection.prepare('VACUUM INTO ?').run(temporary);
  renameSync(temporary, target);
}
