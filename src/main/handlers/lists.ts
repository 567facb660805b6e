/** Lists and rows, with and without a search. */
import { AppError } from '../../shared/errors.ts';
import type { FoundBy, HiddenBy, MatchTerm, PaperList, PaperRow, QueryMistake, RowGroup, Sort, View } from '../../shared/models.ts';
import { matchTerms } from '../../shared/query/matchTerms.ts';
import { type Clause, parseQuery, type Query } from '../../shared/query/parse.ts';
import { printQuery } from '../../shared/query/print.ts';
import { bestPassage } from '../../shared/text/marks.ts';
import { plainText } from '../../shared/text/plainMaths.ts';
import { spansOf } from '../../shared/text/spans.ts';
import { type ListFilter, listPapers } from '../library/paperList.ts';
import { currentAbstracts, paperRows } from '../library/papers.ts';
import { getSearch } from '../library/savedSearches.ts';
import { getSettings } from '../library/settings.ts';
import { viewName } from '../library/views.ts';
import type { ResolvedQuery } from '../search/messages.ts';
import type { Context, Handler } from './context.ts';
import { resolveQuery, savedQuery } from './resolve.ts';

/** Longest passage a row shows, in UTF-16 units of shown text. */
const SNIPPET_LENGTH = 160;

export const list: Handler<'papers.list'> = async (context, { view, query: text, sort, asker, withRows }): Promise<PaperList> => {
  const understood = understand(context, text, view);
  if (!understood.ok) return { kind: 'mistake', mistake: understood.mistake };
  const { asked } = understood;
  const isSearch = text.trim() !== '';
  const found = await find(context, view, asked, sort, isSearch, asker);
  return {
    kind: 'papers',
    ids: found.ids,
    firstRows: rowsOf(context, found.ids.slice(0, withRows), text),
    groups: found.groups,
    terms: matchTerms(asked),
    anyWords: anyWordsOf(understood, found),
    spelling: await spellingOf(context, view, understood, found),
    bounded: found.bounded,
    elsewhere: isSearch ? found.elsewhere : 0,
    hiddenBy: found.ids.length > 0 || !isSearch ? [] : whatHides(context, view, understood, text, found),
    complete: found.complete,
  };
};

interface Understood {
  readonly ok: true;
  /** As typed. */
  readonly query: Query;
  /** With what the saved search that is on view asks for: its filters come first. */
  readonly asked: ResolvedQuery;
}

/** A text as a query of this library, at this moment; a saved search that is on view adds what it asks for. */
function understand({ db, now }: Context, text: string, view: View): Understood | { readonly ok: false; readonly mistake: QueryMistake } {
  const parsed = parseQuery(text);
  if (!parsed.ok) return parsed;
  const { resolved, mistake } = resolveQuery(db, parsed.query, text, now());
  if (mistake !== undefined) return { ok: false, mistake };
  if (view.kind !== 'search') return { ok: true, query: parsed.query, asked: resolved };
  const saved = savedQuery(db, getSearch(db, view.uid), now());
  if (saved.mistake !== undefined) return { ok: false, mistake: { ...saved.mistake, start: 0, end: text.length, suggestion: null } };
  return { ok: true, query: parsed.query, asked: both(saved.resolved, resolved) };
}

/** What asks for a saved search and for a query inside it. Words of which any will do are asked apart: beside required ones they would ask for nothing. */
function both(saved: ResolvedQuery, typed: ResolvedQuery): ResolvedQuery {
  const clauses = [...saved.clauses, ...typed.clauses];
  const apart = saved.clauses.length > 0 && typed.clauses.length > 0 && clauses.some(({ presence }) => presence === 'optional');
  if (apart) return { clauses: typed.clauses, filters: [{ kind: 'in', query: saved, negated: false }, ...typed.filters] };
  return { clauses, filters: [...saved.filters, ...typed.filters] };
}

/** How many papers of the library a query finds; null where it has a mistake. */
export async function countFound(context: Context, text: string): Promise<number | null> {
  const understood = understand(context, text, { kind: 'all' });
  return understood.ok ? (await find(context, { kind: 'all' }, understood.asked, 'best', false)).ids.length : null;
}

export type Selected =
  | { readonly kind: 'papers'; readonly ids: readonly number[]; readonly complete: boolean }
  | { readonly kind: 'mistake'; readonly mistake: QueryMistake };

/** The ids of a view that a query finds, in the view's own order; `complete` is false while the index is still being built: there may be more. */
export async function selectKnown(context: Context, view: View, text: string): Promise<Selected> {
  const understood = understand(context, text, view);
  if (!understood.ok) return { kind: 'mistake', mistake: understood.mistake };
  const { ids, complete } = await find(context, view, understood.asked, 'newest', false);
  return { kind: 'papers', ids, complete };
}

/**
 * The same ids alone.
 * @throws {AppError} `bad-request` with the sentence that explains a mistake, and `consequence` after it
 */
export async function select(context: Context, view: View, text: string, consequence: string): Promise<readonly number[]> {
  const selected = await selectKnown(context, view, text);
  if (selected.kind === 'mistake') throw new AppError('bad-request', `${selected.mistake.message} ${consequence}`);
  return selected.ids;
}

export const rows: Handler<'papers.rows'> = (context, { ids, query }) => rowsOf(context, ids, query);

