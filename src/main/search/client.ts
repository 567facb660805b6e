/** The library thread's end of search: one worker, asked by message. */
import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import type { SearchState } from '../../shared/models.ts';
import { workerFile } from '../workerFile.ts';
import {
  type FromSearch,
  LANES,
  type QuestionKind,
  type Questions,
  type Refresh,
  type SearchData,
  type ToSearch,
  type Turn,
} from './messages.ts';

export type { SearchAnswer, SearchQuestion, SimilarPaper } from './messages.ts';

/** How long a closing search may take to write down what it knows, in milliseconds. */
const LAST_WORDS = 3_000;

type Asked<K extends QuestionKind> = Questions[K]['asked'];
type Told<K extends QuestionKind> = Questions[K]['told'];

export interface SearchClient {
  /**
   * Has papers read again after a write. A question that is asked afterwards is answered with a few hundred of them read; more are
   * read in the background, and answers are not complete until they are.
   */
  refresh(refresh: Refresh): void;
  /**
   * Papers of a view that meet a query. A newer question of the same asker takes the place of an older one; without an asker
   * every question is answered.
   * @throws {AppError} `unreachable` when search has stopped; `cancelled` when a newer question took its place; `not-found` for a tag or digest that is gone
   */
  ask(question: Asked<'ask'>, asker?: string): Promise<Told<'ask'>>;
  /** The papers most like one, the likest first, with the words that make them so. @throws {AppError} `unreachable` */
  similar(paperId: number, count: number): Promise<Told<'similar'>>;
  /** The papers of a view, those most like the starred ones first. @throws {AppError} `unreachable`, `not-found`, `cancelled` */
  like(question: Asked<'like'>, asker?: string): Promise<Told<'like'>>;
  /** The words that make papers like the starred ones. @throws {AppError} `unreachable` */
  whyLike(ids: readonly number[]): Promise<Told<'whyLike'>>;
  /** What search holds in memory, in bytes. @throws {AppError} `unreachable` */
  memory(): Promise<Told<'memory'>>;
  state(): SearchState;
  /** Ends search, once what it knows is written down. */
  close(): Promise<void>;
}

export interface SearchOptions {
  /** The library; it must be there. */
  readonly file: string;
  /** Where the index is kept, or would be. */
  readonly indexFile: string;
  /** Whether the index may be written: only by the owner of the library. */
  readonly owner: boolean;
  readonly onState: (state: SearchState) => void;
}

interface Waiting {
  readonly resolve: (told: never) => void;
  readonly reject: (error: AppError) => void;
}

/** Starts search over a library. Papers are read in at once, beside everything else. */
export function startSearch({ file, indexFile, owner, onState }: SearchOptions): SearchClient {
  const turns = new Int32Array(new SharedArrayBuffer(LANES * Int32Array.BYTES_PER_ELEMENT));
  const data: SearchData = { file, indexFile, owner, turns: turns.buffer };
  const worker = new Worker(workerFile('search'), { workerData: data });
  const waiting = new Map<number, Waiting>();
  const lanes = new Map<string, number>();
  let state: SearchState = { state: 'building', indexed: 0, total: 0 };
  let seq = 0;
  let gone = false;
  let begun = false;
  let closed: (() => void) | null = null;
  const send = (message: ToSearch) => worker.postMessage(message);

  const stopped = new AppError('unreachable', 'Search has stopped. The library is safe; start Offprint again to search.');
  const rejectAll = () => {
    gone = true;
    for (const { reject } of waiting.values()) reject(stopped);
    waiting.clear();
  };
  const fail = () => {
    closed?.();
    if (gone) return;
    rejectAll();
    state = { ...state, state: 'failed' };
    onState(state);
  };

  worker.on('message', (message: FromSearch) => {
    begun = true;
    switch (message.kind) {
      case 'state':
        state = message.state;
        if (!gone) onState(state);
        break;
      case 'answer':
        // The worker answers each question with its own kind of answer.
        waiting.get(message.seq)?.resolve(message.told as never);
        waiting.delete(message.seq);
        break;
      case 'failed':
        waiting.get(message.seq)?.reject(AppError.fromJSON(message.error));
        waiting.delete(message.seq);
        break;
      case 'closed':
        closed?.();
        break;
    }
  });
  worker.on('error', (error) => {
    console.error('The search worker stopped:', error);
    fail();
  });
  worker.on('exit', fail);

  /** The next turn of an asker, before which all its other questions are to be given up. */
  const turnOf = (asker: string): Turn => {
    const lane = lanes.get(asker) ?? freeLane();
    lanes.delete(asker);
    lanes.set(asker, lane); // the one that asked last stands last
    return { lane, turn: Atomics.add(turns, lane, 1) + 1 };
  };
  /** A lane nobody has, or that of the asker who was silent longest. */
  const freeLane = (): number => {
    const [longest] = lanes;
    if (lanes.size < LANES || longest === undefined) return lanes.size;
    lanes.delete(longest[0]);
    return longest[1];
  };
  const question = <K extends QuestionKind>(name: K, asked: Asked<K>, asker?: string): Promise<Told<K>> => {
    if (gone) return Promise.reject(stopped);
    return new Promise<Told<K>>((resolve, reject) => {
      seq += 1;
      waiting.set(seq, { resolve, reject });
      send({ kind: 'question', seq, name, asked, turn: asker === undefined ? null : turnOf(asker) } as ToSearch);
    });
  };

  return {
    refresh: (refresh) => {
      if (!gone) send({ kind: 'refresh', ...refresh });
    },
    ask: (asked, asker) => question('ask', asked, asker),
    similar: (paperId, count) => question('similar', { paperId, count }),
    like: (asked, asker) => question('like', asked, asker),
    whyLike: (ids) => question('whyLike', { ids }),
    memory: () => question('memory', null),
    state: () => state,
    async close() {
      const mayKnow = begun && !gone;
      rejectAll();
      if (mayKnow) {
        await new Promise<void>((resolve) => {
          closed = resolve;
          setTimeout(resolve, LAST_WORDS).unref();
          send({ kind: 'close' });
        });
      }
      await worker.terminate();
    },
  };
}
