import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digestText } from './digest-text.ts';
import { type Layout, MADE_UP, type MadeUp, pageOf } from './fixtures/papers.ts';
import { read } from './fixtures/reading.ts';

const furniture = ['new', 'Get the best papers in your email inbox!', 'Subscribe', 'by the editors and their friends', 'Apr 28'];
const names = (paper: MadeUp) => [paper.authors.join(', ')];
const votes = (paper: MadeUp) => [`▲ ${paper.votes}`, `${paper.comments} comments`];

const layouts: Readonly<Record<string, Layout>> = {
  'blank lines between everything': { blankLines: true, before: furniture },
  'no blank lines at all': { blankLines: false, before: furniture },
  'nothing but papers': { blankLines: true },
  'nothing but papers, no blank lines': { blankLines: false },
  'carriage returns': { blankLines: true, before: furniture, lineEnd: '\r\n' },
  'carriage returns, no blank lines': { blankLines: false, before: furniture, lineEnd: '\r\n' },
  'old carriage returns alone': { blankLines: true, lineEnd: '\r' },
  'authors under the title': { blankLines: true, before: furniture, byline: names },
  'authors under the title, no blank lines': { blankLines: false, before: furniture, byline: names },
  'authors with a label': { blankLines: true, byline: (paper) => [`Authors: ${paper.authors.join(', ')}`] },
  'authors after "by"': { blankLines: false, byline: (paper) => [`By ${paper.authors.join(' and ')}`] },
  'votes after the abstract': { blankLines: true, before: furniture, footer: votes },
  'votes before the title': { blankLines: false, before: furniture, between: ['128', 'Upvote'] },
  'votes and comments on one line': { blankLines: true, footer: (paper) => [`${paper.votes} upvotes · ${paper.comments} comments`] },
  'a submitter on the next line': { blankLines: true, before: furniture, between: ['Submitted by', 'Jo Doe', '12', '·', '3 authors'] },
  'a submitter on the line': { blankLines: false, footer: () => ['Submitted by jo-doe'] },
  'everything at once': {
    blankLines: true,
    before: ['Daily Papers', ...furniture],
    byline: (paper) => [...names(paper), `Published on Apr 2${paper.comments % 8}`, 'Abstract'],
    footer: (paper) => [...votes(paper), `https://arxiv.org/abs/${paper.arxiv}`, 'Read more'],
    after: ['Previous', 'Next', 'About · Terms of service · Privacy policy', '© 2026 The Digest. All rights reserved.'],
  },
  'everything at once, no blank lines': {
    blankLines: false,
    before: ['Daily Papers', ...furniture],
    byline: names,
    footer: votes,
    after: ['Previous', 'Next', 'About', 'Terms of service', '© 2026 The Digest. All rights reserved.'],
  },
  'furniture after the last paper': {
    blankLines: true,
    after: ['Previous', 'Next', 'Company', 'Terms of service', 'Sign up for the newsletter.'],
  },
  'numbers before the titles': { blankLines: true, title: (paper, at) => `${at + 1}. ${paper.title}` },
  'numbers in brackets, no blank lines': { blankLines: false, title: (paper, at) => `[${at + 1}] ${paper.title}` },
  'Markdown headings': { blankLines: true, title: (paper) => `## ${paper.title}` },
  'a firm under the title': { blankLines: true, before: furniture, byline: (paper) => [paper.votes > 40 ? 'Tidewater' : 'Lumen'] },
  'author, date and identifier on one line': {
    blankLines: false,
    before: furniture,
    byline: (paper) => [`${paper.authors.join(', ')} · Apr 27, 2026 · arXiv:${paper.arxiv}`],
  },
  'buttons that come again and again': {
    blankLines: true,
    before: furniture,
    byline: names,
    footer: () => ['View the page', 'Add to collection'],
  },
  'affiliations under the authors': {
    blankLines: true,
    byline: (paper) => [...names(paper), 'University of Nowhere, Institute for Tidal Studies'],
  },
};

describe('digest pages of many layouts', () => {
  test.each(Object.entries(layouts))('%s', async (_name, layout) => {
    const { format, entries, problems } = await read(pageOf(layout));
    expect(format).toBe('digest-text');
    expect(entries.map(({ title }) => title)).toEqual(MADE_UP.map(({ title }) => title));
    expect(entries.map(({ abstract }) => abstract)).toEqual(MADE_UP.map(({ paragraphs }) => paragraphs.join('\n\n')));
    expect(problems).toEqual([]);
  });

  test('a byte order mark is no part of the first title', async () => {
    const bytes = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(pageOf({ blankLines: true }))]);
    expect((await read(bytes)).entries[0]?.title).toBe(MADE_UP[0]?.title);
  });

  test('one paper alone', async () => {
    const { entries, facts } = await read(
      pageOf({ blankLines: true }, MADE_UP.slice(2, 3)).replace('Probabilistic', 'On Probabilistic Urban'),
    );
    expect(entries.map(({ title }) => title)).toEqual(['On Probabilistic Urban Gardening']);
    expect(facts.digest).toBeNull();
  });

  test('lines broken at the width of a page are joined', async () => {
    const wrapped = pageOf({ blankLines: true })
      .split('\n')
      .map((line) => line.replace(/(.{60,72}) (?=\S)/g, '$1\n'))
      .join('\n');
    const { entries } = await read(wrapped);
    expect(entries.map(({ title }) => title)).toEqual(MADE_UP.map(({ title }) => title));
    expect(entries.map(({ abstract }) => abstract)).toEqual(MADE_UP.map(({ paragraphs }) => paragraphs.join('\n\n')));
  });
});

