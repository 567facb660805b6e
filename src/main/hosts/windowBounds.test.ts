import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepWindowPlace, readWindowPlace } from './windowBounds.ts';

const screen = { x: 0, y: 0, width: 1440, height: 900 };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'offprint-test-'));
  file = path.join(folder, 'deeper', 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('opens the window where it was closed', () => {
  keepWindowPlace(file, { x: 10, y: 20, width: 900, height: 700 }, true);
  expect(readWindowPlace(file, [screen])).toEqual({ bounds: { x: 10, y: 20, width: 900, height: 700 }, maximised: true });
});

it('lets the system choose where that screen is gone', () => {
  keepWindowPlace(file, { x: 1500, y: 20, width: 900, height: 700 }, false);
  expect(readWindowPlace(file, [screen]).bounds).toBeNull();
  expect(readWindowPlace(file, [screen, { ...screen, x: 1440 }]).bounds).not.toBeNull();
  keepWindowPlace(file, { x: 10, y: -50, width: 900, height: 700 }, false);
  expect(readWindowPlace(file, [screen]).bounds).toBeNull();
});

it('takes no size that cannot be used', () => {
  keepWindowPlace(file, { x: 10, y: 20, width: 1, height: 1 }, false);
  expect(readWindowPlace(file, [screen]).bounds).toEqual({ x: 10, y: 20, width: 400, height: 320 });
});

it.each(['', '{', 'null', '[]', '{"x":"1","y":2,"width":3,"height":4}', '{"x":1e999,"y":0,"width":800,"height":600}'])(
  'is not stopped by %j',
  (text) => {
    const damaged = path.join(folder, 'window.json');
    writeFileSync(damaged, text);
    expect(readWindowPlace(damaged, [screen])).toEqual({ bounds: null, maximised: false });
  },
);
