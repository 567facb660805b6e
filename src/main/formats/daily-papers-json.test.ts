import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { read } from './fixtures/reading.ts';

const older = {
  paper: {
    id: '2404.11111',
    authors: [{ name: 'Mira Okafor', hidden: false }, { name: 'Hidden Person', hidden: true }, { name: 'Li Na' }],
    publishedAt: '2026-04-25T17:59:00.000Z',
    title: 'Lantern: Cheap Attention\n  for Long Documents',
    summary:
      'Long documents are mostly quiet:\nfew of their sentences matter.\n\nWe present Lantern. Code: https://github.com/example/lantern.',
    upvotes: 42,
  },
  publishedAt: '2026-04-28T00:00:00.000Z',
  title: 'Lantern: Cheap Attention for Long Documents',
  numComments: 2,
};
const newer = {
  paper: {
    id: '2404.22222v2',
    authors: [{ name: 'Ana Ruiz' }],
    publishedAt: '2026-04-26T00:00:00.000Z',
    submittedOnDailyAt: '2026-04-28T00:00:00.000Z',
    title: 'What Do Tidal Pools Teach a Robot?',
    summary: 'Small robots slip.',
    ai_summary: 'Written by a program.',
    ai_keywords: ['robots'],
    githubRepo: 'https://github.com/example/pools',
    githubStars: 7,
    projectPage: 'https://pools.example.org',
  },
  publishedAt: '2026-04-28T07:00:00.000Z',
  title: 'What Do Tidal Pools Teach a Robot?',
  summary: 'Small robots slip.',
};

describe('daily papers JSON', () => {
  test('of the older and the newer shape', async () => {
    const { format, entries, facts, problems } = await read(JSON.stringify([older, newer]));
    expect(format).toBe('daily-papers-json');
    expect(problems).toEqual([]);
    expect(facts.digest).toEqual({
      name: 'Daily papers',
      date: { given: '2026-04-28', sort: '2026-04-28', precision: 'day', guessed: false },
    });
    expect(entries[0]).toMatchObject({
      title: 'Lantern: Cheap Attention for Long Documents',
      abstract:
        'Long documents are mostly quiet: few of their sentences matter.\n\nWe present Lantern. Code: https://github.com/example/lantern.',
      authors: [{ name: 'Mira Okafor' }, { name: 'Li Na' }],
      date: { sort: '2026-04-25' },
      links: [
        { kind: 'paper', url: 'https://arxiv.org/abs/2404.11111', source: 'record' },
        { kind: 'code', url: 'https://github.com/example/lantern', source: 'abstract' },
      ],
      record: older,
    });
    expect(entries[1]).toMatchObject({
      abstract: 'Small robots slip.',
      identifiers: [{ scheme: 'arxiv', value: '2404.22222', raw: '2404.22222v2' }],
      keywords: [],
      links: [
        { kind: 'paper' },
        { kind: 'code', url: 'https://github.com/example/pools' },
        { kind: 'project', url: 'https://pools.example.org' },
      ],
      record: newer,
    });
  });

  test('items that hold the paper alone, and a wrapper', async () => {
    const items = [{ paper: older.paper }, { paper: newer.paper }];
    for (const text of [
      JSON.stringify(items),
      JSON.stringify({ dailyPapers: items }),
      JSON.stringify(items, null, 2),
      items.map((item) => JSON.stringify(item)).join('\n'),
    ]) {
      expect((await read(text)).entries.map(({ title }) => title)).toEqual([newer, older].map(({ title }) => title).reverse());
    }
  });

  test('several days in one file are several digests', async () => {
    const { entries, facts } = await read(
      JSON.stringify([older, { ...newer, paper: { ...newer.paper, submittedOnDailyAt: '2026-04-29T00:00:00Z' } }]),
    );
    expect(entries.map(({ kept }) => kept?.digest?.date?.sort)).toEqual(['2026-04-28', '2026-04-29']);
    expect(facts.digest?.date).toBeNull();
  });

  test('one damaged item costs no other, and its line is told', async () => {
    const text = JSON.stringify([older, newer, older], null, 2).replace('"id": "2404.22222v2",', '"id": "2404.22222v2');
    const { entries, problems } = await read(text);
    expect(entries).toHaveLength(2);
    expect(problems).toEqual([
      { line: text.split('\n').findIndex((line, at) => at > 1 && line === '  {') + 1, severity: 'lost', message: expect.any(String) },
    ]);
  });

  const sample = '../shared/samples/formats/2026-03-26__Shintaro-Abe-ai-papers-digest__synthetic.json';
  test.runIf(existsSync(sample))('a file from the wild', async () => {
    const { format, entries } = await read(readFileSync(sample));
    expect([format, entries.length]).toEqual(['daily-papers-json', 2]);
  });
});
