import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { AppEvent } from '../../shared/contract.ts';
import type { App } from '../app.ts';
import { type BrowserHost, openBrowserHost } from './browser.ts';

/** An app that echoes, so that only the transport is on trial. */
function fakeApp(folder: string) {
  const listeners = new Set<(event: AppEvent) => void>();
  const offered: { path: string; name: string }[] = [];
  const app: Omit<App, 'close'> = {
    call: async (name, input) => ({ ok: true, value: { name, input } }),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async offerPath(file, name) {
      offered.push({ path: file, name });
      return 'token-of-an-offered-file';
    },
    async claimFile(token) {
      const file = path.join(folder, token);
      await writeFile(file, 'exported');
      return { path: file, name: 'Müller “list”.json' };
    },
  };
  const emit = (event: AppEvent) => {
    for (const listener of listeners) listener(event);
  };
  return { app, offered, emit };
}

let folder: string;
let fake: ReturnType<typeof fakeApp>;
let host: BrowserHost;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offprint-test-'));
  fake = fakeApp(folder);
  const page = { type: 'text/html; charset=utf-8', bytes: Buffer.from('<!doctype html>') };
  host = await openBrowserHost({
    app: fake.app,
    files: { get: async (pathname) => (pathname === '/' ? page : null) },
    port: 0,
    maxUpload: 1000,
  });
});

afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request with exactly these headers, but for Host, which is ours unless told. */
function send(method: string, target: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: host.port, method, path: target, headers: { Host: `127.0.0.1:${host.port}`, ...headers } },
      async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

const origin = () => `http://127.0.0.1:${host.port}`;
const code = () => new URL(host.link()).hash.slice(1);
const enter = (given: string, headers: Record<string, string> = {}) =>
  send('POST', '/session', { Origin: origin(), 'Content-Type': 'application/json', ...headers }, JSON.stringify({ code: given }));

async function admitted(): Promise<{ cookie: string; page: string }> {
  const answer = await enter(code());
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
  return { cookie, page: JSON.parse(answer.body).page };
}

/** Opens the bridge; resolves with the first message after the token, or with why it was refused. */
function openBridge(headers: Record<string, string>, token: string, target = '/bridge'): Promise<{ socket: WebSocket; first: string }> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${target}`, { headers });
    socket.on('open', () => socket.send(JSON.stringify({ token })));
    socket.on('message', (data: Buffer) => resolve({ socket, first: data.toString() }));
    socket.on('close', (status) => reject(new Error(`closed ${status}`)));
    socket.on('error', reject);
  });
}

describe('a request', () => {
  it.each(['localhost', 'offprint.example', '127.0.0.1', '127.0.0.1:1', '[::1]'])(
    'to Host %j is refused before anything else',
    async (name) => {
      const port = name === 'localhost' || name === 'offprint.example' ? `:${host.port}` : '';
      expect((await send('GET', '/', { Host: `${name}${port}` })).status).toBeGreaterThanOrEqual(400);
    },
  );

  it('with two hosts, or the address of another, is refused', async () => {
    const ours = `Host: 127.0.0.1:${host.port}`;
    for (const head of [
      `GET / HTTP/1.1\r\n${ours}\r\nHost: example.org`,
      `GET http://example.org/ HTTP/1.1\r\n${ours}`,
      'GET / HTTP/1.1\r\nX: y',
      'GET / HTTP/1.0',
    ]) {
      const socket = connect(host.port, '127.0.0.1');
      socket.end(`${head}\r\nConnection: close\r\n\r\n`);
      let answer = '';
      for await (const chunk of socket) answer += chunk;
      expect(answer, head).toMatch(/^HTTP\/1.1 40[03]/);
    }
  });

  it('gets the page and nothing that was not built', async () => {
    expect(await send('GET', '/')).toMatchObject({ status: 200, body: '<!doctype html>' });
    for (const target of ['/files.json', '/../package.json', '/%2e%2e/package.json', '/index.html%00', '//example.org/', '/bridge']) {
      expect((await send('GET', target)).status, target).toBeGreaterThanOrEqual(400);
    }
  });

  it('is answered with the policy and without CORS', async () => {
    for (const target of ['/', '/nowhere']) {
      const { headers } = await send('GET', target, { Origin: origin() });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  it('with another method is refused', async () => {
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'POST']) {
      expect((await send(method, '/', { Origin: origin() })).status, method).toBe(405);
      expect((await send(method, '/')).status, method).toBe(403);
    }
  });

  it('from another site may open the page but not fetch from it', async () => {
    const arrive = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    expect((await send('GET', '/', arrive)).status).toBe(200);
    expect((await send('GET', '/', { ...arrive, 'Sec-Fetch-Dest': 'iframe' })).status).toBe(403);
    expect((await send('GET', '/', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'no-cors' })).status).toBe(403);
  });
});

