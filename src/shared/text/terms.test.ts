import fc from 'fast-check';
import lunr from 'lunr';
import { describe, expect, it } from 'vitest';
import { termsOf } from './terms.ts';

const terms = (text: string) => termsOf(text).map(({ term }) => term);

describe('terms', () => {
  it.each([
    ['Speculative decoding, accelerated', ['specul', 'decod', 'acceler']],
    ['state-of-the-art', ['state', 'of', 'the', 'art']],
    ['GPT-4 int8 3D 6.0', ['gpt', '4', 'int8', '3d', '6', '0']],
    ["the paper's O’Brien", ['the', 'paper', 's', 'o', 'brien']],
    ['José Müller ﬁne Łukasz Øystein Straße', ['jose', 'muller', 'fine', 'lukasz', 'oystein', 'strass']],
    ['Jose\u0301', ['jose']],
    ['co\u00adoperate', [...terms('cooperate')]],
    ['w₀ x² K', ['w0', 'x2', 'k']],
    ['Νόμος', ['νομοσ']],
    ['α-helix \\alpha Alpha 𝛼 ά', ['alpha', 'helix', 'alpha', 'alpha', 'alpha', 'alpha']],
    ['TGFβ1 2π Δx µm', ['tgf', 'beta', '1', '2', 'pi', 'delta', 'x', 'mu', 'm']],
    ['\\varepsilon ϵ ε \\vartheta θ', ['epsilon', 'epsilon', 'epsilon', 'theta', 'theta']],
    ['variance varied', [...terms('variance'), ...terms('varied')]],
    ['深度学习', ['深度', '度学', '学习', '习']],
    ['GPT模型', ['gpt', '模型', '型']],
    ['한국어', ['한국', '국어', '어']],
    ['', []],
    ['… — ∇ 🦊', []],
  ])('%j', (text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it("are Lunr's own for plain English", () => {
    for (const word of ['generalization', 'networks', 'studies', 'running', 'caresses', 'relational', 'probabilistic', 'yes']) {
      expect(terms(word)).toEqual([lunr.stemmer(new lunr.Token(word, {})).toString()]);
    }
  });

  it('tell where they stand', () => {
    expect(termsOf('𝒳 Müllers 深度').map(({ word, start, end, open }) => [word, start, end, open])).toEqual([
      ['x', 0, 2, false],
      ['mullers', 3, 10, false],
      ['深度', 11, 13, false],
      ['度', 12, 13, true],
    ]);
  });

  it('are letters and digits in order and in bounds, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let before = 0;
        for (const { term, start, end } of termsOf(text)) {
          const sound = /^[\p{L}\p{N}]+$/u.test(term) && start >= before && end > start && end <= text.length;
          if (!sound) expect.fail(JSON.stringify({ text, term, start, end }));
          before = start;
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are told with their places across a change of script', () => {
    expect(termsOf('TGFβ1').map(({ word, start, end }) => [word, start, end])).toEqual([
      ['tgf', 0, 3],
      ['beta', 3, 4],
      ['1', 4, 5],
    ]);
  });

  it('are no others when a text comes again', () => {
    const texts = Array.from({ length: 40_000 }, (_, i) => `word${i} Müller α深度`);
    const once = texts.map((text) => terms(text).join(' '));
    expect(texts.map((text) => terms(text).join(' '))).toEqual(once);
  });

  it('are the same in upper and lower case', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'abcXYZ-  09é') }), (text) => {
        expect(terms(text.toUpperCase())).toEqual(terms(text));
      }),
    );
  });

  it('cost no more for a word without end', () => {
    expect(termsOf('a'.repeat(1_000_000))).toMatchObject([{ end: 1_000_000 }]);
  });
});
