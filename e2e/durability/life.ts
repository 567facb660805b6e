/**
 * One life of the app, ended by SIGKILL from outside: it opens a library on its thread and works on it at random until then.
 * Every line is written whole before the next call is made; what the pipe took survives the process.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { openLibraryThread } from '../../src/main/libraryThread.ts';
import type { Input, Output, RequestName } from '../../src/shared/contract.ts';
import type { Reply } from '../../src/shared/errors.ts';
import { HIGHLIGHT_COLORS, type Highlight, type Note, type Paper, STATUSES } from '../../src/shared/models.ts';
import { digestPage } from './digests.ts';
import type { LifeOptions, Line, Operation, Stretch } from './messages.ts';
import { seeded } from './random.ts';

/** So many papers are marked over and over; the rest of a library comes from its imports. */
const WORKED_ON = 64;
const NOTES_PER_PAPER = 5;
const HIGHLIGHTS_PER_PAPER = 4;
const TAGS = ['decoding', 'to discuss', 'vision', 'Émile', 'later'] as const;

const options = JSON.parse(process.argv[2] ?? '') as LifeOptions; // made by the harness
const random = seeded(options.seed);
const client = randomUUID();

// Should the harness itself go, so does this life.
process.stdin.on('end', () => process.exit()).resume();

