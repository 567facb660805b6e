import { describe, expect, test } from 'vitest';
import { folded } from './fold.ts';

const wordsOf = (raw: string): string =>
  folded(raw)
    .words.map(({ text, letter }) => letter ?? text)
    .join(' ');

describe('folded', () => {
  test.each([
    [['$\\alpha$', '\\alpha', 'α', '𝛼', '&alpha;'], 'alpha'],
    [['sim75\\%', '~75%', '∼75%', '\\sim75\\%', '$\\sim$75\\%', '$\\sim 75\\%$'], '~ 75 %'],
    [['6.0times', '6.0×', '6.0x', '$6.0\\times$'], '6.0 x'],
    [['It\\^o', 'It\\^{o}', 'Itô', 'Ito\u0302', 'It&ocirc;'], 'itô'],
    [['O(n^2)', 'O(n^{2})', 'O(n²)', '$O(n^2)$', '\\(O(n^2)\\)', 'O(n<sup>2</sup>)'], 'O n ^ 2'],
    [['10^{-5}', '10⁻⁵', '$10^{-5}$', '10^-5'], '10 ^ - 5'],
    [['n \\leq 4', 'n≤4', 'n <= 4', 'n &le; 4', '$n\\leq4$'], 'n ≤ 4'],
    [['$n\\log n$', 'n log n', '$n \\log n$'], 'n log n'],
    [['90^\\circ', '90°', '$90^\\circ$', '90&deg;'], '90 °'],
    [
      [
        '\\textbf{very robust}',
        '{\\bf very robust}',
        '<b>very robust</b>',
        '\\emph{very\nrobust}',
        'VERY robust',
        'very\u00a0ro\u00adbust',
      ],
      'very robust',
    ],
    [['3–5', '3--5', '3-5', '3&ndash;5'], '3 - 5'],
    [['don’t', "don't", 'don&rsquo;t', 'don&#39;t'], 'don t'],
    [['“fair”', "``fair''", '"fair"', '&quot;fair&quot;'], 'fair'],
    [['ﬁne-tuned', 'fine-\ntuned', 'fine‑tuned', 'fine‐tuned'], 'fine tuned'],
    [['3×3', '3x3', '$3\\times3$'], '3 x 3'],
    [['データ', 'ﾃﾞｰﾀ'], 'デ ー タ'],
    [['각', '각'.normalize('NFD')], '각'],
    [['2½', '2 1⁄2'], '2 1 / 2'],
  ])('%j are one', (spellings, words) => {
    for (const spelling of spellings) expect([spelling, wordsOf(spelling)]).toEqual([spelling, words]);
  });

  test.each([
    ['10²', '102'],
    ['x₁', 'x^1'],
    ['O(n)', 'o(n)'],
    ['Σ', 'σ'],
    ['-5', '5'],
    ['1.5', '1. 5'],
    ['now here', 'nowhere'],
    ['75%', '75'],
    ['3:1', '31'],
    ['n!', 'n'],
  ])('%s is not %s', (one, other) => {
    expect(wordsOf(one)).not.toBe(wordsOf(other));
  });

  test('know where each word stands: whole formulas and repairs, and no sign around a word', () => {
    const raw = 'by sim75\\%, {\\unknown{x}} $a_1$ (It\\^o)';
    const { words } = folded(raw);
    expect(words.map(({ start, end }) => raw.slice(start, end))).toEqual([
      'by',
      'sim75\\%',
      'sim75\\%',
      'sim75\\%',
      '\\unknown',
      'x',
      '$a_1$',
      '$a_1$',
      '$a_1$',
      'It\\^o',
    ]);
  });

  test('know compounds and sentences', () => {
    const { words } = folded('An energy-efficient method, i.e. ours. It — so to say — works');
    expect(words.filter(({ hyphened }) => hyphened).map(({ text }) => text)).toEqual(['efficient']);
    expect(words.filter(({ stopped }) => stopped).map(({ text }) => text)).toEqual(['it']);
  });
});
