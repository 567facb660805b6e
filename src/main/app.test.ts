import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { requests } from '../shared/contract.ts';
import { AppError } from '../shared/errors.ts';
import { handlers } from './handlers/index.ts';
import { raw } from './library/db.ts';
import { beginImport, newPaper, writeChunk } from './library/imports.ts';
import { closeLibrary, openLibrary, openReadOnly } from './library/open.ts';
import { contentOf, entry, testFolder } from './library/testLibrary.ts';
import { imported, lines, type Opened, open } from './testApp.ts';

const NOW = '2025-05-01T12:00:00.000Z';

const MEDUSA = {
  title: 'Medusa: Decoding Heads',
  abstract: 'Extra heads guess several words ahead for speculative decoding.',
  authors: ['Tianle Cai'],
};
const MONKEYS = {
  title: 'Large Language Monkeys',
  abstract: 'Sampling many answers helps when a checker can tell good ones.',
  authors: ['Bradley Brown'],
};
const SPLITWISE = {
  title: 'Splitwise: Phase Splitting',
  abstract: 'Prompt and token phases run on machines of their own.',
  authors: ['Pratyush Patel'],
};

const all = (opened: Opened, query = '') =>
  opened.call('papers.list', { view: { kind: 'all' }, query, sort: query === '' ? 'newest' : 'best' });
async function idsOf(opened: Opened, query = ''): Promise<readonly number[]> {
  const list = await all(opened, query);
  if (list.kind === 'mistake') throw new Error(list.mistake.message);
  return list.ids;
}
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (thrown: unknown) => AppError.from(thrown).code,
  );

describe('a call', () => {
  it('is refused with a sentence where the contract does not know it', async () => {
    const { app } = await open();
    for (const [name, input] of [
      ['papers.dropAll', {}],
      ['constructor', {}],
      ['papers.get', { id: 1, also: true }],
      ['papers.get', { id: 'one' }],
      ['papers.get', null],
      ['notes.create', { paperId: 1, body: 'half a pair \ud83d' }],
    ] as const) {
      const reply = await app.call(name, input);
      expect(reply).toMatchObject({ ok: false, error: { code: 'bad-request', message: expect.stringMatching(/[.)]$/u) } });
    }
    await app.close();
    expect(await app.call('library.state', {})).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  it('has a handler each', () => {
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(requests).sort());
  });

  it('reads beside an owner and writes nothing', async () => {
    const owner = await open();
    await imported(owner, MEDUSA);
    const reader = await open(owner.file, 'reader');
    expect(await idsOf(reader)).toHaveLength(1);
    expect(await failureOf(reader.call('papers.setStarred', { ids: [1], starred: true }))).toBe('read-only');
    expect(await failureOf(reader.call('imports.prepare', { source: { kind: 'paste', text: 'x' } }))).toBe('read-only');
    expect(await failureOf(open(owner.file))).toBe('busy');
  });

  it('logs what nobody foresaw and shows a sentence', async () => {
    const { app } = await open();
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => log.mockRestore());
    const given = {
      get ids() {
        throw new Error('a bug');
      },
    };
    const reply = await app.call('papers.setStarred', given);
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal', message: expect.not.stringContaining('a bug') } });
    expect(String(log.mock.calls[0]?.[0])).toContain('a bug');
  });
});

