/** Notes, by keyboard: preview, task items, links and mentions, templates, history, and that no word of them is lost. */
import type { Locator, Page } from '@playwright/test';
import { connectLocal } from '../src/main/hosts/localSocket.ts';
import type { Input, Output, RequestName } from '../src/shared/contract.ts';
import { expectNoFindings } from './axe.ts';
import { expect, importSample, type Offprint, test } from './offprint.ts';

const FLASH = /FlashAttention/;
const ATTENTION = /Attention Is All You Need/;

const field = (page: Page) => page.locator('.NoteEditor-text');
const notes = (page: Page) => page.locator('.Note');
const title = (page: Page) => page.locator('.Paper-title');
const options = (page: Page) => page.getByRole('listbox', { name: 'Papers to link to' }).getByRole('option');
const dialog = (page: Page) => page.getByRole('dialog');

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Moves the keyboard on until it is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeAttached();
  for (let i = 0; i < 60; i += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(target, 'reached with Tab').toBeFocused();
}

/** Another window on the same library, at the same paper. */
async function secondWindow(offprint: Offprint): Promise<Page> {
  const other = await offprint.secondWindow();
  await open(other, 'FlashAttention', FLASH);
  return other;
}

/** Writes a note on the paper on view and finishes it. */
async function write(page: Page, text: string): Promise<void> {
  await press(page, 'a');
  await expect(field(page)).toBeFocused();
  await page.keyboard.insertText(text);
  await press(page, 'Escape');
  await expect(field(page)).toBeHidden();
}

/** Runs a command by its name. */
async function run(page: Page, label: string): Promise<void> {
  await press(page, 'Control+k');
  await page.keyboard.type(label);
  await expect(page.getByRole('option', { name: label }).first()).toHaveAttribute('aria-selected', 'true');
  await press(page, 'Enter');
}

/** Asks the library itself, past the window. */
async function ask<N extends RequestName>(offprint: Offprint, name: N, input: Input<N>): Promise<Output<N>> {
  const app = await connectLocal(offprint.library);
  if (app === null) throw new Error('nobody serves the library');
  const reply = await app.call(name, input);
  await app.close();
  if (!reply.ok) throw new Error(reply.error.message);
  return reply.value as Output<N>;
}

async function papersCalled(offprint: Offprint, word: string) {
  const list = await ask(offprint, 'papers.list', { view: { kind: 'all' }, query: `title:${word}` });
  return list.kind === 'papers' ? ask(offprint, 'papers.rows', { ids: [...list.ids] }) : [];
}

async function notesOn(offprint: Offprint, word: string) {
  const [row] = await papersCalled(offprint, word);
  return (await ask(offprint, 'papers.get', { id: row?.id ?? 0 })).notes;
}

const bodies = async (offprint: Offprint, word: string) => (await notesOn(offprint, word)).map((note) => note.body).toSorted();

/** Goes to the paper whose title this is in. */
async function open(page: Page, typed: string, called: RegExp): Promise<void> {
  await expect(page.locator('.PaperRow').first()).toBeVisible();
  await press(page, 'Control+k');
  await page.keyboard.type(typed);
  await expect(page.getByRole('option', { name: called, selected: true })).toBeVisible();
  await press(page, 'Enter');
  await expect(title(page)).toHaveText(called);
  await expect(dialog(page)).toBeHidden();
}

test.beforeEach(async ({ offprint }) => {
  await importSample(offprint);
  await open(offprint.page, 'FlashAttention', FLASH);
});

test.describe('preview', () => {
  test('shows what is written as it is written, beside it where there is room, and stays on', async ({ offprint }) => {
    const { page } = offprint;
    const preview = page.getByRole('region', { name: 'Preview' });
    await press(page, 'a');
    await page.keyboard.type('Some *words* and $x^2$');
    await expect(preview).toBeHidden();
    await press(page, 'Control+Shift+P');
    await expect(preview.locator('em')).toHaveText('words');
    await expect(preview.locator('math')).toBeVisible();
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('\n\n- [ ] check');
    await expect(preview.getByRole('checkbox', { name: 'check' })).toBeVisible();
    const box = async (locator: Locator) => (await locator.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await expect(preview).toBeInViewport();
    expect((await box(preview)).y, 'below').toBeGreaterThan((await box(field(page))).y + 10);
    await press(page, 'Escape');
    await expect(field(page)).toBeHidden();

    await press(page, 'Control+\\');
    await press(page, 'a');
    await page.keyboard.type('wide');
    await expect(preview).toHaveText('wide');
    expect(await page.evaluate(() => [...document.querySelectorAll('html, body, #root, .App')].map((e) => e.scrollTop))).toEqual([
      0, 0, 0, 0,
    ]);
    expect((await box(preview)).x, 'beside').toBeGreaterThan((await box(field(page))).x + 200);
    await press(page, 'Escape');

    await offprint.restart();
    await open(offprint.page, 'FlashAttention', FLASH);
    await press(offprint.page, 'a');
    await expect(offprint.page.getByRole('region', { name: 'Preview' })).toBeVisible();
    await press(offprint.page, 'Control+Shift+P');
    await expect(offprint.page.getByRole('region', { name: 'Preview' })).toBeHidden();
  });

  test('a box ticked in it is ticked in the text', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 'a', 'Control+Shift+P');
    await page.keyboard.insertText('- [ ] one\n- [ ] two');
    await tabTo(page, page.getByRole('checkbox', { name: 'two' }));
    await press(page, 'Space');
    await expect(field(page)).toHaveValue('- [ ] one\n- [x] two');
  });
});

