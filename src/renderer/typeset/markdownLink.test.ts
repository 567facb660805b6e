import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paperAddress } from '../../shared/paperAddress.ts';
import { markdownHtml } from './markdownHtml.ts';
import { markdownLink } from './markdownLink.ts';

const ADDRESS = paperAddress('aB3_-xyz');

it('keeps plain titles as they are', () => {
  expect(markdownLink('Medusa: heads, and more', ADDRESS)).toBe('[Medusa: heads, and more](offprint://paper/aB3_-xyz)');
});

it('reads as the title it was given, whatever is in it', () => {
  const sign = fc.constantFrom(
    ...'[]()\\`*_<>$~&#!|"^=-+:;@{}',
    ' ',
    '\n',
    '](',
    '&amp;',
    '&#35;',
    '**',
    '__',
    '~~',
    '$x$',
    '<b>',
    'a',
    'é',
    '語',
    'www.a.example',
  );
  const titles = fc
    .array(fc.oneof({ weight: 3, arbitrary: sign }, fc.string({ unit: 'grapheme', maxLength: 4 })), { minLength: 1, maxLength: 16 })
    .map((parts) => parts.join('').replace(/\s+/gu, ' ').trim())
    .filter((title) => title !== '');
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  fc.assert(
    fc.property(titles, (title) => {
      const html = markdownHtml(`before ${markdownLink(title, ADDRESS)} after`);
      expect(html).toBe(`<p>before <a href="${ADDRESS}">${escaped(title)}</a> after</p>\n`);
    }),
    { numRuns: 2_000 },
  );
});
