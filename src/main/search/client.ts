/** The library thread's end of search: one worker, asked by message. */
import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import type { SearchState } from '../../shared/models.ts';
import type { Clause } from '../../shared/query/query.ts';
import { workerFile } from '../workerFile.ts';
import type { FromSearch, ToSearch } from './messages.ts';

export interface SearchAnswer {
  /** Best first. */
  readonly ids: readonly number[];
  /** False while papers are still being read in. */
  readonly complete: boolean;
}

export interface SearchClient {
  /**
   * Has papers read again, null for all. A question that is asked afterwards is answered with a few hundred of them read;
   * more are read in the background, and answers are not complete until they are.
   */
  refresh(ids: readonly number[] | null): void;
  /**
   * Papers that meet every clause.
   * @throws {AppError} `unreachable` when search has stopped
   */
  ask(clauses: readonly Clause[]): Promise<SearchAnswer>;
  state(): SearchState;
  close(): Promise<void>;
}

/** Starts search over the library in `file`, which must be there. Papers are read in at once, beside everything else. */
export function startSearch(options: { readonly file: string; readonly onState: (state: SearchState) => void }): SearchClient {
  const worker = new Worker(workerFile('search'), { workerData: { file: options.file } });
  const waiting = new Map<number, { resolve: (answer: SearchAnswer) => void; reject: (error: AppError) => void }>();
  let state: SearchState = { state: 'building', indexed: 0, total: 0 };
  let seq = 0;
  let closing = false;
  const send = (message: ToSearch) => worker.postMessage(message);

  const stopped = new AppError('unreachable', 'Search has stopped. The library is safe; start Offprint again to search.');
  const fail = () => {
    if (closing) return;
    closing = true;
    for (const { reject } of waiting.values()) reject(stopped);
    waiting.clear();
    state = { ...state, state: 'failed' };
    options.onState(state);
  };

  worker.on('message', (message: FromSearch) => {
    switch (message.kind) {
      case 'state':
        state = message.state;
        options.onState(state);
        break;
      case 'answer':
        waiting.get(message.seq)?.resolve({ ids: message.ids, complete: message.complete });
        waiting.delete(message.seq);
        break;
      case 'failed':
        waiting
          .get(message.seq)
          ?.reject(new AppError('internal', 'The search did not work. Nothing was changed; please try again.', { cause: message.message }));
        waiting.delete(message.seq);
        break;
    }
  });
  worker.on('error', (error) => {
    console.error('The search worker stopped:', error);
    fail();
  });
  worker.on('exit', fail);

  return {
    refresh: (ids) => {
      if (!closing) send({ kind: 'refresh', ids });
    },
    ask(clauses) {
      if (closing) return Promise.reject(stopped);
      return new Promise((resolve, reject) => {
        seq += 1;
        waiting.set(seq, { resolve, reject });
        send({ kind: 'ask', seq, clauses });
      });
    },
    state: () => state,
    async close() {
      closing = true;
      for (const { reject } of waiting.values()) reject(stopped);
      waiting.clear();
      await worker.terminate();
    },
  };
}
