/** Reads a file or a pasted text on a thread of its own, which has no library and can be stopped at any moment. */
import { Worker } from 'node:worker_threads';
import type { SourceFacts } from '../shared/entries.ts';
import { AppError, type AppErrorJson } from '../shared/errors.ts';
import type { ColumnMatch, ImportProblem } from '../shared/importModels.ts';
import type { RowKeys } from './library/rowKeys.ts';
import { workerFile } from './workerFile.ts';

export type ParseInput =
  | { readonly kind: 'text'; readonly text: string; readonly html?: string; readonly name: string }
  | { readonly kind: 'file'; readonly path: string; readonly name: string };

/** One paper of a batch: how many bytes its facts and, after them, its record take, both as JSON. */
export interface ParsedRow {
  readonly facts: number;
  readonly record: number;
  readonly keys: RowKeys;
}

/** Papers and problems in their order. The papers stand one after another in `bytes`, ready to be put away. */
export interface ParsedBatch {
  readonly bytes: Uint8Array;
  readonly rows: readonly ParsedRow[];
  readonly problems: readonly ImportProblem[];
  /** How many of the rows have keywords. */
  readonly withKeywords: number;
}

export interface ParseOptions {
  /** The instant that partial dates are read against. */
  readonly now: Date;
  /** The id of the format to read it as; told by content where absent. */
  readonly format?: string | undefined;
  /** Of a table: what each of its columns holds, and what those of earlier tables held, as `ReadContext` has them. */
  readonly columns?: ColumnMatch | undefined;
  readonly rememberedColumns?: Readonly<Record<string, ColumnMatch>> | undefined;
  /** Called in order with batches of at most 200 papers, or a few more problems. Until it is done with one, no more than a few others are made. */
  onBatch(batch: ParsedBatch): void | Promise<void>;
  /** At most ten times a second, and once at the end. Bytes as they stand in the source, packed or not. */
  onProgress(doneBytes: number, totalBytes: number): void;
  readonly signal: AbortSignal;
  /** How much memory the thread's objects may take, in megabytes; 512 where absent. */
  readonly memoryMb?: number;
}

export interface ParseResult {
  /** The format's id and its name for people. */
  readonly format: string;
  readonly label: string;
  readonly facts: SourceFacts;
}

/** What the parser thread is started with. */
export interface ParserData {
  readonly input: ParseInput;
  /** ISO instant. */
  readonly now: string;
  readonly format: string | undefined;
  readonly columns: ColumnMatch | undefined;
  readonly rememberedColumns: Readonly<Record<string, ColumnMatch>> | undefined;
}

export type FromParser =
  | { readonly kind: 'batch'; readonly batch: ParsedBatch }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: ParseResult }
  | { readonly kind: 'failed'; readonly error: AppErrorJson };

/** Says that one batch was taken, so that a fast reader does not fill the memory of a slow taker. */
export type ToParser = { readonly kind: 'taken' };

/** A parser that says nothing for this long is stuck, in milliseconds. */
const SILENCE_LIMIT = 120_000;

/**
 * Reads `input` to its end. The promise settles only once the thread has gone.
 * @throws {AppError} `cancelled` on abort; `nothing-found` if the text holds no papers in any format known;
 *   `too-large`, `damaged`, `not-found`, … as the reader says; `internal` if the thread broke down.
 */
export async function parseSource(input: ParseInput, options: ParseOptions): Promise<ParseResult> {
  const { signal } = options;
  const cancelled = () => new AppError('cancelled', `Reading ${input.name} was stopped. Nothing was imported.`);
  if (signal.aborted) throw cancelled();
  const { format, columns, rememberedColumns } = options;
  const data: ParserData = { input, now: options.now.toISOString(), format, columns, rememberedColumns };
  const worker = new Worker(workerFile('parser'), {
    workerData: data,
    // Nearly all that a parser makes is gone with its batch: room for much of it would only be filled before it is swept.
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? 512, maxYoungGenerationSizeMb: 24 },
  });
  let onAbort = () => {};
  let taken = Promise.resolve();
  let waiting = 0;
  let hasEnded = false;
  let watch: NodeJS.Timeout | undefined;
  try {
    return await new Promise<ParseResult>((resolve, reject) => {
      const rearm = () => {
        clearTimeout(watch);
        // While batches wait to be taken the parser may have nothing to say.
        watch = setTimeout(() => (waiting > 0 ? rearm() : reject(stuck(input.name))), SILENCE_LIMIT);
      };
      onAbort = () => reject(cancelled());
      signal.addEventListener('abort', onAbort);
      rearm();
      worker.on('message', (message: FromParser) => {
        if (signal.aborted) return;
        rearm();
        switch (message.kind) {
          case 'batch':
            taken = taken.then(() => options.onBatch(message.batch));
            waiting += 1;
            taken.then(() => {
              waiting -= 1;
              // Not at once: the next batch would be here before this handler ends, and a fast parser would let nobody else in.
              setImmediate(() => worker.postMessage({ kind: 'taken' } satisfies ToParser));
            }, reject);
            break;
          case 'progress':
            options.onProgress(message.done, message.total);
            break;
          case 'done':
            hasEnded = true; // the thread may be gone before its last papers are taken
            taken.then(() => resolve(message.result), reject);
            break;
          case 'failed':
            reject(AppError.fromJSON(message.error));
            break;
        }
      });
      worker.on('error', (error) => reject(brokeDown(error, input.name)));
      worker.on('exit', () => {
        if (!hasEnded) reject(brokeDown(new Error('the parser ended without an answer'), input.name));
      });
    });
  } finally {
    clearTimeout(watch);
    signal.removeEventListener('abort', onAbort);
    await worker.terminate();
    await taken.catch(() => {}); // nothing is taken any more once this has settled
  }
}

function stuck(name: string): AppError {
  return new AppError('internal', `Reading ${name} came to a standstill and was stopped. Nothing was imported; try a smaller part of it.`);
}

function brokeDown(error: Error & { readonly code?: string }, name: string): AppError {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new AppError(
      'too-large',
      `${name} needs more memory than reading may take. Nothing was imported; cut it into parts and import them one by one.`,
    );
  }
  return new AppError('internal', `Reading ${name} broke down. Nothing was imported; your library is as it was.`, {
    cause: `${error.name}: ${error.message}\n${error.stack ?? ''}`,
  });
}
