import type { MatchTerm } from '../models.ts';
import { needlesOf } from './needles.ts';
import type { Query } from './query.ts';

/** The words of a query to mark in what it found, each once; those of a phrase are marked where they stand together. */
export function matchTerms(query: Pick<Query, 'clauses'>): MatchTerm[] {
  const terms = new Map<string, MatchTerm>();
  const add = (term: MatchTerm) => terms.set(JSON.stringify([term.term, term.next, term.prefix, term.field]), term);
  for (const clause of query.clauses) {
    if (clause.presence === 'prohibited') continue;
    const needles = needlesOf(clause);
    for (const group of clause.phrase ? [needles] : needles.map((needle) => [needle])) {
      const [first, ...rest] = group;
      const last = group.at(-1);
      if (first === undefined || last === undefined) continue;
      const next = rest.map(({ term }) => term);
      add({ term: first.term, next, prefix: false, field: first.field });
      if (last.beginning === null) continue;
      const begun = [...group.slice(0, -1).map(({ term }) => term), last.beginning];
      add({ term: begun[0] ?? last.beginning, next: begun.slice(1), prefix: true, field: last.beginningField });
    }
  }
  return [...terms.values()];
}
