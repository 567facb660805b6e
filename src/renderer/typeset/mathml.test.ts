import { describe, expect, it } from 'vitest';
import { inAlphabet } from './mathml.ts';

describe('inAlphabet', () => {
  it.each([
    ['OLx', 'script', '𝒪ℒ𝓍'],
    ['R2', 'double-struck', 'ℝ𝟚'],
    ['gC', 'fraktur', '𝔤ℭ'],
    ['x9θΣ', 'bold', '𝐱𝟗𝛉𝚺'],
    ['h', 'italic', 'ℎ'],
    ['ab', 'monospace', '𝚊𝚋'],
  ])('%s in %s', (text, variant, set) => {
    expect(inAlphabet(text, variant)).toBe(set);
  });

  it('leaves what has no place in the alphabet, and unknown alphabets', () => {
    expect(inAlphabet('θ+é', 'script')).toBe('θ+é');
    expect(inAlphabet('x', 'normal')).toBe('x');
  });
});
