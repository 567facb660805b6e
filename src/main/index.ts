/** Offprint in Electron. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { app, dialog } from 'electron';
import { AppError } from '../shared/errors.ts';
import { declareScheme, holdToPolicy, startElectronHost } from './hosts/electron.ts';
import { openLocalSocket } from './hosts/localSocket.ts';
import { openStaticFiles, rendererFolder } from './hosts/staticFiles.ts';
import { openUploads } from './hosts/uploads.ts';
import { openLibraryThread } from './libraryThread.ts';
import { dataFolder, libraryFile } from './paths.ts';

/** The app's own library, or the one that `--library` names; Chromium's switches stand among the arguments, too. */
function chosenLibrary(): string {
  const { values } = parseArgs({ args: process.argv.slice(1), options: { library: { type: 'string' } }, strict: false });
  return typeof values.library === 'string' && values.library !== '' ? path.resolve(values.library) : libraryFile();
}

/** Electron's own data, and with it the single-instance lock, one for each library. */
function windowFolder(library: string): string {
  return path.join(dataFolder(), 'window', createHash('sha256').update(library).digest('hex').slice(0, 12));
}

/** Shows the paper a link names, once there is a library; before that it keeps what it was given. */
let follow = (args: readonly string[]): void => void early.push(...args);
const early: string[] = [];

/** The system hands us `offprint:` links: as an argument of a start or, on a Mac, as an event that may come before anything else. */
function listenToLinks(): void {
  app.on('open-url', (event, url) => {
    event.preventDefault();
    follow([url]);
  });
  // Behind "--" a link cannot pass for a switch, whatever is in it. While developing, the system's programs are left as they are.
  if (app.isPackaged) app.setAsDefaultProtocolClient('offprint', process.execPath, ['--']);
}

async function start(library: string): Promise<void> {
  const files = await openStaticFiles(rendererFolder());
  const thread = await openLibraryThread({ file: library, mode: 'owner', door: 'Offprint' });
  // Without a socket the command line cannot write while this runs, and says so itself.
  const socket = await openLocalSocket(thread, library).catch(() => null);
  const uploads = openUploads();

  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closed = true;
    void Promise.allSettled([socket?.close(), uploads.close(), thread.close()]).then(() => app.exit(0));
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  const preload = fileURLToPath(new URL('../preload/index.cjs', import.meta.url));
  ({ follow } = startElectronHost({ app: thread, files, uploads, preload }));
  follow([...process.argv.slice(1), ...early]);
}

async function main(): Promise<void> {
  try {
    const library = chosenLibrary();
    app.setPath('userData', windowFolder(library));
    if (!app.requestSingleInstanceLock()) return app.exit(0); // the first one shows its window
    await app.whenReady();
    await start(library);
  } catch (thrown) {
    dialog.showErrorBox('Offprint', AppError.from(thrown).message);
    app.exit(1);
  }
}

declareScheme();
holdToPolicy();
listenToLinks();
app.setName('Offprint');
// Not awaited: Electron becomes ready only after this module has been evaluated.
void main();