describe('a code', () => {
  it('lets one browser in, with a cookie of its own port that scripts and other sites never see', async () => {
    const answer = await enter(code());
    expect(answer.status).toBe(200);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(new RegExp(`^offprint-${host.port}=[A-Za-z0-9_-]{43}; HttpOnly; SameSite=Strict; Path=/$`));
    expect(JSON.parse(answer.body).page).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('works once, but for the browser that is known already', async () => {
    const used = code();
    const first = await enter(used);
    const cookie = String(first.headers['set-cookie']).split(';')[0] ?? '';
    expect((await enter(used)).status).toBe(403);
    expect((await enter(used, { Cookie: `offprint-${host.port}=${'a'.repeat(43)}` })).status).toBe(403);
    const again = await enter(used, { Cookie: cookie });
    expect(again.status).toBe(200);
    expect(JSON.parse(again.body)).toEqual(JSON.parse(first.body));
  });

  it('that was never printed lets nobody in, not even a known browser', async () => {
    const { cookie } = await admitted();
    expect((await enter('a'.repeat(22), { Cookie: cookie })).status).toBe(403);
  });

  it.each([
    ['another origin', { Origin: 'http://127.0.0.1:1' }],
    ['the null origin', { Origin: 'null' }],
    ['the right name with https', { Origin: 'https://127.0.0.1' }],
    ['another site, as the browser says', { 'Sec-Fetch-Site': 'same-site' }],
  ])('is not taken from %s', async (_from, headers) => {
    expect((await enter(code(), headers)).status).toBe(403);
  });

  it('is not taken without an origin, nor as a form', async () => {
    const body = JSON.stringify({ code: code() });
    expect((await send('POST', '/session', { 'Content-Type': 'application/json' }, body)).status).toBe(403);
    expect((await send('POST', '/session', { Origin: origin(), 'Content-Type': 'text/plain' }, body)).status).toBe(400);
    expect((await send('POST', '/session', { Origin: origin(), 'Content-Type': 'application/json' }, 'x'.repeat(5000))).status).toBe(400);
  });
});

describe('the bridge', () => {
  it('needs cookie, origin, address and the page token', async () => {
    const { cookie, page } = await admitted();
    const other = await admitted();
    const right = { Cookie: cookie, Origin: origin() };
    await expect(openBridge({ Cookie: cookie }, page)).rejects.toThrow('403');
    await expect(openBridge({ ...right, Origin: 'http://example.org' }, page)).rejects.toThrow('403');
    await expect(openBridge({ ...right, Host: `localhost:${host.port}` }, page)).rejects.toThrow('403');
    await expect(openBridge({ Origin: origin() }, page)).rejects.toThrow('403');
    await expect(openBridge({ ...right, Cookie: `${cookie}; ${cookie}` }, page)).rejects.toThrow('403');
    await expect(openBridge(right, page, '/other')).rejects.toThrow('403');
    await expect(openBridge(right, 'x')).rejects.toThrow('closed 1008');
    await expect(openBridge(right, other.page)).rejects.toThrow('closed 1008');
    const { socket, first } = await openBridge(right, page);
    expect(JSON.parse(first)).toEqual({ kind: 'open' });
    socket.close();
  });

  it('carries calls, answers and events', async () => {
    const { cookie, page } = await admitted();
    const { socket } = await openBridge({ Cookie: cookie, Origin: origin() }, page);
    const messages: unknown[] = [];
    const two = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        if (messages.push(JSON.parse(data.toString())) === 2) resolve();
      });
    });
    const event: AppEvent = { name: 'papers.changed', payload: { ids: [1] } };
    socket.send(JSON.stringify({ seq: 7, name: 'papers.get', input: { id: 1 } }));
    fake.emit(event);
    await two;
    expect(messages).toContainEqual({ kind: 'reply', seq: 7, reply: { ok: true, value: { name: 'papers.get', input: { id: 1 } } } });
    expect(messages).toContainEqual({ kind: 'event', event });
    socket.close();
  });

  it('tells a page the sentence of an error and nothing of this machine', async () => {
    const details = { cause: 'Error: at /home/ana/offprint/app.js', problems: [] };
    fake.app.call = async () => ({ ok: false, error: { code: 'internal', message: 'It went wrong.', details } });
    const { cookie, page } = await admitted();
    const { socket } = await openBridge({ Cookie: cookie, Origin: origin() }, page);
    const answer = new Promise((resolve) => socket.on('message', (data: Buffer) => resolve(JSON.parse(data.toString()))));
    socket.send(JSON.stringify({ seq: 1, name: 'papers.get', input: {} }));
    const error = { code: 'internal', message: 'It went wrong.', details: { problems: [] } };
    expect(await answer).toEqual({ kind: 'reply', seq: 1, reply: { ok: false, error } });
    socket.close();
  });

  it('closes on what is not a call', async () => {
    const { cookie, page } = await admitted();
    const { socket } = await openBridge({ Cookie: cookie, Origin: origin() }, page);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.send('{"seq": "1"}');
    expect(await closed).toBe(1008);
  });
});

