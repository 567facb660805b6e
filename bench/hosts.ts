/** The two programs a run compares, each a process of its own that prints where its page is. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..');
const CLI = join(ROOT, 'out/main/cli.js');

export interface Running {
  /** When it was started, in milliseconds since 1970. */
  readonly startedAt: number;
  readonly url: string;
  stop(): Promise<void>;
}

/** Builds the app unless it is built. */
export function ensureBuilt(): void {
  if (existsSync(CLI)) return;
  const { status } = spawnSync('npm', ['run', '-s', 'build'], { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error('The app could not be built.');
}

/** Brings a file into a library with the built command line. */
export function importFile(file: string, library: string): void {
  const { status, stderr } = spawnSync(process.execPath, [CLI, 'import', file, '--library', library, '--json'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The import of ${file} failed: ${stderr}`);
}

/** The built browser host on a library. */
export const startOffprint = (library: string): Promise<Running> => start([CLI, 'serve', '--library', library, '--port', '0', '--no-open']);

/** The named baseline, see bare.ts. */
export const startBare = (library: string): Promise<Running> => start([join(import.meta.dirname, 'bare.ts'), library]);

async function start(args: readonly string[]): Promise<Running> {
  const startedAt = Date.now();
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  if (child.stdout === null) throw new Error('a host is started with pipes');
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+\S*/u.exec(line)?.[0];
    if (url !== undefined) return { startedAt, url, stop };
  }
  throw new Error('A host ended before it printed its address.');
}
