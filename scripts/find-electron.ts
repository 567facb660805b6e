/** Electron's program, without ever loading the `electron` package: that alone would start a download. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');
const PACKAGE = path.join(ROOT, 'node_modules', 'electron');
const FAILED = path.join(ROOT, 'node_modules', '.cache', 'offprint', 'electron-not-fetched');
/** How long a fetch may take, and how long a failed one is remembered, in milliseconds. */
const FETCH_LIMIT = 10_000;
const REMEMBERED = 24 * 60 * 60 * 1000;

/** The program's path, or null where it was not downloaded. `ELECTRON_OVERRIDE_DIST_PATH` names another folder for it. */
export function findElectron(): string | null {
  const named = path.join(PACKAGE, 'path.txt');
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const name = existsSync(named) ? readFileSync(named, 'utf8').trim() : 'electron';
  const file = path.join(override || path.join(PACKAGE, 'dist'), name);
  return existsSync(file) ? file : null;
}

/** Tries to fetch it within ten seconds. A failure is remembered for a day, so that later starts lose no time over it. */
export async function fetchElectron(): Promise<string | null> {
  const install = path.join(PACKAGE, 'install.js');
  if (!existsSync(install) || failedLately()) return null;
  const detached = process.platform !== 'win32';
  const child = spawn(process.execPath, [install], { stdio: 'ignore', detached });
  await new Promise<void>((resolve) => {
    const tooLong = setTimeout(() => {
      if (detached && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill();
    }, FETCH_LIMIT);
    child.on('error', () => resolve());
    child.on('exit', () => {
      clearTimeout(tooLong);
      resolve();
    });
  });
  const found = findElectron();
  try {
    mkdirSync(path.dirname(FAILED), { recursive: true });
    if (found === null) writeFileSync(FAILED, '');
    else rmSync(FAILED, { force: true });
  } catch {
    // an installation that may not be written in: the next start tries again
  }
  return found;
}

function failedLately(): boolean {
  return existsSync(FAILED) && Date.now() - statSync(FAILED).mtimeMs < REMEMBERED;
}
