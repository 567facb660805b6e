/** How long after a change a question finds it. */
import { setImmediate } from 'node:timers/promises';
import type { LibraryWriter } from '../src/main/library/db.ts';
import { createHighlight } from '../src/main/library/highlights.ts';
import { beginImport, finishImport, newPaper, writeChunk } from '../src/main/library/imports.ts';
import { changeNumber, retoldPapers } from '../src/main/library/journal.ts';
import { createNote } from '../src/main/library/notes.ts';
import { closeLibrary, openLibrary } from '../src/main/library/open.ts';
import { currentAbstracts, setStarred } from '../src/main/library/papers.ts';
import { changeTags } from '../src/main/library/tags.ts';
import type { SearchClient } from '../src/main/search/client.ts';
import type { ChangeResult } from '../src/shared/models.ts';
import { parseQuery } from '../src/shared/query/parse.ts';
import { duration, quantile, table } from './figures.ts';
import { benchPapers, entryOf } from './searchPapers.ts';

/** Every change is made so often. */
const TIMES = 40;
const IMPORTED = 1_000;
const IMPORTS = 3;
const CHUNK = 250;

const NOW = new Date();

/** Makes changes as the library thread makes them, and asks for each until it is found; returns a table. */
export async function timeEdits(search: SearchClient, file: string, sample: string): Promise<string> {
  const db = openLibrary(file, { door: 'bench', now: () => NOW });
  try {
    const lines = [
      await timed(
        search,
        db,
        'a star',
        (id) => setStarred(db, NOW, [id], true),
        () => '-zyzzy is:starred',
      ),
      await timed(
        search,
        db,
        'a note',
        (id) => createNote(db, NOW, { paperId: id, highlightId: null }, `Reread zyzzy${id}.`),
        (id) => `zyzzy${id}`,
      ),
      await timed(
        search,
        db,
        'a tag',
        (id) => changeTags(db, NOW, [id], [`tagged zxy${id}`], []),
        (id) => `+zxy${id}`,
      ),
      await timed(
        search,
        db,
        'a highlight',
        (id) => highlight(db, id),
        (id) => `+highlight:${firstWord(db, id).word}`,
      ),
      await timeImport(search, db, sample),
    ];
    return table(['from the change to an answer that has it', 'p50', 'p95', 'max', 'of it writing (p50)'], lines);
  } finally {
    closeLibrary(db);
  }
}

async function timed(
  search: SearchClient,
  db: LibraryWriter,
  what: string,
  change: (id: number) => ChangeResult,
  query: (id: number) => string,
): Promise<string[]> {
  const times: number[] = [];
  const writing: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const id = 1 + ((time * 97) % search.state().total);
    const began = performance.now();
    const { step } = change(id);
    if (step === null) throw new Error(`${what} changed nothing`);
    writing.push(performance.now() - began);
    search.refresh(retoldPapers(db, step.id), changeNumber(db));
    const ids = await ask(search, query(id));
    times.push(performance.now() - began);
    if (!ids.includes(id)) throw new Error(`${what} is not found: ${query(id)}`);
  }
  return lineOf(what, times, writing);
}

async function timeImport(search: SearchClient, db: LibraryWriter, sample: string): Promise<string[]> {
  const times: number[] = [];
  const writing: number[] = [];
  for (let time = 0; time < IMPORTS; time += 1) {
    const began = performance.now();
    const run = beginImport(db, NOW, { name: 'more.jsonl', format: 'json-lines', digest: null, status: 'new' });
    const papers = [...benchPapers(sample, IMPORTED, time)].map((paper, position) => {
      return newPaper(entryOf({ ...paper, title: `${paper.title} zyzzimport${time}` }), position);
    });
    for (let at = 0; at < papers.length; at += CHUNK) writeChunk(db, run, papers.slice(at, at + CHUNK));
    const { step } = finishImport(db, NOW, run, { label: 'Imported', added: IMPORTED, updates: [], duplicates: 0 });
    writing.push(performance.now() - began);
    const written = performance.now();
    search.refresh(retoldPapers(db, step?.id ?? 0), changeNumber(db));
    while ((await ask(search, `+zyzzimport${time}`)).length < IMPORTED) await setImmediate();
    times.push(performance.now() - written);
  }
  return lineOf(`${IMPORTED} imported papers, all of them, once written`, times, writing);
}

const lineOf = (what: string, times: readonly number[], writing: readonly number[]): string[] => [
  what,
  ...[quantile(times, 0.5), quantile(times, 0.95), Math.max(...times), quantile(writing, 0.5)].map(duration),
];

async function ask(search: SearchClient, text: string): Promise<Uint32Array> {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.mistake.message);
  return (await search.ask({ query: { clauses: parsed.query.clauses, filters: [] }, view: { kind: 'all' }, sort: 'best' })).ids;
}

function firstWord(db: LibraryWriter, id: number): { readonly word: string; readonly start: number } {
  const found = /[A-Za-z]+/u.exec(currentAbstracts(db, [id]).get(id) ?? '');
  return { word: found?.[0] ?? '', start: found?.index ?? 0 };
}

function highlight(db: LibraryWriter, id: number): ChangeResult {
  const { word, start } = firstWord(db, id);
  return createHighlight(db, NOW, { paperId: id, field: 'abstract', color: 'yellow', start, end: start + word.length, quote: word });
}
