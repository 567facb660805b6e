/** Comments beside their lines, and what becomes of highlights when the abstract changes; by keyboard. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { expectNoFindings } from './axe.ts';
import { type Offprint, test } from './offprint.ts';

const TITLE = 'Lanternfish: Decoding with Several Heads';
const FIRST = 'Decoding one word at a time leaves most of an accelerator idle, for each step waits for the one before it.';
const DROPPED = 'A second, smaller model may guess ahead, yet somebody must train it, store it and keep it in step.';
const HEADS = 'We add heads to one model instead, which guess several words, and check their tree of guesses in $n \\log n$ steps.';
const LAST = 'On seven tasks the answers are the same and come twice as quickly; on long documents the gain is small.';
const ABSTRACT = `${FIRST} ${DROPPED} ${HEADS} ${LAST}`;
/** The second sentence is gone; all others stand where they were before it, or further up. */
const NEWER = `${FIRST} ${HEADS} ${LAST} The code is free.`;

/** Imports a version of the paper through the command line, as another program would. */
function bringIn(offprint: Offprint, abstract: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-versions-'));
  try {
    const file = join(folder, 'papers.jsonl');
    writeFileSync(file, `${JSON.stringify({ title: TITLE, authors: ['Ida Morgen'], year: 2025, arxiv_id: '2503.01234', abstract })}\n`);
    expect(offprint.cli('import', file).status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openPaper(offprint: Offprint, abstract = ABSTRACT): Promise<void> {
  bringIn(offprint, abstract);
  await expect(offprint.page.locator('.Paper-title')).toHaveText(TITLE);
  await expect(offprint.page.locator('.Abstract-text')).toContainText('accelerator');
}

/** Selects words of the abstract, as a drag over them does: the reader gets the keyboard, too. */
async function select({ page }: Offprint, words: string): Promise<void> {
  await page.locator('[data-pane-focus="reader"]').focus();
  await page.locator('.Abstract-text').evaluate((text, wanted) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at !== -1) window.getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
    }
  }, words);
  await expect(page.getByRole('toolbar', { name: /selection|range/ })).toBeVisible();
}

/** Highlights words and writes a comment on them, by keyboard. */
async function commentOn(offprint: Offprint, words: string, comment: string): Promise<void> {
  const { keyboard } = offprint.page;
  await select(offprint, words);
  await keyboard.press('h');
  await expect.poll(() => drawn(offprint.page)).toContain(words);
  await keyboard.press('a');
  await expect(editor(offprint)).toBeFocused();
  await keyboard.insertText(comment);
  await keyboard.press('Escape');
  await expect(editor(offprint)).toBeHidden();
  await expect(comments(offprint).filter({ hasText: comment.split(/[*$[]/u)[0] ?? comment })).toBeVisible();
}

const comments = ({ page }: Offprint) => page.locator('.MarginNotes').getByRole('article');
const editor = ({ page }: Offprint) => page.locator('.MarginNote .NoteEditor-text');
const tray = ({ page }: Offprint) => page.locator('.Tray');

/** The words that are drawn as highlights; with a name only those that are drawn so. */
const drawn = (page: Page, named = /^mark-(?:yellow|blue|green|orange|pink)-\d/): Promise<string[]> =>
  page.evaluate(
    (source) =>
      [...CSS.highlights]
        .filter(([name]) => new RegExp(source).test(name))
        .flatMap(([, highlight]) => [...highlight].map((range) => (range as Range).toString())),
    named.source,
  );

/** How far below the top of its words a comment begins, in pixels. */
async function belowItsWords({ page }: Offprint, comment: Locator, words: string): Promise<number> {
  const line = await page.locator('.Abstract-text').evaluate((text, wanted) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const at = node.textContent?.indexOf(wanted) ?? -1;
      if (at === -1) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().top;
    }
    return Number.NaN;
  }, words);
  return ((await comment.boundingBox())?.y ?? Number.NaN) - line;
}

/** How far below the abstract the first comment begins, in pixels; less than 0 beside it. */
async function belowTheText(offprint: Offprint): Promise<number> {
  const [text] = await boxes(offprint.page.locator('.Abstract-text'));
  const [comment] = await boxes(comments(offprint));
  return (comment?.top ?? Number.NaN) - (text?.bottom ?? Number.NaN);
}

