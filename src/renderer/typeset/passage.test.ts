import { expect, it } from 'vitest';
import { passageOf, standingIn } from './passage.ts';

const RAW = 'Heads "guess" $\\sim$75\\% of words (https://example.org/code), in $O(n)$ "steps".';
const passage = (quote: string, repair = true) => {
  const start = RAW.indexOf(quote);
  return passageOf(RAW, { start, end: start + quote.length }, repair);
};
const shown = (quote: string, repair = true) =>
  passage(quote, repair)
    .map((piece) => piece.shown)
    .join('');

it('cuts text to the stretch, with the quotation marks it has in the whole', () => {
  expect(shown('"guess"')).toBe('“guess”');
  expect(shown('guess" ')).toBe('guess” ');
  expect(passageOf('$n$" of it', { start: 3, end: 7 }, true)).toMatchObject([{ shown: '” of' }]);
  expect(shown('"steps".')).toBe('“steps”.');
});

it('shows formulas and repairs whole, as the text around them makes them', () => {
  expect(passage('of words (https://example.org/code), in $O(n)$ "st').map(({ kind }) => kind)).toEqual([
    'text',
    'link',
    'text',
    'math',
    'text',
  ]);
  expect(passage('$O(n)$')).toMatchObject([{ kind: 'math', shown: 'O(n)' }]);
  expect(passage('O(n')).toMatchObject([{ kind: 'math', shown: 'O(n)' }]);
  expect(shown('75\\% of')).toBe('75% of');
  expect(shown('75\\% of', false)).toBe('75\\% of');
});

it('cuts a link', () => {
  expect(shown('example.org')).toBe('example.org');
});

it('takes a highlight’s words from the text they stand in, and alone where that says something else', () => {
  const price = 'From $5 to $10 a page.';
  const highlight = { quote: '$5 to $1', range: { start: 5, end: 13 } };
  expect(standingIn(price, highlight)).toEqual({ raw: price, range: highlight.range });
  const alone = { raw: highlight.quote, range: { start: 0, end: 8 } };
  expect(standingIn('Another text altogether.', highlight)).toEqual(alone);
  expect(standingIn(price, { ...highlight, range: null })).toEqual(alone);
  expect(standingIn(null, highlight)).toEqual(alone);
});
