/**
 * From opening a library to its list on the screen and to search ready, and how smoothly the list moves:
 * the built browser host in a real Chromium, beside baselines measured in turn with it.
 */
import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';
import { findChromium } from '../e2e/chromium.ts';
import { duration, median, ratio, table } from './figures.ts';
import { dragScrollbar, during, type Frames, fling, holdJ } from './frames.ts';
import { FRAME_HEAD, frameLine } from './frameTable.ts';
import { ensureBuilt, importFile, startBare, startOffprint } from './hosts.ts';
import { type Opening, open, timePlainLunr } from './openings.ts';

const SAMPLES = join(import.meta.dirname, '../../shared/samples');
const LIBRARIES = [
  { papers: 85, sample: join(SAMPLES, 'daily-papers.txt'), times: 7 },
  { papers: 20_000, sample: join(SAMPLES, 'papers-20k.jsonl.gz'), times: 5 },
] as const;
/** Every gesture is made so often on each page. */
const GESTURE_TIMES = 3;
const GESTURES = { 'holding j': holdJ, 'flinging the wheel': fling, 'dragging the scrollbar': dragScrollbar } as const;

export async function run(): Promise<void> {
  const missing = LIBRARIES.find(({ sample }) => !existsSync(sample));
  if (missing !== undefined) throw new Error(`The sample ${missing.sample} is not here; this bench needs it.`);
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'offprint-bench-'));
  const { executablePath, args } = await findChromium();
  // A scrollbar that is hidden cannot be dragged.
  const browser = await chromium.launch({ executablePath, args: [...args], ignoreDefaultArgs: ['--hide-scrollbars'] });
  try {
    for (const { papers, sample, times } of LIBRARIES) {
      const library = join(folder, `${papers}.db`);
      const began = performance.now();
      importFile(await unpacked(sample, folder), library);
      console.log(`\n${papers.toLocaleString('en-GB')} papers (their import took ${duration(performance.now() - began)})\n`);
      console.log(await timeOpenings(browser, library, times));
      if (papers === LIBRARIES.at(-1)?.papers) console.log(`\n${await timeFrames(browser, library)}`);
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function unpacked(sample: string, folder: string): Promise<string> {
  if (!sample.endsWith('.gz')) return sample;
  const file = join(folder, 'papers.jsonl');
  await pipeline(createReadStream(sample), createGunzip(), createWriteStream(file));
  return file;
}

/** App and baseline in turn, so that a busy minute of the machine falls on both. */
async function timeOpenings(browser: Browser, library: string, times: number): Promise<string> {
  const ours: Opening[] = [];
  const bare: Opening[] = [];
  const lunr: number[] = [];
  for (let time = 0; time < times; time += 1) {
    for (const [start, into] of [
      [startBare, bare],
      [startOffprint, ours],
    ] as const) {
      const opened = await open(browser, () => start(library), start === startOffprint);
      into.push(opened.opening);
      await opened.close();
    }
    if (time < 3) lunr.push(timePlainLunr(library));
  }
  const line = (what: string, measured: readonly number[], baseline: string, against: readonly number[]) => [
    what,
    duration(median(measured)),
    `${duration(Math.min(...measured))} – ${duration(Math.max(...measured))}`,
    baseline,
    duration(median(against)),
    ratio(median(measured), median(against)),
  ];
  return table(
    ['from start to …', 'Offprint', 'range', 'baseline', 'its time', 'ratio'],
    [
      line(
        'host answers',
        ours.map((o) => o.answers),
        'bare page',
        bare.map((o) => o.answers),
      ),
      line(
        'list on screen',
        ours.map((o) => o.shows),
        'bare page',
        bare.map((o) => o.shows),
      ),
      line(
        'search ready',
        ours.map((o) => o.searches),
        'plain Lunr',
        lunr,
      ),
    ],
  );
}

async function timeFrames(browser: Browser, library: string): Promise<string> {
  const rows: string[][] = [];
  const offprint = await open(browser, () => startOffprint(library), true);
  const bare = await open(browser, () => startBare(library), false);
  await bare.page.goto(`${bare.host.url}long`);
  const pages = [
    ['Offprint', offprint.page],
    ['static page', bare.page],
  ] as const;
  for (const [gesture, make] of Object.entries(GESTURES)) {
    const seen = new Map<string, Frames[]>();
    for (let time = 0; time < GESTURE_TIMES; time += 1) {
      for (const [name, page] of pages) {
        await page.bringToFront();
        seen.set(name, [...(seen.get(name) ?? []), await during(browser, page, make)]);
      }
    }
    for (const [name, runs] of seen) rows.push(frameLine(`${gesture}: ${name}`, runs));
  }
  await offprint.close();
  await bare.close();
  return table(['20,000 papers, frames while …', ...FRAME_HEAD], rows);
}
