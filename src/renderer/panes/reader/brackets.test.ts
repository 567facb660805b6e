import { expect, it } from 'vitest';
import { bracketsBefore } from './brackets.ts';

it.each([
  ['[[', { start: 0, typed: '' }],
  ['see [[Med', { start: 4, typed: 'Med' }],
  ['see [[[Med', { start: 5, typed: 'Med' }],
  ['[[one]] and [[two words', { start: 12, typed: 'two words' }],
  ['[[one]]', null],
  ['[[one\ntwo', null],
  ['[one', null],
  [`[[${'x'.repeat(200)}`, null],
  ['', null],
])('%j', (text, found) => {
  expect(bracketsBefore(text, text.length)).toEqual(found);
});

it('looks at what stands before the caret alone', () => {
  expect(bracketsBefore('a [[Med]] b', 7)).toEqual({ start: 2, typed: 'Med' });
});
