/** Looks for papers that are one, reading beside the library thread so that it never waits. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import type { DuplicatesData, FromDuplicates } from '../handlers/duplicateMessages.ts';
import { findDuplicates } from '../library/duplicateGroups.ts';
import { closeLibrary, openReadOnly } from '../library/open.ts';
import { diskError } from '../library/sqliteErrors.ts';

if (parentPort === null) throw new Error('workers/duplicates.ts runs as a worker thread');
const port = parentPort;
const send = (message: FromDuplicates) => port.postMessage(message);

try {
  const db = openReadOnly((workerData as DuplicatesData).library); // made by handlers/duplicates.ts
  const groups = findDuplicates(db, (done, total) => send({ kind: 'progress', done, total }));
  closeLibrary(db);
  send({ kind: 'done', groups });
} catch (thrown) {
  send({ kind: 'failed', error: AppError.from(diskError(thrown) ?? thrown).toJSON() });
}
