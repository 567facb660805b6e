/** All annotations in one place, by keyboard: opened, filtered, jumped from, laid out as evidence, taken out as files. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { type Annotator, annotator } from './annotate.ts';
import { expectNoFindings } from './axe.ts';
import { expect, importSample, type Offprint, test } from './offprint.ts';

const ATTENTION = 'Attention Is All You Need';
const FLASH = 'FlashAttention: Fast and Memory-Efficient Exact Attention with IO-Awareness';

const pane = (page: Page) => page.getByRole('main', { name: 'Annotations' });
const list = (page: Page) => pane(page).getByRole('listbox', { name: 'Annotations' });
const rows = (page: Page) => list(page).getByRole('option');
const active = (page: Page) => pane(page).locator('.Annotation[aria-selected="true"]');
const count = (page: Page) => pane(page).locator('.Annotations-count [role=status]');
const inSidebar = (page: Page) => page.locator('.NavItem', { hasText: 'Annotations' });
const table = (page: Page) => pane(page).getByRole('table', { name: 'Evidence' });

/** A little work on a few papers: eight highlights, three of them with comments, and two notes. */
async function annotate(there: Annotator): Promise<void> {
  await there.mark(
    ATTENTION,
    'a sequence model built from attention alone',
    'yellow',
    'The **whole** claim; see [S4](https://example.org).',
  );
  await there.mark(
    ATTENTION,
    '$\\mathrm{softmax}(QK^\\top/\\sqrt{d_k})\\,V$, and several such heads',
    'blue',
    'Why one head per subspace?',
  );
  await there.mark(ATTENTION, 'training parallelises well', 'yellow');
  await there.mark(ATTENTION, 'better than the systems of its day', 'yellow', 'By how much, à peu près?');
  await there.mark(ATTENTION, 'a fraction of their training cost', 'orange');
  await there.note(ATTENTION, 'Everything later builds on this.');
  await there.mark(FLASH, 'held up less by arithmetic than by reading and writing', 'yellow');
  await there.mark(FLASH, 'Memory-Efficient Exact Attention', 'pink', undefined, 'title');
  await there.mark('LoRA', 'a learnt update $BA$ of low rank $r$', 'blue');
  await there.note('BERT', 'Skim only.');
}

test.beforeEach(async ({ offprint }) => importSample(offprint));

/** Fills the library and opens the pane. */
async function opened(offprint: Offprint): Promise<Annotator> {
  const there = await annotator(offprint.library);
  await annotate(there);
  await offprint.page.keyboard.type('gh');
  await expect(count(offprint.page)).toHaveText('10 annotations');
  return there;
}

