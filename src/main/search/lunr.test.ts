import fc from 'fast-check';
import lunr from 'lunr';
import { describe, expect, it } from 'vitest';
import type { Clause } from '../../shared/query/query.ts';
import { termsOf } from '../../shared/text/terms.ts';
import { BOOSTS, FIELDS, type SearchDocument, textsOf } from './document.ts';
import { SearchIndex } from './index.ts';

/**
 * A `lunr.Index` over the same terms and boosts. Its automaton joins labels and ids without a sign between them, so that terms
 * with digits run into one another; the words here have none.
 */
function lunrOf(papers: readonly SearchDocument[]): lunr.Index {
  const builder = new lunr.Builder();
  builder.ref('id');
  FIELDS.forEach((field, at) => {
    builder.field(field, { boost: BOOSTS[at] ?? 1, extractor: (doc) => textsOf(doc as SearchDocument)[at] ?? '' });
  });
  Object.assign(builder, { tokenizer: (text: string) => termsOf(text).map(({ term }) => new lunr.Token(term, {})) });
  for (const paper of papers) builder.add(paper);
  return builder.build();
}

const WORDS = ['cats', 'dogs', 'birds', 'fishes', 'graph', 'graphs', 'decoding', 'models', 'the', 'attention'];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 8 }).map((words) => words.join(' '));
const library = fc
  .array(fc.record({ title: text, abstract: text, authors: text, venue: text, tags: text, notes: text, highlights: text }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((papers) => papers.map((paper, i): SearchDocument => ({ id: i + 1, ...paper })));
const clause = fc.record({
  term: fc.constantFrom(...WORDS),
  presence: fc.constantFrom('required' as const, 'required' as const, 'prohibited' as const),
  boost: fc.constantFrom(1, 2, 0.5),
});
const query = fc
  .tuple(
    fc.constantFrom(null, 'title' as const, 'note' as const),
    fc.uniqueArray(clause, { selector: ({ term }) => termsOf(term)[0]?.term, minLength: 1, maxLength: 3 }),
  )
  .map(([field, clauses]) =>
    clauses.map((one): Clause => ({ ...one, field, phrase: false, pattern: null, prefix: false, fuzzy: 0, start: 0, end: 0 })),
  );

describe('beside a lunr.Index', () => {
  it('finds the same papers with the same scores', () => {
    fc.assert(
      fc.property(library, query, (papers, clauses) => {
        const index = new SearchIndex();
        index.put(papers);
        const ours = new Map(index.ask(clauses).map(({ id, score }) => [id, score]));
        const theirs = lunrOf(papers).query((q) => {
          for (const { term, field, presence, boost } of clauses) {
            const { REQUIRED, PROHIBITED } = lunr.Query.presence;
            q.term(
              termsOf(term).map((one) => one.term),
              {
                boost,
                usePipeline: false,
                presence: presence === 'required' ? REQUIRED : PROHIBITED,
                ...(field === null ? {} : { fields: [field] }),
              },
            );
          }
        });
        expect([...ours.keys()].toSorted((a, b) => a - b)).toEqual(theirs.map(({ ref }) => Number(ref)).toSorted((a, b) => a - b));
        // Lunr divides by the length of the query's vector, which is the same for all papers, and rounds every weight to a thousandth.
        const wanted = clauses.filter(({ presence }) => presence === 'required');
        const norm = Math.hypot(...wanted.map(({ boost }) => boost));
        for (const { ref, score } of theirs) {
          if (wanted.length > 0) expect(Math.abs((ours.get(Number(ref)) ?? 0) - score * norm)).toBeLessThan(0.02);
        }
      }),
      { numRuns: 500 },
    );
  });
});
