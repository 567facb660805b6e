import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { AppError, type AppErrorCode } from '../../../shared/errors.ts';
import type { App } from '../../app.ts';
import { ask } from './library.ts';

export interface ImportReport {
  added: number;
  duplicates: number;
  updated: number;
  problems: FileProblem[];
}

export interface FileProblem {
  readonly file: string;
  /** From 1; 0 means the whole file. */
  readonly line: number;
  readonly message: string;
}

/** Failures that say something about one file, `damaged` of a packed one, say; any other ends the whole import. */
const ABOUT_THE_FILE: ReadonlySet<AppErrorCode> = new Set(['bad-request', 'damaged', 'nothing-found', 'not-found', 'too-large']);
const PAGE = 500;

/**
 * Imports each file whole or not at all. The report's problems are what could not be read;
 * `note` is told of what was read with a repair or a doubt; `jobId` names the job under way, to cancel it by.
 * @returns the report so far, how many files could be read, and what ended the import early, if anything did
 */
export async function importFiles(
  app: App,
  files: readonly string[],
  note: (problem: FileProblem) => void,
  jobId: string,
): Promise<{ readonly report: ImportReport; readonly read: number; readonly failure: AppError | null }> {
  const report: ImportReport = { added: 0, duplicates: 0, updated: 0, problems: [] };
  let read = 0;
  for (const file of files) {
    try {
      if (await importFile(app, file, report, note, jobId)) read += 1;
    } catch (thrown) {
      const error = AppError.from(thrown);
      if (!ABOUT_THE_FILE.has(error.code)) return { report, read, failure: error };
      report.problems.push({ file, line: 0, message: error.message });
    }
  }
  return { report, read, failure: null };
}

/** Whether any paper could be read. */
async function importFile(
  app: App,
  file: string,
  report: ImportReport,
  note: (problem: FileProblem) => void,
  jobId: string,
): Promise<boolean> {
  await checkFile(file);
  const token = await app.offerPath(path.resolve(file), path.basename(file));
  const plan = await ask(app, 'imports.prepare', { source: { kind: 'file', token }, jobId });
  for (let offset = 0; offset < plan.problems; offset += PAGE) {
    for (const { line, message, severity } of await ask(app, 'imports.problems', { planId: plan.id, offset, limit: PAGE })) {
      if (severity === 'lost') report.problems.push({ file, line, message });
      else note({ file, line, message });
    }
  }
  const { added, duplicates, updated } = await ask(app, 'imports.commit', { planId: plan.id, jobId });
  report.added += added;
  report.duplicates += duplicates;
  report.updated += updated;
  return plan.counts.new + plan.counts.known + plan.counts.changed > 0;
}

async function checkFile(file: string): Promise<void> {
  let isFile: boolean;
  try {
    isFile = (await stat(file)).isFile();
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    throw new AppError('not-found', code === 'ENOENT' ? 'There is no such file.' : 'This file cannot be opened; check its permissions.');
  }
  if (!isFile) throw new AppError('bad-request', 'This is not a file.');
}

/** Shows on a terminal how far the import is; does nothing elsewhere. Returns the function that stops it. */
export function showProgress(app: App, terminal: Writable & { readonly isTTY?: boolean }): () => void {
  if (terminal.isTTY !== true) return () => {};
  const clear = '\r\u001b[K';
  const stop = app.on((event) => {
    if (event.name !== 'jobs.changed') return;
    const job = event.payload.jobs[0];
    const share = job !== undefined && job.total > 0 ? ` ${Math.floor((100 * job.done) / job.total)} %` : '';
    terminal.write(job === undefined ? clear : `${clear}${job.label}${share}`);
  });
  return () => {
    stop();
    terminal.write(clear);
  };
}

/** The report for people, without its problems. */
export function sentence(report: ImportReport): string {
  const papers = (n: number) => (n === 1 ? '1 paper' : `${n} papers`);
  return `${papers(report.added)} added, ${report.duplicates} already here, ${report.updated} brought up to date.`;
}
