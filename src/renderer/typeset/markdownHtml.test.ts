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

  it.each(['$5 and $6', 'a $ b $ c', 'costs $5', '\\$a$ b', '$5 [a \\$ b](https://a.example)', '$a\n\nb$'])(
    'takes %j for money',
    (source) => {
      expect(markdownHtml(source)).not.toContain('Maths');
    },
  );

  it('sets no more formulas than a text may have', () => {
    expect(markdownHtml('$x$ '.repeat(600)).match(/Maths/gu)).toHaveLength(500);
  });

  it('turns a picture into a link', () => {
    expect(markdownHtml('![a "plot"](https://a.example/x.png)')).toBe('<p><a href="https://a.example/x.png">a &quot;plot&quot;</a></p>\n');
  });

  it('marks the boxes of task lists', () => {
    const html = markdownHtml('- [ ] read\n- [x] done\n- [y] not a box\n\n[ ] neither');
    expect(html).toContain('<li class="Task"><span class="TaskBox" data-task="3"></span> read</li>');
    expect(html).toContain('<li class="Task"><span class="TaskBox" data-task="14" data-done=""></span> done</li>');
    expect(html).toContain('<li>[y] not a box</li>');
    expect(html).toContain('<p>[ ] neither</p>');
  });

  // The sign of each box stands for itself: ░ for an empty one, ▓ for a ticked one.
  it.each([
    ['alone', '- [░] a'],
    ['after other words', 'First.\n\n* one\n* [▓] two'],
    ['numbered', '12. [░] a'],
    ['in a quote', '> - [░] a\n> - [▓] b'],
    ['in lists of lists', '- one\n  - - [░] a [ ] b\n    - [▓] c'],
    ['on a line of its own', '-\n  [░] a'],
    ['with tabs and spaces', '-\t[░] a  \n-   [░]\tb'],
    ['with line ends of Windows', 'One.\r\n\r\n- [░] a\r\n- [▓] b'],
    ['beside emphasis and formulas', '- [░] **a** $x$'],
    ['with the same words before it', '- x [ ] a\n- [░] a'],
    ['over several lines', '- [░] a\nb [x] c'],
  ])('knows where the sign of a box stands: %s', (_, drawn) => {
    const source = drawn.replaceAll('░', ' ').replaceAll('▓', 'x');
    const boxes = [...markdownHtml(source).matchAll(/data-task="(\d+)"( data-done)?/gu)];
    const marked = boxes.reduce((text, [, offset, done]) => {
      const at = Number(offset);
      return `${text.slice(0, at)}${done === undefined ? '░' : '▓'}${text.slice(at + 1)}`;
    }, source);
    expect(marked).toBe(drawn);
  });

  it('links papers of the library by their address, and by nothing that is only like one', () => {
    const uid = 'aB3_-xyz';
    const link = `<a href="offprint://paper/${uid}">`;
    expect(markdownHtml(`[Medusa](offprint://paper/${uid})`)).toBe(`<p>${link}Medusa</a></p>\n`);
    expect(markdownHtml(`see offprint://paper/${uid}.`)).toBe(`<p>see ${link}offprint://paper/${uid}</a>.</p>\n`);
    for (const address of [
      `offprint://paper/${uid}/more`,
      `offprint://paper/${uid}?a=b`,
      `offprint://paper/${uid}#a`,
      `offprint://other/${uid}`,
      `offprint:paper/${uid}`,
      `OFFPRINT://paper/${uid}`,
      'offprint://paper/short',
      `offprint://paper/${'x'.repeat(65)}`,
      `offprint://paper/${uid}%2e`,
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'vbscript:x',
    ])
      expect(markdownHtml(`[a](${address}) <${address}> ${address}`), address).not.toContain('href');
  });

  it('bounds the depth of what it nests', () => {
    const depth = (html: string) => html.match(/<blockquote>/gu)?.length ?? 0;
    expect(depth(markdownHtml('> '.repeat(5)))).toBeLessThanOrEqual(5);
    expect(depth(markdownHtml(`${'>'.repeat(2_000)} deep`))).toBeLessThan(40);
  });
});