describe('what stands with a paper', () => {
  test('authors, identifiers, links and dates find their places; the rest is kept', async () => {
    const { entries, facts } = await read(pageOf(layouts['everything at once'] ?? { blankLines: true }));
    const [first] = entries;
    expect(first?.authors.map(({ name }) => name)).toEqual(['Mira Okafor', 'Jan de Wit', 'Li Na']);
    expect(first?.identifiers).toEqual([{ scheme: 'arxiv', value: '2404.11111', raw: 'https://arxiv.org/abs/2404.11111' }]);
    expect(first?.links).toEqual([{ kind: 'paper', url: 'https://arxiv.org/abs/2404.11111', source: 'record' }]);
    expect(first?.date?.sort).toBe('2026-04-23');
    expect(JSON.stringify(first?.record)).toContain('▲ 42');
    expect(entries[1]?.links.map(({ url }) => url)).toEqual(['https://arxiv.org/abs/2404.22222', 'https://tidal.example.org/walks']);
    expect(facts.digest?.name).toBe('Daily Papers');
    expect(facts.digest?.date).toEqual({ given: 'Apr 28', sort: '2026-04-28', precision: 'day', guessed: true });
  });

  test('lines are those of the source', async () => {
    const text = pageOf({ blankLines: true, before: furniture });
    const lines = text.split('\n');
    for (const entry of (await read(text)).entries) expect(lines[entry.line - 1]).toBe(entry.title);
  });

  test('a name and a date on one line', async () => {
    const { facts } = await read(pageOf({ blankLines: true, before: ['Weekly Papers · April 28, 2025'] }));
    expect(facts.digest).toEqual({
      name: 'Weekly Papers',
      date: { given: 'April 28, 2025', sort: '2025-04-28', precision: 'day', guessed: false },
    });
  });
});

describe('what cannot be read is told, and costs nothing else', () => {
  test('a title without an abstract', async () => {
    const text = pageOf({ blankLines: true }).replace(
      `${MADE_UP[2]?.title}\n`,
      `The Paper That Nobody Summarised: A Cautionary Tale\n\n${MADE_UP[2]?.title}\n`,
    );
    const { entries, problems } = await read(text);
    expect(entries).toHaveLength(MADE_UP.length);
    expect(problems).toEqual([{ line: 11, severity: 'lost', message: expect.stringContaining('The Paper That Nobody Summarised') }]);
  });

  test('an abstract without a title', async () => {
    const text = pageOf({ blankLines: true, footer: votes }).replace(`${MADE_UP[2]?.title}\n\n`, '');
    const { entries, problems } = await read(text);
    expect(entries).toHaveLength(MADE_UP.length - 1);
    expect(entries.map(({ title }) => title)).not.toContain(MADE_UP[2]?.title);
    expect(problems).toEqual([{ line: 19, severity: 'lost', message: expect.stringContaining('Gardens are decision problems') }]);
  });

  test('TeX in a title and a page that ends too early', async () => {
    const text = pageOf({ blankLines: true }).replace('Lantern:', 'scriptsizeLantern:').trimEnd().slice(0, -40);
    const { entries } = await read(text);
    expect(entries.flatMap(({ problems }) => problems)).toEqual([
      { line: 1, severity: 'note', message: 'The title had TeX left in it, “scriptsizeLantern”. It is read as “Lantern”.' },
      { line: 21, severity: 'note', message: 'The page cuts the abstract short. What is there is kept.' },
    ]);
  });
});

const essay = Array.from(
  { length: 12 },
  (_, at) =>
    `Paragraph ${at} goes on about the weather at some length, as such paragraphs do, and comes to no conclusion that anyone could use. The rain falls on the town and the fields alike, and the river carries it off again before evening. Nobody minds, for it has always been so.`,
).join('\n\n');

