import { describe, expect, test } from 'vitest';
import type { ExportPaper } from '../../shared/entries.ts';
import { writeCslJson } from './csl-json.ts';
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
      id: 'paper-uid-0001',
      type: 'article-journal',
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
    };
    expect(written(bare)).toEqual([{ id: paper.uid, type: 'article', title: paper.title }]);
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
});
