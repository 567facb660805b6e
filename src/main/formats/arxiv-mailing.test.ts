import { describe, expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const DASHES = '-'.repeat(78);

const LISTING = String.raw`${DASHES}
${DASHES}
Send any comments regarding submissions directly to submitter.
${DASHES}
 Submissions to:
Gardening and Machines
 received from  Tue  5 Nov 24 19:00:00 GMT  to  Wed  6 Nov 24 19:00:00 GMT
${DASHES}
${DASHES}
\\
arXiv:2411.01234
Date: Sat, 2 Nov 2024 00:16:29 GMT   (1531kb,D)

Title: Weeding by Lamplight: A Study of Machines That Garden in the Dark and of
  Those Who Watch Them
Authors: Gesine M\"uller (1), Jos\'{e} {\L}ukasz and Ana Ruiz ((1) University of
  Nowhere, (2) Elsewhere), Bo Li Jr.
Categories: cs.RO cs.CV
Comments: 29 Pages, 11 Tables
MSC-class: 68T40
\\
  Machines that weed at night see little. We light them with one lamp of $3$
watts, and compare with arXiv:2301.00001 as well as
arXiv:2302.00002 does.
  A second paragraph of the abstract.
\\ ( https://arxiv.org/abs/2411.01234 ,  1531kb)
${DASHES}
\\
arXiv:math/0701001 (*cross-listing*)
Date: Sun, 3 Nov 2024 18:44:28 GMT   (4814kb,D)

Title: Counting Petals
Authors: The Petal Collaboration: A. One, B. Two
Categories: math.CO cs.RO
Journal-ref: J. Petals 3 (2024) 1-12,
DOI: 10.1000/petals.3
\\
  We count them.
\\ ( https://arxiv.org/abs/math/0701001 ,  4814kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%
${DASHES}
\\
arXiv:2110.00675
replaced with revised version Wed, 6 Nov 2024 03:29:03 GMT   (8866kb,D)

Title: A Tutorial on Lamps
Authors: Hiro Tsuka and Soon-Jo Chung
Categories: cs.RO
\\ ( https://arxiv.org/abs/2110.00675 ,  8866kb)
%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---
`;

describe('an arXiv listing', () => {
  test.each([
    ['as it is', LISTING],
    ['with carriage returns', LISTING.replaceAll('\n', '\r\n')],
    ['pasted, its leading spaces lost', LISTING.replace(/^ +/gm, '')],
    ['quoted in an answer', LISTING.replace(/^/gm, '> ')],
  ])('%s', async (name, text) => {
    const { format, facts, entries, problems } = await read(text);
    expect(format).toBe('arxiv-mailing');
    expect(facts.digest).toMatchObject({ name: 'arXiv mailing', date: { sort: '2024-11-06' } });
    expect(problems).toEqual([]);
    const [first, crossed, replaced] = entries;
    expect(entries).toHaveLength(3);
    expect(first?.title).toBe('Weeding by Lamplight: A Study of Machines That Garden in the Dark and of Those Who Watch Them');
    expect(first?.authors.map((author) => author.name)).toEqual(['Gesine Müller', 'José Łukasz', 'Ana Ruiz', 'Bo Li Jr.']);
    expect(first?.abstract?.replace(/\n+/g, ' ')).toBe(
      'Machines that weed at night see little. We light them with one lamp of $3$ watts, and compare with arXiv:2301.00001 as well as arXiv:2302.00002 does. A second paragraph of the abstract.',
    );
    if (name === 'as it is') expect(first?.abstract).toContain('\n\nA second');
    expect(first).toMatchObject({
      line: 11,
      date: { sort: '2024-11-02', precision: 'day' },
      type: 'article',
      keywords: ['cs.RO', 'cs.CV'],
    });
    expect(first?.identifiers).toMatchObject([{ scheme: 'arxiv', value: '2411.01234' }]);
    expect(first?.record.fields).toContainEqual(['MSC-class', '68T40']);
    expect(crossed).toMatchObject({ title: 'Counting Petals', venue: 'J. Petals 3 (2024) 1-12', record: { mark: '(*cross-listing*)' } });
    expect(crossed?.authors.map((author) => author.name)).toEqual(['The Petal Collaboration', 'A. One', 'B. Two']);
    expect(crossed?.identifiers).toMatchObject([
      { scheme: 'arxiv', value: 'math/0701001' },
      { scheme: 'doi', value: '10.1000/petals.3' },
    ]);
    expect(replaced).toMatchObject({ abstract: null, date: null, title: 'A Tutorial on Lamps', identifiers: [{ value: '2110.00675' }] });
    expect(replaced?.record.announced).toMatch(/^replaced with revised version Wed/);
  });

  test('a record that is damaged costs no other', async () => {
    const { entries, problems } = await read(LISTING.replace('Title: Counting Petals', 'Titel Counting Petals'));
    expect(entries.map(({ title }) => title.slice(0, 10))).toEqual(['Weeding by', 'A Tutorial']);
    expect(problems).toEqual([{ line: 29, severity: 'lost', message: expect.stringContaining('arXiv:math/0701001 has no title') }]);
  });

  test('cut anywhere keeps what came before', async () => {
    const { entries } = await read(LISTING.slice(0, LISTING.indexOf('We count')));
    expect(entries.map(({ title }) => title)).toHaveLength(2);
  });
});
