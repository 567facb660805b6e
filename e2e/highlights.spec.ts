/** Highlighting by mouse, by touch and by keyboard alone: what is marked is what is stored, and stays where it is. */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { expectNoFindings } from './axe.ts';
import { heldAnswers } from './heldAnswers.ts';
import { expect, type Offprint, test } from './offprint.ts';

/** Repairs, formulas, straight quotes, a link and two paragraphs: what is shown is far from what is stored. */
const ABSTRACT = [
  'We cut the cost by sim75\\% on "hard" tasks, a leq 4B budget included. The bound is $O(n \\log n)$ for any $\\epsilon$-greedy policy.',
  "It\\^o calculus helps, e.g. Fig. 3 shows 6.0times more. Code is at https://example.org/a_b/code. It's free.",
].join('\n\n');
const SHOWN = [
  'We cut the cost by ~75% on "hard" tasks, a ≤ 4B budget included. The bound is O(n \\log n) for any \\epsilon-greedy policy.',
  "Itô calculus helps, e.g. Fig. 3 shows 6.0× more. Code is at https://example.org/a_b/code. It's free.",
].join('\n\n');
const TITLE = 'Marking $x^2$ in "Titles"';

const PAPERS = {
  digest: { name: 'Marks' },
  papers: [
    { title: TITLE, abstract: ABSTRACT, authors: ['Ada Lovelace'] },
    { title: 'Another paper', abstract: 'Nothing to mark in here. Twice.', authors: ['Alan Turing'] },
  ],
};

async function begin(offprint: Offprint): Promise<void> {
  const { page } = offprint;
  const file = join(dirname(offprint.library), 'marks.json');
  writeFileSync(file, JSON.stringify(PAPERS));
  expect(offprint.cli('import', file).stderr).toBe('');
  await expect(page.locator('.Paper-title')).toContainText('Marking');
  await expect(page.locator('.Paper-title math')).toBeVisible();
  await expect(page.locator('.Abstract-text math')).toHaveCount(2);
}

interface Stored {
  readonly field: string;
  readonly color: string;
  readonly quote: string;
  readonly start: number;
  readonly end: number;
}

/** The highlights as the library holds them, read beside it. */
function stored({ library }: Offprint): readonly Stored[] {
  const db = new Database(library, { readonly: true });
  try {
    return db
      .prepare<[], Stored>(
        'SELECT field, color, quote, start, "end" FROM highlights AS h JOIN anchors AS a ON a.highlight_id = h.id WHERE deleted_at IS NULL ORDER BY h.id',
      )
      .all();
  } finally {
    db.close();
  }
}

/** What is stored, as `colour: words`, after checking that each stands in the raw text where it says. */
async function marks(offprint: Offprint): Promise<readonly string[]> {
  for (const { field, start, end, quote } of stored(offprint)) expect((field === 'title' ? TITLE : ABSTRACT).slice(start, end)).toBe(quote);
  return stored(offprint).map(({ color, quote }) => `${color}: ${quote}`);
}

/** Waits until these are stored, and the window has heard of them. */
async function stand(offprint: Offprint, ...expected: readonly string[]): Promise<void> {
  await expect.poll(() => marks(offprint)).toEqual(expected);
  await expect.poll(async () => (await drawn(offprint.page)).length).toBe(expected.length);
}

/** Where words stand on screen: the middle of the first unit's left edge and of the last one's right edge. */
async function endsOf(page: Page, words: string, within: string) {
  return page.locator(within).evaluate((root, wanted) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes: [node: Text, from: number][] = [];
    let text = '';
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (!(node instanceof Text)) continue;
      nodes.push([node, text.length]);
      text += node.data;
    }
    const start = text.indexOf(wanted);
    if (start === -1) throw new Error(`“${wanted}” is not in “${text}”`);
    const rect = (at: number) => {
      const [node, from] = nodes.findLast(([, begins]) => begins <= at) ?? [new Text(), 0];
      const range = document.createRange();
      range.setStart(node, at - from);
      range.setEnd(node, at - from + 1);
      return range.getClientRects()[0] ?? new DOMRect();
    };
    const [first, last] = [rect(start), rect(start + wanted.length - 1)];
    return {
      from: { x: first.left, y: first.top + first.height / 2 },
      to: { x: last.right, y: last.top + last.height / 2 },
      middle: { x: (first.left + first.right) / 2, y: first.top + first.height / 2 },
    };
  }, words);
}

