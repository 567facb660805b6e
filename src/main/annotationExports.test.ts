/** Annotations out of one library and into another, through the door every window uses. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Input } from '../shared/contract.ts';
import type { ImportPlan } from '../shared/importModels.ts';
import { imported, type Opened, open } from './testApp.ts';

const MEDUSA = {
  title: 'Medusa: Decoding Heads',
  abstract: 'Extra 🐍 heads guess several words ahead for speculative decoding.',
  authors: ['Tianle Cai'],
};
const MONKEYS = { title: 'Large Language Monkeys', abstract: 'Sampling many answers helps when a checker can tell good ones.' };
const PREFACE = { title: 'Preface' };

async function idOf(opened: Opened, title: string): Promise<number> {
  const list = await opened.call('papers.list', { view: { kind: 'all' } });
  const rows = await opened.call('papers.rows', { ids: [...(list.kind === 'papers' ? list.ids : [])] });
  return rows.find((row) => row.title === title)?.id ?? 0;
}

async function mark(opened: Opened, paperId: number, quote: string, color: 'yellow' | 'blue' = 'yellow') {
  const start = ((await opened.call('papers.get', { id: paperId })).abstract ?? '').indexOf(quote);
  return (await opened.call('highlights.create', { paperId, field: 'abstract', color, start, end: start + quote.length, quote })).highlight;
}

/** A library with highlights on two papers, a comment and a note. */
async function annotated(): Promise<{ opened: Opened; id: number }> {
  const opened = await open();
  await imported(opened, MEDUSA, MONKEYS, PREFACE);
  const id = await idOf(opened, MEDUSA.title);
  const { id: highlightId } = await mark(opened, id, 'heads guess');
  await opened.call('notes.create', { paperId: id, highlightId, body: 'How many?' });
  await opened.call('notes.create', { paperId: id, body: 'A note' });
  await mark(opened, await idOf(opened, MONKEYS.title), 'many answers', 'blue');
  return { opened, id };
}

const EVERYTHING = { view: { kind: 'all' }, query: '' } as const;

async function exported(opened: Opened, input: Omit<Input<'exports.create'>, 'scope'> & Partial<Pick<Input<'exports.create'>, 'scope'>>) {
  const made = await opened.call('exports.create', { scope: EVERYTHING, ...input });
  const { path, name } = await opened.app.claimFile(made.token);
  return { ...made, path, name, text: readFileSync(path, 'utf8') };
}

async function planned(opened: Opened, text: string): Promise<ImportPlan> {
  return opened.call('imports.prepare', { source: { kind: 'paste', text } });
}

