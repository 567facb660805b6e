import type { EventName, Events } from './contract.ts';
import type { Reply } from './errors.ts';

/**
 * What a page sees of the world, from the preload in Electron and from one WebSocket in the browser.
 * Names are strings here because the page is not trusted: main rejects what the contract does not list.
 */
export interface Bridge {
  readonly host: 'electron' | 'browser';
  readonly platform: 'mac' | 'windows' | 'linux';
  call(name: string, input: unknown): Promise<Reply>;
  /** Listens to an event; returns the function that stops it. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void;
  /** Listens to the connection with the library: a window refetches when it comes back. */
  onConnection(listener: (state: 'open' | 'lost') => void): () => void;
  /** Hands a picked or dropped file to main, which answers with a token to name it by. */
  offerFile(file: File): Promise<Reply<string>>;
  /** Saves the file behind a token where the person says. False when they thought better of it. */
  saveFile(token: string, suggestedName: string): Promise<Reply<boolean>>;
}

declare global {
  interface Window {
    /** Set by the preload; absent in the browser host. */
    readonly offprint?: Bridge;
  }
}
