import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '../../shared/errors.ts';
import type { App } from '../app.ts';
import { sendDownload } from './download.ts';
import { forPage } from './forPage.ts';
import { type Aim, cookieName, readCookie, refuseAddress, refuseSender } from './guard.ts';
import { openPages } from './pages.ts';
import { securityHeaders } from './policy.ts';
import { createSessions } from './sessions.ts';
import type { StaticFiles } from './staticFiles.ts';
import { MAX_UPLOAD, openUploads, shownFileName, tooLarge } from './uploads.ts';

export interface BrowserHostOptions {
  readonly app: Omit<App, 'close'>;
  readonly files: StaticFiles;
  /** 0 for any free port. */
  readonly port: number;
  /** Largest upload in bytes. */
  readonly maxUpload?: number;
}

export interface BrowserHost {
  readonly port: number;
  /** A fresh link that lets one browser in. */
  link(): string;
  /** Ends every connection and deletes what was uploaded. The library stays open. */
  close(): Promise<void>;
}

const MAX_SESSION_BODY = 1024;
const UNKNOWN_BROWSER =
  'This browser is not known to Offprint. Press Enter in the terminal where Offprint runs and open the link it prints.';

/**
 * Serves the page and its bridge to browsers of this machine, on 127.0.0.1 alone.
 * @throws {AppError} `busy` where the port is taken.
 */
export async function openBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { app, files, maxUpload = MAX_UPLOAD } = options;
  const headers = securityHeaders('browser');
  const sessions = createSessions();
  const uploads = openUploads(maxUpload);
  const pages = openPages(app);
  let port = options.port;
  const host = () => `127.0.0.1:${port}`;
  const cookieOf = (request: IncomingMessage) => readCookie(request.headers.cookie, port);

  const say = (response: ServerResponse, status: number, message: string) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
    response.end(`${message}\n`);
  };
  const sayJson = (response: ServerResponse, status: number, value: unknown) => {
    response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(value));
  };
  const sayError = (response: ServerResponse, thrown: unknown) => {
    const error = AppError.from(thrown).toJSON();
    if (error.code === 'internal') process.stderr.write(`offprint: ${String(error.details?.cause)}\n`);
    if (response.headersSent) response.destroy();
    else sayJson(response.setHeader('Connection', 'close'), error.code === 'internal' ? 500 : 400, forPage({ ok: false, error }));
  };

  const startSession = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readJson(request);
    const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : null;
    const admission = typeof code === 'string' ? sessions.admit(code, cookieOf(request)) : null;
    if (admission === null) {
      sayJson(response, 403, { ok: false, error: { code: 'unreachable', message: UNKNOWN_BROWSER } });
      return;
    }
    response.setHeader('Set-Cookie', `${cookieName(port)}=${admission.cookie}; HttpOnly; SameSite=Strict; Path=/`);
    sayJson(response, 200, { page: admission.page });
  };

  const takeFile = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const page = request.headers['x-offprint-page'];
    if (typeof page !== 'string' || !sessions.holds(cookieOf(request), page)) return say(response, 403, UNKNOWN_BROWSER);
    if (Number(request.headers['content-length'] ?? 0) > maxUpload) throw tooLarge(maxUpload);
    const file = await uploads.take(request);
    sayJson(response, 200, { ok: true, value: await app.offerPath(file, shownFileName(url.searchParams.get('name') ?? '')) });
  };

  const serveFile = async (response: ServerResponse, pathname: string, withBody: boolean) => {
    const file = await files.get(pathname);
    if (file === null) return say(response, 404, 'There is nothing at this address of Offprint.');
    response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': file.bytes.length });
    response.end(withBody ? file.bytes : undefined);
  };

  /** The first that objects answers: the address, then the sender, then who the browser is. */
  const objection = (request: IncomingMessage, aim: Aim) => {
    const refusal = refuseSender(request, host(), aim);
    if (refusal !== null || aim !== 'read') return refusal;
    return sessions.knows(cookieOf(request)) ? null : { status: 403, message: UNKNOWN_BROWSER };
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const misdirected = refuseAddress(request, host());
    if (misdirected !== null) return say(response, misdirected.status, misdirected.message);
    const url = new URL(request.url ?? '/', `http://${host()}`);
    const route = `${request.method} ${url.pathname}`;
    const download = /^GET \/download\/([A-Za-z0-9_-]{16,128})$/.exec(route)?.[1];
    const looking = request.method === 'GET' || request.method === 'HEAD';
    const aim: Aim = !looking ? 'write' : download !== undefined || route === 'GET /session' ? 'read' : 'look';
    const refusal = objection(request, aim);
    if (refusal !== null) return say(response, refusal.status, refusal.message);
    if (route === 'POST /session') return startSession(request, response);
    if (route === 'POST /files') return takeFile(request, response, url);
    if (route === 'GET /session') return sayJson(response, 200, { known: true });
    if (download !== undefined) return sendDownload(response, await app.claimFile(download));
    if (looking) return serveFile(response, url.pathname, request.method === 'GET');
    response.setHeader('Allow', 'GET, HEAD');
    say(response, 405, 'Offprint does not take this here.');
  };

  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 600_000, headersTimeout: 10_000, keepAliveTimeout: 5_000 });
  server.maxConnections = 256;
  server.on('request', (request, response) => {
    answer(request, response).catch((thrown) => sayError(response, thrown));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const cookie = cookieOf(request);
    const refused = refuseAddress(request, host()) ?? refuseSender(request, host(), 'write');
    if (refused !== null || request.url !== '/bridge' || !sessions.knows(cookie)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    pages.accept(request, socket, head, (token) => sessions.holds(cookie, token));
  });

  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: '127.0.0.1', exclusive: true }, resolve);
    });
  } catch (thrown) {
    pages.close();
    await uploads.close();
    throw portError(thrown, port);
  }
  port = (server.address() as AddressInfo).port; // it listens on a port, so it is one

  return {
    port,
    link: () => `http://${host()}/#${sessions.newCode()}`,
    async close() {
      pages.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await uploads.close();
    },
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const bad = new AppError('bad-request', 'This is not what Offprint expects here.');
  if (request.headers['content-type'] !== 'application/json') throw bad;
  let text = '';
  for await (const chunk of request) {
    text += chunk;
    if (text.length > MAX_SESSION_BODY) throw bad;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw bad;
  }
}

function portError(thrown: unknown, port: number): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  if (code === 'EADDRINUSE')
    return new AppError('busy', `Port ${port} is in use by another program. Choose another with --port, or leave it out.`);
  if (code === 'EACCES')
    return new AppError('busy', `Port ${port} may not be used by ordinary programs. Choose one above 1023 with --port, or leave it out.`);
  return thrown;
}
