import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { putInPlace } from './putInPlace.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offprint-test-'));
  await writeFile(path.join(folder, 'source'), 'new');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('replaces what stood there', async () => {
  const target = path.join(folder, 'target');
  await writeFile(target, 'old');
  await putInPlace(path.join(folder, 'source'), target);
  expect(await readFile(target, 'utf8')).toBe('new');
  expect((await readdir(folder)).sort()).toEqual(['source', 'target']);
});

it('leaves what stood there, and nothing half-written, where it fails', async () => {
  await mkdir(path.join(folder, 'taken', 'inside'), { recursive: true });
  await expect(putInPlace(path.join(folder, 'source'), path.join(folder, 'taken'))).rejects.toThrow(/could not be written: it is a folder/);
  await expect(putInPlace(path.join(folder, 'source'), path.join(folder, 'no', 'where'))).rejects.toThrow('its folder is not there');
  expect((await readdir(folder)).sort()).toEqual(['source', 'taken']);
});
