/** Runs the built Electron entry under the fake, and gives its window to a real Chromium page. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import type { Asked, FromFake, PageAnswer, Poke } from './messages.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const APP = 'app://offprint';
/** Chromium knows no `app:`; requests to this origin are answered by the entry's own handler instead. */
export const STAND_IN = 'https://offprint.test';

export interface FakeElectron {
  /** All that the entry asked for so far, in its order. */
  readonly asked: readonly Asked[];
  /** The events that were sent to windows so far. */
  readonly sent: readonly unknown[];
  poke(poke: Poke): Promise<unknown>;
  /** Resolves when the entry has asked for this, with its arguments. */
  askedFor(what: string): Promise<Asked['with']>;
  /** Shows the entry's window in a page, with the built preload in it. */
  show(context: BrowserContext): Promise<Page>;
  /** The exit status, once the entry has ended. */
  ended(): Promise<number | null>;
  stop(): Promise<void>;
}

/** `args` as Electron would get them after the app's path. */
export function runEntry(args: readonly string[], env: Readonly<Record<string, string>> = {}): FakeElectron {
  const child: ChildProcess = fork(join(ROOT, 'out/main/index.js'), args, {
    execArgv: ['--import', new URL('./register.ts', import.meta.url).href],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  });
  const asked: Asked[] = [];
  const sent: unknown[] = [];
  const waiting = new Map<number, (message: { value: unknown; error: string | null }) => void>();
  const watchers = new Set<() => void>();
  const pages = new Set<Page>();
  const ended = once(child, 'exit').then(([status]) => status as number | null);
  let seq = 0;

  child.on('message', (message: FromFake) => {
    switch (message.kind) {
      case 'asked':
        asked.push(message.asked);
        for (const look of watchers) look();
        break;
      case 'answer':
        waiting.get(message.seq)?.(message);
        waiting.delete(message.seq);
        break;
      case 'event':
        sent.push(...message.args);
        for (const page of pages) {
          const { channel, args: given } = message;
          // A page that is just closing cannot be told any more.
          page.evaluate(([to, data]) => window.fakeElectronEvent(to, data), [channel, given] as const).catch(() => {});
        }
        break;
    }
  });

  const poke = (what: Poke): Promise<unknown> =>
    new Promise((resolve, reject) => {
      seq += 1;
      waiting.set(seq, ({ value, error }) => (error === null ? resolve(value) : reject(new Error(error))));
      child.send({ seq, poke: what });
    });

  const toApp = (url: string) => (url.startsWith(STAND_IN) ? APP + url.slice(STAND_IN.length) : url);

  return {
    asked,
    sent,
    poke,

    askedFor: (what) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = asked.find((one) => one.what === what);
          if (found === undefined) return;
          watchers.delete(look);
          resolve(found.with);
        };
        watchers.add(look);
        void ended.then((status) => reject(new Error(`the entry ended with ${status} before it asked for ${what}`)));
        look();
      }),

    async show(context) {
      await context.route(`${STAND_IN}/**`, async (route) => {
        const sent = route.request();
        const answer = (await poke({ kind: 'request', url: toApp(sent.url()), method: sent.method() })) as PageAnswer;
        await route.fulfill({ status: answer.status, headers: answer.headers, body: Buffer.from(answer.body) });
      });
      await context.exposeBinding('fakeElectronInvoke', ({ frame }, channel: string, given: string) => {
        const facts = { url: toApp(frame.url()), isTop: frame.parentFrame() === null };
        return poke({ kind: 'invoke', channel, args: unpack(given), frame: facts });
      });
      await context.addInitScript({ content: preloadScript() });
      const page = await context.newPage();
      pages.add(page);
      page.on('close', () => pages.delete(page));
      await page.goto(`${STAND_IN}/`);
      return page;
    },

    ended: () => ended,

    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}

declare global {
  interface Window {
    /** Set by the shim below: what the entry sends to its window. */
    fakeElectronEvent(channel: string, args: readonly unknown[]): void;
    /** Paths that `webUtils.getPathForFile` tells, by file name; a spec fills it. */
    fakeElectronPaths: Record<string, string>;
  }
}

/** Bytes cross as base64: Playwright's bindings carry JSON. */
function unpack(given: string): unknown[] {
  return JSON.parse(given, (_key, value) => {
    const bytes: unknown = value?.fakeBytes;
    return typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes, 'base64')) : value;
  });
}

/** The built preload, as it is, with a `require('electron')` that speaks through Playwright's binding. */
function preloadScript(): string {
  const preload = readFileSync(join(ROOT, 'out/preload/index.cjs'), 'utf8');
  return `(() => {
  if (window !== window.top) return;
  const listeners = new Map();
  const pack = (args) => JSON.stringify(args, (_key, value) =>
    value instanceof Uint8Array ? { fakeBytes: value.toBase64() } : value);
  window.fakeElectronPaths = {};
  window.fakeElectronEvent = (channel, args) => (listeners.get(channel) ?? []).forEach((listener) => listener({}, ...args));
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api) }),
    },
    ipcRenderer: {
      invoke: (channel, ...args) => window.fakeElectronInvoke(channel, pack(args)),
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
    webUtils: { getPathForFile: (file) => window.fakeElectronPaths[file.name] ?? '' },
  };
  const require = (name) => {
    if (name !== 'electron') throw new Error('a sandboxed preload has no ' + name);
    return electron;
  };
  const process = { platform: 'linux' };
  const module = { exports: {} };
  (function (require, module, exports, process) {
${preload}
  })(require, module, module.exports, process);
})();`;
}