/** Rows with the passages that a query finds in them. */
function rowsOf({ db }: Context, ids: readonly number[], text: string): readonly PaperRow[] {
  const found = paperRows(db, ids);
  const parsed = parseQuery(text);
  const terms: readonly MatchTerm[] = parsed.ok ? matchTerms(parsed.query) : [];
  if (terms.length === 0) return found;
  const repair = getSettings(db).repairText;
  const abstracts = currentAbstracts(db, ids);
  return found.map((row) => {
    const abstract = abstracts.get(row.id);
    if (abstract === undefined) return row;
    return { ...row, snippet: bestPassage(plainText(spansOf(abstract, { repair })), terms, SNIPPET_LENGTH) };
  });
}

/** The query in the likeliest other spelling, where as it is typed it finds nothing. */
async function spellingOf(context: Context, view: View, { query, asked }: Understood, { ids, respelt }: Found): Promise<FoundBy | null> {
  if (ids.length > 0 || respelt === null || respelt.length !== asked.clauses.length) return null;
  const { ids: found } = await find(context, view, { ...asked, clauses: respelt }, 'best', false);
  const clauses = respelt.slice(asked.clauses.length - query.clauses.length);
  return found.length === 0 ? null : { query: printQuery({ ...query, clauses }), found: found.length };
}

interface Found {
  readonly ids: readonly number[];
  readonly groups: readonly RowGroup[];
  readonly complete: boolean;
  /** How many more pass the filters outside the view. */
  readonly elsewhere: number;
  /** How many more there are without each filter; counted only where there are none. */
  readonly withoutFilter: readonly number[];
  /** Where there are none: how many have any of the required words. */
  readonly anyOfTheWords: number;
  /** Where there are none: the words in the likeliest other spelling that finds some. */
  readonly respelt: readonly Clause[] | null;
  readonly bounded: string | null;
}

/** The query that is content with any of its words, where all of them find nothing. */
function anyWordsOf({ query }: Understood, { ids, anyOfTheWords }: Found): FoundBy | null {
  if (ids.length > 0 || anyOfTheWords === 0) return null;
  const clauses = query.clauses.map((clause): Clause => (clause.presence === 'required' ? { ...clause, presence: 'optional' } : clause));
  return { query: printQuery({ ...query, clauses }), found: anyOfTheWords };
}

/** What a query finds in a view: words are search's to look for, conditions alone the library's. */
async function find(context: Context, view: View, asked: ResolvedQuery, sort: Sort, counting: boolean, asker?: string): Promise<Found> {
  if (sort === 'starredLike') return starredFirst(context, view, asked, counting, asker);
  const conditions = asked.filters.filter((filter) => filter.kind !== 'in');
  if (asked.clauses.length === 0 && conditions.length === asked.filters.length) return listed(context, view, conditions, sort, counting);
  const { ids, anyOfTheWords, ...found } = await context.search.ask({ query: asked, view, sort }, asker);
  return { ...found, anyOfTheWords, ids: Array.from(ids) };
}

/** The same, those first that are most like the starred papers. */
async function starredFirst(context: Context, view: View, asked: ResolvedQuery, counting: boolean, asker?: string): Promise<Found> {
  const found = await find(context, view, asked, 'newest', counting);
  const { ids: likest, complete } = await context.search.like({ view }, asker);
  const wanted = new Set(found.ids);
  const ids = Array.from(likest).filter((id) => wanted.delete(id));
  return { ...found, ids: [...ids, ...wanted], groups: [], complete: complete && found.complete };
}

/** What a query of conditions alone lists; on demand with what the view and the filters hide. */
function listed({ db, now }: Context, view: View, filters: readonly ListFilter[], sort: Sort, counting: boolean): Found {
  const idsIn = (where: View, some: readonly ListFilter[]) =>
    listPapers(db, { view: where, filters: some, sort: 'title', among: null }, now()).ids;
  const { ids, groups } = listPapers(db, { view, filters, sort, among: null }, now());
  const here = new Set(ids);
  const isAll = view.kind === 'all' || view.kind === 'search';
  const elsewhere = isAll || !counting ? 0 : idsIn({ kind: 'all' }, filters).filter((id) => !here.has(id)).length;
  const without = (filter: ListFilter) => filters.filter((other) => other !== filter);
  const withoutFilter = ids.length > 0 || !counting ? [] : filters.map((filter) => idsIn(view, without(filter)).length);
  return { ids, groups, complete: true, elsewhere, withoutFilter, anyOfTheWords: 0, respelt: null, bounded: null };
}

/** Each filter that was typed, and the view, without which something would be found. */
function whatHides({ db }: Context, view: View, { query, asked }: Understood, text: string, found: Found): HiddenBy[] {
  const savedFilters = asked.filters.length - query.filters.length;
  const hidden: HiddenBy[] = query.filters.map((filter, at) => {
    const filters = query.filters.filter((other) => other !== filter);
    return { filter: filter.source, queryWithout: printQuery({ ...query, filters }), found: found.withoutFilter[savedFilters + at] ?? 0 };
  });
  if (view.kind !== 'all') hidden.push({ filter: viewName(db, view), queryWithout: text, found: found.elsewhere });
  return hidden.filter((one) => one.found > 0);
}
