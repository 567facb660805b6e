/**
 * Stands for the `electron` module: records what the entry asks of it, and lets a spec play Chromium's part.
 * It holds no policy of its own; what it does not know of fails, as a missing export or method.
 */
import { EventEmitter } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Asked, FromFake, PageAnswer, Poke, ToFake } from './messages.ts';

type Handler = (...args: never[]) => unknown;

const send = (message: FromFake): void => void process.send?.(message);

/** Only data can be recorded: of a function, that there was one. */
function plain(value: unknown): unknown {
  if (typeof value === 'function') return '(function)';
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof FakeWindow) return '(window)';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function record(what: string, ...args: readonly unknown[]): void {
  const asked: Asked = { what, with: args.map(plain) };
  send({ kind: 'asked', asked });
}

class FakeContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | null = null;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    record('webContents.setWindowOpenHandler');
    this.openHandler = handler;
  }

  send(channel: string, ...args: unknown[]): void {
    send({ kind: 'event', channel, args });
  }
}

const windows = new Set<FakeWindow>();

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();

  constructor(options: unknown) {
    super();
    record('new BrowserWindow', options);
    windows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): FakeWindow[] {
    return [...windows];
  }

  static fromWebContents(contents: FakeContents): FakeWindow | null {
    return [...windows].find((window) => window.webContents === contents) ?? null;
  }

  async loadURL(url: string): Promise<void> {
    record('window.loadURL', url);
    setImmediate(() => this.emit('ready-to-show'));
  }

  show(): void {
    record('window.show');
  }

  focus(): void {
    record('window.focus');
  }

  restore(): void {}
  maximize(): void {}

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return false;
  }

  getNormalBounds() {
    return { x: 10, y: 20, width: 900, height: 700 };
  }
}

export { FakeWindow as BrowserWindow };

class FakeApp extends EventEmitter {
  readonly isPackaged = true;
  readonly #paths = new Map<string, string>();

  setName(name: string): void {
    record('app.setName', name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getPath(name: string): string {
    const path = this.#paths.get(name) ?? mkdtempSync(join(tmpdir(), 'offprint-fake-'));
    this.#paths.set(name, path);
    return path;
  }

  enableSandbox(): void {
    record('app.enableSandbox');
  }

  setAsDefaultProtocolClient(...given: unknown[]): boolean {
    record('app.setAsDefaultProtocolClient', ...given);
    return true;
  }

  requestSingleInstanceLock(): boolean {
    record('app.requestSingleInstanceLock');
    return process.env.FAKE_SECOND_INSTANCE === undefined;
  }

  whenReady(): Promise<void> {
    record('app.whenReady');
    return Promise.resolve();
  }

  quit(): void {
    let held = false;
    this.emit('will-quit', { preventDefault: () => (held = true) });
    if (!held) this.exit(0);
  }

  exit(status: number): void {
    record('app.exit', status);
    // Leaves the record time to be sent.
    setTimeout(() => process.exit(status), 50);
  }
}

export const app = new FakeApp();

let schemeHandler: ((request: Request) => Promise<Response>) | null = null;

export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown): void {
    record('protocol.registerSchemesAsPrivileged', schemes);
  },
  handle(scheme: string, handler: (request: Request) => Promise<Response>): void {
    record('protocol.handle', scheme);
    schemeHandler = handler;
  },
};

const handlers = new Map<string, Handler>();

export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    record('ipcMain.handle', channel);
    if (handlers.has(channel)) throw new Error(`a second handler for ${channel}`);
    handlers.set(channel, handler);
  },
};

let permissionRequest: Handler | null = null;
let permissionCheck: Handler | null = null;
let devicePermission: Handler | null = null;
let beforeRequest: Handler | null = null;

export const session = {
  defaultSession: {
    setPermissionRequestHandler(handler: Handler): void {
      permissionRequest = handler;
    },
    setPermissionCheckHandler(handler: Handler): void {
      permissionCheck = handler;
    },
    setDevicePermissionHandler(handler: Handler): void {
      devicePermission = handler;
    },
    webRequest: {
      onBeforeRequest(handler: Handler): void {
        beforeRequest = handler;
      },
    },
  },
};

export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu(menu: unknown): void {
    record('Menu.setApplicationMenu', menu);
  },
};

export const shell = {
  async openExternal(url: string): Promise<void> {
    record('shell.openExternal', url);
  },
};

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1440, height: 900 } }],
};

let savePath: string | null = null;

export const dialog = {
  async showSaveDialog(window: unknown, options: unknown): Promise<{ canceled: boolean; filePath: string }> {
    record('dialog.showSaveDialog', window, options);
    return { canceled: savePath === null, filePath: savePath ?? '' };
  },
  showErrorBox(title: string, content: string): void {
    record('dialog.showErrorBox', title, content);
  },
};

function theWindow(): FakeWindow {
  const [window] = windows;
  if (window === undefined) throw new Error('no window is open');
  return window;
}

function must<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`the entry set no ${name}`);
  return value;
}

async function request(url: string, method: string): Promise<PageAnswer> {
  const response = await must(schemeHandler, 'protocol handler')(new Request(url, { method }));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

async function answer(poke: Poke): Promise<unknown> {
  switch (poke.kind) {
    case 'invoke': {
      const handler = must(handlers.get(poke.channel), `handler for ${poke.channel}`);
      const senderFrame = poke.frame === null ? null : { url: poke.frame.url, parent: poke.frame.isTop ? null : {} };
      const event = { senderFrame, sender: theWindow().webContents };
      return handler(...([event, ...poke.args] as never[])); // a handler checks what it is given
    }
    case 'request':
      return request(poke.url, poke.method);
    case 'navigate': {
      let prevented = false;
      theWindow().webContents.emit(poke.how, { url: poke.url, preventDefault: () => (prevented = true) });
      return prevented ? 'prevented' : 'allowed';
    }
    case 'windowOpen':
      return must(theWindow().webContents.openHandler, 'window open handler')({ url: poke.url });
    case 'attachWebview': {
      let prevented = false;
      theWindow().webContents.emit('will-attach-webview', { preventDefault: () => (prevented = true) });
      return prevented ? 'prevented' : 'allowed';
    }
    case 'permission': {
      const asked = await new Promise((resolve) =>
        must(permissionRequest, 'permission handler')(...([null, poke.name, resolve] as never[])),
      );
      const checked = must(permissionCheck, 'permission check')(...([null, poke.name, 'app://offprint'] as never[]));
      const device = must(devicePermission, 'device permission handler')(...([{ deviceType: poke.name }] as never[]));
      return { asked, checked, device };
    }
    case 'load':
      return new Promise((resolve) => must(beforeRequest, 'request filter')(...([{ url: poke.url }, resolve] as never[])));
    case 'saveDialogAnswers':
      savePath = poke.path;
      return null;
    case 'secondInstance':
      app.emit('second-instance', {}, poke.args);
      return null;
    case 'openUrl': {
      let prevented = false;
      app.emit('open-url', { preventDefault: () => (prevented = true) }, poke.url);
      return prevented ? 'prevented' : 'allowed';
    }
    case 'closeWindow': {
      const window = theWindow();
      window.emit('close', {});
      windows.delete(window);
      app.emit('window-all-closed');
      return null;
    }
  }
}

process.on('message', async ({ seq, poke }: ToFake) => {
  try {
    send({ kind: 'answer', seq, value: await answer(poke), error: null });
  } catch (thrown) {
    send({ kind: 'answer', seq, value: null, error: String(thrown) });
  }
});
