/** Screenshots of papers coming in and going out: the preview of a file, papers that look like one, export, citations. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { cslStyle } from '../src/main/formats/fixtures/cslStyle.ts';

interface Stage {
  readonly page: Page;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Waits until answers are in and fades are over. */
  readonly settle: () => Promise<void>;
  /** Takes a picture in each theme; in the light one where none is named. */
  readonly shoot: (name: string, themes?: readonly string[], of?: Page) => Promise<void>;
}

const THEMES = ['light', 'dark', 'sepia'];
const USUAL = { width: 1280, height: 800 };
const NARROW = { width: 400, height: 800 };

/** Entries that are whole, one in the middle of which something is missing, long ones, and ones in other scripts. */
const SHORE = `@article{marsh2020pools,
  title = {Tidal Pools as a Benchmark for Walking Robots}, author = {Marsh, Ada and Ruiz, Ana}, year = 2020,
  journal = {Journal of Shores}, doi = {10.1000/shore.1}, keywords = {tides, robots},
  abstract = {Small robots that walk on wet rock slip for reasons that simulators leave out. We measure friction on three shores.}
}
@inproceedings{okafor2021lantern,
  title = {A Lantern for Quiet Pages}, author = {Okafor, Mira and {The Shore Group}}, year = 2021, booktitle = sands,
  keywords = {reading}, abstract = {It reads by a small light, and remembers where it was.}
}
@article{ruiz2022brace,
  title = {A Brace That Is Never Closed, author = {Ruiz, Ana}, year = 2022
@article{wit2023colons,
  title = {On the Long and Avoidable History of Titles Whose Writers Could Not Decide between Two Colons: A Survey: With Three Appendices},
  author = {de Wit, Jan and van Deich, Quirijn and Adder, Eva and Morgen, Ida and Reuter, Paul}, year = 2023, crossref = {nowhere}
}
@article{wang2022, title = {潮間帶機器人行走之長期實地研究}, author = {王, 小明 and 山田, 花子}, year = 2022}
@article{kohen2023, title = {מחקר על גאות ושפל בבריכות סלע}, author = {כהן, דנה}, year = 2023}
@misc{nobody, author = {Nobody, N.}}
`;

/** What a second file knows of the first of them. */
const SHORE_NEWER = `@article{marsh2020pools,
  title = {Tidal Pools as a Benchmark for Robots That Walk}, author = {Marsh, Ada B. and Ruiz, Ana}, year = 2020, month = mar,
  doi = {10.1000/shore.1}, url = {https://shore.example/pools}, keywords = {tides, robots},
  abstract = {Small robots that walk on wet rock slip for reasons that most simulators leave out. We measure friction on five shores.}
}
@article{okafor2021lantern, title = {A Lantern for Quiet Pages}, author = {Okafor, Mira and {The Shore Group}}, year = 2021}
@book{adder1999sands, title = {The Book of Sands}, author = {Adder, Eva}, year = 1999}
`;

const TABLE = `Title,Year,People,DOI,Shelf,Read
"Pools and Their Edges",2010,"Marsh, Ada",10.1000/table.1,A,yes
"The Weight of Wet Sand",2011,"Ruiz, Ana; de Wit, Jan",10.1000/table.2,B,no
"What Lanterns Know",2012,"Okafor, Mira",10.1000/table.3,A,no
`;

const HEADS =
  'Large models write one word after another, which wastes their hardware. We add heads that guess several words at a time, and a tree of their guesses is checked by the model itself in one pass. It becomes twice as fast and loses nothing.';
const BRANCHES =
  'Trees of guesses are pruned before they are checked. We learn which branches are worth a look, and save a third of the work.';

/** A preprint and what became of it, and one paper with a slip in its title. */
const ALIKE = [
  {
    title: 'Lanternfish: Several Heads for One Model',
    abstract: HEADS,
    authors: ['Ida Morgen', 'Paul Reuter', 'Eva Adder'],
    arxiv_id: '2403.01234',
    date: '2024-03',
  },
  {
    title: 'Decoding with Several Heads',
    abstract: HEADS.replace('twice', 'more than twice'),
    authors: ['Ida Morgen', 'Paul Reuter', 'Eva Adder'],
    venue: 'Conference on Quick Words',
    doi: '10.1000/quick.774',
    date: '2024-11',
  },
  { title: 'Pruning trees of guesses before verification', abstract: BRANCHES, authors: ['Ana Ruiz', 'Jan de Wit'], date: '2023' },
  {
    title: 'Pruning trees of guesses before verificaton',
    abstract: BRANCHES,
    authors: ['Ana Ruiz', 'Jan de Wit'],
    venue: 'A workshop on trees',
  },
];

