/**
 * The fixture every spec starts from: Offprint, running for real on a library of its own, with a page that fails its
 * test on a console error, a CSP violation or a request to anywhere but the app.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { findElectron } from '../scripts/find-electron.ts';

const ROOT = join(import.meta.dirname, '..');
export const DIGEST = join(ROOT, '..', 'shared', 'samples', 'daily-papers.txt');
export const hasDigest = existsSync(DIGEST);

export type Door = 'browser' | 'electron';

export interface Offprint {
  /** The window on view; a restart makes a new one. */
  readonly page: Page;
  readonly library: string;
  /** Opens another window on the same library. */
  secondWindow(): Promise<Page>;
  /** Closes everything in an orderly way and starts again on the same library. */
  restart(): Promise<void>;
  /** Ends the library's process with SIGKILL and starts again. */
  killAndRestart(): Promise<void>;
  /** Runs the command line on the library and gives what it printed. */
  cli(...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string };
}

interface Running {
  open(): Promise<Page>;
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Watches a page for all that a spec must fail on; the list it returns must stay empty. */
export function watch(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console error: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) faults.push(`request to ${url}`);
  });
  page.on('requestfailed', (request) => {
    // A page that is closed or reloaded drops what it was still fetching.
    if (request.failure()?.errorText !== 'net::ERR_ABORTED') faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`);
  });
  return faults;
}

async function startBrowserHost(library: string, newPage: () => Promise<Page>, faults: string[][]): Promise<Running> {
  const host: ChildProcess = spawn('node', [join(ROOT, 'out/main/cli.js'), 'serve', '--library', library, '--port', '0', '--no-open'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (host.stdout === null || host.stdin === null) throw new Error('the host was started with pipes');
  const lines = createInterface({ input: host.stdout })[Symbol.asyncIterator]();
  const nextUrl = async (): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done === true) throw new Error('the browser host ended before it printed its address');
      const url = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(value)?.[0];
      if (url !== undefined) return url;
    }
  };
  let first = true;
  return {
    async open() {
      // Enter in its terminal prints a fresh link; a link works once.
      if (!first) host.stdin?.write('\n');
      first = false;
      const url = await nextUrl();
      const page = await newPage();
      faults.push(watch(page, new URL(url).origin));
      await page.goto(url);
      return page;
    },
    async stop(signal) {
      if (host.exitCode !== null || host.signalCode !== null) return;
      const ended = once(host, 'exit');
      host.kill(signal);
      await ended;
    },
  };
}

async function startElectron(library: string, faults: string[][]): Promise<Running> {
  const executablePath = findElectron();
  if (executablePath === null) throw new Error('Electron has no binary here');
  const app: ElectronApplication = await _electron.launch({ executablePath, args: [ROOT, '--library', library] });
  return {
    async open() {
      const page = await app.firstWindow();
      faults.push(watch(page, 'app://offprint/'));
      return page;
    },
    async stop(signal) {
      if (signal === 'SIGKILL') app.process().kill('SIGKILL');
      else await app.close();
    },
  };
}

export const test = base.extend<{ offprint: Offprint }, { door: Door }>({
  door: ['browser', { option: true, scope: 'worker' }],

  offprint: async ({ context, door }, provide) => {
    const folder = mkdtempSync(join(tmpdir(), 'offprint-e2e-'));
    const library = join(folder, 'library.db');
    const faults: string[][] = [];
    const start = () => (door === 'electron' ? startElectron(library, faults) : startBrowserHost(library, () => context.newPage(), faults));

    let running = await start();
    let page = await running.open();
    const startAgain = async (signal: 'SIGTERM' | 'SIGKILL') => {
      if (signal === 'SIGTERM') await page.close();
      await running.stop(signal);
      if (signal === 'SIGKILL') await page.close();
      // What a page says about a host that was killed under it is expected.
      if (signal === 'SIGKILL') faults.length = 0;
      running = await start();
      page = await running.open();
    };

    await provide({
      get page() {
        return page;
      },
      library,
      secondWindow: () => running.open(),
      restart: () => startAgain('SIGTERM'),
      killAndRestart: () => startAgain('SIGKILL'),
      cli: (...args) => {
        const { status, stdout, stderr } = spawnSync('node', [join(ROOT, 'out/main/cli.js'), ...args, '--library', library], {
          encoding: 'utf8',
        });
        return { status, stdout, stderr };
      },
    });

    // What a page says about a host that ends under it is no fault of the app.
    const found = faults.flat();
    await running.stop('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
    expect(found, 'console errors, CSP violations and unexpected requests').toEqual([]);
  },
});

/** Takes the starter list in, to its end. */
export async function importSample({ page }: Offprint): Promise<void> {
  await page.getByRole('button', { name: /Try the sample/ }).click();
  await expect(page.getByRole('button', { name: /^Import \d+ papers/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible();
}

export { expect };
