/** The parser thread: one source in, its papers and problems out, in batches. It opens no library. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import { readSource } from '../formats/read.ts';
import { fileSource, textSource } from '../formats/source.ts';
import type { FromParser, ParserData, ToParser } from '../parsing.ts';
import { RowBatch } from './rowBatch.ts';

if (parentPort === null) throw new Error('workers/parser.ts runs as a worker thread');
const port = parentPort;
const send = (message: FromParser) => port.postMessage(message);

/** Batches on their way at one time. */
const MOST_WAITING = 4;
const PROGRESS_EVERY_MS = 100;

let waiting = 0;
let wake = () => {};
port.on('message', (_message: ToParser) => {
  waiting -= 1;
  wake();
});

async function sendBatch(rows: RowBatch): Promise<void> {
  while (waiting >= MOST_WAITING) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  waiting += 1;
  const batch = rows.taken();
  port.postMessage({ kind: 'batch', batch } satisfies FromParser, [batch.bytes.buffer]);
}

let lastProgress = 0;
let progress: { done: number; total: number } | null = null;
function onProgress(done: number, total: number): void {
  progress = { done, total };
  if (Date.now() - lastProgress < PROGRESS_EVERY_MS) return;
  lastProgress = Date.now();
  send({ kind: 'progress', done, total });
}

try {
  const { input, now, format, columns, rememberedColumns } = workerData as ParserData; // made by parseSource
  const source =
    input.kind === 'file'
      ? await fileSource(input.path, input.name, { onProgress })
      : textSource(input.text, input.name, { html: input.html, onProgress });
  let batch = new RowBatch();
  const context = { now: new Date(now), format, ...(columns && { columns }), ...(rememberedColumns && { rememberedColumns }) };
  const result = await readSource(source, context, async (item) => {
    batch.add(item);
    if (!batch.isFull) return;
    await sendBatch(batch);
    batch = new RowBatch();
  });
  if (!batch.isEmpty) await sendBatch(batch);
  if (progress !== null) send({ kind: 'progress', ...(progress as { done: number; total: number }) });
  send({ kind: 'done', result });
} catch (thrown) {
  send({ kind: 'failed', error: AppError.from(thrown).toJSON() });
} finally {
  port.removeAllListeners('message');
  port.unref();
}
