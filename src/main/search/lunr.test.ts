import fc from 'fast-check';
import lunr from 'lunr';
import { describe, expect, it } from 'vitest';
import { difference, mendTokenSets, Oracle } from '../../../e2e/conformance/oracle.ts';
import { clause } from '../../../e2e/conformance/queries.ts';
import { runConformance } from '../../../e2e/conformance/rounds.ts';
import type { Clause } from '../../shared/query/query.ts';
import { testFolder } from '../library/testLibrary.ts';
import type { SearchDocument } from './document.ts';
import { SearchIndex } from './index.ts';

const WORDS = [
  'cats',
  'dogs',
  'birds',
  'fishes',
  'graph',
  'graphs',
  'decoding',
  'models',
  'the',
  'attention',
  'int8',
  '4',
  '42',
  '深度学习',
];
const word = fc.constantFrom(...WORDS);
const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(' '));
const library = fc
  .array(fc.record({ title: text, abstract: text, authors: text, tags: text, notes: text, venue: text, highlights: text }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((papers) => papers.map((paper, i): SearchDocument => ({ id: i + 1, ...paper })));
const part = fc
  .record({
    term: fc.oneof(
      word,
      word.map((one) => one.slice(0, 3)),
      fc.tuple(word, word).map((two) => two.join(' ')),
    ),
    field: fc.constantFrom(null, null, 'title' as const, 'note' as const),
    presence: fc.constantFrom('required' as const, 'optional' as const, 'prohibited' as const),
    boost: fc.constantFrom(1, 2, 0.5),
    prefix: fc.boolean(),
    phrase: fc.boolean(),
    fuzzy: fc.constantFrom(0, 0, 0, 1, 2),
  })
  .map(({ term, ...more }): Clause => clause(term, more));
const pattern = fc.constantFrom('c*', '*ing', 'd*o*g', '*4*', '*度*').map((term): Clause => clause(term, { pattern: true }));
const query = fc.array(fc.oneof({ arbitrary: part, weight: 4 }, pattern), { minLength: 1, maxLength: 3 });

describe('beside a fresh lunr.Index', () => {
  it('finds the same papers in the same order in any small library', () => {
    fc.assert(
      fc.property(library, query, (papers, clauses) => {
        const index = new SearchIndex();
        index.put(papers);
        const { ids, scores } = index.ask({ clauses });
        const ours = Array.from(ids, (id, at) => ({ id, score: scores[at] ?? 0 }));
        expect(difference(ours, new Oracle(papers).ask(clauses))).toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  it('finds the same over 2,000 papers, before and after 1,000 edits and restarts', () => {
    const found = runConformance({ papers: 2_000, queries: 300, edits: 1_000, seed: 20_261_124, folder: testFolder() });
    expect(found.wrong).toEqual([]);
    expect(found).toMatchObject({ queries: 600, restarts: 10 });
    expect(found.hits).toBeGreaterThan(1_000);
  });
});

describe('Lunr 2.3.9', () => {
  /** An index of papers with one number each. */
  const indexOf = (terms: readonly string[]): lunr.Index => {
    Object.assign(lunr.TokenSet, { _nextId: 1 }); // which nodes are mistaken for one another hangs on their numbers
    const builder = new lunr.Builder();
    builder.ref('id');
    builder.field('text');
    for (const term of terms) builder.add({ id: term, text: term });
    return builder.build();
  };
  const terms = [...new Set(Array.from({ length: 1_000 }, (_, i) => String((i * 1_299_709) % 10_000_000)))];

  it('mistakes nodes of its automaton for one another where terms have digits: it loses papers, and stumbles over terms nobody has', () => {
    const index = indexOf(terms);
    expect(terms).toContain('999023');
    expect(index.search('999023')).toEqual([]);
    expect(() => index.search('9990*')).toThrow(TypeError);
  });

  it('does not with a sign between labels and ids, as the oracle has it', () => {
    const broken = mendTokenSets();
    const index = indexOf(terms);
    broken();
    expect(index.search('999023').map(({ ref }) => ref)).toEqual(['999023']);
    const wanted = terms.filter((term) => term.startsWith('9990'));
    expect(
      index
        .search('9990*')
        .map(({ ref }) => ref)
        .sort(),
    ).toEqual(wanted.sort());
  });
});
