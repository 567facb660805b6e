/** The installed command, under whichever Node comes first. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..');
const { bin } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { bin: { offprint: string } };
const COMMAND = path.join(ROOT, bin.offprint);

it('names a program that the system can run as it is', () => {
  expect(existsSync(COMMAND)).toBe(true);
  expect(readFileSync(COMMAND, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

const OLD = '/usr/bin/node';
const version = existsSync(OLD) ? spawnSync(OLD, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout : '99';

it.skipIf(Number(version.split('.')[0]) >= 24)('hands over to the Node it came with where an older one runs it, status and all', () => {
  const run = (...args: readonly string[]) => spawnSync(OLD, [COMMAND, ...args], { encoding: 'utf8' });
  expect(run('help')).toMatchObject({ status: 0, stdout: expect.stringContaining('offprint import FILE') });
  expect(run('fly')).toMatchObject({ status: 2, stdout: '' });
});