describe('an export of annotations', () => {
  it('holds the papers that have any, as they are filtered, and says how many', async () => {
    const { opened, id } = await annotated();
    await opened.call('settings.set', { roles: { yellow: 'Thesis', blue: 'How', green: 'Data', orange: 'Number', pink: 'Limit' } });
    const csv = await exported(opened, { format: 'annotations-csv' });
    expect(csv).toMatchObject({ count: 2, name: 'offprint-annotations-2025-05-01.csv' });
    expect(csv.text).toContain('Thesis,yellow,heads guess,How many?');
    const blue = await exported(opened, { format: 'annotations-jsonld', filter: { colors: ['blue'] } });
    expect([blue.count, JSON.parse(blue.text).items.length]).toEqual([1, 1]);
    const notes = await exported(opened, { format: 'annotations-markdown', filter: { kinds: ['note'] } });
    expect(notes.count).toBe(1);
    expect(notes.text).toMatch(/## Note\n\nA note\n/);
    expect(notes.text).not.toContain('heads guess');
    const evidence = await exported(opened, { format: 'evidence-csv', filter: { colors: ['blue', 'yellow'] } });
    expect(evidence).toMatchObject({ count: 2, name: 'offprint-evidence-2025-05-01.csv' });
    expect(evidence.text).toMatch(/^paper,year,Thesis,How,link\r\n/);
    expect((await exported(opened, { format: 'evidence-markdown', scope: { ids: [await idOf(opened, PREFACE.title)] } })).count).toBe(0);
    const one = await exported(opened, { format: 'annotations-markdown', scope: { ids: [id] } });
    expect(one).toMatchObject({ count: 1, name: 'Medusa - Decoding Heads.md', text: expect.stringMatching(/^---\ntitle: "Medusa/) });
    const files = await exported(opened, { format: 'annotations-markdown', perPaper: true });
    expect(files.text.trimEnd().split('\n')).toHaveLength(2);
    expect(await opened.app.call('exports.create', { format: 'annotations-csv', scope: EVERYTHING, perPaper: true })).toMatchObject({
      ok: false,
    });
    expect(await opened.app.call('exports.create', { format: 'annotations-csv', scope: EVERYTHING, filter: { colour: [] } })).toMatchObject(
      {
        ok: false,
        error: { code: 'bad-request' },
      },
    );
  });

  it.each(['annotations-markdown', 'annotations-jsonld'] as const)(
    'in %s comes back to its own place, and brings nothing home',
    async (format) => {
      const { opened, id } = await annotated();
      const { text } = await exported(opened, { format });
      expect(await planned(opened, text)).toMatchObject({ counts: { new: 0, known: 2, changed: 0 }, problems: 0 });

      const other = await open();
      await imported(other, MEDUSA);
      const before = await other.call('papers.get', { id: await idOf(other, MEDUSA.title) });
      const plan = await planned(other, text);
      // Told by title and author: the other library gave the paper a name of its own.
      expect(plan.counts).toEqual({ new: 1, known: 0, changed: 1 });
      await other.call('imports.commit', { planId: plan.id });
      const there = await other.call('papers.get', { id: before.id });
      const here = await opened.call('papers.get', { id });
      const told = ({ highlights, notes }: typeof here) => [
        highlights.map(({ uid, field, color, range, quote, placedBy }) => ({ uid, field, color, range, quote, placedBy })),
        notes.map(({ uid, body, highlightId }) => ({ uid, body, isComment: highlightId !== null })),
      ];
      expect(told(there)).toEqual(told(here));
      await other.call('history.undo', {});
      expect(await other.call('papers.get', { id: before.id })).toEqual(before);
      expect((await other.call('library.state', {})).counts.all).toBe(1);
    },
  );

  it('that was edited by hand brings the edit as a version, which one undo takes back', async () => {
    const { opened, id } = await annotated();
    const { text } = await exported(opened, { format: 'annotations-markdown' });
    const plan = await planned(opened, text.replace('How many?', 'How many heads?'));
    expect(plan.counts).toEqual({ new: 0, known: 1, changed: 1 });
    const { step } = await opened.call('imports.commit', { planId: plan.id });
    expect(step?.label).toBe('Updated 1 paper from the pasted text');
    const bodies = async () => (await opened.call('papers.get', { id })).notes.map(({ body }) => body);
    expect(await bodies()).toEqual(['How many heads?', 'A note']);
    // Search knows the new words, and every window is told.
    const found = await opened.call('papers.list', { view: { kind: 'all' }, query: 'note:"many heads"' });
    expect(found.kind === 'papers' && found.ids).toEqual([id]);
    await opened.call('history.undo', {});
    expect(await bodies()).toEqual(['How many?', 'A note']);
  });

  it('stops when it is cancelled, and leaves no file', async () => {
    const { opened, id } = await annotated();
    const stopped = expect(opened.call('exports.create', { format: 'annotations-markdown', scope: { ids: [id] } })).rejects.toMatchObject({
      code: 'cancelled',
      message: 'The export was stopped. No file was written.',
    });
    const [job] = await opened.call('jobs.list', {});
    await opened.call('jobs.cancel', { jobId: job?.id ?? '' });
    await stopped;
    expect((await exported(opened, { format: 'annotations-markdown', scope: { ids: [id] } })).count).toBe(1);
  });
});

it('papers that a library tells apart come back as many, whatever they are called', async () => {
  const { opened } = await annotated();
  await imported(opened, { title: 'Preface', authors: ['A. B'] });
  const tag = async (id: number, name: string) => opened.call('tags.change', { ids: [id], add: [name], remove: [] });
  await tag(await idOf(opened, PREFACE.title), 'first');
  const json = await exported(opened, { format: 'json' });
  const lines = json.text.split('\n');
  const preface = lines.find((line) => line.includes('"Preface"')) ?? '';
  const twin = preface.replace(/"uid":"[^"]*"/, '"uid":"another-preface"').replace(/"authors":\[[^\]]*\]/, '"authors":[]');
  const plan = await planned(await open(), [lines[0], twin.replace(/,?$/, ','), ...lines.slice(1)].join('\n'));
  expect(plan.counts).toMatchObject({ new: json.count + 1, known: 0 });
});
