import { describe, expect, it } from 'vitest';
import type { View } from '../../shared/models.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { nameFor, queryToKeep } from './savedQuery.ts';

const date = { given: 'Apr 28', sort: '2026-04-28', precision: 'day', guessed: true } as const;
const known = {
  tags: [{ uid: 'tag-uid-1', name: 'to discuss', count: 1 }],
  digests: [{ uid: 'digest-1', name: 'Daily papers', date, count: 85, unread: 3 }],
  searches: [{ uid: 'search-1', name: 'Fast', query: 'fast' }],
};
const kept = (query: string, view: View) => queryToKeep(query, view, known);

describe('a search to keep', () => {
  it.each<[string, View, string | null]>([
    ['  Tree   attention ', { kind: 'all' }, 'Tree attention'],
    ['heads', { kind: 'starred' }, 'heads is:starred'],
    ['heads is:starred', { kind: 'starred' }, 'heads is:starred'],
    ['heads', { kind: 'inbox' }, 'heads is:unread'],
    ['heads', { kind: 'tag', uid: 'tag-uid-1' }, 'heads tag:"to discuss"'],
    ['heads', { kind: 'digest', uid: 'digest-1' }, 'heads from:"Daily papers · Apr 28"'],
    ['heads match:any tails', { kind: 'search', uid: 'search-1' }, 'heads tails match:any in:Fast'],
    ['heads', { kind: 'tag', uid: 'gone-1234' }, null],
    ['heads', { kind: 'trash' }, null],
    [' - ', { kind: 'starred' }, null],
    ['tilte:x', { kind: 'all' }, null],
  ])('%j in %j is %j', (query, view, expected) => {
    expect(kept(query, view)).toBe(expected);
  });

  it('asks the same again', () => {
    const query = kept('"big heads" -tails^2 year:2023..', { kind: 'queued' }) ?? '';
    expect(parseQuery(query)).toMatchObject({ ok: true });
    expect(kept(query, { kind: 'all' })).toBe(query);
  });
});

describe('the name it begins with', () => {
  it('is the query, cut between words', () => {
    expect(nameFor('heads')).toBe('heads');
    expect(nameFor('speculative decoding with several draft heads')).toBe('speculative decoding with several draft …');
    expect(nameFor('𠀀'.repeat(30)).isWellFormed()).toBe(true);
    expect(nameFor('x'.repeat(10_000))).toHaveLength(42);
  });
});
