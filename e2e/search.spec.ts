/** Search, by keyboard: completion, mistakes, what filters hide, orders, saved searches, and what is offered where nothing is found. */
import type { Page } from '@playwright/test';
import { connectLocal } from '../src/main/hosts/localSocket.ts';
import type { Input, Output, RequestName } from '../src/shared/contract.ts';
import { expectNoFindings } from './axe.ts';
import { heldAnswers } from './heldAnswers.ts';
import { expect, importSample, type Offprint, test } from './offprint.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Search papers' });
const offered = (page: Page) => page.getByRole('listbox', { name: 'What fits' }).getByRole('option');
const list = (page: Page) => page.locator('[data-pane-focus="list"]');
const rows = (page: Page) => page.locator('.PaperRow');
const sort = (page: Page) => page.locator('.PaperList-sort');
const count = (page: Page) => sort(page).getByRole('status');
const mistake = (page: Page) => page.locator('.QueryError');
const dialog = (page: Page) => page.getByRole('dialog');
const saved = (page: Page) => page.getByRole('list', { name: 'Saved searches' }).locator('.NavItem');

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Searches all papers. */
async function search(page: Page, query: string): Promise<void> {
  await list(page).focus();
  await press(page, 'g', 'a', '/');
  await page.keyboard.insertText(query);
}

/** Asks the library itself, past the window. */
async function ask<N extends RequestName>(offprint: Offprint, name: N, input: Input<N>): Promise<Output<N>> {
  const app = await connectLocal(offprint.library);
  if (app === null) throw new Error('nobody serves the library');
  const reply = await app.call(name, input);
  await app.close();
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value as Output<N>; // the host answers each request with its own output
}

async function idOf(offprint: Offprint, query: string): Promise<number> {
  const found = await ask(offprint, 'papers.list', { view: { kind: 'all' }, query });
  const id = found.kind === 'papers' ? found.ids[0] : undefined;
  if (id === undefined) throw new Error(`no paper for ${query}`);
  return id;
}

/** Saves a search of all papers under a name. */
async function save(page: Page, query: string, name: string): Promise<void> {
  await search(page, query);
  await press(page, 'Control+s');
  await expect(dialog(page).getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.insertText(name);
  await press(page, 'Enter');
  await expect(dialog(page)).toBeHidden();
}

test.beforeEach(async ({ offprint }) => importSample(offprint));

test.describe('completion', () => {
  test('offers values at once, takes them by Enter and Tab, and leaves by Escape', async ({ offprint }) => {
    const { page } = offprint;
    await ask(offprint, 'tags.change', { ids: [await idOf(offprint, 'title:bert')], add: ['to discuss'], remove: [] });
    await press(page, '/');
    await page.keyboard.type('is:');
    await expect(offered(page)).toHaveText(['unread', 'new', 'queued', 'reading', 'read', 'skipped', 'starred']);
    await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
    await press(page, 'ArrowDown', 'ArrowDown');
    const chosen = offered(page).nth(2);
    await expect(chosen).toHaveAttribute('aria-selected', 'true');
    await expect(field(page)).toHaveAttribute('aria-activedescendant', (await chosen.getAttribute('id')) ?? 'none');
    await press(page, 'ArrowUp', 'Enter');
    await expect(field(page)).toHaveValue('is:new ');
    await expect(field(page)).toBeFocused();
    await expect(offered(page)).toHaveCount(0);

    await page.keyboard.type('tag:dis');
    await expect(offered(page)).toHaveText(['to discuss']);
    await press(page, 'Tab');
    await expect(field(page)).toHaveValue('is:new tag:"to discuss" ');
    await expect(field(page)).toBeFocused();
    await expect(rows(page)).toHaveCount(1);

    await page.keyboard.type('has:');
    await expect(offered(page).first()).toBeVisible();
    await press(page, 'Escape');
    await expect(offered(page)).toHaveCount(0);
    await expect(field(page)).toHaveValue('is:new tag:"to discuss" has:');
    await page.keyboard.type('c');
    await expect(offered(page)).toHaveCount(0); // it was sent away for this word
    await press(page, 'Escape');
    await expect(field(page)).toHaveValue('');
  });

  test('offers names after a pause and takes no key that was not meant for them', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 'g', 'a', '/');
    await page.keyboard.type('note');
    await expect(offered(page)).toHaveText([/^note:\s*words of your notes$/]);
    await expect(field(page)).not.toHaveAttribute('aria-activedescendant', /./);
    await expect(page.locator('.Choices-foot')).toHaveText('Papers with “note” or a word it begins.');
    await press(page, 'Enter');
    await expect(field(page)).toHaveValue('note');
    await expect(list(page)).toBeFocused();
    await expect(offered(page)).toHaveCount(0);

    await press(page, '/', 'End', 'Backspace', 'Backspace');
    await expect(offered(page)).toHaveText([/^note:/]);
    await press(page, 'ArrowDown', 'Enter');
    await expect(field(page)).toHaveValue('note:');

    // A choice does not outlive the next letter, and a list that was sent away stays away from its word.
    await field(page).fill('t');
    await expect(offered(page)).toHaveText([/^title:/, /^tag:/]);
    await press(page, 'ArrowDown', 'i');
    await expect(offered(page)).toHaveText([/^title:/]);
    await expect(field(page)).not.toHaveAttribute('aria-activedescendant', /./);
    await press(page, 'Escape', 't');
    await page.waitForTimeout(500);
    await expect(offered(page)).toHaveCount(0);

    await field(page).fill('attention');
    await expect(count(page)).toHaveText('3 papers');
    await press(page, 'ArrowDown');
    await expect(list(page)).toBeFocused();
  });

  test('can be undone in the field, and helps the annotations’ search as well', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, '/');
    await page.keyboard.type('is:sta');
    await press(page, 'Enter');
    await expect(field(page)).toHaveValue('is:starred ');
    await press(page, 'Control+z');
    await expect(field(page)).toHaveValue('is:sta');
    await press(page, 'Escape', 'Escape', 'Escape');
    await list(page).focus();
    await press(page, 'g', 'h', '/');
    await page.keyboard.type('is:st');
    await expect(offered(page)).toHaveText(['starred']);
  });
});

