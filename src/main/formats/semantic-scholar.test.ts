import { describe, expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const paper = {
  paperId: '0123456789abcdef0123456789abcdef01234567',
  externalIds: { ArXiv: '2404.12345', DOI: '10.1000/X', PubMed: '123456', CorpusId: 99, MAG: '1' },
  url: 'https://www.semanticscholar.org/paper/0123456789abcdef0123456789abcdef01234567',
  title: 'Lamps and their light',
  abstract: 'They shine.',
  venue: '',
  journal: { name: 'Journal of Lamps', volume: '3' },
  year: 2024,
  publicationDate: '2024-04-03',
  publicationTypes: ['Review', 'JournalArticle'],
  openAccessPdf: { url: 'https://a.example.org/x.pdf', status: 'GREEN' },
  fieldsOfStudy: ['Computer Science'],
  authors: [
    { authorId: '1', name: 'Ana Ruiz' },
    { authorId: null, name: 'Bo Li' },
  ],
  tldr: { model: 'm', text: 'A machine says so.' },
};
const bare = {
  paperId: 'f'.repeat(40),
  title: 'Only a title',
  abstract: null,
  year: null,
  publicationDate: null,
  openAccessPdf: { url: '' },
  externalIds: null,
  authors: [],
};

describe('Semantic Scholar', () => {
  test.each([
    ['a page of results', { total: 2, offset: 0, data: [paper, bare] }],
    ['a list with what was not found', [null, paper, null, bare]],
    ['recommendations', { recommendedPapers: [paper, bare] }],
    ['citations', { offset: 0, data: [{ isInfluential: false, citingPaper: paper }, { citingPaper: bare }] }],
  ])('%s', async (_name, answer) => {
    for (const text of [JSON.stringify(answer), JSON.stringify(answer, null, 2)]) {
      const { format, entries, problems } = await read(text);
      expect([format, problems]).toEqual(['semantic-scholar', []]);
      expect(entries).toMatchObject([
        {
          title: 'Lamps and their light',
          abstract: 'They shine.',
          authors: [{ name: 'Ana Ruiz' }, { name: 'Bo Li' }],
          date: { sort: '2024-04-03' },
          venue: 'Journal of Lamps',
          type: 'article-journal',
          keywords: ['Computer Science'],
          identifiers: [
            { scheme: 'doi', value: '10.1000/x' },
            { scheme: 'arxiv', value: '2404.12345' },
            { scheme: 'pmid', value: '123456' },
          ],
          links: [{ url: 'https://arxiv.org/abs/2404.12345' }, { kind: 'other' }, { url: 'https://a.example.org/x.pdf', kind: 'pdf' }],
          record: paper,
        },
        { title: 'Only a title', abstract: null, date: null, venue: null, authors: [], identifiers: [], links: [] },
      ]);
    }
  });

  test('an answer without results says so', async () => {
    await expect(read('{"total": 0, "offset": 0, "data": []}', 'answer.json')).rejects.toMatchObject({
      code: 'nothing-found',
      message: expect.stringContaining('without any results'),
    });
  });
});
