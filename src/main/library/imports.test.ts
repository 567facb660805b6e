import { describe, expect, it } from 'vitest';
import type { ImportEntry } from '../../shared/entries.ts';
import { raw } from './db.ts';
import { listDigests } from './digests.ts';
import { findMatch, likenessOf } from './duplicates.ts';
import { exportPapers } from './exportPapers.ts';
import { gainOf } from './gains.ts';
import { beginImport, CHUNK, finishImport, leftoverImports, newPaper, removeImport, writeChunk } from './imports.ts';
import { forgetUndone, redo, undo } from './journal.ts';
import { getPaper, setStarred } from './papers.ts';
import { changeTags, deleteTag, listTags, renameTag } from './tags.ts';
import { contentOf, entry, NOW, takeIn, testLibrary } from './testLibrary.ts';

const source = { name: 'daily.html', format: 'digest-text', digest: null, status: 'new' } as const;
const arxiv = (value: string) => ({ scheme: 'arxiv', value, raw: `arXiv:${value}v1` }) as const;
const author = (name: string) => ({ name });

describe('an import', () => {
  it('is seen nowhere until it is finished, and leaves nothing when it is taken out', () => {
    const db = testLibrary();
    const [first = 0] = takeIn(db, [entry('Medusa', { kept: { tags: [{ name: 'decoding' }] } })], 'Daily papers');
    const before = contentOf(db);
    const run = beginImport(db, NOW, { ...source, digest: { name: 'Another', date: null } });
    const kept = { tags: [{ name: 'Decoding' }, { name: 'moe' }], notes: [{ body: 'A note' }] };
    writeChunk(
      db,
      run,
      Array.from({ length: CHUNK + 1 }, (_, position) => newPaper(entry(`Paper ${position}`, { abstract: 'a', kept }), position)),
    );
    expect(raw(db).prepare('SELECT count(*) FROM visible_papers').pluck().get()).toBe(1);
    expect(listDigests(db).map((digest) => digest.name)).toEqual(['Daily papers']);
    expect(setStarred(db, NOW, [first + 1], true).step).toBeNull();

    expect(leftoverImports(db)).toEqual([run.id]);
    removeImport(db, run.id);
    expect(contentOf(db)).toEqual(before);
    expect(raw(db).prepare('SELECT count(*) FROM note_revisions').pluck().get()).toBe(0);
  });

  it('lets others work between its chunks, whose steps stay undoable by themselves', () => {
    const db = testLibrary();
    const [first = 0] = takeIn(db, [entry('Medusa')]);
    const run = beginImport(db, NOW, source);
    writeChunk(db, run, [newPaper(entry('Splitwise', { kept: { tags: [{ name: 'serving' }] } }), 0)]);
    const tagged = changeTags(db, NOW, [first], ['serving'], []);
    writeChunk(db, run, [newPaper(entry('Monkeys'), 1)]);
    finishImport(db, NOW, run, { label: 'Imported 2 papers', added: 2, updates: [], duplicates: 0 });
    undo(db, NOW);
    expect(getPaper(db, first).tags.map((tag) => tag.name)).toEqual(['serving']);
    undo(db, NOW, tagged.step?.id);
    expect(getPaper(db, first).tags).toEqual([]);
    redo(db, NOW);
    redo(db, NOW);
    expect(raw(db).prepare('SELECT count(*) FROM paper_tags').pluck().get()).toBe(2);
  });

  it('brings its tags whatever was done to them meanwhile, and leaves none that only it wore', () => {
    const db = testLibrary();
    const tags = [{ name: 'serving' }, { name: 'its own' }];
    const [first = 0] = takeIn(db, [entry('Medusa', { kept: { tags: [{ name: 'Serving' }] } })]);
    const run = beginImport(db, NOW, source);
    writeChunk(db, run, [newPaper(entry('Splitwise', { kept: { tags } }), 0)]);
    expect(listTags(db)).toMatchObject([{ name: 'Serving', count: 1 }]);
    const before = contentOf(db);
    deleteTag(db, NOW, listTags(db)[0]?.uid ?? '');
    expect(listTags(db)).toEqual([]);
    writeChunk(db, run, [newPaper(entry('Monkeys', { kept: { tags } }), 1)]);
    finishImport(db, NOW, run, { label: 'Imported 2 papers', added: 2, updates: [], duplicates: 0 });
    expect(listTags(db)).toMatchObject([
      { name: 'its own', count: 2 },
      { name: 'Serving', count: 2 },
    ]);
    undo(db, NOW);
    undo(db, NOW);
    expect(listTags(db)).toMatchObject([{ name: 'Serving', count: 1 }]);
    setStarred(db, NOW, [first], true);
    for (const id of leftoverImports(db)) removeImport(db, id);
    expect(raw(db).prepare('SELECT name FROM tags').pluck().all()).toEqual(['Serving']);
    expect(contentOf(db).paper_tags).toEqual(before.paper_tags?.slice(0, 1));
  });

  it('that is stopped leaves what was done to its tags meanwhile undoable', () => {
    const db = testLibrary();
    const [first = 0] = takeIn(db, [entry('Medusa', { kept: { tags: [{ name: 'heads' }] } })]);
    const run = beginImport(db, NOW, source);
    writeChunk(db, run, [newPaper(entry('Splitwise', { kept: { tags: [{ name: 'heads' }, { name: 'serving' }] } }), 0)]);
    changeTags(db, NOW, [first], ['serving'], []);
    renameTag(db, NOW, listTags(db)[0]?.uid ?? '', 'serving');
    removeImport(db, run.id);
    expect(getPaper(db, first).tags.map((tag) => tag.name)).toEqual(['serving']);
    undo(db, NOW);
    expect(getPaper(db, first).tags.map((tag) => tag.name)).toEqual(['heads', 'serving']);
    undo(db, NOW);
    redo(db, NOW);
    redo(db, NOW);
    expect(getPaper(db, first).tags.map((tag) => tag.name)).toEqual(['serving']);
  });

  it('that was undone goes for good once it cannot be redone', () => {
    const db = testLibrary();
    takeIn(db, [entry('Medusa')], 'Daily papers');
    undo(db, NOW);
    expect(leftoverImports(db)).toEqual([]);
    forgetUndone(db);
    for (const id of leftoverImports(db)) removeImport(db, id);
    expect(Object.values(contentOf(db)).flat()).toEqual([]);
  });

  it('joins the digest that is here already', () => {
    const db = testLibrary();
    takeIn(db, [entry('Medusa')], 'Daily papers');
    takeIn(db, [entry('Splitwise')], 'Daily papers');
    expect(listDigests(db)).toMatchObject([{ name: 'Daily papers', count: 2, unread: 2, date: { given: 'Apr 28' } }]);
  });
});

