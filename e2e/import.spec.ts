/** The import preview: rows looked at whole, taken and left by keyboard, tags, keywords, the choice of last time, several files, folders. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectNoFindings } from './axe.ts';
import { expect, type Offprint, test } from './offprint.ts';

const item = (n: number, more: object = {}) => ({
  id: `x${n}`,
  type: 'article-journal',
  title: `A study of tidal pools, part ${n}`,
  author: [{ family: 'Marsh', given: 'Ada' }],
  issued: { 'date-parts': [[2020, 3]] },
  DOI: `10.1000/t${n}`,
  abstract: 'Small robots that walk on wet rock slip for reasons that simulators leave out.',
  keyword: 'Tides, Robots',
  ...more,
});

interface NamedFile {
  readonly name: string;
  readonly text: string;
}

const file = (name: string, ...items: readonly object[]): NamedFile => ({ name, text: JSON.stringify(items) });

const pick = (page: Page, ...files: readonly NamedFile[]) =>
  page
    .locator('[data-import-file]')
    .setInputFiles(files.map(({ name, text }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })));

const dialog = (page: Page) => page.getByRole('dialog');
const commit = (page: Page, papers: number) =>
  dialog(page).getByRole('button', { name: `Import ${papers} paper${papers === 1 ? '' : 's'}` });
const field = (page: Page, name: string) => dialog(page).locator('.ImportCompare-field', { has: page.getByText(name, { exact: true }) });

async function imported({ page }: Offprint, ...items: readonly object[]): Promise<void> {
  await pick(page, file('first.json', ...items));
  await expect(commit(page, items.length)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator('.PaperRow').first()).toBeVisible();
}

test('rows are opened, compared, taken and left by keyboard', async ({ offprint }) => {
  await imported(offprint, item(1), item(2));
  const { page } = offprint;
  const keys = page.keyboard;
  const changed = item(2, {
    title: 'A study of tidal pools, second part',
    abstract: 'Large robots that walk on wet rock slip for reasons that most simulators leave out.',
    URL: 'https://shore.example/2',
  });
  await pick(page, file('second.json', item(1), changed, item(3), item(4, { abstract: undefined })));
  await expect(commit(page, 3)).toBeVisible();

  await test.step('a new paper is looked at whole, and left out there', async () => {
    await keys.press('ArrowDown');
    await keys.press('ArrowRight');
    await expect(field(page, 'Title')).toContainText('A study of tidal pools, part 3');
    await expect(field(page, 'Keywords')).toContainText('Robots');
    await keys.press('j');
    await expect(field(page, 'Abstract')).toContainText('No abstract');
    await keys.press('Space');
    await expect(commit(page, 2)).toBeVisible();
    await expectNoFindings(page, 'a new paper');
    await keys.press('ArrowLeft');
    await expect(dialog(page).getByRole('option', { name: /part 4/ })).toHaveAttribute('aria-selected', 'false');
  });

  await test.step('a changed paper shows what would come, and what would stay', async () => {
    await dialog(page)
      .getByRole('tab', { name: /1\s*changed/ })
      .click();
    await dialog(page).getByRole('listbox').focus();
    await keys.press('ArrowRight');
    await expect(dialog(page).getByText('Already in your library: the same DOI')).toBeVisible();
    await expect(field(page, 'Links').locator('ins')).toContainText('https://shore.example/2');
    await expect(field(page, 'Abstract').locator('ins').first()).toContainText('Large');
    await expect(field(page, 'Abstract').locator('del')).toContainText('Small');
    await expect(field(page, 'Title')).toContainText('What you have stays. In the file: A study of tidal pools, second part');
    await expectNoFindings(page, 'a changed paper');
    await keys.press('Space');
    await expect(commit(page, 1)).toBeVisible();
    await keys.press('Space');
    await expect(commit(page, 2)).toBeVisible();
    // Escape goes back to the list, and only then out of the dialog.
    await keys.press('Escape');
    await expect(dialog(page).getByRole('option')).toHaveCount(1);
  });

  await keys.press('Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator('.Toast')).toContainText('Imported 1 paper from second.json and updated 1 paper');
  await expect(page.locator('.PaperRow')).toHaveCount(3);
  await page.locator('.PaperRow', { hasText: 'part 2' }).click();
  await expect(page.locator('.Abstract')).toContainText('Large robots');
  await keys.press('z');
  await expect(page.locator('.PaperRow')).toHaveCount(2);
  await expect(page.locator('.Abstract')).toContainText('Small robots');
});

test('tags, keywords as tags and where papers go are chosen, and remembered for the format', async ({ offprint }) => {
  const { page } = offprint;
  const keys = page.keyboard;
  await pick(page, file('first.json', item(1)));
  await expect(commit(page, 1)).toBeVisible();
  await dialog(page).getByRole('combobox', { name: 'Add a tag to all' }).fill('thesis');
  await expect(page.getByRole('option', { name: 'New tag “thesis”' })).toBeVisible();
  await keys.press('Enter');
  await expect(dialog(page).locator('.TagChip')).toHaveText('thesis');
  await dialog(page).getByRole('checkbox', { name: 'Keywords become tags' }).check();
  await dialog(page).getByRole('button', { name: 'Into Inbox' }).click();
  await page.getByRole('menuitemradio', { name: 'Into Reading list' }).click();
  await expectNoFindings(page, 'the preview');
  await commit(page, 1).click();
  await expect(dialog(page)).toBeHidden();
  for (const tag of ['thesis', 'Tides', 'Robots']) await expect(page.locator('.Sidebar .NavItem', { hasText: tag })).toBeVisible();
  await expect(page.locator('.NavItem', { hasText: 'Reading list' }).locator('.NavItem-count')).toHaveText('1');

  await test.step('the next of its format begins so; one of another does not', async () => {
    await pick(page, file('second.json', item(2)));
    await expect(commit(page, 1)).toBeVisible();
    await expect(dialog(page).locator('.TagChip')).toHaveText('thesis');
    await expect(dialog(page).getByRole('checkbox', { name: 'Keywords become tags' })).toBeChecked();
    await expect(dialog(page).getByRole('button', { name: 'Into Reading list' })).toBeVisible();
    await keys.press('Escape');
    await expect(dialog(page)).toBeHidden();
    const line = JSON.stringify({ title: 'Lines of another kind', abstract: 'Short.', authors: ['Ada Marsh'] });
    await pick(page, { name: 'other.jsonl', text: line });
    await expect(commit(page, 1)).toBeVisible();
    await expect(dialog(page).locator('.TagChip')).toHaveCount(0);
    await expect(dialog(page).getByRole('button', { name: 'Into Inbox' })).toBeVisible();
    // Without keywords nothing is said of them.
    await expect(dialog(page).getByRole('checkbox', { name: 'Keywords become tags' })).toHaveCount(0);
    await keys.press('Escape');
  });
});

test('several files are taken one after another', async ({ offprint }) => {
  const { page } = offprint;
  await pick(page, file('a.json', item(1)), file('b.json', item(2)), file('c.json', item(3)));
  for (const name of ['a.json', 'b.json', 'c.json']) {
    await expect(dialog(page).getByRole('heading', { name: `Import ${name}` })).toBeVisible();
    if (name === 'a.json') await expect(dialog(page)).toContainText('2 more files follow.');
    await expect(commit(page, 1)).toBeVisible();
    await page.keyboard.press('Enter');
  }
  await expect(dialog(page)).toBeHidden();
  await expect(page.locator('.PaperRow')).toHaveCount(3);
});

test('many rows are all left out and some taken again', async ({ offprint }) => {
  const { page } = offprint;
  await pick(page, file('many.json', ...Array.from({ length: 450 }, (_, n) => item(n))));
  await expect(commit(page, 450)).toBeVisible();
  await dialog(page).getByRole('checkbox', { name: 'All 450' }).click();
  await expect(dialog(page).getByRole('button', { name: 'Nothing chosen' })).toBeVisible();
  await dialog(page).getByRole('listbox').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(commit(page, 1)).toBeVisible();
  await expect(dialog(page)).toContainText('1 of 450');
  await page.keyboard.press('Enter');
  await expect(page.locator('.PaperRow')).toHaveCount(1);
  await expect(page.locator('.PaperRow')).toContainText('part 449');
});

test('a table says what its columns were taken for, and can be told otherwise by keyboard', async ({ offprint }) => {
  const { page } = offprint;
  const table = [
    'Title,Year,People,DOI,Shelf',
    '"Pools, part 1",2010,"Marsh, Ada",10.1000/c1,A',
    '"Pools, part 2",2011,"Marsh, Ada",10.1000/c2,B',
  ];
  await pick(page, { name: 'sheet.csv', text: table.join('\n') });
  await expect(commit(page, 2)).toBeVisible();
  await dialog(page)
    .getByRole('tab', { name: /columns/ })
    .click();
  const people = dialog(page).getByRole('button', { name: /^The column “People” holds/ });
  await people.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Aut');
  await page.keyboard.press('Enter');
  await expect(people).toHaveText('Authors');
  await expect(people).toBeFocused();
  await expectNoFindings(page, 'the columns');

  await test.step('a table without titles is not read until one column is said to hold them', async () => {
    const title = dialog(page).getByRole('button', { name: /^The column “Title” holds/ });
    await title.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Only');
    await page.keyboard.press('Enter');
    await expect(title).toHaveText('Only kept');
    await expect(dialog(page).getByRole('status')).toContainText('Say which column holds the titles');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Title');
    await page.keyboard.press('Enter');
    await expect(title).toHaveText('Title');
  });

  await expect(commit(page, 2)).toBeVisible();
  await commit(page, 2).click();
  await expect(page.locator('.PaperRow', { hasText: 'part 2' })).toContainText('Marsh');
});

test('a folder is dropped: what is read is taken, by its paths, and the rest left alone', async ({ offprint, door }) => {
  test.skip(door === 'electron', 'the drop comes from the browser’s own protocol');
  const { page } = offprint;
  const folder = mkdtempSync(join(tmpdir(), 'offprint-dropped-'));
  try {
    mkdirSync(join(folder, 'more'));
    writeFileSync(join(folder, 'b.json'), JSON.stringify([item(1)]));
    writeFileSync(join(folder, 'more', 'a.json'), JSON.stringify([item(2)]));
    writeFileSync(join(folder, 'cover.png'), 'no papers');
    writeFileSync(join(folder, '.hidden.json'), JSON.stringify([item(3)]));
    await expect(page.getByText('Bring in a digest')).toBeVisible();
    const session = await page.context().newCDPSession(page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 600, y: 300, data: { items: [], files: [folder], dragOperationsMask: 1 } });
    await expect(dialog(page).getByRole('heading', { name: 'Import b.json' })).toBeVisible();
    await expect(page.locator('.Toast')).toContainText('1 file of other kinds was left alone');
    await expect(dialog(page)).toContainText('1 more file follows.');
    await expect(commit(page, 1)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByRole('heading', { name: 'Import a.json' })).toBeVisible();
    await expect(commit(page, 1)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(dialog(page)).toBeHidden();
    await expect(page.locator('.PaperRow')).toHaveCount(2);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
