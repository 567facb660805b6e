/** Writes citations on a thread of its own, which can be stopped: a style that somebody wrote is a program that may not end. */
import { Worker } from 'node:worker_threads';
import { AppError, type AppErrorJson } from '../shared/errors.ts';
import type { RichText } from '../shared/text/richText.ts';
import type { StyleSource } from './formats/citeproc.ts';
import { workerFile } from './workerFile.ts';

export type CitationTask =
  /** What was asked for of papers by id; those that are gone are left out. */
  | { readonly kind: 'cite'; readonly ids: readonly number[]; readonly style: StyleSource; readonly as: 'bibliography' | 'inText' }
  /** As entries of a bibliography file, with keys by a pattern where papers have none. */
  | { readonly kind: 'bibtex'; readonly ids: readonly number[]; readonly dialect: 'bibtex' | 'biblatex'; readonly pattern: string }
  /** Runs a style over samples; fails where it cannot be used. */
  | { readonly kind: 'try'; readonly xml: string };

/** What the citations thread is started with. */
export interface CitationsData {
  readonly library: string;
}

export type FromCitations =
  | { readonly kind: 'done'; readonly texts: readonly RichText[] }
  | { readonly kind: 'failed'; readonly error: AppErrorJson };

/** How long a thread that has nothing to do waits for more, in milliseconds: the first citation costs the most. */
const IDLE = 600_000;

/** One thread is kept for the next task. Tasks wait for each other, but for those that can be stopped: they are long, and get their own. */
export class Citations {
  readonly #library: string;
  #idle: Thread | null = null;
  #timer: NodeJS.Timeout | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(library: string) {
    this.#library = library;
  }

  /**
   * Does a task within so many milliseconds.
   * @throws {AppError} `cancelled` on abort; `too-large` when its time is over; `bad-request` as the style has it; `internal`
   */
  run(task: CitationTask, { limit, signal }: { readonly limit: number; readonly signal?: AbortSignal }): Promise<readonly RichText[]> {
    if (signal !== undefined) return this.#run(task, limit, signal);
    const mine = this.#last.then(() => this.#run(task, limit));
    this.#last = mine.catch(() => {});
    return mine;
  }

  async #run(task: CitationTask, limit: number, signal?: AbortSignal): Promise<readonly RichText[]> {
    clearTimeout(this.#timer);
    const thread = this.#idle?.gone === false ? this.#idle : new Thread(this.#library);
    this.#idle = null;
    const answered = Promise.withResolvers<FromCitations>();
    const stop = () => answered.reject(new AppError('cancelled', 'Writing citations was stopped. Nothing was copied.'));
    const watch = setTimeout(() => answered.reject(new AppError('too-large', 'The citation style took too long and was stopped.')), limit);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    try {
      thread.ask(task, answered);
      const answer = await answered.promise;
      this.#keep(thread);
      if (answer.kind === 'failed') throw AppError.fromJSON(answer.error);
      return answer.texts;
    } finally {
      clearTimeout(watch);
      signal?.removeEventListener('abort', stop);
      if (this.#idle !== thread) await thread.worker.terminate();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#idle?.worker.terminate();
  }

  /** Keeps a thread for the next task, unless there is one, or the library is closing. */
  #keep(thread: Thread): void {
    if (this.#closed || this.#idle !== null) return;
    this.#idle = thread;
    this.#timer = setTimeout(() => {
      this.#idle = null;
      void thread.worker.terminate();
    }, IDLE);
    this.#timer.unref();
  }
}

class Thread {
  readonly worker: Worker;
  gone = false;
  #asked: PromiseWithResolvers<FromCitations> | null = null;

  constructor(library: string) {
    const data: CitationsData = { library };
    this.worker = new Worker(workerFile('citations'), { workerData: data, resourceLimits: { maxOldGenerationSizeMb: 512 } });
    this.worker.on('message', (answer: FromCitations) => this.#asked?.resolve(answer));
    this.worker.on('error', (error) => this.#asked?.reject(error));
    this.worker.on('exit', () => {
      this.gone = true;
      this.#asked?.reject(new Error('the citations thread ended without an answer'));
    });
  }

  ask(task: CitationTask, asked: PromiseWithResolvers<FromCitations>): void {
    this.#asked = asked;
    this.worker.postMessage(task);
  }
}
