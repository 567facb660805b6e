/** The last part of `npm run bench -- import`: how smoothly the window goes on while a file is read, written, shown, searched and undone. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium } from '../e2e/chromium.ts';
import { duration, table } from './figures.ts';
import { type Frames, framesOf } from './frames.ts';
import { FRAME_HEAD, frameLine } from './frameTable.ts';
import { ensureBuilt, startOffprint } from './hosts.ts';
import { writeJsonLines } from './importSources.ts';

const JSON_LINES = join(import.meta.dirname, '../../shared/samples/papers-20k.jsonl.gz');
const BASELINE = 85;
const SEED = 20_261_125;
const TIMES = 3;
/** Long enough for search to read 20,000 papers, in milliseconds. */
const SEARCH_READS = 5_000;
const A_MINUTE = { timeout: 60_000 };

interface Part {
  readonly frames: Omit<Frames, 'travelled'>;
  readonly took: number;
}

const PARTS = {
  'reading, to the preview': async (page: Page, file: string) => {
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+i');
    await (await chooser).setFiles(file);
    await importButton(page).waitFor(A_MINUTE);
  },
  'writing, to the rows': async (page: Page) => {
    await importButton(page).click();
    await page.locator('.PaperRow').first().waitFor(A_MINUTE);
  },
  'search reads the papers': (page: Page) => page.waitForTimeout(SEARCH_READS),
  'undo, to an empty list': async (page: Page) => {
    await page.keyboard.press('Control+z');
    await page
      .locator('.PaperRow')
      .first()
      .waitFor({ state: 'hidden', ...A_MINUTE });
  },
} as const;

const importButton = (page: Page) => page.getByRole('button', { name: /^Import [\d,]+ papers/u });

export async function watchWindow(): Promise<void> {
  if (!existsSync(JSON_LINES)) throw new Error(`The sample ${JSON_LINES} is not here; this bench needs it.`);
  ensureBuilt();
  const folder = mkdtempSync(join(tmpdir(), 'offprint-bench-'));
  const { executablePath, args } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: [...args] });
  try {
    const few = join(folder, `${BASELINE}.jsonl`);
    writeJsonLines(JSON_LINES, BASELINE, SEED, few);
    const seen = new Map<string, Part[]>();
    for (let time = 0; time < TIMES; time += 1) {
      for (const [papers, file] of [
        ['20,000 papers', JSON_LINES],
        [`${BASELINE} papers`, few],
      ] as const) {
        for (const [part, done] of await importInWindow(browser, join(folder, `${papers}-${time}.db`), file)) {
          const line = `${part}: ${papers}`;
          seen.set(line, [...(seen.get(line) ?? []), done]);
        }
      }
    }
    const lines = [...seen].map(([line, parts]) => [
      ...frameLine(
        line,
        parts.map(({ frames }) => frames),
      ).slice(0, -1),
      duration(Math.max(...parts.map(({ took }) => took))),
    ]);
    console.log(`\n${table(['the window while …', ...FRAME_HEAD.slice(0, -1), 'took, at most'], lines)}\n`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One import into a new library, through the window, part by part. */
async function importInWindow(browser: Browser, library: string, file: string): Promise<readonly (readonly [string, Part])[]> {
  const host = await startOffprint(library);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await page.getByText('Bring in a digest').waitFor();
    await page.waitForTimeout(1_000);
    const parts: [string, Part][] = [];
    for (const [name, act] of Object.entries(PARTS)) {
      let took = Number.NaN;
      const frames = await framesOf(browser, page, async () => {
        const began = performance.now();
        await act(page, file);
        took = performance.now() - began;
      });
      parts.push([name, { frames, took }]);
    }
    return parts;
  } finally {
    await context.close();
    await host.stop();
  }
}