test('opens by keyboard, tells what is there, and is left by Escape or for any place', async ({ offprint }) => {
  const { page } = offprint;
  await page.keyboard.type('gh');
  await expect(pane(page)).toContainText('No annotations yet.');
  await expect(pane(page)).toContainText(
    /In an abstract, press\s*v\s*to mark words and\s*h\s*to highlight them, or\s*a\s*to write a note\./,
  );
  await expect(page).toHaveTitle('Annotations – Offprint');
  await page.keyboard.press('Escape');
  await expect(pane(page)).toBeHidden();
  await expect(page.locator('[data-pane-focus="list"]')).toBeFocused();

  // As that sentence says.
  await page.keyboard.press('v');
  await page.keyboard.press('h');
  await expect(inSidebar(page).locator('.NavItem-count')).toHaveText('1');
  await page.keyboard.type('gh');
  await expect(count(page)).toHaveText('1 annotation');
  // The highlight was the active one of the reader: out of sight its keys do nothing.
  for (const key of ['2', 'Delete', 'a', 'v', ']']) await page.keyboard.press(key);
  await expect(rows(page)).toContainText('Claim');
  await page.keyboard.press('z');
  await expect(pane(page)).toContainText('No annotations yet.');
  await page.keyboard.press('Escape');

  const there = await annotator(offprint.library);
  await annotate(there);
  await there.close();
  await expect(inSidebar(page).locator('.NavItem-count')).toHaveText('10');
  await page.keyboard.type('gh');
  await expect(rows(page)).toHaveCount(10);
  await expect(list(page)).toBeFocused();
  await expect(inSidebar(page)).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('.NavItem[aria-current]')).toHaveCount(1);
  await page.keyboard.type('gs');
  await expect(pane(page)).toBeHidden();
  await expect(page.locator('.NavItem[aria-current]')).toContainText('Starred');
  await expect(page.locator('[data-pane-focus="list"]')).toBeFocused();

  // From the sidebar too: it is one more of its rows.
  await page.keyboard.type('ghgt');
  await expect(page.locator('.NavItem[aria-current]')).toContainText('Trash');
  await page.locator('.NavItem[aria-current]').focus();
  await page.keyboard.press('ArrowDown');
  await expect(inSidebar(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(list(page)).toBeFocused();
});

test('is grouped by paper, in the order of the text, and says what a row is', async ({ offprint }) => {
  const { page } = offprint;
  await opened(offprint);
  const group = list(page).getByRole('group', { name: ATTENTION });
  await expect(group.getByRole('option')).toHaveText([
    /a sequence model built from attention alone.*Claim.*Comment: .*The whole claim; see S4/s,
    /and several such heads.*Method.*Why one head/s,
    /training parallelises well.*Claim/s,
    /better than the systems.*Claim.*By how much/s,
    /a fraction of their training cost.*Number/s,
    /Everything later builds on this.*Note/s,
  ]);
  await expect(group.locator('math')).toHaveCount(1); // the quote's formula is set
  await expect(group.locator('a')).toHaveCount(0); // an option is pressed as a whole
  await expect(list(page).getByRole('group', { name: FLASH }).getByRole('option').first()).toContainText('in the title');
  await expect(rows(page).first()).toHaveAttribute('aria-setsize', '10');
  await expect(rows(page).nth(1)).toHaveAttribute('aria-posinset', '2');
});

test('j and k move, keys about papers out of sight do nothing, and Enter goes to the paper', async ({ offprint }) => {
  const { page } = offprint;
  await opened(offprint);
  await expect(active(page)).toContainText('a sequence model');
  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(active(page)).toContainText('training parallelises well');
  await expect(list(page)).toHaveAttribute('aria-activedescendant', (await active(page).getAttribute('id')) ?? '');
  for (const key of ['s', 'r', 'e', 'x', '2', 't', 'Delete']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.locator('.NavItem', { hasText: 'Inbox' }).locator('.NavItem-count')).toHaveText('25');

  await page.keyboard.press('End');
  await expect(rows(page).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Home');
  await expect(active(page)).toContainText('a sequence model');

  await page.locator('.NavItem', { hasText: 'Reading list' }).click(); // where the paper is not
  await page.keyboard.type('gh');
  for (let i = 0; i < 7; i += 1) await page.keyboard.press('j');
  await expect(active(page)).toHaveAttribute('data-color', /./);
  const title = await active(page).locator('xpath=ancestor::*[@role="group"]').getAttribute('aria-label');
  await page.keyboard.press('Enter');
  await expect(pane(page)).toBeHidden();
  await expect(page.locator('.Paper-title')).toHaveText(title ?? '');
  await expect(page.locator('[data-pane-focus="reader"]')).toBeFocused();
  await expect(page.locator('[data-mark-bar]')).toBeVisible(); // at the highlight
  // And back to where one was.
  await page.keyboard.type('gh');
  await expect(rows(page).nth(7)).toHaveAttribute('aria-selected', 'true');
});

test('filters by role, kind, time and words, and says which filter hides how many', async ({ offprint }) => {
  const { page } = offprint;
  await opened(offprint);
  const chip = (name: string) => pane(page).getByRole('button', { name, exact: true });

  await chip('Claim').press('Enter');
  await expect(count(page)).toHaveText('4 of 10 annotations');
  await expect(chip('Claim')).toHaveAttribute('aria-pressed', 'true');
  await chip('Method').press('Enter');
  await expect(count(page)).toHaveText('6 of 10 annotations');
  await chip('Comments').press('Enter');
  await expect(count(page)).toHaveText('3 of 10 annotations');

  await pane(page).getByRole('textbox', { name: 'Find in annotations' }).fill('A PEU PRES');
  await expect(count(page)).toHaveText('1 of 10 annotations');
  await page.keyboard.press('Enter');
  await expect(list(page)).toBeFocused();
  await chip('Claim').press('Enter');
  await expect(pane(page)).toContainText('Nothing passes all of the filters.');
  await expect(pane(page).locator('.NoResults-filters li')).toHaveText([/The roles you chose hides 1/, /What you typed to find hides 1/]);
  await pane(page).getByRole('button', { name: 'Leave out' }).first().press('Enter');
  await expect(count(page)).toHaveText('1 of 10 annotations');
  await chip('Notes').press('Enter');
  await chip('Comments').press('Enter');
  await pane(page).getByRole('button', { name: 'Clear all filters' }).press('Enter');
  await expect(count(page)).toHaveText('10 annotations');

  await pane(page).getByRole('button', { name: 'Any time' }).press('Enter');
  await page.getByRole('menuitemradio', { name: 'Today' }).press('Enter');
  await expect(count(page)).toHaveText('10 annotations');
  await pane(page).getByRole('button', { name: 'Today' }).press('Enter');
  await page.getByRole('menuitemradio', { name: 'Days…' }).press('Enter');
  await pane(page).getByLabel('to', { exact: true }).fill('2001-01-31');
  await expect(pane(page)).toContainText('The time you chose hides 10');
  await pane(page).getByRole('button', { name: 'Clear all filters' }).press('Enter');
  await expect(count(page)).toHaveText('10 annotations');
});

test('looks at the papers of a search, a tag or the list, and explains a mistake', async ({ offprint }) => {
  const { page } = offprint;
  const there = await opened(offprint);
  await there.ask('tags.change', { ids: [await there.paper('LoRA')], add: ['adapters'], remove: [] });

  await page.keyboard.press('/');
  const search = pane(page).getByRole('combobox', { name: 'Search papers' });
  await expect(search).toBeFocused();
  await page.keyboard.type('title:flashattention');
  await expect(count(page)).toHaveText('2 annotations');
  await search.fill('tilte:x');
  await expect(pane(page).getByText('There is no field called “tilte”')).toBeVisible();
  await expect(count(page)).toHaveText('2 annotations'); // what was found before stays
  await search.fill('');
  await page.keyboard.press('Escape');
  await expect(list(page)).toBeFocused();
  await expect(count(page)).toHaveText('10 annotations');

  await pane(page).getByRole('button', { name: 'All papers' }).press('Enter');
  await page.getByRole('menuitemradio', { name: 'adapters' }).press('Enter');
  await expect(count(page)).toHaveText('1 annotation');
  await search.fill('title:bert');
  await expect(pane(page)).toContainText('No annotations on these papers.');
  await pane(page).getByRole('button', { name: 'Show all annotations' }).press('Enter');
  await expect(count(page)).toHaveText('10 annotations');

  await page.keyboard.type('gi');
  await page.keyboard.press('/');
  await page.keyboard.type('title:attention');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('annotations of these papers');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toContainText(/annotations of these papers/i);
  await page.keyboard.press('Enter');
  await expect(search).toHaveValue('title:attention');
  await expect(count(page)).toHaveText('8 annotations');
});

test('shows what another window does, at once', async ({ offprint }) => {
  const { page } = offprint;
  const there = await opened(offprint);
  const id = await there.mark('LoRA', 'orders of magnitude', 'orange');
  await expect(count(page)).toHaveText('11 annotations');
  await there.ask('highlights.setColor', { ids: [id], color: 'pink' });
  await expect(rows(page).filter({ hasText: 'orders of magnitude' })).toContainText('Limit');
  await there.ask('settings.set', { roles: { yellow: 'Claim', blue: 'Method', green: 'Data', orange: 'Number', pink: 'Doubt' } });
  await expect(rows(page).filter({ hasText: 'orders of magnitude' })).toContainText('Doubt');
  await page.keyboard.press('z');
  await page.keyboard.press('z');
  await expect(count(page)).toHaveText('10 annotations');
});

test('lays the highlights out as a table of papers and roles', async ({ offprint }) => {
  const { page } = offprint;
  await opened(offprint);
  await pane(page).getByRole('tab', { name: 'List' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(pane(page).getByRole('tab', { name: 'Evidence table' })).toBeFocused();
  await expect(table(page).getByRole('columnheader')).toHaveText(['Paper', 'Claim', 'Method', 'Data', 'Number', 'Limit']);
  await expect(table(page)).toHaveAttribute('aria-rowcount', '4');
  const row = table(page).getByRole('row', { name: ATTENTION });
  await expect(row).toHaveAttribute('aria-rowindex', '2');
  const claims = row.getByRole('cell').first();
  await expect(claims.locator('.Evidence-quote')).toHaveCount(2);
  await expect(claims).toContainText('The whole claim; see S4');
  // A formula that would run out of its column is written in plain characters.
  await expect(row.getByRole('cell').nth(1)).toContainText('softmax(QKᵀ/√d_k) V, and several such heads');
  await expect(table(page).getByRole('row', { name: /^LoRA/ }).locator('math')).toHaveCount(2);
  await row.getByRole('button', { name: 'Show 1 more under Claim' }).press('Enter');
  await expect(claims.locator('.Evidence-quote')).toHaveCount(3);
  await row.getByRole('button', { name: 'Show less under Claim' }).press('Enter');
  await expect(claims.locator('.Evidence-quote')).toHaveCount(2);

  await pane(page).getByRole('button', { name: 'Method', exact: true }).press('Enter');
  await expect(table(page).getByRole('columnheader')).toHaveText(['Paper', 'Method']);
  await expect(table(page).getByRole('rowheader')).toHaveText([ATTENTION, /^LoRA/]);
  await pane(page).getByRole('button', { name: 'Method', exact: true }).press('Enter');

  await expect(table(page).getByRole('rowheader')).toHaveCount(3);
  await table(page).getByRole('rowheader').first().getByRole('button').focus();
  await page.keyboard.press('j');
  await expect(table(page).getByRole('button', { name: FLASH })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.Paper-title')).toHaveText(FLASH);
  await expect(pane(page)).toBeHidden();
});

test('takes the list and the table out as files', async ({ offprint }) => {
  const { page } = offprint;
  await opened(offprint);
  const exported = async (format: string): Promise<{ readonly name: string; readonly text: string }> => {
    await pane(page).getByRole('button', { name: 'Export' }).press('Enter');
    const download = page.waitForEvent('download');
    await page.getByRole('group', { name: 'Highlights and notes alone' }).getByRole('radio', { name: format, exact: true }).check();
    await page.keyboard.press('Enter');
    const file = await download;
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };
  for (const [format, ending] of [
    ['Markdown', '.md'],
    ['JSON-LD', '.jsonld'],
    ['CSV', '.csv'],
  ] as const) {
    const { name, text } = await exported(format);
    expect(name.endsWith(ending), name).toBe(true);
    for (const words of [ATTENTION, 'a sequence model built from attention alone', 'Why one head per subspace?', 'Skim only.'])
      expect(text).toContain(words);
    await expect(page.locator('.Toast')).toContainText('Exported 10 annotations');
  }
  // What the filters leave, and nothing else.
  await pane(page).getByRole('button', { name: 'Claim', exact: true }).press('Enter');
  await pane(page).getByRole('textbox', { name: 'Find in annotations' }).fill('by how much');
  await expect(count(page)).toHaveText('1 of 10 annotations');
  const { text: left } = await exported('Markdown');
  expect(left).toContain('better than the systems of its day');
  expect(left).not.toContain('a sequence model');
  expect(left).not.toContain(FLASH);
  await pane(page).getByRole('button', { name: 'Claim', exact: true }).press('Enter');
  await pane(page).getByRole('tab', { name: 'Evidence table' }).click();
  await expect(table(page)).toBeVisible();
  for (const [format, ending] of [
    ['Evidence as CSV', '.csv'],
    ['Evidence as Markdown', '.md'],
  ] as const) {
    const { name, text } = await exported(format);
    expect(name.endsWith(ending), name).toBe(true);
    for (const words of ['Claim', 'Limit', ATTENTION, 'a fraction of their training cost', 'Why one head per subspace?'])
      expect(text).toContain(words);
    expect(text).not.toContain('Skim only.');
    await expect(page.locator('.Toast')).toContainText('Exported the evidence of 3 papers');
  }
});

test('opens a long list as fast as a short one, and holds only what is in sight', async ({ offprint }) => {
  const { page } = offprint;
  const there = await annotator(offprint.library);
  const paperId = await there.paper(ATTENTION);
  const { abstract } = await there.ask('papers.get', { id: paperId });
  for (let i = 0; i < 400; i += 1) {
    const start = i % 200;
    const quote = abstract?.slice(start, start + 120) ?? '';
    await there.ask('highlights.create', { paperId, field: 'abstract', color: 'yellow', start, end: start + 120, quote });
  }
  await page.keyboard.type('gh');
  await expect(count(page)).toHaveText('400 annotations');
  await page.keyboard.press('End');
  await expect(rows(page).last()).toHaveAttribute('aria-posinset', '400');
  await expect(rows(page).last()).toHaveAttribute('aria-selected', 'true');
  await expect(rows(page).last()).toBeInViewport();
  await expect(rows(page).last()).toContainText('Claim');
  expect(await rows(page).count()).toBeLessThan(60);
  for (let i = 0; i < 40; i += 1) await page.keyboard.press('k');
  await expect(active(page)).toHaveAttribute('aria-posinset', '360');
  await expect(active(page)).toBeInViewport();
});

test('axe finds nothing, in any theme', async ({ offprint }) => {
  const { page } = offprint;
  await page.keyboard.type('gh');
  await expect(pane(page)).toContainText('No annotations yet.');
  await expectNoFindings(page, 'none yet');
  await page.keyboard.press('Escape');
  await opened(offprint);
  await expect(rows(page)).toHaveCount(10);
  await expectNoFindings(page, 'list');
  await pane(page).getByRole('button', { name: 'Claim', exact: true }).click();
  await pane(page).getByRole('textbox', { name: 'Find in annotations' }).fill('nowhere');
  await expect(pane(page)).toContainText('Nothing passes');
  await expectNoFindings(page, 'all hidden');
  await pane(page).getByRole('button', { name: 'Clear all filters' }).click();
  await pane(page).getByRole('button', { name: 'Any time' }).click();
  await page.getByRole('menuitemradio', { name: 'Days…' }).click();
  await expectNoFindings(page, 'days');
  await pane(page).getByRole('tab', { name: 'Evidence table' }).click();
  await expect(table(page).getByRole('rowheader')).toHaveCount(3);
  await expectNoFindings(page, 'evidence');
  await page.setViewportSize({ width: 400, height: 800 });
  await pane(page)
    .getByRole('button', { name: /^Filters/ })
    .click();
  await expectNoFindings(page, 'narrow evidence');
  await pane(page).getByRole('tab', { name: 'List' }).click();
  await expectNoFindings(page, 'narrow list');
});
