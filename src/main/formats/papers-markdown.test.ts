import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { ExportPaper } from '../../shared/entries.ts';
import { mark, PAYLOADS, paperWith, ROLES, say } from './fixtures/annotated.ts';
import { writePapersMarkdown } from './papers-markdown.ts';

const SHOWN = { roles: ROLES, repair: true };
const written = (...papers: ExportPaper[]) => [...writePapersMarkdown(papers, SHOWN)].join('');

describe('papers in Markdown', () => {
  it('are sections with a linked title, the abstract, highlights with their comments, and notes as they were written', () => {
    const paper = paperWith(
      [mark('h-water-01', 'rises and falls sim75\\%', 'green')],
      [say('n-comment1', 'Why *75*?', 'h-water-01'), say('n-note-001', 'A **note**.\n\n- one')],
    );
    expect(written(paper, paperWith([], [], { authors: [], identifiers: [], abstract: null, venue: null, date: null, tags: [] }))).toBe(
      `# Papers

## [Tides: What the Sea 🌊 Tells, and $O(n)$ More](<https://arxiv.org/abs/2605.01234>)

Ana Ruiz, J. "Tide" O’Neil · Sea & Shore, 2026

Tags: to cite

Water rises and falls \\~75% of the time. We model it with $a \\lt b$ and $|x|$ \\*exactly\\*.

Code is at [https://tides.example.org/code\\_v2](<https://tides.example.org/code_v2>) for all.

> rises and falls \\~75%
>
> — **Data**

Why *75*?

### Notes

A **note**.

- one

## Tides: What the Sea 🌊 Tells, and $O(n)$ More
`,
    );
  });

  it('show words that mean something elsewhere as the words they are', () => {
    const markdown = new MarkdownIt({ html: true });
    for (const payload of PAYLOADS) {
      const paper = paperWith([], [], {
        title: payload,
        authors: [{ name: payload }],
        venue: payload,
        abstract: payload,
        tags: [{ uid: 'tag-uid-0001', name: payload }],
        links: [{ kind: 'paper', url: payload, source: 'record' }],
        identifiers: [],
      });
      const tokens = markdown.parse(written(paper), {}).flatMap((token) => [token, ...(token.children ?? [])]);
      const kinds = new Set(tokens.map(({ type }) => type));
      for (const kind of ['html_block', 'html_inline', 'image', 'fence', 'code_block', 'hr', 'table_open', 'bullet_list_open']) {
        expect(kinds, payload).not.toContain(kind);
      }
      for (const token of tokens) {
        if (token.type === 'link_open') expect(token.attrGet('href')).toMatch(/^https?:\/\//);
      }
      expect(tokens.filter(({ type }) => type === 'heading_open')).toHaveLength(2);
    }
  });
});
