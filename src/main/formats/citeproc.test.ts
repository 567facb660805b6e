import { describe, expect, it } from 'vitest';
import { htmlOf, plainOf } from '../../shared/text/richText.ts';
import { bibliographyOf, type CslItem, citationOf, runsOf } from './citeproc.ts';
import { cslStyle } from './fixtures/cslStyle.ts';

const TIDES: CslItem = {
  id: 'tides',
  type: 'article-journal',
  title: 'Tides & <i>Zostera</i> at R²',
  author: [{ family: 'van der Berg', given: 'Anna Maria' }, { literal: 'The Shore Group' }],
  issued: { 'date-parts': [[2017, 6]] },
  'container-title': 'Journal of Shores',
  volume: '12',
  page: '45-67',
  DOI: '10.1000/a<b>c',
};
const SANDS: CslItem = {
  id: 'sands',
  type: 'book',
  title: 'The Book of Sands',
  author: [{ family: 'Adder', given: 'Eva' }],
  issued: { 'date-parts': [[1999]] },
  publisher: 'Shore Press',
};

const plain = (style: Parameters<typeof bibliographyOf>[1], ...items: readonly CslItem[]) => bibliographyOf(items, style).map(plainOf);

describe('bibliographyOf', () => {
  it('writes the styles that ship', () => {
    expect(plain({ shipped: 'apa' }, TIDES)).toEqual([
      'van der Berg, A. M. & The Shore Group. (2017). Tides & Zostera at R². Journal of Shores, 12, 45–67. https://doi.org/10.1000/a<b>c',
    ]);
    expect(plain({ shipped: 'vancouver' }, TIDES)).toEqual([
      '1. van der Berg AM, The Shore Group. Tides & Zostera at R². Journal of Shores. 2017 Jun;12:45–67. doi:10.1000/a<b>c',
    ]);
    expect(plain({ shipped: 'harvard1' }, TIDES)[0]).toMatch(
      /^van der Berg, A\.M\. and The Shore Group \(2017\) “Tides & Zostera at R²,” Journal of Shores/,
    );
  });

  it('sorts as the style does', () => {
    expect(plain({ shipped: 'apa' }, TIDES, SANDS).map((text) => text.slice(0, 5))).toEqual(['Adder', 'van d']);
    expect(plain({ shipped: 'vancouver' }, TIDES, SANDS).map((text) => text.slice(0, 6))).toEqual(['1. van', '2. Add']);
  });

  it('keeps italics, raised digits and the address, and nothing else of a title’s markup', () => {
    const [entry] = bibliographyOf([{ ...TIDES, title: 'A <script>alert(1)</script> <b onclick="x()">title</b> <i>in</i> m²' }], {
      shipped: 'apa',
    });
    const html = htmlOf(entry ?? []);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('<i>in</i> m<sup>2</sup>. <i>Journal of Shores</i>, <i>12</i>');
    expect(html).toContain('<a href="https://doi.org/10.1000/a&lt;b&gt;c">');
    expect(html.replace(/<\/?(?:i|sup)>|<a href="[^"<>]*">|<\/a>/g, '')).not.toMatch(/[<>]/);
  });

  it('writes a style of one’s own, in its language, and footnotes where it has no bibliography', () => {
    expect(
      plain({ xml: cslStyle({ bibliography: '<layout suffix="!"><text variable="title" text-case="uppercase"/></layout>' }) }, SANDS),
    ).toEqual(['THE BOOK OF SANDS!']);
    expect(plain({ xml: cslStyle({ bibliography: null }) }, SANDS, TIDES)).toEqual(['Adder 1999', 'van der Berg, The Shore Group 2017']);
    const dated = '<layout><date variable="issued" form="text"/></layout>';
    expect(plain({ xml: cslStyle({ locale: 'de-DE', bibliography: dated }) }, TIDES)).toEqual(['Juni 2017']);
    expect(plain({ xml: cslStyle({ locale: 'ru-RU', bibliography: dated }) }, TIDES)[0]).toContain('2017');
  });
});

describe('citationOf', () => {
  it('cites several together', () => {
    expect(plainOf(citationOf([TIDES, SANDS], { shipped: 'apa' }))).toBe('(Adder, 1999; van der Berg & The Shore Group, 2017)');
    expect(plainOf(citationOf([TIDES, SANDS], { shipped: 'vancouver' }))).toBe('(1,2)');
  });
});

describe('runsOf', () => {
  it('knows the forms of citeproc and takes a form within itself back', () => {
    expect(runsOf('a <i>b <span style="font-style:normal;">c</span></i> <span style="font-variant: small-caps;">d</span>')).toEqual([
      { text: 'a ' },
      { text: 'b ', italic: true },
      { text: 'c ' },
      { text: 'd', smallCaps: true },
    ]);
  });

  it('keeps hard spaces, joins lines, and begins a block on its own line', () => {
    expect(runsOf('  <div class="csl-entry">\n  a\u00a0: b\n<div class="csl-block">c</div></div>\n')).toEqual([{ text: 'a\u00a0: b\nc' }]);
  });

  it('leaves out addresses that are none of the web, and elements it does not know', () => {
    expect(runsOf('<a href="javascript:alert(1)">x</a><img src="x" onerror="y"><script>z</script>')).toEqual([{ text: 'xz' }]);
  });
});
