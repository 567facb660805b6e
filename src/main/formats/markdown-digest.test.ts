import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MADE_UP } from './fixtures/papers.ts';
import { read } from './fixtures/reading.ts';

const TITLES = MADE_UP.map(({ title }) => title);

describe('Markdown digests', () => {
  test('headings that link to their papers, with lines below', async () => {
    const text = `# Weekly Papers\n\n## 5 November 2024\n\n${MADE_UP.map(
      ({ title, authors, paragraphs, arxiv, votes }) =>
        `### [${title}](https://arxiv.org/abs/${arxiv})\n\n*${authors.join(', ')}*\n\n⬆️ ${votes} | [code](https://github.com/x/y${arxiv}) · [PDF](https://arxiv.org/pdf/${arxiv})\n\n${paragraphs.join('\n\n')}\n`,
    ).join('\n')}`;
    const { format, facts, entries, problems } = await read(text, 'digest.md');
    expect([format, problems]).toEqual(['markdown-digest', []]);
    expect(facts.digest).toMatchObject({ name: 'Weekly Papers', date: { sort: '2024-11-05' } });
    expect(entries.map(({ title }) => title)).toEqual(TITLES);
    expect(entries.map(({ authors }) => authors.map(({ name }) => name))).toEqual(MADE_UP.map(({ authors }) => authors));
    expect(entries.map(({ abstract }) => abstract)).toEqual(MADE_UP.map(({ paragraphs }) => paragraphs.join('\n\n')));
    expect(entries[0]?.identifiers).toMatchObject([{ scheme: 'arxiv', value: MADE_UP[0]?.arxiv }]);
    expect(entries[0]?.links).toContainEqual(expect.objectContaining({ url: `https://github.com/x/y${MADE_UP[0]?.arxiv}`, kind: 'code' }));
  });

  test('numbered headings with labels, in a language of their own', async () => {
    const text = `# 每日论文\n\n${MADE_UP.map(
      ({ title, authors, arxiv }, at) =>
        `## ${at + 1}. ${title}\n\n- **作者**: ${authors.join('、')}\n- **链接**：https://arxiv.org/abs/${arxiv}\n- **发布日期**: 2024-11-0${at + 1}\n- **摘要**: 我们提出一种新的方法。\n  它在多个数据集上取得了最好的结果。\n`,
    ).join('\n')}`;
    const { format, entries } = await read(text, 'digest.md');
    expect(format).toBe('markdown-digest');
    expect(entries.map(({ title }) => title)).toEqual(TITLES);
    expect(entries.map(({ authors }) => authors.length)).toEqual(MADE_UP.map(({ authors }) => authors.length));
    expect(entries[1]).toMatchObject({ date: { sort: '2024-11-02' }, identifiers: [{ scheme: 'arxiv', value: MADE_UP[1]?.arxiv }] });
    expect(entries[0]?.abstract).toContain('它在多个数据集上取得了最好的结果');
  });

  test('a table with raw breaks in its cells, missing authors and a row that is cut', async () => {
    const [one, two, three] = MADE_UP;
    const text = `## Papers for 2024-09-10

