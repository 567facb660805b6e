import { expect, it } from 'vitest';
import { linkedPaper } from './links.ts';

it.each([
  [['--library', 'x.db', '--', 'offprint://paper/abcdefgh'], 'abcdefgh'],
  [['offprint://paper/abcdefgh_-12', 'offprint://paper/other-one'], 'abcdefgh_-12'],
  [[], null],
  [['abcdefgh', 'offprint:paper/abcdefgh', 'offprint://paper/abc', 'offprint://paper/abcdefgh/', 'offprint://paper/abcdefgh?x=1'], null],
  [['offprint://paper/abcdefgh\n', ' offprint://paper/abcdefgh', 'Offprint://paper/abcdefgh', 'offprint://papers/abcdefgh'], null],
  [['offprint://paper/abcdefgh" --library=/tmp/x', 'https://x.org/offprint://paper/abcdefgh', `offprint://paper/${'a'.repeat(65)}`], null],
])('%j names the paper %j', (args, uid) => {
  expect(linkedPaper(args)).toBe(uid);
});
