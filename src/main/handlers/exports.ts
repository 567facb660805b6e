import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { AnnotationFilter } from '../../shared/annotationModels.ts';
import { AppError } from '../../shared/errors.ts';
import type { ExportFormat } from '../../shared/models.ts';
import { fileNameOf } from '../../shared/text/fileNames.ts';
import { spansOf } from '../../shared/text/spans.ts';
import { plainLine } from '../formats/annotations-words.ts';
import type { RunningJob } from '../jobs.ts';
import { counted } from '../library/counted.ts';
import { paperRows } from '../library/papers.ts';
import { newUid } from '../library/uid.ts';
import { workerFile } from '../workerFile.ts';
import type { Context, Handler } from './context.ts';
import type { ExportData, FromExport } from './exportMessages.ts';
import { select } from './lists.ts';

const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  json: 'offprint.json',
  'csl-json': 'csl.json',
  ris: 'ris',
  csv: 'csv',
  markdown: 'md',
  html: 'html',
  bibtex: 'bib',
  biblatex: 'bib',
  'annotations-markdown': 'md',
  'annotations-jsonld': 'jsonld',
  'annotations-csv': 'csv',
  'evidence-csv': 'csv',
  'evidence-markdown': 'md',
};
const EVERYTHING: AnnotationFilter = { kinds: [], colors: [], text: '' };

export const create: Handler<'exports.create'> = async (context, { format, scope, filter = EVERYTHING, perPaper, jobId }) => {
  if (perPaper && format !== 'annotations-markdown') {
    throw new AppError('bad-request', 'Only annotations in Markdown are written paper by paper. Nothing was exported.');
  }
  const ids = 'ids' in scope ? scope.ids : await select(context, scope.view, scope.query, 'Nothing was exported.');
  const [only] = 'ids' in scope && ids.length === 1 ? ids : [];
  const about = {
    label: `Exporting ${counted(ids.length, 'paper')}`,
    unit: 'papers',
    stopped: 'The export was stopped. No file was written.',
    id: jobId,
  } as const;
  const target = join(context.exportFolder(), newUid());
  const layout = perPaper ? 'files' : only === undefined ? 'view' : 'paper';
  const data = { library: context.db.name, ids, format, filter, layout, target } as const;
  const count = await context.jobs.run(about, (job) => runExport(data, job));
  const name = `${only !== undefined && layout === 'paper' ? nameOf(context, format, only) : nameOfMany(context, format)}.${ENDINGS[format]}`;
  return { token: context.made.add({ path: target, name }), name, count };
};

function nameOfMany(context: Context, format: ExportFormat): string {
  const what = /^annotations|^evidence/.exec(format)?.[0];
  return ['offprint', ...(what === undefined ? [] : [what]), context.now().toISOString().slice(0, 10)].join('-');
}

/** A paper's own annotations go by its title: so is its page called in a folder of notes. */
function nameOf(context: Context, format: ExportFormat, id: number): string {
  const title = format === 'annotations-markdown' ? paperRows(context.db, [id])[0]?.title : undefined;
  return title === undefined ? nameOfMany(context, format) : fileNameOf(plainLine(spansOf(title, { repair: true })));
}

async function runExport(data: ExportData, job: RunningJob): Promise<number> {
  const worker = new Worker(workerFile('export'), { workerData: data });
  try {
    return await new Promise<number>((resolve, reject) => {
      job.signal.addEventListener('abort', () => reject(new AppError('cancelled', 'The export was stopped.')));
      worker.on('message', (message: FromExport) => {
        switch (message.kind) {
          case 'progress':
            job.progress(message.done, message.total);
            break;
          case 'done':
            resolve(message.count);
            break;
          case 'failed':
            reject(AppError.fromJSON(message.error));
            break;
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the export thread ended without an answer')));
    });
  } catch (thrown) {
    await worker.terminate(); // it must not write on
    await rm(data.target, { force: true });
    throw thrown;
  } finally {
    await worker.terminate();
  }
}
