import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const RECORD = `%0 Conference Paper
%T Of tides
and moons
%A Ruiz, Ana
%A Tidal Group, Ltd,
%B Proceedings of the Sea
%D 2019
%8 May 3
%X The sea rises in 5
% of all cases.
%K tides
moon
%R 10.1000/x
%U https://example.org/a
%@ 978-3-16-148410-0
%F ruiz2019tides
%Z Read it twice.
%! Tides
`;

describe('Refer', () => {
  test('one record whole', async () => {
    const { format, entries, problems } = await read(RECORD);
    expect(format).toBe('refer');
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      {
        line: 1,
        title: 'Of tides and moons',
        abstract: 'The sea rises in 5 % of all cases.',
        authors: [{ name: 'Ana Ruiz', family: 'Ruiz', given: 'Ana' }, { name: 'Tidal Group, Ltd' }],
        date: { given: 'May 3 2019', sort: '2019-05-03', precision: 'day', guessed: false },
        venue: 'Proceedings of the Sea',
        type: 'paper-conference',
        citationKey: 'ruiz2019tides',
        identifiers: [
          { scheme: 'doi', value: '10.1000/x', raw: '10.1000/x' },
          { scheme: 'isbn', value: '9783161484100', raw: '978-3-16-148410-0' },
        ],
        links: [{ url: 'https://example.org/a', kind: 'other', source: 'record' }],
        keywords: ['tides', 'moon'],
        problems: [],
        record: {
          fields: expect.arrayContaining([
            ['%0', 'Conference Paper'],
            ['%!', 'Tides'],
          ]),
        },
        kept: { notes: [{ body: 'Read it twice.' }] },
      },
    ]);
  });

  test('without a type, with two, with the type last, without blank lines', async () => {
    const { entries, problems } = await read(`%A One, A
%T First
%J Journal
%D 1999

%0 Book

%0 Journal Article
%T Second
%D in press
%0 Thesis
%T Third
%A Three, C

%A Four, D
%D 2000`);
    expect(entries.map(({ title, type, line }) => [title, type, line])).toEqual([
      ['First', 'article-journal', 1],
      ['Second', 'book', 6],
      ['Third', 'thesis', 11],
    ]);
    expect(problems).toEqual([{ line: 15, severity: 'lost', message: expect.stringContaining('(Four, D)') }]);
  });

  test('any text is read to its end', async () => {
    const parts = ['%T x', '%0 Book', '%A ,', '\n', '\n', '%', '%K a', '%8 x', 'y', '% z'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom(...parts), fc.string()), { maxLength: 40 }), async (bits) => {
        await read(`${RECORD}${bits.join('')}`);
      }),
    );
  });
});
