/** How a browser gets in, stays in, and comes back after the host was away. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';

interface Host {
  /** The link it printed when it started. */
  readonly link: string;
  /** Presses Enter in its terminal and gives the link it prints. */
  enter(): Promise<string>;
  stop(): Promise<void>;
}

async function startHost(library: string, port: number): Promise<Host> {
  const args = ['out/main/serve.js', '--library', library, '--port', String(port), '--no-open'];
  const child: ChildProcess = spawn('node', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  let printed = '';
  let wake = () => {};
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
    wake();
  });
  const nextLink = async (): Promise<string> => {
    for (;;) {
      const [line, link] = /^Offprint is at (\S+)\n/.exec(printed) ?? [];
      if (line !== undefined && link !== undefined) {
        printed = printed.slice(line.length);
        return link;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    link: await nextLink(),
    enter() {
      child.stdin?.write('\n');
      return nextLink();
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const test = base.extend<{ library: string; host: Host }>({
  library: async ({ browserName }, provide) => {
    const folder = mkdtempSync(join(tmpdir(), `offprint-host-${browserName}-`));
    await provide(join(folder, 'library.db'));
    rmSync(folder, { recursive: true, force: true });
  },
  host: async ({ library }, provide) => {
    const host = await startHost(library, 0);
    await provide(host);
    await host.stop();
  },
});

const INSIDE = 'Bring in a digest';
const OUTSIDE = 'This browser is not known to Offprint yet.';

test('a link lets one browser in, in as many tabs as it likes, and is gone from the address', async ({ host, browser }) => {
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(host.link);
  await expect(page.getByText(INSIDE)).toBeVisible();
  expect(page.url()).toBe(new URL('/', host.link).href);
  await page.reload();
  await expect(page.getByText(INSIDE)).toBeVisible();
  const tab = await first.newPage();
  await tab.goto(host.link);
  await expect(tab.getByText(INSIDE)).toBeVisible();
  const [cookie] = await first.cookies();
  expect(cookie).toMatchObject({ name: `offprint-${new URL(host.link).port}`, httpOnly: true, sameSite: 'Strict' });

  const second = await browser.newContext();
  const stranger = await second.newPage();
  await stranger.goto(host.link);
  await expect(stranger.getByText(OUTSIDE)).toBeVisible();
  await stranger.goto(new URL('/', host.link).href);
  await expect(stranger.getByText(OUTSIDE)).toBeVisible();
  // A fresh link differs only in its fragment, and is taken all the same.
  await stranger.goto(await host.enter());
  await expect(stranger.getByText(INSIDE)).toBeVisible();
  await first.close();
  await second.close();
});

test('what let a browser in ends with the host: a new start needs a new link', async ({ host, library, page }) => {
  await page.goto(host.link);
  await expect(page.getByText(INSIDE)).toBeVisible();
  await host.stop();
  const again = await startHost(library, Number(new URL(host.link).port));
  try {
    await page.reload();
    await expect(page.getByText(OUTSIDE)).toBeVisible();
    await page.goto(again.link);
    await expect(page.getByText(INSIDE)).toBeVisible();
  } finally {
    await again.stop();
  }
});
