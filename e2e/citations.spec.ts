/** Citations on the clipboard, plain and with form: by key, by palette, in a style of one's own, of several papers. */
import type { BrowserContext, Page } from '@playwright/test';
import { cslStyle } from '../src/main/formats/fixtures/cslStyle.ts';
import { expectNoFindings } from './axe.ts';
import { expect, importSample, type Offprint, test } from './offprint.ts';

test.skip(({ door }) => door === 'electron', 'a page of the desktop window may not read the clipboard');

/** The first citation in a style builds the style: on a busy machine that takes a while. */
const BUILT = { timeout: 30_000 };

const PAPERS = [
  {
    title: 'Tides & <script>alert(1)</script> at $R^2$',
    authors: ['Ada B. van Deich', 'The Shore Group'],
    date: '2021-04-03',
    venue: 'Journal of Shores',
    doi: '10.1000/tides',
    abstract: 'Water comes and goes.',
  },
  { title: 'The Book of Sands', authors: ['Eva Adder'], date: '1999', abstract: 'Sand stays.' },
];

async function begin({ page }: Offprint, context: BrowserContext): Promise<void> {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const lines = PAPERS.map((paper) => JSON.stringify(paper)).join('\n');
  await page
    .locator('[data-import-file]')
    .setInputFiles({ name: 'shore.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(lines) });
  await page.getByRole('button', { name: /^Import 2 papers/ }).click();
  await expect(page.locator('.PaperRow')).toHaveCount(2);
  await page.locator('.PaperRow', { hasText: 'Tides' }).click();
  await expect(page.locator('.Paper-title')).toContainText('Tides');
}

/** Null for a flavour that is not there, and for all while the clipboard changes hands. */
const copied = (page: Page) =>
  page.evaluate(async () => {
    try {
      const [item] = await navigator.clipboard.read();
      const flavour = async (type: string) => (item?.types.includes(type) ? await (await item.getType(type)).text() : null);
      return { plain: await flavour('text/plain'), html: await flavour('text/html') };
    } catch {
      return { plain: null, html: null };
    }
  });

async function command(page: Page, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(label);
  await expect(page.locator('.Command[aria-selected="true"]')).toContainText(label);
  await page.keyboard.press('Enter');
}

test('a citation is copied by key, plain and with form, and nothing in it becomes markup', async ({ offprint, context }) => {
  await begin(offprint, context);
  const { page } = offprint;
  await page.keyboard.press('c');
  await expect(page.locator('.Toast')).toContainText('Citation copied, in APA', BUILT);
  const { plain, html } = await copied(page);
  expect(plain).toBe(
    'van Deich, A. B. & The Shore Group. (2021). Tides & <script>alert(1)</script> at R². Journal of Shores. https://doi.org/10.1000/tides',
  );
  expect(html).toContain('Tides &amp; &lt;script&gt;alert(1)&lt;/script&gt; at R<sup');
  expect(html).toMatch(/<i[^>]*>Journal of Shores<\/i>/);
  expect(html).toMatch(/<a href="https:\/\/doi\.org\/10\.1000\/tides"/);
  expect(html).not.toContain('<script');

  await command(page, 'Copy in-text citation');
  await expect(page.locator('.Toast')).toContainText('Citation copied', BUILT);
  await expect.poll(async () => (await copied(page)).plain, BUILT).toBe('(van Deich & The Shore Group, 2021)');

  await command(page, 'Copy citation as Vancouver');
  await expect.poll(async () => (await copied(page)).plain, BUILT).toMatch(/^1\. van Deich AB, The Shore Group\. Tides/);

  await page.keyboard.press('Shift+C');
  await expect(page.locator('.Toast')).toContainText('Copied as BibTeX', BUILT);
  await expect.poll(async () => (await copied(page)).plain, BUILT).toMatch(/^@article\{deich2021tides,\n/i);
});

test('several papers are a bibliography, and every style is shown before it is chosen', async ({ offprint, context }) => {
  await begin(offprint, context);
  const { page } = offprint;
  await page.keyboard.press('Control+a');
  await page.keyboard.press('c');
  await expect(page.locator('.Toast')).toContainText('2 citations copied, in APA', BUILT);
  const { plain, html } = await copied(page);
  expect(plain?.split('\n').map((line) => line.slice(0, 9))).toEqual(['Adder, E.', 'van Deich']);
  expect(html?.match(/<p[ >]/g)).toHaveLength(2);

  await command(page, 'Copy citation as…');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('option')).toHaveCount(3);
  await expect(dialog.getByRole('option', { name: /Harvard/ })).toContainText('(2021)', BUILT);
  await expectNoFindings(page, 'every style');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  await expect(dialog.getByRole('option', { name: /Vancouver/ })).toContainText('(1)', BUILT);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect.poll(async () => (await copied(page)).plain, BUILT).toBe('(1,2)');
});

test('a style of one’s own is added, used, removed and put back', async ({ offprint, context }) => {
  await begin(offprint, context);
  const { page } = offprint;
  const add = (name: string, xml: string) =>
    page
      .locator('[data-style-file]')
      .setInputFiles({ name, mimeType: 'application/vnd.citationstyles.style+xml', buffer: Buffer.from(xml) });
  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Citations' }).click();
  await add('broken.csl', cslStyle().slice(0, 300));
  await expect(page.locator('.Notice')).toContainText('broken.csl is not well-formed XML', BUILT);
  await page.locator('.Notice').getByRole('button').click();

  await add('shore.csl', cslStyle({ title: 'Shore Letters' }));
  const own = page.getByRole('radio', { name: 'Shore Letters' });
  await expect(own).toBeChecked(BUILT);
  await expectNoFindings(page, 'the settings of citations');
  await page.getByRole('textbox', { name: 'Citation keys' }).fill('[auth:upper][year]');
  await expect(page.getByText('For example RUIZ2026')).toBeVisible();
  await page.getByRole('textbox', { name: 'Citation keys' }).fill('[nobody]');
  await expect(page.getByText('There is no field “nobody”')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.locator('.PaperRow', { hasText: 'Sands' }).click();
  await expect(page.locator('.Paper-title')).toContainText('Sands');
  await page.keyboard.press('c');
  await expect(page.locator('.Toast')).toContainText('Citation copied, in Shore Letters', BUILT);
  expect(await copied(page)).toEqual({ plain: 'The Book of Sands.', html: expect.stringMatching(/<i[^>]*>The Book of Sands<\/i>\./) });

  await page.keyboard.press('Control+,');
  await page.getByRole('button', { name: 'Citations' }).click();
  await page.getByRole('button', { name: 'Remove the style Shore Letters' }).click();
  await expect(page.getByRole('radio', { name: 'APA' })).toBeChecked();
  await page.getByRole('button', { name: 'Put back' }).click();
  await expect(own).toBeVisible(BUILT);
});

test('the starter list is cited without a guess', async ({ offprint, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await importSample(offprint);
  await offprint.page.keyboard.press('c');
  await expect(offprint.page.locator('.Toast')).toContainText('Citation copied', BUILT);
  expect((await copied(offprint.page)).plain).not.toMatch(/undefined|NaN|NO_PRINTED/);
});
