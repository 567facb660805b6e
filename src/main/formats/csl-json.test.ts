import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExportPaper } from '../../shared/entries.ts';
import { writeCslJson } from './csl-json.ts';
import { anyPaper, exportedAgain } from './fixtures/anyPaper.ts';
import { read } from './fixtures/reading.ts';

const at = '2026-04-28T10:00:00.000Z';
const paper: ExportPaper = {
  id: 1,
  uid: 'paper-uid-0001',
  title: 'Inference Scaling scriptsizeFLaws',
  abstract: 'By sim75\\% and $x_1$.\n\nA second paragraph.',
  olderAbstracts: [],
  authors: [{ name: 'Ana Ruiz' }, { name: 'Jan de Wit', family: 'de Wit', given: 'Jan' }, { name: 'The Tidal Group' }, { name: '李娜' }],
  date: { given: 'Apr 28', sort: '2026-04-28', precision: 'day', guessed: true },
  venue: 'Journal of Tides',
  type: null,
  citationKey: 'ruiz2026inference',
  identifiers: [
    { scheme: 'doi', value: '10.1000/x', raw: '10.1000/X' },
    { scheme: 'arxiv', value: '2404.11111', raw: '2404.11111v1' },
  ],
  links: [{ kind: 'pdf', url: 'https://a.example.org/x.pdf', source: 'record' }],
  keywords: ['tides'],
  digest: null,
  status: 'read',
  statusAt: at,
  statusReason: null,
  starredAt: null,
  trashedAt: null,
  addedAt: at,
  abstractAddedAt: at,
  tags: [{ uid: 'tag-uid-00001', name: 'to cite' }],
  highlights: [],
  notes: [{ uid: 'note-uid-0001', body: 'A *note*.', createdAt: at, updatedAt: at, highlight: null, revisions: [] }],
  records: [],
  import: { name: 'x', format: 'digest-text', at },
};
const written = (...papers: ExportPaper[]): Record<string, unknown>[] => JSON.parse([...writeCslJson(papers)].join(''));

/** Of the schema's item: its fields, as far as they are written here. */
const FIELDS = new Set(
  'id type citation-key title author abstract issued container-title DOI ISBN PMID number URL keyword note'.split(' '),
);

