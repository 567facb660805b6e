/** `npm start`: Offprint in Electron where that can be, else in a browser. Takes `--library PATH` and `--port N`. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { parseCommand, UsageError } from '../src/main/hosts/commandLine/usage.ts';
import { dataFolder, libraryFile } from '../src/main/paths.ts';
import { serve } from '../src/main/serve.ts';
import { AppError } from '../src/shared/errors.ts';
import { chooseDoor, hasDisplay } from './choose-door.ts';
import { findBrowser } from './find-browser.ts';
import { fetchElectron, findElectron } from './find-electron.ts';

const ROOT = path.join(import.meta.dirname, '..');
/** A program that ends sooner than this never showed a window, in milliseconds. */
const TOO_SOON = 5_000;

/** Runs a program and tells whether it ended in good order, or long enough after its start to have shown a window. */
function run(program: string, args: readonly string[], output: 'inherit' | 'ignore'): Promise<'closed' | 'failed'> {
  const began = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: output });
    process.once('exit', () => child.kill()); // its window would have nothing behind it
    child.on('error', () => resolve('failed'));
    child.on('exit', (status) => resolve(status === 0 || Date.now() - began > TOO_SOON ? 'closed' : 'failed'));
  });
}

async function start(): Promise<void> {
  const asked = parseCommand(['serve', ...process.argv.slice(2)]);
  if (asked.kind !== 'serve') throw new UsageError('"npm start" takes --library PATH and --port N.');
  const library = asked.library === undefined ? libraryFile() : path.resolve(asked.library);
  const display = hasDisplay(process.platform, process.env);
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  const wanted = display && !root;
  const electron = findElectron() ?? (wanted ? await fetchElectron() : null);
  const browser = findBrowser();
  const choice = chooseDoor({ display, root, electron: electron !== null, browser: browser?.name ?? null });
  console.log(choice.line);

  if (choice.door === 'electron' && electron !== null) {
    if ((await run(electron, [ROOT, '--library', library], 'inherit')) === 'closed') return;
    console.log('Electron ended before it showed a window, so Offprint serves its page to a browser; open this link.');
  }
  const host = await serve({ library, port: asked.port, open: false });
  if (choice.door !== 'window' || browser === null) return;
  // A profile of its own for each library: a browser that runs already would swallow the window.
  const profile = path.join(dataFolder(), 'window', `${createHash('sha256').update(library).digest('hex').slice(0, 12)}-browser`);
  const quiet = [
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  const args = [`--app=${host.link()}`, `--user-data-dir=${profile}`, '--window-size=1280,800', ...quiet];
  if ((await run(browser.file, args, 'ignore')) === 'closed') process.kill(process.pid, 'SIGTERM');
  else console.log(`${browser.name} ended before it showed a window; open the link above in a browser.`);
}

try {
  await start();
} catch (thrown) {
  process.stderr.write(`${thrown instanceof UsageError ? thrown.message : AppError.from(thrown).message}\n`);
  process.exitCode = thrown instanceof UsageError ? 2 : 1;
}
