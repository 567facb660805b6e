/** A folder of notes with a file for each paper, as Obsidian and Logseq have it. */
import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '../../../shared/errors.ts';
import { fileNameOf } from '../../../shared/text/fileNames.ts';
import { mergeAnnotationsMarkdown, piecesOf } from '../../../shared/text/regions.ts';
import type { App } from '../../app.ts';
import { putTextInPlace } from '../putInPlace.ts';
import { readNotes } from '../saveExport.ts';
import { ask } from './library.ts';

/** A line of what `exports.create` writes paper by paper. */
interface PaperFile {
  readonly uid: string;
  readonly title: string;
  readonly text: string;
}

/**
 * Brings a folder up to date with papers' files: each is found by the paper it is about, whatever it is called now, and keeps what a person
 * wrote in it; new ones are called after their papers. A paper that has lost its last annotation keeps its file with the person's words.
 * @returns how many parts that were edited by hand were left alone
 * @throws {AppError} `disk-full` or `read-only`; the files before that one are written
 */
export async function writeAnnotationFolder(app: App, written: string, folder: string): Promise<number> {
  try {
    await mkdir(folder, { recursive: true });
  } catch {
    throw new AppError('read-only', `The folder ${folder} cannot be made. Nothing was written; choose another place.`);
  }
  const { taken, about } = await survey(folder);
  let left = 0;
  for await (const line of createInterface({ input: createReadStream(written), crlfDelay: Number.POSITIVE_INFINITY })) {
    const paper: PaperFile = JSON.parse(line); // as our own export writes it
    const known = about.get(paper.uid);
    about.delete(paper.uid);
    if (known !== undefined) left += await bringUpToDate(path.join(folder, known), paper.text);
    else await putTextInPlace(paper.text, path.join(folder, freeName(paper, taken)));
  }
  for (const [uid, name] of about) {
    if (await hasNoAnnotations(app, uid)) left += await bringUpToDate(path.join(folder, name), null);
  }
  return left;
}

/** The names in a folder, folded as systems do that tell no case apart, and which file is about which paper. */
async function survey(folder: string): Promise<{ readonly taken: Set<string>; readonly about: Map<string, string> }> {
  const taken = new Set<string>();
  const about = new Map<string, string>();
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    taken.add(folded(entry.name));
    if (!entry.isFile() || !/\.md$/iu.test(entry.name)) continue;
    const text = await readNotes(path.join(folder, entry.name)).catch(() => null); // whatever it is, it is none of ours
    const papers = new Set(piecesOf(text ?? '').flatMap(({ region }) => (region?.kind === 'paper' ? [region.uid] : [])));
    const [only] = papers;
    // A file with several papers is a view's.
    if (papers.size === 1 && only !== undefined && !about.has(only)) about.set(only, entry.name);
  }
  return { taken, about };
}

const folded = (name: string): string => name.normalize('NFC').toLowerCase();

/** A name for a new file, with a part of the uid where another has the title's. */
function freeName({ title, uid }: PaperFile, taken: Set<string>): string {
  const base = fileNameOf(title);
  const name = [base, `${base} (${uid.slice(0, 6)})`, `${base} (${uid})`].map((one) => `${one}.md`).find((one) => !taken.has(folded(one)));
  if (name === undefined)
    throw new AppError('read-only', `${base} (${uid}).md stands in the folder already and is another's. Move it away and try again.`);
  taken.add(folded(name));
  return name;
}

/** `fresh` null: of the annotations nothing is left but the head of their paper. */
async function bringUpToDate(file: string, fresh: string | null): Promise<number> {
  const existing = (await readNotes(file)) ?? '';
  const head = () => piecesOf(existing).flatMap(({ text, region }) => (region?.kind === 'paper' ? [text] : []));
  const { text, left } = mergeAnnotationsMarkdown(existing, fresh ?? head().join(''));
  if (text !== existing) await putTextInPlace(text, file);
  return left;
}

/** Whether a paper of this library has none any more; one that is not here is another library's business. */
async function hasNoAnnotations(app: App, uid: string): Promise<boolean> {
  try {
    const { id } = await ask(app, 'papers.find', { uid });
    const { highlights, notes } = await ask(app, 'papers.get', { id });
    return highlights.length === 0 && notes.every(({ body }) => body.trim() === '');
  } catch (thrown) {
    if (thrown instanceof AppError && (thrown.code === 'not-found' || thrown.code === 'bad-request')) return false;
    throw thrown;
  }
}
