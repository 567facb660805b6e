import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { parseSource } from '../parsing.ts';
import { MADE_UP } from './fixtures/papers.ts';
import { NOW, read } from './fixtures/reading.ts';

/** How files of each format begin, up to where a text may go on for ever. */
const OPENINGS: Readonly<Record<string, string>> = {
  'a.bib': '@article{key,\n  title = {A title of lamps},\n  abstract = {',
  'b.bib': '@article{key, title = "A title of lamps", note = "',
  'a.ris': 'TY  - JOUR\nTI  - A title of lamps\nAB  - ',
  'a.nbib': 'PMID- 12345\nTI  - A title of lamps\nAB  - ',
  'a.enw': '%0 Journal Article\n%T A title of lamps\n%X ',
  'a.csv': 'title,authors,abstract,doi\nA title of lamps,Ana Ruiz,"',
  'a.tsv': 'title\tauthors\tabstract\tdoi\nA title of lamps\tAna Ruiz\t',
  'a.json': '[{"title": "A title of lamps", "type": "article-journal", "issued": {}, "abstract": "',
  'b.json': '{"title": "A title of lamps", "abstract": "',
  'a.jsonl':
    '{"title": "A title", "abstract": "Shines."}\n{"title": "A title of lamps", "abstract": "Shines."}\n{"title": "Cut", "abstract": "',
  'a.atom':
    '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2404.12345v1</id><title>A title</title><summary>',
  'a.rss':
    '<?xml version="1.0"?><rss><channel><title>arxiv.org</title><item><title>A title</title><link>https://arxiv.org/abs/2404.12345</link><description>',
  'pubmed.xml': '<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><Article><ArticleTitle>',
  'endnote.xml': '<?xml version="1.0"?><xml><records><record><titles><title>',
  'a.html': '<!DOCTYPE html><html><body><h2>A title of lamps and their light</h2><p>',
  'a.md': '### [A title of lamps](https://arxiv.org/abs/2404.12345)\n\n',
  'a.txt': 'Apr 28\n\nA Title of Lamps and Their Light\n\n',
  'a.eml': 'From: a@example.org\nTo: b@example.org\nSubject: Lamps\nDate: Tue, 5 Nov 2024 11:24:26 -0800\n\n',
  'mailing.txt': `${'-'.repeat(78)}\n\\\\\narXiv:2411.01234\nDate: Sat, 2 Nov 2024 00:16:29 GMT\n\nTitle: A title of lamps\nAuthors: Ana Ruiz\n\\\\\n  `,
  'none.xyz': '',
};

