import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainMaths } from './plainMaths.ts';

describe('plainMaths', () => {
  it.each([
    ['\\mathcal{O}(n \\log n)', 'O(n log n)'],
    ['n\\log n', 'n log n'],
    ['L^2', 'L²'],
    ['3200^3', '3200³'],
    ['w_{10}', 'w₁₀'],
    ['QK^{\\top}x', 'QKᵀx'],
    ['A^\\top B', 'Aᵀ B'],
    ['a^\\topology', 'a^topology'],
    ['\\sigma(x)_i', 'σ(x)_i'],
    ['\\frac{1}{\\sqrt{n}}', '1/√n'],
    ['\\frac{e^{x_i}}{\\sum_j e^{x_j}}', 'e^x_i/∑_j e^x_j'],
    ['n \\leq 4', 'n ≤ 4'],
    ['75\\%', '75%'],
    ['\\sim 75\\%', '~ 75%'],
    ['a~b\\,c', 'a b c'],
    ['x^{a_b}', 'x^a_b'],
    ['e^{-x+y}', 'e^(-x+y)'],
    ['\\text{softmax}(z)', 'softmax(z)'],
    ['\\constructor', 'constructor'],
  ])('%s', (tex, plain) => {
    expect(plainMaths(tex)).toBe(plain);
  });

  it('takes anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('\\', '{', '}', '^', '_', 'a', '1', ' ', 'frac', '$', '%') }), (tex) => {
        expect(typeof plainMaths(tex)).toBe('string');
      }),
    );
  });
});
