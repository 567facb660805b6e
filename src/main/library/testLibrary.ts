/** Libraries for tests: real files in a temporary folder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ImportEntry } from '../../shared/entries.ts';
import type { ChangeResult } from '../../shared/models.ts';
import { type LibraryReader, type LibraryWriter, raw } from './db.ts';
import { gainOf } from './gains.ts';
import { beginImport, finishImport, newPaper, writeChunk } from './imports.ts';
import { closeLibrary, openLibrary } from './open.ts';
import { getPaper } from './papers.ts';

export const NOW = new Date('2025-05-01T12:00:00.000Z');

/** A folder that goes with its test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An empty library that is closed with its test. */
export function testLibrary(file: string = join(testFolder(), 'library.db')): LibraryWriter {
  const db = openLibrary(file, { door: 'a test', now: () => NOW });
  onTestFinished(() => closeLibrary(db));
  return db;
}

/** An entry as a reader would give it. */
export function entry(title: string, more: Partial<ImportEntry> = {}): ImportEntry {
  const nothing = { abstract: null, authors: [], date: null, venue: null, identifiers: [], links: [], keywords: [], problems: [] };
  return { line: 1, title, ...nothing, record: { title }, ...more };
}

/** Imports entries in one go; returns the ids of all papers there are. */
export function takeIn(db: LibraryWriter, entries: readonly ImportEntry[], digest: string | null = null): number[] {
  const about =
    digest === null ? null : { name: digest, date: { given: 'Apr 28', sort: '2025-04-28', precision: 'day', guessed: true } as const };
  const run = beginImport(db, NOW, { name: 'daily.html', format: 'digest-text', digest: about, status: 'new' });
  writeChunk(
    db,
    run,
    entries.map((one, position) => newPaper(one, position)),
  );
  finishImport(db, NOW, run, { label: `Imported ${entries.length} papers`, added: entries.length, updates: [], duplicates: 0 });
  return raw(db).prepare('SELECT id FROM visible_papers ORDER BY id').pluck().all() as number[];
}

/** Imports what an entry knows more, or otherwise, of a paper that is here: a new version of its abstract, say. */
export function takeUpdate(db: LibraryWriter, paperId: number, more: Partial<ImportEntry>): ChangeResult {
  const update = entry(getPaper(db, paperId).title, more);
  const gain = gainOf(db, paperId, update);
  if (gain === null) throw new Error('there is nothing new in it');
  const run = beginImport(db, NOW, { name: 'papers.jsonl', format: 'json-lines', digest: null, status: 'new' });
  const updates = [{ paperId, gain, record: update.record }];
  return finishImport(db, NOW, run, { label: 'Updated 1 paper from papers.jsonl', added: 0, updates, duplicates: 0 });
}

const CONTENT = [
  'papers',
  'abstracts',
  'records',
  'identifiers',
  'links',
  'imports',
  'digests',
  'tags',
  'paper_tags',
  'notes',
  'highlights',
  'anchors',
  'searches',
  'distinct_papers',
  'note_drafts',
];

/** All content of a library but its journal and revisions, for comparing before and after. */
export function contentOf(db: LibraryReader): Record<string, unknown[]> {
  return Object.fromEntries(CONTENT.map((table) => [table, raw(db).prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all()]));
}
