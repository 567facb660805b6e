import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complete } from './complete.ts';
import { parseQuery } from './parse.ts';

const known = {
  tags: ['survey', 'To discuss', 'état de l’art'],
  searches: ['Fast decoding', 'fast'],
  digests: ['Daily papers', 'Daily papers'],
};
/** The caret stands at the bar. */
function at(marked: string) {
  const caret = marked.indexOf('|');
  return complete(marked.replace('|', ''), caret, known);
}
const texts = (marked: string) => at(marked)?.offered.map(({ text }) => text) ?? null;

describe('completion', () => {
  it.each([
    ['a|', ['abstract:', 'author:', 'added:']],
    ['cats t|', ['title:', 'tag:']],
    ['-ta|', ['tag:']],
    ['is:|', ['unread ', 'new ', 'queued ', 'reading ', 'read ', 'skipped ', 'starred ']],
    ['is:un|', ['unread ']],
    ['is:unread|', null],
    ['ma|', ['match:']],
    ['match:|', ['all ', 'any ']],
    ['tag:s|', ['survey ']],
    ['tag:dis|', ['"To discuss" ']],
    ['tag:"to d|', ['"To discuss" ']],
    ['tag:etat|', ['"état de l’art" ']],
    ['in:fa|', ['"Fast decoding" ', 'fast ']],
    ['from:|', ['"Daily papers" ']],
    ['added:last|', ['"last week" ', '"last month" ', '"last 30 days" ', '"last year" ']],
    ['|', null],
    ['title:x|', null],
    ['xyz|', null],
    ['"quoted wo|', null],
  ])('%j offers %j', (marked, offered) => {
    expect(texts(marked)).toEqual(offered);
  });

  it('takes the place of what is typed, its quotes and the rest of the word', () => {
    expect(at('x tag:"to d|" y')).toMatchObject({ start: 6, end: 12 });
    expect(at('cats ti|tle')).toMatchObject({ of: 'names', start: 5, end: 10 });
    expect(at('tag:dis|')?.offered[0]).toEqual({ text: '"To discuss" ', label: 'To discuss', about: '' });
    expect(at('is:|')).toMatchObject({ of: 'values', start: 3, end: 3 });
  });

  it('gives a query for any text and caret', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.nat(20),
        fc.constantFrom('tag:', 'is:', 'in:"', 'added:', 'a', ''),
        (text, n, end) => {
          const query = text + end;
          const found = complete(query, Math.min(query.length, text.length + end.length - (n % 2)), known);
          if (found === null) return;
          expect(found.start).toBeLessThanOrEqual(found.end);
          for (const { text: put } of found.offered) parseQuery(query.slice(0, found.start) + put + query.slice(found.end));
        },
      ),
    );
  });
});
