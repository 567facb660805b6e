import { describe, expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const TEXT = `FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Ruiz, A
   Wit, J
AF Ruiz, Ana
   Wit, Jan
TI Of tides and
   of moons
SO JOURNAL OF TIDES
DT Article
DE sea; moon
ID FAR AWAY; WATER
   LEVEL
AB The sea
   rises.
CR ONE A, 1999, X
   TWO B, 2000, Y
PD JUN 8
PY 2004
VL 43
DI 10.1000/x
PM 15170338
UT WOS:1
ER

PT S
AU Wit, J
TI Waves
SO PROC SEA
DT Proceedings Paper
PY 2005
ER

PT J
UT WOS:3
ER
EF
`;

describe('Web of Science text', () => {
  test('records one by one, further lines as further values or as one text', async () => {
    for (const text of [TEXT, TEXT.replaceAll('\n', '\r\n'), TEXT.replace(/^FN.*\nVR.*\n/, '')]) {
      const { format, entries, problems } = await read(text);
      expect(format).toBe('web-of-science');
      expect(entries).toMatchObject([
        {
          title: 'Of tides and of moons',
          abstract: 'The sea rises.',
          authors: [{ name: 'Ana Ruiz', family: 'Ruiz', given: 'Ana' }, { name: 'Jan Wit' }],
          date: { sort: '2004-06-08', precision: 'day' },
          venue: 'JOURNAL OF TIDES',
          type: 'article-journal',
          keywords: ['sea', 'moon', 'FAR AWAY', 'WATER LEVEL'],
          identifiers: [
            { scheme: 'doi', value: '10.1000/x' },
            { scheme: 'pmid', value: '15170338' },
          ],
          record: { fields: expect.arrayContaining([['CR', 'TWO B, 2000, Y']]) },
        },
        { title: 'Waves', type: 'paper-conference', date: { precision: 'year' } },
      ]);
      expect(problems).toMatchObject([{ severity: 'lost', message: expect.stringContaining('(WOS:3)') }]);
    }
  });
});
