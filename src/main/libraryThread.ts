import { Worker } from 'node:worker_threads';
import type { AppEvent } from '../shared/contract.ts';
import { AppError, type AppErrorJson, type Reply } from '../shared/errors.ts';
import type { App, AppOptions } from './app.ts';
import { workerFile } from './workerFile.ts';

/** From a host to the library thread. `seq` ties an answer to its question. */
export type ToLibrary =
  | { readonly kind: 'call'; readonly seq: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'offerPath'; readonly seq: number; readonly path: string; readonly name: string }
  | { readonly kind: 'claimFile'; readonly seq: number; readonly token: string }
  | { readonly kind: 'close'; readonly seq: number };

export type FromLibrary =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly error: AppErrorJson }
  | { readonly kind: 'answer'; readonly seq: number; readonly reply: Reply }
  | { readonly kind: 'event'; readonly event: AppEvent };

/**
 * Opens a library on a thread of its own; the caller's thread, which may serve a window, never touches SQL.
 * @throws {AppError} `busy`, `newer-library`, `foreign-library`, `damaged`, … as {@link App} opening does.
 */
export function openLibraryThread(options: AppOptions): Promise<App> {
  const worker = new Worker(workerFile('library'), { workerData: options });
  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners = new Set<(event: AppEvent) => void>();
  let seq = 0;
  let gone = false;

  const lost: Reply = {
    ok: false,
    error: { code: 'unreachable', message: 'The library is closed. What was saved is safe; start Offprint again to go on.' },
  };
  type Question = ToLibrary extends infer M ? (M extends { seq: number } ? Omit<M, 'seq'> : never) : never;
  const ask = (question: Question): Promise<Reply> => {
    if (gone) return Promise.resolve(lost);
    return new Promise((resolve) => {
      seq += 1;
      waiting.set(seq, resolve);
      worker.postMessage({ ...question, seq } as ToLibrary);
    });
  };
  const unwrap = async <T>(question: Question): Promise<T> => {
    const reply = await ask(question);
    if (!reply.ok) throw AppError.fromJSON(reply.error);
    return reply.value as T; // the library thread answers each question with its own type
  };

  const app: App = {
    call: (name, input) => ask({ kind: 'call', name, input }),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offerPath: (path, name) => unwrap<string>({ kind: 'offerPath', path, name }),
    claimFile: (token) => unwrap({ kind: 'claimFile', token }),
    async close() {
      if (gone) return;
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };

  return new Promise((resolve, reject) => {
    const fail = (error: AppError) => {
      gone = true;
      for (const answer of waiting.values()) answer(lost);
      waiting.clear();
      reject(error); // no effect once opened
    };
    worker.on('message', (message: FromLibrary) => {
      switch (message.kind) {
        case 'opened':
          resolve(app);
          break;
        case 'refused':
          fail(AppError.fromJSON(message.error));
          break;
        case 'answer':
          waiting.get(message.seq)?.(message.reply);
          waiting.delete(message.seq);
          break;
        case 'event':
          for (const listener of listeners) listener(message.event);
          break;
      }
    });
    worker.on('error', (error) => fail(AppError.from(error)));
    worker.on('exit', () => fail(AppError.fromJSON(lost.ok ? { code: 'internal', message: '' } : lost.error)));
  });
}
