import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataFolder, libraryFile } from './paths.ts';

const home = '/home/reader';

describe('the data folder', () => {
  it.each([
    ['darwin', {}, '/home/reader/Library/Application Support/Offprint'],
    ['linux', {}, '/home/reader/.local/share/Offprint'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/Offprint'],
    ['linux', { OFFPRINT_DATA: '/elsewhere' }, '/elsewhere'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/Offprint'],
  ] as const)('on %s with %o is %s', (platform, env, expected) => {
    expect(dataFolder({ platform, env, home })).toBe(expected);
  });
});

describe('the library file', () => {
  const around = (config?: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'offprint-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(folder, { recursive: true });
    if (config !== undefined) writeFileSync(join(folder, 'config.json'), config);
    return { folder, file: () => libraryFile({ platform: 'linux', env: { OFFPRINT_DATA: folder }, home }) };
  };

  it('is library.db in the data folder', () => {
    const { folder, file } = around();
    expect(file()).toBe(join(folder, 'library.db'));
    expect(around('{}').file()).toMatch(/library\.db$/u);
  });

  it('is where config.json says', () => {
    expect(around('{"library": "/papers/mine.db"}').file()).toBe('/papers/mine.db');
    const { folder, file } = around('{"library": "other/mine.db"}');
    expect(file()).toBe(resolve(folder, 'other/mine.db'));
  });

  it.each(['{', '[]', '{"library": 3}', '{"library": ""}'])('is not guessed from a broken config.json: %s', (config) => {
    expect(around(config).file).toThrow('does not say where the library is');
  });
});
