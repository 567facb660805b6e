import type { Writable } from 'node:stream';
import type { Input } from '../../../shared/contract.ts';
import { AppError, type AppErrorCode } from '../../../shared/errors.ts';
import type { Job } from '../../../shared/models.ts';
import type { App } from '../../app.ts';
import type { Given } from './inputs.ts';
import { ask } from './library.ts';

export interface ImportReport {
  added: number;
  duplicates: number;
  updated: number;
  problems: FileProblem[];
  /** One for each file that papers were found in. */
  files: FileCounts[];
}

export interface FileCounts {
  readonly file: string;
  /** The id of the format it was read as. */
  readonly format: string;
  readonly added: number;
  readonly duplicates: number;
  readonly updated: number;
}

export interface FileProblem {
  readonly file: string;
  /** From 1; 0 means the whole file. */
  readonly line: number;
  readonly message: string;
}

/** How files are taken in. */
export interface ImportOptions extends Pick<Input<'imports.commit'>, 'tags' | 'keywordsAsTags' | 'status'> {
  /** The id of the format that every file is in; told by content where absent. */
  readonly format: string | undefined;
  /** Only counts: nothing is written. */
  readonly dryRun: boolean;
}

/** Failures that say something about one file, `damaged` of a packed one, say; any other ends the whole import. */
const ABOUT_THE_FILE: ReadonlySet<AppErrorCode> = new Set(['bad-request', 'damaged', 'nothing-found', 'not-found', 'too-large']);
const PAGE = 500;

/**
 * Imports each file whole or not at all. The report's problems are what could not be read;
 * `note` is told of what was read with a repair or a doubt; `jobId` names the job under way, to cancel it by.
 * @returns the report so far, and what ended the import early, if anything did
 */
export async function importFiles(
  app: App,
  inputs: readonly Given[],
  options: ImportOptions,
  note: (problem: FileProblem) => void,
  jobId: string,
): Promise<{ readonly report: ImportReport; readonly failure: AppError | null }> {
  const report: ImportReport = { added: 0, duplicates: 0, updated: 0, problems: [], files: [] };
  for (const input of inputs) {
    try {
      await importFile(app, input, options, report, note, jobId);
    } catch (thrown) {
      const error = AppError.from(thrown);
      // A format that is not known is not known for the next file either.
      if (!ABOUT_THE_FILE.has(error.code) || error.details?.format !== undefined) return { report, failure: error };
      report.problems.push({ file: input.file, line: 0, message: error.message });
    }
  }
  return { report, failure: null };
}

async function importFile(
  app: App,
  { file, path, name, failure }: Given,
  { format, dryRun, ...choices }: ImportOptions,
  report: ImportReport,
  note: (problem: FileProblem) => void,
  jobId: string,
): Promise<void> {
  if (failure !== null) throw failure;
  const token = await app.offerPath(path, name);
  const plan = await ask(app, 'imports.prepare', { source: { kind: 'file', token }, format, jobId });
  for (let offset = 0; offset < plan.problems; offset += PAGE) {
    for (const { line, message, severity } of await ask(app, 'imports.problems', { planId: plan.id, offset, limit: PAGE })) {
      if (severity === 'lost') report.problems.push({ file, line, message });
      else note({ file, line, message });
    }
  }
  const { added, duplicates, updated } = dryRun
    ? { added: plan.counts.new, duplicates: plan.counts.known, updated: plan.counts.changed }
    : await ask(app, 'imports.commit', { planId: plan.id, ...choices, jobId });
  if (dryRun) await ask(app, 'imports.discard', { planId: plan.id });
  report.added += added;
  report.duplicates += duplicates;
  report.updated += updated;
  if (added + duplicates + updated > 0) report.files.push({ file, format: plan.formatId, added, duplicates, updated });
}

/** Shows on a terminal how far the import is; does nothing elsewhere. Returns the function that stops it. */
export function showProgress(app: App, terminal: Writable & { readonly isTTY?: boolean }): () => void {
  if (terminal.isTTY !== true) return () => {};
  const clear = '\r\u001b[K';
  const stop = app.on((event) => {
    if (event.name !== 'jobs.changed') return;
    const job = event.payload.jobs[0];
    terminal.write(job === undefined ? clear : `${clear}${job.label}${progressOf(job)}`);
  });
  return () => {
    stop();
    terminal.write(clear);
  };
}

/** How far a job is: " 45 % (12.2 of 27.0 MB)"; nothing while that is not known. */
export function progressOf({ done, total, unit }: Pick<Job, 'done' | 'total' | 'unit'>): string {
  if (total === 0) return '';
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
  const of = unit === 'bytes' ? `${megabytes(done)} of ${megabytes(total)} MB` : `${grouped(done)} of ${grouped(total)}`;
  return ` ${Math.floor((100 * done) / total)} % (${of})`;
}

const grouped = (n: number): string => n.toLocaleString('en');

/** The report for people, without its problems. */
export function sentence(report: ImportReport, dryRun: boolean): string {
  const papers = (n: number) => (n === 1 ? '1 paper' : `${grouped(n)} papers`);
  return dryRun
    ? `${papers(report.added)} would be added, ${grouped(report.updated)} brought up to date; ${grouped(report.duplicates)} already here. Nothing was written.`
    : `${papers(report.added)} added, ${grouped(report.duplicates)} already here, ${grouped(report.updated)} brought up to date.`;
}
