import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const opml = (count: number) =>
  `<?xml version="1.0"?><opml version="1.1"><head><title>Feeds</title></head><body>${'<outline text="A" type="rss" xmlUrl="https://a.example.org/feed"/>'.repeat(count)}</body></opml>`;
/** The beginning of a packed folder whose first file has this name. */
const zip = (name: string) =>
  Buffer.concat([
    Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8]),
    Buffer.alloc(8),
    Buffer.from([name.length, 0, 0, 0]),
    Buffer.from(name),
    deflateRawSync(Buffer.from('x'.repeat(5_000) + Math.PI)),
  ]);
const page = (title: string, body: string) => `<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>`;

describe('what is no list of papers is told by what it is, and what to do', () => {
  test.each<[string, string | Uint8Array, string, RegExp]>([
    ['nothing', '', 'it is empty', /Fetch or export it again/],
    ['blanks', ' \n\n\t', 'it is empty', /Fetch or export it again/],
    [
      'a PDF',
      Buffer.concat([Buffer.from('%PDF-1.5\n%'), Buffer.from([0xd0, 0xd4, 0xc5, 0xd8, 10]), Buffer.from('4 0 obj\n')]),
      'it is a PDF',
      /reference of the paper/,
    ],
    ['a document', zip('word/document.xml'), 'it is a document of a word processor', /plain text/],
    ['a spreadsheet', zip('xl/workbook.xml'), 'it is a spreadsheet', /CSV/],
    ['a packed folder', zip('papers/one.bib'), 'it is a packed folder', /Unpack it/],
    [
      'a database',
      Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(500, 1)]),
      'it is a database of another program',
      /Export a list/,
    ],
    ['formatted text', '{\\rtf1\\ansi{\\fonttbl} Lamps}', 'it is formatted text', /plain text/],
    [
      'a picture',
      Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(200, 3)]),
      'it is a picture',
      /Offprint reads/,
    ],
    ['noise', Buffer.from(Array.from({ length: 4_000 }, (_, at) => (at * at * 31 + at * 7) % 256)), 'it is not a text', /Offprint reads/],
    ['a list of feeds', opml(207), 'it is a list of 207 feeds and not of papers', /Open a feed/],
    ['one feed', opml(1), 'it is a list of one feed and not of papers', /Open a feed/],
    [
      'a captcha',
      page('Hold on', '<h1>One moment</h1><p>Please verify you are human to go on.</p><form class="g-recaptcha"></form>'),
      'whether you are human',
      /Open the address in a browser/,
    ],
    [
      'a login',
      page('Sign in', '<form><input name="user"><input name="pass" type="password"></form>'),
      'it is a page that asks to sign in',
      /Sign in with a browser/,
    ],
    [
      'an empty search',
      page('Search', '<p>Sorry, your query returned no results. No results found.</p>'),
      'without any results',
      /Ask again/,
    ],
    ['an error page', page('502 Bad Gateway', '<h1>502 Bad Gateway</h1>'), 'reports an error', /Open the address/],
    ['a page', page('Hello', '<p>Hello.</p>'), 'it is a web page without titles and abstracts', /Offprint reads/],
    ['an empty answer', '{"total": 0, "offset": 0}', 'without any results', /Ask again/],
    ['an error in JSON', '{"message": "Too Many Requests", "code": "429"}', 'reports an error in place of papers', /Ask again/],
    ['an empty array', '[]\n', 'it is an empty list', /Ask again/],
    ['LaTeX', '\\documentclass{article}\n\\begin{document}\nHello.\n\\end{document}\n', 'source of a paper in LaTeX', /\.bib file/],
    [
      'code',
      'import os\n\ndef main():\n    return os.getcwd()\n\nfor x in range(3):\n    print(x)\n',
      'it looks like program code',
      /Offprint reads/,
    ],
    ['XML', '<?xml version="1.0"?><config><a>1</a></config>', 'XML of a kind that holds no papers', /Offprint reads/],
    ['a note', 'milk\nbread\nsoap', 'it has short lines', /Offprint reads/],
  ])('%s', async (_name, given, is, advice) => {
    const failed = await read(given, 'thing.xyz').then(
      () => null,
      (thrown: unknown) => thrown as { code: string; message: string },
    );
    expect(failed?.code).toBe('nothing-found');
    expect(failed?.message).toContain('No papers were found in thing.xyz: ');
    expect(failed?.message).toContain(is);
    expect(failed?.message).toMatch(/ Nothing was changed\. /);
    expect(failed?.message).toMatch(advice);
  });
});