async function boxes(all: Locator): Promise<{ top: number; bottom: number }[]> {
  return all.evaluateAll((elements) =>
    elements.map((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return { top, bottom };
    }),
  );
}

/** The pane with room for comments beside the text. */
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 700, height: 900 };

test.beforeEach(({ offprint }) => offprint.page.setViewportSize(WIDE));

test('a comment is written beside its line, and nothing of the text moves', async ({ offprint }) => {
  await openPaper(offprint);
  const { page } = offprint;
  const before = await page.locator('.Abstract-text').boundingBox();
  await commentOn(offprint, 'keep it in step', 'Whose is **that**? See $n$.');

  const comment = comments(offprint);
  await expect(comment).toHaveAccessibleName('Comment on Claim: “keep it in step”');
  await expect(comment.locator('strong')).toHaveText('that');
  await expect(comment.locator('math')).toBeVisible();
  await expect.poll(() => belowItsWords(offprint, comment, 'keep it in step')).toBeCloseTo(0, 0);
  expect(await page.locator('.Abstract-text').boundingBox()).toEqual(before);
  // The notes of the paper as a whole are others.
  await expect(page.locator('.Notes .Note')).toHaveCount(0);

  await offprint.restart();
  await offprint.page.setViewportSize(WIDE);
  await expect(comments(offprint)).toContainText('Whose is that?');
  await expect.poll(() => belowItsWords(offprint, comments(offprint), 'keep it in step')).toBeCloseTo(0, 0);
});

test('comments on one line stand one below the other, and the active one keeps its place', async ({ offprint }) => {
  await openPaper(offprint);
  const { page } = offprint;
  await commentOn(offprint, 'Decoding one word', 'The usual way, which all of us have used until now.');
  await commentOn(offprint, 'most of an accelerator', 'How much is most of it? Somebody must have measured that.');
  await commentOn(offprint, 'each step waits', 'So does any loop.');
  await page.keyboard.press('Escape');

  const texts = ['The usual way', 'How much is most', 'So does any loop'];
  await expect(comments(offprint)).toHaveText(texts.map((text) => new RegExp(text)));
  const apart = async () => {
    const all = await boxes(comments(offprint));
    return all.every((box, i) => i === 0 || box.top >= (all[i - 1]?.bottom ?? 0));
  };
  await expect.poll(apart).toBe(true);

  // Each that becomes the active one stands level with its words, and the others make room.
  for (const [text, words] of [
    ['The usual way', 'Decoding one word'],
    ['How much is most', 'most of an accelerator'],
    ['So does any loop', 'each step waits'],
  ] as const) {
    const comment = comments(offprint).filter({ hasText: text });
    await comment.click();
    await expect.poll(() => belowItsWords(offprint, comment, words)).toBeCloseTo(0, 0);
    expect(await apart()).toBe(true);
  }

  // They follow the text when it is set anew.
  await page.evaluate(() => document.documentElement.setAttribute('data-text', 'small'));
  await expect.poll(() => belowItsWords(offprint, comments(offprint).last(), 'each step waits')).toBeCloseTo(0, 0);
  expect(await apart()).toBe(true);
});

test('in a narrow reader comments stand below the abstract, under their words and their role', async ({ offprint }) => {
  await offprint.page.setViewportSize(NARROW);
  await openPaper(offprint);
  await commentOn(offprint, 'keep it in step', 'By whom?');
  const comment = comments(offprint);
  await expect(comment.getByRole('button', { name: /Claim.*keep it in step/ })).toBeVisible();
  await expect.poll(() => belowTheText(offprint)).toBeGreaterThanOrEqual(0);
  // Its words lead back to the line.
  await offprint.page.setViewportSize({ width: 700, height: 400 });
  await comment.getByRole('button', { name: /keep it in step/ }).press('Enter');
  await expect.poll(() => drawn(offprint.page, /-out$/)).toEqual(['keep it in step']);
});

