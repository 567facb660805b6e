/**
 * `npm run screenshots [FOLDER]`: the real app in its main states, for the README and for looking at.
 * It runs the built browser host on a fresh library with the starter list, so that nothing but our own words is shown.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../e2e/chromium.ts';
import { shootAnnotating } from './screenshots-annotating.ts';
import { shootInAndOut } from './screenshots-in-and-out.ts';

const folder = process.argv[2] ?? 'screenshots';
mkdirSync(folder, { recursive: true });

const home = mkdtempSync(join(tmpdir(), 'offprint-screenshots-'));
const libraryFile = join(home, 'library.db');
const host = spawn('node', ['out/main/cli.js', 'serve', '--library', libraryFile, '--port', '0', '--no-open'], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const { executablePath, args } = await findChromium();
const browser = await chromium.launch({ executablePath, args: [...args] });

async function url(): Promise<string> {
  for await (const line of createInterface({ input: host.stdout })) {
    const found = /http:\/\/127\.0\.0\.1:\d+\/#\S+/.exec(line)?.[0];
    if (found !== undefined) return found;
  }
  throw new Error('the browser host ended before it printed its address');
}

const page: Page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const theme = (name: string) =>
  page.evaluate((value) => {
    document.documentElement.dataset.theme = value;
  }, name);

/** Waits until answers are in and fades are over. */
async function settle(): Promise<void> {
  await page.waitForTimeout(600);
  await page.evaluate(() =>
    Promise.all([document.fonts.ready, ...document.getAnimations().map((one) => one.finished.catch(() => undefined))]),
  );
}

async function shoot(name: string, themes: readonly string[] = ['light'], of: Page = page): Promise<void> {
  for (const one of themes) {
    await theme(one);
    await settle();
    await of.screenshot({ path: join(folder, `${one === 'light' ? name : `${name}-${one}`}.png`) });
  }
  await theme('light');
}

const THEMES = ['light', 'dark', 'sepia'];

try {
  await page.goto(await url());
  await page.getByText('Bring in a digest').waitFor();
  await shoot('empty', THEMES);

  await page.getByRole('button', { name: /Try the sample/ }).click();
  await page.getByRole('button', { name: /^Import \d+ papers/ }).waitFor();
  await shoot('import', THEMES);
  await press('Enter');
  await page.locator('.PaperRow').first().waitFor();
  await shoot('toast', THEMES);

  // A little use, as of somebody who has been reading for a while.
  await press('r', 'j', 's', 'r', 'j', '2', 'j', 's', '3', 'j', 'r', 'j', '2', 'j', 'j', 'r', 'k', 'k', 'k', 'k');
  await press('g', 'a');
  await settle();
  await press('j', 'j', 'j', 'j', 's', '3', 't');
  await page.keyboard.type('decoding');
  await press('Enter');
  await page.keyboard.type('serving');
  await press('Enter', 'Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await press('a');
  await page.keyboard.type(
    'The draft model only has to be *cheap*; the check keeps the distribution exact. Compare with extra decoding heads: no second model, $k$ guesses at once.',
  );
  await press('Escape');
  await page.locator('.Note').first().waitFor();
  await page.locator('[data-pane-focus="list"]').focus();
  await page.locator('[data-reader-scroll]').evaluate((element) => {
    element.scrollTop = 0;
  });
  await page.locator('.Toast').waitFor({ state: 'hidden', timeout: 15_000 });
  await shoot('main', THEMES);

  await page.setViewportSize({ width: 700, height: 800 });
  await shoot('main-700', THEMES);
  await press('Control+b');
  await shoot('sidebar-700');
  await press('Escape');
  await page.setViewportSize({ width: 400, height: 800 });
  await shoot('list-400', ['light', 'dark']);
  await press('Enter');
  await shoot('reader-400', ['light', 'dark']);
  await press('Escape');
  await page.setViewportSize({ width: 1280, height: 800 });

  await press('Control+k');
  await page.keyboard.type('rea');
  await shoot('palette', THEMES);
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await press('?');
  await shoot('shortcuts');
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await press('Control+,');
  await shoot('settings', THEMES);
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await press('/');
  await page.keyboard.type('attention');
  await shoot('search', THEMES);
  await page.getByRole('combobox').fill('attention tilte:fast');
  await page.locator('.QueryError').waitFor();
  await shoot('search-error', THEMES);
  await page.getByRole('combobox').fill('attention is:');
  await page.getByRole('listbox', { name: 'What fits' }).waitFor();
  await shoot('completion', THEMES);
  await page.getByRole('combobox').fill('zebrafish is:starred');
  await shoot('search-none');
  await page.getByRole('combobox').fill('speculatve decoding');
  await shoot('search-spelling');
  await press('Escape', 'Escape');
  await press('g', 'a');
  await page.locator('.Similar').scrollIntoViewIfNeeded();
  await shoot('similar', THEMES);

  await shootAnnotating({ page, library: libraryFile, press, settle, shoot });
  await shootInAndOut({ page, press, settle, shoot });
  console.log(`Screenshots are in ${folder}.`);
} finally {
  await browser.close();
  host.kill();
  rmSync(home, { recursive: true, force: true });
}
