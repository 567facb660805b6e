import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../shared/errors.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EEXIST: 'a half-written file stands beside it',
  EISDIR: 'it is a folder',
  ENOENT: 'its folder is not there',
  ENOSPC: 'the disk is full',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
};

/**
 * Copies a file to where a person wants it, first beside the target: whatever fails, what stood there before stays.
 * @throws {AppError} `disk-full` or `read-only`
 */
export function putInPlace(source: string, target: string): Promise<void> {
  return put(createReadStream(source), target);
}

/**
 * Writes a text to where a person wants it, in the same way.
 * @throws {AppError} `disk-full` or `read-only`
 */
export function putTextInPlace(text: string, target: string): Promise<void> {
  return put(Readable.from([Buffer.from(text)]), target);
}

async function put(content: Readable, target: string): Promise<void> {
  const beside = `${target}.${process.pid}.part`;
  try {
    await pipeline(content, createWriteStream(beside, { flags: 'wx' }));
    await rename(beside, target);
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    if (code !== 'EEXIST') await rm(beside, { force: true });
    const why = REASONS[code] ?? 'the system refused';
    throw new AppError(
      code === 'ENOSPC' ? 'disk-full' : 'read-only',
      `${target} could not be written: ${why}. What stood there before is unchanged.`,
    );
  }
}