test('a mistake is told after a pause, never while it is being completed, and what was found stays', async ({ offprint }) => {
  const { page } = offprint;
  await search(page, 'attention');
  await expect(count(page)).toHaveText('3 papers');
  await page.keyboard.insertText(' is:');
  await expect(offered(page).first()).toBeVisible();
  await page.waitForTimeout(600);
  await expect(mistake(page)).toBeHidden();
  await press(page, 'Escape');
  await expect(mistake(page)).toContainText('is: needs one of');
  await expect(mistake(page)).toContainText('Still showing the 3 papers found before.');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('button', { name: 'Save this search' })).toBeHidden();

  await field(page).fill('tilte:attention');
  await mistake(page).getByRole('button', { name: 'title:' }).click();
  await expect(field(page)).toHaveValue('title:attention');
  await expect(mistake(page)).toBeHidden();
  await expect(count(page)).toHaveText('2 papers');
  await expect(count(page)).toHaveAttribute('title', 'Papers with “attention” or a word it begins in the title.');
});

test('what is typed last is what is shown, whichever answer comes last', async ({ offprint, context, door }) => {
  test.skip(door === 'electron', 'only a socket can be held back');
  // The answer to “bert” is held back until the one to “mamba” has come.
  const answers = await heldAnswers(context);
  answers.hold((name, input) => name === 'papers.list' && (input as { query?: string }).query === 'bert');
  const page = await offprint.secondWindow();
  await expect(rows(page).first()).toBeVisible();
  await press(page, 'g', 'a', '/');
  await page.keyboard.insertText('bert');
  await expect.poll(() => answers.count()).toBe(1);
  await field(page).fill('mamba');
  await expect(rows(page)).toHaveText([/Mamba/]);
  answers.release();
  // Whatever the late answer sets off is answered before this.
  await press(page, 'Enter', 's');
  await expect(page.locator('.NavItem', { hasText: 'Starred' }).locator('.NavItem-count')).toHaveText('1');
  await expect(rows(page)).toHaveText([/Mamba/]);
  await expect(page.locator('.Paper-title')).toContainText('Mamba');
});

