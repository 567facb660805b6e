/** Rounds of life and death: a process works on a library, is killed, and the library is opened again and held against the ledger. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import Database from 'better-sqlite3';
import type { App } from '../../src/main/app.ts';
import { openLibraryThread } from '../../src/main/libraryThread.ts';
import { digestPage } from './digests.ts';
import { Ledger } from './ledger.ts';
import type { LifeOptions, Line, Operation } from './messages.ts';
import { type Random, seeded } from './random.ts';
import { ask, look, picture, type Seen, type Wanted } from './seen.ts';

/** A library grows over so many rounds; then a new one is begun. */
const ROUNDS_PER_LIBRARY = 12;
/** Papers of an import; those that a kill is meant for are written in several transactions. */
const IMPORTS = [3, 12, 40, 120] as const;
const LARGE_IMPORTS = [300, 600] as const;
/** A life that never comes to the moment meant for it is ended all the same, in milliseconds. */
const LONGEST_LIFE = 15_000;

export interface Figures {
  readonly seed: number;
  rounds: number;
  /** Killed with a commit of an import, with a smaller step, and before the library was open. */
  killed: { inImport: number; inStep: number; opening: number };
  /** How the imports under way at a kill were found. */
  unfinished: { whole: number; gone: number };
  acknowledged: Record<Operation['kind'], number>;
  /** How texts that were being saved at a kill were found. */
  texts: { newer: number; older: number };
  /** How long the answers to drafts took, in milliseconds. */
  readonly draftTimes: number[];
  lost: readonly string[];
  /** The folder of a library that lost something, left for a closer look. */
  kept: string | null;
}

export interface RoundsOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly acknowledge: LifeOptions['acknowledge'];
  readonly onRound?: (figures: Figures) => void;
}

/** The line a kill waits for, and how long after it the signal is sent, in milliseconds. */
interface Moment {
  readonly after: 'start' | 'opened' | 'prepare' | 'import' | 'text' | 'step';
  readonly delay: number;
}

function someMoment(random: Random): Moment {
  const kind = random.next();
  if (kind < 0.05) return { after: 'start', delay: random.int(400) };
  if (kind < 0.4) return { after: 'opened', delay: random.int(400) };
  if (kind < 0.5) return { after: 'prepare', delay: random.int(150) };
  if (kind < 0.85) return { after: 'import', delay: random.int(90) };
  return { after: kind < 0.93 ? 'text' : 'step', delay: random.int(4) };
}

const isMoment = (moment: Moment, line: Line): boolean => {
  if (line.kind !== 'begun') return line.kind === moment.after;
  const { kind } = line.operation;
  if (kind === 'prepare' || kind === 'import') return moment.after === kind;
  return moment.after === 'step' || (moment.after === 'text' && (kind === 'draft' || kind === 'save'));
};

/** Lets one process live until its moment, and tells of each of its lines. False if it ended before it was killed. */
async function live(options: LifeOptions, moment: Moment, onLine: (line: Line) => void): Promise<boolean> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'life.ts'), JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  const longest = setTimeout(kill, LONGEST_LIFE);
  let due = moment.after === 'start' ? setTimeout(kill, moment.delay) : undefined;
  const ended = once(child, 'exit');
  if (child.stdout === null) throw new Error('a life is started with pipes');
  let rest = '';
  for await (const text of child.stdout.setEncoding('utf8')) {
    const lines = (rest + text).split('\n');
    // A line that the kill cut short was never told.
    rest = lines.pop() ?? '';
    for (const whole of lines) {
      const line = JSON.parse(whole) as Line; // written by life.ts
      if (due === undefined && isMoment(moment, line)) due = setTimeout(kill, moment.delay);
      onLine(line);
    }
  }
  await ended;
  clearTimeout(longest);
  clearTimeout(due);
  return child.signalCode === 'SIGKILL';
}

/** Undoes the last step and does it again, then a step of its own and back: both must lead to where they began. */
async function tryUndo(app: App, ledger: Ledger, seen: Seen, wanted: Wanted): Promise<readonly string[]> {
  const wrong: string[] = [];
  const see = () => look(app, wanted);
  const before = picture(seen);
  const { undo } = await ask(app, 'library.state', {});
  if (undo !== null) {
    await ask(app, 'history.undo', {});
    const expected = ledger.undone(undo.id);
    const missing = expected === null ? null : expected(await see());
    if (missing !== null) wrong.push(missing);
    await ask(app, 'history.redo', {});
    if (picture(await see()) !== before) wrong.push(`undoing and redoing "${undo.label}" did not lead back`);
  }
  const [paper] = seen.rows;
  if (paper === undefined) return [...wrong, 'the library is empty'];
  const { step } = await ask(app, 'papers.setStarred', { ids: [paper.id], starred: !paper.starred });
  if (step === null || ((await ask(app, 'papers.get', { id: paper.id })).starredAt !== null) === paper.starred)
    wrong.push('a star set after the kill is not there');
  await ask(app, 'history.undo', {});
  if (picture(await see()) !== before) wrong.push('undoing a step made after the kill did not lead back');
  return wrong;
}

