import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AppEvent } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { App } from '../app.ts';
import { connectLocal, openLocalSocket } from './localSocket.ts';

let folder: string;
let library: string;
let emit: (event: AppEvent) => void;
let app: Omit<App, 'close'>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'op-'));
  library = path.join(folder, 'library.db');
  await writeFile(library, '');
  vi.stubEnv('XDG_RUNTIME_DIR', folder);
  vi.stubEnv('TMPDIR', folder);
  const listeners = new Set<(event: AppEvent) => void>();
  emit = (event) => {
    for (const listener of listeners) listener(event);
  };
  app = {
    call: async (name, input) => ({ ok: true, value: { name, input } }),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    offerPath: async (file, name) => `${file} as ${name}`,
    claimFile: async (token) => {
      throw new AppError('not-found', `No file ${token}.`);
    },
  };
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe.skipIf(process.platform === 'win32')('the local socket', () => {
  it('reaches nobody where nobody serves', async () => {
    expect(await connectLocal(library)).toBeNull();
    expect(await connectLocal(path.join(folder, 'nowhere.db'))).toBeNull();
  });

  it('carries calls, files, errors and events, under any name of the library', async () => {
    const server = await openLocalSocket(app, library);
    await symlink(library, path.join(folder, 'other-name.db'));
    const remote = await connectLocal(path.join(folder, 'other-name.db'));
    if (remote === null) throw new Error('it is served');
    const long = 'é\n'.repeat(300_000);
    expect(await remote.call('papers.get', { long })).toEqual({ ok: true, value: { name: 'papers.get', input: { long } } });
    expect(await remote.offerPath('/a/b', 'b')).toBe('/a/b as b');
    await expect(remote.claimFile('x')).rejects.toMatchObject({ code: 'not-found', message: 'No file x.' });
    const event = new Promise((resolve) => remote.on(resolve));
    emit({ name: 'library.changed', payload: {} });
    expect(await event).toEqual({ name: 'library.changed', payload: {} });
    await remote.close();
    await server.close();
    expect(await connectLocal(library)).toBeNull();
  });

  it('stands in a folder of this person alone, and is left where that is not so', async () => {
    const server = await openLocalSocket(app, library);
    expect((await stat(path.join(folder, 'offprint'))).mode & 0o777).toBe(0o700);
    await server.close();
    await chmod(path.join(folder, 'offprint'), 0o755);
    const elsewhere = await openLocalSocket(app, library);
    expect(await readdir(path.join(folder, 'offprint'))).toEqual([]);
    expect(await connectLocal(library)).not.toBeNull();
    await elsewhere.close();
  });

  it('of an owner without a session is found from one that has its runtime folder', async () => {
    vi.stubEnv('XDG_RUNTIME_DIR', '');
    const server = await openLocalSocket(app, library);
    vi.stubEnv('XDG_RUNTIME_DIR', folder);
    const remote = await connectLocal(library);
    expect(await remote?.call('x', 1)).toMatchObject({ ok: true });
    await remote?.close();
    await server.close();
  });

  it.each(['null', '5', '{}', '{"seq":1}', '{"seq":1,"kind":"call","name":7}', '{"seq":1,"kind":"close"}', 'no JSON'])(
    'hangs up on %s and goes on for others',
    async (line) => {
      const server = await openLocalSocket(app, library);
      const stranger = connect(path.join(folder, 'offprint', String((await readdir(path.join(folder, 'offprint')))[0])));
      stranger.write(`${line}\n`);
      await once(stranger, 'close');
      const remote = await connectLocal(library);
      expect(await remote?.call('x', 1)).toMatchObject({ ok: true });
      await remote?.close();
      await server.close();
    },
  );

  it('answers what was asked of a closing owner as unreachable', async () => {
    app = { ...app, call: () => new Promise(() => {}) };
    const server = await openLocalSocket(app, library);
    const remote = await connectLocal(library);
    const asked = remote?.call('papers.get', {});
    await remote?.offerPath('/a', 'a');
    await server.close();
    expect(await asked).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(await remote?.call('papers.get', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  it('replaces the socket of an owner that died', async () => {
    const first = await openLocalSocket(app, library);
    const second = await openLocalSocket(app, library);
    const remote = await connectLocal(library);
    expect(await remote?.call('x', 1)).toMatchObject({ ok: true });
    await remote?.close();
    await second.close();
    await first.close();
  });
});
