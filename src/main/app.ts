import type { AppEvent } from '../shared/contract.ts';
import type { Reply } from '../shared/errors.ts';

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

export async function createApp(_options: AppOptions): Promise<App> {
  throw new Error('not built yet');
}
