import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from './e2e/chromium.ts';
import type { Door } from './e2e/offprint.ts';
import { findElectron } from './scripts/find-electron.ts';

// Every spec starts a host of its own: what Node made of it once is kept for the next.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/node');

const { executablePath, args, from } = await findChromium();
// Workers load this file too; only the first process says it.
const electron = findElectron();
if (process.env.TEST_WORKER_INDEX === undefined) {
  console.log(`Chromium: ${from}. Electron: ${electron ?? 'no binary here, so its own run is left out; the fake stands in for it'}.`);
}

export default defineConfig<object, { door: Door }>({
  testDir: 'e2e',
  // e2e/durability and e2e/undo are vitest's: they need no page
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  // A spec waits for its host and its disk about as long as it computes: more of them than cores.
  workers: 3,
  retries: 0,
  timeout: 90_000,
  // What comes late on a busy machine comes all the same.
  expect: { timeout: 15_000 },
  // The count of `npm test` is read from the second one.
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE === undefined ? [['list']] : [['list'], ['json']],
  projects: [
    { name: 'browser', use: { door: 'browser' } },
    ...(electron === null
      ? []
      : [{ name: 'electron', use: { door: 'electron' as const }, testIgnore: ['**/electron-entry.spec.ts', '**/browser-host.spec.ts'] }]),
  ],
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath, args: [...args] },
    // Recording every spec takes a fifth of the run; `npm run e2e -- --trace on NAME` records one.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
