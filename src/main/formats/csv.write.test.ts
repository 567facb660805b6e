import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { ExportPaper } from '../../shared/entries.ts';
import { furtherColumns, writeCsv } from './csv.ts';
import { mark, PAYLOADS, paperWith, ROLES, say } from './fixtures/annotated.ts';
import { anyPaper, exportedAgain } from './fixtures/anyPaper.ts';
import { NOW, read } from './fixtures/reading.ts';

const RFC_4180 = { delimiter: ',', newline: '\r\n', skipEmptyLines: true } as const;
const SHOWN = { roles: ROLES, repair: true };

const written = (papers: readonly ExportPaper[]): string => {
  const records = papers.flatMap((paper) => paper.records.filter(({ format }) => format === 'csv').map(({ record }) => record));
  return [...writeCsv(papers, furtherColumns(records), SHOWN)].join('');
};

/** Rows by their headings, as any other program reads them. */
const rowsIn = (text: string): Record<string, string>[] =>
  Papa.parse<Record<string, string>>(text.replace(/^\ufeff/, ''), { ...RFC_4180, header: true }).data;

describe('a written table', () => {
  test('has what somebody with a spreadsheet looks for', () => {
    const paper = paperWith(
      [mark('h-water-01', 'rises and falls sim75\\%', 'green')],
      [say('n-comment1', 'Why?', 'h-water-01'), say('n-note-001', 'A "note"')],
      {
        keywords: ['tides', 'pools, and sea'],
        starredAt: '2026-11-20T10:00:00.000Z',
        citationKey: 'ruiz2026tides',
        type: 'article-journal',
        links: [{ kind: 'code', url: 'https://github.com/example/tides', source: 'record' }],
      },
    );
    const text = written([paper]);
    // Excel takes a table for UTF-8 by this alone.
    expect(text.startsWith('\ufeffTitle,Authors,Year,')).toBe(true);
    expect(rowsIn(text)).toEqual([
      {
        Title: paper.title,
        Authors: 'Ana Ruiz; J. "Tide" O’Neil',
        Year: '2026',
        Date: '2026-05-02',
        Venue: 'Sea & Shore',
        Type: 'article-journal',
        Abstract: paper.abstract,
        DOI: '10.1234/tides',
        arXiv: '2605.01234',
        PMID: '',
        ISBN: '',
        Link: 'https://doi.org/10.1234/tides',
        'Other links': 'https://github.com/example/tides',
        'Citation key': 'ruiz2026tides',
        Keywords: 'tides; pools, and sea',
        Tags: 'to cite',
        Status: 'Read',
        Starred: 'yes',
        Notes: 'A "note"',
        Highlights: 'rises and falls ~75% [Why?]',
        Added: '2026-11-20',
        Offprint: 'offprint://paper/paper-of-tides',
      },
    ]);
  });

  test('begins no formula in any cell, and says the same when it is read again', async () => {
    for (const payload of PAYLOADS) {
      const paper = paperWith([], [say('n-evil-001', payload)], {
        title: payload,
        authors: [{ name: payload }],
        venue: payload,
        keywords: [payload],
        citationKey: payload,
        tags: [{ uid: 'tag-uid-0001', name: payload }],
        records: [{ format: 'csv', record: { [`x${payload}`]: payload } }],
      });
      const text = written([paper]);
      for (const row of Papa.parse<string[]>(text.slice(1), RFC_4180).data) {
        for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r＝]/u);
      }
      const { entries } = await read(text, 'x.csv');
      expect(entries[0]?.title.replace(/\s+/g, ' ')).toBe(payload.replace(/\s+/g, ' ').trim());
    }
  });

  test('brings back the columns of the table that a paper came from', async () => {
    const { entries } = await read('Title,Volume,Affiliations,Year\nTides,12,"Sea Univ.; Shore Inst.",2020\n', 'x.csv');
    const papers = entries.map((entry) => exportedAgain(entry, 'csv'));
    expect(rowsIn(written(papers))).toMatchObject([{ Title: 'Tides', Year: '2020', Volume: '12', Affiliations: 'Sea Univ.; Shore Inst.' }]);
  });

  test('of nothing is its headings', async () => {
    expect(written([]).split('\r\n')).toHaveLength(2);
    await expect(read(written([]), 'x.csv')).rejects.toMatchObject({ code: 'nothing-found' });
  });

  test('written, read and written again is the same, whatever the papers are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPaper, { minLength: 1, maxLength: 4 }), async (papers) => {
        const once = written(papers);
        const { format, entries, problems } = await read(once, 'x.txt');
        expect(format).toBe('csv');
        expect(problems).toEqual([]);
        expect(entries.flatMap((entry) => entry.problems)).toEqual([]);
        const again = entries.map((entry) => exportedAgain(entry, 'csv', entry.kept?.uid));
        expect(written(again)).toBe(once);
        for (const [at, paper] of papers.entries()) {
          const entry = entries[at];
          expect(entry).toMatchObject({
            title: paper.title,
            abstract: paper.abstract,
            date: paper.date === null ? null : { sort: paper.date.sort, precision: paper.date.precision },
            venue: paper.venue,
            kept: { uid: paper.uid, status: paper.status },
          });
          expect(entry?.authors.map(({ name }) => name)).toEqual(paper.authors.map(({ name }) => name));
          expect(entry?.type ?? null).toBe(paper.type);
          expect(entry?.citationKey ?? null).toBe(paper.citationKey);
          expect(entry?.kept?.starredAt).toBe(paper.starredAt === null ? undefined : NOW.toISOString());
        }
      }),
      { numRuns: 150 },
    );
  });
});
