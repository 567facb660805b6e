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

/** Papers read between two looks at what is asked meanwhile. */
const BATCH = 100;
/** Papers between two reports while building. */
const REPORT_EVERY = 1_000;

const db = openReadOnly(file);
const index = new SearchIndex();
let total = 0;
let building = true;

const shown = (raw: string) => shownText(spansOf(raw, { repair: true }));
const documentOf = (text: SearchText) => ({ ...text, title: shown(text.title), abstract: shown(text.abstract) });

const report = () =>
  send({ kind: 'state', state: { state: building ? 'building' : 'ready', indexed: index.size, total: Math.max(total, index.size) } });

/** Reads papers again; those that are gone leave the index. */
function refresh(ids: readonly number[]): void {
  const gone = new Set(ids);
  for (const batch of searchDocuments(db, ids, BATCH)) {
    index.put(batch.map(documentOf));
    for (const { id } of batch) gone.delete(id);
  }
  index.remove(gone);
  for (const set of touched) for (const id of ids) set.add(id);
}

/** Papers refreshed while a full reading goes on: it must not bring their older selves back, nor take them for gone. */
let touched: Set<number>[] = [];
/** Full readings follow one another. */
let reading: Promise<void> = Promise.resolve();

/** Reads every paper, letting what is asked meanwhile through between batches. */
async function readAll(): Promise<void> {
  const mine = new Set<number>();
  touched = [...touched, mine];
  building = true;
  total = countSearchDocuments(db);
  report();
  const before = new Set(index.ids());
  let reported = index.size;
  for (const batch of searchDocuments(db, null, BATCH)) {
    index.put(batch.filter(({ id }) => !mine.has(id)).map(documentOf));
    for (const { id } of batch) before.delete(id);
    if (index.size - reported >= REPORT_EVERY) {
      reported = index.size;
      report();
    }
    await setImmediate();
  }
  for (const id of mine) before.delete(id);
  index.remove(before);
  touched = touched.filter((set) => set !== mine);
  building = false;
  report();
}

function startReading(): void {
  building = true;
  reading = reading.then(readAll).catch((thrown) => {
    // Asks go on with what is there; the state tells that it is not all.
    console.error('Search could not read the library:', thrown);
    send({ kind: 'state', state: { state: 'failed', indexed: index.size, total } });
  });
}

port.on('message', (message: ToSearch) => {
  switch (message.kind) {
    case 'refresh':
      if (message.ids === null) startReading();
      else {
        refresh(message.ids);
        if (!building) report();
      }
      break;
    case 'ask':
      try {
        send({ kind: 'answer', seq: message.seq, ids: index.ask(message.clauses).map((hit) => hit.id), complete: !building });
      } catch (thrown) {
        send({ kind: 'failed', seq: message.seq, message: String(thrown) });
      }
      break;
  }
});
process.once('exit', () => closeLibrary(db));
startReading();
