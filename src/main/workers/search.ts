/** The search thread: reads the library's texts through a connection of its own and answers from memory. */
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { shownText, spansOf } from '../../shared/text/spans.ts';
import { closeLibrary, openReadOnly } from '../library/open.ts';
import { countSearchDocuments, type SearchText, searchDocuments } from '../library/searchTexts.ts';
import { SearchIndex } from '../search/index.ts';
import type { FromSearch, ToSearch } from '../search/messages.ts';

if (parentPort === null) throw new Error('workers/search.ts runs as a worker thread');
const port = parentPort;
const send = (message: FromSearch) => port.postMessage(message);
const { file } = workerData as { readonly file: string }; // given by startSearch

/** Papers read between two looks at what is asked meanwhile: about 10 ms. */
const BATCH = 25;
/** So many papers are read again before the next question is answered; more of them go on in the background. */
const AT_ONCE = 250;
/** Milliseconds between two reports while building. */
const REPORT_EVERY = 100;

const db = openReadOnly(file);
const index = new SearchIndex();
let total = 0;
let failed = false;
/** Readings in the background, one after another: the one that goes on and those that wait for it. */
let readings = 0;
let lastReading: Promise<void> = Promise.resolve();
let reportedAt = 0;

const shown = (raw: string) => shownText(spansOf(raw, { repair: true }));
const documentOf = (text: SearchText) => ({
  ...text,
  title: shown(text.title),
  abstract: shown(text.abstract),
  highlights: shown(text.highlights),
});
const isComplete = () => readings === 0 && !failed;

function report(): void {
  reportedAt = performance.now();
  const state = failed ? 'failed' : readings > 0 ? 'building' : 'ready';
  send({ kind: 'state', state: { state, indexed: index.size, total: readings > 0 ? Math.max(total, index.size) : index.size } });
}

/** Reads papers again; those that are gone leave the index. */
function read(ids: readonly number[]): void {
  const gone = new Set(ids);
  for (const batch of searchDocuments(db, ids, BATCH)) {
    index.put(batch.map(documentOf));
    for (const { id } of batch) gone.delete(id);
  }
  index.remove(gone);
}

/** Lets what was asked meanwhile through. A batch is read and put without a pause, so that it is never older than a refresh. */
async function pause(): Promise<void> {
  if (performance.now() - reportedAt >= REPORT_EVERY) report();
  await setImmediate();
}

async function readMany(ids: readonly number[]): Promise<void> {
  for (let at = 0; at < ids.length; at += BATCH) {
    read(ids.slice(at, at + BATCH));
    await pause();
  }
}

async function readAll(): Promise<void> {
  const unseen = new Set(index.ids());
  for (const batch of searchDocuments(db, null, BATCH)) {
    index.put(batch.map(documentOf));
    for (const { id } of batch) unseen.delete(id);
    await pause();
  }
  // They are gone, or have come back in the meantime.
  await readMany([...unseen]);
}

/** A library that cannot be read leaves search with what it has; its state tells that it is not all. */
function stop(thrown: unknown): void {
  console.error('Search could not read the library:', thrown);
  failed = true;
  report();
}

function inBackground(reading: () => Promise<void>): void {
  readings += 1;
  total = countSearchDocuments(db);
  report();
  lastReading = lastReading
    .then(reading)
    .catch(stop)
    .then(() => {
      readings -= 1;
      report();
    });
}

function refresh(ids: readonly number[] | null): void {
  if (ids === null) inBackground(readAll);
  else if (ids.length > AT_ONCE) inBackground(() => readMany(ids));
  else {
    const before = index.size;
    read(ids);
    if (readings === 0 && index.size !== before) report();
  }
}

port.on('message', (message: ToSearch) => {
  switch (message.kind) {
    case 'refresh':
      try {
        refresh(message.ids);
      } catch (thrown) {
        stop(thrown);
      }
      break;
    case 'ask':
      try {
        send({ kind: 'answer', seq: message.seq, ids: index.ask(message.clauses).map((hit) => hit.id), complete: isComplete() });
      } catch (thrown) {
        send({ kind: 'failed', seq: message.seq, message: String(thrown) });
      }
      break;
  }
});
process.once('exit', () => closeLibrary(db));
inBackground(readAll);
