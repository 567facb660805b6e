import { describe, expect, test } from 'vitest';
import { type Box, barPlace } from './barPlace.ts';

const line = (top: number, left: number, right: number): Box => ({ top, bottom: top + 24, left, right });
const column = line(0, 100, 636);
const at = (lines: readonly Box[], view = { top: 48, bottom: 748 }) =>
  barPlace({ lines, column, view, bar: { width: 320, height: 40 }, below: 8 });

describe('the bar', () => {
  test('stands 8 above the first line, in its middle', () => {
    expect(at([line(300, 300, 400), line(328, 100, 200)])).toEqual({ left: 190, top: 252 });
  });

  test('stays in the column', () => {
    expect(at([line(300, 600, 636)]).left).toBe(316);
    expect(at([line(300, 100, 140)]).left).toBe(100);
  });

  test('stands below the last line where there is no room above', () => {
    expect(at([line(60, 300, 400), line(88, 500, 600)])).toEqual({ left: 316, top: 120 });
  });

  test('stays on screen where the words are longer than it, or out of sight', () => {
    expect(at([line(-200, 100, 600), line(900, 100, 600)]).top).toBe(56);
    expect(at([line(1200, 100, 600)]).top).toBe(700);
  });

  test('begins with the column where it is wider', () => {
    expect(
      barPlace({
        lines: [line(300, 0, 50)],
        column: line(0, 20, 200),
        view: { top: 0, bottom: 700 },
        bar: { width: 320, height: 40 },
        below: 8,
      }).left,
    ).toBe(20);
  });
});
