/** How the command line reaches the program that holds a library: the same `App`, over a socket only this person can open. */
import { createHash } from 'node:crypto';
import { lstat, mkdir, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { AppEvent } from '../../shared/contract.ts';
import { AppError, type AppErrorJson, type Reply } from '../../shared/errors.ts';
import type { App } from '../app.ts';

const seq = z.int();
const question = z.discriminatedUnion('kind', [
  z.strictObject({ seq, kind: z.literal('call'), name: z.string(), input: z.unknown().optional() }),
  z.strictObject({ seq, kind: z.literal('offerPath'), path: z.string(), name: z.string() }),
  z.strictObject({ seq, kind: z.literal('claimFile'), token: z.string() }),
]);
type Asked = z.infer<typeof question>;
type Question = Asked extends infer Q ? (Q extends { seq: number } ? Omit<Q, 'seq'> : never) : never;
type FromOwner = { readonly seq: number; readonly reply: Reply } | { readonly event: AppEvent };

/** Longest message, in UTF-16 units. */
const MAX_LINE = 64 * 1024 ** 2;
/** Longest path of a Unix socket that every system takes, in bytes. */
const MAX_SOCKET_PATH = 100;

const LOST: AppErrorJson = {
  code: 'unreachable',
  message: 'The program that holds this library has closed. What it had saved is safe; try again.',
};

/**
 * The socket's addresses, drawn from the library's real path, in order: an owner listens at the first. Whoever looks for it tries them all,
 * for a shell without a session (cron, ssh) may not have the runtime folder that the owner's has.
 */
async function socketPaths(libraryFile: string): Promise<string[]> {
  const name = createHash('sha256')
    .update(await realpath(libraryFile))
    .digest('hex')
    .slice(0, 24);
  if (process.platform === 'win32') return [`\\\\.\\pipe\\offprint-${userInfo().username}-${name}`];
  const uid = process.getuid?.() ?? 0;
  const runtime = process.env.XDG_RUNTIME_DIR;
  const folders = [runtime ?? '', process.platform === 'linux' ? `/run/user/${uid}` : ''].filter((one) => one !== '');
  const candidates = new Set([
    ...folders.map((one) => path.join(one, 'offprint')),
    path.join(tmpdir(), `offprint-${uid}`),
    `/tmp/offprint-${uid}`,
  ]);
  const fits = (folder: string) => Buffer.byteLength(path.join(folder, `${name}.sock`)) <= MAX_SOCKET_PATH;
  const paths: string[] = [];
  for (const folder of [...candidates].filter(fits)) {
    try {
      if (paths.length === 0) await mkdir(folder, { mode: 0o700 });
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
      if (code !== 'EEXIST') continue; // no such runtime folder, or not ours to write in: the next one
    }
    const is = await lstat(folder).catch(() => null);
    if (is === null) continue;
    if (is.isDirectory() && is.uid === uid && (is.mode & 0o077) === 0) paths.push(path.join(folder, `${name}.sock`));
  }
  return paths;
}

/** Calls `take` with every line of a socket; ends a connection that sends an endless one. */
function readLines(socket: Socket, take: (line: string) => void): void {
  let begun: string[] = [];
  let length = 0;
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    const lines = chunk.split('\n');
    lines.forEach((part, i) => {
      begun.push(part);
      length += part.length;
      if (length > MAX_LINE) socket.destroy();
      if (i === lines.length - 1) return;
      const line = begun.join('');
      begun = [];
      length = 0;
      take(line);
    });
  });
}

/** What a line asks; null where it is not a question of ours. */
function questionIn(line: string): Asked | null {
  try {
    return question.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/**
 * Lets the command line reach this library. To be called by its owner alone: a socket left by a dead one is replaced.
 * @throws {AppError} `unreachable` where no private folder can be had.
 */
export async function openLocalSocket(app: Omit<App, 'close'>, libraryFile: string): Promise<{ close(): Promise<void> }> {
  const [address] = await socketPaths(libraryFile);
  if (address === undefined) {
    throw new AppError(
      'unreachable',
      'There is no private folder for the socket of the command line. Check the folder named by XDG_RUNTIME_DIR.',
    );
  }
  if (process.platform !== 'win32') await rm(address, { force: true });
  const connected = new Set<Socket>();

  const ask = async (question: Asked): Promise<Reply> => {
    try {
      switch (question.kind) {
        case 'call':
          return await app.call(question.name, question.input);
        case 'offerPath':
          return { ok: true, value: await app.offerPath(question.path, question.name) };
        case 'claimFile':
          return { ok: true, value: await app.claimFile(question.token) };
      }
    } catch (thrown) {
      return { ok: false, error: AppError.from(thrown).toJSON() };
    }
  };

  const server = createServer((socket) => {
    connected.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => connected.delete(socket));
    readLines(socket, async (line) => {
      const message = questionIn(line);
      if (message === null) {
        socket.destroy();
        return;
      }
      const reply = await ask(message);
      if (!socket.destroyed) socket.write(`${JSON.stringify({ seq: message.seq, reply })}\n`);
    });
  });
  const stopEvents = app.on((event) => {
    const line = `${JSON.stringify({ event })}\n`;
    for (const socket of connected) socket.write(line);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  server.unref();

  return {
    close() {
      stopEvents();
      for (const socket of connected) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve())); // this takes the socket's file away, too
    },
  };
}

/** The library as its running owner serves it; null where nobody does. Closing it closes the connection alone. */
export async function connectLocal(libraryFile: string): Promise<App | null> {
  const socket = await reach(libraryFile);
  if (socket === null) return null;
  const waiting = new Map<number, (reply: Reply) => void>();
  const listeners = new Set<(event: AppEvent) => void>();
  let seq = 0;

  readLines(socket, (line) => {
    const message = JSON.parse(line) as FromOwner; // the owner's own words, through a socket of this person's
    if ('event' in message) {
      for (const listener of listeners) listener(message.event);
    } else {
      waiting.get(message.seq)?.(message.reply);
      waiting.delete(message.seq);
    }
  });
  socket.on('close', () => {
    for (const answer of waiting.values()) answer({ ok: false, error: LOST });
    waiting.clear();
  });

  const ask = (question: Question): Promise<Reply> => {
    if (socket.destroyed) return Promise.resolve({ ok: false, error: LOST });
    return new Promise((resolve) => {
      seq += 1;
      waiting.set(seq, resolve);
      socket.write(`${JSON.stringify({ ...question, seq })}\n`);
    });
  };
  const unwrap = async <T>(question: Question): Promise<T> => {
    const reply = await ask(question);
    if (!reply.ok) throw AppError.fromJSON(reply.error);
    return reply.value as T; // the owner answers each question with its own type
  };

  return {
    call: (name, input) => ask({ kind: 'call', name, input }),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offerPath: (file, name) => unwrap({ kind: 'offerPath', path: file, name }),
    claimFile: (token) => unwrap({ kind: 'claimFile', token }),
    close() {
      if (socket.destroyed) return Promise.resolve();
      return new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.destroy();
      });
    },
  };
}

async function reach(libraryFile: string): Promise<Socket | null> {
  // No library there yet, or no folder for sockets: nobody can be listening.
  for (const address of await socketPaths(libraryFile).catch(() => [])) {
    const socket = await new Promise<Socket | null>((resolve) => {
      const tried = connect(address);
      tried.on('error', () => resolve(null)); // nobody listens; later errors are told by 'close'
      tried.once('connect', () => resolve(tried));
    });
    if (socket !== null) return socket;
  }
  return null;
}
