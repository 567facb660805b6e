import { describe, expect, test } from 'vitest';
import { linkKind, linksIn } from './links.ts';

const urls = (text: string) => linksIn(text).map(({ url }) => url);

describe('links in text', () => {
  test.each([
    ['Code: https://github.com/a/b.', ['https://github.com/a/b']],
    ['(see https://a.example.org/x).', ['https://a.example.org/x']],
    ['at https://en.example.org/wiki/A_(b).', ['https://en.example.org/wiki/A_(b)']],
    ['"https://a.example.org/x", or', ['https://a.example.org/x']],
    ['glued fieldhttps://github.com/a/b-c. Next', ['https://github.com/a/b-c']],
    ['two https://a.example.orghttps://b.example.org/ glued', ['https://a.example.org', 'https://b.example.org/']],
    ['https://web.example.org/web/2020/https://b.example.org/x kept', ['https://web.example.org/web/2020/https://b.example.org/x']],
    ['\\url{https://a.example.org/x\\_y}', ['https://a.example.org/x_y']],
    ['www.example.org/a and github.com/a/b!', ['https://www.example.org/a', 'https://github.com/a/b']],
    ['在 https://a.example.org/x。下', ['https://a.example.org/x']],
    ['repo.git: https://github.com/a/b.git.', ['https://github.com/a/b.git']],
    ['a trailing slash https://github.com/a/b/.', ['https://github.com/a/b/']],
    ['[https://a.example.org]', ['https://a.example.org']],
    ['http:// and https://x are none; nor is mail@www.example.org', []],
    ['the end https://a.example.org/x...', ['https://a.example.org/x']],
  ])('%s', (text, expected) => {
    expect(urls(text)).toEqual(expected);
  });

  test('offsets are those of the text', () => {
    const text = 'Data at https://a.example.org/x, thanks.';
    expect(linksIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(['https://a.example.org/x']);
  });
});

describe('kinds of links', () => {
  test.each([
    ['https://github.com/a/b', '', 'code'],
    ['https://huggingface.co/datasets/a', '', 'data'],
    ['https://huggingface.co/spaces/a', '', 'demo'],
    ['https://a.github.io/b', '', 'project'],
    ['https://arxiv.org/abs/2404.11111', '', 'paper'],
    ['https://arxiv.org/pdf/2404.11111', '', 'pdf'],
    ['https://youtu.be/x', '', 'video'],
    ['https://a.example.org', 'Project page: ', 'project'],
    ['https://a.example.org', 'The data set is available at ', 'data'],
    ['https://a.example.org', 'Source code: ', 'code'],
    ['https://a.example.org', 'see ', 'other'],
  ] as const)('%s after "%s"', (url, before, kind) => {
    expect(linkKind(url, before)).toBe(kind);
  });
});