describe('an import', () => {
  it('is prepared, shown, taken in, undone and redone', async () => {
    const opened = await open();
    const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(MEDUSA, MONKEYS, MEDUSA) } });
    expect(plan).toMatchObject({ name: 'Pasted text', counts: { new: 2, known: 1, changed: 0 } });
    expect(await idsOf(opened)).toEqual([]);
    const rows = await opened.call('imports.rows', { planId: plan.id, verdict: 'new', offset: 1, limit: 10 });
    expect(rows).toMatchObject([{ index: 1, line: 2, title: MONKEYS.title, authors: MONKEYS.authors, match: null }]);

    const outcome = await opened.call('imports.commit', { planId: plan.id });
    expect(outcome).toMatchObject({ added: 2, updated: 0, duplicates: 1, step: { label: 'Imported 2 papers from the pasted text' } });
    // New papers stand in no window's list: windows must look again, not only refresh rows they have.
    expect(opened.events).toContainEqual({ name: 'papers.changed', payload: { ids: null } });
    expect(await failureOf(opened.call('imports.commit', { planId: plan.id }))).toBe('not-found');
    expect(await idsOf(opened, 'speculative')).toHaveLength(1);

    await opened.call('history.undo', {});
    expect(await idsOf(opened)).toEqual([]);
    expect(await idsOf(opened, 'speculative')).toEqual([]);
    await opened.call('history.redo', {});
    expect(await idsOf(opened, 'speculative')).toHaveLength(1);
  });

  it('leaves out what it is told to, and takes changed ones only where asked', async () => {
    const opened = await open();
    await imported(opened, MEDUSA);
    const source = { kind: 'paste', text: lines({ ...MEDUSA, abstract: 'A wholly different summary.' }, MONKEYS, SPLITWISE) } as const;
    const first = await opened.call('imports.prepare', { source });
    expect(first.counts).toEqual({ new: 2, known: 0, changed: 1 });
    expect(await opened.call('imports.rows', { planId: first.id, verdict: 'changed', offset: 0, limit: 5 })).toMatchObject([
      { match: { title: MEDUSA.title, by: 'the same title and first author' } },
    ]);
    expect(await opened.call('imports.commit', { planId: first.id, leaveOut: [1], takeChanged: false })).toMatchObject({
      added: 1,
      updated: 0,
      duplicates: 1,
    });
    const second = await opened.call('imports.prepare', { source });
    expect(await opened.call('imports.commit', { planId: second.id, leaveOut: [1] })).toMatchObject({
      added: 0,
      updated: 1,
      duplicates: 1,
    });
    const [id = 0] = await idsOf(opened, 'wholly different');
    expect((await opened.call('papers.get', { id })).olderAbstracts.map((version) => version.text)).toEqual([MEDUSA.abstract]);
  });

  it('finds again at the end what came in since the preview', async () => {
    const opened = await open();
    const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(MEDUSA, MONKEYS) } });
    await imported(opened, MEDUSA);
    expect(await opened.call('imports.commit', { planId: plan.id })).toMatchObject({ added: 1, duplicates: 1 });
  });

  it('says what a text without papers looked like, and changes nothing', async () => {
    const opened = await open();
    await expect(opened.call('imports.prepare', { source: { kind: 'paste', text: 'Nothing of note.' } })).rejects.toMatchObject({
      code: 'nothing-found',
      message: expect.stringMatching(/\.$/u),
    });
    expect(await opened.call('jobs.list', {})).toEqual([]);
    const staging = join(opened.file, '..', 'library.staging');
    expect(existsSync(staging) ? readdirSync(staging) : []).toEqual([]);
  });

  it('that is cancelled leaves nothing, and the plan can be taken up again', async () => {
    const opened = await open();
    const many = Array.from({ length: 2_000 }, (_, at) => ({ title: `Paper number ${at}`, abstract: `About ${at}.` }));
    const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(...many) } });
    const committing = opened.call('imports.commit', { planId: plan.id });
    const failed = failureOf(committing);
    const jobs = await opened.call('jobs.list', {});
    expect(jobs).toMatchObject([{ label: 'Importing the pasted text', unit: 'papers' }]);
    await opened.call('jobs.cancel', { jobId: jobs[0]?.id ?? '' });
    expect(await failed).toBe('cancelled');
    expect(await idsOf(opened)).toEqual([]);
    expect((await opened.call('library.state', {})).undo).toBeNull();
    expect(await opened.call('imports.commit', { planId: plan.id })).toMatchObject({ added: 2_000 });
  });

  it('is cancelled by the name its asker gave it, and nothing else is', async () => {
    const opened = await open();
    await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(MEDUSA) }, jobId: 'an-earlier-one' });
    const many = Array.from({ length: 2_000 }, (_, at) => ({ title: `Paper number ${at}`, abstract: `About ${at}.` }));
    const other = opened.call('imports.prepare', { source: { kind: 'paste', text: lines(MONKEYS) }, jobId: 'window-two' });
    const mine = failureOf(opened.call('imports.prepare', { source: { kind: 'paste', text: lines(...many) }, jobId: 'window-one' }));
    expect(await failureOf(opened.call('imports.prepare', { source: { kind: 'sample' }, jobId: 'window-one' }))).toBe('bad-request');
    await opened.call('jobs.cancel', { jobId: 'window-one' });
    expect(await mine).toBe('cancelled');
    const plan = await other;
    const committing = failureOf(opened.call('imports.commit', { planId: plan.id, jobId: 'window-two' }));
    await opened.call('jobs.cancel', { jobId: 'window-two' });
    expect(await committing).toBe('cancelled');
    expect(await idsOf(opened)).toEqual([]);
  });

  it('tells windows at once that what was undone is gone, though it be stopped itself', async () => {
    const opened = await open();
    await imported(opened, MEDUSA);
    await opened.call('history.undo', {});
    const many = Array.from({ length: 2_000 }, (_, at) => ({ title: `Paper number ${at}`, abstract: `About ${at}.` }));
    const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(...many) } });
    opened.events.length = 0;
    const committing = failureOf(opened.call('imports.commit', { planId: plan.id, jobId: 'to-be-stopped' }));
    await new Promise(setImmediate);
    await opened.call('jobs.cancel', { jobId: 'to-be-stopped' });
    expect(await committing).toBe('cancelled');
    expect((await opened.call('library.state', {})).redo).toBeNull();
    expect(opened.events.map((event) => event.name)).toContain('library.changed');
  });

  it('that is being read when the library closes leaves nothing', async () => {
    const opened = await open();
    const many = Array.from({ length: 5_000 }, (_, at) => ({ title: `Paper number ${at}`, abstract: `About ${at}.` }));
    const log = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => log.mockRestore());
    const reading = failureOf(opened.call('imports.prepare', { source: { kind: 'paste', text: lines(...many) } }));
    const staging = join(opened.file, '..', 'library.staging');
    await vi.waitFor(() => expect(readdirSync(staging)).toHaveLength(1), { timeout: 10_000 });
    await opened.app.close();
    expect(existsSync(staging)).toBe(false);
    expect(await reading).toBe('cancelled');
    expect(log).not.toHaveBeenCalled();
  });

  it('knows each of many papers of one title again, in the library and in its own source', async () => {
    const opened = await open();
    const many = Array.from({ length: 120 }, (_, at) => ({
      title: 'Preface',
      abstract: `Words of ${at} alone, ${'say '.repeat(at)}.`,
      authors: [`Ana Name${at}`],
    }));
    await imported(opened, ...many);
    const again = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(...many) } });
    expect(again.counts).toEqual({ new: 0, known: 120, changed: 0 });
    const twice = many.map((paper) => ({ ...paper, title: 'Foreword' }));
    const doubled = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(...twice, ...twice) } });
    expect(doubled.counts).toEqual({ new: 120, known: 120, changed: 0 });
  });

  it('leaves a folder of its staging name alone', async () => {
    const folder = testFolder();
    mkdirSync(join(folder, 'library.staging'));
    writeFileSync(join(folder, 'library.staging', 'thesis.txt'), 'mine');
    const opened = await open(join(folder, 'library.db'));
    await imported(opened, MEDUSA);
    await opened.app.close();
    expect(readdirSync(join(folder, 'library.staging'))).toEqual(['thesis.txt']);
  });

  it('adds nothing to a paper whose own import was undone meanwhile, and can be undone itself after a restart', async () => {
    const opened = await open();
    const first = await imported(opened, MEDUSA);
    const many = Array.from({ length: 2_000 }, (_, at) => ({ title: `Paper number ${at}`, abstract: `About ${at}.` }));
    const better = { ...MEDUSA, abstract: 'Another abstract altogether.' };
    const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(better, ...many) } });
    expect(plan.counts).toEqual({ new: 2_000, known: 0, changed: 1 });
    const committing = opened.call('imports.commit', { planId: plan.id });
    await new Promise(setImmediate);
    await opened.call('history.undo', { stepId: first.step?.id ?? 0 });
    expect(await committing).toMatchObject({ added: 2_000, updated: 0 });
    await opened.app.close();
    const again = await open(opened.file);
    await again.call('history.undo', {});
    expect(await idsOf(again)).toEqual([]);
  });

  it('lets other calls through while it writes', async () => {
    const opened = await open();
    await imported(opened, MEDUSA);
    const many = Array.from({ length: 2_000 }, (_, at) => ({ title: `Paper number ${at}`, abstract: `About ${at}.` }));
    const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(...many) } });
    const order: string[] = [];
    const committing = opened.call('imports.commit', { planId: plan.id }).then(() => order.push('import'));
    await new Promise(setImmediate);
    await opened.call('papers.setStarred', { ids: [1], starred: true }).then(() => order.push('star'));
    await committing;
    expect(order).toEqual(['star', 'import']);
    expect(await idsOf(opened)).toHaveLength(2_001);
  });

  it('that was cut off is gone at the next start, and what it had staged too', async () => {
    const opened = await open();
    await imported(opened, MEDUSA);
    await opened.app.close();
    const db = openLibrary(opened.file, { door: 'one that dies', now: () => new Date(NOW) });
    const before = contentOf(db);
    const run = beginImport(db, new Date(NOW), { name: 'x', format: 'x', digest: { name: 'X', date: null }, status: 'new' });
    writeChunk(db, run, [newPaper(entry('Half an import', { kept: { notes: [{ body: 'n' }], tags: [{ name: 't' }] } }), 0)]);
    closeLibrary(db);
    const staging = join(opened.file, '..', 'library.staging');
    mkdirSync(staging);
    writeFileSync(join(staging, 'left.ndjson'), '{}');

    const again = await open(opened.file);
    expect(existsSync(staging)).toBe(false);
    expect(await idsOf(again)).toHaveLength(1);
    await again.app.close();
    const after = openReadOnly(opened.file);
    expect(contentOf(after)).toEqual(before);
    closeLibrary(after);
  });

  it('takes a file by a token that works once', async () => {
    const opened = await open();
    const path = join(testFolder(), 'papers.jsonl');
    writeFileSync(path, lines(MEDUSA, MONKEYS));
    const token = await opened.app.offerPath(path, 'papers.jsonl');
    const plan = await opened.call('imports.prepare', { source: { kind: 'file', token } });
    expect(plan.name).toBe('papers.jsonl');
    await opened.call('imports.discard', { planId: plan.id });
    expect(await failureOf(opened.call('imports.rows', { planId: plan.id, verdict: 'new', offset: 0, limit: 1 }))).toBe('not-found');
    expect(await failureOf(opened.call('imports.prepare', { source: { kind: 'file', token } }))).toBe('not-found');
  });
});

