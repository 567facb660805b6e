/** Finds a Chromium for the end-to-end specs on machines with one, without one, and without a display. */
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

export interface FoundChromium {
  readonly executablePath: string;
  readonly args: readonly string[];
  /** For the line the run prints. */
  readonly from: string;
}

function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not in this folder
    }
  }
  return null;
}

/**
 * In order: `OFFPRINT_CHROMIUM`, Playwright's own download, an installed Chromium or Chrome, the one in the
 * `@sparticuz/chromium` package (headless, Linux on x64).
 * @throws {Error} where there is none, saying how to name one
 */
export async function findChromium(): Promise<FoundChromium> {
  // Chromium's own sandbox does not work for root; everyone else keeps it.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  // Its background services would look outside, which a test must never do.
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic'];
  const args = [...quiet, ...asRoot];

  const named = process.env.OFFPRINT_CHROMIUM;
  if (named !== undefined && named !== '') return { executablePath: named, args, from: 'OFFPRINT_CHROMIUM' };
  const own = chromium.executablePath();
  if (existsSync(own)) return { executablePath: own, args, from: 'Playwright' };
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const file = onPath(name);
    if (file !== null) return { executablePath: file, args, from: file };
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: packaged } = await import('@sparticuz/chromium');
    // The package unpacks into the temporary folder and trusts whatever older copy stands there: give it one of its own.
    const folder = join(import.meta.dirname, '..', 'node_modules', '.cache', 'chromium');
    mkdirSync(folder, { recursive: true });
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    try {
      return {
        executablePath: await packaged.executablePath(),
        args: [...quiet, '--no-sandbox', '--no-zygote'],
        from: '@sparticuz/chromium',
      };
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  }
  throw new Error('No Chromium was found. Install Chromium or Chrome, or name one in OFFPRINT_CHROMIUM.');
}
