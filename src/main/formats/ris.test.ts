import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyPaper, exportedAgain } from './fixtures/anyPaper.ts';
import { read } from './fixtures/reading.ts';
import { writeRis } from './ris.ts';

const samples = '../shared/samples/formats/';
const sample = (name: string) => read(readFileSync(`${samples}${name}`), name);

const record = (...lines: string[]) => `${['TY  - JOUR', ...lines, 'ER  - '].join('\n')}\n`;
const one = async (...lines: string[]) => (await read(record(...lines))).entries[0];

describe('reading RIS', () => {
  test('one record whole', async () => {
    const { format, entries, problems } = await read(
      record(
        'ID  - ruiz2024tides',
        'TI  - Tides and',
        'their friends',
        'AU  - Ruiz, Ana',
        'AU  - King, Martin Luther, Jr.',
        'AU  - Tidal Group, Ltd,',
        'AU  - 李娜',
        'T2  - Journal of Tides',
        'J2  - J. Tides',
        'AB  - BACKGROUND: The sea',
        'rises.',
        '',
        'RESULTS: It falls.',
        'PY  - 2024',
        'DA  - 2024/05/03/',
        'VL  - 12',
        'XX  - unheard of',
        'DO  - https://doi.org/10.1000/X',
        'SN  - 1932-6208',
        'SN  - 978-3-16-148410-0 (print)',
        'UR  - https://example.org/a',
        'L1  - internal-pdf://123/x.pdf',
        'L1  - https://example.org/x.pdf',
        'KW  - tides',
        'moon',
        'N1  - Read this *twice*.',
      ),
    );
    expect(format).toBe('ris');
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      {
        line: 1,
        title: 'Tides and their friends',
        abstract: 'BACKGROUND: The sea rises.\n\nRESULTS: It falls.',
        authors: [
          { name: 'Ana Ruiz', family: 'Ruiz', given: 'Ana' },
          { name: 'Martin Luther King, Jr.', family: 'King', given: 'Martin Luther' },
          { name: 'Tidal Group, Ltd' },
          { name: '李娜' },
        ],
        date: { given: '2024-05-03', sort: '2024-05-03', precision: 'day', guessed: false },
        venue: 'Journal of Tides',
        type: 'article-journal',
        citationKey: 'ruiz2024tides',
        identifiers: [
          { scheme: 'doi', value: '10.1000/x', raw: 'https://doi.org/10.1000/X' },
          { scheme: 'isbn', value: '9783161484100', raw: '978-3-16-148410-0' },
        ],
        links: [
          { url: 'https://example.org/a', kind: 'other', source: 'record' },
          { url: 'https://example.org/x.pdf', kind: 'pdf', source: 'record' },
        ],
        keywords: ['tides', 'moon'],
        problems: [],
        record: {
          fields: expect.arrayContaining([
            ['TY', 'JOUR'],
            ['XX', 'unheard of'],
            ['TI', 'Tides and\ntheir friends'],
            ['KW', 'moon'],
          ]),
        },
        kept: { notes: [{ body: 'Read this *twice*.' }] },
      },
    ]);
  });

  test.each([
    ['one space', 'TY - JOUR\nTI - A Title\nAU - Ruiz, Ana\nER -\n'],
    ['no space', 'TY  -JOUR\nTI  -A Title\nAU  -Ruiz, Ana\nER  -\n'],
    ['no spaces but after', 'TY- JOUR\nTI- A Title\nAU- Ruiz, Ana\nER- \n'],
    ['moved in', '  TY  - JOUR\n  TI  - A Title\n  AU  - Ruiz, Ana\n  ER  - \n'],
    ['its number before it', '1. TY  - JOUR\nTI  - A Title\nAU  - Ruiz, Ana\nER  - \n'],
    ['a mark and CRLF', '\ufeffTY  - JOUR\r\nTI  - A Title\r\nAU  - Ruiz, Ana\r\nER  - \r\n'],
    ['empty tags', 'TY  - JOUR\nT1  - \nTI  - A Title\nAB  - \nPY  -\nA1  - Ruiz, Ana\nER  - \n'],
  ])('with %s', async (_name, text) => {
    const { entries, problems, format } = await read(text);
    expect(format).toBe('ris');
    expect(entries).toMatchObject([{ title: 'A Title', abstract: null, date: null, authors: [{ name: 'Ana Ruiz' }] }]);
    expect(problems).toEqual([]);
  });

  test('records without an end, an end that is none, text between records', async () => {
    const { entries, problems } = await read(`Provider: Somebody
Content: text/plain; charset="UTF-8"
1.
TY  - JOUR
TI  - One
AB  - We looked at
ER - positive tumours and at
T2-weighted images,
ER  - negative ones too.
KW  - x
TY  - CONF
T1  - Two
ER  - =====

Please mind
this letter.

Record #3 of 3
TY  - THES
TI  - Three
AU  - Ruiz, A.`);
    expect(entries.map(({ title, type, line }) => [title, type, line])).toEqual([
      ['One', 'article-journal', 4],
      ['Two', 'paper-conference', 11],
      ['Three', 'thesis', 19],
    ]);
    expect(entries[0]?.abstract).toBe('We looked at ER - positive tumours and at T2-weighted images, ER  - negative ones too.');
    expect(problems).toEqual([
      { line: 15, severity: 'note', message: expect.stringContaining('“Please mind”') },
      { line: 19, severity: 'note', message: expect.stringContaining('no end') },
    ]);
  });

  test('records without a title are named and left out', async () => {
    const { entries, problems } = await read(`${record('DO  - 10.1000/x', 'AU  - Ruiz, Ana')}${record()}${record('TI  - A')}`);
    expect(entries).toHaveLength(1);
    expect(problems).toEqual([
      { line: 1, severity: 'lost', message: expect.stringContaining('(10.1000/x) has no title') },
      { line: 5, severity: 'lost', message: expect.stringContaining('no title') },
    ]);
  });

  test.each([
    ['2021//', [], '2021-01-01', 'year'],
    ['2001/09/01/', [], '2001-09-01', 'day'],
    ['2001/00/00/', [], '2001-01-01', 'year'],
    ['2011-01//', [], '2011-01-01', 'month'],
    ['2019///Spring', [], '2019-03-01', 'season'],
    ['2020/Mar/', [], '2020-03-01', 'month'],
    ['2020', ['DA  - JAN 5'], '2020-01-05', 'day'],
    ['2020', ['DA  - 2019/12/30/'], '2020-01-01', 'year'],
    ['', ['Y1  - 2003/02//'], '2003-02-01', 'month'],
    ['YEAR/MONTH/DAY/', [], null, 'none'],
    ['in press', [], null, 'none'],
  ])('the date %s', async (given, more, sort, precision) => {
    expect((await one('TI  - A', `PY  - ${given}`, ...more))?.date).toMatchObject({ sort, precision });
  });

  test("notes are a person's, but not where a database writes", async () => {
    const { kept, record: whole } =
      (await one(
        'TI  - A',
        'N1  - Export Date: 05 August 2024; Cited By: 7',
        'N1  - <p>My <strong>note</strong></p><ul><li>one</li></ul>',
      )) ?? {};
    expect(kept?.notes).toEqual([{ body: 'My **note**\n\n- one' }]);
    expect(whole?.fields).toHaveLength(4);
  });

  test('a book, a chapter, a report by its publisher, a preprint', async () => {
    const text = [
      'BOOK\nBT  - The Book\nPB  - House',
      'CHAP\nTI  - Its Chapter\nBT  - The Book',
      'RPRT\nTI  - A Report\nPB  - House',
      'UNPB\nTI  - P\nAN  - arXiv:2404.11111',
    ]
      .map((body) => `TY  - ${body}\nER  - \n`)
      .join('\n');
    expect((await read(text)).entries.map(({ title, venue, type }) => [title, venue, type])).toEqual([
      ['The Book', 'House', 'book'],
      ['Its Chapter', 'The Book', 'chapter'],
      ['A Report', 'House', 'report'],
      ['P', null, 'article'],
    ]);
  });

  test("databases' own ways", async () => {
    const rayyan = await one(
      'TI  - A',
      'AU  - Brownstein C D',
      'AU  - Dos Santos H',
      'UR  - https://example.org/a https://example.org/b     U2  - L1',
      'N1  - RAYYAN-INCLUSION: {"A"=>"Included"}',
      'N1  - 2024-02-06',
    );
    expect(rayyan).toMatchObject({
      authors: [
        { name: 'C D Brownstein', family: 'Brownstein', given: 'C D' },
        { name: 'H Dos Santos', family: 'Dos Santos', given: 'H' },
      ],
      links: [{ url: 'https://example.org/a' }, { url: 'https://example.org/b' }],
    });
    expect(rayyan?.kept).toBeUndefined();
    const cochrane = await read(
      'TY  -  JOUR\nTI  -  A\nAU  -  van den Hoven, null\nC3  -  PUBMED 21314913,EMBASE 1\nJA  -  Trials\nID  -  RefID:8-ruiz2024tides\nER  -  \n',
    );
    expect(cochrane.entries).toMatchObject([
      {
        venue: 'Trials',
        citationKey: 'ruiz2024tides',
        authors: [{ name: 'van den Hoven' }],
        identifiers: [{ scheme: 'pmid', value: '21314913' }],
      },
    ]);
    const long = 'The sea rises and falls, and it does so again and again, which is why we looked at it for a whole year. '
      .repeat(2)
      .trim();
    expect((await one('TI  - A', `AB  - Background: ${long}`, `   Methods: ${long}`))?.abstract).toBe(
      `Background: ${long}\n\nMethods: ${long}`,
    );
  });

  test.each([
    [['DB  - Embase', 'AN  - 64380135', 'C5  - 38773066'], ['38773066']],
    [['DB  - PubMed', 'AN  - 30000001'], ['30000001']],
    [['DB  - ERIC', 'AN  - 1251011'], []],
  ])('the number in PubMed of %j', async (lines, numbers) => {
    expect((await one('TI  - A', ...lines))?.identifiers.map(({ value }) => value)).toEqual(numbers);
  });

  test('dates of receipt are none, a field behind the end belongs to its record, editors stand in for authors', async () => {
    const text =
      'TY  - BOOK\nTI  - A\nED  - Ruiz, Ana\nPY  - 2013/02/15/received\nPY  - 2013\nY1  - 2013/04/18\nAN  - PMC3654245\nU1  - 23690738[pmid]\nER  - \nM3  - doi:10.1000/x\n\nTY  - BOOK\nTI  - B\nER  - \n';
    const { entries, problems } = await read(text);
    expect(problems).toEqual([]);
    expect(entries).toMatchObject([
      {
        authors: [{ name: 'Ana Ruiz' }],
        date: { sort: '2013-04-18' },
        identifiers: [
          { scheme: 'doi', value: '10.1000/x' },
          { scheme: 'pmid', value: '23690738' },
          { scheme: 'other', value: 'PMC3654245' },
        ],
      },
      { title: 'B' },
    ]);
  });

  test('the order of fields tells which affiliation is whose, and comes back', async () => {
    const text = record('TI  - A', 'AU  - Ruiz, Ana', 'C1  - Sea University', 'AU  - Wit, Jan', 'C1  - Shore Institute');
    const entry = (await read(text)).entries[0];
    if (entry === undefined) throw new Error('no entry');
    expect([...writeRis([exportedAgain(entry, 'ris')])].join('').replaceAll('\r', '').trim()).toBe(text.trim());
  });

  test('any text is read to its end', async () => {
    const parts = ['TY  - JOUR', 'ER  - ', 'TI  - x', 'TY - ', 'KW  -', 'a - b', '\n', '\n', 'AB  - ', '1.', ' ', 'PY  - ////', 'AU  - ,,'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom(...parts), fc.string()), { maxLength: 40 }), async (bits) => {
        await read(`TY  - JOUR\nTI  - A\nER  - \n${bits.join('')}`);
      }),
    );
  });

  test.skipIf(!existsSync(samples))('real files', async () => {
    const counts: Record<string, number> = {
      'asreview_baseline_zotero.ris': 10,
      'asreview_baseline_scopus.ris': 10,
      'asreview_baseline_eric_ovid.ris': 10,
      'asreview_baseline_covidence_endnote.ris': 10,
      'rispy-example_extraneous_data.ris': 2,
      'rispy-example_full_without_whitespace.ris': 2,
    };
    for (const [name, count] of Object.entries(counts)) {
      const { entries, problems, format } = await sample(name);
      expect([name, format, entries.length, problems]).toEqual([name, 'ris', count, []]);
      expect(entries.every(({ date, type }) => date !== null && type !== undefined)).toBe(true);
      expect(entries.filter(({ authors, venue }) => authors.length === 0 || venue === null).length).toBeLessThan(3);
      expect(entries.some(({ kept }) => kept?.notes !== undefined)).toBe(false);
    }
    const jabref = await sample('jabref-RisImporterTest1.ris');
    expect([jabref.entries.length, jabref.problems.filter(({ severity }) => severity === 'lost').length]).toEqual([1, 10]);
  });
});

