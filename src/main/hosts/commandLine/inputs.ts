/** What the arguments of an import name: files, all files of folders, and what comes by standard input. */
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../shared/errors.ts';
import { STANDARD_INPUT } from '../../../shared/text/sourceNames.ts';

/** A file to read, or why an argument names none. */
export interface Given {
  /** As it is told of. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  /** For people, in the label of the import. */
  readonly name: string;
  readonly failure: AppError | null;
}

/** The argument that stands for standard input. */
export const STDIN = '-';

/**
 * The files that arguments name, in their order; those of a folder by path, without hidden ones, which programs keep for themselves.
 * What comes by standard input is put in a file that goes when the process ends.
 */
export async function inputsOf(args: readonly string[], stdin: Readable): Promise<Given[]> {
  const given: Given[] = [];
  for (const arg of args) {
    if (arg === STDIN) given.push({ file: STDIN, path: await kept(stdin), name: STANDARD_INPUT, failure: null });
    else given.push(...(await filesAt(arg)));
  }
  return given;
}

async function filesAt(file: string): Promise<Given[]> {
  const one = (failure: AppError | null): Given => ({ file, path: path.resolve(file), name: path.basename(file), failure });
  try {
    const found = await stat(file);
    if (found.isFile()) return [one(null)];
    if (!found.isDirectory()) return [one(new AppError('bad-request', 'This is not a file.'))];
    const entries = (await readdir(file, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const files: Given[] = [];
    // A link to a folder may lead round in a circle, so that only links to files are followed.
    for (const entry of entries) {
      const inside = path.join(file, entry.name);
      if (entry.isDirectory() || entry.isFile() || (entry.isSymbolicLink() && (await isFile(inside))))
        files.push(...(await filesAt(inside)));
    }
    return files.length > 0 ? files : [one(new AppError('nothing-found', 'There is no file in this folder.'))];
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    const message = code === 'ENOENT' ? 'There is no such file.' : 'This file cannot be opened; check its permissions.';
    return [one(new AppError('not-found', message))];
  }
}

const isFile = (file: string): Promise<boolean> =>
  stat(file).then(
    (found) => found.isFile(),
    () => false,
  );

async function kept(stdin: Readable): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'offprint-stdin-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'input');
  await pipeline(stdin, createWriteStream(file, { mode: 0o600 }));
  return file;
}
