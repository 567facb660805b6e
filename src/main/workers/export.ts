/** Writes papers to a file, reading beside the library thread so that it never waits. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import { writeCslJson } from '../formats/csl-json.ts';
import { writeJson } from '../formats/offprint-json.ts';
import type { ExportData, FromExport } from '../handlers/exportMessages.ts';
import { exportPapers } from '../library/exportPapers.ts';
import { closeLibrary, openReadOnly } from '../library/open.ts';
import { diskError } from '../library/sqliteErrors.ts';

/** Papers between two tellings of progress. */
const TELL_EVERY = 200;

if (parentPort === null) throw new Error('workers/export.ts runs as a worker thread');
const port = parentPort;
const send = (message: FromExport) => port.postMessage(message);
const data = workerData as ExportData; // made by handlers/exports.ts

try {
  const db = openReadOnly(data.library);
  let count = 0;
  const papers = exportPapers(db, data.ids);
  const counting = (function* () {
    for (const paper of papers) {
      yield paper;
      count += 1;
      if (count % TELL_EVERY === 0) send({ kind: 'progress', done: count });
    }
  })();
  const text = data.format === 'json' ? writeJson(counting) : writeCslJson(counting);
  await pipeline(Readable.from(text), createWriteStream(data.target, { flags: 'wx', mode: 0o600 }));
  closeLibrary(db);
  send({ kind: 'done', count });
} catch (thrown) {
  send({ kind: 'failed', error: AppError.from(diskError(thrown) ?? thrown).toJSON() });
}
