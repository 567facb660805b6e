/** The commands that only read: lists and exports, written as they come. */
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../shared/errors.ts';
import type { ExportFormat, PaperRow, Place, Sort } from '../../../shared/models.ts';
import type { App } from '../../app.ts';
import { saveExport } from '../saveExport.ts';
import { writeAnnotationFolder } from './annotationFolder.ts';
import { ask, searchReady } from './library.ts';
import { UsageError } from './usage.ts';

const PAGE = 500;

/** Writes, and waits where the other end is slower. */
async function write(out: Writable, text: string): Promise<void> {
  if (out.write(text)) return;
  await new Promise<void>((resolve) => out.once('drain', resolve));
}

/** What `--json` tells of a paper; `id` is its uid, which names it outside this library, too. */
function summary(row: PaperRow) {
  const { uid, title, authors, date, venue, status, starred } = row;
  return { id: uid, title, authors, date: date?.given ?? null, venue, status, starred };
}

/**
 * Lists ids and titles of what a query finds; where it finds nothing, `err` hears of what would find something.
 * @throws {UsageError} where the query has a mistake
 */
export async function listPapers(
  app: App,
  options: { readonly query: string; readonly sort: Sort; readonly limit: number; readonly json: boolean },
  out: Writable,
  err: Writable,
): Promise<void> {
  const { query, sort, limit, json } = options;
  if (query !== '') await searchReady(app);
  const list = await ask(app, 'papers.list', { view: { kind: 'all' }, query, sort });
  if (list.kind === 'mistake') throw new UsageError(list.mistake.message);
  if (list.bounded !== null) err.write(`${list.bounded}\n`);
  for (const other of [list.spelling, list.anyWords]) {
    if (other !== null) err.write(`Nothing was found. ${other.found === 1 ? '1 paper' : `${other.found} papers`} with: ${other.query}\n`);
  }
  const ids = list.ids.slice(0, limit);
  let first = true;
  for (let at = 0; at < ids.length; at += PAGE) {
    let text = '';
    for (const row of await ask(app, 'papers.rows', { ids: ids.slice(at, at + PAGE) })) {
      if (json) text += `${first ? '[\n' : ',\n'}${JSON.stringify(summary(row))}`;
      else text += `${row.uid}\t${row.title.replace(/\s+/gu, ' ')}\n`;
      first = false;
    }
    await write(out, text);
  }
  if (json) await write(out, first ? '[]\n' : '\n]\n');
}

/**
 * Lists the papers most like one, with the words that make them so.
 * @throws {AppError} `not-found`
 */
export async function listSimilar(
  app: App,
  options: { readonly uid: string; readonly limit: number; readonly json: boolean },
  out: Writable,
): Promise<void> {
  const { id } = await ask(app, 'papers.find', { uid: options.uid });
  await searchReady(app);
  const { papers } = await ask(app, 'papers.similar', { id, limit: options.limit });
  const words = new Map(papers.map((paper) => [paper.id, paper.words]));
  const rows = await ask(app, 'papers.rows', { ids: papers.map((paper) => paper.id) });
  if (options.json) {
    await write(out, `${JSON.stringify(rows.map((row) => ({ ...summary(row), words: words.get(row.id) ?? [] })))}\n`);
    return;
  }
  for (const row of rows) {
    await write(out, `${row.uid}\t${row.title.replace(/\s+/gu, ' ')}\t${(words.get(row.id) ?? []).join(', ')}\n`);
  }
}

/**
 * Writes papers in a format; a file is put in place whole, or not at all. Annotations in Markdown are brought up to date in a file
 * that is there, and go into a folder paper by paper. `jobId` names the job, to cancel it by.
 * @returns how many papers were written, and how many parts of a person's files were left alone because of their edits
 * @throws {UsageError} where the query has a mistake
 * @throws {AppError} `bad-request` where a file is there that may not be replaced
 */
export async function exportPapers(
  app: App,
  options: {
    readonly format: ExportFormat;
    readonly view: Place;
    readonly query: string;
    readonly output: string | undefined;
    readonly force: boolean;
  },
  out: Writable,
  jobId: string,
): Promise<{ readonly count: number; readonly left: number }> {
  const { format, query, output, force } = options;
  const view = { kind: options.view };
  const folder = format === 'annotations-markdown' && output !== undefined && (await isFolder(output));
  if (output !== undefined && format !== 'annotations-markdown' && !force && (await isThere(output))) {
    throw new AppError('bad-request', `${output} is there already. Nothing was written; name another file, or add --force to replace it.`);
  }
  if (query !== '') {
    await searchReady(app);
    const list = await ask(app, 'papers.list', { view, query });
    if (list.kind === 'mistake') throw new UsageError(list.mistake.message);
  }
  const { token, count } = await ask(app, 'exports.create', { format, scope: { view, query }, perPaper: folder, jobId });
  const written = await app.claimFile(token);
  let left = 0;
  try {
    if (output === undefined) await pipeline(createReadStream(written.path), out, { end: false });
    else if (folder) left = await writeAnnotationFolder(app, written.path, path.resolve(output));
    else left = await saveExport(written, path.resolve(output));
  } finally {
    await rm(written.path, { force: true });
  }
  return { count, left };
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** A path that ends like a folder's means one that is to be made. */
async function isFolder(output: string): Promise<boolean> {
  if (/[\\/]$/u.test(output)) return true;
  return stat(output).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