describe('a paper that comes twice in one source', () => {
  const PUBLISHED = { title: 'Tidal Pools', authors: ['Ada Marsh'], doi: '10.1000/m1', year: 2020 };
  const PREPRINT = {
    title: 'Tidal Pools',
    authors: ['Ada Marsh'],
    arxiv_id: '1901.00001',
    keywords: ['shore'],
    year: 2019,
    abstract: 'Pools between the tides.',
  };

  it('is one paper with all that both records tell, and comes out again with one undo', async () => {
    const opened = await open();
    const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(PUBLISHED, PREPRINT, PUBLISHED) } });
    expect(plan.counts).toEqual({ new: 1, known: 2, changed: 0 });
    const outcome = await opened.call('imports.commit', { planId: plan.id, keywordsAsTags: true });
    expect(outcome).toMatchObject({ added: 1, updated: 0, duplicates: 2 });
    const [id = 0, ...others] = await idsOf(opened, '');
    expect(others).toEqual([]);
    expect(await opened.call('papers.get', { id })).toMatchObject({
      identifiers: [{ value: '10.1000/m1' }, { value: '1901.00001' }],
      date: { given: '2020' },
      tags: [{ name: 'shore' }],
    });
    expect(recordsIn(opened.file)).toEqual([PUBLISHED, PREPRINT]);
    await opened.call('history.undo', {});
    expect(await idsOf(opened, '')).toEqual([]);
  });

  it('that is here already gains what both records tell', async () => {
    const opened = await open();
    await imported(opened, { title: 'Tidal Pools', authors: ['Ada Marsh'] });
    const plan = await opened.call('imports.prepare', { source: { kind: 'paste', text: lines(PUBLISHED, PREPRINT) } });
    expect(plan.counts).toEqual({ new: 0, known: 0, changed: 2 });
    await opened.call('imports.commit', { planId: plan.id });
    const [id = 0] = await idsOf(opened, '');
    expect((await opened.call('papers.get', { id })).identifiers).toMatchObject([{ value: '10.1000/m1' }, { value: '1901.00001' }]);
  });
});

