import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileNameOf } from './fileNames.ts';

it.each([
  ['Attention Is All You Need', 'Attention Is All You Need'],
  ['Medusa: Many Heads', 'Medusa - Many Heads'],
  ['../../etc/passwd', 'etc passwd'],
  ['C:\\Windows\\system32', 'C - Windows system32'],
  ['a\0b\nc\u202ed', 'a b c d'],
  ['What? "Why" <now>|*', 'What Why now'],
  ['CON', '_CON'],
  ['com1.old', '_com1.old'],
  ['Console', 'Console'],
  ['...', 'Untitled'],
  ['', 'Untitled'],
  ['.hidden', 'hidden'],
  ['Ends. ', 'Ends'],
  ['数学の本', '数学の本'],
])('%j becomes the file %j', (title, name) => {
  expect(fileNameOf(title)).toBe(name);
});

it('of any title is one that every system takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
      const name = fileNameOf(title);
      expect(name).toMatch(/^[^\s."<>:|?*\\/\p{Cc}]/u);
      expect(name).not.toMatch(/["<>:|?*\\/\p{Cc}]|[. ]$/u);
      expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(161);
      expect(name.isWellFormed()).toBe(true);
      expect(fileNameOf(name)).toBe(name);
    }),
    { numRuns: 1_000 },
  );
  expect(fileNameOf('数'.repeat(300)).length).toBe(53);
});