const nothings: Readonly<Record<string, string>> = {
  empty: '',
  blank: ' \n\n\t\n',
  'a word': 'hello',
  prose: essay,
  'prose with headings': essay.replaceAll(/Paragraph (\d)/g, 'Morning\n\nParagraph $1'),
  'a shopping list': 'Shopping\n\n- milk\n- two loaves of bread\n- apples, if they are good\n- soap\n\nDo not forget the keys',
  code: 'import { a } from "b";\n\nexport function main(argument: string): number {\n  const value = argument.length;\n  if (value > 3) {\n    return value;\n  }\n  return 0;\n}\n',
  navigation: 'Home\n\nAbout\n\nPapers\n\nLog in\n\nSign up\n\nTerms of service\n\nPrivacy policy\n\nContact us\n',
  'an error page':
    '404 Not Found\n\nThe page that you asked for is not here. It may have been moved, or you may have followed a link that is too old. Please check the address and try again, or go back to the front page and search from there.\n\nGo to the front page\n',
  'a check for robots':
    'Checking Your Browser Before You Continue\n\nWe have noticed unusual traffic from your network. To go on, please complete the check below; it takes only a moment.\n\nWhy do I see this?\n\nThis page appears when requests that come from your address look automated. If you share a network with others, ask your administrator to look for a program that makes too many requests.\n',
  'a letter':
    'Dear Sir or Madam,\n\nI write to you about the noise that your machines make at night. My wife and I have not slept for a week, and my neighbour tells me that he hears them too. I ask you to turn them off after ten. I would be glad of your answer.\n\nYours faithfully,\n\nJ. Smith',
  'a story':
    'The Old Lighthouse Keeper and His Boat\n\nHe had lived on the rock for thirty years and she had never once come to see him. When the boat came in that morning he knew that she was in it, for he saw her hat, and he put on his coat and went down to meet her. "You look well," she said to him, and he said that he was.\n\nThey climbed the stairs, and he showed her his lamp, and she told him about his brother.',
  'a log': Array.from({ length: 30 }, (_, at) => `2026-11-23T10:00:${at} INFO worker[${at}] finished job ${at * 7} in ${at}.${at} ms`).join(
    '\n',
  ),
  'a table': Array.from({ length: 30 }, (_, at) => `${at}\t${at * 3}\t${at * 5}\tyes`).join('\n'),
};

describe('texts without papers', () => {
  test.each(Object.entries(nothings))('%s yields none', async (_name, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'nothing-found', message: expect.stringContaining('Nothing was changed') });
    expect(digestText.detect(text, 'x.txt')).toBeLessThan(0.3);
  });
});

const sample = '../shared/samples/daily-papers.txt';

describe.runIf(existsSync(sample))('the sample', () => {
  test('gives exactly its papers, links and date', async () => {
    const bytes = readFileSync(sample);
    const lines = bytes.toString('utf8').split('\n');
    const { entries, problems, facts } = await read(bytes, 'daily-papers.txt');
    const links = entries.flatMap((entry) => entry.links);
    console.log(
      `sample: ${entries.length} papers, ${new Set(links.map(({ url }) => url)).size} distinct links in abstracts, digest of ${facts.digest?.date?.given}`,
    );
    expect(entries).toHaveLength(85);
    for (const entry of entries) {
      expect(entry.title).toBe(lines[entry.line - 1]);
      expect(entry.abstract).toBe(lines[entry.line + 1]);
    }
    // Every address in an abstract is a link of its paper, each once: without the stop that ends its sentence.
    expect(links).toHaveLength(28);
    expect(links.filter(({ url }) => /[.,]$/.test(url))).toEqual([]);
    expect(facts.digest).toEqual({ name: 'Daily papers', date: { given: 'Apr 28', sort: '2026-04-28', precision: 'day', guessed: true } });
    expect(problems).toEqual([]);
    expect(entries.flatMap((entry) => entry.problems).map(({ line, severity }) => ({ line, severity }))).toEqual([
      { line: 171, severity: 'note' },
      { line: 349, severity: 'note' },
    ]);
  });
});

describe('pages made to be hard', () => {
  const paper = pageOf({ blankLines: true });
  test.each([
    ['a very long line', 'a'.repeat(1_000_000)],
    ['a very long line of words', 'word '.repeat(200_000)],
    ['a very long line of dots', '.'.repeat(1_000_000)],
    ['many dots and a letter', `${'.'.repeat(79)}a\n`.repeat(5_000)],
    ['many digits and a letter', `${'1'.repeat(79)}a\n`.repeat(5_000)],
    ['many spaces', `a${' '.repeat(1_000_000)}b`],
    ['many blank lines', '\n'.repeat(200_000)],
    ['many commas', 'A b, '.repeat(100_000)],
    ['many brackets', '('.repeat(300_000)],
    ['many short lines', 'Some Title of a Kind\n'.repeat(30_000)],
    ['many links', 'https://a.example.org/ '.repeat(30_000)],
    ['TeX', '\\"a $x$ '.repeat(40_000)],
  ])('%s below the papers', async (_name, hard) => {
    const { entries } = await read(`${paper}\n\n${hard}`);
    expect(entries.map(({ title }) => title)).toEqual(expect.arrayContaining(MADE_UP.map(({ title }) => title)));
  });
});