| Title | Authors | Summary |
|-------|:-------:|---------|
| ${one?.title} (Read more on [arXiv](https://arxiv.org/abs/${one?.arxiv}) or [HuggingFace](https://huggingface.co/papers/${one?.arxiv}))| ana-01, bo2001, Cy Øst1 | First line.

Second line with a \\| stroke.<br>Third.   |
| **${two?.title}** | | One | two strokes too many |
| [${three?.title}](https://arxiv.org/abs/${three?.arxiv}) | Ana Ruiz et al. |

Some words below.
`;
    const { format, facts, entries } = await read(text, 'table.md');
    expect(format).toBe('markdown-digest');
    expect(facts.digest?.date?.sort).toBe('2024-09-10');
    expect(entries).toMatchObject([
      {
        title: one?.title,
        line: 5,
        authors: [{ name: 'ana-01' }, { name: 'bo2001' }, { name: 'Cy Øst' }],
        abstract: 'First line.\n\nSecond line with a | stroke.\nThird.',
        identifiers: [{ scheme: 'arxiv', value: one?.arxiv }],
        problems: [],
      },
      { title: two?.title, line: 8, authors: [], abstract: 'One | two strokes too many', identifiers: [] },
      { title: three?.title, line: 9, authors: [{ name: 'Ana Ruiz' }], abstract: null, problems: [{ severity: 'note', line: 9 }] },
    ]);
  });

  test('a table of links and dates, as daily lists have it', async () => {
    const text = `|Publish Date|Title|Authors|PDF|Code|\n|---|---|---|---|---|\n${MADE_UP.map(
      ({ title, authors, arxiv }) =>
        `|**2024-11-05**|**${title}**|${authors[0]} et.al.|[${arxiv}](http://arxiv.org/abs/${arxiv})|**[link](https://github.com/a/${arxiv})**|`,
    ).join('\n')}\n`;
    const { entries } = await read(text);
    expect(entries.map(({ title }) => title)).toEqual(TITLES);
    expect(entries[0]).toMatchObject({
      authors: [{ name: MADE_UP[0]?.authors[0] }],
      date: { sort: '2024-11-05' },
      abstract: null,
      identifiers: [{ value: MADE_UP[0]?.arxiv }],
    });
    expect(entries[0]?.links.at(-1)).toMatchObject({ kind: 'code' });
  });

  test('a table whose cells hold the title and the words on it', async () => {
    const text = `| **Paper**  | **Links** |\n| ------------- | ------------- |\n${MADE_UP.map(
      ({ title, paragraphs, arxiv }, at) =>
        `| ${at + 1}) **${title}** - ${paragraphs[0]} | [Paper](https://arxiv.org/abs/${arxiv}), [Tweet](https://x.example.org/1) |`,
    ).join('\n')}`;
    const { entries } = await read(text);
    expect(entries.map(({ title }) => title)).toEqual(TITLES);
    expect(entries.map(({ abstract }) => abstract)).toEqual(MADE_UP.map(({ paragraphs }) => paragraphs[0]));
  });

  test('lists of links under headings', async () => {
    const [one, two, three] = MADE_UP;
    const text = `# Awesome lamps\n\nSee [the site](https://lamps.example.org).\n\n## Contents\n\n- [Long lamps](#long)\n- [Short lamps](#short)\n
## Long lamps

- [${one?.title}](https://arxiv.org/abs/${one?.arxiv}) (NeurIPS 2023) [[code](https://github.com/a/b)]
* **${two?.title}** [[paper](https://openreview.net/forum?id=aBcDeF1234)] [[code](https://github.com/c/d)]
  - Authors: Ana Ruiz, Bo Li

## Short lamps

1. ${three?.title}, *Ana Ruiz, Cy Ost*, **CVPR 2024** [[Paper](https://arxiv.org/pdf/${three?.arxiv}.pdf)]
- [Another thing](https://blog.example.org/x)
`;
    const { format, entries } = await read(text, 'README.md');
    expect(format).toBe('markdown-digest');
    expect(entries).toMatchObject([
      { title: one?.title, venue: 'NeurIPS 2023', date: { sort: '2023-01-01' }, identifiers: [{ value: one?.arxiv }], abstract: null },
      {
        title: two?.title,
        authors: [{ name: 'Ana Ruiz' }, { name: 'Bo Li' }],
        identifiers: [{ scheme: 'openreview', value: 'aBcDeF1234' }],
      },
      { title: expect.stringContaining(three?.title ?? ''), identifiers: [{ value: three?.arxiv }] },
    ]);
  });

  test('a page about a program is none', async () => {
    const text = `# Lampshade\n\nA program for lamps.\n\n## Install\n\n\`\`\`\nnpm install lampshade\n\`\`\`\n\n## Options\n\n| Name | Default | Description |\n|---|---|---|\n| \`--bright\` | 3 | How bright it is |\n| \`--dim\` | 4 | How dim |\n\n## Licence\n\nMIT. See [the licence](https://x.example.org/licence).\n\n## Citation\n\nSee our [paper](https://arxiv.org/abs/2404.12345).\n`;
    await expect(read(text, 'README.md')).rejects.toMatchObject({ code: 'nothing-found' });
  });

  test('any text at all ends in papers or a sentence', async () => {
    const sign = fc.constantFrom(
      '|',
      '\n',
      '- ',
      '# ',
      '[',
      ']',
      '(',
      ')',
      'https://arxiv.org/abs/2404.12345',
      '**',
      '---',
      'Title of it',
      '\\',
      ' ',
      '`',
      '<br>',
      'é',
      '论文',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(sign, { maxLength: 60 }), async (signs) => {
        const text = `| Title | Link |\n|---|---|\n| A title of words | [pdf](https://arxiv.org/abs/2404.12345) |\n${signs.join('')}`;
        const { entries } = await read(text).catch((thrown: unknown) => {
          expect(thrown).toMatchObject({ code: 'nothing-found' });
          return { entries: [] };
        });
        if (!signs.includes('|')) expect(entries[0]?.title).toBe('A title of words');
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ['brackets', '['.repeat(200_000)],
    ['links without an end', '[a]('.repeat(60_000)],
    ['stars', `- ${'**a '.repeat(60_000)}`],
    ['strokes', `|${'a|'.repeat(100_000)}`],
    ['spaces', `## a${' '.repeat(250_000)}b`],
    ['items', '- [x](https://arxiv.org/abs/2404.12345)\n'.repeat(20_000)],
  ])('many %s take no long time', async (_name, more) => {
    await read(
      `## [A title of lamps](https://arxiv.org/abs/2404.12345)\n\n## [Another of lamps](https://arxiv.org/abs/2404.12346)\n\n${more}\n`,
      'x.md',
    ).catch((thrown: unknown) => expect(thrown).toMatchObject({ code: 'nothing-found' }));
  });
});
