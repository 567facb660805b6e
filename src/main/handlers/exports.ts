import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import type { ExportFormat } from '../../shared/models.ts';
import type { RunningJob } from '../jobs.ts';
import { counted } from '../library/counted.ts';
import { newUid } from '../library/uid.ts';
import { workerFile } from '../workerFile.ts';
import type { Handler } from './context.ts';
import type { ExportData, FromExport } from './exportMessages.ts';
import { select } from './lists.ts';

const ENDINGS: Readonly<Record<ExportFormat, string>> = { json: 'offprint.json', 'csl-json': 'csl.json' };

export const create: Handler<'exports.create'> = async (context, { format, scope }) => {
  const ids = 'ids' in scope ? scope.ids : await select(context, scope.view, scope.query, 'Nothing was exported.');
  const about = {
    label: `Exporting ${counted(ids.length, 'paper')}`,
    unit: 'papers',
    stopped: 'The export was stopped. No file was written.',
  } as const;
  const target = join(context.exportFolder(), newUid());
  const count = await context.jobs.run(about, (job) => runExport({ library: context.db.name, ids, format, target }, job));
  const name = `offprint-${context.now().toISOString().slice(0, 10)}.${ENDINGS[format]}`;
  return { token: context.made.add({ path: target, name }), name, count };
};

async function runExport(data: ExportData, job: RunningJob): Promise<number> {
  const worker = new Worker(workerFile('export'), { workerData: data });
  try {
    return await new Promise<number>((resolve, reject) => {
      job.signal.addEventListener('abort', () => reject(new AppError('cancelled', 'The export was stopped.')));
      worker.on('message', (message: FromExport) => {
        switch (message.kind) {
          case 'progress':
            job.progress(message.done, data.ids.length);
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
