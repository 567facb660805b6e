import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { AnnotationList } from '../../shared/annotationModels.ts';
import type { Input, Output, RequestName } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { HighlightColor } from '../../shared/models.ts';
import { createApp } from '../app.ts';
import { testFolder } from '../library/testLibrary.ts';

const MEDUSA = { title: 'Medusa: Decoding Heads', abstract: 'Extra heads guess $\\sim$75\\% of words. A naïve tree checks them at once.' };
const MONKEYS = { title: 'Large Language Monkeys', abstract: 'Sampling many answers helps when a checker can tell good ones.' };

/** A library of two papers with marks on them, made at given moments through the requests of a window. */
async function annotated() {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const at = (day: number) => vi.setSystemTime(Date.UTC(2025, 4, day, 12));
  at(1);
  const app = await createApp({ file: join(testFolder(), 'library.db'), mode: 'owner', door: 'a test' });
  onTestFinished(() => app.close());
  const call = async <N extends RequestName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const reply = await app.call(name, input);
    if (!reply.ok) throw AppError.fromJSON(reply.error);
    return reply.value as Output<N>; // as the contract says
  };
  const text = [MEDUSA, MONKEYS].map((paper) => JSON.stringify(paper)).join('\n');
  const plan = await call('imports.prepare', { source: { kind: 'paste', text } });
  await call('imports.commit', { planId: plan.id });
  const papers = await call('papers.list', { view: { kind: 'all' }, sort: 'oldest' });
  const [medusa = 0, monkeys = 0] = papers.kind === 'papers' ? papers.ids : [];

  const mark = async (paperId: number, quote: string, color: HighlightColor): Promise<number> => {
    const { abstract } = await call('papers.get', { id: paperId });
    const start = abstract?.indexOf(quote) ?? -1;
    const made = await call('highlights.create', { paperId, field: 'abstract', color, start, end: start + quote.length, quote });
    return made.highlight.id;
  };
  const share = await mark(medusa, 'guess $\\sim$75\\% of words', 'orange');
  at(3);
  const tree = await mark(medusa, 'A naïve tree', 'blue');
  at(2);
  const many = await mark(monkeys, 'many answers', 'yellow');
  at(4);
  await call('notes.create', { paperId: monkeys, highlightId: many, body: 'How many is *many*?' });
  at(5);
  const { note } = await call('notes.create', { paperId: medusa, body: 'Compare with the other one.' });

  const ask = async (input: Partial<Input<'annotations.list'>> = {}): Promise<AnnotationList> =>
    call('annotations.list', { view: { kind: 'all' }, ...input });
  const keys = async (input: Partial<Input<'annotations.list'>> = {}) => {
    const list = await ask(input);
    return list.kind === 'mistake' ? list : list.keys;
  };
  const names = { share: `h${share}`, tree: `h${tree}`, many: `h${many}`, note: `n${note.id}` };
  return { call, ask, keys, medusa, monkeys, ...names };
}

it('lists by paper, or what was written last first', async () => {
  const { ask, keys, medusa, monkeys, share, tree, many, note } = await annotated();
  expect(await ask()).toEqual({
    kind: 'annotations',
    keys: [share, tree, note, many],
    paperIds: [medusa, medusa, medusa, monkeys],
    total: 4,
    hiddenBy: [],
    complete: true,
  });
  expect(await keys({ sort: 'newest' })).toEqual([note, many, tree, share]);
});

it('filters by kind, colour and moment', async () => {
  const { keys, share, tree, many, note } = await annotated();
  expect(await keys({ kinds: ['highlight'] })).toEqual([share, tree]);
  expect(await keys({ kinds: ['comment', 'note'] })).toEqual([note, many]);
  expect(await keys({ colors: ['orange', 'yellow'] })).toEqual([share, many]);
  expect(await keys({ from: '2025-05-03T12:00:00.000Z', to: '2025-05-05T00:00:00.000Z' })).toEqual([tree, many]);
});

it('finds words as they are shown, in comments and in notes, whatever their case and accents', async () => {
  const { keys, share, tree, many, note } = await annotated();
  expect(await keys({ text: '75% of' })).toEqual([share]);
  expect(await keys({ text: 'NAIVE TREE' })).toEqual([tree]);
  expect(await keys({ text: 'how many' })).toEqual([many]);
  expect(await keys({ text: 'compare' })).toEqual([note]);
  expect(await keys({ text: 'extra heads' })).toEqual([]); // in the abstract, not in what is marked of it
});

it('tells which filter hides how many, where nothing is left', async () => {
  const { ask } = await annotated();
  expect(await ask({ kinds: ['note'], colors: ['blue'] })).toMatchObject({
    keys: [],
    total: 4,
    hiddenBy: [
      { filter: 'kinds', found: 1 },
      { filter: 'colors', found: 1 },
    ],
  });
  expect(await ask({ text: 'nowhere', colors: ['yellow'], from: '2025-05-01T00:00:00.000Z' })).toMatchObject({
    keys: [],
    hiddenBy: [{ filter: 'text', found: 1 }],
  });
});

it('looks where the view and the query look, and explains a mistake', async () => {
  const { call, keys, monkeys, share, tree, many, note } = await annotated();
  expect(await keys({ query: 'sampling' })).toEqual([many]);
  await call('tags.change', { ids: [monkeys], add: ['sampling'], remove: [] });
  const { tags } = await call('library.state', {});
  expect(await keys({ view: { kind: 'tag', uid: tags[0]?.uid ?? '' } })).toEqual([many]);
  expect(await keys({ query: 'tilte:x' })).toMatchObject({ kind: 'mistake', mistake: { message: expect.stringContaining('tilte') } });
  await call('papers.setTrashed', { ids: [monkeys], trashed: true });
  expect(await keys()).toEqual([share, tree, note]);
  expect(await keys({ view: { kind: 'trash' } })).toEqual([many]);
  expect((await call('library.state', {})).annotations).toBe(3);
});

it('gives rows by window, and refuses what is no key', async () => {
  const { call, medusa, tree, note } = await annotated();
  const { rows, papers } = await call('annotations.rows', { keys: [note, tree] as never });
  expect(rows.map((row) => row.key)).toEqual([note, tree]);
  expect(papers.map((paper) => paper.id)).toEqual([medusa]);
  await expect(call('annotations.rows', { keys: ['x1' as never] })).rejects.toMatchObject({ code: 'bad-request' });
});

it('makes an evidence table of the papers found', async () => {
  const { call, medusa, monkeys, share, tree } = await annotated();
  const evidence = (more: object = {}) => call('annotations.evidence', { view: { kind: 'all' }, ...more });
  expect(await evidence()).toEqual({ kind: 'papers', ids: [medusa, monkeys], complete: true });
  expect(await evidence({ colors: ['yellow'] })).toMatchObject({ ids: [monkeys] });
  expect(await evidence({ query: 'decoding' })).toMatchObject({ ids: [medusa] });
  expect(await evidence({ query: 'is:nonsense' })).toMatchObject({ kind: 'mistake' });
  const { rows } = await call('annotations.evidenceRows', { paperIds: [medusa] });
  expect(rows.map((row) => row.key)).toEqual([share, tree]);
});