function recordsIn(file: string): unknown[] {
  const db = openReadOnly(file);
  onTestFinished(() => closeLibrary(db));
  return (raw(db).prepare('SELECT json FROM records ORDER BY id').pluck().all() as string[]).map((json) => JSON.parse(json));
}

describe('a search', () => {
  it('keeps to its view, names what hides the rest, and explains a mistake', async () => {
    const opened = await open();
    await imported(opened, MEDUSA, MONKEYS, SPLITWISE);
    const [id = 0] = await idsOf(opened, 'speculative');
    await opened.call('papers.setStatus', { ids: [id], status: 'read' });
    const list = await opened.call('papers.list', { view: { kind: 'inbox' }, query: 'speculative is:read', sort: 'best' });
    expect(list).toMatchObject({ ids: [], hiddenBy: [{ filter: 'Inbox', queryWithout: 'speculative is:read', found: 1 }] });
    expect(await all(opened, 'speculative is:starred')).toMatchObject({
      hiddenBy: [{ filter: 'is:starred', queryWithout: 'speculative', found: 1 }],
    });
    expect(await idsOf(opened, 'is:unread')).toHaveLength(2);
    expect((await all(opened, 'is:nonsense')).kind).toBe('mistake');
  });

  it('brings as many of its first rows along as are asked for, the same that are asked for by id', async () => {
    const opened = await open();
    await imported(opened, MEDUSA, MONKEYS, SPLITWISE);
    const asked = { view: { kind: 'all' as const }, query: 'match:any many words', sort: 'best' as const };
    const list = await opened.call('papers.list', { ...asked, withRows: 1 });
    const ids = list.kind === 'papers' ? list.ids : [];
    expect(ids.length).toBeGreaterThan(1);
    expect(list).toMatchObject({ firstRows: await opened.call('papers.rows', { ids: ids.slice(0, 1), query: asked.query }) });
    expect(await opened.call('papers.list', asked)).toMatchObject({ ids, firstRows: [] });
  });

  it('finds at once what was just written, and shows the passage', async () => {
    const opened = await open();
    await imported(opened, MEDUSA, MONKEYS);
    const [id = 0] = await idsOf(opened, 'title:medusa');
    await opened.call('tags.change', { ids: [id], add: ['serving'], remove: [] });
    expect(await idsOf(opened, 'serving')).toEqual([id]);
    await opened.call('notes.create', { paperId: id, body: 'Ask about the xylophone.' });
    expect(await idsOf(opened, 'xylophone')).toEqual([id]);
    const rows = await opened.call('papers.rows', { ids: [id], query: 'speculative' });
    expect(rows[0]).toMatchObject({ noteCount: 1, snippet: expect.stringContaining('speculative decoding') });
    expect((await opened.call('papers.rows', { ids: [id], query: 'medusa' }))[0]?.snippet).toBeNull();
  });
});