test.describe('task items', () => {
  const LIST = 'To do:\n\n- [ ] read the proof of $x$\n- [x] cite\n\nand [ ] no box';

  test('a box is ticked with Space, changes its one sign, and undo clears it', async ({ offprint }) => {
    const { page } = offprint;
    await write(page, LIST);
    const box = page.getByRole('checkbox', { name: /read the proof/ });
    await tabTo(page, box);
    await press(page, 'Space');
    await expect.poll(() => bodies(offprint, 'FlashAttention')).toEqual([LIST.replace('[ ] read', '[x] read')]);
    await expect(box).toBeChecked();
    await expect(box, 'the keyboard stays on the box').toBeFocused();
    await press(page, 'z');
    await expect(box).not.toBeChecked();
    await expect(page.getByText('Edited a note')).toBeVisible();
    expect(await bodies(offprint, 'FlashAttention')).toEqual([LIST]);
  });

  test('pressing a box does not open the note, and pressing its words does', async ({ offprint }) => {
    const { page } = offprint;
    await write(page, LIST);
    await page.getByRole('checkbox', { name: 'cite' }).click();
    await expect.poll(() => bodies(offprint, 'FlashAttention')).toEqual([LIST.replace('[x]', '[ ]')]);
    await expect(field(page)).toBeHidden();
    await notes(page).getByText('cite').click();
    await expect(field(page)).toBeFocused();
  });

  test('two windows tick two boxes of one note', async ({ offprint }) => {
    const { page } = offprint;
    await write(page, LIST);
    const other = await secondWindow(offprint);
    await tabTo(page, page.getByRole('checkbox', { name: /read the proof/ }));
    await tabTo(other, other.getByRole('checkbox', { name: 'cite' }));
    await press(other, 'Space');
    await expect.poll(() => bodies(offprint, 'FlashAttention')).toEqual([LIST.replace('[x]', '[ ]')]);
    await press(page, 'Space');
    await expect.poll(() => bodies(offprint, 'FlashAttention')).toEqual([LIST.replace('[x]', '[ ]').replace('[ ] read', '[x] read')]);
    for (const window of [page, other]) {
      await expect(window.getByRole('checkbox', { name: /read the proof/ })).toBeChecked();
      await expect(window.getByRole('checkbox', { name: 'cite' })).not.toBeChecked();
    }
  });
});

