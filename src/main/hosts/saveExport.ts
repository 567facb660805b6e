import { readFile, stat } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import { hasRegions, mergeAnnotationsMarkdown } from '../../shared/text/regions.ts';
import { putInPlace, putTextInPlace } from './putInPlace.ts';

/** A larger file is nobody's notes. In bytes. */
const MAX_NOTES = 64 * 1024 ** 2;

/**
 * Puts an export where a person wants it. Annotations in Markdown are brought up to date in the file that stands there, around
 * what the person wrote in it; anything else takes its place.
 * @returns how many parts that were edited by hand were left alone
 * @throws {AppError} `disk-full` or `read-only`; `bad-request` or `too-large` where annotations cannot be put into what stands there
 */
export async function saveExport(written: { readonly path: string; readonly name: string }, target: string): Promise<number> {
  const fresh = written.name.endsWith('.md') ? await readFile(written.path, 'utf8') : null;
  const existing = fresh !== null && (fresh === '' || hasRegions(fresh)) ? await readNotes(target) : null;
  if (fresh === null || existing === null) {
    await putInPlace(written.path, target);
    return 0;
  }
  const { text, left } = mergeAnnotationsMarkdown(existing, fresh);
  if (text !== existing) await putTextInPlace(text, target);
  return left;
}

/**
 * A person's file to the letter; null where there is none.
 * @throws {AppError} `bad-request` for what is no text in UTF-8, `too-large`
 */
export async function readNotes(file: string): Promise<string | null> {
  const unchanged = 'It is as it was; choose another name.';
  try {
    const { size } = await stat(file);
    if (size > MAX_NOTES) throw new AppError('too-large', `${file} is too large for annotations to be put into it. ${unchanged}`);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(file));
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    if (thrown instanceof TypeError) throw new AppError('bad-request', `${file} is not a text in UTF-8. ${unchanged}`);
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw new AppError('bad-request', `${file} cannot be read, so annotations cannot be put into it. ${unchanged}`);
  }
}
