/**
 * The page's one way to the library: the preload's bridge in Electron, one WebSocket in the browser.
 * Stores call it with the names and types of the contract; everything it throws is an {@link AppError}.
 */
import type { Bridge } from '../shared/bridge.ts';
import type { EventName, Events, Input, Output, RequestName } from '../shared/contract.ts';
import { AppError, type Reply } from '../shared/errors.ts';
import { openWebBridge, type WebBridge } from './webBridge.ts';

let web: WebBridge | null = null;

/** Chosen on first use, so that importing this module does nothing. */
function transport(): Bridge {
  if (window.offprint !== undefined) return window.offprint;
  web ??= openWebBridge();
  return web;
}

function unwrap<T>(reply: Reply<T>): T {
  if (!reply.ok) throw AppError.fromJSON(reply.error);
  return reply.value;
}

/**
 * Makes the connection; to be awaited before the first call.
 * @throws {AppError} `unreachable` with a sentence to show instead of the app, where this browser is not known to Offprint.
 */
export async function connect(): Promise<void> {
  transport();
  if (web !== null) await web.connect();
}

export const bridge = {
  get host(): Bridge['host'] {
    return transport().host;
  },

  get platform(): Bridge['platform'] {
    return transport().platform;
  },

  /** @throws {AppError} what the library answers, or `unreachable` while the connection is lost. */
  async call<N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> {
    const reply = await transport().call(name, input);
    return unwrap(reply) as Output<N>; // main answers each request with the contract's type
  },

  /** Listens to an event; returns the function that stops it. */
  on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void {
    return transport().on(name, listener);
  },

  /** Listens to the connection with the library: stores refetch when it is open again. */
  onConnection(listener: (state: 'open' | 'lost') => void): () => void {
    return transport().onConnection(listener);
  },

  /**
   * Hands a picked or dropped file to main; the token names it in `imports.prepare`.
   * @throws {AppError} where the file cannot be read or is too large.
   */
  async offerFile(file: File): Promise<string> {
    return unwrap(await transport().offerFile(file));
  },

  /**
   * Saves the file behind a token of `exports.create` where the person says. False when they thought better of it.
   * @throws {AppError} where the file cannot be written.
   */
  async saveFile(token: string, suggestedName: string): Promise<boolean> {
    return unwrap(await transport().saveFile(token, suggestedName));
  },
};