test('in a window of one pane, too, the reader that is opened has its comments below the abstract', async ({ offprint }) => {
  const { page } = offprint;
  await openPaper(offprint);
  await commentOn(offprint, 'keep it in step', 'By whom?');
  await page.setViewportSize({ width: 400, height: 700 });
  await page.reload();
  await expect(page.locator('.PaperRow').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(comments(offprint)).toBeVisible();
  // How wide the reader is, is known a frame after it is opened.
  await expect.poll(() => belowTheText(offprint)).toBeGreaterThanOrEqual(0);
  // The text has the pane to itself.
  expect((await page.locator('.Abstract-text').boundingBox())?.width).toBeGreaterThan(300);
});

test('a comment and its words are connected both ways', async ({ offprint }) => {
  await openPaper(offprint);
  const { page } = offprint;
  await commentOn(offprint, 'Decoding one word', 'The usual way.');
  await commentOn(offprint, 'keep it in step', 'By whom?');
  await page.keyboard.press('Escape');
  const [first, second] = [comments(offprint).first(), comments(offprint).last()];

  await first.focus();
  await expect.poll(() => drawn(page, /-out$/)).toContain('Decoding one word');
  await expect(first).toHaveClass(/is-out/);
  await page.keyboard.press('Tab'); // its own buttons come first
  for (let i = 0; i < 4 && !(await second.evaluate((element) => element === document.activeElement)); i += 1)
    await page.keyboard.press('Tab');
  await expect(second).toBeFocused();
  await expect.poll(() => drawn(page, /-out$/)).toContain('keep it in step');
  await expect(second).toHaveClass(/is-out/);

  await page.locator('[data-pane-focus="reader"]').focus();
  await first.hover();
  await expect(first).toHaveClass(/is-out/);
  await expect.poll(() => drawn(page, /-out$/)).toContain('Decoding one word');
});

test('a comment is edited, deleted and brought back by keyboard; an empty one goes away', async ({ offprint }) => {
  await openPaper(offprint);
  const { page } = offprint;
  const { keyboard } = page;
  await commentOn(offprint, 'keep it in step', 'By whom?');
  const comment = comments(offprint);
  const words = comment.locator('.MarginNote-text');
  await expect(comment).toBeFocused(); // where writing ends, reading goes on

  await keyboard.press('Enter');
  await expect(editor(offprint)).toBeFocused();
  await keyboard.type(' Nobody.');
  await expect(page.locator('.MarginNote')).toContainText('Draft kept');
  await keyboard.press('Escape');
  await expect(editor(offprint)).toBeHidden();
  await expect(words).toHaveText('By whom? Nobody.');
  await keyboard.press('z');
  await expect(words).toHaveText('By whom?');
  await keyboard.press('Shift+Z');
  await expect(comment).toContainText('Nobody.');

  await comment.focus();
  await keyboard.press('Delete');
  await expect(comment).toBeHidden();
  await expect(page.locator('.Paper-title')).toBeVisible(); // the key was about the comment alone
  await expect.poll(() => drawn(page)).toEqual(['keep it in step']);
  await keyboard.press('z');
  await expect(comment).toContainText('Nobody.');

  await comment.focus();
  await keyboard.press('Enter');
  await expect(editor(offprint)).toBeFocused();
  await keyboard.press('Control+a');
  await keyboard.press('Delete');
  await keyboard.press('Escape');
  await expect(comment).toBeHidden();
  await expect(editor(offprint)).toBeHidden();
});

test('a comment may be begun on a selection at once', async ({ offprint }) => {
  await openPaper(offprint);
  await select(offprint, 'train it, store it');
  await offprint.page.keyboard.press('a');
  await expect(editor(offprint)).toBeFocused();
  await offprint.page.keyboard.type('And pay for it.');
  await offprint.page.keyboard.press('Escape');
  await expect(comments(offprint)).toHaveAccessibleName('Comment on Claim: “train it, store it”');
});

test('a long comment folds', async ({ offprint }) => {
  await openPaper(offprint);
  await commentOn(offprint, 'keep it in step', 'A word after a word. '.repeat(30).trim());
  const comment = comments(offprint);
  const fold = comment.getByRole('button', { name: 'more' });
  await expect(fold).toBeVisible();
  const [folded] = await boxes(comment);
  await fold.press('Enter');
  await expect(comment.getByRole('button', { name: 'less' })).toHaveAttribute('aria-expanded', 'true');
  const [unfolded] = await boxes(comment);
  const height = (box: { top: number; bottom: number } | undefined) => (box?.bottom ?? 0) - (box?.top ?? 0);
  expect(height(unfolded)).toBeGreaterThan(height(folded) * 1.5);
});

test('a new version of the abstract takes highlights along; one without a place waits in the tray and is placed by keyboard', async ({
  offprint,
}) => {
  await openPaper(offprint);
  const { page } = offprint;
  const { keyboard } = page;
  await commentOn(offprint, 'come twice as quickly', 'Than what?');
  await commentOn(offprint, 'keep it in step', 'By whom?');
  await keyboard.press('Escape');

  await test.step('what is there still is found again, what is not waits', async () => {
    bringIn(offprint, NEWER);
    await expect(tray(offprint)).toBeVisible();
    await expect(page.getByRole('heading', { name: 'One highlight has no place in this version of the abstract' })).toBeVisible();
    await expect(tray(offprint)).toContainText('Claim');
    await expect(tray(offprint).locator('.TrayItem-quote q')).toHaveText('keep it in step');
    await expect(tray(offprint)).toContainText('By whom?');
    await expect.poll(() => drawn(page)).toEqual(['come twice as quickly']);
    await expect(comments(offprint).locator('.MarginNote-text')).toHaveText(['Than what?']);
    await expect.poll(() => belowItsWords(offprint, comments(offprint), 'come twice as quickly')).toBeCloseTo(0, 0);
  });

  await test.step('where it was is shown', async () => {
    await tray(offprint).getByRole('button', { name: 'Show where it was' }).press('Enter');
    await expect(page.locator('.Abstract-older')).toContainText(DROPPED);
    await expect.poll(() => drawn(page, /stood/)).toEqual(['keep it in step']);
  });

  await test.step('what changed is told, word by word', async () => {
    await page.getByRole('button', { name: 'What changed', exact: true }).press('Enter');
    const changes = page.locator('.OldVersion-changes');
    await expect(changes.locator('del')).toContainText('A second, smaller model');
    await expect(changes.locator('ins')).toContainText('The code is free.');
    await expect(changes).toContainText('guesses in n log n steps');
    await expect(page.locator('.OldVersion-size')).toHaveText(/^Four words added, 19 words removed\.$/);
    await page.getByRole('button', { name: 'Hide', exact: true }).press('Enter');
    await expect(changes).toBeHidden();
  });

  await test.step('placing it can be left', async () => {
    await tray(offprint).getByRole('button', { name: 'Place the highlight “keep it in step”' }).press('Enter');
    await expect(page.getByText('Select the words it belongs to, then press Enter.')).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByText('Select the words it belongs to, then press Enter.')).toBeHidden();
  });

  await test.step('it is placed, and undo takes it back', async () => {
    await tray(offprint).getByRole('button', { name: 'Place the highlight “keep it in step”' }).press('Enter');
    await keyboard.press('v'); // chooses the first sentence
    await expect(page.getByRole('toolbar', { name: /range/ })).toBeVisible();
    await keyboard.press('Enter');
    await expect(tray(offprint)).toBeHidden();
    await expect.poll(() => drawn(page)).toContain(FIRST);
    await expect(comments(offprint).first()).toHaveAccessibleName(/^Comment on Claim: “Decoding one word at a time/);
    await expect(page.getByText('Placed a highlight')).toBeVisible();
    await keyboard.press('z');
    await expect(tray(offprint).locator('.TrayItem-quote q')).toHaveText('keep it in step');
  });

  await test.step('undo of the import brings the text back, and the highlight to its place', async () => {
    await keyboard.press('z');
    await expect(tray(offprint)).toBeHidden();
    await expect.poll(() => drawn(page)).toContain('keep it in step');
    await keyboard.press('Shift+Z');
    await expect(tray(offprint)).toBeVisible();
  });

  await test.step('a restart changes nothing of it; deleting it takes its comment along', async () => {
    await offprint.restart();
    await offprint.page.setViewportSize(WIDE);
    await expect(tray(offprint)).toContainText('By whom?');
    await tray(offprint).getByRole('button', { name: 'Delete the highlight “keep it in step”' }).press('Enter');
    await expect(tray(offprint)).toBeHidden();
    await offprint.page.keyboard.press('z');
    await expect(tray(offprint)).toContainText('By whom?');
  });
});

