import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { spansOf } from '../../shared/text/spans.ts';
import { escapeMarkdown, inlineMarkdown, linkMarkdown, quotation, yamlText } from './annotations-escape.ts';
import { PAYLOADS } from './fixtures/annotated.ts';

/** A program that lets raw HTML through, as a strict one would hide mistakes. */
const markdown = new MarkdownIt({ html: true });

function shownBy(source: string): string {
  return markdown
    .render(source)
    .replace(/<\/?(?:blockquote|p|h1|td|th|tr|table|thead|tbody)>/gu, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/gu, ' ')
    .trim();
}

const plain = (text: string) => text.replace(/\s+/gu, ' ').trim();
const spans = (text: string) => spansOf(text, { repair: false });
const bit = fc.oneof(fc.constantFrom(...PAYLOADS, ...'\\`*_[]<>$~|&#=%{^!+-.)(1:"\n \t'), fc.string({ unit: 'grapheme', maxLength: 6 }));
const text = fc
  .array(bit, { maxLength: 12 })
  .map((bits) => bits.join('').replaceAll('\0', '').toWellFormed())
  .filter((given) => given.trim() !== '');

describe('words as Markdown', () => {
  it.each(PAYLOADS)('show as they are: %j', (payload) => {
    expect(shownBy(`> ${escapeMarkdown(payload)}`)).toBe(plain(payload));
    expect(shownBy(`# ${escapeMarkdown(payload)}`)).toBe(plain(payload));
    expect(markdown.render(quotation(spans(payload), 'x'))).not.toMatch(/<(?:script|img|svg|b)\b|href="(?!https)/);
  });

  it('show any words as they are, in quotations, headings and tables', () => {
    fc.assert(
      fc.property(text, (given) => {
        const escaped = escapeMarkdown(given);
        expect(shownBy(`> ${escaped}`)).toBe(plain(given));
        expect(shownBy(`# ${escaped}`)).toBe(plain(given));
        expect(shownBy(`| a | b |\n| --- | --- |\n| x${escaped} | y |`)).toBe(`a b x${plain(given)} y`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('hold no command of Obsidian’s or Logseq’s', () => {
    for (const sign of ['==a==', '%%a%%', '{{a}}', '[[a]]', '#a', 'b #a', 'b ^a']) {
      expect(escapeMarkdown(sign)).not.toMatch(/(?<!\\)(?:==|%%|\{\{|\[\[|[#^]a)/u);
    }
    expect(escapeMarkdown('C# and a_b, 2 - 1 = 1, f(x)=y, 50%')).toBe('C# and a\\_b, 2 - 1 = 1, f(x)=y, 50%');
  });
});

describe('spans as Markdown', () => {
  it('keep formulas and links, with words as they are read around them', () => {
    const raw = 'At 75\\% of $x_1 < y$ and $[a](b)$, see https://tides.example.org/a_b.';
    expect(inlineMarkdown(spansOf(raw, { repair: true }))).toBe(
      'At 75% of $x_1 \\lt y$ and $[a] (b)$, see [https://tides.example.org/a\\_b](<https://tides.example.org/a_b>).',
    );
    expect(inlineMarkdown(spans('$|x|$ or $\\|y\\|$'), true)).toBe('$\\vert x\\vert$ or $\\Vert y\\Vert$');
    expect(inlineMarkdown(spans('The $`<b>`$ sign'))).toBe('The \\`\\<b>\\` sign');
    expect(linkMarkdown('a', 'https://a.org/<b>\n|c')).toBe('[a](<https://a.org/%3Cb%3E%0A%7Cc>)');
  });

  it('stand in one quotation, paragraph by paragraph', () => {
    expect(quotation(spans('One\ntwo.\n\n# Three $x$ four'), '— *who*')).toBe('> One two.\n>\n> \\# Three $x$ four\n>\n> — *who*');
  });
});

it('a text is a value of YAML on one line', () => {
  expect(yamlText('a "b": \\c\n# d\u2028\u0085')).toBe('"a \\"b\\": \\\\c\\n# d\\u2028\\u0085"');
});
