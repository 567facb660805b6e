/** The Electron host: one window, its policy and its transport. What it allows is written down in `policy.ts`. */
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import {
  app,
  BrowserWindow,
  dialog,
  type IpcMainInvokeEvent,
  ipcMain,
  Menu,
  type MenuItemConstructorOptions,
  protocol,
  screen,
  session,
  shell,
  type WebContents,
} from 'electron';
import { z } from 'zod';
import type { AppEvent } from '../../shared/contract.ts';
import { AppError, type Reply } from '../../shared/errors.ts';
import type { App } from '../app.ts';
import { answerAppRequest } from './appProtocol.ts';
import { forPage } from './forPage.ts';
import { linkedPaper } from './links.ts';
import { menuTemplate } from './menu.ts';
import { APP_ORIGIN, isAllowedExternal, isOurOrigin, isTrustedSender, mayLoad, SCHEME_PRIVILEGES, WEB_PREFERENCES } from './policy.ts';
import { saveExport } from './saveExport.ts';
import type { StaticFiles } from './staticFiles.ts';
import { shownFileName, type Uploads } from './uploads.ts';
import { FIRST_SIZE, keepWindowPlace, readWindowPlace, SMALLEST_SIZE } from './windowBounds.ts';

export interface ElectronHostOptions {
  readonly app: App;
  readonly files: StaticFiles;
  /** Takes files that have no path, made by a page from data. */
  readonly uploads: Uploads;
  /** The built preload, absolute. */
  readonly preload: string;
}

/** To be called at once, before Electron is ready: the scheme's rank cannot be changed later. */
export function declareScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: new URL(APP_ORIGIN).protocol.slice(0, -1), privileges: { ...SCHEME_PRIVILEGES } }]);
}

/** Holds every web contents there will ever be to the policy, whoever makes it. */
export function holdToPolicy(): void {
  app.enableSandbox();
  app.on('web-contents-created', (_event, contents) => {
    const stayHere = (event: { readonly url: string; preventDefault(): void }) => {
      if (!isOurOrigin(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stayHere);
    contents.on('will-redirect', stayHere);
    contents.on('will-frame-navigate', stayHere);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      openExternal(url);
      return { action: 'deny' };
    });
  });
}

/** The one place from which a link leaves Offprint. */
function openExternal(url: string): void {
  if (isAllowedExternal(url)) void shell.openExternal(url).catch(() => {}); // the system has no program for it
}

export interface ElectronHost {
  /** Shows the paper that the first link among these arguments names; whatever else they are is ignored. */
  readonly follow: (args: readonly string[]) => void;
}

/** Serves the page, opens its window and answers it. */
export function startElectronHost(options: ElectronHostOptions): ElectronHost {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url) }));
  protocol.handle('app', (request) => answerAppRequest(options.files, request));

  const template = menuTemplate(process.platform, !app.isPackaged);
  Menu.setApplicationMenu(Menu.buildFromTemplate(template as MenuItemConstructorOptions[])); // the same shape, readonly
  // A page can show a paper once its first list stands; until then what a link asked for waits.
  const pages = new WeakSet<WebContents>();
  let waiting: AppEvent | null = null;
  answerPages(options, (contents) => {
    pages.add(contents);
    if (waiting !== null) contents.send('offprint:event', waiting);
    waiting = null;
  });
  options.app.on((event) => {
    const windows = BrowserWindow.getAllWindows();
    for (const window of windows) window.webContents.send('offprint:event', event);
    if (event.name !== 'papers.shown') return;
    if (!windows.some((window) => pages.has(window.webContents))) waiting = event;
    toFront(options.preload);
  });
  const follow = async (args: readonly string[]) => {
    const uid = linkedPaper(args);
    const reply = uid === null ? null : await options.app.call('papers.show', { uid });
    if (reply?.ok === false) dialog.showErrorBox('Offprint', reply.error.message);
  };

  openWindow(options.preload);
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openWindow(options.preload);
  });
  app.on('second-instance', (_event, args) => {
    toFront(options.preload);
    void follow(args);
  });
  return { follow: (args) => void follow(args) };
}