describe('files', () => {
  const offer = async (body: string, headers: Record<string, string>) =>
    send('POST', `/files?name=${encodeURIComponent('../a\u202eb\u0000.bib')}`, { Origin: origin(), ...headers }, body);

  it('come in for a page that holds its token, under a name without a path', async () => {
    const { cookie, page } = await admitted();
    const answer = await offer('@article{}', { Cookie: cookie, 'X-Offprint-Page': page });
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: 'token-of-an-offered-file' });
    const [offered] = fake.offered;
    expect(offered?.name).toBe('ab.bib');
    expect(await readFile(offered?.path ?? '', 'utf8')).toBe('@article{}');
    expect((await stat(path.dirname(offered?.path ?? ''))).mode & 0o777).toBe(0o700);
  });

  it('are gone when the host closes', async () => {
    const { cookie, page } = await admitted();
    await offer('x', { Cookie: cookie, 'X-Offprint-Page': page });
    await host.close();
    await expect(stat(fake.offered[0]?.path ?? '')).rejects.toThrow('ENOENT');
  });

  it('are refused without the page token, from elsewhere, and when too large', async () => {
    const { cookie, page } = await admitted();
    expect((await offer('x', { Cookie: cookie })).status).toBe(403);
    expect((await offer('x', { 'X-Offprint-Page': page })).status).toBe(403);
    expect((await offer('x', { Cookie: cookie, 'X-Offprint-Page': page, Origin: 'null' })).status).toBe(403);
    const known = { Cookie: cookie, 'X-Offprint-Page': page };
    expect(JSON.parse((await offer('x'.repeat(1001), known)).body).error.code).toBe('too-large');
    const unsized = await offer('x'.repeat(1001), { ...known, 'Transfer-Encoding': 'chunked' });
    expect(JSON.parse(unsized.body).error.code).toBe('too-large');
    expect(fake.offered).toEqual([]);
  });

  it('go out once to a known browser and are deleted then', async () => {
    const { cookie } = await admitted();
    const token = 'a'.repeat(20);
    expect((await send('GET', `/download/${token}`)).status).toBe(403);
    expect((await send('GET', `/download/${token}`, { Cookie: cookie, 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    const answer = await send('GET', `/download/${token}`, { Cookie: cookie });
    expect(answer).toMatchObject({ status: 200, body: 'exported' });
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="M_ller _list_.json"; filename*=UTF-8''M%C3%BCller%20%E2%80%9Clist%E2%80%9D.json`,
    );
    await vi.waitFor(() => expect(stat(path.join(folder, token))).rejects.toThrow('ENOENT'));
  });
});

it('says in words that a port is taken', async () => {
  const second = openBrowserHost({ app: fake.app, files: { get: async () => null }, port: host.port });
  await expect(second).rejects.toThrow(/Port \d+ is in use/);
});
