import { describe, expect, it } from 'vitest';
import { writeAnnotationsCsv } from './annotations-csv.ts';
import { csvCell } from './csv/cells.ts';
import { mark, PAYLOADS, paperWith, ROLES, say, unplaced, withAnnotations } from './fixtures/annotated.ts';

/** Records of RFC 4180. */
function parse(csv: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu)) {
    records.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

describe('annotations as comma-separated values', () => {
  it('have a row for each highlight, each comment and each note', () => {
    const paper = paperWith(
      [mark('h-water-01', 'rises and falls sim75\\%', 'green'), unplaced('h-birds-01', 'Birds,\n"at" sea')],
      [say('n-comment1', 'Why?\nSo what?', 'h-water-01'), say('n-note-001', 'A "note"')],
    );
    const csv = [...writeAnnotationsCsv(withAnnotations(paper), ROLES)].join('');
    const [head = [], ...rows] = parse(csv);
    expect(head).toEqual('paper authors year doi arxiv role colour quote comment created modified link'.split(' '));
    expect(rows.map((row) => Object.fromEntries(row.map((cell, at) => [head[at], cell])))).toMatchObject([
      {
        paper: 'Tides: What the Sea 🌊 Tells, and O(n) More',
        authors: 'Ana Ruiz; J. "Tide" O’Neil',
        year: '2026',
        doi: '10.1234/tides',
        arxiv: '2605.01234',
        role: 'Data',
        colour: 'green',
        quote: 'rises and falls ~75%',
        comment: '',
        created: '2026-11-20T10:00:00.000Z',
        link: 'offprint://paper/paper-of-tides',
      },
      { colour: 'green', quote: 'rises and falls ~75%', comment: 'Why?\nSo what?' },
      { role: 'Claim', quote: 'Birds, "at" sea', comment: '' },
      { role: '', colour: '', quote: '', comment: 'A "note"' },
    ]);
  });

  it('begin no formula in any cell', () => {
    for (const payload of PAYLOADS) {
      const paper = paperWith([unplaced('h-evil-001', payload)], [say('n-evil-001', payload)], {
        title: payload,
        authors: [{ name: payload }],
        identifiers: [{ scheme: 'doi', value: payload, raw: payload }],
      });
      const records = parse([...writeAnnotationsCsv(withAnnotations(paper), { ...ROLES, yellow: payload })].join(''));
      for (const record of records) {
        expect(record).toHaveLength(12);
        for (const cell of record) expect(cell).not.toMatch(/^[=+\-@\t\r＝]/u);
      }
    }
    expect([csvCell('=1+1'), csvCell('a=1'), csvCell('-'), csvCell('"'), csvCell('a\rb'), csvCell('\t=1')]).toEqual([
      "'=1+1",
      'a=1',
      "'-",
      '""""',
      '"a\rb"',
      "'\t=1",
    ]);
  });
});
