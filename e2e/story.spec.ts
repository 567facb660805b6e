/** The whole story, by keyboard: a digest in, read, starred, tagged, noted, found again, undone, and still there after a restart. */
import { readFileSync } from 'node:fs';
import { DIGEST, expect, hasDigest, importSample, type Offprint, test } from './offprint.ts';

/** Pastes text into the window as a person would, without a field in focus. */
async function paste(offprint: Offprint, text: string): Promise<void> {
  await offprint.page.evaluate((data) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', data);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

const papers = (offprint: Offprint) => offprint.page.locator('[data-pane-focus="list"]');
const active = (offprint: Offprint) => offprint.page.locator('.PaperRow[aria-selected="true"]');
const title = (offprint: Offprint) => offprint.page.locator('.Paper-title');
const count = (offprint: Offprint, place: string) =>
  offprint.page.locator('.NavItem', { hasText: place }).locator('.NavItem-count').first();

test.describe('a digest of 85 papers', () => {
  test.skip(!hasDigest, 'the sample digest does not stand beside this checkout');

  test('is imported by pasting, gone through by keyboard, and still there after a restart', async ({ offprint }) => {
    const keys = () => offprint.page.keyboard;
    await expect(offprint.page.getByText('Bring in a digest')).toBeVisible();

    await test.step('paste, preview, import with Enter', async () => {
      await paste(offprint, readFileSync(DIGEST, 'utf8'));
      const dialog = offprint.page.getByRole('dialog');
      await expect(dialog.getByRole('tab', { name: /85\s*new/ })).toBeVisible();
      await keys().press('Enter');
      await expect(dialog).toBeHidden();
      await expect(offprint.page.getByText('Imported 85 papers')).toBeVisible();
      await expect(count(offprint, 'Inbox')).toHaveText('85');
    });

    const first = 'Dynamic-LLaVA: Efficient Multimodal Large Language Models via Dynamic Vision-language Context Sparsification';
    await test.step('the digest keeps its order and its text, repaired on screen', async () => {
      await expect(title(offprint)).toHaveText(first);
      await expect(offprint.page.locator('.Abstract')).toContainText('computation consumption by ~75% in the prefill stage');
      await keys().press('Shift+O');
      await expect(offprint.page.locator('.Abstract')).toContainText('sim75\\%');
      await keys().press('Shift+O');
    });

    await test.step('star, read, queue, skip, tag', async () => {
      await keys().press('s');
      await expect(active(offprint).locator('.PaperRow-star')).toBeVisible();
      await keys().press('r');
      await expect(active(offprint)).not.toHaveClass(/is-unread/);
      await keys().press('j');
      await expect(title(offprint)).toHaveText('Prioritized Semantic Learning for Zero-shot Instance Navigation');
      await keys().press('2');
      await expect(count(offprint, 'Reading list')).toHaveText('1');
      await keys().press('j');
      await expect(title(offprint)).toHaveText('RoHM: Robust Human Motion Reconstruction via Diffusion');
      await keys().press('e');
      await expect(count(offprint, 'Inbox')).toHaveText('82');
      await keys().press('k');
      await keys().press('t');
      await keys().type('navigation');
      await keys().press('Enter');
      await keys().press('Escape');
      await expect(offprint.page.getByRole('dialog')).toBeHidden();
      await expect(offprint.page.locator('.Paper .Tag', { hasText: 'navigation' })).toBeVisible();
    });

    await test.step('write a note, which is saved by itself', async () => {
      await keys().press('a');
      await keys().type('Compare with *object* goal baselines; the quicksilver idea is new.');
      await expect(offprint.page.getByText('Draft kept')).toBeVisible();
      await keys().press('Escape');
      await expect(offprint.page.locator('.Note em')).toHaveText('object');
    });

    await test.step('find it again at once, by a word of the note just written', async () => {
      await keys().press('/');
      await keys().type('quicksilver');
      // The paper is on the reading list, and the inbox is on view: the search says so and goes on in all papers.
      await offprint.page.getByRole('button', { name: 'Search all papers' }).click();
      await expect(papers(offprint).getByRole('option')).toHaveCount(1);
      await expect(title(offprint)).toHaveText(/Prioritized Semantic Learning/);
      await offprint.page.getByRole('combobox').fill('speculative decoding');
      await expect(papers(offprint).locator('mark').first()).toBeVisible();
      await offprint.page.getByRole('combobox').fill('tilte:x');
      await expect(offprint.page.getByText('There is no field called “tilte”')).toBeVisible();
      await offprint.page.getByRole('combobox').fill('');
      await keys().press('Escape');
    });

    await test.step('undo, redo, and undo of the import', async () => {
      await keys().press('g');
      await keys().press('a');
      await expect(offprint.page.locator('.PaperList-sort')).toContainText('85 papers');
      // Keys act on the paper that is marked: the list just asked for must stand.
      await expect(title(offprint)).toHaveText(first);
      await keys().press('s');
      await expect(count(offprint, 'Starred')).toBeHidden(); // the only star is gone, and so is its count
      await keys().press('z');
      await expect(count(offprint, 'Starred')).toHaveText('1');
      await keys().press('Shift+Z');
      await keys().press('z');
      await expect(count(offprint, 'Starred')).toHaveText('1');
    });

    await test.step('restart: everything is still there', async () => {
      await offprint.restart();
      await expect(count(offprint, 'Inbox')).toHaveText('82');
      await expect(count(offprint, 'Starred')).toHaveText('1');
      await offprint.page.locator('.NavItem', { hasText: 'navigation' }).click();
      await expect(title(offprint)).toHaveText(/Prioritized Semantic Learning/);
      await expect(offprint.page.locator('.Note em')).toHaveText('object');
      await expect(offprint.page.locator('.StatusControl')).toContainText('Reading list');
    });
  });

  test('twice the same digest adds nothing', async ({ offprint }) => {
    expect(JSON.parse(offprint.cli('import', DIGEST, '--json').stdout)).toMatchObject({ added: 85, duplicates: 0 });
    expect(JSON.parse(offprint.cli('import', DIGEST, '--json').stdout)).toMatchObject({ added: 0, duplicates: 85 });
    // The window hears of what the command line did.
    await expect(count(offprint, 'Inbox')).toHaveText('85');
  });

  test('an import is taken out whole by one undo', async ({ offprint }) => {
    await expect(offprint.page.getByText('Bring in a digest')).toBeVisible();
    await paste(offprint, readFileSync(DIGEST, 'utf8'));
    await expect(offprint.page.getByRole('dialog').getByRole('tab', { name: /85\s*new/ })).toBeVisible();
    await offprint.page.keyboard.press('Enter');
    await expect(count(offprint, 'Inbox')).toHaveText('85');
    await offprint.page.getByRole('button', { name: /^Undo/ }).click();
    await expect(offprint.page.getByText('Bring in a digest')).toBeVisible();
  });
});

test('a text without papers gets a clear answer and changes nothing', async ({ offprint }) => {
  await expect(offprint.page.getByText('Bring in a digest')).toBeVisible();
  await paste(
    offprint,
    'Milk, eggs, bread and butter.\nRemember to water the plants on Thursday.\nCall the dentist about the appointment.\n',
  );
  await expect(offprint.page.getByRole('alert')).toContainText('No papers');
  await expect(offprint.page.getByText('Bring in a digest')).toBeVisible();
});

test('the starter list is one choice away and one undo takes it back', async ({ offprint }) => {
  await importSample(offprint);
  await offprint.page.keyboard.press('z');
  await expect(offprint.page.getByText('Bring in a digest')).toBeVisible();
});

test('what was acknowledged survives a kill', async ({ offprint }) => {
  await importSample(offprint);
  await offprint.page.keyboard.press('s');
  await expect(count(offprint, 'Starred')).toHaveText('1');
  await offprint.page.keyboard.press('a');
  await offprint.page.keyboard.type('half a thought');
  await expect(offprint.page.getByText('Draft kept')).toBeVisible();
  await offprint.killAndRestart();
  await expect(count(offprint, 'Starred')).toHaveText('1');
  await expect(offprint.page.locator('.Notes')).toContainText('half a thought');
});

test('a sequence of keys is one command, and its second key none of its own', async ({ offprint }) => {
  await importSample(offprint);
  const { page } = offprint;
  for (const [keys, view] of [
    ['gs', 'Starred'],
    ['gr', 'Reading'],
    ['gt', 'Trash'],
    ['ga', 'All papers'],
  ] as const) {
    await page.keyboard.type(keys);
    await expect(page.locator('.NavItem[aria-current="page"]')).toContainText(view);
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await expect(page.locator('.NoteEditor')).toBeHidden();
  await expect(count(offprint, 'Starred')).toBeHidden();
  await expect(count(offprint, 'All papers')).toHaveText(await count(offprint, 'Inbox').innerText());
});

test('two windows show one library', async ({ offprint }) => {
  await importSample(offprint);
  const second = await offprint.secondWindow();
  await expect(second.locator('.PaperRow').first()).toBeVisible();
  await offprint.page.keyboard.press('s');
  await expect(second.locator('.NavItem', { hasText: 'Starred' }).locator('.NavItem-count')).toHaveText('1');
});
