import { parse } from '@retorquere/bibtex-parser';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyLine, anyText } from '../fixtures/anyPaper.ts';
import { escapedParagraphs, escapedTex, escapedTitle } from './escape.ts';
import { plainAddress, texLine, texParagraphs } from './tex.ts';

/** As the library reads a title. */
function byLibrary(tex: string): string {
  const { entries } = parse(`@misc{x, title = {${tex}}}`, {
    sentenceCase: false,
    english: false,
    caseProtection: false,
    unsupported: 'ignore',
  });
  const title: unknown = entries[0]?.fields.title ?? '';
  return String(title)
    .replace(/\u0131(?=[\u0300-\u036f])/g, 'i')
    .replace(/\u0237(?=[\u0300-\u036f])/g, 'j')
    .normalize('NFC');
}

/** What our own reader reads without asking the library, and in the library's way. */
const COMMON = [
  [
    'word',
    'Über',
    'DNA',
    '{DNA}',
    '{{GAN}s}',
    'x-ray',
    'a--b',
    '1---2',
    '``quoted',
    "quoted''",
    "it's",
    '{}',
    'C\\#',
    'A\\&B',
    '50\\%',
    'a\\_b',
  ],
  [
    '\\$5',
    '\\{x\\}',
    '{\\"o}',
    '\\"{u}',
    '\\"a',
    "\\'e",
    "{\\'E}",
    '\\`a',
    '\\^o',
    '\\~n',
    '\\=a',
    '\\.z',
    '\\c{c}',
    '\\v{s}',
    '\\u{g}',
    '\\H{o}',
  ],
  [
    "\\'{\\i}",
    '\\"{\\i}',
    '\\k{a}',
    '\\r{a}',
    '\\d{s}',
    '{\\v s}',
    '\\ss{}',
    '{\\ss}',
    '\\o{}',
    '{\\aa}',
    '\\L{}',
    '\\AE{}',
    '\\alpha{}',
    '{\\textendash}',
  ],
  [
    '\\emph{very}',
    '\\textit{so}',
    '\\textbf{bold}',
    '{\\em words}',
    '{\\it of}',
    '{\\bf weight}',
    '\\textrm{plain}',
    '\\mbox{kept}',
    'a~b',
    'foo_1',
    'x^2',
  ],
  ['\\unknown{word}', '\\unknown', '\\textsuperscript{th}', '\\ldots{}', '\\LaTeX{}', '?', '!', ':', '(x)', 'a/b', '&', '深度', 'é'],
].flat();
const anyTex = fc
  .array(fc.tuple(fc.constantFrom(...COMMON), fc.constantFrom(' ', ' ', ' ', '  ', '\n  ')), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.flat().join('').trim());

describe('TeX', () => {
  test('that is common is read as the library reads it', () => {
    fc.assert(
      fc.property(anyTex, (tex) => {
        // It joins neighbouring italics, which says the same.
        const joined = (text: string) => text.replace(/<\/(i|b)>(\s*)<\1>/g, '$2').trim();
        expect(joined(texLine(tex))).toBe(joined(byLibrary(tex)));
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['Nystr\\"om', 'Nyström'],
    ["{\\'E}t{\\'e}, \\'{\\i}, \\v{c}, {\\O}", 'Été, í, č, Ø'],
    ['$k$-Nearest and $\\mathcal{O}(n  \\log n)$', '$k$-Nearest and $\\mathcal{O}(n \\log n)$'],
    ['\\(x\\) and \\[y\\] and $$z$$', '\\(x\\) and \\[y\\] and $$z$$'],
    ['costs \\$5 and 50% or 50\\%', 'costs $5 and 50% or 50%'],
    ['an open $ and {an open brace', 'an open $ and an open brace'],
    ['\\emph{a {b} c} \\textsc{Small} \\texttt{code}', '<i>a b c</i> Small code'],
    ['\\url{http://x.org/a_b} and \\href{http://y.org}{why}', 'http://x.org/a_b and why (http://y.org)'],
    ['<i>x</i> < y > z', '<i>x</i> < y > z'],
    ['\\textquotesingle s', "'s"],
    ['\\begin{itemize}\\item a\\end{itemize} b', 'a b'],
    ['\\', ''],
    ['\\emph', ''],
    ["\\'", ''],
  ])('%s', (tex, text) =>
    expect(
      texLine(tex)
        .replace(/ {2,}/g, ' ')
        .replace(/^\u0301$/, ''),
    ).toBe(text),
  );

  test('paragraphs, and lines that are broken on purpose', () => {
    expect(texParagraphs(' One\n  goes on.\n\n\n Two\\\\\nand \\\\ on. ')).toBe('One goes on.\n\nTwo\nand on.');
  });

  test('addresses', () => {
    expect(plainAddress(' \\url{http://x.org/\\~{}me/a\\_b\\%20c}')).toBe('http://x.org/~me/a_b%20c');
    expect(plainAddress('http://x.org/{\\textasciitilde}me\\#a')).toBe('http://x.org/~me#a');
  });
});

describe('text as TeX', () => {
  test('is read as it was', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(texLine(escapedTex(line))).toBe(line);
        expect(texLine(escapedTitle(line))).toBe(line);
      }),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(anyText, (text) => {
        expect(texParagraphs(escapedParagraphs(text))).toBe(text);
      }),
    );
  });

  test('has balanced braces, also for those who do not mind backslashes', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        let depth = 0;
        for (const char of escapedTex(line)) {
          depth += char === '{' ? 1 : char === '}' ? -1 : 0;
          expect(depth).toBeGreaterThanOrEqual(0);
        }
        expect(depth).toBe(0);
      }),
    );
  });

  test.each([
    ['R&D, 50% of #1_x', 'R\\&D, 50\\% of \\#1\\_x'],
    ['US$5 or $x_1$', 'US\\$5 or $x_1$'],
    ['a } b { c', 'a \\textbraceright{} b \\textbraceleft{} c'],
    ['{x} -- y', '\\{x\\} -{}- y'],
    ['~ ^ \\ ü 深', '\\textasciitilde{} \\textasciicircum{} \\textbackslash{} ü 深'],
    ['<i>very</i> small', '\\emph{very} small'],
  ])('%s', (text, tex) => expect(escapedTex(text)).toBe(tex));

  test('capitals that matter are kept in titles', () => {
    expect(escapedTitle('ImageNet and DNA on Mars')).toBe('{ImageNet} and {DNA} on Mars');
    expect(escapedTitle('How the brain of Homo sapiens reads with GPT-4')).toBe('How the brain of {Homo} sapiens reads with {GPT}-4');
    expect(escapedTitle('On $O(n)$ and $x$')).toBe('On {$O(n)$} and $x$');
  });
});
