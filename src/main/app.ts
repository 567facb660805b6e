import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { ZodError } from 'zod';
import { type AppEvent, type RequestName, requests } from '../shared/contract.ts';
import { AppError, type Reply } from '../shared/errors.ts';
import { Citations } from './citations.ts';
import type { Context, Handler } from './handlers/context.ts';
import { takeOutLeftovers } from './handlers/imports.ts';
import { handlers } from './handlers/index.ts';
import { Plans } from './handlers/plans.ts';
import { clearStaging } from './handlers/staging.ts';
import { Tokens } from './handlers/tokens.ts';
import { Jobs } from './jobs.ts';
import { beside } from './library/beside.ts';
import type { LibraryReader, LibraryWriter } from './library/db.ts';
import { keepStaleDrafts } from './library/notes.ts';
import { closeLibrary, openLibrary, openReadOnly } from './library/open.ts';
import { diskError } from './library/sqliteErrors.ts';
import { makeFolderOf } from './paths.ts';
import { startSearch } from './search/client.ts';

export interface AppOptions {
  /** The library file, absolute. Made with its folder if it is not there and `mode` is `owner`. */
  readonly file: string;
  /** `owner` holds the lock and may write; `reader` opens read-only beside an owner and answers `read` requests alone. */
  readonly mode: 'owner' | 'reader';
  /** Names this program in the message a second start gets: "Offprint", "offprint serve", "offprint import". */
  readonly door: string;
  /** ISO instant to use as now, for tests; the system clock where absent. */
  readonly now?: string;
}

/** One opened library, the same whether it runs in this thread or another. */
export interface App {
  /** Answers a request of the contract. Never throws: unknown names and bad input are replies too. */
  call(name: string, input: unknown): Promise<Reply>;
  on(listener: (event: AppEvent) => void): () => void;
  /** Names a file on this machine by a token, for `imports.prepare`; only doors may do this, never a page. */
  offerPath(path: string, name: string): Promise<string>;
  /** The file a token of `exports.create` names; a token works once. */
  claimFile(token: string): Promise<{ readonly path: string; readonly name: string }>;
  close(): Promise<void>;
}

/**
 * Opens a library and everything around it.
 * @throws {AppError} `busy`, `newer-library`, `foreign-library`, `damaged`, `read-only`, `disk-full`; `not-found` for a reader's missing library
 */
export async function createApp(options: AppOptions): Promise<App> {
  const file = resolve(options.file);
  const now = clock(options.now);
  const { db, writer } = await open(file, options, now);
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event);
  };
  let exportFolder: string | null = null;
  const context: Context = {
    db,
    writer: () => {
      if (writer) return writer;
      throw new AppError('read-only', 'The library is open for reading only, so this was not done.');
    },
    file,
    now,
    emit,
    jobs: new Jobs((jobs) => emit({ name: 'jobs.changed', payload: { jobs } })),
    search: startSearch({
      file: db.name,
      // Beside the library itself, even where a copy of it is read.
      indexFile: beside(realpathSync(file), 'search.db'),
      owner: writer !== null,
      onState: (payload) => emit({ name: 'search.changed', payload }),
    }),
    citations: new Citations(db.name),
    plans: new Plans(),
    offered: new Tokens(),
    exportFolder: () => (exportFolder ??= mkdtempSync(join(tmpdir(), 'offprint-export-'))),
    made: new Tokens(),
  };

  // Nobody waits for it, for nothing of what a cut off import left is seen. What fails now is tried again before the next import.
  if (writer) context.plans.inTurn(() => takeOutLeftovers(writer)).catch(() => {});

  let closing: Promise<void> | null = null;
  const close = async () => {
    await context.jobs.close();
    await context.plans.close();
    await context.citations.close();
    await context.search.close();
    if (exportFolder !== null) rmSync(exportFolder, { recursive: true, force: true });
    if (writer) clearStaging(file);
    closeLibrary(db);
  };
  return {
    async call(name, input) {
      if (closing)
        return failure(new AppError('unreachable', 'The library is closed. What was saved is safe; start Offprint again to go on.'));
      try {
        return { ok: true, value: await answer(context, name, input) };
      } catch (thrown) {
        return failure(forPeople(thrown, name));
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offerPath: async (path, name) => context.offered.add({ path, name }),
    claimFile: async (token) => context.made.take(token),
    close: () => (closing ??= close()),
  };
}

async function open(
  file: string,
  { mode, door }: AppOptions,
  now: () => Date,
): Promise<{ db: LibraryReader; writer: LibraryWriter | null }> {
  if (mode === 'reader') return { db: openReadOnly(file), writer: null };
  try {
    makeFolderOf(file);
  } catch (thrown) {
    throw new AppError('read-only', `The folder ${dirname(file)} cannot be made. Nothing was changed; choose another place.`, {
      cause: String(thrown),
    });
  }
  const writer = openLibrary(file, { door, now });
  try {
    clearStaging(file);
    keepStaleDrafts(writer, now());
  } catch (thrown) {
    closeLibrary(writer);
    throw diskError(thrown) ?? thrown;
  }
  return { db: writer, writer };
}

/** The system clock, or in tests one that stands still. */
function clock(instant: string | undefined): () => Date {
  return instant === undefined ? () => new Date() : () => new Date(instant);
}

async function answer(context: Context, name: string, input: unknown): Promise<unknown> {
  if (!Object.hasOwn(requests, name)) throw new AppError('bad-request', `Offprint knows no request named “${String(name).slice(0, 100)}”.`);
  const known = name as RequestName; // checked in the line above
  const spec = requests[known];
  const parsed = spec.input.safeParse(input);
  if (!parsed.success) throw new AppError('bad-request', mistakeIn(parsed.error), { request: name });
  if (spec.access === 'write') context.writer();
  // The table ties each handler to its own input, which the compiler cannot follow through a name it does not know.
  const handler = handlers[known] as Handler<RequestName>;
  return handler(context, parsed.data as never);
}

function mistakeIn(error: ZodError): string {
  const [first] = error.issues;
  const where = first && first.path.length > 0 ? `“${first.path.join('.')}”: ` : '';
  return `This request was not understood, so nothing was changed (${where}${first?.message ?? 'it has the wrong shape'}).`;
}

/** Whatever was thrown, as something people can read; what nobody foresaw goes to the log whole. */
function forPeople(thrown: unknown, name: string): AppError {
  const error = diskError(thrown) ?? AppError.from(thrown);
  const cause = error.details?.cause;
  if (error.code === 'internal') process.stderr.write(`offprint: ${name} failed: ${typeof cause === 'string' ? cause : error.message}\n`);
  return error;
}

const failure = (error: AppError): Reply => ({ ok: false, error: error.toJSON() });