describe('a duplicate', () => {
  const abstract = 'We propose extra decoding heads that guess several words ahead and check them in one pass of the model.';
  const other = 'A survey of how birds find their way over the sea at night, with two new field studies from the north.';
  const cases: [string, Partial<ImportEntry>, Partial<ImportEntry> & { title?: string }, string | null][] = [
    [
      'an identifier',
      { identifiers: [arxiv('2401.10774')] },
      { title: 'MEDUSA, renamed', identifiers: [arxiv('2401.10774')] },
      'the same arXiv id',
    ],
    ['title and first author', { authors: [author('Tianle Cai')] }, { authors: [{ name: 'Cai, T.' }] }, 'the same title and first author'],
    [
      'title and abstract',
      { authors: [author('A. B')], abstract },
      { authors: [author('C. D')], abstract: `${abstract} More.` },
      'the same title and abstract',
    ],
    ['title alone where nothing else is known', {}, { abstract }, 'the same title'],
    ['not title alone against the authors', { authors: [author('A. B')] }, { authors: [author('C. D')] }, null],
    ['not title alone against the abstracts', { abstract }, { abstract: other }, null],
    [
      'not title and author against the identifiers',
      { authors: [author('A. B')], identifiers: [arxiv('2401.10774')] },
      { authors: [author('A. B')], identifiers: [arxiv('2502.00001')] },
      null,
    ],
  ];
  it.each(cases)('is told by %s', (_what, here, given, by) => {
    const db = testLibrary();
    takeIn(db, [entry('Medusa: Multiple Heads', here)]);
    const asked = entry(given.title ?? 'MEDUSA — multiple  heads', given);
    expect(findMatch(db, asked, likenessOf(asked))?.by ?? null).toBe(by);
  });

  it('brings what the library does not know, and overwrites nothing', () => {
    const db = testLibrary();
    const [id = 0] = takeIn(db, [entry('Medusa', { abstract: 'The first words. And more.', venue: 'ICML' })]);
    expect(gainOf(db, id, entry('Medusa', { abstract: 'The first words…', venue: 'Elsewhere' }))).toBeNull();

    const more = entry('Medusa', { abstract: 'Quite another text.', authors: [author('T. Cai')], identifiers: [arxiv('2401.10774')] });
    const gain = gainOf(db, id, more);
    if (!gain) throw new Error('there is something new in it');
    const run = beginImport(db, NOW, source);
    finishImport(db, NOW, run, {
      label: 'Updated 1 paper',
      added: 0,
      updates: [{ paperId: id, gain, record: more.record }],
      duplicates: 0,
    });
    const paper = getPaper(db, id);
    expect(paper).toMatchObject({ abstract: 'Quite another text.', venue: 'ICML', authors: [{ name: 'T. Cai' }] });
    expect(paper.olderAbstracts.map((version) => version.text)).toEqual(['The first words. And more.']);
    expect(gainOf(db, id, more)).toBeNull();

    undo(db, NOW);
    expect(getPaper(db, id)).toMatchObject({ abstract: 'The first words. And more.', authors: [], identifiers: [], olderAbstracts: [] });
  });
});