test('what filters hide is counted, and they can be left out', async ({ offprint }) => {
  const { page } = offprint;
  await ask(offprint, 'papers.setStarred', { ids: [await idOf(offprint, 'title:mamba')], starred: true });
  await search(page, 'attention is:starred');
  await expect(list(page)).toContainText('Nothing matches all of it.');
  await expect(list(page).getByRole('listitem')).toHaveText([/is:starred hides 3\s*Leave out/]);
  await list(page).getByRole('button', { name: 'Leave out' }).press('Enter');
  await expect(field(page)).toHaveValue('attention');
  await expect(count(page)).toHaveText('3 papers');

  await press(page, 'g', 's', '/');
  await page.keyboard.insertText('attention');
  await list(page).getByRole('button', { name: 'Search all papers' }).press('Enter');
  await expect(count(page)).toHaveText('3 papers');
});

test('the words of a phrase are marked where they stand together, and formulas in passages are readable', async ({ offprint }) => {
  const { page } = offprint;
  await search(page, '"language models"');
  await expect(page.locator('.PaperRow mark').first()).toBeVisible();
  const marks = await page.locator('.PaperRow mark').allTextContents();
  expect(marks.length).toBeGreaterThan(0);
  for (const mark of marks) expect(mark).toMatch(/^language[- ]models?$/i);
  await search(page, 'weighted by softmax');
  await expect(rows(page).first().locator('.PaperRow-snippet')).toContainText('softmax');
  await expect(rows(page).first().locator('.PaperRow-snippet')).not.toContainText('\\');
});

test('a search can be put in any order, and the next one has it too', async ({ offprint }) => {
  const { page } = offprint;
  const order = async (from: string, to: string) => {
    await sort(page).getByRole('button', { name: from }).press('Enter');
    await page.getByRole('menuitemradio', { name: to }).press('Enter');
    await expect(sort(page).getByRole('button')).toHaveText(to);
  };
  const titles = () => rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('title') ?? ''));
  await search(page, 'attention');
  await expect(count(page)).toHaveText('3 papers');
  const best = await titles();
  await order('Best first', 'By title');
  await expect.poll(titles).toEqual(best.toSorted((a, b) => a.localeCompare(b)));
  await order('By title', 'By year');
  await expect.poll(titles).toEqual([/FlashAttention/, /AlphaFold/, /Attention Is/].map((title) => best.find((one) => title.test(one))));
  await order('By year', 'Oldest first');
  await order('Oldest first', 'Newest first');
  await order('Newest first', 'By title');

  await field(page).fill('language');
  await expect(sort(page).getByRole('button')).toHaveText('By title');
  await press(page, 'Escape', 'Escape');
  await expect(sort(page).getByRole('button')).toHaveText('Newest first');
  await search(page, 'models');
  await expect(sort(page).getByRole('button')).toHaveText('By title');
  await order('By title', 'Best first');
});

