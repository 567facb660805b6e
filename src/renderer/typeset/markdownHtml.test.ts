import { describe, expect, it } from 'vitest';
import { markdownHtml } from './markdownHtml.ts';

describe('markdownHtml', () => {
  it('shows raw HTML as text', () => {
    expect(markdownHtml('<img src=x onerror=alert(1)>')).toBe('<p>&lt;img src=x onerror=alert(1)&gt;</p>\n');
  });

  it('marks formulas and escapes their source', () => {
    expect(markdownHtml('so $a<b$ holds')).toBe('<p>so <span class="Maths">a&lt;b</span> holds</p>\n');
    expect(markdownHtml('$$x^2$$')).toBe('<p><span class="Maths" data-display="">x^2</span></p>\n');
  });

  it('keeps formulas free of emphasis', () => {
    expect(markdownHtml('$a_1 * b_1 * c$')).toBe('<p><span class="Maths">a_1 * b_1 * c</span></p>\n');
  });

  it.each(['$5 and $6', 'a $ b $ c', 'costs $5', '\\$a$ b', '$a\n\nb$'])('takes %j for money', (source) => {
    expect(markdownHtml(source)).not.toContain('Maths');
  });

  it('sets no more formulas than a text may have', () => {
    expect(markdownHtml('$x$ '.repeat(600)).match(/Maths/gu)).toHaveLength(500);
  });

  it('turns a picture into a link', () => {
    expect(markdownHtml('![a "plot"](https://a.example/x.png)')).toBe('<p><a href="https://a.example/x.png">a &quot;plot&quot;</a></p>\n');
  });

  it('draws the boxes of task lists', () => {
    const html = markdownHtml('- [ ] read\n- [x] done\n- [y] not a box\n\n[ ] neither');
    expect(html).toContain('<li class="Task">☐ read</li>');
    expect(html).toContain('<li class="Task">☑ done</li>');
    expect(html).toContain('<li>[y] not a box</li>');
    expect(html).toContain('<p>[ ] neither</p>');
  });

  it('bounds the depth of what it nests', () => {
    const depth = (html: string) => html.match(/<blockquote>/gu)?.length ?? 0;
    expect(depth(markdownHtml('> '.repeat(5)))).toBeLessThanOrEqual(5);
    expect(depth(markdownHtml(`${'>'.repeat(2_000)} deep`))).toBeLessThan(40);
  });
});