it('takes everything of an export into an empty library again', () => {
  const db = testLibrary();
  const [id = 0] = takeIn(db, [
    entry('Medusa', {
      abstract: 'Heads.',
      kept: {
        uid: 'a-paper-of-ours',
        status: 'read',
        statusAt: '2025-01-02T00:00:00.000Z',
        statusReason: 'for the talk',
        starredAt: '2025-01-03T00:00:00.000Z',
        addedAt: '2025-01-01T00:00:00.000Z',
        tags: [{ uid: 'a-tag-of-ours', name: 'decoding' }],
        notes: [
          {
            uid: 'a-note-of-ours',
            body: 'b',
            createdAt: '2025-01-04T00:00:00.000Z',
            revisions: [{ seq: 1, body: 'a', savedAt: '2025-01-04T00:00:00.000Z' }],
          },
        ],
        olderAbstracts: [{ text: 'Older.', addedAt: '2024-01-01T00:00:00.000Z' }],
        records: [{ format: 'digest-text', record: { title: 'Medusa', votes: 3 } }],
      },
    }),
  ]);
  const [paper] = exportPapers(db, [id]);
  expect(paper).toMatchObject({
    uid: 'a-paper-of-ours',
    abstract: 'Heads.',
    status: 'read',
    statusReason: 'for the talk',
    starredAt: '2025-01-03T00:00:00.000Z',
    addedAt: '2025-01-01T00:00:00.000Z',
    tags: [{ uid: 'a-tag-of-ours', name: 'decoding' }],
    olderAbstracts: [{ seq: 1, text: 'Older.' }],
    notes: [
      {
        uid: 'a-note-of-ours',
        body: 'b',
        revisions: [
          { seq: 1, body: 'a' },
          { seq: 2, body: 'b' },
        ],
      },
    ],
    records: [{ format: 'digest-text', record: { title: 'Medusa', votes: 3 } }],
    import: { name: 'daily.html' },
  });
});