test.describe('links to papers', () => {
  test('[[ completes by title; Escape leaves the brackets; the link opens its paper', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 'a');
    await page.keyboard.type('Builds on [[atten');
    await expect(options(page).first()).toBeVisible();
    await expect(options(page).filter({ hasText: FLASH }), 'a paper does not link to itself').toHaveCount(0);
    await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
    await expect(field(page)).toHaveAttribute('aria-activedescendant', (await options(page).first().getAttribute('id')) ?? '');
    await press(page, 'Escape');
    await expect(options(page)).toHaveCount(0);
    await expect(field(page)).toHaveValue('Builds on [[atten');
    await expect(field(page)).toBeFocused();
    // Left brackets stay left while they are the same.
    await page.keyboard.type('tion ');
    await expect(options(page)).toHaveCount(0);

    await page.keyboard.type('or [[');
    await page.keyboard.type('attention all');
    await expect(options(page).filter({ hasText: ATTENTION })).toHaveCount(1);
    await press(page, 'ArrowDown', 'ArrowUp', 'Enter');
    const [linked] = await papersCalled(offprint, 'need');
    const link = `[Attention Is All You Need](offprint://paper/${linked?.uid})`;
    await expect(field(page)).toHaveValue(`Builds on [[attention or ${link}`);
    await page.keyboard.type('.');
    await press(page, 'Control+Enter');

    const shown = notes(page).getByRole('link', { name: ATTENTION });
    await expect(shown).not.toHaveAttribute('target', /./);
    await tabTo(page, shown);
    await press(page, 'Enter');
    await expect(title(page)).toHaveText(ATTENTION);
    await expect(page.locator('[data-pane-focus="reader"]')).toBeFocused();
    // The list that was on view holds it, and stays.
    await expect(page.locator('.PaperRow[aria-selected="true"]')).toHaveAttribute('title', ATTENTION);
  });

  test('what was completed is taken back by the field’s own undo, and brackets closed already are used up', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 'a');
    await page.keyboard.type('x [[]] y');
    await press(page, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await page.keyboard.type('all you need');
    await expect(options(page)).toHaveCount(1);
    await press(page, 'Tab');
    await expect(field(page)).toHaveValue(/^x \[Attention Is All You Need\]\(offprint:\/\/paper\/[\w-]+\) y$/);
    await press(page, 'Control+z');
    await expect(field(page)).toHaveValue('x [[all you need]] y');
  });

  test('the paper linked to lists its mentions, which lead back', async ({ offprint }) => {
    const { page } = offprint;
    const [linked] = await papersCalled(offprint, 'need');
    await write(page, `One [a](offprint://paper/${linked?.uid}).`);
    await write(page, `Two [b](offprint://paper/${linked?.uid}).`);
    await open(page, 'all you need', ATTENTION);
    const mentions = page.getByRole('region', { name: 'Mentioned in' });
    await expect(mentions.getByRole('listitem')).toHaveCount(1);
    await expect(mentions).toContainText('2 notes');
    await press(page, 'Enter');
    await tabTo(page, mentions.getByRole('button', { name: FLASH }));
    await press(page, 'Enter');
    await expect(title(page)).toHaveText(FLASH);
    await expect(mentions).toBeHidden();
  });

  test('a paper outside the list is opened in all papers, and one in the trash there', async ({ offprint }) => {
    const { page } = offprint;
    const [linked] = await papersCalled(offprint, 'need');
    await write(page, `See [the first](offprint://paper/${linked?.uid}).`);
    await press(page, '2', 'g', 'q');
    await expect(page.locator('.PaperRow')).toHaveCount(1);
    await tabTo(page, page.getByRole('link', { name: 'the first' }));
    await press(page, 'Enter');
    await expect(title(page)).toHaveText(ATTENTION);
    await expect(page.locator('.PaperList-sort')).toContainText('25 papers');

    await ask(offprint, 'papers.setTrashed', { ids: [linked?.id ?? 0], trashed: true });
    await press(page, 'g', 'q');
    await expect(title(page)).toHaveText(FLASH);
    await tabTo(page, page.getByRole('link', { name: 'the first' }));
    await press(page, 'Enter');
    await expect(title(page)).toHaveText(ATTENTION);
    await expect(page.getByText('In the trash.')).toBeVisible();
  });

  test('a link to a paper that is gone says so, and nothing opens outside', async ({ offprint }) => {
    const { page } = offprint;
    await write(page, '[gone](offprint://paper/xxxxxxxx), [odd](offprint://paper/xxxxxxxx/..), [js](javascript:alert(1)), offprint:x');
    const link = notes(page).getByRole('link');
    await expect(link).toHaveCount(1);
    const pages = page.context().pages().length;
    await link.click({ modifiers: ['Control'] });
    await expect(page.getByText('That paper is not in this library any more')).toBeVisible();
    await link.click({ button: 'middle' });
    await expect(title(page)).toHaveText(FLASH);
    expect(page.context().pages()).toHaveLength(pages);
  });

  test('a paper asked for from outside opens in every window, also while a dialog is open', async ({ offprint }) => {
    const { page } = offprint;
    const [asked] = await papersCalled(offprint, 'need');
    await ask(offprint, 'papers.show', { uid: asked?.uid ?? '' });
    await expect(title(page)).toHaveText(ATTENTION);
    await press(page, '?');
    await expect(dialog(page)).toBeVisible();
    const [flash] = await papersCalled(offprint, 'FlashAttention');
    await ask(offprint, 'papers.show', { uid: flash?.uid ?? '' });
    await expect(title(page)).toHaveText(FLASH);
    await expect(dialog(page)).toBeVisible();
    await press(page, 'Escape');
    await expect(dialog(page)).toBeHidden();
  });
});

