import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { MAX_PASTE_LENGTH } from '../../shared/contract.ts';
import type { App } from '../app.ts';
import { forPage } from './forPage.ts';

/** A pasted text and its HTML in UTF-8, escaped as JSON, and a little room. */
const MAX_MESSAGE = MAX_PASTE_LENGTH * 6 + 65_536;
const MAX_PAGES = 64;
/** A page that takes no more than this behind is cut off; it reconnects and refetches. In bytes. */
const MAX_BACKLOG = 64 * 1024 ** 2;
const TOKEN_WAIT = 10_000;
const HEARTBEAT = 30_000;

/** The pages that are connected, each over one WebSocket. */
export interface Pages {
  /** Takes over a connection whose head was checked already; `holds` says whether the page's first message is its token. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, holds: (token: string) => boolean): void;
  close(): void;
}

/** Answers calls from pages and sends them every event of the library. */
export function openPages(app: Pick<App, 'call' | 'on'>): Pages {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE, perMessageDeflate: false, clientTracking: false });
  const connected = new Set<WebSocket>();
  const admitted = new Set<WebSocket>();
  const alive = new WeakSet<WebSocket>();

  const send = (page: WebSocket, message: string) => {
    if (page.bufferedAmount > MAX_BACKLOG) page.terminate();
    else page.send(message);
  };

  const stopEvents = app.on((event) => {
    const message = JSON.stringify({ kind: 'event', event });
    for (const page of admitted) send(page, message);
  });

  const heartbeat = setInterval(() => {
    for (const page of connected) {
      if (!alive.has(page)) page.terminate();
      alive.delete(page);
      page.ping();
    }
  }, HEARTBEAT);
  heartbeat.unref();

  const welcome = (page: WebSocket, holds: (token: string) => boolean) => {
    connected.add(page);
    alive.add(page);
    const tooLate = setTimeout(() => page.close(1008, 'no token'), TOKEN_WAIT);
    page.on('pong', () => alive.add(page));
    page.on('error', () => page.terminate());
    page.on('close', () => {
      clearTimeout(tooLate);
      connected.delete(page);
      admitted.delete(page);
    });
    page.on('message', async (data, isBinary) => {
      const message = isBinary || !Buffer.isBuffer(data) ? null : parse(data.toString());
      if (!admitted.has(page)) {
        clearTimeout(tooLate);
        if (typeof message?.token !== 'string' || !holds(message.token)) {
          page.close(1008, 'wrong token');
          return;
        }
        admitted.add(page);
        send(page, JSON.stringify({ kind: 'open' }));
        return;
      }
      if (message === null || !Number.isSafeInteger(message.seq) || typeof message.name !== 'string') {
        page.close(1008, 'not a call');
        return;
      }
      const reply = forPage(await app.call(message.name, message.input));
      if (page.readyState === page.OPEN) send(page, JSON.stringify({ kind: 'reply', seq: message.seq, reply }));
    });
  };

  return {
    accept(request, socket, head, holds) {
      if (connected.size >= MAX_PAGES) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (page) => welcome(page, holds));
    },
    close() {
      clearInterval(heartbeat);
      stopEvents();
      for (const page of connected) page.close(1001, 'Offprint is closing');
      setTimeout(() => {
        for (const page of connected) page.terminate();
      }, 500).unref();
      server.close();
    },
  };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
