/** Papers leave the window as files: what, in which format, how far, and what the page that stands alone does in a browser. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { expectNoFindings, findings } from './axe.ts';
import { expect, type Offprint, test } from './offprint.ts';

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offprint-export-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Export' });
const rows = (page: Page) => page.locator('.PaperRow');

async function bring(offprint: Offprint, papers: readonly object[]): Promise<void> {
  const file = join(folder, 'papers.jsonl');
  writeFileSync(file, papers.map((paper) => JSON.stringify(paper)).join('\n'));
  const { status, stderr } = offprint.cli('import', file);
  expect(status, stderr).toBe(0);
}

const TIDES = [
  { title: 'Tides and Pools', abstract: 'Water rises and falls.', authors: ['Ana Ruiz', 'Jan de Wit'], year: 2020, doi: '10.1234/tides' },
  { title: 'A Lantern for Quiet Pages', abstract: 'It reads by a small light.', authors: ['Mira Okafor'], year: 2021 },
  { title: 'Of Moons', abstract: 'The moon pulls the water.', authors: ['Li Na'], year: 2022 },
];

/** Presses Enter in the dialog and gives the file. */
async function take(page: Page): Promise<{ readonly name: string; readonly path: string; readonly text: string }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  await expect(dialog(page)).toBeHidden();
  const path = await file.path();
  return { name: file.suggestedFilename(), path, text: readFileSync(path, 'utf8') };
}

test('papers go out by keyboard: what, in which format, and one toast', async ({ offprint }) => {
  const { page } = offprint;
  await bring(offprint, TIDES);
  await expect(rows(page)).toHaveCount(3);

  // The list on view, in the format that arrows choose.
  await page.keyboard.press('Control+e');
  await expect(dialog(page)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Inbox 3 papers' })).toBeChecked();
  const csv = page.getByRole('group', { name: 'To read and to work with' }).getByRole('radio', { name: 'CSV' });
  await expect(csv).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('group', { name: 'To read and to work with' }).getByRole('radio', { name: 'Markdown' })).toBeChecked();
  const list = await take(page);
  expect(list.name).toMatch(/^offprint-[\d-]+\.md$/);
  for (const { title } of TIDES) expect(list.text).toContain(title);
  await expect(page.locator('.Toast')).toContainText('Exported 3 papers');

  // From the palette, with its format chosen; a search is a choice of its own.
  await page.keyboard.press('/');
  await page.keyboard.type('water');
  await expect(rows(page)).toHaveCount(2);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('export as csv');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  await expect(csv).toBeChecked();
  await expect(page.getByRole('radio', { name: '“water” in Inbox 2 papers' })).toBeChecked();
  const found = await take(page);
  expect(found.name).toMatch(/\.csv$/);
  expect(found.text.startsWith('\ufeffTitle,Authors,')).toBe(true);
  expect(found.text).toContain('Tides and Pools,Ana Ruiz; Jan de Wit,2020,');
  expect(found.text).not.toContain('Lantern');

  // The selection, and all there is whatever is on view.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.locator('.PaperRow').first().click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByRole('button', { name: /^Export…/ }).click();
  await expect(page.getByRole('radio', { name: 'The selected papers 2 papers' })).toBeChecked();
  await page.getByRole('radio', { name: 'The whole library 3 papers' }).check();
  await page.getByRole('radio', { name: 'Offprint JSON' }).check();
  const all = await take(page);
  expect(JSON.parse(all.text)).toMatchObject({ format: 'offprint', papers: [{}, {}, {}] });

  // What was chosen last is chosen again; Escape leaves everything as it is.
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('radio', { name: 'Offprint JSON' })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  // Of papers without annotations no empty file is made.
  await page.keyboard.press('Control+e');
  await page.getByRole('group', { name: 'Highlights and notes alone' }).getByRole('radio', { name: 'CSV', exact: true }).check();
  await page.keyboard.press('Enter');
  await expect(page.locator('.Toast')).toContainText('There are no annotations in it');
});

test('the dialog is there for everyone, in every theme and on a narrow screen', async ({ offprint }) => {
  const { page } = offprint;
  await bring(offprint, TIDES);
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press('Control+e');
  await expect(dialog(page)).toBeVisible();
  for (const width of [1280, 400]) {
    await page.setViewportSize({ width, height: 700 });
    await expectNoFindings(page, `${width} pixels`);
    const box = await dialog(page).boundingBox();
    expect(box?.width).toBeLessThanOrEqual(width);
    await expect(page.getByRole('button', { name: 'Export', exact: true })).toBeInViewport();
  }
});

test('a long export tells how far it is and can be stopped', async ({ offprint }) => {
  const { page } = offprint;
  test.setTimeout(180_000);
  await bring(
    offprint,
    Array.from({ length: 30_000 }, (_, at) => ({
      title: `Paper ${at} of many`,
      abstract: `About ${at}. `.repeat(20),
      authors: [`Ana ${at}`],
    })),
  );
  await expect(page.locator('.StatusBar')).toContainText('30,000 papers', { timeout: 60_000 });
  await page.keyboard.press('Control+e');
  await page.getByRole('radio', { name: 'Offprint JSON' }).check();
  let downloads = 0;
  page.on('download', () => {
    downloads += 1;
  });
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('progressbar')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator('.Toast')).toContainText('The export was stopped');
  expect(downloads).toBe(0);
});