test.describe('a saved search', () => {
  test('is named, counted, opened and searched, and its count stays true', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 'Control+s');
    await expect(page.getByText('Type a search first; then it can be saved')).toBeVisible();

    await search(page, '  attention    is:unread ');
    await press(page, 'Control+s');
    const name = dialog(page).getByRole('textbox', { name: 'Name' });
    await expect(name).toHaveValue('attention is:unread');
    await expect(dialog(page).getByRole('combobox', { name: 'What it asks for' })).toHaveValue('attention is:unread');
    await expect(dialog(page)).toContainText('Papers with “attention” or a word it begins, that are unread.');
    await name.fill('Attention, unread');
    await press(page, 'Enter');
    await expect(saved(page)).toHaveText(['Attention, unread3']);

    // The same name again, in whatever case, is refused in a sentence.
    await press(page, 'Control+s');
    await name.fill('ATTENTION, unread');
    await press(page, 'Enter');
    await expect(dialog(page).getByRole('alert')).toContainText('There is a saved search called “Attention, unread” already.');
    await press(page, 'Escape');
    await expect(dialog(page)).toBeHidden();

    await ask(offprint, 'papers.setStatus', { ids: [await idOf(offprint, 'title:flashattention')], status: 'read' });
    await expect(saved(page)).toHaveText(['Attention, unread2']);

    await saved(page).press('Enter');
    await expect(count(page)).toHaveText('2 papers');
    await expect(saved(page)).toHaveAttribute('aria-current', 'page');
    await expect(field(page)).toHaveValue('');
    await press(page, '/');
    await page.keyboard.insertText('transformer');
    await expect(rows(page)).toHaveText([/Attention Is All You Need/]);
    // A search inside it is kept with it.
    await press(page, 'Control+s');
    await expect(dialog(page).getByRole('combobox')).toHaveValue('transformer in:"Attention, unread"');
    await press(page, 'Escape');
    await offprint.restart();
    await expect(saved(offprint.page)).toHaveText(['Attention, unread2']);
  });

  test('is saved as it stands in the field, before it is answered', async ({ offprint, context, door }) => {
    test.skip(door === 'electron', 'only a socket can be held back');
    const answers = await heldAnswers(context);
    const page = await offprint.secondWindow();
    await expect(rows(page).first()).toBeVisible();
    await search(page, 'attention is:');
    await expect(offered(page)).toHaveCount(7);
    answers.hold((name) => name === 'papers.list');
    await page.keyboard.type('unread');
    await expect.poll(() => answers.count()).toBeGreaterThan(0);
    await press(page, 'Control+s', 'Enter');
    await expect(saved(page)).toContainText(['attention is:unread']);
    answers.release();
    await expect(count(page)).toHaveText('3 papers');
  });

  test('is renamed, moved, changed and deleted by keyboard, and all of it can be undone', async ({ offprint }) => {
    const { page } = offprint;
    await save(page, 'attention', 'First');
    await save(page, 'protein', 'Second');
    await expect(saved(page)).toHaveText(['First3', /^Second\d$/]);

    await saved(page).first().focus();
    await press(page, 'F2');
    await expect(page.getByRole('textbox', { name: 'New name for the search First' })).toBeFocused();
    await page.keyboard.insertText('One');
    await press(page, 'Enter');
    await expect(page.getByText('Renamed the search “First” to “One”')).toBeVisible();
    await expect(saved(page).first()).toBeFocused();

    await press(page, 'Alt+ArrowDown');
    await expect(saved(page)).toHaveText([/^Second/, /^One/]);
    await expect(saved(page).nth(1)).toBeFocused();
    await press(page, 'Alt+ArrowUp');
    await expect(saved(page)).toHaveText([/^One/, /^Second/]);
    await expect(saved(page).first()).toBeFocused();
    await press(page, 'Enter');
    await expect(count(page)).toHaveText('3 papers');

    // Changing what it asks for changes what is on view.
    await saved(page).first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Edit query…' }).click();
    const query = dialog(page).getByRole('combobox', { name: 'What it asks for' });
    await expect(query).toBeFocused();
    await query.fill('attention is:');
    await expect(dialog(page).getByRole('button', { name: 'Save' })).toBeDisabled();
    await press(page, 'End', 'r', 'e', 'a', 'd', 'Escape');
    await expect(dialog(page)).toBeVisible(); // Escape was for what is offered
    await press(page, 'Enter');
    await expect(dialog(page)).toBeHidden();
    await expect(list(page)).toContainText('This search finds nothing at the moment.');
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(count(page)).toHaveText('3 papers');

    await saved(page).first().focus();
    await press(page, 'Delete');
    await expect(saved(page)).toHaveText([/^Second/]);
    await expect(saved(page)).toBeFocused();
    await expect(page.locator('.NavItem[aria-current="page"]')).toContainText('All papers');
    await expect(count(page)).toHaveText('25 papers');
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(saved(page)).toHaveText([/^One/, /^Second/]);
  });

  test('that cannot be asked any more says so, shows nothing of another list, and can be mended', async ({ offprint }) => {
    const { page } = offprint;
    await save(page, 'attention', 'Inner');
    await save(page, 'in:Inner is:unread', 'Outer');
    await saved(page).first().focus();
    await press(page, 'Delete');
    await expect(saved(page).getByRole('img', { name: 'Its query has a mistake' })).toBeVisible();
    await saved(page).press('Enter');
    await expect(list(page)).toContainText('This saved search cannot be asked any more.');
    await expect(mistake(page)).toContainText('There is no saved search called “Inner”.');
    await list(page).getByRole('button', { name: 'Edit query' }).press('Enter');
    await dialog(page).getByRole('combobox').fill('attention');
    await press(page, 'Enter');
    await expect(count(page)).toHaveText('3 papers');
    await expect(mistake(page)).toBeHidden();
    await expect(saved(page)).toHaveText(['Outer3']);
  });

  test('is saved with the view it was made in, from the button, too', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 's', 'g', 's', '/');
    await page.keyboard.insertText('attention');
    await page.getByRole('button', { name: 'Save this search' }).click();
    await expect(dialog(page).getByRole('combobox')).toHaveValue('attention is:starred');
    await press(page, 'Enter');
    await expect(saved(page)).toHaveText(['attention is:starred1']);
  });
});

