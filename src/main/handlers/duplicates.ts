import { Worker } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import type { DuplicateGroup } from '../../shared/models.ts';
import type { RunningJob } from '../jobs.ts';
import { distinctPairs, markDistinct, unmarkDistinct } from '../library/distinctPapers.ts';
import { exportPapers } from '../library/exportPapers.ts';
import { mergePapers } from '../library/merges.ts';
import { getPaper, shownAmong } from '../library/papers.ts';
import { workerFile } from '../workerFile.ts';
import { announce, type Context, type Handler } from './context.ts';
import type { DuplicatesData, FromDuplicates } from './duplicateMessages.ts';

/** What was found last in each opened library. */
const found = new WeakMap<Context, readonly DuplicateGroup[]>();

export const find: Handler<'duplicates.find'> = (context, { jobId }) => {
  const about = {
    label: 'Looking for duplicates',
    unit: 'papers',
    stopped: 'The search for duplicates was stopped. Nothing was changed.',
    id: jobId,
  } as const;
  return context.jobs.run(about, async (job) => {
    found.set(context, await search({ library: context.db.name }, job));
    return standing(context, found.get(context) ?? []);
  });
};

export const list: Handler<'duplicates.list'> = (context) => {
  const groups = found.get(context);
  return groups === undefined ? null : standing(context, groups);
};

/** What is left of groups that were found before: papers that went into others, to the trash or apart are out of them, and back after an undo. */
function standing({ db }: Context, groups: readonly DuplicateGroup[]): DuplicateGroup[] {
  const shown = shownAmong(
    db,
    groups.flatMap(({ ids }) => ids),
  );
  const apart = new Set(distinctPairs(db).flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]));
  return groups.flatMap((group) => {
    const [first, ...others] = group.ids.filter((id) => shown.has(id));
    const left = others.filter((id) => !apart.has(`${first} ${id}`));
    return first === undefined || left.length === 0 ? [] : [{ ...group, ids: [first, ...left] }];
  });
}

async function search(data: DuplicatesData, job: RunningJob): Promise<readonly DuplicateGroup[]> {
  const worker = new Worker(workerFile('duplicates'), { workerData: data });
  try {
    return await new Promise<readonly DuplicateGroup[]>((resolve, reject) => {
      job.signal.addEventListener('abort', () => reject(new AppError('cancelled', 'The search was stopped.')));
      worker.on('message', (message: FromDuplicates) => {
        switch (message.kind) {
          case 'progress':
            job.progress(message.done, message.total);
            break;
          case 'done':
            resolve(message.groups);
            break;
          case 'failed':
            reject(AppError.fromJSON(message.error));
            break;
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the thread that looks for duplicates ended without an answer')));
    });
  } finally {
    await worker.terminate();
  }
}

export const compare: Handler<'duplicates.compare'> = ({ db }, { ids }) => {
  const records = new Map([...exportPapers(db, ids)].map((paper) => [paper.uid, paper]));
  return ids.map((id) => {
    const paper = getPaper(db, id);
    const { keywords = [], records: kept = [] } = records.get(paper.uid) ?? {};
    return { paper, keywords, records: kept };
  });
};

export const merge: Handler<'duplicates.merge'> = (context, { keep, others, take }) =>
  announce(context, mergePapers(context.writer(), context.now(), keep, others, take));

export const keepApart: Handler<'duplicates.keepApart'> = (context, { ids, apart }) =>
  announce(context, (apart ? markDistinct : unmarkDistinct)(context.writer(), context.now(), ids));
