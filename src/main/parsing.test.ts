import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ImportEntry } from '../shared/entries.ts';
import { MADE_UP, pageOf } from './formats/fixtures/papers.ts';
import { type ParsedBatch, type ParseInput, type ParseOptions, parseSource } from './parsing.ts';

const folder = mkdtempSync(join(tmpdir(), 'offprint-parsing-'));
afterAll(() => rmSync(folder, { recursive: true }));

const line = (at: number) => JSON.stringify({ title: `Paper number ${at}`, abstract: 'x'.repeat(500), authors: ['Ana Ruiz'] });
const many = join(folder, 'many.jsonl');
writeFileSync(many, Array.from({ length: 30_000 }, (_, at) => line(at)).join('\n'));

/** The papers of a batch, without their records. */
function entriesIn({ bytes, rows }: ParsedBatch): Omit<ImportEntry, 'record'>[] {
  let at = 0;
  return rows.map(({ facts, record }) => {
    const text = Buffer.from(bytes).toString('utf8', at, at + facts);
    at += facts + record;
    return JSON.parse(text);
  });
}

async function parsed(input: ParseInput, options: Partial<ParseOptions> = {}) {
  const entries: Omit<ImportEntry, 'record'>[] = [];
  const batches: number[] = [];
  const progress: number[] = [];
  const result = await parseSource(input, {
    now: new Date('2026-11-23T12:00:00Z'),
    signal: new AbortController().signal,
    onBatch(batch) {
      entries.push(...entriesIn(batch));
      batches.push(batch.rows.length);
    },
    onProgress(done, total) {
      expect(done).toBeLessThanOrEqual(total);
      progress.push(done);
    },
    ...options,
  });
  return { result, entries, batches, progress };
}

describe('a source on a thread of its own', () => {
  test('comes as papers and facts', async () => {
    const { result, entries } = await parsed({ kind: 'text', text: pageOf({ blankLines: true, before: ['Apr 28'] }), name: 'Pasted text' });
    expect(result).toMatchObject({ format: 'digest-text', label: 'digest page', facts: { digest: { date: { sort: '2026-04-28' } } } });
    expect(entries.map((entry) => entry.title)).toEqual(MADE_UP.map(({ title }) => title));
  });

  test('comes in batches, in order, with progress to its end', async () => {
    const { result, entries, batches, progress } = await parsed({ kind: 'file', path: many, name: 'many.jsonl' });
    expect(result.format).toBe('json-lines');
    expect(entries.map((entry) => entry.line)).toEqual(Array.from({ length: 30_000 }, (_, at) => at + 1));
    expect(Math.max(...batches)).toBeLessThanOrEqual(200);
    expect(progress.length).toBeGreaterThan(0);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBeGreaterThan(30_000 * 500);
  });

  test('stops when it is told to, and nothing comes afterwards', async () => {
    const controller = new AbortController();
    let after = 0;
    const reading = parsed(
      { kind: 'file', path: many, name: 'many.jsonl' },
      {
        signal: controller.signal,
        onBatch() {
          if (controller.signal.aborted) after += 1;
          controller.abort();
        },
      },
    );
    await expect(reading).rejects.toMatchObject({ code: 'cancelled', message: expect.stringContaining('many.jsonl') });
    expect(after).toBe(0);
    await expect(parsed({ kind: 'file', path: many, name: 'many.jsonl' }, { signal: controller.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  test('lets others in between batches, however fast it is read', async () => {
    let turn = 0;
    let going = true;
    const count = () => {
      turn += 1;
      if (going) setImmediate(count);
    };
    setImmediate(count);
    const batchesIn = new Map<number, number>();
    await parsed(
      { kind: 'file', path: many, name: 'many.jsonl' },
      {
        onBatch() {
          batchesIn.set(turn, (batchesIn.get(turn) ?? 0) + 1);
          // A taker that is slower than the reader, which then always has more at hand.
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
        },
      },
    );
    going = false;
    expect(Math.max(...batchesIn.values())).toBeLessThanOrEqual(8);
  });

  test('that holds no papers says what it looked like', async () => {
    await expect(parsed({ kind: 'text', text: 'milk\nbread\nsoap', name: 'Pasted text' })).rejects.toMatchObject({
      code: 'nothing-found',
      message: expect.stringMatching(/^No papers were found in the pasted text: it has short lines.*Nothing was changed/),
    });
    await expect(parsed({ kind: 'file', path: join(folder, 'gone'), name: 'gone.txt' })).rejects.toMatchObject({ code: 'not-found' });
  });

  test('that needs more memory than it may have is given up in words', async () => {
    const path = join(folder, 'big.json');
    // A hundred thousand small objects in each record: little text, much memory once read.
    const record = `{"title":"T","abstract":"A","more":[${'{"a":[1]},'.repeat(400_000)}0]}`;
    writeFileSync(path, Array.from({ length: 12 }, () => record).join('\n'));
    await expect(parsed({ kind: 'file', path, name: 'big.json' }, { memoryMb: 96 })).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringContaining('big.json'),
    });
  });

  test('an error in the taker ends it', async () => {
    await expect(
      parsed(
        { kind: 'file', path: many, name: 'many.jsonl' },
        {
          onBatch() {
            throw new Error('no room');
          },
        },
      ),
    ).rejects.toThrow('no room');
  });
});
