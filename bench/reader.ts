/**
 * How smoothly a very long text with highlights and comments scrolls and is selected from: the built browser host in a real
 * Chromium, beside the same text without any, measured in turn with it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../e2e/chromium.ts';
import { table } from './figures.ts';
import { during, type Frames, fling, READER } from './frames.ts';
import { FRAME_HEAD, frameLine } from './frameTable.ts';
import { ensureBuilt, startOffprint } from './hosts.ts';
import { COMMENTS, HIGHLIGHTS, makeLongPaper, WORDS } from './longPaper.ts';
import { open } from './openings.ts';

/** Every gesture is made so often on each page. */
const TIMES = 3;
const GESTURES = {
  'flinging the wheel': (page: Page) => fling(page, READER),
  'selecting with the mouse': dragOver,
  'selecting by keyboard': choose,
  'passing over with the mouse': passOver,
} as const;

export async function run(): Promise<void> {
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'offprint-bench-'));
  const { executablePath, args } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  try {
    const names = [
      ['highlighted', true],
      ['bare', false],
    ] as const;
    const pages = [];
    for (const [name, marked] of names) {
      const library = join(folder, `${name}.db`);
      await makeLongPaper(library, marked);
      const opened = await open(browser, () => startOffprint(library), false);
      await opened.page.locator('.Abstract-text').waitFor();
      if (marked)
        await opened.page
          .locator('.MarginNote')
          .nth(COMMENTS - 1)
          .waitFor();
      await pause(2_000); // formulas and comments are set meanwhile
      pages.push({ name, opened });
    }
    const rows: string[][] = [];
    for (const [gesture, make] of Object.entries(GESTURES)) {
      const seen = new Map<string, Frames[]>();
      for (let time = 0; time < TIMES; time += 1) {
        for (const { name, opened } of pages) {
          await opened.page.bringToFront();
          await opened.page.locator(READER).focus();
          seen.set(name, [...(seen.get(name) ?? []), await during(browser, opened.page, make, READER)]);
        }
      }
      for (const [name, runs] of seen) rows.push(frameLine(`${gesture}: ${name}`, runs));
    }
    for (const { opened } of pages) await opened.close();
    const about = `${WORDS.toLocaleString('en-GB')} words, ${HIGHLIGHTS} highlights, ${COMMENTS} comments; frames while …`;
    console.log(`\n${table([about, ...FRAME_HEAD], rows)}`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the text stands on screen. */
async function column(page: Page): Promise<{ left: number; right: number; top: number; bottom: number }> {
  const box = await page.locator(READER).boundingBox();
  const text = await page.locator('.Abstract-text').boundingBox();
  if (box === null || text === null) throw new Error('The text is not on view.');
  const top = Math.max(box.y + 60, text.y + 10);
  return { left: text.x + 10, right: text.x + text.width - 10, top, bottom: box.y + box.height - 20 };
}

/** Drags over the lines on screen and on past the foot of the pane, which scrolls; twice, the second time further down. */
async function dragOver(page: Page): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    const { left, right, top, bottom } = await column(page);
    await page.mouse.move(left, top);
    await page.mouse.down();
    for (let move = 0; move <= 90; move += 1) {
      const next = pause(16);
      const share = move / 90;
      await page.mouse.move(left + ((right - left) * ((move * 7) % 90)) / 90, top + (bottom + 30 - top) * share);
      await next;
    }
    await pause(500);
    await page.mouse.up();
    await pause(200);
    await page.keyboard.press('Escape'); // else the next drag would take hold of the words selected
  }
}

/** Chooses words as a keyboard held down does: thirty keys a second. */
async function choose(page: Page): Promise<void> {
  const hold = async (key: string, times: number) => {
    for (let time = 0; time < times; time += 1) {
      const next = pause(33);
      await page.keyboard.press(key);
      await next;
    }
  };
  await page.keyboard.press('v');
  await hold('ArrowRight', 60);
  await hold('Shift+ArrowRight', 60);
  await hold('ArrowDown', 40);
  await hold('Shift+ArrowDown', 20);
  await page.keyboard.press('Escape');
}

/** Moves over the words on screen: highlights under the pointer stand out with their comments. */
async function passOver(page: Page): Promise<void> {
  const { left, right, top, bottom } = await column(page);
  for (let move = 0; move <= 180; move += 1) {
    const next = pause(16);
    await page.mouse.move(left + ((right - left) * ((move * 11) % 180)) / 180, top + ((bottom - top) * move) / 180);
    await next;
  }
}
