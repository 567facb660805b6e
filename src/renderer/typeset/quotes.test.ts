import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typographic } from './quotes.ts';

describe('typographic', () => {
  it.each([
    ['"Hello," she said.', '“Hello,” she said.'],
    ["the model's 'own' words", 'the model’s ‘own’ words'],
    ['("quoted")', '(“quoted”)'],
    ["LLMs' cost in the '90s", 'LLMs’ cost in the ’90s'],
    ['say—"yes"', 'say—“yes”'],
    [`"'nested' quotes"`, '“‘nested’ quotes”'],
    ['no marks', 'no marks'],
  ])('%s', (given, set) => {
    expect(typographic(given)).toBe(set);
  });

  it('looks at what stands before the text', () => {
    expect(typographic('" he said', 'x')).toBe('” he said');
    expect(typographic('"x"', ' ')).toBe('“x”');
  });

  it('never changes the length, nor anything but the marks', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', "'", ' ', 'a', '9', '(', '—', '\n', '𝒜') }), (text) => {
        const set = typographic(text);
        expect(set).toHaveLength(text.length);
        expect(set.replace(/[“”]/gu, '"').replace(/[‘’]/gu, "'")).toBe(text);
      }),
    );
  });
});
