/** Papers that look like one, by keyboard: found, put side by side, merged, told apart, and undone, after a restart too. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { annotator } from './annotate.ts';
import { expectNoFindings } from './axe.ts';
import { heldAnswers } from './heldAnswers.ts';
import { expect, importSample, type Offprint, test } from './offprint.ts';

const HEADS =
  'Large models write one word after another, which wastes their hardware. We add extra heads that guess several words at a time, and a tree of their guesses is checked by the model itself in one pass. It becomes twice as fast and loses nothing.';
const TREES = 'Trees of guesses are pruned before they are checked. We learn which branches are worth a look and save a third of the work.';
const AUTHORS = ['Tianle Cai', 'Yuhong Li', 'Zhengyang Geng'];

/** A preprint and what became of it; one paper with a slip in its title; and three that are one. */
const PAPERS = [
  { title: 'Medusa: Simple Inference Acceleration', abstract: HEADS, authors: AUTHORS, arxiv_id: '2401.10774', date: '2024-01' },
  {
    title: 'Decoding with Several Heads',
    abstract: HEADS.replace('twice', 'more than twice'),
    authors: AUTHORS,
    venue: 'ICML',
    doi: '10.1234/icml.774',
    date: '2024-07',
  },
  { title: 'Pruning trees of guesses before verification', abstract: TREES, authors: ['A. Gardener', 'B. Gardener'], date: '2023' },
  { title: 'Pruning trees of guesses before verificaton', abstract: TREES, authors: ['A. Gardener', 'B. Gardener'], venue: 'A workshop' },
];

const pane = (page: Page) => page.getByRole('main', { name: 'Duplicates' });
const list = (page: Page) => pane(page).getByRole('listbox');
const groups = (page: Page) => list(page).getByRole('option');
const compare = (page: Page) => pane(page).getByRole('region', { name: 'Side by side' });
const field = (page: Page, name: string) => compare(page).getByRole('radiogroup', { name });
const toast = (page: Page) => page.locator('.Toast');
const inSidebar = (page: Page) => page.locator('.NavItem', { hasText: 'Duplicates' });
const count = (page: Page, place: string) => page.locator('.NavItem', { hasText: place }).locator('.NavItem-count');

test.beforeEach(async ({ offprint }) => importSample(offprint));

/** Brings the papers in, with a little work on the preprint. */
async function withDuplicates(offprint: Offprint): Promise<void> {
  const file = join(dirname(offprint.library), 'papers.jsonl');
  writeFileSync(file, PAPERS.map((paper) => JSON.stringify(paper)).join('\n'));
  expect(offprint.cli('import', file, '--json').stdout).toContain('"added":4');
  const there = await annotator(offprint.library);
  await there.mark('Medusa', 'a tree of their guesses', 'blue', 'How wide?');
  await there.note('Medusa', 'Compare with lookahead.');
  await there.ask('tags.change', { ids: [await there.paper('Medusa')], add: ['decoding'], remove: [] });
  await there.ask('papers.setStatus', { ids: [await there.paper('Medusa')], status: 'reading' });
  await there.close();
}

async function opened(offprint: Offprint): Promise<void> {
  await withDuplicates(offprint);
  await offprint.page.keyboard.type('gd');
  await expect(groups(offprint.page)).toHaveCount(2);
}

