/** The parser thread: one source in, its papers and problems out, in batches. It opens no library. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ReadItem } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { readSource } from '../formats/read.ts';
import { fileSource, textSource } from '../formats/source.ts';
import type { FromParser, ParserData, ToParser } from '../parsing.ts';

if (parentPort === null) throw new Error('workers/parser.ts runs as a worker thread');
const port = parentPort;
const send = (message: FromParser) => port.postMessage(message);

const BATCH = 200;
/** Batches on their way at one time. */
const MOST_WAITING = 4;
const PROGRESS_EVERY_MS = 100;

let waiting = 0;
let wake = () => {};
port.on('message', (_message: ToParser) => {
  waiting -= 1;
  wake();
});

async function sendItems(items: readonly ReadItem[]): Promise<void> {
  while (waiting >= MOST_WAITING) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  waiting += 1;
  send({ kind: 'items', items });
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
  let batch: ReadItem[] = [];
  const context = { now: new Date(now), format, ...(columns && { columns }), ...(rememberedColumns && { rememberedColumns }) };
  const result = await readSource(source, context, async (item) => {
    batch.push(item);
    if (batch.length < BATCH) return;
    await sendItems(batch);
    batch = [];
  });
  if (batch.length > 0) await sendItems(batch);
  if (progress !== null) send({ kind: 'progress', ...(progress as { done: number; total: number }) });
  send({ kind: 'done', result });
} catch (thrown) {
  send({ kind: 'failed', error: AppError.from(thrown).toJSON() });
} finally {
  port.removeAllListeners('message');
  port.unref();
}