/** Takes the pictures, in a library that holds the starter list. */
export async function shootInAndOut({ page, press, settle, shoot }: Stage): Promise<void> {
  const dialog = page.getByRole('dialog');
  const closed = () => dialog.waitFor({ state: 'hidden' });
  const pick = async (name: string, text: string) => {
    await page.locator('[data-import-file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) });
    await page.locator('.Dialog--import').waitFor();
  };
  const commit = async () => {
    await dialog.getByRole('button', { name: /^Import \d+ paper/ }).click();
    await closed();
  };
  const tab = (name: RegExp) => dialog.getByRole('tab', { name }).click();
  const command = async (label: string) => {
    await press('Control+k');
    await page.keyboard.type(label);
    await press('Enter');
  };
  const narrow = async (name: string, themes?: readonly string[]) => {
    await page.setViewportSize(NARROW);
    await shoot(name, themes);
    await page.setViewportSize(USUAL);
  };

  await pick('shore.bib', SHORE);
  await press('ArrowDown', 'ArrowDown', 'Space');
  const tag = dialog.getByRole('combobox', { name: 'Add a tag to all' });
  await tag.fill('reading group');
  await press('Enter');
  await dialog.getByRole('checkbox', { name: 'Keywords become tags' }).check();
  await shoot('import-chosen', THEMES);
  await narrow('import-chosen-400', ['light', 'dark']);
  await tab(/problems/);
  await shoot('import-problems', THEMES);
  await tab(/new/);
  await commit();

  await pick('shore-newer.bib', SHORE_NEWER);
  await tab(/changed/);
  await dialog.getByRole('listbox').focus();
  await press('ArrowRight');
  await shoot('import-compare', THEMES);
  await narrow('import-compare-400');
  await press('Escape', 'Escape');
  await closed();

  await pick('shelf.csv', TABLE);
  await tab(/columns/);
  await shoot('import-columns', ['light', 'dark']);
  await press('Escape');
  await closed();

  await press('g', 'd');
  await page.getByText('No duplicates.').waitFor();
  await shoot('duplicates-none');
  await press('Escape');
  await pick('alike.jsonl', ALIKE.map((paper) => JSON.stringify(paper)).join('\n'));
  await commit();
  await page.locator('.Toast').waitFor({ state: 'hidden', timeout: 15_000 });
  await press('g', 'd');
  await page.locator('.Group').first().waitFor();
  await press('j');
  await shoot('duplicates', THEMES);
  await narrow('duplicates-400');
  await page.setViewportSize(NARROW);
  await press('Enter');
  await shoot('duplicates-compare-400', ['light', 'dark']);
  await press('Escape');
  await page.setViewportSize(USUAL);
  await press('m');
  await page.locator('.Toast').waitFor();
  await press('Escape', 'g', 'a', '/');
  await page.keyboard.type('"Several Heads"');
  await page.locator('.Paper-title', { hasText: 'Several Heads' }).waitFor();
  await page.getByRole('region', { name: 'Also known as' }).scrollIntoViewIfNeeded();
  await shoot('also-known-as', ['light', 'dark']);
  await press('Escape', 'Escape', 'g', 'a');
  await settle();

  await press('Control+e');
  await dialog.getByRole('radio', { name: 'BibTeX', exact: true }).check();
  await shoot('export', THEMES);
  await narrow('export-400');
  await dialog.getByRole('radio', { name: 'Web page' }).check();
  const [file] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Export', exact: true }).click()]);
  await closed();
  await shootPage(page, await file.path(), shoot);

  await command('Copy citation as…');
  await dialog.getByText('(2017)').first().waitFor();
  await shoot('cite', THEMES);
  await press('Escape');
  await closed();
  await press('Control+,');
  await dialog.getByRole('button', { name: 'Citations' }).click();
  await page.locator('[data-style-file]').setInputFiles({
    name: 'shore.csl',
    mimeType: 'application/vnd.citationstyles.style+xml',
    buffer: Buffer.from(cslStyle({ title: 'Shore Letters' })),
  });
  await dialog.getByRole('radio', { name: 'Shore Letters' }).waitFor();
  await shoot('citation-settings', THEMES);
  await dialog.getByRole('radio', { name: 'APA' }).check();
  await press('Escape');
  await closed();
}

/** The page that stands alone, as a browser shows it. */
async function shootPage(beside: Page, path: string, shoot: Stage['shoot']): Promise<void> {
  const browser = beside.context().browser();
  if (browser === null) return;
  const alone = await browser.newPage({ viewport: USUAL, colorScheme: 'light' });
  await alone.setContent(readFileSync(path, 'utf8'));
  await shoot('page', ['light'], alone);
  await alone.emulateMedia({ colorScheme: 'dark' });
  await alone.getByRole('searchbox').fill('attention');
  await shoot('page-search', ['light'], alone);
  await alone.close();
}
