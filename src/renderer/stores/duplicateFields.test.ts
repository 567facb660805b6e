import { expect, it } from 'vitest';
import type { ComparedPaper, Paper } from '../../shared/models.ts';
import { fieldStates, said, takenFrom, together } from './duplicateFields.ts';

const NOTHING: Paper = {
  id: 1,
  uid: 'paper-one',
  title: 'Medusa',
  abstract: null,
  abstractAddedAt: null,
  olderAbstracts: [],
  authors: [],
  date: null,
  venue: null,
  type: null,
  citationKey: null,
  identifiers: [],
  links: [],
  digest: null,
  status: 'new',
  statusAt: '',
  starredAt: null,
  trashedAt: null,
  addedAt: '',
  tags: [],
  notes: [],
  highlights: [],
  mentions: [],
  merged: [],
};
const compared = (paper: Partial<Paper>): ComparedPaper => ({
  paper: { ...NOTHING, ...paper },
  keywords: [],
  records: [{ format: 'json-lines', record: {} }],
});

it('a field is to be chosen where papers say different things of it', () => {
  const papers = [
    compared({ id: 1, authors: [{ name: 'T. Cai' }], venue: ' ICML ', status: 'new' }),
    compared({ id: 2, authors: [{ name: 'T. Cai' }], venue: null, status: 'reading', abstract: 'Heads.' }),
    compared({ id: 3, title: 'Medusa: Heads', authors: [{ name: 'T. Cai' }], venue: 'ICML', status: 'read' }),
  ];
  expect(said(papers[0]?.paper ?? NOTHING, 'venue')).toBe('ICML');
  expect(fieldStates(papers, 1, {})).toEqual([
    { field: 'title', state: 'differs', from: 1 },
    { field: 'authors', state: 'same', from: 1 },
    { field: 'venue', state: 'one', from: 1 },
    // Nobody has looked at the one that stays yet: where another stands tells more.
    { field: 'status', state: 'differs', from: 2 },
    { field: 'abstract', state: 'one', from: 2 },
  ]);
  expect(takenFrom(fieldStates(papers, 3, { title: 1 }))).toEqual({ title: 1, authors: 3, venue: 3, status: 3, abstract: 2 });
});

it('what comes together is counted once', () => {
  const doi = { scheme: 'doi', value: '10.1/x', raw: '' } as const;
  const tag = { uid: 'tag-one', name: 'heads' };
  const older = { seq: 1, text: 'Two.', addedAt: '' };
  const papers = [
    compared({ abstract: 'One.', identifiers: [doi], tags: [tag], olderAbstracts: [older] }),
    compared({ abstract: 'Two.', identifiers: [doi, { scheme: 'arxiv', value: '2401.10774', raw: '' }], tags: [tag] }),
  ];
  expect(together(papers)).toEqual({ versions: 2, notes: 0, highlights: 0, tags: 1, identifiers: 2, records: 2 });
});
