import { randomBytes } from 'node:crypto';
import { AppError } from '../shared/errors.ts';
import type { Job } from '../shared/models.ts';

/** Shortest time between two tellings of progress, in milliseconds: ten a second. */
const TELL_EVERY = 100;

/** Long work while it runs. */
export interface RunningJob {
  readonly id: string;
  readonly signal: AbortSignal;
  progress(done: number, total: number): void;
  /** Throws if someone cancelled the job. */
  check(): void;
}

interface Entry {
  job: Job;
  readonly stop: AbortController;
  /** Settles with the work's end, good or bad. */
  readonly ended: PromiseWithResolvers<void>;
}

/** The long work under way, and the telling of it. */
export class Jobs {
  readonly #running = new Map<string, Entry>();
  readonly #tell: (jobs: readonly Job[]) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(tell: (jobs: readonly Job[]) => void) {
    this.#tell = tell;
  }

  /**
   * Does long work under a label in the present participle. Its end, good or bad, is told at once.
   * `id` is the name that whoever asked gave it, to cancel it by; one is made up where it is absent.
   * @throws {AppError} `cancelled` with `stopped` as its sentence, once the work has noticed; `bad-request` where `id` is in use; else whatever the work throws
   */
  async run<T>(
    about: { readonly label: string; readonly unit: Job['unit']; readonly stopped: string; readonly id?: string | undefined },
    work: (job: RunningJob) => Promise<T>,
  ): Promise<T> {
    const id = about.id ?? randomBytes(12).toString('base64url');
    const cancelled = () => new AppError('cancelled', about.stopped);
    if (this.#closed) throw cancelled();
    if (this.#running.has(id)) throw new AppError('bad-request', 'This is being done already.');
    const stop = new AbortController();
    const entry: Entry = {
      ended: Promise.withResolvers(),
      job: { id, label: about.label, done: 0, total: 0, unit: about.unit, cancellable: true },
      stop,
    };
    this.#running.set(id, entry);
    this.#soon();
    try {
      return await work({
        id,
        signal: stop.signal,
        progress: (done, total) => {
          entry.job = { ...entry.job, done, total };
          this.#soon();
        },
        check: () => {
          if (stop.signal.aborted) throw cancelled();
        },
      });
    } catch (thrown) {
      throw stop.signal.aborted ? cancelled() : thrown;
    } finally {
      this.#running.delete(id);
      entry.ended.resolve();
      this.#now();
    }
  }

  list(): readonly Job[] {
    return [...this.#running.values()].map((entry) => entry.job);
  }

  /** Asks a job to stop; one that has ended meanwhile is no mistake. */
  cancel(id: string): void {
    this.#running.get(id)?.stop.abort();
  }

  /** Stops all work, tells no more, and waits until nothing of it goes on. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const running = [...this.#running.values()];
    for (const entry of running) entry.stop.abort();
    await Promise.all(running.map((entry) => entry.ended.promise));
  }

  #soon(): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => this.#now(), TELL_EVERY);
  }

  #now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#closed) this.#tell(this.list());
  }
}
