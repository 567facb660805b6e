import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { HIGHLIGHT_COLORS } from '../../shared/models.ts';
import { isRange } from '../../shared/text/anchor.ts';
import { mergeAnnotationsMarkdown, printOf } from '../../shared/text/regions.ts';
import { writeAnnotationFiles, writeAnnotationsMarkdown, writePaperMarkdown } from './annotations-markdown.ts';
import { ABSTRACT, mark, marksOf, PAYLOADS, paperWith, ROLES, say, unplaced, withAnnotations } from './fixtures/annotated.ts';
import { read } from './fixtures/reading.ts';

const PAPER = paperWith(
  [
    mark('h-title-01', 'the Sea 🌊', 'blue', 'title'),
    mark('h-water-01', 'rises and falls sim75\\%'),
    unplaced('h-birds-01', 'Birds at *sea*'),
  ],
  [
    say('n-comment1', 'Why *75*?\n\n- [ ] ask', 'h-water-01'),
    say('n-comment2', 'Because.', 'h-water-01'),
    say('n-note-001', 'A **note**.'),
  ],
);
const [ANNOTATED] = withAnnotations(PAPER);
if (ANNOTATED === undefined) throw new Error('the paper is annotated');
const FILE = writePaperMarkdown(ANNOTATED, ROLES);
const view = (...papers: Parameters<typeof withAnnotations>) => [...writeAnnotationsMarkdown(withAnnotations(...papers), ROLES)].join('');
/** What a reader of the file sees in its source: without our markers. */
const seen = (file: string) => file.replace(/<!-- \/?offprint.*-->\n/gu, '');