/** What only the file itself can tell, once the library is closed. */
function checkFile(library: string): readonly string[] {
  const db = new Database(library, { readonly: true, fileMustExist: true });
  try {
    const wrong: string[] = [];
    const integrity = db.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') wrong.push(`integrity_check: ${String(integrity)}`);
    const orphans = db.pragma('foreign_key_check') as readonly unknown[];
    if (orphans.length > 0) wrong.push(`foreign_key_check: ${JSON.stringify(orphans[0])} and ${orphans.length - 1} more`);
    const half = db.prepare("SELECT count(*) FROM imports WHERE state = 'writing'").pluck().get();
    if (half !== 0) wrong.push(`${String(half)} unfinished imports were left in the file`);
    return wrong;
  } finally {
    db.close();
  }
}

async function reopen(library: string): Promise<App> {
  return openLibraryThread({ file: library, mode: 'owner', door: 'the durability harness' });
}

async function begin(library: string, ledger: Ledger): Promise<void> {
  const app = await reopen(library);
  const operation = { kind: 'import', mark: 'r0i0', count: 64 } as const;
  const plan = await ask(app, 'imports.prepare', { source: { kind: 'paste', text: digestPage(operation.mark, operation.count) } });
  ledger.begun(operation);
  const { step } = await ask(app, 'imports.commit', { planId: plan.id });
  ledger.acknowledged({ operation, step: step?.id ?? null, made: null });
  await app.close();
}

/** Runs rounds until all are done or something is lost; the figures say which. */
export async function runRounds({ rounds, seed, acknowledge, onRound }: RoundsOptions): Promise<Figures> {
  const random = seeded(seed);
  const figures: Figures = {
    seed,
    rounds: 0,
    killed: { inImport: 0, inStep: 0, opening: 0 },
    unfinished: { whole: 0, gone: 0 },
    acknowledged: {
      star: 0,
      status: 0,
      tag: 0,
      note: 0,
      draft: 0,
      save: 0,
      highlight: 0,
      colour: 0,
      place: 0,
      unhighlight: 0,
      prepare: 0,
      discard: 0,
      import: 0,
    },
    texts: { newer: 0, older: 0 },
    draftTimes: [],
    lost: [],
    kept: null,
  };
  while (figures.rounds < rounds && figures.lost.length === 0) {
    const folder = mkdtempSync(join(tmpdir(), 'offprint-durability-'));
    const library = join(folder, 'library.db');
    const ledger = new Ledger();
    await begin(library, ledger);
    for (let round = 1; round <= ROUNDS_PER_LIBRARY && figures.rounds < rounds && figures.lost.length === 0; round += 1) {
      const moment = someMoment(random);
      const importSizes = moment.after === 'import' ? LARGE_IMPORTS : IMPORTS;
      const options = { library, seed: random.int(2 ** 31), round, importSizes, acknowledge };
      // A library that cannot be opened or asked any more is lost whole.
      figures.lost = await oneRound(options, moment, ledger, figures).catch((thrown) => [inspect(thrown)]);
      figures.rounds += 1;
      onRound?.(figures);
    }
    if (figures.lost.length > 0) figures.kept = folder;
    else rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

async function oneRound(options: LifeOptions, moment: Moment, ledger: Ledger, figures: Figures): Promise<readonly string[]> {
  const lost: string[] = [];
  let opened = false;
  const killed = await live(options, moment, (line) => {
    if (line.kind === 'opened') opened = true;
    if (line.kind === 'refused') lost.push(`the library refused: ${line.message}`);
    if (line.kind === 'begun') ledger.begun(line.operation);
    if (line.kind === 'acknowledged') {
      ledger.acknowledged(line);
      figures.acknowledged[line.operation.kind] += 1;
      if (line.operation.kind === 'draft') figures.draftTimes.push(line.took);
    }
  });
  if (!killed) lost.push('a life ended by itself');
  const underWay = ledger.underWay();
  if (!opened) figures.killed.opening += 1;
  if (underWay.import) figures.killed.inImport += 1;
  if (underWay.step) figures.killed.inStep += 1;

  const app = await reopen(options.library);
  const wanted = ledger.touched();
  const seen = await look(app, wanted);
  const settled = ledger.settle(seen);
  figures.unfinished.whole += settled.whole;
  figures.unfinished.gone += settled.gone;
  figures.texts.newer += settled.texts.newer;
  figures.texts.older += settled.texts.older;
  lost.push(...settled.lost, ...(settled.lost.length === 0 ? await tryUndo(app, ledger, seen, wanted) : []));
  await app.close();
  lost.push(...checkFile(options.library));
  const strange = readdirSync(join(options.library, '..')).filter((name) => !/^library\.(db|lock|search\.db)/u.test(name));
  if (strange.length > 0) lost.push(`left behind: ${strange.join(', ')}`);
  return lost;
}