/** Selects words with the mouse, from their first letter to their last. */
async function drag(page: Page, words: string, within = '.Abstract-text'): Promise<void> {
  const { from, to } = await endsOf(page, words, within);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, to.y, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 3 });
  await page.mouse.up();
}

async function clickOn(page: Page, words: string, within = '.Abstract-text'): Promise<void> {
  const { middle } = await endsOf(page, words, within);
  await page.mouse.click(middle.x, middle.y);
}

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

const bar = (page: Page) => page.getByRole('toolbar');
const swatch = (page: Page, name: string) => bar(page).getByRole('button', { name });
const said = (page: Page) => page.locator('.Reader [role="status"]');
/** What is drawn, as `name: words of the page`, in the order of the names. */
const drawn = (page: Page) =>
  page.evaluate(() =>
    [...CSS.highlights]
      .flatMap(([name, ranges]) =>
        /^mark-\w+-\d$/.test(name) ? [...ranges].map((range) => `${name}: ${range instanceof Range ? range.toString() : ''}`) : [],
      )
      .sort(),
  );

test.describe('by mouse', () => {
  test('a selection becomes a highlight of its raw words, repairs and formulas taken whole', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    await test.step('the bar comes when the button is let go, not before', async () => {
      const { from, to } = await endsOf(page, 'cut the cost', '.Abstract-text');
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 4 });
      await expect(bar(page)).toBeHidden();
      await page.mouse.up();
      await expect(bar(page)).toBeVisible();
      const box = await bar(page).boundingBox();
      const column = await page.locator('.Abstract-text').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(column?.x ?? 0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((column?.x ?? 0) + (column?.width ?? 0) + 1);
      expect(Math.round(from.y - ((box?.y ?? 0) + (box?.height ?? 0)))).toBeLessThan(30);
    });
    await swatch(page, '2, Method').click();
    await stand(offprint, 'blue: cut the cost');
    await expect(swatch(page, '2, Method')).toHaveAttribute('aria-pressed', 'true');

    // From inside one repair to inside a formula.
    await drag(page, '75% on “hard” tasks, a ≤');
    await press(page, '4');
    await stand(offprint, 'blue: cut the cost', 'orange: sim75\\% on "hard" tasks, a leq');
    await drag(page, 'bound is ');
    const formula = await page.locator('.Abstract-text .Maths').first().boundingBox();
    await page.keyboard.down('Shift');
    await page.mouse.click((formula?.x ?? 0) + (formula?.width ?? 0) / 2, (formula?.y ?? 0) + 10);
    await page.keyboard.up('Shift');
    await press(page, '3');
    await stand(offprint, 'blue: cut the cost', 'orange: sim75\\% on "hard" tasks, a leq', 'green: bound is $O(n \\log n)$');

    await drag(page, 'in “Titles”', '.Paper-title');
    await press(page, 'h');
    await stand(
      offprint,
      'blue: cut the cost',
      'orange: sim75\\% on "hard" tasks, a leq',
      'green: bound is $O(n \\log n)$',
      'green: in "Titles"',
    );
    await expect(page.locator('.PaperRow').first()).toContainText('has highlights');

    await test.step('Show original moves nothing', async () => {
      const before = stored(offprint);
      await press(page, 'Escape', 'Shift+O');
      await expect(page.locator('.Abstract-text')).toContainText('sim75\\%');
      await expect.poll(() => drawn(page)).toContain('mark-orange-0: sim75\\% on “hard” tasks, a leq');
      expect(stored(offprint)).toEqual(before);
      await press(page, 'Shift+O');
      await expect.poll(() => drawn(page)).toContain('mark-orange-0: ~75% on “hard” tasks, a ≤');
    });

    await test.step('restart', async () => {
      const before = stored(offprint);
      const painted = await drawn(page);
      await offprint.restart();
      await expect.poll(() => drawn(offprint.page)).toEqual(painted);
      expect(stored(offprint)).toEqual(before);
    });
  });

  test('of highlights that lie on each other a press takes the smallest, and the next one when it is pressed again', async ({
    offprint,
  }) => {
    await begin(offprint);
    const { page } = offprint;
    await drag(page, 'cost by ~75% on “hard” tasks');
    await press(page, '1');
    await stand(offprint, 'yellow: cost by sim75\\% on "hard" tasks');
    await drag(page, 'on “hard”');
    await press(page, '5');
    await stand(offprint, 'yellow: cost by sim75\\% on "hard" tasks', 'pink: on "hard"');
    expect(await drawn(page)).toEqual(['mark-pink-1: on “hard”', 'mark-yellow-0: cost by ~75% on “hard” tasks']);
    await page.locator('.Paper-authors').click();
    await expect(bar(page)).toBeHidden();
    await clickOn(page, 'hard');
    await expect(swatch(page, '5, Limit')).toHaveAttribute('aria-pressed', 'true');
    await clickOn(page, 'hard');
    await expect(swatch(page, '1, Claim')).toHaveAttribute('aria-pressed', 'true');
    await clickOn(page, 'hard');
    await expect(swatch(page, '5, Limit')).toHaveAttribute('aria-pressed', 'true');
    await clickOn(page, 'budget');
    await expect(bar(page)).toBeHidden();
  });

  test('a highlight is recoloured, adjusted, extended by its own colour, deleted, and all of it undone and done again', async ({
    offprint,
  }) => {
    await begin(offprint);
    const { page } = offprint;
    await drag(page, 'the cost');
    await press(page, '1');
    await stand(offprint, 'yellow: the cost');
    await press(page, '3');
    await stand(offprint, 'green: the cost');
    await expect(said(page)).toHaveText('Now Data: the cost');

    await bar(page).getByRole('button', { name: 'Extend or shrink' }).click();
    await expect(bar(page)).toHaveAccessibleName('New range of the highlight');
    const { to } = await endsOf(page, 'hard', '.Abstract-text');
    await page.keyboard.down('Shift');
    await page.mouse.click(to.x, to.y);
    await page.keyboard.up('Shift');
    await bar(page).getByRole('button', { name: 'Done' }).click();
    await stand(offprint, 'green: the cost by sim75\\% on "hard');

    await drag(page, 'cut the');
    await press(page, '3');
    await stand(offprint, 'green: cut the cost by sim75\\% on "hard');
    await expect(page.locator('.Toast')).toContainText('Extended the highlight');

    // Another colour on the very same words is another colour, not a second highlight.
    await drag(page, 'cut the cost by ~75% on “hard');
    await press(page, '5');
    await stand(offprint, 'pink: cut the cost by sim75\\% on "hard');

    await page.locator('.Paper-authors').click();
    await clickOn(page, 'cost');
    await press(page, 'Delete');
    await stand(offprint);
    await expect(page.locator('.Toast')).toContainText('Deleted 1 highlight');
    await page.getByRole('button', { name: /^Undo/ }).click();
    await stand(offprint, 'pink: cut the cost by sim75\\% on "hard');
    await press(page, 'z', 'z');
    await stand(offprint, 'green: the cost by sim75\\% on "hard');
    await press(page, 'z', 'z', 'z');
    await stand(offprint);
    await press(page, 'Shift+Z');
    await stand(offprint, 'yellow: the cost');
    await expect.poll(() => drawn(page)).toEqual(['mark-yellow-0: the cost']);
  });

  test('digits, a and c keep their usual meaning while the bar is closed', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    await drag(page, 'the cost');
    await press(page, 'Escape');
    await expect(bar(page)).toBeHidden();
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
    await press(page, '2');
    await expect(page.locator('.StatusControl')).toContainText('Reading list');
    expect(stored(offprint)).toEqual([]);
  });

  test('a comment begins at once, with every letter, on the highlight it makes', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    await drag(page, 'the cost');
    await press(page, 'a', ...'sound?');
    await expect(page.locator('.NoteEditor-text')).toHaveValue('sound?');
    await expect(bar(page)).toBeHidden();
    await press(page, 'Escape');
    await stand(offprint, 'yellow: the cost');
    await expect(page.getByRole('article', { name: /^Comment/ })).toContainText('sound?');
    await press(page, ']');
    await expect(said(page)).toHaveText('Claim: the cost. Comment: sound? 1 of 1');
  });

  test('links lead out as ever, and the words of a link can be highlighted from beside it', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    await drag(page, 'Code is at https://example.org');
    await press(page, '1');
    await stand(offprint, 'yellow: Code is at https://example.org');
    await press(page, 'Escape');
    await page.locator('.TextLink').evaluate((link) =>
      link.addEventListener('click', (event) => {
        event.preventDefault();
        document.body.dataset.opened = link.getAttribute('href') ?? '';
      }),
    );
    await clickOn(page, 'example');
    expect(await page.evaluate(() => document.body.dataset.opened)).toBe('https://example.org/a_b/code');
    await expect(bar(page)).toBeHidden();
  });

  test('search this searches for the words, and the palette highlights the selection', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    await drag(page, 'calculus helps');
    await press(page, 'Control+k', ...'highlight as data');
    await expect(page.getByRole('option', { name: /Highlight as Data/ })).toBeVisible();
    await press(page, 'Enter');
    await stand(offprint, 'green: calculus helps');
    await press(page, '/');
    await expect(page.getByRole('combobox')).toHaveValue('"calculus helps"');
    await expect(page.locator('.PaperRow')).toHaveCount(1);
    await expect(page.locator('.Abstract-text mark').first()).toHaveText('calculus helps');
    // What is set anew by the search is drawn anew; hits within highlights are drawn over them.
    await expect.poll(() => drawn(page)).toEqual(['mark-green-0: calculus helps']);
    expect(await page.evaluate(() => CSS.highlights.get('search-hit')?.size)).toBeGreaterThan(0);
  });
});

