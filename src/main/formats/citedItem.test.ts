import { describe, expect, it } from 'vitest';
import type { ExportPaper } from '../../shared/entries.ts';
import { citedItem, nameOf } from './citedItem.ts';

const at = '2026-04-28T10:00:00.000Z';
const paper = (change: Partial<ExportPaper>): ExportPaper => ({
  id: 1,
  uid: 'paper-uid-0001',
  title: 'Tides',
  abstract: null,
  olderAbstracts: [],
  abstractAddedAt: null,
  authors: [{ name: 'Ana Ruiz' }],
  date: null,
  venue: null,
  type: null,
  citationKey: null,
  identifiers: [],
  links: [],
  keywords: ['tides'],
  digest: null,
  status: 'read',
  statusAt: at,
  statusReason: null,
  starredAt: null,
  trashedAt: null,
  addedAt: at,
  tags: [],
  highlights: [],
  notes: [{ uid: 'note-uid-0001', body: 'A note.', createdAt: at, updatedAt: at, highlight: null, revisions: [] }],
  records: [],
  import: { name: 'x', format: 'digest-text', at },
  ...change,
});

describe('citedItem', () => {
  it('has the title in plain characters and neither abstract nor notes', () => {
    const item = citedItem(paper({ title: 'Is It\\^o enough in $L^2$?', abstract: 'Yes.' }));
    expect(item.title).toBe('Is Itô enough in L²?');
    expect(item.abstract).toBeUndefined();
    expect(item.note).toBeUndefined();
  });

  it('does not quote a guessed date', () => {
    expect(citedItem(paper({ date: { given: '2017', sort: '2017-01-01', precision: 'year', guessed: false } })).issued).toEqual({
      'date-parts': [[2017]],
    });
    expect(citedItem(paper({ date: { given: 'Apr 28', sort: '2026-04-28', precision: 'day', guessed: true } })).issued).toBeUndefined();
  });

  it('cites a preprint by its archive', () => {
    const identifiers = [{ scheme: 'arxiv', value: '1706.03762', raw: 'arXiv:1706.03762v7' }] as const;
    expect(citedItem(paper({ identifiers, venue: null, type: null }))).toMatchObject({
      type: 'article',
      publisher: 'arXiv',
      number: 'arXiv:1706.03762',
    });
    expect(citedItem(paper({ identifiers, venue: 'NeurIPS', type: 'paper-conference' })).publisher).toBeUndefined();
  });

  it('takes volume and pages from the first record that knows them', () => {
    const records = [
      { format: 'csl-json', record: { volume: 12, page: '45-67', note: 'private', title: 'Other' } },
      { format: 'csl-json', record: { volume: '13', issue: '2' } },
      { format: 'unknown', record: { publisher: 'X' } },
    ];
    const item = citedItem(paper({ title: 'Own', records }));
    expect(item).toMatchObject({ volume: 12, page: '45-67', issue: '2', title: 'Own' });
    expect(item.note).toBeUndefined();
    expect(item.publisher).toBeUndefined();
  });
});

describe('citedItem of a BibTeX entry', () => {
  it('has its volume, number, pages and editors, as text', () => {
    const record = {
      type: 'inproceedings',
      key: 'a',
      fields: { volume: '12', number: '3', pages: '45--67', editor: 'M{\\"u}ller, Eva and Marsh, Ada', abstract: 'x' },
      inherited: { publisher: 'Shore \\& Co', volume: '99' },
    };
    expect(citedItem(paper({ records: [{ format: 'bibtex', record }] }))).toMatchObject({
      volume: '12',
      issue: '3',
      page: '45-67',
      publisher: 'Shore & Co',
      editor: [
        { family: 'Müller', given: 'Eva' },
        { family: 'Marsh', given: 'Ada' },
      ],
    });
  });
});

it('takes volume and pages from a RIS record too', () => {
  const fields = [
    ['TY', 'JOUR'],
    ['VL', '12'],
    ['SP', '45'],
    ['EP', '67'],
    ['PB', 'Shore Press'],
  ];
  expect(citedItem(paper({ records: [{ format: 'ris', record: { fields } }] }))).toMatchObject({
    volume: '12',
    page: '45-67',
    publisher: 'Shore Press',
  });
});

describe('nameOf', () => {
  it.each([
    ['Geoffrey E. Hinton', { family: 'Hinton', given: 'Geoffrey E.' }],
    ['Ludwig van der Berg', { family: 'van der Berg', given: 'Ludwig' }],
    ['Martin Luther King Jr.', { family: 'King', given: 'Martin Luther', suffix: 'Jr.' }],
    ['Ł. Kaiser', { family: 'Kaiser', given: 'Ł.' }],
    ['Van Morrison', { family: 'Morrison', given: 'Van' }],
    ['OpenAI', { literal: 'OpenAI' }],
    ['The ATLAS Collaboration', { literal: 'The ATLAS Collaboration' }],
    ['Gemini Team', { literal: 'Gemini Team' }],
    ['王 小明', { literal: '王 小明' }],
  ])('%s', (name, parts) => {
    expect(nameOf({ name })).toEqual(parts);
  });

  it('takes the parts a source gave', () => {
    expect(nameOf({ name: 'A van Gogh', family: 'van Gogh', given: 'A' })).toEqual({ family: 'van Gogh', given: 'A' });
  });
});
