import { describe, expect, test } from 'vitest';
import { MADE_UP, pageOf } from './fixtures/papers.ts';
import { read } from './fixtures/reading.ts';

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const titles = MADE_UP.map(({ title }) => title);
const abstracts = MADE_UP.map(({ paragraphs }) => paragraphs.join('\n\n'));

/** What such pages carry for their own scripts. */
const props = {
  dateString: '2026-04-28',
  dailyPapers: MADE_UP.map(({ title, paragraphs, authors, arxiv, votes }) => ({
    paper: {
      id: arxiv,
      title: title.replace(': ', ':\n  '),
      summary: paragraphs.join('\n\n').replace('. ', '.\n'),
      authors: authors.map((name) => ({ name, hidden: false })),
      publishedAt: '2026-04-25T17:59:00.000Z',
      upvotes: votes,
    },
    publishedAt: '2026-04-28T00:00:00.000Z',
  })),
};

const plainPage = `<!DOCTYPE html>
<html><head><title>Papers</title><style>p { color: red }</style><script>document.write("no");</script></head>
<body><nav><a href="/">Home</a></nav><h1>Daily Papers</h1><p>Apr 28</p>
${MADE_UP.map(
  ({ title, paragraphs, authors, arxiv }) => `<article><h3><a href="/papers/${arxiv}">${escaped(title)}</a></h3>
<ul>${authors.map((name) => `<li>${name}</li>`).join('')}</ul><div>${authors.length} authors</div>
${paragraphs.map((text) => `<p>${escaped(text).replace(/https:\S+/, '<a href="$&">$&</a>')}</p>`).join('\n')}</article>`,
).join('\n')}
<footer>© 2026 <a href="/terms">Terms</a></footer></body></html>`;

describe('saved pages', () => {
  test.each([
    ['double quotes', `<div class="x" data-target="DailyPapers" data-props="${escaped(JSON.stringify(props))}"></div>`],
    ['attributes the other way round', `<div data-props="${escaped(JSON.stringify(props))}" data-target="DailyPapers"></div>`],
    ['single quotes', `<div data-target='DailyPapers' data-props='${JSON.stringify(props).replaceAll("'", '&#39;')}'></div>`],
    ['no quotes around the target', `<div data-target=DailyPapers data-props="${escaped(JSON.stringify(props))}"></div>`],
  ])('with their data as JSON, %s', async (_name, element) => {
    const { format, entries, facts, problems } = await read(
      `<!doctype html>\n<html>\n<body><h1>x</h1>\n${element}\n</body></html>`,
      'page.html',
    );
    expect(format).toBe('digest-html');
    expect(entries.map(({ title }) => title)).toEqual(titles);
    expect(entries.map(({ abstract }) => abstract)).toEqual(abstracts);
    expect(entries[0]).toMatchObject({
      line: 4,
      authors: [{ name: 'Mira Okafor' }, { name: 'Jan de Wit' }, { name: 'Li Na' }],
      date: { sort: '2026-04-25' },
      identifiers: [{ scheme: 'arxiv', value: '2404.11111' }],
    });
    expect(facts.digest).toMatchObject({ name: 'Daily papers', date: { sort: '2026-04-28' } });
    expect(problems).toEqual([]);
  });

  test("a paper's own page", async () => {
    const own = { paper: { ...props.dailyPapers[0]?.paper, ai_summary: 'Written by a program.' } };
    const html = `<html><body><div data-target="PaperContent" data-props="${escaped(JSON.stringify(own))}"></div><h2>Abstract</h2><p>AI-generated summary</p><p>Written by a program.</p></body></html>`;
    const { entries, facts } = await read(html);
    expect(entries.map(({ title, abstract }) => [title, abstract])).toEqual([[titles[0], abstracts[0]]]);
    expect(facts.digest).toBeNull();
    expect(entries[0]?.record).toMatchObject({ paper: { ai_summary: 'Written by a program.' } });
  });

  test('without data: headings, links and paragraphs', async () => {
    const { format, entries, facts } = await read(plainPage, 'page.html');
    expect(format).toBe('digest-html');
    expect(entries.map(({ title }) => title)).toEqual(titles);
    expect(entries.map(({ abstract }) => abstract)).toEqual(abstracts);
    expect(entries.map(({ identifiers }) => identifiers[0]?.value)).toEqual(MADE_UP.map(({ arxiv }) => arxiv));
    expect(entries[1]?.links.map(({ url }) => url)).toContain('https://tidal.example.org/walks');
    expect(facts.digest).toMatchObject({ name: 'Daily Papers', date: { given: 'Apr 28' } });
  });

  test('damaged data is told and the text is read in its place', async () => {
    const { entries, problems } = await read(
      plainPage.replace('<body>', '<body><div data-target="DailyPapers" data-props="{&quot;dailyPapers&quot;:["></div>'),
    );
    expect(entries).toHaveLength(MADE_UP.length);
    expect(problems).toEqual([{ line: 3, severity: 'lost', message: expect.stringContaining('damaged') }]);
  });

  test('markup never gets into a text', async () => {
    const evil = plainPage.replaceAll(
      'A simple scheme',
      '<img src=x onerror=alert(1)><script>alert(2)</script>A <b onclick="x()">simple</b> scheme',
    );
    const { entries } = await read(evil);
    expect(entries.at(-1)?.abstract).toBe(abstracts.at(-1));
    expect(JSON.stringify(entries)).not.toMatch(/onerror|onclick|<script/);
  });

  test.each([
    [
      'navigation alone',
      '<html><body><nav><a href="/a">A</a></nav><ul><li><a href="/b">Papers</a></li><li><a href="/c">Log in</a></li></ul></body></html>',
    ],
    [
      'a check for robots',
      '<html><body><h1>Automated Access Detected</h1><p>We have detected unusual activity from your address. To go on, please complete the verification below.</p><h2>Please verify you are human</h2><p>This extra step helps us to keep programs away and to be fair to all of our users.</p></body></html>',
    ],
    ['nothing', '<!doctype html><html></html>'],
  ])('%s yields nothing', async (_name, html) => {
    await expect(read(html, 'page.html')).rejects.toMatchObject({ code: 'nothing-found' });
  });

  test('deep and unclosed elements do no harm', async () => {
    const { entries } = await read(plainPage.replace('<article>', `${'<div><b>'.repeat(5_000)}<article>`));
    expect(entries).toHaveLength(MADE_UP.length);
  });
});

describe('a paste that came as text and as HTML', () => {
  const text = pageOf({ blankLines: true, before: ['Apr 28'] });

  test('at a tie the HTML is taken, for its links', async () => {
    const { format, entries } = await read(text, 'Pasted text', plainPage);
    expect(format).toBe('digest-html');
    expect(entries[0]?.identifiers).toHaveLength(1);
  });

  test('else whichever yields more', async () => {
    expect((await read(text, 'Pasted text', '<p>What a browser made of it</p>')).format).toBe('digest-text');
    expect((await read('Papers', 'Pasted text', plainPage)).format).toBe('digest-html');
    await expect(read('Papers', 'Pasted text', '<p>Papers</p>')).rejects.toMatchObject({ code: 'nothing-found' });
  });

  test('data that a program put on the clipboard as text wins over its rendering', async () => {
    const lines = MADE_UP.map(({ title, paragraphs }) => JSON.stringify({ title, abstract: paragraphs[0] })).join('\n');
    expect((await read(lines, 'Pasted text', `<pre>${escaped(lines)}</pre>`)).format).toBe('json-lines');
  });
});
