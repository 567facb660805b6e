import { describe, expect, test } from 'vitest';
import { MAX_FORMULA_LENGTH, mathIn } from './math.ts';

const tex = (text: string) => mathIn(text).map((formula) => formula.tex);

describe('formulas', () => {
  test.each([
    ['an $L_1$-penalty and $x$', ['L_1', 'x']],
    ['$k$NN in the $n$th step', ['k', 'n']],
    ['$$E = mc^2$$ and \\[a\\] and \\(b\\)', ['E = mc^2', 'a', 'b']],
    ['costs \\$5, so $x = \\$5$', ['x = \\$5']],
    ['loose $ m \\geq 2^k $ here', [' m \\geq 2^k ']],
    ['a $\\{x\\}$ set', ['\\{x\\}']],
    ['by $\\sim$75\\% for ($\\alpha$)', ['\\sim', '\\alpha']],
  ])('%s', (text, expected) => {
    expect(tex(text)).toEqual(expected);
  });

  test.each([
    'from $5 to $10',
    'between $5-$10',
    'a=$5, b=$10',
    'US$5 (or A$7)',
    '$5 million for one, 3$ for the other',
    'costs $ 5 and saves $ 10',
    'set $HOME and $PATH',
    'an empty $$ or $ $',
    'unbalanced ${x$',
    'over a paragraph $x\n\ny$',
    '$https://example.org$',
    'a lone $',
  ])('no formula in: %s', (text) => {
    expect(tex(text)).toEqual([]);
  });

  test('one that is too long is left as text', () => {
    expect(tex(`$${'x'.repeat(MAX_FORMULA_LENGTH)}$`)).toHaveLength(1);
    expect(tex(`$${'x'.repeat(MAX_FORMULA_LENGTH + 1)}$`)).toEqual([]);
  });
});
