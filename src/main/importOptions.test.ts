import { describe, expect, it } from 'vitest';
import { AppError } from '../shared/errors.ts';
import { imported, lines, type Opened, open } from './testApp.ts';

const MEDUSA = {
  title: 'Medusa: heads for decoding',
  abstract: 'Heads that decode several tokens at once.',
  authors: ['Tianle Cai'],
  keywords: ['Decoding', '  speculative   decoding ', 'x'.repeat(101)],
};
const MONKEYS = {
  title: 'Large language monkeys',
  abstract: 'Sampling again and again.',
  authors: ['Bradley Brown'],
  keywords: ['decoding'],
};

const planOf = (opened: Opened, ...papers: object[]) =>
  opened.call('imports.prepare', { source: { kind: 'paste', text: lines(...papers) } });

async function tagsOf(opened: Opened): Promise<Record<string, number>> {
  const { tags } = await opened.call('library.state', {});
  return Object.fromEntries(tags.map((tag) => [tag.name, tag.count]));
}

const refusal = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (thrown) => AppError.from(thrown),
  );

describe('tags of an import', () => {
  it('are put on every new paper, in the one step that undo takes back', async () => {
    const opened = await open();
    await imported(opened, MEDUSA);
    const { id: planId } = await planOf(opened, MEDUSA, MONKEYS);
    const { step } = await opened.call('imports.commit', { planId, tags: ['to  sort', 'To sort'] });
    expect(await tagsOf(opened)).toEqual({ 'to sort': 1 });
    await opened.call('history.undo', { stepId: step?.id });
    expect(await tagsOf(opened)).toEqual({});
  });

  it('are the keywords where asked, one tag however they are written, and none that is a sentence', async () => {
    const opened = await open();
    const plan = await planOf(opened, MEDUSA, MONKEYS);
    await opened.call('imports.commit', { planId: plan.id, keywordsAsTags: true });
    expect(await tagsOf(opened)).toEqual({ Decoding: 2, 'speculative decoding': 1 });
  });

  it('come from keywords on a paper that is brought up to date, and from nothing else there', async () => {
    const opened = await open();
    await imported(opened, MEDUSA);
    const plan = await planOf(opened, { ...MEDUSA, abstract: 'Another text, with nothing in common.' });
    await opened.call('imports.commit', { planId: plan.id, keywordsAsTags: true, tags: ['new ones'] });
    expect(await tagsOf(opened)).toEqual({ Decoding: 1, 'speculative decoding': 1 });
  });

  it('are none unless asked for', async () => {
    const opened = await open();
    await imported(opened, MEDUSA);
    expect(await tagsOf(opened)).toEqual({});
  });
});

describe('a row of an import', () => {
  it('is compared with the paper it matches, field by field', async () => {
    const opened = await open();
    await imported(opened, { ...MEDUSA, venue: 'ICML' });
    const richer = {
      ...MEDUSA,
      abstract: 'Quite other words.',
      venue: 'NeurIPS',
      doi: '10.1234/medusa',
      year: 2024,
      authors: ['Cai, Tianle'],
    };
    const plan = await planOf(opened, MONKEYS, richer);
    const { row, fields, record } = await opened.call('imports.compare', { planId: plan.id, index: 1 });
    expect(row).toMatchObject({ index: 1, verdict: 'changed', match: { title: MEDUSA.title } });
    expect(JSON.parse(record)).toMatchObject({ venue: 'NeurIPS' });
    const told = Object.fromEntries(fields.map(({ name, state, taken }) => [name, `${state}${taken ? ', taken' : ''}`]));
    expect(told).toMatchObject({
      title: 'same',
      date: 'new, taken',
      venue: 'differs',
      identifiers: 'new, taken',
      keywords: 'same',
      abstract: 'differs, taken',
    });
    expect(fields.find(({ name }) => name === 'abstract')).toMatchObject({ here: [MEDUSA.abstract], there: ['Quite other words.'] });
    expect(fields.find(({ name }) => name === 'identifiers')).toMatchObject({ here: [], there: ['DOI 10.1234/medusa'] });
    await opened.call('imports.commit', { planId: plan.id });
    const again = await planOf(opened, richer);
    const settled = await opened.call('imports.compare', { planId: again.id, index: 0 });
    expect(settled.fields.filter(({ taken }) => taken)).toEqual([]);
  });

  it('that is new is opened with all it has; one that comes twice is compared with the first', async () => {
    const opened = await open();
    const plan = await planOf(opened, MEDUSA, { ...MEDUSA, venue: 'ICML' });
    const first = await opened.call('imports.compare', { planId: plan.id, index: 0 });
    expect(first).toMatchObject({ twin: null, row: { verdict: 'new' } });
    expect(first.fields.every(({ here, state, taken }) => here.length === 0 && state === 'new' && taken)).toBe(true);
    const second = await opened.call('imports.compare', { planId: plan.id, index: 1 });
    expect(second).toMatchObject({ twin: 0, row: { verdict: 'known' } });
    expect(second.fields.filter(({ state }) => state !== 'same')).toMatchObject([{ name: 'venue', there: ['ICML'], taken: false }]);
    expect((await refusal(opened.call('imports.compare', { planId: plan.id, index: 2 })))?.code).toBe('not-found');
  });

  it('is left out, a changed one too', async () => {
    const opened = await open();
    await imported(opened, MEDUSA);
    const plan = await planOf(opened, { ...MEDUSA, abstract: 'Quite other words.' }, MONKEYS);
    expect(await opened.call('imports.commit', { planId: plan.id, leaveOut: [0] })).toMatchObject({ added: 1, updated: 0 });
  });
});

