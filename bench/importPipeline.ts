/** The second half of `npm run bench -- import`: from a file to committed rows, through the built library thread. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duration, ratio, table } from './figures.ts';
import { ensureBuilt } from './hosts.ts';
import type { Done } from './importRun.ts';
import { writeBibtex, writeJsonLines } from './importSources.ts';

const SAMPLES = join(import.meta.dirname, '../../shared/samples');
const JSON_LINES = join(SAMPLES, 'papers-20k.jsonl.gz');
const BIBTEX = join(SAMPLES, 'papers-2k.bib.gz');
const BIBTEX_ENTRIES = 30_000;
const SIZES = [1_000, 10_000, 100_000];
const SEED = 20_261_124;
/** Small sizes are timed more than once, and the quickest counts: the first run warms the disk. */
const TIMES = 3;

export async function measurePipeline(): Promise<void> {
  for (const sample of [JSON_LINES, BIBTEX]) {
    if (!existsSync(sample)) throw new Error(`The sample ${sample} is not here; this bench needs it.`);
  }
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'offprint-bench-'));
  try {
    wholeFiles(folder);
    insertCost(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function wholeFiles(folder: string): void {
  const bibtex = join(folder, 'entries.bib');
  writeBibtex(BIBTEX, BIBTEX_ENTRIES, bibtex);
  const first = run(join(folder, 'json.db'), ['import', JSON_LINES], ['import', JSON_LINES], ['undo'], ['redo'], ['undo']);
  const others = run(join(folder, 'stopped.db'), ['cancel-reading', JSON_LINES], ['cancel-writing', JSON_LINES]);
  const second = run(join(folder, 'bibtex.db'), ['import', bibtex]);
  const files = [
    ['JSON lines', first[0]],
    ['BibTeX', second[0]],
  ] as const;
  console.log(
    `\n${table(
      ['from file to committed rows', 'papers', 'read', 'written', 'papers/s', 'longest busy, reading', 'writing', 'memory'],
      files.map(([name, done]) => [
        name,
        count(done?.added ?? 0),
        duration(done?.read ?? 0),
        duration(done?.written ?? 0),
        count(Math.round(((done?.added ?? 0) * 1000) / ((done?.read ?? 0) + (done?.written ?? 0)))),
        duration(done?.longestRead ?? 0),
        duration(done?.longestWritten ?? 0),
        `${Math.round((done?.memory ?? 0) / 1024 ** 2)} MB`,
      ]),
    )}\n`,
  );
  const [, again, undone, redone] = first;
  const [stoppedReading, stoppedWriting] = others;
  console.log(
    table(
      ['JSON lines again', 'time', 'longest busy', 'papers it leaves'],
      [
        row('the same file a second time', again, (again?.read ?? 0) + (again?.written ?? 0)),
        row('undone', undone),
        row('done again', redone),
        row('stopped half way, while it is read', stoppedReading),
        row('stopped half way, while it is written', stoppedWriting),
      ],
    ),
  );
}

const row = (name: string, done: Done | undefined, time = done?.written ?? 0): string[] => [
  name,
  duration(time),
  duration(Math.max(done?.longestRead ?? 0, done?.longestWritten ?? 0)),
  name.startsWith('un') || name.startsWith('done') ? '' : count(done?.added ?? 0),
];

function insertCost(folder: string): void {
  const rows = SIZES.map((size) => {
    const file = join(folder, `${size}.jsonl`);
    writeJsonLines(JSON_LINES, size, SEED, file);
    const written: number[] = [];
    const bare: number[] = [];
    for (let time = 0; time < (size > 10_000 ? 1 : TIMES); time += 1) {
      const library = join(folder, `${size}-${time}.db`);
      written.push(run(library, ['import', file])[0]?.written ?? 0);
      bare.push(Number(node('bareInsert.ts', library, join(folder, `${size}-${time}-bare.db`))));
    }
    const [ours, theirs] = [Math.min(...written), Math.min(...bare)];
    return [count(size), duration(ours), duration(theirs), ratio(ours, theirs), perPaper(ours, size), perPaper(theirs, size)];
  });
  console.log(`\n${table(['papers written', 'Offprint', 'bare better-sqlite3', 'ratio', 'each, Offprint', 'each, bare'], rows)}\n`);
}

function run(library: string, ...deeds: readonly (readonly string[])[]): Done[] {
  const lines = node('importRun.ts', library, ...deeds.map((deed) => deed.join(':')));
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function node(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, program), ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout;
}

const count = (n: number): string => n.toLocaleString('en');
const perPaper = (ms: number, papers: number): string => `${((ms * 1000) / papers).toFixed(0)} µs`;