test.describe('templates', () => {
  test('an empty note begins with one, and the caret stands where one writes', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 'a');
    await tabTo(page, page.getByRole('button', { name: 'Three-sentence review' }));
    await press(page, 'Enter');
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('less memory.');
    await expect(field(page)).toHaveValue(/^\*\*What it claims:\*\* less memory\.\n\n\*\*Why/);
    await press(page, 'Escape');
    await expect(notes(page)).toContainText('What it claims: less memory.');
  });

  test('the menu inserts one below what is written and never over it', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 'a');
    await page.keyboard.type('words of mine');
    await press(page, 'Control+a');
    await tabTo(page, page.getByRole('button', { name: 'Insert a template' }));
    await press(page, 'Enter');
    await expect(page.getByRole('menuitem', { name: 'Summary' })).toBeFocused();
    await press(page, 'Enter');
    await expect(field(page)).toHaveValue(/^words of mine\n\n### Question\n\n/);
    await expect(field(page)).toBeFocused();
    await press(page, 'Control+z');
    await expect(field(page)).toHaveValue('words of mine');
  });
});

test.describe('history', () => {
  test('compares versions word by word and brings one back, by keyboard', async ({ offprint }) => {
    const { page } = offprint;
    const rewrite = async (text: string) => {
      await tabTo(page, page.getByRole('button', { name: 'Edit note' }));
      await press(page, 'Enter', 'Control+a');
      await page.keyboard.insertText(text);
      await press(page, 'Escape');
      await expect(field(page)).toBeHidden();
    };
    await write(page, 'The red fox runs.');
    await expect(page.getByRole('button', { name: 'History' }), 'one version is no history').toHaveCount(0);
    await rewrite('The grey fox runs.');
    await rewrite('The grey fox sleeps.');
    await tabTo(page, page.getByRole('button', { name: 'History' }));
    await press(page, 'Enter');

    const versions = dialog(page).getByRole('listbox').getByRole('option');
    await expect(versions).toHaveCount(3);
    await expect(versions.first()).toHaveAttribute('aria-selected', 'true');
    const compared = dialog(page).getByRole('region', { name: 'The comparison' });
    await expect(compared.getByRole('deletion')).toContainText('runs');
    await expect(compared.getByRole('insertion')).toContainText('sleeps');
    await expect(dialog(page).getByRole('button', { name: 'Restore' })).toBeDisabled();
    await press(page, 'ArrowDown');
    await expect(compared.getByRole('deletion')).toContainText('red');
    await expect(versions.nth(1)).toContainText('1 word added, 1 word removed');
    await press(page, 'ArrowDown', 'ArrowDown');
    await expect(dialog(page).getByText('The first version')).toBeVisible();
    await press(page, 'Tab', 'ArrowRight');
    await expect(compared.getByRole('deletion')).toHaveCount(2);
    await expect(compared.getByRole('insertion')).toHaveCount(2);
    await press(page, 'Shift+Tab', 'Enter');

    await expect(dialog(page)).toBeHidden();
    await expect(notes(page)).toContainText('The red fox runs.');
    const [note] = await notesOn(offprint, 'FlashAttention');
    const all = await ask(offprint, 'notes.revisions', { noteId: note?.id ?? 0 });
    expect(all.map(({ body }) => body).slice(0, 3)).toEqual(['The red fox runs.', 'The grey fox sleeps.', 'The grey fox runs.']);
    await press(page, 'z');
    await expect(notes(page)).toContainText('The grey fox sleeps.');
  });

  test('opens from the palette for the note being written, with what was just typed', async ({ offprint }) => {
    const { page } = offprint;
    await write(page, 'one');
    await tabTo(page, page.getByRole('button', { name: 'Edit note' }));
    await press(page, 'Enter', 'End');
    await page.keyboard.type(' two');
    await press(page, 'Control+Enter');
    await expect(field(page)).toBeHidden();
    await tabTo(page, page.getByRole('button', { name: 'Edit note' }));
    await press(page, 'Enter', 'End');
    await page.keyboard.type(' three');
    await run(page, 'Note history');
    await expect(dialog(page).getByRole('region', { name: 'The comparison' })).toContainText('one two added three end');
    await press(page, 'Escape');
    await expect(dialog(page)).toBeHidden();
    await expect(notes(page)).toContainText('one two three');
  });
});

