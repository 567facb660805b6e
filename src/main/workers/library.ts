/** The library thread: the only writer of a library. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError, type Reply } from '../../shared/errors.ts';
import { type AppOptions, createApp } from '../app.ts';
import type { FromLibrary, ToLibrary } from '../libraryThread.ts';

if (parentPort === null) throw new Error('workers/library.ts runs as a worker thread');
const port = parentPort;
const send = (message: FromLibrary) => port.postMessage(message);

/** Turns what a promise brings into a reply, so that nothing thrown crosses the thread. */
async function reply(work: Promise<unknown>): Promise<Reply> {
  try {
    return { ok: true, value: await work };
  } catch (thrown) {
    return { ok: false, error: AppError.from(thrown).toJSON() };
  }
}

try {
  const app = await createApp(workerData as AppOptions); // made by openLibraryThread
  app.on((event) => send({ kind: 'event', event }));
  port.on('message', async (message: ToLibrary) => {
    const { seq } = message;
    switch (message.kind) {
      case 'call':
        send({ kind: 'answer', seq, reply: await app.call(message.name, message.input) });
        break;
      case 'offerPath':
        send({ kind: 'answer', seq, reply: await reply(app.offerPath(message.path, message.name)) });
        break;
      case 'claimFile':
        send({ kind: 'answer', seq, reply: await reply(app.claimFile(message.token)) });
        break;
      case 'close':
        send({ kind: 'answer', seq, reply: await reply(app.close()) });
        break;
    }
  });
  send({ kind: 'opened' });
} catch (thrown) {
  send({ kind: 'refused', error: AppError.from(thrown).toJSON() });
}
