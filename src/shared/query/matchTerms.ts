import type { MatchTerm } from '../models.ts';
import { needlesOf } from './needles.ts';
import type { Query } from './query.ts';

/** The words of a query to mark in what it found, each once. */
export function matchTerms(query: Query): MatchTerm[] {
  const terms = new Map<string, MatchTerm>();
  const add = (term: MatchTerm) => terms.set(JSON.stringify([term.term, term.prefix, term.field]), term);
  for (const clause of query.clauses) {
    if (clause.presence === 'prohibited') continue;
    for (const { term, field, beginning, beginningField } of needlesOf(clause)) {
      add({ term, prefix: false, field });
      if (beginning !== null) add({ term: beginning, prefix: true, field: beginningField });
    }
  }
  return [...terms.values()];
}
