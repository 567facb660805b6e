import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Beside, stack } from './stack.ts';

const GAP = 8;
const ENDLESS = { gap: GAP, end: Number.POSITIVE_INFINITY, kept: null };
const note = (top: number, height = 40): Beside => ({ top, height });

describe('margin notes', () => {
  test('stand level with their lines where nothing is in their way', () => {
    expect(stack([note(0), note(48), note(300)], ENDLESS)).toEqual([0, 48, 300]);
  });

  test('go down past the one before them, and no further than that', () => {
    expect(stack([note(100), note(100), note(120), note(400)], ENDLESS)).toEqual([100, 148, 196, 400]);
  });

  test('are pulled up at the end as little as needed', () => {
    expect(stack([note(0), note(100), note(110)], { ...ENDLESS, end: 170 })).toEqual([0, 82, 130]);
    expect(stack([note(0), note(20)], { ...ENDLESS, end: 1000 })).toEqual([0, 48]);
  });

  test('pass the end only where there is no room for all', () => {
    expect(stack([note(50), note(60)], { ...ENDLESS, end: 60 })).toEqual([0, 48]);
  });

  test('make room for the one that is kept', () => {
    expect(stack([note(100), note(110), note(120)], { ...ENDLESS, kept: 1 })).toEqual([62, 110, 158]);
    expect(stack([note(100), note(110), note(120)], { ...ENDLESS, kept: 2 })).toEqual([24, 72, 120]);
    expect(stack([note(0), note(10)], { ...ENDLESS, kept: 1 })).toEqual([0, 48]); // there is no room above
  });

  test('of nothing are none', () => {
    expect(stack([], ENDLESS)).toEqual([]);
  });
});

const notes = fc
  .array(fc.record({ top: fc.integer({ min: 0, max: 2_000 }), height: fc.integer({ min: 1, max: 300 }) }), { maxLength: 40 })
  .map((some) => [...some].sort((a, b) => a.top - b.top));
const column = fc.record({
  gap: fc.integer({ min: 0, max: 24 }),
  end: fc.integer({ min: 0, max: 4_000 }),
  kept: fc.option(fc.nat({ max: 45 })),
});

const needed = (some: readonly Beside[], gap: number) =>
  some.reduce((sum, { height }) => sum + height, 0) + gap * Math.max(0, some.length - 1);

describe('for any notes in the order of their lines', () => {
  test('they keep their order and never overlap', () => {
    fc.assert(
      fc.property(notes, column, (some, how) => {
        const tops = stack(some, how);
        expect(tops).toHaveLength(some.length);
        tops.forEach((top, i) => {
          const before = i === 0 ? 0 : (tops[i - 1] ?? 0) + (some[i - 1]?.height ?? 0) + how.gap;
          expect(top).toBeGreaterThanOrEqual(before);
        });
      }),
    );
  });

  test('they end with the column wherever there is room', () => {
    fc.assert(
      fc.property(notes, column, (some, how) => {
        const tops = stack(some, how);
        const last = (tops.at(-1) ?? 0) + (some.at(-1)?.height ?? 0);
        expect(last).toBeLessThanOrEqual(Math.max(how.end, needed(some, how.gap)));
      }),
    );
  });

  test('without an end none stands above its line, and one below it touches the one before', () => {
    fc.assert(
      fc.property(notes, column, (some, { gap }) => {
        const tops = stack(some, { ...ENDLESS, gap });
        tops.forEach((top, i) => {
          const wanted = some[i]?.top ?? 0;
          if (top !== wanted) expect(top).toBe((tops[i - 1] ?? 0) + (some[i - 1]?.height ?? 0) + gap);
          expect(top).toBeGreaterThanOrEqual(wanted);
        });
      }),
    );
  });

  test('the one that is kept stands level with its line wherever there is room above and below', () => {
    fc.assert(
      fc.property(notes, column, (some, { gap, kept }) => {
        fc.pre(kept !== null && kept < some.length);
        const wanted = some[kept ?? 0]?.top ?? 0;
        fc.pre(needed(some.slice(0, kept ?? 0), gap) + (kept === 0 ? 0 : gap) <= wanted);
        expect(stack(some, { ...ENDLESS, gap, kept })[kept ?? 0]).toBe(wanted);
      }),
    );
  });
});
