/** The search language over a real library: filters, dates, saved searches. */
import { describe, expect, it } from 'vitest';
import { imported, type Opened, open } from './testApp.ts';

const PAPERS = [
  {
    title: 'Medusa: decoding heads',
    abstract: 'Extra heads guess several words ahead. Code: https://github.com/example/medusa',
    date: '2024-01-19',
    doi: '10.1234/medusa',
  },
  { title: 'Splitwise', abstract: 'Prompt phases and token phases run on machines of their own.', date: '2023' },
  { title: 'Monkeys', abstract: 'Sampling many answers helps when a checker tells good ones.', date: '2025-06-01' },
  { title: 'Undated', abstract: 'Nobody knows when this came out.' },
];

async function four(): Promise<Opened & { readonly ids: readonly number[] }> {
  const opened = await open();
  await imported(opened, ...PAPERS);
  const list = await opened.call('papers.list', { view: { kind: 'all' }, sort: 'oldest' });
  return { ...opened, ids: list.kind === 'papers' ? list.ids : [] };
}

async function found(opened: Opened, query: string, view: { kind: 'all' } | { kind: 'search'; uid: string } = { kind: 'all' }) {
  const list = await opened.call('papers.list', { view, query, sort: 'title' });
  if (list.kind === 'mistake') return list.mistake.message;
  const rows = await opened.call('papers.rows', { ids: [...list.ids] });
  return rows.map(({ title }) => title.split(/\W/u)[0]);
}

describe('filters', () => {
  it('look at what papers are, have and when', async () => {
    const opened = await four();
    const [medusa = 0, splitwise = 0, monkeys = 0] = opened.ids;
    await opened.call('papers.setStatus', { ids: [monkeys], status: 'read' });
    await opened.call('papers.setStarred', { ids: [splitwise], starred: true });
    await opened.call('tags.change', { ids: [medusa, monkeys], add: ['To discuss'], remove: [] });
    await opened.call('notes.create', { paperId: splitwise, body: 'Reread.' });
    await opened.call('highlights.create', { paperId: medusa, field: 'abstract', color: 'blue', start: 0, end: 11, quote: 'Extra heads' });
    for (const [query, titles] of [
      ['is:starred', ['Splitwise']],
      ['-is:starred is:unread', ['Medusa', 'Undated']],
      ['has:note', ['Splitwise']],
      ['has:highlight', ['Medusa']],
      ['-has:highlight', ['Monkeys', 'Splitwise', 'Undated']],
      ['has:code', ['Medusa']],
      ['has:doi', ['Medusa']],
      ['tag:"to discuss"', ['Medusa', 'Monkeys']],
      ['year:2024', ['Medusa']],
      ['year:2023..2024', ['Medusa', 'Splitwise']],
      ['year:2024..', ['Medusa', 'Monkeys']],
      ['-year:2024..', ['Splitwise', 'Undated']],
      ['added:today', ['Medusa', 'Monkeys', 'Splitwise', 'Undated']],
      ['added:yesterday', []],
      ['-added:"last week"', ['Medusa', 'Monkeys', 'Splitwise', 'Undated']],
      ['read:today', ['Monkeys']],
      ['read:"before 2020"', []],
      ['heads has:doi -is:starred', ['Medusa']],
      ['highlight:heads', ['Medusa']],
      ['"machines of their own"', ['Splitwise']],
    ] as const) {
      expect(await found(opened, query), query).toEqual(titles);
    }
  });

  it('explain what the library or the calendar does not know', async () => {
    const opened = await four();
    expect(await found(opened, 'added:soonish')).toMatch(/not understood as a date/u);
    expect(await found(opened, 'in:nothing')).toBe('There is no saved search called “nothing”.');
    expect(await found(opened, 'from:nobody')).toBe('There is no digest called “nobody”.');
  });
});

describe('saved searches', () => {
  it('are kept in their canonical form, counted, renamed, moved, deleted and brought back', async () => {
    const opened = await four();
    const { search } = await opened.call('searches.save', { name: ' Not  read ', query: ' is:unread   -year:2023 ' });
    expect(search).toMatchObject({ name: 'Not read', query: '-year:2023 is:unread'.split(' ').reverse().join(' ') });
    const later = await opened.call('searches.save', { name: 'Phases', query: 'phases' });
    expect(await opened.call('searches.counts', {})).toEqual({ [search.uid]: 3, [later.search.uid]: 1 });
    await opened.call('searches.change', { uid: later.search.uid, name: 'By phase' });
    await opened.call('searches.move', { uid: later.search.uid, to: 0 });
    const names = async () => (await opened.call('library.state', {})).searches.map(({ name }) => name);
    expect(await names()).toEqual(['By phase', 'Not read']);
    await opened.call('searches.delete', { uid: search.uid });
    expect(await names()).toEqual(['By phase']);
    await opened.call('history.undo', {});
    expect(await names()).toEqual(['By phase', 'Not read']);
    await expect(opened.call('searches.save', { name: 'NOT READ', query: 'x' })).rejects.toThrow('already');
    await expect(opened.call('searches.save', { name: 'Wrong', query: 'tilte:x' })).rejects.toThrow('not saved');
    await expect(opened.call('searches.save', { name: 'Empty', query: ' ' })).rejects.toThrow('nothing to search for');
  });

  it('are views, and can be asked for and forbidden inside other queries', async () => {
    const opened = await four();
    const { search } = await opened.call('searches.save', { name: 'Recent', query: 'year:2024..' });
    expect(await found(opened, '', { kind: 'search', uid: search.uid })).toEqual(['Medusa', 'Monkeys']);
    expect(await found(opened, 'heads', { kind: 'search', uid: search.uid })).toEqual(['Medusa']);
    expect(await found(opened, 'in:recent -heads')).toEqual(['Monkeys']);
    expect(await found(opened, '-in:recent')).toEqual(['Splitwise', 'Undated']);
    await opened.call('searches.save', { name: 'Old', query: '-in:recent has:doi' });
    expect(await found(opened, '-in:old')).toEqual(['Medusa', 'Monkeys', 'Splitwise', 'Undated']);
    // One that asks for itself in the end is told, not followed.
    await opened.call('searches.change', { uid: search.uid, query: 'in:old' });
    expect(await found(opened, 'in:recent')).toMatch(/asks for itself/u);
    expect(await opened.call('searches.counts', {})).toMatchObject({ [search.uid]: null });
  });
});

it('a newer question of the same asker takes the place of an older one', async () => {
  const opened = await four();
  const ask = (query: string) => opened.call('papers.list', { view: { kind: 'all' }, query, sort: 'best', asker: 'one-window' });
  const answers = await Promise.allSettled(['h', 'he', 'hea', 'heads'].map(ask));
  expect(answers.at(-1)).toMatchObject({ status: 'fulfilled', value: { ids: [expect.any(Number)] } });
  for (const answer of answers.slice(0, -1)) {
    if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'cancelled' });
  }
  expect(answers.some(({ status }) => status === 'rejected')).toBe(true);
});
