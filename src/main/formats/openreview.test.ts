import { describe, expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const BIBTEX =
  '@inproceedings{\nruiz2024lamps,\ntitle={Lamps and their light},\nauthor={Ana Ruiz and Bo Li},\nbooktitle={The Conference on Lamps},\nyear={2024},\nurl={https://openreview.net/forum?id=aBcDeF1234}\n}';

describe('OpenReview', () => {
  test('notes of the newer API, without the reviews among them', async () => {
    const note = {
      id: 'aBcDeF1234',
      forum: 'aBcDeF1234',
      replyto: null,
      pdate: Date.UTC(2024, 0, 16, 12),
      content: {
        title: { value: 'Lamps and their light' },
        abstract: { value: 'They\nshine.' },
        authors: { value: ['Ana Ruiz', 'Bo Li', '****@example.org'] },
        authorids: { value: ['~Ana_Ruiz1', '~Bo_Li2', '****@example.org'] },
        keywords: { value: ['lamps', 'light'] },
        venue: { value: 'CoL 2024 poster' },
        pdf: { value: '/pdf/0123.pdf' },
        _bibtex: { value: BIBTEX },
      },
    };
    const review = { id: 'r1', forum: 'aBcDeF1234', replyto: 'aBcDeF1234', content: { title: { value: 'Good' }, rating: { value: 8 } } };
    const { format, entries, problems } = await read(JSON.stringify({ notes: [note, review, review], count: 3 }, null, 1));
    expect(format).toBe('openreview');
    expect(entries).toMatchObject([
      {
        title: 'Lamps and their light',
        abstract: 'They shine.',
        authors: [{ name: 'Ana Ruiz' }, { name: 'Bo Li' }],
        date: { sort: '2024-01-16' },
        venue: 'CoL 2024 poster',
        type: 'paper-conference',
        citationKey: 'ruiz2024lamps',
        keywords: ['lamps', 'light'],
        identifiers: [{ scheme: 'openreview', value: 'aBcDeF1234' }],
        links: [
          { url: 'https://openreview.net/forum?id=aBcDeF1234', kind: 'paper' },
          { url: 'https://openreview.net/pdf/0123.pdf', kind: 'pdf' },
        ],
        record: note,
      },
    ]);
    expect(problems).toMatchObject([{ severity: 'note', message: '2 reviews and comments were left out: only papers are taken in.' }]);
    expect(entries[0]?.problems).toMatchObject([{ severity: 'note', message: expect.stringContaining('hidden e-mail address') }]);
  });

  test.each([
    ['Ana Ruiz;Bo Li', '~A;~B', ['Ana Ruiz', 'Bo Li']],
    ['Ana Ruiz; Bo Li', '~A;~B', ['Ana Ruiz', 'Bo Li']],
    ['Ana Ruiz, Bo Li', '~A;~B', ['Ana Ruiz', 'Bo Li']],
    ['Li, Na', '~Na', ['Na Li']],
  ])('a list with the authors “%s”', async (author, authorids, names) => {
    const one = {
      title: 'Lamps',
      author,
      authorids,
      bibtex: BIBTEX,
      site: 'https://openreview.net/forum?id=aBcDeF1234',
      keywords: 'lamps;light',
    };
    const { format, entries } = await read(JSON.stringify([one, { ...one, title: 'More lamps' }]));
    expect(format).toBe('openreview');
    expect(entries).toMatchObject([
      {
        title: 'Lamps',
        abstract: null,
        authors: names.map((name) => ({ name })),
        date: { sort: '2024-01-01', precision: 'year' },
        venue: 'The Conference on Lamps',
        keywords: ['lamps', 'light'],
        identifiers: [{ scheme: 'openreview', value: 'aBcDeF1234' }],
      },
      { title: 'More lamps' },
    ]);
  });
});