test('a highlight placed on words that changed a little is looked over: kept, or moved by keyboard', async ({ offprint }) => {
  await openPaper(offprint);
  const { page } = offprint;
  const { keyboard } = page;
  await select(offprint, 'leaves most of an accelerator idle');
  await keyboard.press('2');
  await expect.poll(() => drawn(page)).toEqual(['leaves most of an accelerator idle']);
  await keyboard.press('Escape');
  bringIn(offprint, ABSTRACT.replace('most of an accelerator', 'most of the accelerator'));

  await expect(page.getByRole('heading', { name: 'One highlight was placed on words that changed a little' })).toBeVisible();
  await expect(tray(offprint)).toContainText('Method');
  await expect(tray(offprint).locator('del')).toContainText('an');
  await expect(tray(offprint).locator('ins')).toContainText('the');
  await expect.poll(() => drawn(page)).toEqual(['leaves most of the accelerator idle']);

  const keep = tray(offprint).getByRole('button', { name: 'Keep the highlight “leaves most of the accelerator idle” there' });
  await keep.press('Enter');
  await expect(page.getByText('Confirmed a highlight')).toBeVisible();
  await expect(tray(offprint)).toBeHidden();
  await expect.poll(() => drawn(page)).toEqual(['leaves most of the accelerator idle']);
  await keyboard.press('z');
  await expect(keep).toBeVisible();

  await tray(offprint)
    .getByRole('button', { name: /^Move the highlight/ })
    .press('Enter');
  await expect(page.getByRole('application', { name: 'Choosing words' })).toBeFocused();
  await keyboard.press('Shift+ArrowRight'); // takes the next word in
  await keyboard.press('Enter');
  await expect(tray(offprint)).toBeHidden();
  await expect.poll(() => drawn(page)).toEqual(['leaves most of the accelerator idle, for']);
});

