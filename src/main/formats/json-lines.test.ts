import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { MADE_UP } from './fixtures/papers.ts';
import { read } from './fixtures/reading.ts';

const records = MADE_UP.map(({ title, paragraphs, authors }) => ({
  title,
  abstract: paragraphs.join('\n'),
  authors,
  venue: 'NOWHERE',
  year: 2025,
}));
const lines = records.map((record) => JSON.stringify(record));

describe('JSON lines and arrays', () => {
  test.each([
    ['one a line', lines.join('\n')],
    ['one a line, carriage returns and blank lines', `\n${lines.join('\r\n\r\n')}\r\n`],
    ['an array on one line', JSON.stringify(records)],
    ['an array, indented', JSON.stringify(records, null, 2)],
    ['an array, one record a line', `[\n${lines.join(',\n')}\n]\n`],
    ['under a key', JSON.stringify({ total: 5, data: records }, null, 1)],
    ['under a key, with nulls', JSON.stringify({ total: 5, data: [null, ...records, null] })],
    ['by topic', JSON.stringify({ date: '2024-11-05', topics: { lamps: records.slice(0, 2), tides: records.slice(2) } }, null, 2)],
    ['under their ids', JSON.stringify({ papers: Object.fromEntries(records.map((record, at) => [`24${at}`, record])) })],
    ['with wrong names for other things', lines.map((line) => line.replace('"venue"', '"papers":[1,{"a":"]}"}],"x"')).join('\n')],
  ])('%s', async (_name, text) => {
    const { format, entries, problems } = await read(text);
    expect(format).toBe('json-lines');
    expect(entries.map(({ title }) => title)).toEqual(records.map(({ title }) => title));
    expect(entries.map(({ abstract }) => abstract)).toEqual(records.map(({ abstract }) => abstract));
    expect(problems).toEqual([]);
  });

  test('packed', async () => {
    expect((await read(gzipSync(lines.join('\n')))).entries).toHaveLength(lines.length);
  });

  test('names of fields in their variety', async () => {
    const text = [
      {
        title: 'A Title',
        summary: 'S.',
        author: 'Ana Ruiz and Bo Li',
        journal: 'J',
        published: '2025-03-04T00:00:00Z',
        link: 'https://a.example.org/x',
        arxiv: '2404.11111v2',
      },
      {
        title: 'B Title',
        description: 'D.',
        authors: [{ name: 'Ruiz, Ana' }, { given: 'Bo', family: 'Li' }],
        booktitle: 'B',
        date: 'spring 2024',
        pdf: 'https://a.example.org/b.pdf',
        DOI: '10.1000/B',
        tags: 'x; y',
      },
      {
        title: 'C Title',
        abstract: null,
        authors: null,
        keywords: ['k', 7],
        externalIds: { DOI: '10.1000/c', ArXiv: '2404.33333' },
        openAccessPdf: { url: '' },
      },
    ]
      .map((record) => JSON.stringify(record))
      .join('\n');
    const { entries } = await read(text);
    expect(entries[0]).toMatchObject({
      abstract: 'S.',
      authors: [{ name: 'Ana Ruiz' }, { name: 'Bo Li' }],
      venue: 'J',
      date: { given: '2025-03-04', sort: '2025-03-04' },
      identifiers: [{ scheme: 'arxiv', value: '2404.11111' }],
      links: [{ url: 'https://a.example.org/x', source: 'record' }],
    });
    expect(entries[1]).toMatchObject({
      abstract: 'D.',
      authors: [
        { name: 'Ana Ruiz', family: 'Ruiz', given: 'Ana' },
        { name: 'Bo Li', family: 'Li', given: 'Bo' },
      ],
      venue: 'B',
      date: { precision: 'season' },
      identifiers: [{ scheme: 'doi', value: '10.1000/b', raw: '10.1000/B' }],
      keywords: ['x', 'y'],
    });
    expect(entries[2]).toMatchObject({
      abstract: null,
      authors: [],
      keywords: ['k'],
      identifiers: [{ scheme: 'doi' }, { scheme: 'arxiv' }],
    });
  });

  test('wrapped titles and abstracts are joined, breaks that mean something stay', async () => {
    const wrapped =
      '  A fully differential account of something that is\nwritten on lines of about the same length, as some\nsources still do.\n';
    const { entries } = await read(
      `${JSON.stringify({ title: 'A Title\n  On Two Lines', abstract: wrapped })}\n${JSON.stringify({ title: 'B Title', abstract: 'One.\nTwo.' })}`,
    );
    expect(entries[0]?.title).toBe('A Title On Two Lines');
    expect(entries[0]?.abstract).not.toContain('\n');
    expect(entries[1]?.abstract).toBe('One.\nTwo.');
  });

  test('one bad line is one problem with its line', async () => {
    const damaged = [...lines];
    damaged[1] = damaged[1]?.slice(0, 50) ?? '';
    damaged[3] = '{"abstract":"no title here"}';
    const { entries, problems } = await read(damaged.join('\n'));
    expect(entries).toHaveLength(3);
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
      [2, 'lost'],
      [4, 'lost'],
    ]);
  });

  test('a record that nests too deeply is left out', async () => {
    const deep = `{"title":"Deep","abstract":"x","more":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
    const { entries, problems } = await read([lines[0], deep, lines[1]].join('\n'));
    expect([entries.length, problems.map(({ line }) => line)]).toEqual([2, [2]]);
  });

  test('an address that is none is no link', async () => {
    const { entries } = await read(
      JSON.stringify({ title: 'A Title', abstract: 'x', url: 'javascript:alert(1)', pdf: 'file:///etc/passwd' }),
    );
    expect(entries[0]?.links).toEqual([]);
  });

  const sample = '../shared/samples/papers-20k.jsonl.gz';
  test.runIf(existsSync(sample))('twenty thousand real ones', async () => {
    const { entries, problems } = await read(readFileSync(sample), 'papers-20k.jsonl.gz');
    console.log(`20k sample: ${entries.length} papers, ${problems.length} problems`);
    expect([entries.length, problems.length]).toEqual([20_000, 0]);
    expect(entries.every((entry, at) => entry.line === at + 1)).toBe(true);
    expect(entries[0]).toMatchObject({ venue: '3dv2025', identifiers: [{ scheme: 'openreview', value: '05T81ScPFb' }] });
  });
});

test('the starter list is read as a digest of its own', async () => {
  const { format, entries, facts, problems } = await read(readFileSync('resources/starter-list.json'), 'Starter list');
  expect([format, facts, problems]).toEqual(['json-lines', { digest: { name: 'Starter list', date: null } }, []]);
  expect(entries.length).toBeGreaterThanOrEqual(24);
  for (const entry of entries) {
    expect(entry.authors.length).toBeGreaterThan(0);
    expect(entry.date?.precision).toBe('year');
    expect(entry.abstract?.split(/[.?!](?= |$)/).length).toBeGreaterThan(3);
    expect(entry.links.length).toBeGreaterThan(0);
    expect(entry.keywords.length).toBeGreaterThan(0);
  }
});

describe('limits', () => {
  test('a line or a record without an end is refused', async () => {
    const endless = 'x'.repeat(20_000_000);
    const given = { title: 'T', abstract: 'A' };
    await expect(read(`${JSON.stringify(given)}\n${JSON.stringify(given)}\n{"title":"${endless}`)).rejects.toMatchObject({
      code: 'too-large',
    });
    await expect(read(`[${JSON.stringify(given)},\n{"title":"${endless}`)).rejects.toMatchObject({ code: 'too-large' });
  });
});
