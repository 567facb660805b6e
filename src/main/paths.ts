import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '../shared/errors.ts';

/** What the place of the library depends on; tests give their own. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const here = (): Surroundings => ({ platform: process.platform, env: process.env, home: homedir() });

/** The operating system's folder for Offprint's data; `OFFPRINT_DATA` names another one. */
export function dataFolder(around: Surroundings = here()): string {
  const { platform, env, home } = around;
  if (env.OFFPRINT_DATA) return resolve(env.OFFPRINT_DATA);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Offprint');
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Offprint');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'Offprint');
}

/**
 * The library every door opens unless it is told another: `library.db` in the data folder,
 * or the file that `config.json` there names as `library` (relative to that folder).
 * @throws {AppError} `bad-request` if `config.json` is there but cannot be understood: guessing could open the wrong library.
 */
export function libraryFile(around: Surroundings = here()): string {
  const folder = dataFolder(around);
  const config = join(folder, 'config.json');
  let text: string;
  try {
    text = readFileSync(config, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return join(folder, 'library.db');
    throw new AppError('bad-request', `The settings file ${config} could not be read. Nothing was opened; please check its permissions.`);
  }
  const problem = new AppError(
    'bad-request',
    `The settings file ${config} does not say where the library is. Mend it, or delete it to use the usual place.`,
  );
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw problem;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw problem;
  const named = (parsed as { library?: unknown }).library;
  if (named === undefined) return join(folder, 'library.db');
  if (typeof named !== 'string' || named === '') throw problem;
  return resolve(folder, named);
}

/** Makes the folder a library will stand in, for this person alone. */
export function makeFolderOf(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
}