test('a comment that is being written when its highlight is deleted goes with it, and undo has every word of both', async ({
  offprint,
}) => {
  await openPaper(offprint);
  const { page } = offprint;
  const { keyboard } = page;
  await commentOn(offprint, 'keep it in step', 'By whom?');
  bringIn(offprint, NEWER);
  await tray(offprint).getByRole('article').focus();
  await keyboard.press('Enter');
  await keyboard.type(' By nobody.');
  await tray(offprint).getByRole('button', { name: 'Delete the highlight' }).click();
  await expect(page.locator('.Toast')).toContainText('Deleted 1 highlight and 1 comment');
  await expect(page.locator('.NoteEditor')).toHaveCount(0);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(tray(offprint)).toContainText('By whom? By nobody.');
});

test('of several versions each tells what changed to the next one and to the abstract as it is', async ({ offprint }) => {
  await openPaper(offprint);
  bringIn(offprint, NEWER);
  bringIn(offprint, `${NEWER} So are the data.`);
  const { page } = offprint;
  await expect(page.getByText('Two older versions of this abstract are kept.')).toBeVisible();
  await page.getByRole('button', { name: 'Show what changed' }).press('Enter');
  const versions = page.getByRole('region', { name: 'Versions of the abstract' });
  const added = versions.locator('ins');
  const removed = versions.locator('del');
  await expect(added).toContainText('So are the data.'); // the newest of them first
  await expect(removed).toHaveCount(0);

  await versions.getByRole('button', { name: 'Changes to the next' }).press('Enter');
  await expect(added).toContainText('The code is free.');
  await expect(removed).toContainText('A second, smaller model');
  await versions.getByRole('button', { name: 'Changes to this one' }).press('Enter');
  await expect(added).toContainText('The code is free. So are the data.');
  await versions.getByRole('button', { name: 'As it was' }).last().press('Enter');
  await expect(versions.locator('.Abstract-older')).toHaveText(/twice as quickly; on long documents the gain is small\.$/);
  await expect(versions.locator('.Abstract-older math')).toBeVisible();
});

test('axe finds nothing beside the text, below it, in the tray and among versions, in any theme', async ({ offprint }) => {
  await openPaper(offprint);
  const { page } = offprint;
  await commentOn(offprint, 'come twice as quickly', 'Than [what](https://example.org)?');
  await commentOn(offprint, 'keep it in step', 'By whom?');
  await comments(offprint).first().focus();
  await expectNoFindings(page, 'comments beside the text, one standing out');
  await page.keyboard.press('Enter');
  await expect(editor(offprint)).toBeFocused();
  await expectNoFindings(page, 'a comment being written');
  await page.keyboard.press('Escape');
  await page.setViewportSize(NARROW);
  await expectNoFindings(page, 'comments below the text');
  bringIn(offprint, NEWER);
  await expect(tray(offprint)).toBeVisible();
  await page.getByRole('button', { name: 'Show what changed' }).click();
  await tray(offprint)
    .getByRole('button', { name: /^Place the/ })
    .click();
  await expectNoFindings(page, 'the tray, a highlight being placed, and what changed');
});
