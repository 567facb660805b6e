/** What of a query only a library and a clock can tell: names of saved searches and digests, dates in words. */
import type { QueryMistake, SavedSearch } from '../../shared/models.ts';
import { dateRange } from '../../shared/query/dateRange.ts';
import { badMoment, circular, unknownName } from '../../shared/query/mistakes.ts';
import { type Filter, parseQuery, type Query } from '../../shared/query/parse.ts';
import type { LibraryReader } from '../library/db.ts';
import { digestNames } from '../library/digests.ts';
import { listSearches, searchNamed } from '../library/savedSearches.ts';
import type { ResolvedFilter, ResolvedQuery } from '../search/messages.ts';

export type Resolved =
  | { readonly resolved: ResolvedQuery; readonly mistake?: undefined }
  | { readonly resolved?: undefined; readonly mistake: QueryMistake };

/** Saved searches may name each other so deep. */
const MAX_DEPTH = 8;

/** Resolves a query that was parsed from `text`; its filters stay in their order. */
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
  const filters = query.filters.map((filter): ResolvedFilter => {
    if (filter.kind !== 'in') return conditionOf(db, filter, text, now);
    return { kind: 'in', query: innerQuery(db, filter, text, now, through), negated: filter.negated };
  });
  return { clauses: query.clauses, filters };
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

function conditionOf(db: LibraryReader, filter: Exclude<Filter, { kind: 'in' }>, text: string, now: Date): ResolvedFilter {
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
    case 'year': {
      const { start: _start, end: _end, source: _source, ...condition } = filter;
      return condition;
    }
  }
}

const fold = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
