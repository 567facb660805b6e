/** No key acts on what is out of sight: a highlight, or words being chosen, behind another pane or behind a selection of papers. */
import type { Page } from '@playwright/test';
import type { Paper } from '../src/shared/models.ts';
import { annotator } from './annotate.ts';
import { expect, importSample, type Offprint, test } from './offprint.ts';

const ATTENTION = 'Attention Is All You Need';

const bar = (page: Page) => page.getByRole('toolbar', { name: 'The highlight' });

/** Marks words of the first paper, with a comment, and makes them the active highlight; tells how the paper stands in the library. */
async function marked({ page, library }: Offprint): Promise<{ readonly paper: () => Promise<Paper>; readonly close: () => Promise<void> }> {
  const there = await annotator(library);
  const id = await there.paper(ATTENTION);
  await there.mark(ATTENTION, 'without recurrence or convolution', 'yellow', 'Which costs were these?');
  await expect(page.locator('.MarginNote')).toContainText('Which costs');
  await page.locator('[data-pane-focus="reader"]').focus();
  await page.keyboard.press(']');
  await expect(bar(page)).toBeVisible();
  return { paper: () => there.ask('papers.get', { id }), close: () => there.close() };
}

test.beforeEach(async ({ offprint }) => {
  await importSample(offprint);
  await expect(offprint.page.locator('.Paper-title')).toHaveText(ATTENTION);
});

test('with all papers selected Delete is about them, and digits too', async ({ offprint }) => {
  const { page } = offprint;
  const there = await marked(offprint);
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('heading', { name: /papers selected/ })).toBeVisible();
  await page.keyboard.press('3');
  await expect.poll(() => there.paper()).toMatchObject({ status: 'reading', highlights: [{ color: 'yellow' }] });
  await page.keyboard.press('Delete');
  await expect(page.locator('.Toast')).toContainText('trash');
  expect(await there.paper()).toMatchObject({ highlights: [{ color: 'yellow' }] });
  await there.close();
});

test('in a window of one pane the list has its keys back when the reader is left', async ({ offprint }) => {
  const { page } = offprint;
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole('option').first().click();
  const there = await marked(offprint);
  await page.getByRole('button', { name: 'Back to the list' }).click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.keyboard.press('2');
  await expect.poll(() => there.paper()).toMatchObject({ status: 'queued', highlights: [{ color: 'yellow' }] });

  await test.step('nor do arrow keys choose words there', async () => {
    await page.keyboard.press('Enter');
    await page.keyboard.press('v');
    await expect(page.locator('.CaretHint')).toBeVisible();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    const active = page.getByRole('option', { selected: true });
    const before = await active.textContent();
    await page.keyboard.press('ArrowDown');
    await expect(active).not.toHaveText(before ?? '');
  });

  await test.step('and a search from the bar ends in the list', async () => {
    await page.keyboard.type('ga');
    await page.keyboard.press('Home');
    await expect(page.locator('.Paper-title')).toHaveText(ATTENTION);
    await page.keyboard.press('Enter');
    await page.keyboard.press(']');
    await bar(page).getByRole('button', { name: 'Search this' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('listbox')).toBeFocused();
    await expect(page.getByRole('combobox')).toHaveValue('"without recurrence or convolution"');
  });
  await there.close();
});

test('keys with Control held are never those of a comment', async ({ offprint }) => {
  const { page } = offprint;
  const there = await marked(offprint);
  await page.locator('.MarginNote').focus();
  await page.keyboard.press('Control+a');
  await expect(page.locator('.NoteEditor')).toBeHidden();
  await expect(page.getByRole('heading', { name: /papers selected/ })).toBeVisible();
  await there.close();
});