test('says so where there are none, and is left by Escape', async ({ offprint }) => {
  const { page } = offprint;
  await page.keyboard.type('gd');
  await expect(pane(page)).toContainText('No duplicates.');
  await expect(page).toHaveTitle('Duplicates – Offprint');
  await expect(inSidebar(page)).toHaveAttribute('aria-current', 'page');
  for (const key of ['m', 'n', 's', 'Enter']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(pane(page)).toBeHidden();
  await expect(page.locator('[data-pane-focus="list"]')).toBeFocused();
});

test('groups are gone through, compared and merged by keyboard, and the merger is undone', async ({ offprint }) => {
  const { page } = offprint;
  await opened(offprint);
  await expect(list(page)).toBeFocused();
  await expect(count(page, 'All papers')).toHaveText('29');
  await expect(groups(page)).toHaveText([
    /2 papers · titles that differ in one letter/,
    /Preprint and published · the same authors and abstract/,
  ]);
  await expect(inSidebar(page).locator('.NavItem-count')).toHaveText('2');
  await page.keyboard.press('j');
  await expect(groups(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(compare(page)).toContainText('A preprint and what it was published as: the same authors and abstract, under another title.');
  // What differs is marked, what does not stands once.
  await expect(field(page, 'Abstract').locator('mark')).toHaveText(/^\s*differs: more than\s+end\s*$/);
  await expect(compare(page).getByRole('heading', { name: 'Authors' })).toContainText('the same in both');
  await expect(compare(page)).toContainText(
    'One paper stays, with all that both have: 2 versions of the abstract, 2 notes, 1 highlight, 1 tag, 2 identifiers and 2 records.',
  );

  // Enter goes there; arrows choose: the published paper stays, under the preprint's title.
  await page.keyboard.press('Enter');
  await expect(compare(page).getByRole('radio', { name: /^Keep this one\s+Decoding with Several Heads/ })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(field(page, 'Title').getByRole('radio').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(field(page, 'Title').getByRole('radio').nth(1)).toBeChecked();
  await page.keyboard.press('m');
  await expect(toast(page)).toContainText('Merged 2 papers into one');
  await expect(groups(page)).toHaveCount(1);
  await expect(count(page, 'All papers')).toHaveText('28');

  // Undone by key: the group is back, and on view.
  await page.keyboard.press('z');
  await expect(groups(page)).toHaveCount(2);
  await expect(groups(page).nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(count(page, 'All papers')).toHaveText('29');
  await page.keyboard.press('Shift+Z');
  await expect(groups(page)).toHaveCount(1);
});

test('the merged paper has everything, also after a restart, where it can still be undone', async ({ offprint }) => {
  await opened(offprint);
  await offprint.page.keyboard.press('j');
  await expect(compare(offprint.page)).toContainText('A preprint');
  await offprint.page.keyboard.press('m');
  await expect(groups(offprint.page)).toHaveCount(1);
  await offprint.restart();

  const { page } = offprint;
  await expect(page.locator('[data-pane-focus="list"]')).toBeFocused();
  await page.keyboard.type('ga');
  await page.keyboard.press('/');
  await page.keyboard.type('"Several Heads"');
  await expect(page.locator('.PaperRow')).toHaveCount(1);
  const reader = page.locator('.Paper');
  await expect(reader.locator('.Paper-title')).toHaveText('Decoding with Several Heads');
  await expect(reader.locator('.Paper-controls')).toContainText('Reading');
  await expect(reader).toContainText('decoding');
  await expect(reader).toContainText('2401.10774');
  await expect(reader).toContainText('10.1234/icml.774');
  await expect(reader).toContainText('Compare with lookahead.');
  await expect(reader).toContainText('How wide?');
  await expect(reader).toContainText('An older version of this abstract is kept.');
  await expect(reader.getByRole('region', { name: 'Also known as' })).toContainText(
    /Medusa: Simple Inference Acceleration.*2024-01.*merged/s,
  );

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('z');
  await expect(toast(page)).toContainText('Undone: Merged 2 papers into one');
  await expect(count(page, 'All papers')).toHaveText('29');
  await page.keyboard.type('gd');
  await expect(groups(page)).toHaveCount(2);
});

test('“not the same” is remembered, and taken back from the toast', async ({ offprint }) => {
  const { page } = offprint;
  await opened(offprint);
  await expect(compare(page)).toContainText('These look like one paper');
  await page.keyboard.press('n');
  await expect(toast(page)).toContainText('Kept 2 papers apart');
  await expect(groups(page)).toHaveCount(1);
  await toast(page).getByRole('button', { name: 'Undo' }).click();
  await expect(groups(page)).toHaveCount(2);
  await page.keyboard.press('Home');
  await expect(compare(page)).toContainText('These look like one paper');
  await page.keyboard.press('n');
  await expect(groups(page)).toHaveCount(1);
  await page.keyboard.press('n');
  await expect(pane(page)).toContainText('No duplicates.');
  await offprint.restart();
  await expect(offprint.page.locator('[data-pane-focus="list"]')).toBeFocused();
  await offprint.page.keyboard.type('gd');
  await expect(pane(offprint.page)).toContainText('No duplicates.');
});

test('a key that comes before the papers waits for them, and is one decision', async ({ offprint, context, door }) => {
  test.skip(door === 'electron', 'only a socket can be held back');
  await withDuplicates(offprint);
  const answers = await heldAnswers(context);
  const page = await offprint.secondWindow();
  await expect(page.locator('[data-pane-focus="list"]')).toBeFocused();
  await page.keyboard.type('gd');
  await expect(compare(page)).toContainText('These look like one paper');
  answers.hold((name) => name === 'duplicates.compare');
  await page.keyboard.type('jnn');
  await expect.poll(() => answers.count()).toBe(1);
  await expect(groups(page)).toHaveCount(2);
  answers.release();
  await expect(groups(page)).toHaveCount(1);
  await expect(compare(page)).toContainText('These look like one paper');
  await expect(toast(page)).toContainText('Kept 2 papers apart');
});

test('one side shows at a time where there is little room', async ({ offprint }) => {
  const { page } = offprint;
  await page.setViewportSize({ width: 400, height: 720 });
  await opened(offprint);
  await expect(compare(page)).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(list(page)).toBeHidden();
  await expect(compare(page).getByRole('radio').first()).toBeFocused();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeFocused();
  await groups(page).nth(1).click();
  await expect(compare(page)).toContainText('A preprint');
  await pane(page).getByRole('button', { name: 'Back to the list' }).click();
  await expect(list(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(pane(page)).toBeHidden();
});

test('axe finds nothing in any theme', async ({ offprint }) => {
  const { page } = offprint;
  await page.keyboard.type('gd');
  await expect(pane(page)).toContainText('No duplicates.');
  await expectNoFindings(page, 'nothing');
  await page.keyboard.press('Escape');
  await opened(offprint);
  await page.keyboard.press('j');
  await expect(compare(page)).toContainText('A preprint');
  await expectNoFindings(page, 'side by side');
  await page.keyboard.press('Enter');
  await expectNoFindings(page, 'in the comparison');
});
