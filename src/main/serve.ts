/** The browser host: serves the library to browsers of this machine. */
import path from 'node:path';
import { AppError } from '../shared/errors.ts';
import { type BrowserHost, openBrowserHost } from './hosts/browser.ts';
import { parseCommand, UsageError } from './hosts/commandLine/usage.ts';
import { openLocalSocket } from './hosts/localSocket.ts';
import { openInBrowser } from './hosts/openInBrowser.ts';
import { openStaticFiles, rendererFolder } from './hosts/staticFiles.ts';
import { openLibraryThread } from './libraryThread.ts';
import { libraryFile } from './paths.ts';

export interface ServeOptions {
  /** The library file, absolute. */
  readonly library: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Whether to open the link in the person's browser. */
  readonly open: boolean;
}

/**
 * Opens the library, serves it and prints one line with the link. Enter in the terminal prints a fresh one;
 * SIGINT and SIGTERM close everything and end the process.
 * @throws {AppError} as opening a library does, `busy` where the port is taken, `not-found` where the page was not built.
 */
export async function serve(options: ServeOptions): Promise<BrowserHost> {
  const files = await openStaticFiles(rendererFolder());
  const app = await openLibraryThread({ file: options.library, mode: 'owner', door: 'offprint serve' });
  let host: BrowserHost;
  try {
    host = await openBrowserHost({ app, files, port: options.port });
  } catch (thrown) {
    await app.close();
    throw thrown;
  }
  const socket = await openLocalSocket(app, options.library).catch((thrown) => {
    process.stderr.write(`${AppError.from(thrown).message}\n`);
    return null;
  });

  const printLink = (): string => {
    const link = host.link();
    process.stdout.write(`Offprint is at ${link}\n`);
    return link;
  };
  const link = printLink();
  if (options.open) openInBrowser(link);
  process.stdin.on('data', printLink);
  process.stdin.on('error', () => {}); // no terminal to press Enter in

  let closing = false;
  const end = async () => {
    if (closing) return;
    closing = true;
    process.stdin.pause();
    await host.close();
    await socket?.close();
    await app.close();
    process.exit(0);
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return host;
}

if (import.meta.main) {
  try {
    const asked = parseCommand(['serve', ...process.argv.slice(2)]);
    if (asked.kind !== 'serve') throw new UsageError('This takes --library PATH, --port N and --no-open.');
    const library = asked.library === undefined ? libraryFile() : path.resolve(asked.library);
    await serve({ library, port: asked.port, open: asked.open });
  } catch (thrown) {
    process.stderr.write(`${thrown instanceof UsageError ? thrown.message : AppError.from(thrown).message}\n`);
    process.exitCode = thrown instanceof UsageError ? 2 : 1;
  }
}
