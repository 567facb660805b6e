import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countChanges, type DiffPart, wordDiff } from './wordDiff.ts';

/** Parts in one line: `=same= -removed- +added+`. */
const told = (before: string, after: string): string => {
  const signs: Readonly<Record<DiffPart['kind'], string>> = { same: '=', added: '+', removed: '-' };
  return wordDiff(before, after)
    .map(({ kind, text }) => `${signs[kind]}${JSON.stringify(text).slice(1, -1)}${signs[kind]}`)
    .join(' ');
};
const without = (kind: DiffPart['kind'], before: string, after: string): string =>
  wordDiff(before, after)
    .filter((part) => part.kind !== kind)
    .map((part) => part.text)
    .join('');

describe('wordDiff', () => {
  it.each([
    ['', '', ''],
    ['the same', 'the same', '=the same='],
    ['', 'all new', '+all new+'],
    ['all gone', '', '-all gone-'],
    ['one two', 'one two three', '=one two= + three+'],
    ['one two three', 'two three', '-one - =two three='],
    ['a red fox runs', 'a grey fox runs', '=a = -red- +grey+ = fox runs='],
    ['the cat sat', 'a dog sat', '-the cat- +a dog+ = sat='],
    ['reaches 71.2 points.', 'reaches 73.4 points.', '=reaches = -71.2- +73.4+ = points.='],
    ['one line', 'one\nline', '=one= - - +\\n+ =line='],
    ['one. two', 'one, two', '=one= -.- +,+ = two='],
    // Scripts without spaces have words too.
    ['大規模言語モデルを調べた。', '大規模言語モデルを試した。', '=大規模言語モデルを= -調べ- +試し+ =た。='],
  ])('%j → %j', (before, after, parts) => {
    expect(told(before, after)).toBe(parts);
  });

  // Few words and many spaces, so that texts share much and differ in all ways.
  const texts = fc
    .array(
      fc.oneof(
        fc.constantFrom('we', 'show', 'that', 'it', 'is', ' ', '  ', '\n', '.', ', ', '🎉', 'é', '語', '\u200d'),
        fc.string({ unit: 'binary' }),
      ),
      {
        maxLength: 60,
      },
    )
    .map((pieces) => pieces.join(''));

  it('gives both texts back, to the character', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        expect(without('added', before, after)).toBe(before);
        expect(without('removed', before, after)).toBe(after);
      }),
      { numRuns: 500 },
    );
  });

  it('puts neighbours of a kind together and leaves nothing empty', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const parts = wordDiff(before, after);
        parts.forEach((part, i) => {
          expect(part.text).not.toBe('');
          expect(part.kind).not.toBe(parts[i + 1]?.kind);
        });
      }),
    );
  });

  it('finds one changed word in a long text', () => {
    const words = Array.from({ length: 20_000 }, (_, i) => `w${i % 997}`);
    const after = words.with(10_000, 'changed');
    const parts = wordDiff(words.join(' '), after.join(' '));
    expect(parts.map((part) => part.kind)).toEqual(['same', 'removed', 'added', 'same']);
    expect(countChanges(parts)).toEqual({ added: 1, removed: 1 });
  });

  it('replaces a long text whole where nothing is left of it', () => {
    const one = Array.from({ length: 20_000 }, (_, i) => `a${i}`).join(' ');
    const other = Array.from({ length: 20_000 }, (_, i) => `b${i}`).join(' ');
    expect(wordDiff(one, other)).toEqual([
      { kind: 'removed', text: one },
      { kind: 'added', text: other },
    ]);
    const endless = 'x'.repeat(1_000_000);
    expect(wordDiff(endless, `y${endless}`).map((part) => part.kind)).toEqual(['removed', 'added']);
  });
});

it('counts the words put in and taken out', () => {
  expect(countChanges(wordDiff('We show that it works.', 'We show, at last, that it works well.'))).toEqual({ added: 3, removed: 0 });
  expect(countChanges([])).toEqual({ added: 0, removed: 0 });
});
