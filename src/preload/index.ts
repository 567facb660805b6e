/** What the page sees of Electron: one bridge, with no name of its own for any request. Main refuses what the contract does not list. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../shared/bridge.ts';
import type { AppEvent } from '../shared/contract.ts';
import type { Reply } from '../shared/errors.ts';

type Listener = (payload: never) => void;

const listeners = new Map<string, Set<Listener>>();

ipcRenderer.on('offprint:event', (_event, { name, payload }: AppEvent) => {
  for (const listener of listeners.get(name) ?? []) listener(payload as never); // kept under its own name
});

/** A file that a page made from data has no path; larger ones are not passed through memory. In bytes. */
const MAX_BYTES = 64 * 1024 ** 2;

const PLATFORMS: Readonly<Record<string, Bridge['platform']>> = { darwin: 'mac', win32: 'windows' };

const bridge: Bridge = {
  host: 'electron',
  platform: PLATFORMS[process.platform] ?? 'linux',

  call: (name, input) => ipcRenderer.invoke('offprint:call', name, input) as Promise<Reply>,

  on(name, listener) {
    const known = listeners.get(name) ?? new Set<Listener>();
    listeners.set(name, known.add(listener));
    return () => {
      known.delete(listener);
    };
  },

  /** Main lives as long as its windows: the connection is never lost. */
  onConnection: () => () => {},

  async offerFile(file) {
    const path = webUtils.getPathForFile(file);
    if (path !== '') return (await ipcRenderer.invoke('offprint:offer', { path })) as Reply<string>;
    if (file.size > MAX_BYTES) {
      return {
        ok: false,
        error: { code: 'too-large', message: 'This is too large to be taken without a file. Save it as a file first, then import that.' },
      };
    }
    const bytes = new Uint8Array(await file.arrayBuffer());
    return (await ipcRenderer.invoke('offprint:offer', { name: file.name, bytes })) as Reply<string>;
  },

  saveFile: (token, name) => ipcRenderer.invoke('offprint:save', { token, name }) as Promise<Reply<boolean>>,
};

contextBridge.exposeInMainWorld('offprint', bridge);