describe('writing RIS', () => {
  const exported = (paper: Parameters<typeof writeRis>[0]) => [...writeRis(paper)].join('');

  test('what a record held comes back, and what the library knows better stands in its place', async () => {
    const text = record(
      'XX  - unheard of',
      'A1  - Ruiz, Ana',
      'T1  - A Title',
      'Y1  - 2021//',
      'JF  - Tides',
      'N2  - Wrapped',
      'lines.',
      'VL  - 3',
      'N1  - Cited By: 3',
      'N1  - Mine',
    );
    const entry = (await read(text)).entries[0];
    if (entry === undefined) throw new Error('no entry');
    const paper = exportedAgain(entry, 'ris');
    expect(exported([paper]).replaceAll('\r', '').trim()).toBe(text.trim());
    const changed = exported([
      { ...paper, title: 'Another', keywords: ['new'], notes: [], identifiers: [{ scheme: 'doi', value: '10.1/x', raw: '' }] },
    ]);
    expect(changed.split('\r\n').filter((line) => !text.includes(line))).toEqual(['T1  - Another', 'DO  - 10.1/x', 'KW  - new']);
    expect(changed).not.toContain('Mine');
    expect(changed).toContain('Cited By: 3');
  });

  test('read and written again it is the same, whatever the papers hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPaper, { minLength: 1, maxLength: 4 }), async (papers) => {
        const first = exported(papers);
        const { entries, problems } = await read(first, 'x.ris');
        expect(problems).toEqual([]);
        expect(entries).toHaveLength(papers.length);
        const again = exported(entries.map((entry) => exportedAgain(entry, 'ris')));
        expect(again).toBe(first);
        const third = exported(entries.map((entry) => ({ ...exportedAgain(entry, 'ris'), records: [] })));
        expect((await read(third, 'x.ris')).entries.map(essentials)).toEqual(entries.map(essentials));
        entries.forEach(({ title, authors, identifiers, keywords }, at) => {
          const paper = papers[at];
          expect(title).toBe(paper?.title);
          expect(authors.map(({ name }) => name)).toEqual(paper?.authors.map(({ name }) => name));
          expect(identifiers.map(({ value }) => value)).toEqual(
            expect.arrayContaining((paper?.identifiers ?? []).map(({ value }) => value)),
          );
          expect(keywords).toEqual([...new Set([...(paper?.tags ?? []).map(({ name }) => name), ...(paper?.keywords ?? [])])]);
        });
      }),
      { numRuns: 150 },
    );
  });
});

function essentials({
  title,
  abstract,
  authors,
  date,
  venue,
  keywords,
  citationKey,
  kept,
}: Awaited<ReturnType<typeof read>>['entries'][number]) {
  return { title, abstract, authors, date: date?.sort, venue, keywords, citationKey, kept };
}