test.describe('by keyboard alone', () => {
  test('words and sentences are chosen, highlighted, adjusted and deleted', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    await press(page, 'v');
    await expect(page.getByRole('application', { name: 'Choosing words' })).toBeFocused();
    await expect(said(page)).toHaveText('We cut the cost by ~75% on "hard" tasks, a ≤ 4B budget included.');
    await expect(bar(page)).toBeVisible();
    await press(
      page,
      'ArrowRight',
      'ArrowRight',
      'Shift+ArrowRight',
      'Shift+ArrowRight',
      'Shift+ArrowRight',
      'Shift+ArrowRight',
      'Shift+ArrowLeft',
    );
    await expect(said(page)).toHaveText('cut the cost by');
    await press(page, '1');
    await stand(offprint, 'yellow: cut the cost by');
    await expect(said(page)).toHaveText('Highlighted as Claim: cut the cost by');
    // Words and formulas of the next sentence, keys as fast as they come.
    await press(page, 'ArrowDown', 'ArrowDown', '2', 'ArrowLeft', 'ArrowLeft', '3', 'End', '5');
    await stand(
      offprint,
      'yellow: cut the cost by',
      'blue: The bound is $O(n \\log n)$ for any $\\epsilon$-greedy policy.',
      'green: $\\epsilon$-greedy',
      "pink: It's free.",
    );
    await expect(said(page)).toHaveText("Highlighted as Limit: It's free.");
    await press(page, 'Tab');
    await expect(said(page)).toHaveText('Marking x² in "Titles"');
    await press(page, 'ArrowRight', 'ArrowRight', '4', 'Escape');
    await expect(page.getByRole('application')).toBeHidden();
    await expect(page.locator('.Reader-scroll')).toBeFocused();
    await expect.poll(() => marks(offprint)).toContain('orange: $x^2$');

    await press(page, ']', ']');
    await expect(said(page)).toHaveText('Claim: cut the cost by. 2 of 5');
    await press(page, 'Enter', 'Shift+ArrowLeft', 'o', 'Shift+ArrowLeft', 'Enter');
    await expect.poll(() => marks(offprint)).toContain('yellow: We cut the cost');
    // The window hears of it a moment later: colours are offered again once it has.
    await expect(swatch(page, '1, Claim')).toHaveAttribute('aria-pressed', 'true');
    await press(page, 'Enter', 'Shift+ArrowRight', 'Escape');
    expect(await marks(offprint)).toContain('yellow: We cut the cost');
    await expect(swatch(page, '1, Claim')).toHaveAttribute('aria-pressed', 'true');
    await press(page, 'Delete');
    await expect.poll(() => marks(offprint)).not.toContain('yellow: We cut the cost');
    await expect(said(page)).toHaveText('Highlight removed: We cut the cost');
    await press(page, 'z');
    await expect.poll(() => marks(offprint)).toContain('yellow: We cut the cost');
    await expect(said(page)).toHaveText('Highlighted as Claim: We cut the cost');
  });

  test('the bar is a toolbar that Tab goes to and Escape closes, and the list of highlights leads to each', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    await press(page, 'v', '1', 'ArrowDown', '2', 'Escape');
    await expect.poll(() => drawn(page)).toHaveLength(2);
    await press(page, ']', 'Tab');
    await expect(swatch(page, '1, Claim')).toBeFocused();
    await press(page, 'ArrowRight', 'ArrowRight');
    await expect(swatch(page, '3, Data')).toBeFocused();
    await press(page, 'Enter');
    await expect.poll(async () => (await marks(offprint))[0]).toMatch(/^green: We cut/);
    await press(page, 'End');
    await expect(bar(page).getByRole('button', { name: 'Delete highlight' })).toBeFocused();
    await press(page, 'Escape');
    await expect(bar(page)).toBeHidden();
    await expect(page.locator('.Reader-scroll')).toBeFocused();

    const list = page.getByRole('region', { name: 'Highlights' });
    await expect(list.getByRole('button')).toHaveCount(2);
    await list.getByRole('button').first().focus();
    await press(page, 'ArrowDown');
    await expect(list.getByRole('button', { name: /^Method: The bound is O\(n log n\)/ })).toBeFocused();
    await press(page, 'Enter');
    await expect(swatch(page, '2, Method')).toHaveAttribute('aria-pressed', 'true');
    await expect(said(page)).toContainText('2 of 2');
  });

  test('words are chosen in the paper that was gone to, though it comes after the key', async ({ offprint, context, door }) => {
    test.skip(door === 'electron', 'only a socket can be held back');
    await begin(offprint);
    const answers = await heldAnswers(context);
    const page = await offprint.secondWindow();
    await expect(page.locator('.Paper-title')).toContainText('Marking');
    answers.hold((name) => name === 'papers.get');
    await press(page, 'j', 'v');
    await expect.poll(() => answers.count()).toBe(1);
    await expect(bar(page)).toBeHidden();
    answers.release();
    await expect(bar(page)).toBeVisible();
    await press(page, '1');
    await expect.poll(() => stored(offprint).map(({ quote }) => quote)).toEqual(['Nothing to mark in here.']);
  });

  test('keys mean what they always mean where the text is out of sight or another pane has the keyboard', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    await press(page, 'v', '1');
    await stand(offprint, 'yellow: We cut the cost by sim75\\% on "hard" tasks, a leq 4B budget included.');
    await test.step('several papers are selected', async () => {
      await press(page, 'Shift+K', 'x', 'j', 'x', '2');
      await expect(page.locator('.NavItem', { hasText: 'Reading list' }).locator('.NavItem-count')).toHaveText('2');
      await press(page, 'Escape', 'k');
    });
    await test.step('the list has the keyboard', async () => {
      await press(page, 'v');
      await expect(bar(page)).toBeVisible();
      await page.locator('.SearchField-input').focus();
      await press(page, 'ArrowDown', 'ArrowDown');
      await expect(page.locator('.Paper-title')).toHaveText('Another paper');
      // The paper gone to may come after the key that chooses words in it.
      await press(page, 'k');
    });
    await test.step('a press elsewhere lets go', async () => {
      await press(page, 'v');
      await expect(bar(page)).toBeVisible();
      await page.locator('.PaperRow').first().click();
      await expect(bar(page)).toBeHidden();
    });
    await test.step('one pane shows at a time, and it is the list', async () => {
      await press(page, ']');
      await expect(bar(page)).toBeVisible();
      await page.setViewportSize({ width: 400, height: 700 });
      await page.getByRole('button', { name: 'Back to the list' }).click();
      await press(page, '3');
      await expect(page.locator('.NavItem', { hasText: /^Reading(?! list)/ }).locator('.NavItem-count')).toHaveText('1');
    });
    expect((await marks(offprint)).map((mark) => mark.split(':')[0])).toEqual(['yellow']);
  });

  test('another paper ends choosing, and j still walks the list', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    await press(page, 'v', 'j');
    await expect(page.locator('.Paper-title')).toHaveText('Another paper');
    await expect(page.getByRole('application')).toBeHidden();
    await expect(bar(page)).toBeHidden();
    await press(page, 'v', 'h', 'ArrowDown', 'a', ...'mine');
    await expect(page.locator('.NoteEditor-text')).toHaveValue('mine');
    await expect.poll(() => stored(offprint).map(({ quote }) => quote)).toEqual(['Nothing to mark in here.', 'Twice.']);
  });
});

