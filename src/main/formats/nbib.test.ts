import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const samples = '../shared/samples/formats/';

const RECORD = `
PMID- 30000001
OWN - NLM
STAT- MEDLINE
DP  - 2019 Nov-Dec
TI  - Of tides and
      of moons.
PG  - 1-9
LID - S0001(19)1 [pii]
LID - 10.1000/X.1 [doi]
AB  - BACKGROUND: The sea
      rises. RESULTS: It
      falls.
FAU - Ruiz, Ana M
AU  - Ruiz AM
FAU - King, Martin L Jr
AU  - King ML Jr
CN  - Tidal Group
PT  - Journal Article
PT  - Review
JT  - Journal of tides
TA  - J Tides
OT  - *Sea
MH  - Moon/*physiology/history
MH  - Humans
PMC - PMC1234567
ZZZZ- unheard of
SO  - J Tides. 2019.
`;

describe('the PubMed format', () => {
  test('one record whole', async () => {
    const { format, entries, problems } = await read(RECORD);
    expect(format).toBe('nbib');
    expect(problems).toEqual([]);
    expect(entries).toEqual([
      {
        line: 2,
        title: 'Of tides and of moons.',
        abstract: 'BACKGROUND: The sea rises. RESULTS: It falls.',
        authors: [
          { name: 'Ana M Ruiz', family: 'Ruiz', given: 'Ana M' },
          { name: 'Martin L King, Jr', family: 'King', given: 'Martin L' },
          { name: 'Tidal Group' },
        ],
        date: { given: '2019 Nov-Dec', sort: '2019-11-01', precision: 'month', guessed: false },
        venue: 'Journal of tides',
        type: 'article-journal',
        identifiers: [
          { scheme: 'pmid', value: '30000001', raw: 'PMID: 30000001' },
          { scheme: 'doi', value: '10.1000/x.1', raw: '10.1000/X.1' },
          { scheme: 'other', value: 'PMC1234567', raw: 'PMC1234567' },
        ],
        links: [],
        keywords: ['Sea', 'Moon', 'Humans'],
        problems: [],
        record: {
          fields: expect.arrayContaining([
            ['PMID', '30000001'],
            ['ZZZZ', 'unheard of'],
            ['LID', 'S0001(19)1 [pii]'],
          ]),
        },
      },
    ]);
  });

  test('several in a file, with CRLF, without numbers, without blank lines, with what is no record', async () => {
    const text = `\n\n${RECORD.trim()}\nPMID-30000002\nTI-\nBTI -  The Book\nPT  - Book\nPB  - House\n\n1.\n\nOWN - ERIC\nTI  - A report\nAU  - Ruiz, Ana\nDP  - 2013 06 10\nPT  - Reports\n\nnot of any\n\nPMID- 30000003\nAB  - x\n`;
    for (const whole of [text, text.replaceAll('\n', '\r\n')]) {
      const { entries, problems } = await read(whole, 'mine.ris');
      expect(entries.map(({ title, venue, type, date }) => [title, venue, type, date?.sort])).toEqual([
        ['Of tides and of moons.', 'Journal of tides', 'article-journal', '2019-11-01'],
        ['The Book', 'House', 'book', undefined],
        ['A report', null, undefined, '2013-06-10'],
      ]);
      expect(problems.map(({ severity, message }) => [severity, message])).toEqual([
        ['note', expect.stringContaining('“not of any”')],
        ['lost', expect.stringContaining('PMID 30000003')],
      ]);
    }
  });

  test('any text is read to its end', async () => {
    const parts = ['PMID- 1', 'TI  - x', '\n', '\n', '      y', 'FAU - ,', 'DP  - 2020 x', 'AU  - A', 'MH  - */', 'LID - [doi]', '- '];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(fc.constantFrom(...parts), fc.string()), { maxLength: 40 }), async (bits) => {
        await read(`${RECORD}${bits.join('')}`);
      }),
    );
  });

  test.skipIf(!existsSync(samples))('real files', async () => {
    const counts = {
      'asreview_baseline_pubmed.ris': 50,
      'jabref-NbibImporterTest.nbib': 1,
      'jabref-MedlinePlainImporterTestMultipleEntries.txt': 2,
    };
    for (const [name, count] of Object.entries(counts)) {
      const { entries, format } = await read(readFileSync(`${samples}${name}`), name);
      expect([name, format, entries.length]).toEqual([name, 'nbib', count]);
    }
  });
});