test.describe('with an engine that tells', () => {
  test('any of the words, and the nearest spelling, are offered where nothing is found', async ({ offprint }) => {
    const { page } = offprint;
    await search(page, 'protein attentoin');
    await expect(list(page)).toContainText('Did you mean');
    await list(page).getByRole('button', { name: 'protein attention' }).press('Enter');
    await expect(field(page)).toHaveValue('protein attention');
    await expect(rows(page)).toHaveText([/AlphaFold/]);

    await field(page).fill('protein flashattention');
    await list(page).getByRole('button', { name: 'Any of the words' }).press('Enter');
    await expect(field(page)).toHaveValue('protein flashattention match:any');
    await expect(rows(page)).toHaveText([/AlphaFold/, /FlashAttention/]);
  });

  test('similar papers stand under the notes, with the words that make them so', async ({ offprint }) => {
    const { page } = offprint;
    await search(page, 'title:bert');
    const similar = page.getByRole('region', { name: 'Similar papers' });
    await expect(similar.getByRole('listitem')).toHaveCount(5);
    const first = similar.getByRole('button').first();
    await expect(first).toContainText('in common: ');
    const title = await first.locator('.SimilarItem-title').innerText();
    await first.press('Enter');
    await expect(page.locator('.Paper-title')).toHaveText(title);
  });

  test('the inbox can begin with what is like the starred papers, and says why', async ({ offprint }) => {
    const { page } = offprint;
    await ask(offprint, 'papers.setStarred', { ids: [await idOf(offprint, 'title:alphafold')], starred: true });
    await sort(page).getByRole('button').press('Enter');
    await page.getByRole('menuitemradio', { name: 'More like my starred' }).press('Enter');
    await expect(page.locator('.PaperRow-like').first()).toBeVisible();
    await expect(rows(page).first()).toContainText('like your starred papers:');
  });
});

test('one pane is enough: completion, results and saving at 400 pixels', async ({ offprint }) => {
  const { page } = offprint;
  await page.setViewportSize({ width: 400, height: 700 });
  await press(page, '/');
  await page.keyboard.type('attention is:');
  await expect(offered(page).first()).toBeVisible();
  const box = await page.locator('.Choices').boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(8);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(392);
  await press(page, 'Enter');
  await expect(count(page)).toHaveText('3 papers');
  await press(page, 'Control+s', 'Enter');
  await expect(dialog(page)).toBeHidden();
  await expect(field(page)).toBeFocused();
  await press(page, 'Escape', 'Escape', 'Control+b');
  await expect(saved(page)).toHaveText(['attention is:unread3']);
  await saved(page).press('Enter');
  await expect(count(page)).toHaveText('3 papers');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(400);
});

test('axe finds nothing, with completion open and while a search is saved, in any theme', async ({ offprint }) => {
  const { page } = offprint;
  await search(page, 'attention ti');
  await expect(offered(page)).toHaveCount(1);
  await press(page, 'ArrowDown');
  await expectNoFindings(page, 'names, one of them chosen');
  await field(page).fill('attention is:');
  await expect(offered(page)).toHaveCount(7);
  await expectNoFindings(page, 'values');
  await press(page, 'Escape');
  await field(page).fill('zebra attention');
  await expect(list(page)).toContainText('Nothing matches');
  await expectNoFindings(page, 'nothing found');
  await field(page).fill('attention');
  await press(page, 'Control+s');
  await expect(dialog(page)).toBeVisible();
  await expectNoFindings(page, 'saving');
  await press(page, 'Enter');
  await expect(saved(page)).toHaveText(['attention3']);
  await expectNoFindings(page, 'saved, with its toast');
});