/** Words that would do something if they were taken for more than words; each names itself. */
const PAYLOADS = [
  '<script>window.fired=1</script>',
  '<img src=x onerror="window.fired=2">',
  '"><svg onload=window.fired=3>',
  '</title><script>window.fired=4</script>',
  '</script><script>window.fired=5</script>',
  '<iframe srcdoc="<script>parent.fired=6</script>">',
  '<a href="javascript:window.fired=7">x</a>',
  '<style>*{display:none}</style>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example.org">',
  '<link rel=stylesheet href=https://evil.example.org/x.css>',
  '&lt;script&gt;window.fired=8&lt;/script&gt;',
  '<!-- <script>window.fired=9</script>',
  "' onmouseover='window.fired=10",
  '<base href="https://evil.example.org/">',
  '<form action="https://evil.example.org"><input autofocus onfocus="window.fired=11">',
];

test('the page that stands alone reads, searches and prints without a network, and nothing in it comes alive', async ({
  offprint,
  context,
}) => {
  const { page } = offprint;
  const evil = PAYLOADS.map((payload, at) => ({
    title: `${payload} number ${at}`,
    abstract: `Before ${payload} after. See https://evil.example.org/${encodeURIComponent(payload)}`,
    authors: [payload],
    venue: payload,
    keywords: [payload],
    url: `https://evil.example.org/${at}?x=${payload.replace(/\s/g, '')}`,
    pdf: 'javascript:window.fired=12',
  }));
  await bring(offprint, [...TIDES, ...evil]);
  const first = page.locator('.PaperRow').first();
  await first.click();
  await page.keyboard.press('a');
  await page.keyboard.type(`A note: ${PAYLOADS[0]} ${PAYLOADS[1]}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('export as web page');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  const { name, text } = await take(page);
  expect(name).toMatch(/\.html$/);
  const file = join(folder, 'papers.html');
  writeFileSync(file, text);

  const alone = await context.newPage();
  const faults: string[] = [];
  alone.on('console', (message) => faults.push(`console: ${message.text()}`));
  alone.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  alone.on('dialog', (box) => faults.push(`dialog: ${box.message()}`));
  alone.on('request', (request) => {
    if (!/^(?:file|data):/.test(request.url())) faults.push(`request: ${request.url()}`);
  });
  await alone.goto(pathToFileURL(file).href);
  await expect(alone.getByRole('article')).toHaveCount(TIDES.length + evil.length);
  await expect(alone.getByRole('status')).toHaveText(`${TIDES.length + evil.length} papers`);
  for (const payload of PAYLOADS) {
    // Entities are repaired into the signs they stand for, here as in the reader.
    const shown = payload.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    await expect(alone.getByRole('heading', { name: shown }).first()).toBeAttached();
  }
  await expect(alone.getByText(`A note: ${PAYLOADS[0]}`)).toBeAttached();
  expect(await alone.evaluate(() => (window as { fired?: number }).fired)).toBeUndefined();
  expect(await alone.evaluate(() => document.querySelectorAll('script').length)).toBe(1);
  expect(await alone.evaluate(() => [...document.querySelectorAll('a')].every((a) => /^https?:$/.test(a.protocol)))).toBe(true);

  // Search, with the keys of the program.
  await alone.keyboard.press('/');
  await expect(alone.getByRole('searchbox')).toBeFocused();
  await alone.keyboard.type('wáter MOON');
  await expect(alone.getByRole('status')).toHaveText(`1 of ${TIDES.length + evil.length} papers`);
  await expect(alone.getByRole('article')).toHaveCount(1);
  await expect(alone.getByRole('article')).toContainText('Of Moons');
  await alone.keyboard.type(' nothinglikethis');
  await expect(alone.getByText('No paper here has all of these words.')).toBeVisible();
  await alone.keyboard.press('Escape');
  await expect(alone.getByRole('article')).toHaveCount(TIDES.length + evil.length);
  await alone.keyboard.press('Escape');
  await alone.keyboard.press('j');
  await alone.keyboard.press('j');
  expect(
    await alone.evaluate(() => [...document.querySelectorAll('article')].findIndex((one) => one.contains(document.activeElement))),
  ).toBe(1);

  for (const colorScheme of ['light', 'dark'] as const) {
    await alone.emulateMedia({ colorScheme });
    for (const width of [1280, 400]) {
      await alone.setViewportSize({ width, height: 700 });
      expect(await findings(alone)).toEqual([]);
      expect(await alone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  }
  await alone.emulateMedia({ media: 'print', colorScheme: null });
  await expect(alone.getByRole('searchbox')).toBeHidden();
  await expect(alone.getByRole('article')).toHaveCount(TIDES.length + evil.length);
  expect(faults).toEqual([]);
});
