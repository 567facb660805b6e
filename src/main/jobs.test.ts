import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Job } from '../shared/models.ts';
import { Jobs } from './jobs.ts';

const about = { label: 'Reading daily.html', unit: 'bytes', stopped: 'It was stopped.' } as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells progress ten times a second at most, and the end at once', async () => {
  const told: (readonly Job[])[] = [];
  const jobs = new Jobs((list) => told.push(list));
  const running = jobs.run(about, async (job) => {
    for (let done = 0; done < 1_000; done += 1) {
      job.progress(done, 1_000);
      await vi.advanceTimersByTimeAsync(1);
    }
    return 'done';
  });
  expect(jobs.list()).toMatchObject([{ label: 'Reading daily.html', unit: 'bytes', cancellable: true }]);
  expect(await running).toBe('done');
  expect(told.length).toBeGreaterThan(8);
  expect(told.length).toBeLessThan(13);
  expect(told.at(-1)).toEqual([]);
});

it('stops work that looks at its signal, with a sentence', async () => {
  const jobs = new Jobs(() => {});
  const running = jobs.run(about, async (job) => {
    await new Promise((resolve) => job.signal.addEventListener('abort', resolve));
    job.check();
  });
  jobs.cancel('another');
  jobs.cancel(jobs.list()[0]?.id ?? '');
  await expect(running).rejects.toMatchObject({ code: 'cancelled', message: 'It was stopped.' });
  expect(jobs.list()).toEqual([]);
});

it('hands on what the work throws', async () => {
  const jobs = new Jobs(() => {});
  await expect(jobs.run(about, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(jobs.list()).toEqual([]);
});