test('copying copies what is shown: all of it, a part, and what stands between the texts', async ({ offprint, context, door }) => {
  test.skip(door === 'electron', 'a page of the desktop window may not read the clipboard');
  await begin(offprint);
  const { page } = offprint;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async () => {
    await press(page, 'Control+C');
    return page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      return { types: item?.types, text: await navigator.clipboard.readText() };
    });
  };
  const select = (from: string, to: string) =>
    page.evaluate(
      ([first, last]) => {
        const [a, b] = [document.querySelector(first ?? ''), document.querySelector(last ?? '')];
        if (a !== null && b !== null) getSelection()?.setBaseAndExtent(a, 0, b, b.childNodes.length);
      },
      [from, to],
    );
  await drag(page, 'cost by ~75% on “hard” tasks');
  await press(page, '1');
  await stand(offprint, 'yellow: cost by sim75\\% on "hard" tasks');
  // The window lets go of the selection when it hears that it is a highlight.
  await expect(swatch(page, '1, Claim')).toHaveAttribute('aria-pressed', 'true');
  await select('.Abstract-text', '.Abstract-text');
  expect(await copied()).toEqual({ types: ['text/plain'], text: SHOWN });
  await select('.Paper-title', '.Paper-title');
  expect((await copied()).text).toBe('Marking x^2 in "Titles"');
  await drag(page, '“hard” tasks, a ≤ 4B');
  expect((await copied()).text).toBe('"hard" tasks, a ≤ 4B');
  await select('.Paper-title', '.Abstract-text');
  const lines = (await copied()).text.split('\n');
  expect(lines.slice(0, 2)).toEqual(['Marking x^2 in "Titles"', 'Ada Lovelace']);
  expect(lines.slice(-3).join('\n')).toBe(SHOWN);
  // The key of the bar copies the words alone.
  await page.locator('.Paper-authors').click();
  await clickOn(page, 'tasks');
  await press(page, 'c');
  await expect(page.locator('.Toast')).toContainText('Text copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('cost by ~75% on "hard" tasks');
});

