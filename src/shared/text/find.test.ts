import fc from 'fast-check';
import { expect, it } from 'vitest';
import { finder } from './find.ts';

it.each([
  ['naive bayes', 'A naïve Bayes baseline'],
  ['NAÏVE', 'a naive one'],
  ["the model's", 'the model’s head'],
  ['"quoted"', 'so “quoted” here'],
  ['two words', 'two\n  words'],
  ['long-context', 'long‑context models'],
  ['strasse', 'Straße'],
  ['όσος', 'ΌΣΟΣ'],
  ['co-operate', 'co-oper\u00adate'],
  ['½', 'a half, 1⁄2'],
  ['  heads ', 'extra heads guess'],
  ['', 'anything'],
])('finds %j in %j', (typed, text) => {
  expect(finder(typed)(text)).toBe(true);
});

it.each([
  ['naive bayes', 'naive and Bayes'],
  ['heads', 'a head'],
  ['.*', 'anything'],
])('does not find %j in %j', (typed, text) => {
  expect(finder(typed)(text)).toBe(false);
});

it('finds every stretch of a text, in capitals and in decomposed letters too', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme-composite' }),
      fc.string({ unit: 'grapheme-composite' }),
      fc.string(),
      (before, typed, after) => {
        expect(finder(typed)(`${before} ${typed.normalize('NFD')} ${after}`)).toBe(true);
      },
    ),
  );
});
