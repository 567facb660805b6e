/** The built Electron entry, preload and page, driven together under a fake of the `electron` module. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type {} from '../src/shared/bridge.ts'; // declares window.offprint
import type { PageAnswer } from './electron-fake/messages.ts';
import { type FakeElectron, runEntry, STAND_IN } from './electron-fake/run.ts';
import { watch } from './offprint.ts';

interface Booted extends FakeElectron {
  readonly folder: string;
  readonly library: string;
}

const test = base.extend<{ entry: Booted }>({
  entry: async ({ browserName }, provide) => {
    const folder = mkdtempSync(join(tmpdir(), `offprint-entry-${browserName}-`));
    const library = join(folder, 'library.db');
    const entry = runEntry(['--library', library], { OFFPRINT_DATA: folder });
    await entry.askedFor('window.loadURL');
    await provide({ ...entry, folder, library });
    await entry.stop();
    rmSync(folder, { recursive: true, force: true });
  },
});

const TOP = { url: 'app://offprint/', isTop: true };

test('the entry asks Electron for a window that is a page and no more', async ({ entry }) => {
  const names = entry.asked.map(({ what }) => what);
  expect(names.indexOf('protocol.registerSchemesAsPrivileged')).toBeLessThan(names.indexOf('app.whenReady'));
  expect(names.indexOf('app.enableSandbox')).toBeLessThan(names.indexOf('app.whenReady'));
  expect(names.filter((name) => name === 'new BrowserWindow')).toHaveLength(1);
  expect(await entry.askedFor('protocol.registerSchemesAsPrivileged')).toEqual([
    [{ scheme: 'app', privileges: expect.objectContaining({ standard: true, secure: true, bypassCSP: false, corsEnabled: false }) }],
  ]);
  const [options] = await entry.askedFor('new BrowserWindow');
  expect(options).toMatchObject({
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      experimentalFeatures: false,
      preload: expect.stringMatching(/out.preload.index\.cjs$/),
    },
  });
  expect(await entry.askedFor('window.loadURL')).toEqual(['app://offprint/']);
  expect(entry.asked.filter(({ what }) => what === 'ipcMain.handle').map((asked) => asked.with[0])).toEqual([
    'offprint:call',
    'offprint:offer',
    'offprint:save',
  ]);
});

test('app:// serves what was built and nothing else', async ({ entry }) => {
  const get = async (url: string, method = 'GET') => (await entry.poke({ kind: 'request', url, method })) as PageAnswer;
  const page = await get('app://offprint/');
  expect(page.status).toBe(200);
  expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
  expect(Buffer.from(page.body).toString()).toContain('<div id="root">');
  for (const path of ['/files.json', '/../main/index.js', '/%2e%2e/main/index.js', '/etc/passwd', '//etc/passwd', '/index.html/']) {
    expect((await get(`app://offprint${path}`)).status, path).toBe(404);
  }
  expect((await get('app://elsewhere/index.html')).status).toBe(403);
  expect((await get('app://offprint/', 'POST')).status).toBe(405);
});

test('navigation, new windows, webviews, permissions and the network are denied', async ({ entry }) => {
  for (const how of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
    expect(await entry.poke({ kind: 'navigate', how, url: 'https://example.org/' })).toBe('prevented');
    expect(await entry.poke({ kind: 'navigate', how, url: 'file:///etc/passwd' })).toBe('prevented');
    expect(await entry.poke({ kind: 'navigate', how, url: 'app://offprint/' })).toBe('allowed');
  }
  expect(await entry.poke({ kind: 'attachWebview' })).toBe('prevented');
  for (const name of ['media', 'geolocation', 'notifications', 'openExternal', 'clipboard-read', 'hid']) {
    expect(await entry.poke({ kind: 'permission', name }), name).toEqual({ asked: false, checked: false, device: false });
  }
  expect(await entry.poke({ kind: 'load', url: 'https://example.org/x.js' })).toEqual({ cancel: true });
  expect(await entry.poke({ kind: 'load', url: 'app://offprint/index.html' })).toEqual({ cancel: false });

  for (const url of ['https://arxiv.org/abs/1706.03762', 'javascript:alert(1)', 'file:///etc/passwd', 'https://a:b@example.org/']) {
    expect(await entry.poke({ kind: 'windowOpen', url })).toEqual({ action: 'deny' });
  }
  const opened = entry.asked.filter(({ what }) => what === 'shell.openExternal').map((asked) => asked.with[0]);
  expect(opened).toEqual(['https://arxiv.org/abs/1706.03762']);
});

test('only the top frame of the page is answered, and only in the contract’s words', async ({ entry }) => {
  const invoke = (channel: string, args: readonly unknown[], frame: typeof TOP | null = TOP) =>
    entry.poke({ kind: 'invoke', channel, args, frame });
  const refused = { ok: false, error: { code: 'bad-request' } };
  expect(await invoke('offprint:call', ['library.state', {}])).toMatchObject({ ok: true });
  for (const frame of [
    null,
    { ...TOP, isTop: false },
    { ...TOP, url: 'https://example.org/' },
    { ...TOP, url: 'file:///app://offprint/' },
  ]) {
    for (const channel of ['offprint:call', 'offprint:offer', 'offprint:save']) {
      expect(await invoke(channel, ['library.state', {}], frame)).toMatchObject(refused);
    }
  }
  expect(await invoke('offprint:call', ['library.drop', {}])).toMatchObject(refused);
  expect(await invoke('offprint:call', ['library.state', { more: 1 }])).toMatchObject(refused);
  expect(await invoke('offprint:call', [{ name: 'library.state' }])).toMatchObject(refused);
  expect(await invoke('offprint:offer', [{ path: 'relative.txt' }])).toMatchObject(refused);
  expect(await invoke('offprint:offer', [{ path: tmpdir() }])).toMatchObject(refused);
  expect(await invoke('offprint:offer', [{ path: '/etc/hostname', more: 1 }])).toMatchObject(refused);
  expect(await invoke('offprint:save', [{ token: '../../x', name: 'x' }])).toMatchObject(refused);
  expect(await invoke('offprint:save', [{ token: 'a'.repeat(20), name: 'x' }])).toMatchObject({ ok: false });
});

test('a page with the built preload imports, stars and saves; what it did is there after a restart', async ({ entry, context }) => {
  const page = await entry.show(context);
  const faults = watch(page, STAND_IN);
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(await page.evaluate(() => [window.offprint?.host, window.offprint?.platform])).toEqual(['electron', 'linux']);

  const call = (name: string, input: unknown) =>
    page.evaluate(
      async ([to, given]) => {
        const reply = await window.offprint?.call(to, given);
        if (reply?.ok !== true) throw new Error(reply?.error.message ?? 'no bridge');
        return reply.value;
      },
      [name, input] as const,
    );
  const changed = page.evaluate(() => new Promise((resolve) => window.offprint?.on('papers.changed', resolve)));

  const plan = (await call('imports.prepare', { source: { kind: 'sample' } })) as { id: string; counts: { new: number } };
  expect(plan.counts.new).toBeGreaterThan(0);
  await call('imports.commit', { planId: plan.id });
  expect(await changed).toHaveProperty('ids');
  // The app itself heard of it through the preload, too.
  await page.getByRole('button', { name: /^Inbox\s*\d/ }).click();
  await expect(page.getByRole('listbox', { name: 'Papers' }).locator('.PaperRow').first()).toBeVisible();

  const { ids } = (await call('papers.list', { view: { kind: 'inbox' } })) as { ids: number[] };
  const id = ids[0];
  await call('papers.setStarred', { ids: [id], starred: true });

  const saved = join(entry.folder, 'saved.json');
  const { token, name } = (await call('exports.create', { format: 'json', scope: { ids } })) as { token: string; name: string };
  await entry.poke({ kind: 'saveDialogAnswers', path: saved });
  expect(await page.evaluate(([t, n]) => window.offprint?.saveFile(t, n), [token, name] as const)).toEqual({ ok: true, value: true });
  expect(readFileSync(saved, 'utf8').length).toBeGreaterThan(100);

  const offered = await page.evaluate(async () => {
    window.fakeElectronPaths = {};
    return window.offprint?.offerFile(new File(['A title\n\nAn abstract of some length, as digests have them.'], 'made.txt'));
  });
  expect(offered).toMatchObject({ ok: true, value: expect.any(String) });
  writeFileSync(join(entry.folder, 'on-disk.txt'), 'text');
  const onDisk = await page.evaluate(
    async (path) => {
      window.fakeElectronPaths = { 'on-disk.txt': path };
      return window.offprint?.offerFile(new File(['text'], 'on-disk.txt'));
    },
    join(entry.folder, 'on-disk.txt'),
  );
  expect(onDisk).toMatchObject({ ok: true, value: expect.any(String) });
  expect(faults).toEqual([]);

  await page.close();
  await entry.poke({ kind: 'secondInstance', args: ['offprint', '--flag'] });
  expect(entry.asked.map(({ what }) => what)).toContain('window.focus');
  await entry.poke({ kind: 'closeWindow' });
  expect(await entry.ended()).toBe(0);

  const again = runEntry(['--library', entry.library], { OFFPRINT_DATA: entry.folder });
  try {
    const [options] = await again.askedFor('new BrowserWindow');
    expect(options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
    const starred = await again.poke({
      kind: 'invoke',
      channel: 'offprint:call',
      args: ['papers.list', { view: { kind: 'starred' } }],
      frame: TOP,
    });
    expect(starred).toMatchObject({ ok: true, value: { ids: [id] } });
  } finally {
    await again.stop();
  }
});

test('a link to a paper shows it, in front, from wherever it comes; whatever is none is ignored', async ({ entry }) => {
  expect(await entry.askedFor('app.setAsDefaultProtocolClient')).toEqual(['offprint', expect.any(String), ['--']]);
  const call = async (name: string, input: unknown) => {
    const reply = await entry.poke({ kind: 'invoke', channel: 'offprint:call', args: [name, input], frame: TOP });
    return (reply as { value: unknown }).value;
  };
  const plan = (await call('imports.prepare', { source: { kind: 'sample' } })) as { id: string };
  await call('imports.commit', { planId: plan.id });
  const { ids } = (await call('papers.list', { view: { kind: 'all' } })) as { ids: number[] };
  const [one, two] = (await call('papers.rows', { ids: ids.slice(0, 2) })) as { id: number; uid: string }[];
  const shown = () => entry.sent.filter((event) => (event as { name: string }).name === 'papers.shown');

  for (const url of [
    'offprint://paper/../x',
    `offprint://paper/${one?.uid}/`,
    `OFFPRINT://paper/${one?.uid}#x`,
    'offprint://',
    'file:///etc/passwd',
  ]) {
    expect(await entry.poke({ kind: 'openUrl', url })).toBe('prevented');
    await entry.poke({ kind: 'secondInstance', args: ['offprint', '--', url] });
  }
  expect(await entry.poke({ kind: 'openUrl', url: `offprint://paper/${one?.uid}` })).toBe('prevented');
  await expect.poll(shown).toEqual([{ name: 'papers.shown', payload: { id: one?.id } }]);
  await entry.poke({ kind: 'secondInstance', args: ['offprint', '--', `offprint://paper/${two?.uid}`] });
  await expect.poll(shown).toHaveLength(2);
  expect(entry.asked.filter(({ what }) => what === 'window.focus').length).toBeGreaterThanOrEqual(2);
  expect(entry.asked.map(({ what }) => what)).not.toContain('dialog.showErrorBox');

  await entry.poke({ kind: 'openUrl', url: 'offprint://paper/nowhere-at-all' });
  expect(await entry.askedFor('dialog.showErrorBox')).toEqual(['Offprint', 'No paper of this library has that name.']);

  // A start of its own: the paper waits until the page has its first list.
  await entry.stop();
  const again = runEntry(['--library', entry.library, '--', `offprint://paper/${one?.uid}`], { OFFPRINT_DATA: entry.folder });
  try {
    await again.askedFor('window.focus');
    const list = { kind: 'invoke', channel: 'offprint:call', args: ['papers.list', { view: { kind: 'all' } }], frame: TOP } as const;
    const before = again.sent.length;
    await again.poke(list);
    await expect.poll(() => again.sent.slice(before)).toContainEqual({ name: 'papers.shown', payload: { id: one?.id } });
    // Once is enough.
    const after = again.sent.length;
    await again.poke(list);
    await again.poke({ kind: 'load', url: 'app://offprint/' });
    expect(again.sent.slice(after)).not.toContainEqual(expect.objectContaining({ name: 'papers.shown' }));
  } finally {
    await again.stop();
  }
});

test('saving annotations over a file of notes keeps what a person wrote in it', async ({ entry }) => {
  const invoke = async (channel: string, ...args: readonly unknown[]) =>
    (await entry.poke({ kind: 'invoke', channel, args, frame: TOP })) as { ok: boolean; value: unknown };
  const call = async (name: string, input: unknown) => (await invoke('offprint:call', name, input)).value;
  const plan = (await call('imports.prepare', { source: { kind: 'sample' } })) as { id: string };
  await call('imports.commit', { planId: plan.id });
  const { ids } = (await call('papers.list', { view: { kind: 'all' } })) as { ids: number[] };
  await call('notes.create', { paperId: ids[0], body: 'Written in Offprint.' });
  const { token, name } = (await call('exports.create', { format: 'annotations-markdown', scope: { ids: ids.slice(0, 1) } })) as {
    token: string;
    name: string;
  };
  const notes = join(entry.folder, 'notes.md');
  writeFileSync(notes, '# Mine\n');
  await entry.poke({ kind: 'saveDialogAnswers', path: notes });
  expect(await invoke('offprint:save', { token, name })).toEqual({ ok: true, value: true });
  expect(readFileSync(notes, 'utf8')).toMatch(/^# Mine\n<!-- offprint:paper [\s\S]*\nWritten in Offprint\.\n/);
});

test('a library that cannot be opened is told in a sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-entry-'));
  const library = join(folder, 'library.db');
  writeFileSync(library, 'This is a letter, not a library.\n'.repeat(200));
  const entry = runEntry(['--library', library], { OFFPRINT_DATA: folder });
  try {
    const [title, sentence] = await entry.askedFor('dialog.showErrorBox');
    expect(title).toBe('Offprint');
    expect(sentence).toMatch(/\w+ .*\.$/);
    expect(await entry.ended()).toBe(1);
    expect(entry.asked.map(({ what }) => what)).not.toContain('new BrowserWindow');
  } finally {
    await entry.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a second start leaves the library to the first', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-entry-'));
  const entry = runEntry(['--library', join(folder, 'library.db')], { OFFPRINT_DATA: folder, FAKE_SECOND_INSTANCE: '1' });
  expect(await entry.ended()).toBe(0);
  expect(entry.asked.map(({ what }) => what)).not.toContain('new BrowserWindow');
  rmSync(folder, { recursive: true, force: true });
});

test('the command line writes through the running entry', async ({ entry }) => {
  const digest = join(entry.folder, 'digest.json');
  writeFileSync(digest, '');
  const cli = spawnSync('node', ['out/main/cli.js', 'import', digest, '--json', '--library', entry.library], { encoding: 'utf8' });
  // An empty file holds no papers, and the running entry is who says so: the library is not "busy".
  expect(cli.status, cli.stderr).toBe(1);
  expect(JSON.parse(cli.stdout)).toMatchObject({ added: 0, problems: [{ file: digest, line: 0 }] });
});
