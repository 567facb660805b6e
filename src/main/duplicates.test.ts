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
async function idsOf({ call }: Opened): Promise<readonly number[]> {
  const found = await call('papers.list', { view: { kind: 'all' }, sort: 'title' });
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
