/** How long it takes from starting a program to its list on the screen, and to its search being ready. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Running } from './hosts.ts';

export interface Opening {
  /** From the start of the process, in milliseconds, until it printed its address. */
  readonly answers: number;
  /** … until the first rows of the list were painted. */
  readonly shows: number;
  /** … until the page was told that search is ready; NaN where nobody waited for it. */
  readonly searches: number;
}

export interface Opened {
  readonly page: Page;
  readonly host: Running;
  readonly opening: Opening;
  close(): Promise<void>;
}

declare global {
  interface Window {
    offprintListShown?: Promise<number>;
  }
}

/** Runs in the page before anything else: resolves when the frame that holds the first row was handed over. */
function watchForRows(): void {
  window.offprintListShown = new Promise((resolve) => {
    const look = () => {
      if (document.querySelector('.PaperRow') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.timeOrigin + performance.now())));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
  });
}

interface FromHost {
  readonly kind?: string;
  readonly event?: { readonly name?: string; readonly payload?: { readonly state?: string } };
  readonly reply?: { readonly value?: { readonly search?: { readonly state?: string } } | null };
}

/** Whether a message to the page says that search is ready: the event, or the state it asked for. */
function saysReady(payload: string | Buffer): boolean {
  const { event, reply } = JSON.parse(payload.toString()) as FromHost; // our own host's words
  return (event?.name === 'search.changed' && event.payload?.state === 'ready') || reply?.value?.search?.state === 'ready';
}

/** Starts a host, opens its page in a browser that has seen nothing of it, and times both. */
export async function open(browser: Browser, start: () => Promise<Running>, waitForSearch: boolean): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const ready = new Promise<number>((resolve) => {
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => saysReady(payload) && resolve(Date.now())));
  });
  await page.addInitScript(watchForRows);
  const host = await start();
  const answers = Date.now() - host.startedAt;
  await page.goto(host.url);
  const shows = (await page.evaluate(() => window.offprintListShown ?? Number.NaN)) - host.startedAt;
  const searches = waitForSearch ? (await ready) - host.startedAt : Number.NaN;
  const close = async () => {
    await context.close();
    await host.stop();
  };
  return { page, host, opening: { answers, shows, searches }, close };
}

/** Milliseconds from starting a process that builds a plain Lunr index over a library until it stands. */
export function timePlainLunr(library: string): number {
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'plainLunr.ts'), library], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The plain Lunr index could not be built.');
  return performance.now() - began;
}
