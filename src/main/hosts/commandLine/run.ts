import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Writable } from 'node:stream';
import { AppError } from '../../../shared/errors.ts';
import type { App } from '../../app.ts';
import { libraryFile } from '../../paths.ts';
import { connectLocal } from '../localSocket.ts';
import { type FileProblem, importFiles, sentence, showProgress } from './importFiles.ts';
import { ask, openForReading, openForWriting } from './library.ts';
import { exportPapers, listPapers, listSimilar } from './readOut.ts';
import { type Command, parseCommand, USAGE, UsageError } from './usage.ts';

export interface Terminal {
  readonly version: string;
  readonly out: Writable;
  readonly err: Writable & { readonly isTTY?: boolean };
}

/** Runs one command and gives its exit status, or `serving` where the process is to live on. Never throws. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number | 'serving'> {
  try {
    return await run(parseCommand(args), terminal);
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      terminal.err.write(`${thrown.message} ("offprint help" tells more.)\n`);
      return 2;
    }
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EPIPE') return 0; // nobody reads on
    tell(AppError.from(thrown), terminal.err);
    return 1;
  }
}

function leftAlone(parts: number): string {
  const what =
    parts === 1
      ? '1 part that was edited by hand was left as it stands.'
      : `${parts} parts that were edited by hand were left as they stand.`;
  return `${what} Import the file to take what was written in comments and notes into the library.\n`;
}

/** A bug's own text follows its sentence: whoever reports it will need it. */
function tell(error: AppError, err: Writable): void {
  err.write(`${error.message}\n`);
  const cause = error.details?.cause;
  if (error.code === 'internal' && typeof cause === 'string') err.write(`${cause}\n`);
}

async function run(command: Command, terminal: Terminal): Promise<number | 'serving'> {
  const { out, err } = terminal;
  if (command.kind === 'help') {
    out.write(USAGE);
    return 0;
  }
  if (command.kind === 'version') {
    out.write(`${terminal.version}\n`);
    return 0;
  }
  const library = command.library === undefined ? libraryFile() : path.resolve(command.library);
  switch (command.kind) {
    case 'import': {
      const app = await openForWriting(library, 'offprint import');
      const jobId = randomUUID();
      // A library that another program holds goes on without us: what was begun there is to be stopped there.
      const cancel = () => app.call('jobs.cancel', { jobId });
      const takeFiles = async () => {
        const stopProgress = showProgress(app, err);
        const notes: FileProblem[] = [];
        const { report, read, failure } = await importFiles(app, command.files, (problem) => notes.push(problem), jobId).finally(
          stopProgress,
        );
        const show = ({ file, line, message }: FileProblem) => err.write(`${file}${line > 0 ? `:${line}` : ''}: ${message}\n`);
        notes.forEach(show);
        if (command.json) {
          out.write(`${JSON.stringify(report)}\n`);
        } else {
          report.problems.forEach(show);
          out.write(`${sentence(report)}\n`);
        }
        if (failure !== null) tell(failure, err);
        return failure === null && read > 0 ? 0 : 1;
      };
      return using(app, terminal, takeFiles, cancel);
    }
    case 'export': {
      const app = await openForReading(library, 'offprint export', command.query !== '');
      const jobId = randomUUID();
      const cancel = () => app.call('jobs.cancel', { jobId });
      const write = async () => {
        // On standard output the papers themselves show how far it is.
        const stopProgress = command.output === undefined ? () => {} : showProgress(app, err);
        const { count, left } = await exportPapers(app, command, out, jobId).finally(stopProgress);
        if (command.json)
          out.write(`${JSON.stringify({ format: command.format, file: command.output, papers: count, leftAlone: left })}\n`);
        else if (command.output !== undefined) err.write(`${count === 1 ? '1 paper' : `${count} papers`} written to ${command.output}.\n`);
        if (left > 0) err.write(leftAlone(left));
        return 0;
      };
      return using(app, terminal, write, cancel);
    }
    case 'find': {
      const app = await openForReading(library, 'offprint search', command.query !== '');
      return using(app, terminal, async () => {
        await listPapers(app, command, out, err);
        return 0;
      });
    }
    case 'similar': {
      const app = await openForReading(library, 'offprint similar', true);
      return using(app, terminal, async () => {
        await listSimilar(app, command, out);
        return 0;
      });
    }
    case 'open': {
      const running = await connectLocal(library);
      if (running === null) {
        err.write('Offprint is not running with this library. Start it, or "offprint serve", and open the link again.\n');
        return 1;
      }
      return using(running, terminal, async () => {
        await ask(running, 'papers.show', { uid: command.uid });
        return 0;
      });
    }
    case 'serve': {
      const { serve } = await import('../../serve.ts');
      await serve({ library, port: command.port, open: command.open });
      return 'serving';
    }
  }
}

/** Closes the library whatever happens: on Ctrl-C, too, where an import that was not finished is taken out, and when nobody reads on. */
async function using(app: App, { out }: Terminal, work: () => Promise<number>, cancel?: () => Promise<unknown>): Promise<number> {
  const stop = async (status: number) => {
    await cancel?.();
    await app.close();
    process.exit(status);
  };
  const interrupted = () => void stop(130);
  const unread = (error: NodeJS.ErrnoException) => void (error.code === 'EPIPE' && stop(0));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  out.on('error', unread);
  try {
    return await work();
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    out.off('error', unread);
    await app.close();
  }
}
