import { describe, expect, it } from 'vitest';
import { htmlOf, plainOf } from './richText.ts';

describe('rich text', () => {
  it('is plain with raised and lowered digits where there are any', () => {
    expect(
      plainOf([
        { text: 'H' },
        { text: '2', script: 'sub' },
        { text: 'O in ' },
        { text: 'Nature', italic: true },
        { text: 'th', script: 'sup' },
      ]),
    ).toBe('H₂O in Natureth');
  });

  it('is HTML of a handful of elements', () => {
    expect(
      htmlOf([
        { text: 'A ' },
        { text: 'b', italic: true, bold: true },
        { text: 'c', smallCaps: true, underline: true },
        { text: '2', script: 'sup' },
        { text: 'd\ne', href: 'https://x.example/?a="1"&b=<2>' },
      ]),
    ).toBe(
      'A <b><i>b</i></b><u><span style="font-variant: small-caps">c</span></u><sup>2</sup><a href="https://x.example/?a=&quot;1&quot;&amp;b=&lt;2&gt;">d<br>e</a>',
    );
  });

  it('never lets words become markup', () => {
    const html = htmlOf([{ text: '<img src=x onerror=alert(1)>&amp;"', italic: true, href: 'https://x.example/"><script>' }]);
    expect(html).toBe('<a href="https://x.example/&quot;&gt;&lt;script&gt;"><i>&lt;img src=x onerror=alert(1)&gt;&amp;amp;&quot;</i></a>');
  });
});
