import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../shared/errors.ts';

/** Every kind of file the page is built of; a file of any other kind is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

export interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The built page: exactly the files the build listed, by exact path. */
export interface StaticFiles {
  /** The file of a URL's path ("/" is the page itself); null for whatever the build did not list. */
  get(pathname: string): Promise<StaticFile | null>;
}

/** Where the build puts the page, seen from the source or from the build. */
export function rendererFolder(): string {
  const here = import.meta.url;
  return fileURLToPath(here.endsWith('.ts') ? new URL('../../../out/renderer/', here) : new URL('../renderer/', here));
}

/**
 * Reads the build's list. Files are read when first asked for, checked against the list and then kept in memory.
 * @throws {AppError} `not-found` where the page has not been built.
 */
export async function openStaticFiles(folder: string): Promise<StaticFiles> {
  let listed: Map<string, { size: number; sha256: string }>;
  try {
    listed = new Map(Object.entries(JSON.parse(await readFile(path.join(folder, 'files.json'), 'utf8'))));
  } catch {
    throw new AppError('not-found', 'The pages of Offprint have not been built yet. Run "npm run build", then start again.');
  }
  const kept = new Map<string, StaticFile>();
  return {
    async get(pathname) {
      const name = pathname === '/' ? '/index.html' : pathname;
      const known = kept.get(name);
      if (known !== undefined) return known;
      const entry = listed.get(name);
      const type = TYPES[path.posix.extname(name)];
      if (entry === undefined || type === undefined) return null;
      const bytes = await readFile(path.join(folder, ...name.split('/')));
      if (bytes.length !== entry.size || createHash('sha256').update(bytes).digest('hex') !== entry.sha256) {
        throw new AppError('damaged', 'A file of Offprint is not as it was built. Start Offprint again, or build it anew.');
      }
      const file = { type, bytes };
      kept.set(name, file);
      return file;
    },
  };
}