const folder = mkdtempSync(join(tmpdir(), 'offprint-bounds-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What came of reading: how many papers, or the error that people see. */
async function outcome(path: string, name: string, memoryMb?: number): Promise<{ papers: number; error: AppError | null }> {
  let papers = 0;
  try {
    await parseSource(
      { kind: 'file', path, name },
      {
        now: NOW,
        signal: new AbortController().signal,
        onBatch: ({ rows }) => {
          papers += rows.length;
        },
        onProgress: () => {},
        ...(memoryMb === undefined ? {} : { memoryMb }),
      },
    );
    return { papers, error: null };
  } catch (thrown) {
    return { papers, error: AppError.from(thrown) };
  }
}

/** An error that people see names the file and says that nothing was done. */
function expectSentence(error: AppError | null, name: string): void {
  if (error === null) return;
  expect(error.code).not.toBe('internal');
  expect(error.message).toContain(name);
  expect(error.message).toMatch(/Nothing was (?:imported|changed)/);
}

describe('a single line of 200 MB', () => {
  const path = join(folder, 'endless');
  const piece = Buffer.alloc(8 * 1024 * 1024, 'lamps shine and '.repeat(16));
  const file = openSync(path, 'w');
  for (let at = 0; at < 25; at += 1) writeSync(file, piece);
  closeSync(file);

  test.each(Object.entries(OPENINGS))('that begins like %s ends in a sentence or is left out', async (name, opening) => {
    const begun = openSync(path, 'r+');
    writeSync(begun, Buffer.from(opening.padEnd(400, opening.endsWith('\n') ? '\n' : ' ')), 0, 400, 0);
    closeSync(begun);
    const { papers, error } = await outcome(path, name);
    expectSentence(error, name);
    expect(papers).toBeLessThanOrEqual(3);
  });
});

describe('ten thousand of one inside the other', () => {
  const deep = 10_000;
  const pair = (open: string, close: string) => `${open.repeat(deep)}x${close.repeat(deep)}`;
  const one = { title: 'A title of lamps', abstract: 'Shines.' };
  test.each([
    ['braces', 'a.bib', `@article{a, title = {One}}\n@article{b, title = ${pair('{', '}')}}\n@article{c, title = {Three}}\n`],
    ['open braces', 'a.bib', `@article{a, title = {One}}\n\n@article{b, title = ${'{'.repeat(deep)}\n\n@article{c, title = {Three}}\n`],
    ['arrays', 'a.jsonl', `${JSON.stringify(one)}\n{"title":"b","x":${pair('[', ']')}}\n${JSON.stringify(one)}\n`],
    [
      'objects',
      'a.json',
      `[${JSON.stringify(one)},\n{"title":"b","abstract":"c","x":${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}},\n${JSON.stringify(one)}]`,
    ],
    ['elements', 'a.xml', `${OPENINGS['a.atom']}${pair('<a>', '</a>')}</summary></entry><entry><title>Two</title></entry></feed>`],
    ['elements of HTML', 'a.html', `<html><body>${pair('<div>', '</div>')}</body></html>`],
    ['quotations', 'a.md', `${OPENINGS['a.md']}${'> '.repeat(deep)}x\n`],
    ['brackets', 'a.md', `### [${pair('[', ']')}](https://arxiv.org/abs/2404.12345)\n`],
    [
      'lists',
      'a.md',
      Array.from({ length: 400 }, (_, at) => `${' '.repeat(at * 2)}- [A title of lamps](https://arxiv.org/abs/2404.12345)`).join('\n'),
    ],
  ])('%s', async (_what, name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    expectSentence((await outcome(path, name)).error, name);
  });
});

describe('packed files', () => {
  test('that swell without measure are refused', async () => {
    const zeros = gzipSync(Buffer.alloc(16 * 1024 * 1024), { level: 9 });
    const lines = gzipSync('\n'.repeat(16 * 1024 * 1024), { level: 9 });
    const many = (member: Buffer) => Array.from({ length: 200 }, () => member);
    for (const [name, bytes] of [
      ['zeros.gz', Buffer.concat(many(zeros))],
      ['lines.jsonl.gz', Buffer.concat([gzipSync('{"title":"A","abstract":"B"}\n'), ...many(lines)])],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, bytes);
      const { error } = await outcome(path, name);
      expect(error).toMatchObject({
        code: 'too-large',
        message: expect.stringContaining(`${name} unpacks to more than 200 times its size`),
      });
    }
  });

  test.each([1, 20, 200, 2_000])('that are cut after %i bytes are damaged', async (length) => {
    const path = join(folder, 'cut.jsonl.gz');
    const whole = gzipSync(
      Array.from({ length: 3_000 }, (_, at) =>
        JSON.stringify({ title: `Title ${at} ${Math.sin(at)}`, abstract: `Abstract ${Math.cos(at)}` }),
      ).join('\n'),
    );
    writeFileSync(path, whole.subarray(0, length));
    const { error } = await outcome(path, 'cut.jsonl.gz');
    expect(error?.code).toMatch(/damaged|nothing-found/);
    expectSentence(error, 'cut.jsonl.gz');
  });
});

describe('XML with declarations of its own', () => {
  const laughs = Array.from({ length: 10 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
  test.each([
    ['entities that swell', `<!DOCTYPE feed [<!ENTITY l0 "ha">${laughs}]>`],
    ['a file of this machine', '<!DOCTYPE feed [<!ENTITY l10 SYSTEM "file:///etc/passwd">]>'],
  ])('%s', async (_what, doctype) => {
    const path = join(folder, 'bomb.xml');
    const text = `<?xml version="1.0"?>\n${doctype}\n<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/abs/2404.12345</id><title>&l10;</title></entry></feed>`;
    writeFileSync(path, text);
    const { papers, error } = await outcome(path, 'bomb.xml');
    expect(papers).toBe(0);
    expectSentence(error, 'bomb.xml');
    expect(error?.message).toContain('line 2');
  });
});

/** Small files of each format, record by record. */
const RECORDS: Readonly<
  Record<string, { readonly before: string; readonly between: string; readonly after: string; record(at: number): string }>
> = {
  'lines.jsonl': { before: '', between: '\n', after: '\n', record: (at) => JSON.stringify(jsonOf(at)) },
  'array.json': { before: '[\n', between: ',\n', after: '\n]\n', record: (at) => JSON.stringify(jsonOf(at)) },
  'feed.atom': {
    before: '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>arxiv.org</title>\n',
    between: '\n',
    after: '\n</feed>\n',
    record: (at) =>
      `<entry><id>http://arxiv.org/abs/2404.0000${at}v1</id><title>${titleOf(at)}</title><summary>They shine.</summary></entry>`,
  },
  'feed.rss': {
    before: '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>arxiv.org</title>\n',
    between: '\n',
    after: '\n</channel></rss>\n',
    record: (at) =>
      `<item><title>${titleOf(at)}</title><link>https://arxiv.org/abs/2404.0000${at}</link><description>They shine.</description></item>`,
  },
  'mailing.txt': {
    before: `${'-'.repeat(78)}\n`,
    between: `\n${'-'.repeat(78)}\n`,
    after: `\n${'-'.repeat(78)}\n`,
    record: (at) =>
      `\\\\\narXiv:2411.0000${at}\nDate: Sat, 2 Nov 2024 00:16:29 GMT\n\nTitle: ${titleOf(at)}\nAuthors: Ana Ruiz\n\\\\\n  They shine.\n\\\\ ( https://arxiv.org/abs/2411.0000${at} , 1kb)`,
  },
  'table.md': {
    before: '| Title | Authors | Link |\n|---|---|---|\n',
    between: '\n',
    after: '\n',
    record: (at) => `| ${titleOf(at)} | Ana Ruiz | [pdf](https://arxiv.org/abs/2411.0000${at}) |`,
  },
  'headings.md': {
    before: '# Papers\n\n',
    between: '\n\n',
    after: '\n',
    record: (at) => `## [${titleOf(at)}](https://arxiv.org/abs/2411.0000${at})\n\nAna Ruiz, Bo Li`,
  },
};

const titleOf = (at: number) => `Lamp number ${at} of a long row`;
const jsonOf = (at: number) => ({ title: titleOf(at), abstract: MADE_UP[at % MADE_UP.length]?.paragraphs[0], authors: ['Ana Ruiz'] });

describe('what is damaged costs no other', () => {
  const junk = fc.string({
    unit: fc.constantFrom('x', '"', '{', '[', '<', '&', '\\', ' ', '}', '>', ']', '\0', 'é', '|', '='),
    maxLength: 30,
  });
  test.each(Object.keys(RECORDS))('%s', async (name) => {
    const parts = RECORDS[name];
    if (parts === undefined) return;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(40),
        junk,
        async (which, share, length, inserted) => {
          const records = Array.from({ length: 8 }, (_, at) => parts.record(at));
          const record = records[which] ?? '';
          const from = Math.floor(share * record.length);
          records[which] = record.slice(0, from) + inserted + record.slice(from + length);
          const { entries } = await read(parts.before + records.join(parts.between) + parts.after, name);
          const titles = entries.map(({ title }) => title);
          // A record that lost its own end may take the beginning of the one behind it along.
          const sure = [0, 1, 6, 7];
          expect(sure.filter((at) => !titles.includes(titleOf(at)))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(Object.keys(RECORDS))('%s cut anywhere', async (name) => {
    const parts = RECORDS[name];
    if (parts === undefined) return;
    const records = Array.from({ length: 8 }, (_, at) => parts.record(at));
    for (let kept = 2; kept < 8; kept += 1) {
      const text =
        parts.before + records.slice(0, kept).join(parts.between) + parts.between + (records[kept] ?? '').slice(0, 20 + kept * 5);
      const titles = (await read(text, name)).entries.map(({ title }) => title);
      expect(titles.filter((title) => /^Lamp number \d of a long row$/.test(title)).length).toBeGreaterThanOrEqual(kept);
    }
  });
});

describe('beginnings made to be hard', () => {
  const runs = [
    'a|',
    'a,',
    'a\t',
    ' ',
    '\n',
    '\n ',
    '"',
    '-',
    '{',
    '[a](',
    '\\',
    '$',
    '@a{',
    '<a ',
    '> ',
    'a: b\n',
    'From: a\n',
    'Title: x\n',
    '%A x\n',
  ];
  test.each(runs)('%j without end is told by each format in no long time', async (run) => {
    const body = `${run.repeat(240_000 / run.length)}x`;
    for (const opening of [
      '',
      '### [A title of lamps](https://arxiv.org/abs/2404.12345)\n\n',
      OPENINGS['a.rss'] ?? '',
      OPENINGS['mailing.txt'] ?? '',
    ]) {
      await read(opening + body, 'some.file').catch((thrown: unknown) => expectSentence(AppError.from(thrown), 'some.file'));
    }
  });
});

describe('any bytes at all', () => {
  const openings = fc.constantFrom(...Object.values(OPENINGS));
  const tokens = fc.array(
    fc.constantFrom(
      '\n',
      '\r\n',
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '<a>',
      '</a>',
      '</entry>',
      '<entry>',
      '@article{',
      'TY  - ',
      'ER  - ',
      '|',
      '#',
      '- ',
      '=',
      '\\',
      'title',
      'Lamps',
      '\0',
      '\ud83d',
      '&amp;',
      '&',
      '%',
      '~',
      '$',
      '\t',
      ';',
      '--b\n',
    ),
    { maxLength: 50 },
  );
  test('end in papers, or in a sentence that names the file', async () => {
    const attempt = async (given: string | Uint8Array) => {
      try {
        const { entries } = await read(given, 'some.file');
        for (const { title, line } of entries) expect([typeof title, Number.isInteger(line) && line > 0]).toEqual(['string', true]);
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown;
        expectSentence(thrown, 'some.file');
      }
    };
    await fc.assert(
      fc.asyncProperty(openings, tokens, fc.uint8Array({ maxLength: 60 }), async (opening, pieces, bytes) => {
        await attempt(opening + pieces.join(''));
        await attempt(Buffer.concat([Buffer.from(opening), bytes, Buffer.from(pieces.join(''))]));
        await attempt(bytes);
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['a list under the name of another', 'papers.bib', JSON.stringify([jsonOf(1), jsonOf(2)]), 'json-lines'],
    ['a feed under the name of a text', 'feed.txt', `${RECORDS['feed.atom']?.before}${RECORDS['feed.atom']?.record(1)}</feed>`, 'atom'],
    ['a mailing under no name', 'x', `${RECORDS['mailing.txt']?.before}${RECORDS['mailing.txt']?.record(1)}`, 'arxiv-mailing'],
  ])('%s is told by its content', async (_what, name, text, format) => {
    expect((await read(text, name)).format).toBe(format);
  });
});
