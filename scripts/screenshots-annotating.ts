/** Screenshots of everything about annotations: highlights, comments, versions of an abstract, notes, and all of them together. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { annotator } from '../e2e/annotate.ts';

interface Stage {
  readonly page: Page;
  /** The file of the library on view. */
  readonly library: string;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Waits until answers are in and fades are over. */
  readonly settle: () => Promise<void>;
  /** Takes a picture in each theme; in the light one where none is named. */
  readonly shoot: (name: string, themes?: readonly string[]) => Promise<void>;
}

const THEMES = ['light', 'dark'];
const WIDE = { width: 1440, height: 860 };
const USUAL = { width: 1280, height: 800 };

const TITLE = 'Lanternfish: Decoding with Several Heads';
const FIRST = 'Decoding one word at a time leaves most of an accelerator idle, for each step waits for the one before it.';
const DROPPED = 'A second, smaller model may guess ahead, yet somebody must train it, store it and keep it in step.';
const HEADS = 'We add heads to one model instead, which guess several words, and check their tree of guesses in $n \\log n$ steps.';
const LAST = 'On seven tasks the answers are the same and come twice as quickly; on long documents the gain is small.';
const OLDER = `${FIRST} ${DROPPED} ${HEADS} ${LAST}`;
const NEWER = `${FIRST.replace(', for each', ', because each')} ${HEADS} On nine tasks the answers are the same and come 2.3 times as quickly; on long documents the gain is small. The code is free.`;

/** Brings a version of the paper in through the command line, as another program would. */
function bringIn(library: string, abstract: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-version-'));
  const file = join(folder, 'paper.jsonl');
  const paper = { title: TITLE, authors: ['Ida Morgen', 'Paul Reuter'], year: 2025, arxiv_id: '2503.01234', abstract };
  writeFileSync(file, `${JSON.stringify(paper)}\n`);
  spawnSync('node', ['out/main/cli.js', 'import', file, '--library', library]);
  rmSync(folder, { recursive: true, force: true });
}

/** Takes the pictures, in a library that holds the starter list. */
export async function shootAnnotating({ page, library, press, settle, shoot }: Stage): Promise<void> {
  const there = await annotator(library);
  const open = async (title: string) => {
    const { uid } = await there.ask('papers.get', { id: await there.paper(title) });
    await there.ask('papers.show', { uid });
    await page.locator('.Paper-title', { hasText: title }).waitFor();
    await settle();
  };
  bringIn(library, OLDER);
  const claim = 'leaves most of an accelerator idle, for each step waits for the one before it';
  await there.mark(TITLE, claim, 'yellow', 'Compare the memory traffic of **paged** caches.');
  await there.mark(
    TITLE,
    'check their tree of guesses in $n \\log n$ steps',
    'blue',
    'Why $n \\log n$ and not $n$? The tree is pruned first.',
  );
  await there.mark(TITLE, 'come twice as quickly', 'orange', 'Than what? Greedy decoding on one card, as in their second table.');
  await there.mark(TITLE, 'on long documents the gain is small', 'pink');
  await there.mark(TITLE, 'keep it in step', 'yellow', 'By whom?');
  await there.mark(TITLE, 'Several Heads', 'blue', undefined, 'title');
  const flash = 'FlashAttention';
  await there.mark(flash, 'held up less by arithmetic than by reading and writing the large matrix of scores', 'yellow');
  await there.mark(flash, 'works through queries, keys and values in tiles', 'blue', 'Tiling, as in matrix products.');
  await there.mark(flash, 'never writes the $N \\times N$ matrix out at all', 'pink');
  await there.mark(flash, 'training runs markedly faster', 'orange', 'By how much?');
  await there.mark('LoRA', 'a learnt update $BA$ of low rank $r$', 'blue');
  await there.mark('LoRA', 'falls by orders of magnitude', 'orange', 'Ten thousand times for the largest model.');
  await there.note('LoRA', '**Read next.** Does the rank depend on the task?');
  const noteId = await there.note(
    TITLE,
    'Heads instead of a second model.\n\n- [x] read the second section\n- [ ] compare with tree attention',
  );
  await there.ask('notes.save', {
    noteId,
    client: 'screenshots',
    baseRevision: 1,
    body: 'Heads instead of a second model: nothing to keep in step.\n\n- [x] read the second section\n- [x] compare with tree attention\n- [ ] try $k = 5$',
  });

  await page.setViewportSize(WIDE);
  await open(TITLE);
  await shoot('margin', THEMES);
  await press(']', ']');
  await shoot('bar-on-highlight', THEMES);
  await press('Escape', 'v', 'ArrowDown', 'Shift+ArrowRight');
  await shoot('bar-choosing', THEMES);
  await press('Escape');
  await page.setViewportSize(USUAL);
  await shoot('margin-1280', THEMES);
  await page.setViewportSize({ width: 700, height: 800 });
  await shoot('margin-700');
  await page.setViewportSize({ width: 400, height: 800 });
  await shoot('margin-400', THEMES);
  await page.locator('.Notes').scrollIntoViewIfNeeded();
  await shoot('notes-400');
  await press(']');
  await shoot('bar-400');
  await press('Escape');
  await page.setViewportSize(USUAL);

  await page.locator('.Note').first().click();
  await page.locator('.NoteEditor-text').waitFor();
  await press('Control+Shift+P');
  await page.keyboard.type('\n\nSee [[fla');
  await shoot('note-editor', THEMES);
  await press('Enter', 'Control+Shift+P', 'Escape');
  await page.locator('.NoteEditor-text').waitFor({ state: 'hidden' });
  await page.locator('.Note').first().hover();
  await page
    .locator('.Note')
    .first()
    .getByRole('button', { name: /History/ })
    .click();
  await page.getByRole('dialog').waitFor();
  await shoot('history', THEMES);
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  bringIn(library, NEWER);
  await page.locator('.Tray').first().waitFor();
  await page.setViewportSize(WIDE);
  await shoot('tray', THEMES);
  await page
    .getByRole('button', { name: /^Place the highlight/ })
    .first()
    .click();
  await shoot('tray-placing', THEMES);
  await press('Escape');
  await page.getByRole('button', { name: 'Show where it was' }).first().click();
  await shoot('where-it-was', THEMES);
  await page.getByRole('button', { name: 'What changed', exact: true }).click();
  await page.locator('.OldVersion-changes').scrollIntoViewIfNeeded();
  await shoot('diff', THEMES);

  await page.setViewportSize(USUAL);
  await page.keyboard.type('gh');
  await page.locator('.Annotation').first().waitFor();
  await shoot('annotations', THEMES);
  await page.getByRole('tab', { name: /Evidence/ }).click();
  await page.locator('.Annotations').getByRole('table').waitFor();
  await shoot('evidence', THEMES);
  await page.setViewportSize({ width: 700, height: 800 });
  await shoot('evidence-700');
  await page.setViewportSize({ width: 400, height: 800 });
  await shoot('evidence-400');
  await page.getByRole('tab', { name: /List/ }).click();
  await shoot('annotations-400', THEMES);
  await page.setViewportSize(USUAL);
  await there.close();
}
