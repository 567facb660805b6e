import { describe, expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const atomEntry = (prefix: (name: string, uri: string) => string) => `<entry>
    <id>http://arxiv.org/abs/2510.14968v2</id>
    <updated>2025-11-16T17:59:37Z</updated>
    <published>2025-10-16T17:59:37Z</published>
    <title>Lamps &amp; Light: A Study of $x &lt; y$ in
  Long-Horizon Gardens</title>
    <summary>  Lamps shine. They do so
for long.
  A second paragraph.
</summary>
    <author><name>Ana Ruiz</name>${prefix('affiliation', 'arxiv')}Nowhere</arxiv:affiliation></author>
    <author><name>Bo Li</name></author>
    ${prefix('comment', 'arxiv')}12 pages</arxiv:comment>
    ${prefix('journal_ref', 'arxiv')}J. Lamps 3
  (2025)</arxiv:journal_ref>
    ${prefix('doi', 'arxiv')}10.1000/lamps.3</arxiv:doi>
    <link href="http://arxiv.org/abs/2510.14968v2" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/2510.14968v2" rel="related" type="application/pdf"/>
    <category term="cs.RO" scheme="http://arxiv.org/schemas/atom"/><category term="cs.AI"/>
  </entry>`;
const SCHEMA = 'xmlns:arxiv="http://arxiv.org/schemas/atom"';
const older = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">ArXiv Query: search_query=all:lamps</title>
  <updated>2025-10-17T00:00:00-04:00</updated>
  ${atomEntry((name) => `<arxiv:${name} ${SCHEMA}>`)}
</feed>`;
const newer = `<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" ${SCHEMA} xmlns="http://www.w3.org/2005/Atom"><id>https://arxiv.org/api/x</id><title>arXiv Query</title>
${atomEntry((name) => `<arxiv:${name}>`)
  .replace('in\n  Long', 'in Long')
  .replace('so\nfor', 'so for')}</feed>`;

describe('arXiv in Atom', () => {
  test.each([
    ['the older way', older],
    ['the newer way', newer],
  ])('%s', async (_name, text) => {
    const { format, entries, problems, facts } = await read(text);
    expect([format, problems, facts]).toEqual(['atom', [], { digest: null }]);
    expect(entries).toMatchObject([
      {
        title: 'Lamps & Light: A Study of $x < y$ in Long-Horizon Gardens',
        abstract: 'Lamps shine. They do so for long.\n\nA second paragraph.',
        authors: [{ name: 'Ana Ruiz' }, { name: 'Bo Li' }],
        date: { sort: '2025-10-16', precision: 'day' },
        venue: 'J. Lamps 3 (2025)',
        identifiers: [
          { scheme: 'arxiv', value: '2510.14968', raw: expect.stringContaining('v2') },
          { scheme: 'doi', value: '10.1000/lamps.3' },
        ],
        links: [{ url: 'https://arxiv.org/abs/2510.14968' }, { url: 'https://arxiv.org/pdf/2510.14968', kind: 'pdf' }],
        keywords: ['cs.RO', 'cs.AI'],
        type: 'article',
      },
    ]);
    expect(JSON.stringify(entries[0]?.record)).toContain('12 pages');
  });

  test('a damaged entry costs no other', async () => {
    const entry = atomEntry((name) => `<arxiv:${name}>`);
    const text = newer.replace(
      '</feed>',
      `<entry><id>http://arxiv.org/abs/2510.00001v1</id></entry>${entry.replace('</summary>', '')}</feed>`,
    );
    const { entries, problems } = await read(text);
    expect(entries).toHaveLength(2);
    expect(problems).toMatchObject([{ severity: 'lost', message: expect.stringContaining('no title') }]);
    expect((await read(older.slice(0, -40))).entries).toHaveLength(1);
  });

  test.each([
    ['no results', older.replace(/<entry>[\s\S]*<\/entry>/, ''), 'feed without entries'],
    ['an error', older.replace(/<id>[^<]*<\/id>/, '<id>http://arxiv.org/api/errors#incorrect_id</id>'), 'did not understand the question'],
    [
      'posts',
      '<?xml version="1.0"?><feed xmlns="x"><title>Blog</title><entry><title>Hello</title></entry></feed>',
      'posts and not of papers',
    ],
  ])('with %s says so', async (_name, text, words) => {
    await expect(read(text, 'x.xml')).rejects.toMatchObject({ code: 'nothing-found', message: expect.stringContaining(words) });
  });
});