test.describe('nothing is lost', () => {
  test('a kill in the midst of typing takes two seconds of it at most', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 'a');
    const typed: { readonly at: number; readonly text: string }[] = [];
    const begun = Date.now();
    for (let n = 0; Date.now() - begun < 6_000; n += 1) {
      await page.keyboard.type(`${n} `, { delay: 20 });
      typed.push({ at: Date.now(), text: `${typed.at(-1)?.text ?? ''}${n} ` });
    }
    const killed = Date.now();
    await offprint.killAndRestart();
    const [note] = await notesOn(offprint, 'FlashAttention');
    const kept = note?.draft?.body ?? '';
    const promised = typed.findLast(({ at }) => at <= killed - 2_000)?.text ?? '';
    expect(promised).not.toBe('');
    expect(kept.startsWith(promised), `“${kept.slice(-20)}” holds what was typed two seconds before, “${promised.slice(-20)}”`).toBe(true);
    await open(offprint.page, 'FlashAttention', FLASH);
    await expect(offprint.page.getByText(/Unsaved draft from/)).toBeVisible();
    await expect(offprint.page.locator('.Note-draft')).toContainText(promised.trim());
  });

  test('two windows editing one note keep both texts', async ({ offprint }) => {
    const { page } = offprint;
    await write(page, 'begun');
    const other = await secondWindow(offprint);
    for (const [window, words] of [
      [page, ' here'],
      [other, ' there'],
    ] as const) {
      await tabTo(window, window.getByRole('button', { name: 'Edit note' }));
      await press(window, 'Enter', 'End');
      await window.keyboard.type(words);
    }
    await press(page, 'Control+Enter');
    await press(other, 'Control+Enter');
    await expect(other.getByText('Both texts are kept')).toBeVisible();
    for (const window of [page, other]) await expect(notes(window)).toContainText(['begun here', 'begun there']);
    expect(await bodies(offprint, 'FlashAttention')).toEqual(['begun here', 'begun there']);
  });

  test('what is being written in one window stays when another deletes the note', async ({ offprint }) => {
    const { page } = offprint;
    await write(page, 'begun');
    const other = await secondWindow(offprint);
    await tabTo(page, page.getByRole('button', { name: 'Edit note' }));
    await press(page, 'Enter', 'End');
    await page.keyboard.type(' and');
    await expect(page.getByText('Draft kept')).toBeVisible();
    await tabTo(other, other.getByRole('button', { name: 'Delete note' }));
    await press(other, 'Enter');
    await expect(notes(other)).toHaveCount(0);
    await page.keyboard.type(' more');
    await expect(page.getByText('goes on as a new note')).toBeVisible();
    await press(page, 'Control+Enter');
    await expect(notes(page)).toContainText(['begun and more']);
    expect(await bodies(offprint, 'FlashAttention')).toEqual(['begun and more']);
  });

  test('letters typed while a note is being finished are part of it', async ({ offprint }) => {
    const { page } = offprint;
    await press(page, 'a');
    await page.keyboard.type('one');
    // In one task of the page: saving has begun when the letters come, and the library cannot have answered yet.
    await field(page).evaluate(async (element) => {
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      document.execCommand('insertText', false, ' two');
    });
    await expect(field(page)).toBeHidden();
    expect(await bodies(offprint, 'FlashAttention')).toEqual(['one two']);
  });
});

test('axe finds nothing in notes, in any theme', async ({ offprint }) => {
  const { page } = offprint;
  // What stands around them is looked at by accessibility.spec.ts.
  await press(page, 'a', 'Control+Shift+P');
  await expectNoFindings(page, 'an empty note');
  await page.keyboard.insertText('# Head\n\n- [ ] one $x$\n- [x] two\n\nSee ');
  await page.keyboard.type('[[attention');
  await expect(options(page).first()).toBeVisible();
  await expectNoFindings(page, 'completion over a preview');
  await press(page, 'Enter', 'Control+Enter');
  await expect(notes(page).getByRole('checkbox')).toHaveCount(2);
  await expectNoFindings(page, 'notes at rest');
  await tabTo(page, page.getByRole('checkbox', { name: 'one' }));
  await press(page, 'Space');
  await tabTo(page, page.getByRole('button', { name: 'History' }));
  await press(page, 'Enter');
  await expect(dialog(page).getByRole('option').first()).toBeVisible();
  await expectNoFindings(page, 'history');
  await press(page, 'Escape');
  await expect(dialog(page)).toBeHidden();
  await tabTo(page, notes(page).getByRole('link'), 'Shift+Tab');
  await press(page, 'Enter');
  await expect(page.getByRole('region', { name: 'Mentioned in' })).toBeVisible();
  await expectNoFindings(page, 'mentions');
});