function toFront(preload: string): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) {
    openWindow(preload);
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** The only place that makes a window. */
function openWindow(preload: string): void {
  const placeFile = path.join(app.getPath('userData'), 'window.json');
  const place = readWindowPlace(
    placeFile,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...place.bounds,
    minWidth: SMALLEST_SIZE.width,
    minHeight: SMALLEST_SIZE.height,
    title: 'Offprint',
    show: false,
    autoHideMenuBar: true,
    webPreferences: { ...WEB_PREFERENCES, preload },
  });
  window.once('ready-to-show', () => {
    if (place.maximised) window.maximize();
    window.show();
  });
  window.on('close', () => keepWindowPlace(placeFile, window.getNormalBounds(), window.isMaximized()));
  void window.loadURL(`${APP_ORIGIN}/`);
}

const offer = z.union([
  z.strictObject({ path: z.string().min(1).max(32_768) }),
  z.strictObject({ name: z.string().max(1024), bytes: z.instanceof(Uint8Array) }),
]);
const save = z.strictObject({ token: z.string().regex(/^[A-Za-z0-9_-]{16,128}$/), name: z.string().max(1024) });

/** The one registrar: three channels, each answered only to the top frame of our own page. `onListed` hears of each list a page was given. */
function answerPages({ app: library, uploads }: ElectronHostOptions, onListed: (contents: WebContents) => void): void {
  const answer = (channel: string, work: (contents: WebContents, ...given: unknown[]) => Promise<Reply>) => {
    ipcMain.handle(channel, async (event: IpcMainInvokeEvent, ...given: unknown[]): Promise<Reply> => {
      if (!isTrustedSender(event.senderFrame)) return refused('Offprint answers only its own page.');
      try {
        return forPage(await work(event.sender, ...given));
      } catch (thrown) {
        const error = AppError.from(thrown).toJSON();
        if (error.code === 'internal') process.stderr.write(`offprint: ${channel} failed: ${String(error.details?.cause)}\n`);
        return forPage({ ok: false, error });
      }
    });
  };

  answer('offprint:call', async (contents, name, input) => {
    if (typeof name !== 'string') return refused('This is not a request Offprint knows.');
    const reply = await library.call(name, input);
    // Behind the answer, so that the page has its list by then.
    if (name === 'papers.list') setImmediate(onListed, contents);
    return reply;
  });

  answer('offprint:offer', async (_contents, given) => {
    const offered = offer.safeParse(given);
    if (!offered.success) return refused('This is not a file Offprint can take.');
    if ('bytes' in offered.data) {
      const { bytes, name } = offered.data;
      const file = await uploads.take(Readable.from([Buffer.from(bytes)]));
      return { ok: true, value: await library.offerPath(file, shownFileName(name)) };
    }
    const file = offered.data.path;
    if (!path.isAbsolute(file) || !(await isFile(file))) return refused('This is not a file Offprint can open.');
    return { ok: true, value: await library.offerPath(file, shownFileName(file)) };
  });

  answer('offprint:save', async (contents, given) => {
    const asked = save.safeParse(given);
    const window = BrowserWindow.fromWebContents(contents);
    if (!asked.success || window === null) return refused('This is not a file Offprint can save.');
    const written = await library.claimFile(asked.data.token);
    try {
      const defaultPath = path.join(app.getPath('documents'), shownFileName(asked.data.name));
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath });
      if (canceled || filePath === '') return { ok: true, value: false };
      await saveExport(written, filePath);
      return { ok: true, value: true };
    } finally {
      await rm(written.path, { force: true });
    }
  });
}

function refused(message: string): Reply {
  return { ok: false, error: { code: 'bad-request', message } };
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