describe('annotations in Markdown', () => {
  it('are a page with front matter, quotations with role, comment and link, and notes as sections', () => {
    expect(seen(FILE)).toBe(`---
title: "Tides: What the Sea 🌊 Tells, and O(n) More"
authors:
  - "Ana Ruiz"
  - "J. \\"Tide\\" O’Neil"
year: 2026
tags:
  - "to-cite"
uid: "paper-of-tides"
url: "https://arxiv.org/abs/2605.01234"
doi: "10.1234/tides"
arxiv: "2605.01234"
---

# Tides: What the Sea 🌊 Tells, and $O(n)$ More

Ana Ruiz, J. "Tide" O’Neil · 2026 · Sea & Shore

[Open in Offprint](offprint://paper/paper-of-tides) · [Read](<https://arxiv.org/abs/2605.01234>)

> the Sea 🌊
>
> — **Method** · [Offprint](offprint://paper/paper-of-tides)

> rises and falls \\~75%
>
> — **Claim** · [Offprint](offprint://paper/paper-of-tides)

Why *75*?

- [ ] ask

Because.

> Birds at \\*sea\\*
>
> — **Claim** · [Offprint](offprint://paper/paper-of-tides) · not in the abstract as it is now

## Note

A **note**.

`);
  });

  it('read back equal, and each paper of a view by itself', async () => {
    const other = paperWith([mark('h-other-01', 'Water')], [], { uid: 'paper-of-birds', title: 'Birds', authors: [], identifiers: [] });
    const { format, entries, problems } = await read(view(PAPER, other), 'notes.md');
    expect(format).toBe('annotations-markdown');
    expect(problems).toEqual([]);
    expect(entries.map(({ kept }) => kept?.uid)).toEqual(['paper-of-tides', 'paper-of-birds']);
    const [entry] = entries;
    expect(entry).toMatchObject({ title: PAPER.title, authors: PAPER.authors, date: PAPER.date, venue: PAPER.venue });
    expect(entry?.identifiers).toEqual(PAPER.identifiers);
    expect(marksOf(entry?.kept ?? {})).toEqual(marksOf(PAPER));
    expect(entry?.kept?.notes?.map(({ base }) => base)).toEqual(PAPER.notes.map(({ body }) => printOf(body)));
    expect((await read(FILE)).entries.map(({ kept }) => kept)).toEqual([entry?.kept]);
  });

  it('read back equal whatever was marked and written', async () => {
    const body = fc
      .array(
        fc.oneof(fc.constantFrom(...PAYLOADS, '\n', '\n\n', '## Note\n\n', '<!-- offprint:note {} -->\n'), fc.string({ unit: 'grapheme' })),
      )
      .map((bits) =>
        bits
          .join('')
          .replace(/[\0\r]/gu, '')
          .toWellFormed(),
      )
      .filter((text) => text.trim() !== '');
    const marked = fc
      .record({ color: fc.constantFrom(...HIGHLIGHT_COLORS), from: fc.nat(ABSTRACT.length), to: fc.nat(ABSTRACT.length) })
      .map(({ color, from, to }) => ({ color, quote: ABSTRACT.slice(Math.min(from, to), Math.max(from, to)) }))
      .filter(({ quote }) => isRange(quote, 0, quote.length));
    await fc.assert(
      fc.asyncProperty(fc.array(marked, { maxLength: 4 }), fc.array(body, { minLength: 1, maxLength: 4 }), async (marks, bodies) => {
        const highlights = marks.map(({ color, quote }, at) => mark(`highlight-${at}`, quote, color));
        const notes = bodies.map((text, at) => say(`some-note-${at}`, text, highlights[at]?.uid ?? null));
        const paper = paperWith(highlights, notes);
        const { entries, problems } = await read(view(paper));
        expect(problems).toEqual([]);
        expect(marksOf(entries[0]?.kept ?? {})).toEqual(marksOf(paper));
      }),
      { numRuns: 200 },
    );
  });

  it('bring what was edited in them, and nothing of what stands around them', async () => {
    const edited = FILE.replace('Because.', 'Because of the moon.\n').replace('# Tides', 'My own words.\n\n# Tides');
    const { entries } = await read(`${edited}\n## My thoughts\n\nMine.\n`);
    const notes = entries[0]?.kept?.notes;
    expect(notes?.[1]).toMatchObject({ uid: 'n-comment2', body: 'Because of the moon.', base: printOf('Because.') });
    expect(JSON.stringify(entries)).not.toMatch(/My own words|Mine\./);
  });

  it('say so where something was written into a quotation, which is taken in without it', async () => {
    const { entries } = await read(FILE.replace(/(?=\n\n<!-- \/offprint -->\n<!-- offprint:comment)/u, '\n\nMy own thought.'));
    expect(marksOf(entries[0]?.kept ?? {})).toEqual(marksOf(PAPER));
    const line = FILE.split('\n').findIndex((one) => one.includes('"uid":"h-water-01"')) + 1;
    expect(entries[0]?.problems).toMatchObject([{ line, severity: 'note', message: expect.stringContaining('stays in the file') }]);
  });

  it('tell their paper wherever their regions were moved to', async () => {
    const regions = FILE.slice(FILE.indexOf('<!-- offprint:highlight'));
    const { entries, problems } = await read(`# My synthesis\n\n${regions}`);
    expect(entries).toMatchObject([{ title: 'offprint://paper/paper-of-tides', kept: { uid: 'paper-of-tides' } }]);
    expect(entries[0]?.kept?.highlights).toHaveLength(3);
    expect(entries[0]?.problems).toMatchObject([{ severity: 'note' }]);
    expect(problems).toEqual([]);
  });

  it('that are damaged are told by their line and cost no other', async () => {
    const lines = FILE.split('\n');
    const line = lines.findIndex((one) => one.startsWith('<!-- offprint:comment'));
    const cut = await read(lines.with(line, lines[line]?.slice(0, 40) ?? '').join('\n'));
    expect(cut.problems).toMatchObject([{ line: line + 1, severity: 'lost' }]);
    expect(cut.entries[0]?.kept?.notes?.map(({ uid }) => uid)).toEqual(['n-comment2', 'n-note-001']);
    const wrong = await read(FILE.replace('"color":"blue"', '"color":"plaid"'));
    expect(wrong.problems).toMatchObject([{ severity: 'lost', message: expect.stringContaining('highlight') }]);
    expect(wrong.entries[0]?.kept?.highlights).toHaveLength(2);
    const foreign = await read(FILE.replace('<!-- offprint:note', '<!-- offprint:drawing'));
    expect(foreign.problems).toMatchObject([{ message: expect.stringContaining('another version') }]);
  });

  it('are taken into a file again without a change, and bring it up to date', () => {
    expect(mergeAnnotationsMarkdown(FILE, FILE)).toEqual({ text: FILE, left: 0 });
    const now = paperWith([mark('h-water-01', 'rises and falls sim75\\%', 'pink')], [say('n-comment1', 'Now I know.', 'h-water-01')]);
    const merged = mergeAnnotationsMarkdown(`${FILE}Mine.\n`, view(now));
    expect(merged.left).toBe(0);
    expect(seen(merged.text)).toContain('— **Limit**');
    expect(seen(merged.text)).toMatch(/^---\ntitle: [\s\S]*Now I know\.\n\nMine\.\n$/);
    expect(merged.text).not.toContain('Because.');
  });

  it('are one file each for a folder', () => {
    const [line = ''] = [...writeAnnotationFiles(withAnnotations(PAPER), ROLES)];
    expect(JSON.parse(line)).toEqual({ uid: 'paper-of-tides', title: 'Tides: What the Sea 🌊 Tells, and O(n) More', text: FILE });
  });

  it('never become more than words, whatever a paper is called and a highlight says', () => {
    const markdown = new MarkdownIt({ html: true });
    for (const payload of PAYLOADS) {
      const highlight = { ...unplaced('h-evil-001', payload), quote: payload };
      const paper = paperWith([highlight], [], {
        title: `T ${payload}`,
        authors: [{ name: payload }],
        venue: payload,
        tags: [{ uid: 'tag-evil-01', name: payload }],
        links: [{ kind: 'pdf', url: 'javascript:alert(1)', source: 'record' }],
        identifiers: [],
      });
      const roles = { ...ROLES, yellow: payload };
      const [one] = withAnnotations(paper);
      if (one === undefined) throw new Error('it has a highlight');
      const file = writePaperMarkdown(one, roles);
      const [, front = '', body = ''] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/u.exec(file) ?? [];
      for (const line of front.split('\n'))
        expect(line).toMatch(/^(?:[a-z]+:|[a-z]+: "(?:[^"\\]|\\.)*"|[a-z]+: \d{4}| {2}- "(?:[^"\\]|\\.)*")$/u);
      const html = markdown.render(body);
      expect(html.replace(/<!-- \/?offprint[^\n]*-->/gu, '')).not.toMatch(
        /<(?!\/?(?:h1|p|blockquote|strong|a|h2)\b)|href="(?!offprint:|https?:)/u,
      );
    }
  });
});
