/**
 * `node bench/importRun.ts LIBRARY DEED...`: a program of its own that does one import after another in one library, through the built
 * library thread as a window does, and prints what each took as a line of JSON. A deed is `import:FILE`, `cancel-reading:FILE`,
 * `cancel-writing:FILE`, `undo` or `redo`. While a deed is done the thread is asked something small again and again: the longest wait
 * for an answer is how long it was busy at a time.
 */
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { AppOptions } from '../src/main/app.ts';
import type { FromLibrary, ToLibrary } from '../src/main/libraryThread.ts';
import type { AppEvent, Input, Output, RequestName } from '../src/shared/contract.ts';
import { AppError, type Reply } from '../src/shared/errors.ts';

const BUILT = join(import.meta.dirname, '../out/main/workers/library.js');

/** What one deed took; times in milliseconds. */
export interface Done {
  readonly deed: string;
  /** Reading and comparing with the library, or undo and redo. */
  readonly read: number;
  /** Writing, to the end of the step; after a cancel, from that to the answer. */
  readonly written: number;
  readonly added: number;
  readonly duplicates: number;
  readonly longestRead: number;
  readonly longestWritten: number;
  /** The most memory of the process so far, in bytes. */
  readonly memory: number;
}

class Library {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #listeners = new Set<(event: AppEvent) => void>();
  #seq = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  static async open(file: string): Promise<Library> {
    const options: AppOptions = { file, mode: 'owner', door: 'a bench' };
    const library = new Library(new Worker(BUILT, { workerData: options }));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    library.#worker.on('error', reject);
    library.#worker.on('message', (message: FromLibrary) => {
      if (message.kind === 'opened') resolve();
      if (message.kind === 'refused') reject(AppError.fromJSON(message.error));
      if (message.kind === 'event') for (const listener of library.#listeners) listener(message.event);
      if (message.kind === 'answer') {
        library.#waiting.get(message.seq)?.(message.reply);
        library.#waiting.delete(message.seq);
      }
    });
    await promise;
    return library;
  }

  on(listener: (event: AppEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  call<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
    return this.#ask({ kind: 'call', seq: this.#next(), name, input }) as Promise<Output<N>>; // as the contract says
  }

  offer(path: string): Promise<string> {
    return this.#ask({ kind: 'offerPath', seq: this.#next(), path, name: basename(path) }) as Promise<string>;
  }

  async close(): Promise<void> {
    await this.#ask({ kind: 'close', seq: this.#next() });
    await this.#worker.terminate();
  }

  #next(): number {
    this.#seq += 1;
    return this.#seq;
  }

  #ask(question: ToLibrary): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.seq, (reply) => (reply.ok ? resolve(reply.value) : reject(AppError.fromJSON(reply.error))));
      this.#worker.postMessage(question);
    });
  }
}

/** Does work and tells how long it took and how long the longest answer to a small question took meanwhile. */
async function timed<T>(library: Library, work: () => Promise<T>): Promise<{ value: T; time: number; longest: number }> {
  let over = false;
  let longest = 0;
  const asking = (async () => {
    while (!over) {
      const asked = performance.now();
      await library.call('jobs.list', {});
      longest = Math.max(longest, performance.now() - asked);
      await wait(1);
    }
  })();
  const began = performance.now();
  const value = await work();
  const time = performance.now() - began;
  over = true;
  await asking;
  return { value, time, longest };
}

async function importFile(library: Library, file: string): Promise<Omit<Done, 'deed' | 'memory'>> {
  const token = await library.offer(file);
  const read = await timed(library, () => library.call('imports.prepare', { source: { kind: 'file', token } }));
  const written = await timed(library, () => library.call('imports.commit', { planId: read.value.id }));
  const { added, duplicates } = written.value;
  return {
    read: read.time,
    written: written.time,
    longestRead: read.longest,
    longestWritten: written.longest,
    added,
    duplicates,
  };
}

/** Stops a job half way, and tells how long it took to be gone and how many papers are left of it. */
async function cancelHalfWay(library: Library, jobId: string, work: Promise<unknown>): Promise<number> {
  const ended = work.then(
    () => false,
    (thrown) => AppError.from(thrown).code === 'cancelled',
  );
  let asked = 0;
  const stop = library.on((event) => {
    const job = event.name === 'jobs.changed' ? event.payload.jobs.find(({ id }) => id === jobId) : undefined;
    if (asked > 0 || job === undefined || job.total === 0 || job.done < job.total / 2) return;
    asked = performance.now();
    void library.call('jobs.cancel', { jobId });
  });
  const wasStopped = await ended;
  stop();
  if (!wasStopped) throw new Error('The import ended before it could be stopped.');
  return performance.now() - asked;
}

async function cancel(library: Library, file: string, stage: 'reading' | 'writing'): Promise<Omit<Done, 'deed' | 'memory'>> {
  const before = (await library.call('library.state', {})).counts.all;
  const token = await library.offer(file);
  const source = { kind: 'file', token } as const;
  const jobId = crypto.randomUUID();
  const { value, longest } = await timed(library, async () => {
    if (stage === 'reading') return cancelHalfWay(library, jobId, library.call('imports.prepare', { source, jobId }));
    const plan = await library.call('imports.prepare', { source });
    return cancelHalfWay(library, jobId, library.call('imports.commit', { planId: plan.id, jobId }));
  });
  const left = (await library.call('library.state', {})).counts.all - before;
  return { read: 0, written: value, longestRead: 0, longestWritten: longest, added: left, duplicates: 0 };
}

async function swap(library: Library, name: 'history.undo' | 'history.redo'): Promise<Omit<Done, 'deed' | 'memory'>> {
  const { time, longest } = await timed(library, () => library.call(name, {}));
  return { read: 0, written: time, longestRead: 0, longestWritten: longest, added: 0, duplicates: 0 };
}

const [file, ...deeds] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the library.');
const library = await Library.open(file);
for (const deed of deeds) {
  const [name, source = ''] = deed.split(/:(.*)/su);
  const done =
    name === 'import'
      ? await importFile(library, source)
      : name === 'cancel-reading' || name === 'cancel-writing'
        ? await cancel(library, source, name === 'cancel-reading' ? 'reading' : 'writing')
        : await swap(library, name === 'undo' ? 'history.undo' : 'history.redo');
  const memory = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ deed: name ?? '', ...done, memory } satisfies Done));
}
await library.close();