describe('a format', () => {
  it('that is named is read, whatever the text looks like', async () => {
    const opened = await open();
    const text = JSON.stringify([{ title: MEDUSA.title, type: 'book' }]);
    const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text }, format: 'csl-json' });
    expect(plan).toMatchObject({ formatId: 'csl-json', counts: { new: 1 } });
    const wrong = await refusal(opened.call('imports.prepare', { source: { kind: 'paste', text }, format: 'wordperfect' }));
    expect(wrong).toMatchObject({ code: 'bad-request', message: expect.stringContaining('csl-json') });
  });

  it('has its last choice remembered', async () => {
    const opened = await open();
    const choice = { status: 'queued', takeChanged: false, tags: ['mine'], keywordsAsTags: true } as const;
    await opened.call('settings.set', { importChoices: { 'csl-json': choice } });
    await opened.app.close();
    const again = await open(opened.file);
    expect((await again.call('settings.get', {})).importChoices).toEqual({ 'csl-json': choice });
    const wrong = { 'csl-json': { ...choice, status: 'read' } } as never;
    expect((await refusal(again.call('settings.set', { importChoices: wrong })))?.code).toBe('bad-request');
  });

  it('that is a table is read again with the columns it is said to have, which the next one like it has at once', async () => {
    const opened = await open();
    const text = 'Note,Name\nTides of the moon,Ana Ruiz\nPools of the shore,Jan Wit\n';
    const first = await opened.call('imports.prepare', { source: { kind: 'paste', text }, format: 'csv' });
    expect(first).toMatchObject({ formatId: 'csv', table: { header: ['Note', 'Name'] } });
    expect(first.table?.match).not.toEqual(['title', 'authors']);
    const second = await opened.call('imports.rematch', { planId: first.id, columns: ['title', 'authors'] });
    expect(second).toMatchObject({ formatId: 'csv', counts: { new: 2 }, problems: 0, table: { match: ['title', 'authors'] } });
    expect((await refusal(opened.call('imports.commit', { planId: first.id })))?.code).toBe('not-found');
    const rows = await opened.call('imports.rows', { planId: second.id, verdict: 'new', offset: 0, limit: 5 });
    expect(rows.map(({ title }) => title)).toEqual(['Tides of the moon', 'Pools of the shore']);
    // Columns that hold no titles find no papers, and can be chosen again.
    const none = await opened.call('imports.rematch', { planId: second.id, columns: [null, null] });
    expect(none).toMatchObject({ counts: { new: 0 }, problems: 1 });
    const third = await opened.call('imports.rematch', { planId: none.id, columns: ['title', 'authors'] });
    expect(await opened.call('imports.commit', { planId: third.id })).toMatchObject({ added: 2 });
    const other = 'note,NAME\nCliffs of the sea,Eva Lind\n';
    const next = await opened.call('imports.prepare', { source: { kind: 'paste', text: other }, format: 'csv' });
    expect(next).toMatchObject({ counts: { new: 1 }, table: { match: ['title', 'authors'] } });
  });

  it('other than a table has no columns', async () => {
    const opened = await open();
    const plan = await planOf(opened, MEDUSA);
    expect((await refusal(opened.call('imports.rematch', { planId: plan.id, columns: ['title'] })))?.code).toBe('bad-request');
    expect(await opened.call('imports.commit', { planId: plan.id })).toMatchObject({ added: 1 });
  });
});
