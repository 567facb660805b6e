import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { imported, type Opened, open } from './testApp.ts';

const HEADS = {
  title: 'Medusa: Decoding Heads',
  abstract: 'Extra heads guess several words. A tree checks them at once.',
  arxiv_id: '2401.10774',
};
const SIMPLE = { title: 'Medusa: Simple Decoding Heads', abstract: 'We add heads to a model, and a tree.', doi: '10.1234/medusa' };
const MONKEYS = { title: 'Large Language Monkeys', abstract: 'Sampling many answers helps when a checker can tell good ones.' };

/** The ids of papers in the order of their titles. */
async function idsOf(opened: Opened): Promise<readonly number[]> {
  const found = await opened.call('papers.list', { view: { kind: 'all' }, sort: 'title' });
  return found.kind === 'papers' ? found.ids : [];
}

async function fileOf(opened: Opened): Promise<string> {
  const { token } = await opened.call('exports.create', { format: 'json', scope: { ids: [...(await idsOf(opened))] } });
  return readFileSync((await opened.app.claimFile(token)).path, 'utf8');
}

describe('merging, through the door', () => {
  it('moves search, lists and windows along, there and back', async () => {
    const opened = await open();
    await imported(opened, HEADS, SIMPLE, MONKEYS);
    const [monkeys = 0, heads = 0, simple = 0] = await idsOf(opened);
    const found = async (query: string) => {
      const list = await opened.call('papers.list', { view: { kind: 'all' }, query });
      return list.kind === 'papers' ? list.ids : [];
    };
    opened.events.length = 0;
    await opened.call('duplicates.merge', { keep: simple, others: [heads], take: { abstract: heads } });
    // The list is another one: it is to be read again.
    expect(opened.events).toContainEqual({ name: 'papers.changed', payload: { ids: null } });
    expect(await found('tree checks')).toEqual([simple]);
    // A window that still shows the other is shown what became of it.
    expect(await opened.call('papers.get', { id: heads })).toMatchObject({ id: simple });
    expect(await idsOf(opened)).toEqual([monkeys, simple]);
    await opened.call('history.undo', {});
    expect(await found('tree checks')).toEqual([heads]);
    expect(await idsOf(opened)).toEqual([monkeys, heads, simple]);
  });

  it('comes whole into an empty library, with what was told apart, and out again as the same file', async () => {
    const opened = await open();
    await imported(opened, HEADS, SIMPLE, MONKEYS);
    const [monkeys = 0, heads = 0, simple = 0] = await idsOf(opened);
    await opened.call('duplicates.keepApart', { ids: [heads, monkeys], apart: true });
    await opened.call('duplicates.merge', { keep: simple, others: [heads], take: { title: heads } });
    const file = await fileOf(opened);
    const gone = (await opened.call('papers.get', { id: simple })).merged[0]?.uid ?? '';

    const other = await open();
    const plan = await other.call('imports.prepare', { source: { kind: 'paste', text: file } });
    const { step } = await other.call('imports.commit', { planId: plan.id });
    expect(await fileOf(other)).toBe(file);
    const [, there = 0] = await idsOf(other);
    expect(await other.call('papers.find', { uid: gone })).toEqual({ id: there });
    // What it was before it was merged is still known, and comes in no second time.
    const again = await other.call('imports.prepare', {
      source: { kind: 'paste', text: JSON.stringify({ ...HEADS, arxiv_id: undefined }) },
    });
    expect(again.counts).toMatchObject({ new: 0 });
    await other.call('history.undo', { stepId: step?.id });
    await expect(other.call('papers.find', { uid: gone })).rejects.toMatchObject({ code: 'not-found' });
    await imported(other, MONKEYS);
    expect((await fileOf(other)).match(/"uid"/gu)).toHaveLength(1);
  });
});

it('a paper that is here already gains what it was merged with elsewhere, in a step of its own', async () => {
  const opened = await open();
  await imported(opened, HEADS, SIMPLE, MONKEYS);
  const before = await fileOf(opened);
  const [monkeys = 0, heads = 0, simple = 0] = await idsOf(opened);
  const heard = (await opened.call('papers.get', { id: heads })).uid;
  await opened.call('duplicates.keepApart', { ids: [simple, monkeys], apart: true });
  await opened.call('duplicates.merge', { keep: simple, others: [heads] });
  const after = await fileOf(opened);

  const other = await open();
  const take = async (text: string) => {
    const plan = await other.call('imports.prepare', { source: { kind: 'paste', text } });
    return { ...plan.counts, ...(await other.call('imports.commit', { planId: plan.id })) };
  };
  // All but the one that was merged.
  await take(before.replace(/^.*Decoding Heads","abstract":"Extra.*\n/mu, ''));
  await expect(other.call('papers.find', { uid: heard })).rejects.toMatchObject({ code: 'not-found' });
  expect(await take(after)).toMatchObject({ new: 0, changed: 2, updated: 2 });
  const [, there = 0] = await idsOf(other);
  expect(await other.call('papers.find', { uid: heard })).toEqual({ id: there });
  expect(await take(after)).toMatchObject({ new: 0, changed: 0 });
  await other.call('history.undo', {});
  await expect(other.call('papers.find', { uid: heard })).rejects.toMatchObject({ code: 'not-found' });
});

describe('looking for duplicates, through the door', () => {
  const authors = ['Tianle Cai', 'Yuhong Li'];
  const retitled = { title: 'A tree of guesses', abstract: `In short: ${HEADS.abstract}`, authors, venue: 'ICML' };

  it('finds groups, shows them side by side, and follows what is done to them', async () => {
    const opened = await open();
    await imported(opened, { ...HEADS, authors }, MONKEYS, retitled);
    const [tree = 0, , heads = 0] = await idsOf(opened);
    const standing = () => opened.call('duplicates.list', {});
    expect(await standing()).toBeNull();
    const group = { ids: [tree, heads], kind: 'versions', reasons: ['the same authors and abstract, under another title'] };
    expect(await opened.call('duplicates.find', {})).toEqual([group]);
    expect(await opened.call('duplicates.compare', { ids: [...group.ids] })).toMatchObject([
      { paper: { id: tree, venue: 'ICML' }, records: [{ format: 'json-lines', record: { venue: 'ICML' } }] },
      { paper: { id: heads, identifiers: [{ value: '2401.10774' }] } },
    ]);
    const undone = async () => {
      expect(await standing()).toEqual([]);
      await opened.call('history.undo', {});
      expect(await standing()).toEqual([group]);
    };
    await opened.call('duplicates.merge', { keep: tree, others: [heads] });
    await undone();
    await opened.call('duplicates.keepApart', { ids: [...group.ids], apart: true });
    await undone();
    await opened.call('papers.setTrashed', { ids: [heads], trashed: true });
    await undone();
  });

  it('is cancelled by the name its asker gave it, and reads beside an owner', async () => {
    const opened = await open();
    await imported(opened, { ...HEADS, authors }, retitled);
    const jobId = 'looking-for-them';
    const asked = opened.call('duplicates.find', { jobId });
    await opened.call('jobs.cancel', { jobId });
    await expect(asked).rejects.toMatchObject({ code: 'cancelled', message: expect.stringContaining('Nothing was changed') });
    const reader = await open(opened.file, 'reader');
    expect(await reader.call('duplicates.find', {})).toHaveLength(1);
    await expect(reader.call('duplicates.keepApart', { ids: [1, 2], apart: true })).rejects.toMatchObject({ code: 'read-only' });
  });
});
