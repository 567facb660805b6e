import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerAppRequest } from './appProtocol.ts';
import { openStaticFiles, type StaticFiles } from './staticFiles.ts';

let folder: string;
let files: StaticFiles;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'offprint-test-'));
  const listed: Record<string, object> = {};
  const put = async (name: string, text: string) => {
    await writeFile(path.join(folder, name), text);
    listed[`/${name}`] = { size: text.length, sha256: createHash('sha256').update(text).digest('hex') };
  };
  await put('index.html', '<!doctype html>');
  await put('a.js', 'a()');
  await put('program.exe', 'MZ');
  await writeFile(path.join(folder, 'files.json'), JSON.stringify(listed));
  await writeFile(path.join(folder, 'not-listed.js'), 'b()');
  files = await openStaticFiles(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('gives what the build listed, with its type', async () => {
  expect(await files.get('/')).toEqual({ type: 'text/html; charset=utf-8', bytes: Buffer.from('<!doctype html>') });
  expect((await files.get('/a.js'))?.type).toBe('text/javascript; charset=utf-8');
});

it.each(['/not-listed.js', '/files.json', '/program.exe', '/../a.js', '/%61.js', '/a.js/', 'a.js', '', '/__proto__', '/constructor'])(
  'gives nothing for %j',
  async (name) => expect(await files.get(name)).toBeNull(),
);

it('does not serve a file that was changed after the build', async () => {
  await writeFile(path.join(folder, 'a.js'), 'x()');
  await expect(files.get('/a.js')).rejects.toThrow('not as it was built');
});

it('says in words that the page was not built', async () => {
  await expect(openStaticFiles(path.join(folder, 'nowhere'))).rejects.toThrow('npm run build');
});

it('is all that app:// answers with, and only for our own name', async () => {
  const get = async (url: string, method = 'GET') => (await answerAppRequest(files, new Request(url, { method }))).status;
  expect(await get('app://offprint/')).toBe(200);
  expect(await get('app://offprint/a.js?x#y')).toBe(200);
  expect(await get('app://offprint/not-listed.js')).toBe(404);
  expect(await get('app://other/a.js')).toBe(403);
  expect(await get('app://offprint/a.js', 'POST')).toBe(405);
});