test('two windows show one paper alike, and neither loses what it selected', async ({ offprint }) => {
  await begin(offprint);
  const { page } = offprint;
  const second = await offprint.secondWindow();
  await expect(second.locator('.Paper-title math')).toBeVisible();
  await press(second, 'v');
  await expect(bar(second)).toBeVisible();
  await drag(page, 'greedy policy');
  await press(page, '2');
  await expect.poll(() => drawn(second)).toEqual(['mark-blue-0: greedy policy']);
  await expect(bar(second)).toBeVisible();
  await press(second, '4');
  await expect.poll(async () => (await drawn(page)).length).toBe(2);
  await press(page, 'z');
  await expect.poll(async () => (await drawn(second)).length).toBe(1);
});

test('roles are named in the settings, in every place at once', async ({ offprint }) => {
  await begin(offprint);
  const { page } = offprint;
  await drag(page, 'the cost');
  await press(page, '1', 'Control+,');
  await page.getByRole('dialog').getByRole('button', { name: 'Highlights' }).click();
  const field = page.getByRole('textbox', { name: 'Meaning of colour 1' });
  await field.fill('  Main   idea ');
  await press(page, 'Enter');
  await expect(field).toHaveValue('Main idea');
  await page.getByRole('textbox', { name: 'Meaning of colour 2' }).fill('');
  await press(page, 'Tab', 'Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(swatch(page, '1, Main idea')).toBeVisible();
  await expect(swatch(page, '2, Method')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Highlights' }).getByRole('button')).toHaveAccessibleName('Main idea: the cost');
  await offprint.restart();
  await expect.poll(() => drawn(offprint.page)).toHaveLength(1);
  await press(offprint.page, ']');
  await expect(swatch(offprint.page, '1, Main idea')).toBeVisible();
  await press(offprint.page, 'Control+k', ...'main idea');
  await expect(offprint.page.getByRole('option', { name: /Highlight as Main idea/ })).toBeVisible();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('the bar waits for the fingers, its buttons are large enough, and a tap takes a highlight', async ({ offprint }) => {
    await begin(offprint);
    const { page } = offprint;
    const { middle } = await endsOf(page, 'budget', '.Abstract-text');
    await page.touchscreen.tap(middle.x, middle.y);
    // The handles of the system move the selection; they tell the page of nothing else.
    await page
      .locator('.Abstract-text p')
      .first()
      .evaluate((paragraph) => {
        const text = [...paragraph.childNodes].find((node) => node.textContent?.includes('the cost'));
        if (text !== undefined) getSelection()?.setBaseAndExtent(text, 3, text, 15);
      });
    await expect(bar(page)).toBeVisible();
    await swatch(page, '1, Claim').tap();
    await stand(offprint, 'yellow: cut the cost');
    await page.locator('.Paper-authors').tap();
    await expect(bar(page)).toBeHidden();
    const words = await endsOf(page, 'cut', '.Abstract-text');
    await page.touchscreen.tap(words.middle.x, words.middle.y);
    await expect(swatch(page, '1, Claim')).toHaveAttribute('aria-pressed', 'true');
    if (await page.evaluate(() => matchMedia('(pointer: coarse)').matches))
      for (const button of await bar(page).getByRole('button').all()) {
        const box = await button.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(32);
      }
  });
});

test('axe finds nothing with the bar open, while choosing words and in the list, in any theme', async ({ offprint }) => {
  await begin(offprint);
  const { page } = offprint;
  await press(page, 'v');
  await expectNoFindings(page, 'choosing words');
  await press(page, '1', 'ArrowDown', '2', 'Escape');
  await expect.poll(() => drawn(page)).toHaveLength(2);
  await press(page, ']');
  await expect(bar(page)).toBeVisible();
  await expectNoFindings(page, 'a highlight is active');
  await press(page, 'Tab', 'ArrowRight');
  await expectNoFindings(page, 'the keyboard is in the bar');
  await press(page, 'Escape', ']', 'Enter');
  await expectNoFindings(page, 'a highlight is adjusted');
  await press(page, 'Escape', 'Escape');
  await page.getByRole('region', { name: 'Highlights' }).getByRole('button').first().focus();
  await expectNoFindings(page, 'the list of highlights');
  await press(page, 'Control+,');
  await page.getByRole('dialog').getByRole('button', { name: 'Highlights' }).click();
  await expectNoFindings(page, 'the roles');
});