describe('an export', () => {
  it('is a file behind a token that works once, and comes back whole into an empty library', async () => {
    const opened = await open();
    await imported(opened, MEDUSA, MONKEYS);
    const [first = 0, second = 0] = await idsOf(opened);
    await opened.call('papers.setStarred', { ids: [first], starred: true });
    await opened.call('papers.setStatus', { ids: [second], status: 'reading' });
    await opened.call('tags.change', { ids: [first, second], add: ['decoding'], remove: [] });
    const { note } = await opened.call('notes.create', { paperId: first, body: 'One' });
    await opened.call('notes.save', { noteId: note.id, client: 'window-1', baseRevision: 1, body: 'One, two' });

    const made = await opened.call('exports.create', { format: 'json', scope: { view: { kind: 'all' }, query: '' } });
    expect(made.count).toBe(2);
    const { path } = await opened.app.claimFile(made.token);
    await expect(opened.app.claimFile(made.token)).rejects.toMatchObject({ code: 'not-found' });

    const other = await open();
    const plan = await other.call('imports.prepare', { source: { kind: 'file', token: await other.app.offerPath(path, made.name) } });
    await other.call('imports.commit', { planId: plan.id });
    const again = await other.call('exports.create', { format: 'json', scope: { view: { kind: 'all' }, query: '' } });
    const before = JSON.parse(readFileSync(path, 'utf8'));
    const after = JSON.parse(readFileSync((await other.app.claimFile(again.token)).path, 'utf8'));
    // The import that brought a paper is a fact of its own library.
    const facts = (file: { papers: { import: unknown }[] }) => file.papers.map((paper) => ({ ...paper, import: null }));
    expect(facts(after)).toEqual(facts(before));

    const once = await opened.call('imports.prepare', { source: { kind: 'file', token: await opened.app.offerPath(path, made.name) } });
    expect(once.counts).toEqual({ new: 0, known: 2, changed: 0 });
  });
});

it('keeps everything over a restart, undo too', async () => {
  const file = join(testFolder(), 'library.db');
  const before = await open(file);
  await imported(before, MEDUSA, MONKEYS);
  await before.call('papers.setStarred', { ids: [...(await idsOf(before))], starred: true });
  await before.call('settings.set', { theme: 'sepia' });
  await before.app.close();
  const after = await open(file);
  expect(await after.call('library.state', {})).toMatchObject({ counts: { all: 2, starred: 2 }, undo: { label: 'Starred 2 papers' } });
  expect((await after.call('settings.get', {})).theme).toBe('sepia');
  await after.call('history.undo', {});
  expect((await after.call('library.state', {})).counts.starred).toBe(0);
});