/** Straight into the pipe: a line kept in a buffer would die with the process. */
function tell(line: Line): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(1, bytes, sent);
    } catch (thrown) {
      // The pipe is full: the harness reads more slowly than this life talks.
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') throw thrown;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

class Refused extends Error {}

const app = await openLibraryThread({ file: options.library, mode: 'owner', door: 'a life of the durability harness' });

async function ask<N extends RequestName>(operation: Operation | null, name: N, input: Input<N>): Promise<Output<N>> {
  const reply = (await app.call(name, input)) as Reply<Output<N>>;
  if (reply.ok) return reply.value;
  tell({ kind: 'refused', operation, message: `${name}: ${reply.error.message}` });
  throw new Refused(name);
}

/** Tells of an operation before it is asked for and after it is answered; in the broken build, too early. */
async function perform<N extends RequestName>(operation: Operation, name: N, input: Input<N>): Promise<Output<N>> {
  tell({ kind: 'begun', operation });
  // What is made has a number, which only the reply knows.
  const makes = operation.kind === 'note' || operation.kind === 'highlight';
  const early = options.acknowledge === 'early' && !makes;
  if (early) tell({ kind: 'acknowledged', operation, step: null, made: null, took: 0 });
  const began = performance.now();
  const value = await ask(operation, name, input);
  const took = performance.now() - began;
  const { step, note, highlight } = (value ?? {}) as { step?: { id: number } | null; note?: Note; highlight?: Highlight };
  const made = makes ? ((note ?? highlight)?.id ?? null) : null;
  if (!early) tell({ kind: 'acknowledged', operation, step: step?.id ?? null, made, took });
  return value;
}

async function papers(): Promise<readonly number[]> {
  const list = await ask(null, 'papers.list', { view: { kind: 'all' }, sort: 'oldest' });
  return list.kind === 'papers' ? [...list.ids].sort((a, b) => a - b) : [];
}

let turn = 0;
const freshText = () => {
  turn += 1;
  return `Round ${options.round}, text ${turn}: ${Array.from({ length: 4 + random.int(40) }, () => random.int(36 ** 5).toString(36)).join(' ')} — ünïcode 😀 *kept*`;
};

/** Writes a note on a paper, or a comment on one of its highlights, or goes on with one. */
async function writeNote(paper: number): Promise<void> {
  const { notes, highlights } = await ask(null, 'papers.get', { id: paper });
  const known = notes[random.int(notes.length)];
  if (known === undefined || (notes.length < NOTES_PER_PAPER && random.next() < 0.3)) {
    const body = freshText();
    const highlight = highlights[random.int(highlights.length)]?.id ?? null;
    const on = highlight === null || random.next() < 0.3 ? {} : { highlightId: highlight };
    await perform({ kind: 'note', paper, highlight: on.highlightId ?? null, body }, 'notes.create', { paperId: paper, body, ...on });
    return;
  }
  // As a window does: it goes on from the draft that stands there, keeps drafts while typing, then perhaps a revision.
  const about = { paper, note: known.id };
  const where = { noteId: known.id, client, baseRevision: known.revision };
  const found = known.draft === null ? '' : `${known.draft.body}\n`;
  for (let drafts = 1 + random.int(3); drafts > 0; drafts -= 1) {
    const body = found + freshText();
    await perform({ kind: 'draft', ...about, body }, 'notes.saveDraft', { ...where, body });
  }
  if (random.next() < 0.7) {
    const body = found + freshText();
    await perform({ kind: 'save', ...about, body }, 'notes.save', { ...where, body });
  }
}

/** Some words of an abstract. */
function someWords({ abstract }: Paper): Stretch {
  const words = [...(abstract ?? '').matchAll(/\S+/gu)];
  const from = random.int(words.length);
  const last = words[Math.min(from + random.int(12), words.length - 1)];
  const start = words[from]?.index ?? 0;
  const end = (last?.index ?? 0) + (last?.[0].length ?? 0);
  return { start, end, quote: (abstract ?? '').slice(start, end) };
}

/** Makes a highlight, or changes or deletes one. */
async function annotate(id: number): Promise<void> {
  const paper = await ask(null, 'papers.get', { id });
  const known = paper.highlights[random.int(paper.highlights.length)];
  const [color, words, kind] = [random.pick(HIGHLIGHT_COLORS), someWords(paper), random.next()];
  if (known === undefined || (paper.highlights.length < HIGHLIGHTS_PER_PAPER && kind < 0.4)) {
    await perform({ kind: 'highlight', paper: id, color, ...words }, 'highlights.create', {
      paperId: id,
      field: 'abstract',
      color,
      ...words,
    });
    return;
  }
  const about = { paper: id, highlight: known.id };
  if (kind < 0.65) await perform({ kind: 'colour', ...about, color }, 'highlights.setColor', { ids: [known.id], color });
  else if (kind < 0.85) await perform({ kind: 'place', ...about, ...words }, 'highlights.setRange', { id: known.id, ...words });
  else {
    const comments = paper.notes.filter(({ highlightId }) => highlightId === known.id).map((note) => note.id);
    await perform({ kind: 'unhighlight', ...about, comments }, 'highlights.delete', { ids: [known.id] });
  }
}

async function mark(): Promise<void> {
  let all = await papers();
  for (let done = 1; ; done += 1) {
    // Now and then a paper of an import that has just come in.
    if (done % 40 === 0) all = await papers();
    const paper =
      random.next() < 0.95 ? all[random.int(Math.min(all.length, WORKED_ON))] : all.at(-1 - random.int(Math.min(all.length, 20)));
    if (paper === undefined) throw new Error('the library has no papers to work on');
    switch (random.int(8)) {
      case 0: {
        const starred = random.next() < 0.5;
        await perform({ kind: 'star', paper, starred }, 'papers.setStarred', { ids: [paper], starred });
        break;
      }
      case 1: {
        const status = random.pick(STATUSES);
        await perform({ kind: 'status', paper, status }, 'papers.setStatus', { ids: [paper], status });
        break;
      }
      case 2: {
        const [tag, on] = [random.pick(TAGS), random.next() < 0.6];
        await perform({ kind: 'tag', paper, tag, on }, 'tags.change', { ids: [paper], add: on ? [tag] : [], remove: on ? [] : [tag] });
        break;
      }
      case 3:
      case 4:
      case 5:
        await annotate(paper);
        break;
      default:
        await writeNote(paper);
    }
  }
}

async function bringIn(): Promise<void> {
  for (let number = 0; ; number += 1) {
    const about = { mark: `r${options.round}i${number}`, count: random.pick(options.importSizes) };
    const source = { kind: 'paste', text: digestPage(about.mark, about.count) } as const;
    const plan = await perform({ kind: 'prepare', ...about }, 'imports.prepare', { source });
    if (plan.counts.new !== about.count) {
      tell({ kind: 'refused', operation: null, message: `a digest of ${about.count} papers was read as ${JSON.stringify(plan.counts)}` });
    }
    if (random.next() < 0.15) await perform({ kind: 'discard', ...about }, 'imports.discard', { planId: plan.id });
    else await perform({ kind: 'import', ...about }, 'imports.commit', { planId: plan.id });
    await pause(random.int(60));
  }
}

tell({ kind: 'opened' });
try {
  await Promise.all([mark(), bringIn()]);
} catch (thrown) {
  if (!(thrown instanceof Refused)) tell({ kind: 'refused', operation: null, message: String(thrown) });
  process.exit(1);
}
