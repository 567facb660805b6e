import { expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const record = {
  id: '0704.0001',
  submitter: 'A. One',
  authors: "C. Bal\\'azs (1), E. L. Berger ((1) Nowhere), H.~Li",
  title: 'Calculation of prompt\n  lamps',
  comments: '37 pages',
  'journal-ref': 'Phys.Rev.D76:013009,2007',
  doi: '10.1103/PhysRevD.76.013009 10.1000/other',
  categories: 'hep-ph cs.CG',
  license: null,
  abstract: '  One line of\nan abstract.\n  A second paragraph\nof it.\n',
  versions: [
    { version: 'v1', created: 'Mon, 2 Apr 2007 19:18:42 GMT' },
    { version: 'v2', created: 'Tue, 24 Jul 2007 20:10:27 GMT' },
  ],
  update_date: '2008-11-26',
  authors_parsed: [
    ['Balázs', 'C.', ''],
    ['Berger', 'E. L.', 'Jr.', 'Nowhere'],
    ['The Lamp Collaboration', '', ''],
  ],
};

test('a record with all it has', async () => {
  const { format, entries, problems } = await read(`${JSON.stringify(record)}\n{"id": "0704.0002", "title": "Cut`);
  expect(format).toBe('arxiv-snapshot');
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject({
    title: 'Calculation of prompt lamps',
    abstract: 'One line of an abstract.\n\nA second paragraph of it.',
    authors: [
      { name: 'C. Balázs', family: 'Balázs', given: 'C.' },
      { name: 'E. L. Berger Jr.', family: 'Berger', given: 'E. L.' },
      { name: 'The Lamp Collaboration' },
    ],
    date: { sort: '2007-04-02', precision: 'day' },
    venue: 'Phys.Rev.D76:013009,2007',
    keywords: ['hep-ph', 'cs.CG'],
    identifiers: [
      { scheme: 'arxiv', value: '0704.0001', raw: 'arXiv:0704.0001v2' },
      { scheme: 'doi', value: '10.1103/physrevd.76.013009' },
      { scheme: 'doi', value: '10.1000/other' },
    ],
    record,
  });
  expect(problems).toMatchObject([{ line: 2, severity: 'lost' }]);
});

test('without parsed authors, versions and the rest', async () => {
  const bare = { ...record, authors_parsed: null, versions: null, 'journal-ref': null, doi: null, abstract: null };
  const { entries } = await read(`${JSON.stringify(bare)}\n${JSON.stringify({ ...bare, id: 'hep-th/9901001' })}`);
  expect(entries[0]).toMatchObject({
    abstract: null,
    authors: [{ name: 'C. Balázs' }, { name: 'E. L. Berger' }, { name: 'H. Li' }],
    date: { sort: '2008-11-26' },
    venue: null,
  });
  expect(entries[1]?.identifiers).toMatchObject([{ scheme: 'arxiv', value: 'hep-th/9901001' }]);
});
