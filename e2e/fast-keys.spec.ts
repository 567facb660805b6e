/** Keys pressed faster than anything can be fetched: each acts on what the list marks at that moment, and none is lost. */
import { expect, importSample, type Offprint, test } from './offprint.ts';

const keys = (offprint: Offprint) => offprint.page.keyboard;
const rows = (offprint: Offprint) => offprint.page.getByRole('listbox').getByRole('option');
const selected = (offprint: Offprint) => offprint.page.locator('.PaperRow[aria-selected="true"]');
const count = (offprint: Offprint, place: string) =>
  offprint.page.locator('.NavItem', { hasText: place }).locator('.NavItem-count').first();

/** Presses keys one after another without waiting for what any of them does. */
async function press(offprint: Offprint, ...pressed: readonly string[]): Promise<void> {
  for (const key of pressed) await keys(offprint).press(key);
}

test.beforeEach(async ({ offprint }) => importSample(offprint));

test('a note begun right after moving on belongs to the paper moved to, with every letter', async ({ offprint }) => {
  const second = await rows(offprint).nth(1).getAttribute('title');
  await press(offprint, 'j', 'a', ...'seen at once');
  await expect(offprint.page.locator('.NoteEditor-text')).toHaveValue('seen at once');
  await expect(offprint.page.locator('.Paper-title')).toHaveText(second ?? '');
  await keys(offprint).press('Escape');
  await expect(offprint.page.locator('.Note-text')).toHaveText('seen at once');
  await keys(offprint).press('k');
  await expect(offprint.page.locator('.Paper-title')).not.toHaveText(second ?? '');
  await expect(offprint.page.locator('.Note-text')).toBeHidden();
});

test('a note asked for while several papers are selected is about the active one', async ({ offprint }) => {
  await press(offprint, 'Shift+ArrowDown', 'Shift+ArrowDown', 'a', ...'one of three');
  await expect(offprint.page.locator('.NoteEditor-text')).toHaveValue('one of three');
  await expect(selected(offprint)).toHaveCount(1);
});

test('skipping fast skips one paper after another', async ({ offprint }) => {
  const before = Number(await count(offprint, 'Inbox').textContent());
  await press(offprint, 'e', 'e', 'e');
  await expect(count(offprint, 'Inbox')).toHaveText(String(before - 3));
  await expect(rows(offprint).first()).toHaveAttribute('aria-setsize', String(before - 3));
  await press(offprint, 'z', 'z', 'z');
  await expect(count(offprint, 'Inbox')).toHaveText(String(before));
});

test('a star given and taken back at once is gone', async ({ offprint }) => {
  await press(offprint, 's', 's', 'j', 's');
  await expect(count(offprint, 'Starred')).toHaveText('1');
  await expect(selected(offprint).locator('.PaperRow-star')).toBeVisible();
});

test('a range shrinks on the way back, and turns round where it began', async ({ offprint }) => {
  await press(offprint, 'j', 'j', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await expect(selected(offprint)).toHaveCount(3);
  await press(offprint, 'Shift+ArrowUp');
  await expect(selected(offprint)).toHaveCount(2);
  await press(offprint, 'Shift+ArrowUp', 'Shift+ArrowUp');
  await expect(selected(offprint)).toHaveCount(2);
  await expect(rows(offprint).nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(rows(offprint).nth(2)).toHaveAttribute('aria-selected', 'true');
  await rows(offprint)
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await expect(selected(offprint)).toHaveCount(3);
  await keys(offprint).press('j');
  await expect(selected(offprint)).toHaveCount(1);
});

test('papers are picked one by one with x, others passed over', async ({ offprint }) => {
  await press(offprint, 'x', 'j', 'j', 'x');
  await expect(selected(offprint)).toHaveCount(2);
  await expect(rows(offprint).nth(1)).toHaveAttribute('aria-selected', 'false');
  await expect(offprint.page.getByRole('heading', { name: '2 papers selected' })).toBeVisible();
  await press(offprint, 's');
  await expect(count(offprint, 'Starred')).toHaveText('2');
  // What was said of it does not take the key.
  await press(offprint, 'Escape');
  await expect(selected(offprint)).toHaveCount(1);
});

test('the heading of the rows at the top stays in sight', async ({ offprint }) => {
  await press(offprint, 'End');
  await expect(rows(offprint).last()).toBeInViewport();
  await expect(offprint.page.locator('.PaperList-group--top')).toBeInViewport();
  await press(offprint, 'k', 'k', 'k', 'k', 'k', 'k', 'k', 'k', 'k', 'k', 'k', 'k');
  // The active row never hides below it.
  const heading = await offprint.page.locator('.PaperList-group--top').boundingBox();
  const row = await selected(offprint).boundingBox();
  expect(row?.y ?? 0).toBeGreaterThanOrEqual((heading?.y ?? 0) + (heading?.height ?? 0) - 1);
});
