/** `npm run bench -- search [--sizes 10000,100000]`: how fast search answers, learns and starts, and what it takes, beside others. */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { clause, type DrawnQuery, drawQueries } from '../e2e/conformance/queries.ts';
import { beside } from '../src/main/library/beside.ts';
import { type SearchClient, startSearch } from '../src/main/search/client.ts';
import { type FromSearch, LANES, type SearchData, type ToSearch } from '../src/main/search/messages.ts';
import type { Clause } from '../src/shared/query/query.ts';
import { duration, quantile, ratio, table } from './figures.ts';
import { ensureBuilt } from './hosts.ts';
import { timeEdits } from './searchEdits.ts';
import { canAsk, ENGINES, type EngineData, type EngineName, type FromEngine } from './searchEngines.ts';
import { benchPapers, documentOf, makeLibrary } from './searchPapers.ts';

const SAMPLE = join(import.meta.dirname, '../../shared/samples/papers-20k.jsonl.gz');
const SIZES = '10000,100000';
const SEED = 20_261_124;
const BUILT = join(import.meta.dirname, '../out/main/workers/search.js');
/** Later starts are timed so often. */
const STARTS = 5;
/** Of every kind as many. */
const QUERIES = 310;
/** Asked before anything is timed, so that no engine is timed while the compiler still learns it. */
const WARM_UP = 62;
/** Papers the questions are drawn from. */
const DRAWN_FROM = 5_000;
/** Lunr takes a few seconds and a few hundred megabytes for each ten thousand papers. */
const LUNR_MOST = 20_000;

export async function run(): Promise<void> {
  const { values } = parseArgs({ args: process.argv.slice(3), options: { sizes: { type: 'string', default: SIZES } } });
  const sizes = values.sizes.split(',').map(Number);
  if (sizes.some((size) => !(Number.isInteger(size) && size > 0))) throw new Error('--sizes takes numbers of papers, as in 10000,100000.');
  if (!existsSync(SAMPLE)) throw new Error(`The sample ${SAMPLE} is not here; this bench needs it.`);
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'offprint-bench-'));
  try {
    for (const size of sizes) await measure(size, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(papers: number, folder: string): Promise<void> {
  console.log(`\n${count(papers)} papers\n`);
  const file = join(folder, `${papers}.db`);
  makeLibrary(file, benchPapers(SAMPLE, papers, SEED));
  const indexFile = beside(file, 'search.db');

  const first = await timeStart(file);
  const later: number[] = [];
  for (let time = 0; time < STARTS; time += 1) later.push(await timeStart(file));
  const search = await started(file);
  const memory = await search.memory();
  console.log(
    table(
      ['start', 'time', 'range'],
      [
        ['first start: every paper read', duration(first), ''],
        [
          'later starts: the index that was kept',
          duration(quantile(later, 0.5)),
          `${duration(Math.min(...later))} – ${duration(Math.max(...later))}`,
        ],
      ],
    ),
  );
  console.log(
    `\nThe worker holds ${megabytes(memory.objects + memory.arrays)} (objects ${megabytes(memory.objects)}, arrays ${megabytes(memory.arrays)}); the index file is ${megabytes(statSync(indexFile).size)}.\n`,
  );
  await timeQueries(search, papers);
  await timeBounds(search);
  console.log(await timeEdits(search, file, SAMPLE));
  await search.close();
}

/** How long the thread of the built app takes from its start until search is ready, in milliseconds. */
async function timeStart(file: string): Promise<number> {
  const data: SearchData = { file, indexFile: beside(file, 'search.db'), owner: true, turns: new SharedArrayBuffer(LANES * 4) };
  const began = performance.now();
  const worker = new Worker(BUILT, { workerData: data });
  let ready = Number.NaN;
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (message: FromSearch) => {
      if (message.kind === 'closed') resolve();
      if (message.kind !== 'state' || message.state.state === 'building') return;
      if (message.state.state === 'failed') reject(new Error('search failed'));
      ready = performance.now() - began;
      worker.postMessage({ kind: 'close' } satisfies ToSearch);
    });
  });
  await worker.terminate();
  return ready;
}

/** Starts search, and waits until it is ready. */
async function started(file: string): Promise<SearchClient> {
  return new Promise((resolve, reject) => {
    const search = startSearch({
      file,
      indexFile: beside(file, 'search.db'),
      owner: true,
      onState: ({ state }) => {
        if (state === 'ready') resolve(search);
        if (state === 'failed') reject(new Error('search failed'));
      },
    });
  });
}

const askOurs = (search: SearchClient, clauses: readonly Clause[]) =>
  search.ask({ query: { clauses, filters: [] }, view: { kind: 'all' }, sort: 'best' });

