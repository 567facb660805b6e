/** Which requests the browser host answers at all: pure functions over a request's head. */
import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: number;
  readonly message: string;
}

type Head = Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>;

/**
 * What a request wants to do. `look` gets a file of the page, which holds nothing of the library;
 * `read` needs a browser that is known; `write` (and the WebSocket) must also come from our own page.
 */
export type Aim = 'look' | 'read' | 'write';

/** Checked before anything else: a name that was pointed at 127.0.0.1 (DNS rebinding) is not ours. */
export function refuseAddress(head: Head, host: string): Refusal | null {
  const hosts = head.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts !== 1 || head.headers.host !== host) {
    return { status: 403, message: `Offprint answers only at http://${host}/. Open that address.` };
  }
  if (head.url === undefined || !head.url.startsWith('/') || head.url.startsWith('//')) {
    return { status: 400, message: 'This is not an address of Offprint.' };
  }
  return null;
}

/** Who sent it: browsers tell truly by Origin and Sec-Fetch-Site which page a request comes from. */
export function refuseSender(head: Head, host: string, aim: Aim): Refusal | null {
  const { origin } = head.headers;
  const site = head.headers['sec-fetch-site'];
  const foreign: Refusal = { status: 403, message: 'Offprint takes this only from its own page.' };
  if (aim === 'look') {
    const arrives = head.headers['sec-fetch-mode'] === 'navigate' && head.headers['sec-fetch-dest'] === 'document';
    return site === undefined || site === 'same-origin' || site === 'none' || arrives ? null : foreign;
  }
  if (site !== undefined && site !== 'same-origin') return foreign;
  if (aim === 'write' && origin !== `http://${host}`) return foreign;
  if (origin !== undefined && origin !== `http://${host}`) return foreign;
  return null;
}

/** The port is part of the name, for cookies ignore ports: two libraries may be served at once. */
export function cookieName(port: number): string {
  return `offprint-${port}`;
}

/** The value of our cookie; undefined where it is missing or comes twice. */
export function readCookie(header: string | undefined, port: number): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([name]) => name === cookieName(port));
  return values.length === 1 ? values[0]?.[1] : undefined;
}
