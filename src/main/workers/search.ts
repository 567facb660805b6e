/** The search thread: reads the library's texts through a connection of its own and answers from memory. */
import { setImmediate } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import { termsOf } from '../../shared/text/terms.ts';
import { writesSeen } from '../library/db.ts';
import { idsFor } from '../library/idsFor.ts';
import { closeLibrary, openReadOnly } from '../library/open.ts';
import { type SearchDocument, textsOf } from '../search/document.ts';
import type { FromSearch, Questions, SearchData, SimilarPaper, ToSearch, Turn } from '../search/messages.ts';
import type { Likeness, Weights } from '../search/similar.ts';
import { Abandoned, Watch } from '../search/watch.ts';
import { Reading } from './searchReading.ts';
import { Within } from './searchWithin.ts';

if (parentPort === null) throw new Error('workers/search.ts runs as a worker thread');
const port = parentPort;
const send = (message: FromSearch, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
const data = workerData as SearchData; // given by startSearch

/** Papers compared with the starred ones between two looks at what is asked meanwhile: about 10 ms. */
const COMPARED_AT_ONCE = 400;

const db = openReadOnly(data.file);
const turns = new Int32Array(data.turns);
const reading = new Reading(db, data, (state) => send({ kind: 'state', state }));
const { index } = reading;
const within = new Within(db, index);

/** Whether an asker has asked something newer. */
const isOver = (turn: Turn | null): boolean => turn !== null && Atomics.load(turns, turn.lane) !== turn.turn;

type Answer<K extends keyof Questions> = (
  asked: Questions[K]['asked'],
  turn: Turn | null,
) => Questions[K]['told'] | Promise<Questions[K]['told']>;

const answers: { readonly [K in keyof Questions]: Answer<K> } = {
  ask({ query, view, sort }, turn) {
    const found = index.ask(
      {
        clauses: query.clauses,
        all: within.view({ kind: 'all' }),
        view: within.view(view),
        filters: query.filters.map((filter) => within.filter(filter)),
        ranked: sort === 'best',
      },
      new Watch(() => isOver(turn)),
    );
    const { elsewhere, withoutFilter, anyOfTheWords, respelt, bounded } = found;
    const { ids, groups } = sort === 'best' ? { ids: found.ids, groups: [] } : within.sorted(found.ids, view, sort);
    return { ids, groups, complete: reading.isComplete, bounded, elsewhere, withoutFilter, anyOfTheWords, respelt };
  },
  similar({ paperId, count }) {
    const [paper] = reading.documentsOf([paperId]);
    const found = paper === undefined ? [] : index.comparer.similar(paperId, count);
    return { papers: found.map((one) => inWords(one, paper)), complete: reading.isComplete };
  },
  async like({ view }, turn) {
    const ids = idsFor(db, { view });
    const centre = starredCentre();
    const scored: { readonly id: number; readonly score: number }[] = [];
    for (let at = 0; at < ids.length; at += COMPARED_AT_ONCE) {
      if (isOver(turn)) throw new Abandoned();
      for (const id of ids.slice(at, at + COMPARED_AT_ONCE)) scored.push({ id, score: index.comparer.scoreTo(centre, id) });
      await setImmediate();
    }
    scored.sort((a, b) => b.score - a.score || b.id - a.id);
    return { ids: Uint32Array.from(scored, ({ id }) => id), complete: reading.isComplete };
  },
  whyLike({ ids }) {
    const centre = starredCentre();
    const papers = new Map(reading.documentsOf(ids).map((paper) => [paper.id, paper]));
    return ids.map((id) => inWords(index.comparer.likenessTo(centre, id), papers.get(id)));
  },
  memory: () => ({ objects: process.memoryUsage().heapUsed, arrays: process.memoryUsage().arrayBuffers }),
};

let knownCentre: { readonly when: string; readonly centre: Weights } | null = null;

/** What the starred papers are about, worked out once for as long as nothing is written. */
function starredCentre(): Weights {
  const when = `${writesSeen(db)} ${index.generation}`;
  if (knownCentre?.when !== when) knownCentre = { when, centre: index.comparer.centre(idsFor(db, { view: { kind: 'starred' } })) };
  return knownCentre.centre;
}

/** Terms as they are written in a paper, in the spelling it has most often. */
function inWords({ id, score, terms }: Likeness, paper: SearchDocument | undefined): SimilarPaper {
  const spellings = new Map(terms.map((term) => [term, new Map<string, number>()]));
  for (const text of paper === undefined ? [] : textsOf(paper)) {
    for (const { term, start, end } of termsOf(text)) {
      const known = spellings.get(term);
      const written = text.slice(start, end);
      known?.set(written, (known.get(written) ?? 0) + 1);
    }
  }
  const words = terms.map((term) => [...(spellings.get(term) ?? [])].sort(([, a], [, b]) => b - a)[0]?.[0] ?? term);
  return { id, score, words };
}

async function answer(message: Extract<ToSearch, { kind: 'question' }>): Promise<void> {
  const { seq, turn } = message;
  try {
    if (isOver(turn)) throw new Abandoned();
    // The compiler does not follow that a message's question belongs to its name.
    const told = await (answers[message.name] as Answer<keyof Questions>)(message.asked as never, turn);
    send({ kind: 'answer', seq, told }, 'ids' in told ? [told.ids.buffer as ArrayBuffer] : []);
  } catch (thrown) {
    send({ kind: 'failed', seq, error: forAsker(thrown).toJSON() });
  }
}

function forAsker(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Abandoned) return new AppError('cancelled', 'A newer search took the place of this one.');
  return new AppError('internal', 'The search did not work. Nothing was changed; please try again.', { cause: String(thrown) });
}

port.on('message', (message: ToSearch) => {
  switch (message.kind) {
    case 'refresh':
      within.changed(message.shown, message.changeNumber);
      reading.refresh(message.ids, message.changeNumber);
      break;
    case 'question':
      void answer(message);
      break;
    case 'close':
      reading.close();
      closeLibrary(db);
      send({ kind: 'closed' });
      break;
  }
});
process.once('exit', () => closeLibrary(db));