describe('CSL-JSON', () => {
  test('is written after the schema, with the raw texts', () => {
    const [item] = written(paper);
    expect(Object.keys(item ?? {}).filter((field) => !FIELDS.has(field))).toEqual([]);
    expect(item).toEqual({
      id: 'ruiz2026inference',
      type: 'article-journal',
      'citation-key': 'ruiz2026inference',
      title: 'Inference Scaling scriptsizeFLaws',
      author: [{ family: 'Ruiz', given: 'Ana' }, { family: 'de Wit', given: 'Jan' }, { literal: 'The Tidal Group' }, { literal: '李娜' }],
      abstract: 'By sim75\\% and $x_1$.\n\nA second paragraph.',
      issued: { 'date-parts': [[2026, 4, 28]], circa: true, raw: 'Apr 28' },
      'container-title': 'Journal of Tides',
      DOI: '10.1000/x',
      number: 'arXiv:2404.11111',
      URL: 'https://arxiv.org/abs/2404.11111',
      keyword: 'to cite, tides',
      note: 'A *note*.',
    });
  });

  test('dates are as precise as they were, blanks are left out', () => {
    const dated = (date: ExportPaper['date']) => written({ ...paper, date })[0]?.issued;
    expect(dated({ given: '2023', sort: '2023-01-01', precision: 'year', guessed: false })).toEqual({ 'date-parts': [[2023]] });
    expect(dated({ given: 'May 2023', sort: '2023-05-01', precision: 'month', guessed: false })).toEqual({ 'date-parts': [[2023, 5]] });
    expect(dated({ given: 'fall 2023', sort: '2023-09-01', precision: 'season', guessed: false })).toEqual({
      'date-parts': [[2023]],
      season: 3,
    });
    expect(dated({ given: 'in press', sort: null, precision: 'none', guessed: false })).toEqual({ literal: 'in press' });
    const bare = {
      ...paper,
      abstract: null,
      authors: [],
      date: null,
      venue: null,
      identifiers: [],
      links: [],
      keywords: [],
      tags: [],
      notes: [],
      citationKey: null,
    };
    expect(written(bare)).toEqual([{ id: 'offprint://paper/paper-uid-0001', type: 'article', title: paper.title }]);
    expect(written()).toEqual([]);
  });

  test('read back it tells what it can', async () => {
    const { format, entries } = await read([...writeCslJson([paper, { ...paper, notes: [] }])].join(''), 'x.json');
    expect(format).toBe('csl-json');
    expect(entries[0]).toMatchObject({
      title: paper.title,
      abstract: paper.abstract,
      date: paper.date,
      venue: paper.venue,
      keywords: ['to cite', 'tides'],
      identifiers: [
        { scheme: 'doi', value: '10.1000/x' },
        { scheme: 'arxiv', value: '2404.11111' },
      ],
      kept: { notes: [{ body: 'A *note*.' }] },
    });
    expect(entries[0]?.authors.map(({ name }) => name)).toEqual(paper.authors.map(({ name }) => name));
    expect(entries[1]?.kept).toBeUndefined();
  });

  test("other programs' ways", async () => {
    const items = [
      {
        id: 1,
        type: 'article-journal',
        title: 'A Title',
        issued: { 'date-parts': [['2023', '5']] },
        author: [{ family: 'Wit', given: 'Jan', 'non-dropping-particle': 'de' }],
        note: 'arXiv:2404.11111 [cs.CL]\nciteKey: wit2023',
        PMID: '12345678',
      },
      { id: 'b', type: 'book', title: 'B Title', issued: { literal: 'spring 2020' } },
      { id: 'c', type: 'report', issued: { raw: '2020-02-03' } },
    ];
    for (const text of [JSON.stringify(items, null, 2), JSON.stringify({ items })]) {
      const { entries, problems } = await read(text);
      expect(entries[0]).toMatchObject({
        date: { sort: '2023-05-01', precision: 'month' },
        authors: [{ name: 'Jan de Wit', family: 'de Wit', given: 'Jan' }],
        identifiers: [
          { scheme: 'pmid', value: '12345678' },
          { scheme: 'arxiv', value: '2404.11111' },
        ],
      });
      expect(entries[0]?.kept).toBeUndefined();
      expect(entries[1]?.date).toMatchObject({ given: 'spring 2020', precision: 'season' });
      expect(problems).toHaveLength(1);
    }
  });

  test.each([
    [{ 'date-parts': [['2023', '5', '6']] }, '2023-05-06', 'day', '2023-05-06'],
    [{ 'date-parts': [[2019], [2021]] }, '2019-01-01', 'year', '2019–2021'],
    [
      {
        'date-parts': [
          [2019, 5, 3],
          [2019, 5, 7],
        ],
      },
      '2019-05-03',
      'day',
      '2019-05-03–2019-05-07',
    ],
    [{ 'date-parts': [[2020]], season: '21' }, '2020-03-01', 'season', 'spring 2020'],
    [{ 'date-parts': [[2020]], circa: true }, '2020-01-01', 'year', '2020'],
    [{ 'date-parts': [[]], literal: 'in press' }, null, 'none', 'in press'],
    [{ 'date-parts': [[null]] }, undefined, undefined, undefined],
    [{ year: 2020, month: 3 }, '2020-03-01', 'month', '2020-03'],
    [{ raw: 'May 2020' }, '2020-05-01', 'month', 'May 2020'],
    ['2020-05', '2020-05-01', 'month', '2020-05'],
    [2020, '2020-01-01', 'year', '2020'],
  ])('the date %j', async (issued, sort, precision, given) => {
    const [entry] = (await read(JSON.stringify([{ id: 'x1', type: 'book', title: 'A', issued }]))).entries;
    expect([entry?.date?.sort, entry?.date?.precision, entry?.date?.given]).toEqual([sort, precision, given]);
  });

  test.each([
    [{ id: 'ruiz2020' }, 'ruiz2020'],
    [{ id: 'Ruiz:2020', 'citation-key': 'other' }, 'other'],
    [{ id: 'http://zotero.org/users/1/items/ABCDEFGH' }, undefined],
    [{ id: 'offprint://paper/abcdefghijklmnopqrstuv' }, undefined],
    [{ id: 'a1b2c3d4-1111-2222-3333-444455556666' }, undefined],
    [{ id: 12 }, undefined],
    [{ id: 'ITEM-1' }, undefined],
    [{ id: 1, note: 'Citation Key: ruiz2021\nPMCID: PMC123456' }, 'ruiz2021'],
  ])('the key of %j', async (item, key) => {
    const [entry] = (await read(JSON.stringify([{ ...item, type: 'book', title: 'A' }]))).entries;
    expect(entry?.citationKey).toBe(key);
    expect(entry?.kept).toBeUndefined();
  });

  test('the note of a person is kept, the lines that are fields come back', async () => {
    const item = {
      id: 'x1',
      type: 'book',
      title: 'A',
      note: 'tex.ids: a, b\nSummary: worth reading.\nTwice.',
      custom: { a: [1] },
      volume: 3,
    };
    const entry = (await read(JSON.stringify([item]))).entries[0];
    expect(entry?.kept?.notes).toEqual([{ body: 'Summary: worth reading.\nTwice.' }]);
    if (entry === undefined) throw new Error('no entry');
    const again = exportedAgain(entry, 'csl-json');
    expect(written(again)).toEqual([item]);
    const [changed] = written({ ...again, notes: [], title: 'B', citationKey: 'y1' });
    expect(changed).toEqual({ ...item, id: 'y1', 'citation-key': 'y1', title: 'B', note: 'tex.ids: a, b' });
  });

  test('what registries answer: lists of one, types of their own, abstracts in markup', async () => {
    const answer = {
      type: 'journal-article',
      DOI: '10.1000/x',
      title: ['Of H<sub>2</sub>O'],
      'container-title': ['Journal of Tides'],
      ISSN: ['1932-6208'],
      'published-print': { 'date-parts': [[2020, 5]] },
      author: [{ given: 'Ana', family: 'Ruiz', sequence: 'first', affiliation: [] }, { name: 'Tidal Group' }],
      abstract:
        '<jats:title>Abstract</jats:title><jats:sec><jats:title>Results</jats:title><jats:p>The sea\n rises by CO<jats:sub>2</jats:sub>.</jats:p></jats:sec><jats:p>It falls.</jats:p>',
    };
    for (const text of [JSON.stringify(answer), JSON.stringify([answer], null, 2)]) {
      const { entries, format } = await read(text);
      expect(format).toBe('csl-json');
      expect(entries).toMatchObject([
        {
          type: 'article-journal',
          venue: 'Journal of Tides',
          date: { sort: '2020-05-01' },
          abstract: 'Results: The sea rises by CO₂.\n\nIt falls.',
          authors: [{ name: 'Ana Ruiz' }, { name: 'Tidal Group' }],
        },
      ]);
    }
  });

  test('read and written again it is the same, whatever the papers hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPaper, { minLength: 1, maxLength: 4 }), async (papers) => {
        const first = [...writeCslJson(papers)].join('');
        const { entries, problems, format } = await read(first, 'x.json');
        expect([format, problems]).toEqual(['csl-json', []]);
        expect([...writeCslJson(entries.map((entry) => exportedAgain(entry, 'csl-json')))].join('')).toBe(first);
        expect(entries.map(({ title }) => title)).toEqual(papers.map(({ title }) => title));
        entries.forEach((entry, at) => {
          const paper = papers[at];
          expect(entry.authors.map(({ name }) => name)).toEqual(paper?.authors.map(({ name }) => name));
          expect(entry.abstract?.replace(/\s+/g, ' ')).toEqual(paper?.abstract?.replace(/\s+/g, ' '));
          expect(entry.citationKey ?? null).toBe(paper?.citationKey);
          expect(entry.date?.sort).toBe(paper?.date?.sort);
          expect(entry.identifiers.map(({ value }) => value)).toEqual(
            expect.arrayContaining((paper?.identifiers ?? []).filter(({ scheme }) => scheme !== 'openreview').map(({ value }) => value)),
          );
        });
      }),
      { numRuns: 150 },
    );
  });

  test('a wrapper whose first item stands on its own line loses none', async () => {
    const items = ['First', 'Second', 'Third', 'Fourth'].map((title) => JSON.stringify({ id: title, type: 'book', title }));
    const { entries, problems } = await read(`{"items":[${items.join(',\n')}]}`);
    expect(entries.map(({ title }) => title)).toEqual(['First', 'Second', 'Third', 'Fourth']);
    expect(problems).toEqual([]);
  });

  test('an empty list holds no papers', async () => {
    await expect(read('{"items": []}')).rejects.toMatchObject({ code: 'nothing-found' });
  });
});
