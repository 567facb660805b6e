/** Gestures on a page as a person makes them, and every frame the page drew meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, ElementHandle, Page } from '@playwright/test';

/** A frame longer than this is felt. In milliseconds. */
export const FELT = 50;

export interface Frames {
  /** From each frame to the next, in milliseconds. */
  readonly gaps: readonly number[];
  /** Of the browser's own "long animation frames": those over {@link FELT}. */
  readonly long: readonly number[];
  /** Processor time of the page's longest task, in milliseconds: what the page is to blame for, however busy the machine is. */
  readonly longestTask: number;
  /** How far from its top the pane was left, in CSS pixels; missing where nothing is scrolled. */
  readonly travelled?: number;
}

/** From the end of a thin scrollbar past its arrow into the thumb, in CSS pixels. */
const IN_THUMB = 17;

export const LIST = '[data-pane-focus="list"]';
export const READER = '[data-pane-focus="reader"]';

declare global {
  interface Window {
    offprintFrames?: { gaps: number[]; long: number[]; stop(): void };
  }
}

/** What scrolls a pane: the element that takes its keys, or the first box around or inside it that does. */
async function scrollerOf(page: Page, pane: string): Promise<ElementHandle<Element>> {
  const handle = await page.evaluateHandle((selector) => {
    const list = document.querySelector(selector);
    const scrolls = (element: Element) =>
      element.scrollHeight > element.clientHeight + 1 && ['auto', 'scroll'].includes(getComputedStyle(element).overflowY);
    let around = list;
    while (around !== null && !scrolls(around)) around = around.parentElement;
    return around ?? [...(list?.querySelectorAll('*') ?? [])].find(scrolls) ?? null;
  }, pane);
  const scroller = handle.asElement();
  if (scroller === null) throw new Error('There is nothing to scroll.');
  return scroller;
}

function startRecording(): void {
  const record = { gaps: [] as number[], long: [] as number[], stop: () => {} };
  let last: number | null = null;
  let frame = requestAnimationFrame(function tick(now) {
    if (last !== null) record.gaps.push(now - last);
    last = now;
    frame = requestAnimationFrame(tick);
  });
  const observer = new PerformanceObserver((list) => record.long.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'long-animation-frame' });
  record.stop = () => {
    record.long.push(...observer.takeRecords().map(({ duration }) => duration));
    observer.disconnect();
    cancelAnimationFrame(frame);
  };
  window.offprintFrames = record;
}

function stopRecording(): { gaps: number[]; long: number[] } {
  const record = window.offprintFrames;
  if (record === undefined) return { gaps: [], long: [] };
  record.stop();
  return { gaps: record.gaps, long: record.long };
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Processor time of the thread, in microseconds. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

/** The longest task on a page's main thread, by processor time; NaN where this Chromium does not tell. */
function longestTaskIn(trace: Buffer): number {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] }; // Chromium's own format
  const thread = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`;
  const main = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(thread));
  const tasks = traceEvents.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && main.has(thread(event)));
  const longest = tasks.reduce((most, { tdur = Number.NaN }) => Math.max(most, tdur), 0);
  return tasks.length === 0 ? Number.NaN : longest / 1000;
}

/** Records the frames of a page while something is done in it. */
export async function framesOf(browser: Browser, page: Page, act: () => Promise<void>): Promise<Omit<Frames, 'travelled'>> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  await page.evaluate(startRecording);
  await act();
  // What it set going is part of it.
  await pause(300);
  const { gaps, long } = await page.evaluate(stopRecording);
  const longestTask = longestTaskIn(await browser.stopTracing());
  return { gaps, long: long.filter((ms) => ms > FELT), longestTask };
}

/** Records the frames of a page while a gesture is made on it, from the top of a pane. */
export async function during(browser: Browser, page: Page, gesture: (page: Page) => Promise<void>, pane = LIST): Promise<Frames> {
  const scroller = await scrollerOf(page, pane);
  await scroller.evaluate((element) => element.scrollTo({ top: 0, behavior: 'instant' }));
  await pause(500);
  const frames = await framesOf(browser, page, () => gesture(page));
  return { ...frames, travelled: await scroller.evaluate((element) => element.scrollTop) };
}

/** Holds `j` as a keyboard does: half a second of one press, then thirty repeats a second. */
export async function holdJ(page: Page): Promise<void> {
  await page.keyboard.down('j');
  await pause(400);
  for (let repeat = 0; repeat < 180; repeat += 1) {
    const next = pause(33);
    await page.keyboard.down('j');
    await next;
  }
  await page.keyboard.up('j');
}

/** Flings the wheel down six times and up twice, each fling dying away as a trackpad's does. */
export async function fling(page: Page, pane = LIST): Promise<void> {
  const box = await (await scrollerOf(page, pane)).boundingBox();
  if (box === null) throw new Error('The pane is not on view.');
  await page.mouse.move(box.x + box.width / 2, box.y + Math.min(box.height, 600) / 2);
  for (const direction of [1, 1, 1, -1, 1, 1, -1, 1]) {
    for (let speed = 2_400; speed > 20; speed *= 0.88) {
      const next = pause(16);
      await page.mouse.wheel(0, direction * speed);
      await next;
    }
  }
}

/** Takes the scrollbar's thumb and draws it to the end and back, in some hundred moves. */
export async function dragScrollbar(page: Page): Promise<void> {
  const scroller = await scrollerOf(page, LIST);
  const bar = await scroller.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return { x: box.right - Math.max(box.width - element.clientWidth, 8) / 2, top: box.top, bottom: box.bottom };
  });
  const from = bar.top + IN_THUMB;
  const to = bar.bottom - IN_THUMB;
  await page.mouse.move(bar.x, from);
  await page.mouse.down();
  for (let move = 0; move <= 150; move += 1) {
    const next = pause(16);
    // To the end in a hundred moves, then half way back.
    const share = move <= 100 ? move / 100 : 1 - (move - 100) / 100;
    await page.mouse.move(bar.x, from + share * (to - from));
    await next;
  }
  await page.mouse.up();
}
