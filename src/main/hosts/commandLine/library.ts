/** How a command gets at a library: through the program that holds it, or by opening it. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Input, Output, RequestName } from '../../../shared/contract.ts';
import { AppError } from '../../../shared/errors.ts';
import type { App } from '../../app.ts';
import { openLibraryThread } from '../../libraryThread.ts';
import { connectLocal } from '../localSocket.ts';

/** How long a writing command waits for another to let go of the library, in milliseconds. */
const PATIENCE = 5_000;
const BETWEEN_TRIES = 200;

/** @throws {AppError} what the library answers. */
export async function ask<N extends RequestName>(app: App, name: N, input: Input<N>): Promise<Output<N>> {
  const reply = await app.call(name, input);
  if (!reply.ok) throw AppError.fromJSON(reply.error);
  return reply.value as Output<N>; // the library answers each request with the contract's type
}

/**
 * For a command that writes: through the owner where one runs, else as the owner.
 * @throws {AppError} as opening a library does; `busy` where another holds it and does not answer.
 */
export async function openForWriting(file: string, door: string): Promise<App> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const running = await connectLocal(file);
    if (running !== null) return running;
    try {
      return await openLibraryThread({ file, mode: 'owner', door });
    } catch (thrown) {
      // An owner that is just starting has the library before its socket; one that is ending, the other way round.
      if (!(thrown instanceof AppError) || thrown.code !== 'busy' || Date.now() > until) throw thrown;
    }
    await pause(BETWEEN_TRIES);
  }
}

/**
 * For a command that reads. A search goes through the owner where one runs, whose index is ready;
 * all else is read beside it.
 * @throws {AppError} as opening a library does.
 */
export async function openForReading(file: string, door: string, searching: boolean): Promise<App> {
  const running = searching ? await connectLocal(file) : null;
  return running ?? openLibraryThread({ file, mode: 'reader', door });
}

/**
 * Waits until a search would find everything.
 * @throws {AppError} `internal` where the index could not be built.
 */
export async function searchReady(app: App): Promise<void> {
  for (;;) {
    const { search } = await ask(app, 'library.state', {});
    if (search.state === 'ready') return;
    if (search.state === 'failed')
      throw new AppError('internal', 'The search index could not be built. The library itself is unharmed; try again.');
    await pause(20);
  }
}