/** Ours and the others in turn, question by question, so that a busy moment of the machine falls on all. */
async function timeQueries(search: SearchClient, papers: number): Promise<void> {
  const drawnFrom = [...benchPapers(SAMPLE, Math.min(papers, DRAWN_FROM), SEED)].map((paper, at) => documentOf(paper, at + 1));
  const asked = (seed: number, many: number) => drawQueries(drawnFrom, many, seed);
  const others = await Promise.all(
    ENGINES.filter((name) => name !== 'Lunr' || papers <= LUNR_MOST).map((name) => Other.start(name, papers)),
  );
  for (const { clauses } of asked(SEED + 1, WARM_UP)) {
    await askOurs(search, clauses);
    for (const other of others) if (canAsk(other.name, clauses)) await other.ask(clauses);
  }
  const timed: { readonly query: DrawnQuery; readonly ours: number; readonly hits: number; readonly others: Map<EngineName, number> }[] =
    [];
  for (const query of asked(SEED, QUERIES)) {
    const times = new Map<EngineName, number>();
    const began = performance.now();
    const { ids } = await askOurs(search, query.clauses);
    const ours = performance.now() - began;
    for (const other of others) {
      if (!canAsk(other.name, query.clauses)) continue;
      const start = performance.now();
      await other.ask(query.clauses);
      times.set(other.name, performance.now() - start);
    }
    timed.push({ query, ours, hits: ids.length, others: times });
  }
  const spread = (times: readonly number[]) => [quantile(times, 0.5), quantile(times, 0.95), Math.max(...times)].map(duration);
  const lines = others.map((other) => {
    const both = timed.filter(({ others: times }) => times.has(other.name));
    const theirs = both.map(({ others: times }) => times.get(other.name) ?? Number.NaN);
    const ours = both.map((one) => one.ours);
    const p95 = ratio(quantile(theirs, 0.95), quantile(ours, 0.95));
    return [other.name, String(both.length), ...spread(theirs), ...spread(ours), p95, duration(other.builtIn), megabytes(other.bytes)];
  });
  await Promise.all(others.map((other) => other.stop()));
  console.log(
    table(
      ['from request to ordered ids', 'queries', 'p50', 'p95', 'max', 'ours p50', 'p95', 'max', 'p95 against ours', 'built in', 'memory'],
      [['Offprint', String(timed.length), ...spread(timed.map(({ ours }) => ours)), '', '', '', '', '', ''], ...lines],
    ),
  );
  const kinds = [...new Set(timed.map(({ query }) => query.kind))].map((kind) => {
    const some = timed.filter(({ query }) => query.kind === kind);
    return [
      kind,
      ...spread(some.map(({ ours }) => ours)),
      count(
        quantile(
          some.map(({ hits }) => hits),
          0.5,
        ),
      ),
    ];
  });
  console.log(`\n${table(['Offprint, by kind', 'p50', 'p95', 'max', 'hits (median)'], kinds)}\n`);
}

/** Questions that would take for ever if they were let. */
async function timeBounds(search: SearchClient): Promise<void> {
  const any = (term: string): Clause => clause(term, { presence: 'optional' });
  const WILD: readonly (readonly [string, readonly Clause[]])[] = [
    ['*', [clause('*', { pattern: true })]],
    ['*e*', [clause('*e*', { pattern: true })]],
    ['learning~6', [clause('learning', { fuzzy: 6 })]],
    ['a thousand words', Array.from({ length: 1_000 }, (_, i) => any(['model', 'data', 'the', 'we', 'of', `word${i}`][i % 6] ?? ''))],
    ['ten thousand characters', [clause('attention is all you need '.repeat(385))]],
    ['64 stars', Array.from({ length: 64 }, (_, i) => clause(`*${String.fromCharCode(97 + (i % 26))}*`, { pattern: true }))],
    ['64 misspelt words', Array.from({ length: 64 }, (_, i) => clause(`generalizaton${String.fromCharCode(97 + (i % 26))}`, { fuzzy: 2 }))],
    ['"of the" in quotes', [clause('of the', { phrase: true })]],
  ];
  const lines: string[][] = [];
  for (const [what, clauses] of WILD) {
    const began = performance.now();
    const { ids, bounded } = await askOurs(search, clauses);
    lines.push([what, duration(performance.now() - began), count(ids.length), (bounded ?? '').slice(0, 80)]);
  }
  console.log(`${table(['questions without bounds', 'time', 'hits', 'left out'], lines)}\n`);
}

/** One of the baselines. */
class Other {
  readonly name: EngineName;
  readonly #worker: Worker;
  readonly builtIn: number;
  /** In memory. */
  readonly bytes: number;

  static start(name: EngineName, papers: number): Promise<Other> {
    const data: EngineData = { engine: name, sample: SAMPLE, papers, seed: SEED };
    const worker = new Worker(new URL('./searchEngines.ts', import.meta.url), {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: 12_000 },
    });
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (message: FromEngine) => {
        if (message.kind === 'ready') resolve(new Other(name, worker, message.builtIn, message.bytes));
      });
    });
  }

  private constructor(name: EngineName, worker: Worker, builtIn: number, bytes: number) {
    this.name = name;
    this.#worker = worker;
    this.builtIn = builtIn;
    this.bytes = bytes;
  }

  ask(clauses: readonly Clause[]): Promise<Uint32Array> {
    return new Promise((resolve) => {
      this.#worker.once('message', (message: FromEngine) => {
        if (message.kind === 'answer') resolve(message.ids);
      });
      this.#worker.postMessage(clauses);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

const count = (n: number): string => n.toLocaleString('en-GB');
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