const item = (id: string, type: string) => `<item><title>Lamps and ${type}</title><link>https://arxiv.org/abs/${id.slice(0, -2)}</link>
<description>arXiv:${id} Announce Type: ${type}
Abstract: They shine in $n$ ways.</description>
<guid isPermaLink="false">oai:arXiv.org:${id}</guid><category>cs.CL</category>
<pubDate>Thu, 07 Nov 2024 00:00:00 -0500</pubDate><arxiv:announce_type>${type}</arxiv:announce_type>
<dc:creator>Ana Ruiz, Gesine M\\"uller (Nowhere), Bo Li</dc:creator></item>`;
const feed = `<?xml version='1.0' encoding='UTF-8'?>
<rss ${SCHEMA} xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel><title>cs.CL updates on arXiv.org</title>
<link>http://rss.arxiv.org/rss/cs.CL</link><pubDate>Thu, 07 Nov 2024 00:00:00 -0500</pubDate>
${item('2411.01234v1', 'new')}${item('2411.00001v1', 'cross')}${item('2301.00007v3', 'replace')}</channel></rss>`;

describe('arXiv in RSS', () => {
  test('new, listed once more and replaced', async () => {
    const { format, facts, entries, problems } = await read(feed);
    expect([format, problems]).toEqual(['rss', []]);
    expect(facts.digest).toMatchObject({ name: 'cs.CL updates on arXiv.org', date: { sort: '2024-11-07' } });
    expect(entries).toMatchObject([
      {
        title: 'Lamps and new',
        abstract: 'They shine in $n$ ways.',
        authors: [{ name: 'Ana Ruiz' }, { name: 'Gesine Müller' }, { name: 'Bo Li' }],
        date: { sort: '2024-11-07' },
        identifiers: [{ scheme: 'arxiv', value: '2411.01234' }],
        keywords: ['cs.CL'],
      },
      { title: 'Lamps and cross', date: null },
      {
        title: 'Lamps and replace',
        date: null,
        identifiers: [{ scheme: 'arxiv', value: '2301.00007', raw: expect.stringContaining('v3') }],
      },
    ]);
  });

  test('as it was before', async () => {
    const text = `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://arxiv.org/"><title>cs.CL updates on arXiv.org</title><dc:date>2023-01-03T20:30:00-05:00</dc:date></channel>
<item rdf:about="http://arxiv.org/abs/2301.00001"><title>Lamps of old. (arXiv:2301.00001v2 [cs.CL] UPDATED)</title>
<link>http://arxiv.org/abs/2301.00001</link>
<description rdf:parseType="Literal">&lt;p&gt;They shine where $a &lt; b$.
&lt;/p&gt;
</description>
<dc:creator>&lt;a href="http://arxiv.org/a/ruiz"&gt;Ana Ruiz&lt;/a&gt;, &lt;a href="x"&gt;Bo Li&lt;/a&gt;</dc:creator></item></rdf:RDF>`;
    const { entries, facts } = await read(text);
    expect(facts.digest?.date?.sort).toBe('2023-01-03');
    expect(entries).toMatchObject([
      {
        title: 'Lamps of old',
        abstract: 'They shine where $a < b$.',
        authors: [{ name: 'Ana Ruiz' }, { name: 'Bo Li' }],
        date: null,
        identifiers: [{ scheme: 'arxiv', value: '2301.00001', raw: 'arXiv:2301.00001v2' }],
      },
    ]);
  });

  test('of a journal', async () => {
    const text = `<?xml version="1.0"?><rss version="2.0" xmlns:dc="d" xmlns:prism="p"><channel><title>J. Lamps</title>
<item><title>&lt;i&gt;Lampyris&lt;/i&gt; at night</title><link>https://journal.example.org/1</link><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>
<dc:creator>Ana Ruiz</dc:creator><dc:creator>Bo Li</dc:creator><dc:identifier>doi:10.1000/lamps.1</dc:identifier><dc:date>2024-11-01</dc:date>
<prism:publicationName>Journal of Lamps</prism:publicationName></item></channel></rss>`;
    expect((await read(text)).entries).toMatchObject([
      {
        title: 'Lampyris at night',
        abstract: 'One.\n\nTwo.',
        authors: [{ name: 'Ana Ruiz' }, { name: 'Bo Li' }],
        date: { sort: '2024-11-01' },
        venue: 'Journal of Lamps',
        identifiers: [{ scheme: 'doi', value: '10.1000/lamps.1' }],
        links: [{ url: 'https://journal.example.org/1' }],
      },
    ]);
  });

  test('without items says so', async () => {
    await expect(read(feed.replace(/<item>[\s\S]*<\/item>/, ''), 'x.xml')).rejects.toMatchObject({
      code: 'nothing-found',
      message: expect.stringContaining('feed without entries'),
    });
  });
});
