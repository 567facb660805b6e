/** What of a query only a library and a clock can tell: names of saved searches and digests, dates in words. */
import type { QueryMistake, SavedSearch } from '../../shared/models.ts';
import { dateRange } from '../../shared/query/dateRange.ts';
import { badMoment, circular, unknownName } from '../../shared/query/mistakes.ts';
import { type Clause, type Filter, parseQuery, type Query } from '../../shared/query/parse.ts';
import type { LibraryReader } from '../library/db.ts';
import { digestNames } from '../library/digests.ts';
import type { ListFilter } from '../library/paperList.ts';
import { listSearches, searchNamed } from '../library/savedSearches.ts';

/** A query that asks nothing more of anyone: words for search, conditions for the library. */
export interface ResolvedQuery {
  readonly clauses: readonly Clause[];
  readonly filters: readonly ListFilter[];
  /** Queries whose finds are left out: saved searches that were forbidden. */
  readonly without: readonly ResolvedQuery[];
  /** Queries that must find a paper, too. */
  readonly within: readonly ResolvedQuery[];
}

/** What asks for both of two queries. Words of which any will do are asked apart: beside required ones they would ask for nothing. */
export function both(a: ResolvedQuery, b: ResolvedQuery): ResolvedQuery {
  const clauses = [...a.clauses, ...b.clauses];
  const apart = a.clauses.length > 0 && b.clauses.length > 0 && clauses.some(({ presence }) => presence === 'optional');
  return {
    clauses: apart ? a.clauses : clauses,
    filters: [...a.filters, ...b.filters],
    without: [...a.without, ...b.without],
    within: [...a.within, ...b.within, ...(apart ? [{ ...NOTHING_ASKED, clauses: b.clauses }] : [])],
  };
}

const NOTHING_ASKED: ResolvedQuery = { clauses: [], filters: [], without: [], within: [] };

export type Resolved =
  | { readonly resolved: ResolvedQuery; readonly mistake?: undefined }
  | { readonly resolved?: undefined; readonly mistake: QueryMistake };

/** Saved searches may name each other so deep. */
const MAX_DEPTH = 8;

/** Resolves a query that was parsed from `text`. A saved search that is asked for adds its words and conditions. */
export function resolveQuery(db: LibraryReader, query: Query, text: string, now: Date): Resolved {
  try {
    return { resolved: resolve(db, query, text, now, []) };
  } catch (thrown) {
    if (thrown instanceof Mistaken) return { mistake: thrown.mistake };
    throw thrown;
  }
}

/** The query of a saved search; what is wrong with it by now is told as a mistake. */
export function savedQuery(db: LibraryReader, { uid, query: text }: SavedSearch, now: Date): Resolved {
  const parsed = parseQuery(text);
  if (!parsed.ok) return { mistake: parsed.mistake };
  try {
    return { resolved: resolve(db, parsed.query, text, now, [uid]) };
  } catch (thrown) {
    if (thrown instanceof Mistaken) return { mistake: thrown.mistake };
    throw thrown;
  }
}

/** Ends the resolving from however deep. */
class Mistaken extends Error {
  readonly mistake: QueryMistake;
  constructor(mistake: QueryMistake) {
    super(mistake.message);
    this.mistake = mistake;
  }
}

function resolve(db: LibraryReader, query: Query, text: string, now: Date, through: readonly string[]): ResolvedQuery {
  let resolved: ResolvedQuery = { ...NOTHING_ASKED, clauses: query.clauses };
  for (const filter of query.filters) {
    if (filter.kind !== 'in') {
      resolved = { ...resolved, filters: [...resolved.filters, conditionOf(db, filter, text, now)] };
      continue;
    }
    const inner = innerQuery(db, filter, text, now, through);
    resolved = filter.negated ? { ...resolved, without: [...resolved.without, inner] } : both(resolved, inner);
  }
  return resolved;
}

function innerQuery(
  db: LibraryReader,
  filter: Filter & { readonly kind: 'in' },
  text: string,
  now: Date,
  through: readonly string[],
): ResolvedQuery {
  const saved = searchNamed(db, filter.name);
  if (saved === null)
    throw new Mistaken(
      unknownName(
        text,
        filter,
        listSearches(db).map((one) => one.name),
      ),
    );
  if (through.includes(saved.uid) || through.length >= MAX_DEPTH) throw new Mistaken(circular(filter));
  const parsed = parseQuery(saved.query);
  if (!parsed.ok) throw new Mistaken({ ...parsed.mistake, start: filter.start, end: filter.end, suggestion: null });
  try {
    return resolve(db, parsed.query, saved.query, now, [...through, saved.uid]);
  } catch (thrown) {
    // What is wrong inside a saved search is told at the place that asks for it.
    if (thrown instanceof Mistaken) throw new Mistaken({ ...thrown.mistake, start: filter.start, end: filter.end, suggestion: null });
    throw thrown;
  }
}

function conditionOf(db: LibraryReader, filter: Exclude<Filter, { kind: 'in' }>, text: string, now: Date): ListFilter {
  switch (filter.kind) {
    case 'added':
    case 'read': {
      const moments = dateRange(filter.when, now);
      if (moments === null) throw new Mistaken(badMoment(filter));
      const { from, before } = moments;
      return { kind: filter.kind, from: from?.toISOString() ?? null, before: before?.toISOString() ?? null, negated: filter.negated };
    }
    case 'from': {
      const digests = digestNames(db);
      const asked = fold(filter.name);
      const ids = digests.filter(({ name, label }) => fold(name).startsWith(asked) || fold(label).startsWith(asked)).map(({ id }) => id);
      if (ids.length === 0) throw new Mistaken(unknownName(text, filter, [...new Set(digests.map(({ name }) => name))]));
      return { kind: 'from', digestIds: ids, negated: filter.negated };
    }
    case 'is':
    case 'has':
    case 'tag':
    case 'year':
      return filter;
  }
}

const fold = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
