import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeRegion } from '../../shared/text/regions.ts';
import { saveExport } from './saveExport.ts';

let folder: string;
let target: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offprint-test-'));
  target = path.join(folder, 'notes.md');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function save(text: string, name = 'offprint.md'): Promise<number> {
  const written = path.join(folder, 'written');
  await writeFile(written, text);
  const left = await saveExport({ path: written, name }, target);
  expect((await readdir(folder)).filter((file) => file.endsWith('.part'))).toEqual([]);
  return left;
}
const region = (words: string) => writeRegion('note', { uid: 'a-note-uid' }, words);
const stands = () => readFile(target, 'utf8');

it('puts annotations into the file that stands there, around what a person wrote', async () => {
  await save(region('One'));
  expect(await stands()).toBe(region('One'));
  await writeFile(target, `\ufeffMine.\r\n${region('One')}Mine, too.`);
  expect(await save(region('Two'))).toBe(0);
  expect(await stands()).toBe(`\ufeffMine.\r\n${region('Two').replaceAll('\n', '\r\n')}Mine, too.`);
  await writeFile(target, (await stands()).replace('Two', 'Edited'));
  expect(await save(region('Three'))).toBe(1);
  expect(await stands()).toContain('Edited');
  // Nothing is left to write, and nothing that an export without annotations could take away with it.
  await writeFile(target, `${region('One')}Mine.`);
  await save('');
  expect(await stands()).toBe('Mine.');
});

it('puts anything else in the place of what stood there', async () => {
  await writeFile(target, 'Old.');
  await save('| a |\n| --- |\n', 'offprint-evidence.md');
  expect(await stands()).toBe('| a |\n| --- |\n');
  await save(`{"a":"${region('x')}"}`, 'offprint.json');
  expect(await stands()).toContain('{"a"');
});

it('leaves what it cannot put annotations into', async () => {
  await writeFile(target, Buffer.from([0xff, 0xfe, 0x41, 0x00]));
  await expect(save(region('One'))).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('UTF-8') });
  expect([...(await readFile(target))]).toEqual([0xff, 0xfe, 0x41, 0x00]);
  await writeFile(target, '');
  await truncate(target, 65 * 1024 ** 2);
  await expect(save(region('One'))).rejects.toMatchObject({ code: 'too-large' });
  target = folder;
  await expect(save(region('One'))).rejects.toThrow(/cannot be read|folder/u);
});
