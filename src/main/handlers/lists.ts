/** Lists and rows, with and without a search. */
import type { HiddenBy, MatchTerm, PaperList, PaperRow, RowGroup, Sort, View } from '../../shared/models.ts';
import { matchTerms } from '../../shared/query/matchTerms.ts';
import { type Filter, parseQuery, type Query } from '../../shared/query/parse.ts';
import { printQuery } from '../../shared/query/print.ts';
import { bestPassage } from '../../shared/text/marks.ts';
import { shownText, spansOf } from '../../shared/text/spans.ts';
import { listPapers } from '../library/paperList.ts';
import { currentAbstracts, paperRows } from '../library/papers.ts';
import { getSettings } from '../library/settings.ts';
import { viewName } from '../library/views.ts';
import type { Context, Handler } from './context.ts';

/** Longest passage a row shows, in UTF-16 units of shown text. */
const SNIPPET_LENGTH = 160;

export const list: Handler<'papers.list'> = async (context, { view, query: text, sort }): Promise<PaperList> => {
  const parsed = parseQuery(text);
  if (!parsed.ok) return { kind: 'mistake', mistake: parsed.mistake };
  const { query } = parsed;
  const isSearch = text.trim() !== '';
  const found = query.clauses.length === 0 ? listed(context, view, query, sort, isSearch) : await searched(context, view, query, sort);
  return {
    kind: 'papers',
    ids: found.ids,
    groups: found.groups,
    terms: matchTerms(query),
    elsewhere: found.elsewhere,
    hiddenBy: found.ids.length > 0 || !isSearch ? [] : whatHides(context, view, query, text, found),
    complete: found.complete,
  };
};

/** The ids of a view that a query finds, in the view's own order. */
export async function select(context: Context, view: View, query: Query): Promise<readonly number[]> {
  const found = query.clauses.length === 0 ? listed(context, view, query, 'newest', false) : await searched(context, view, query, 'newest');
  return found.ids;
}

export const rows: Handler<'papers.rows'> = ({ db }, { ids, query: text }): readonly PaperRow[] => {
  const found = paperRows(db, ids);
  const parsed = parseQuery(text);
  const terms: readonly MatchTerm[] = parsed.ok ? matchTerms(parsed.query) : [];
  if (terms.length === 0) return found;
  const repair = getSettings(db).repairText;
  const abstracts = currentAbstracts(db, ids);
  return found.map((row) => {
    const abstract = abstracts.get(row.id);
    if (abstract === undefined) return row;
    return { ...row, snippet: bestPassage(shownText(spansOf(abstract, { repair })), terms, SNIPPET_LENGTH) };
  });
};

interface Listed {
  readonly ids: readonly number[];
  readonly groups: readonly RowGroup[];
  readonly complete: boolean;
  /** How many more pass the filters outside the view. */
  readonly elsewhere: number;
  /** How many more there are without each filter; asked for only where there are none. */
  readonly withoutFilter: readonly number[];
}

/** What search finds. */
async function searched({ search }: Context, view: View, query: Query, sort: Sort): Promise<Listed> {
  const { ids, ...found } = await search.ask({ query, view, sort });
  return { ...found, ids: Array.from(ids) };
}

/** What a query of filters alone lists, for which search is not asked; on demand with what the view and the filters hide. */
function listed({ db, now }: Context, view: View, { filters }: Query, sort: Sort, counting: boolean): Listed {
  const idsIn = (where: View, some: readonly Filter[]) =>
    listPapers(db, { view: where, filters: some, sort: 'title', among: null }, now()).ids;
  const { ids, groups } = listPapers(db, { view, filters, sort, among: null }, now());
  const here = new Set(ids);
  const elsewhere = view.kind === 'all' || !counting ? 0 : idsIn({ kind: 'all' }, filters).filter((id) => !here.has(id)).length;
  const without = (filter: Filter) => filters.filter((other) => other !== filter);
  const withoutFilter = ids.length > 0 || !counting ? [] : filters.map((filter) => idsIn(view, without(filter)).length);
  return { ids, groups, complete: true, elsewhere, withoutFilter };
}

/** Each filter, and the view, without which something would be found. */
function whatHides({ db }: Context, view: View, query: Query, text: string, found: Listed): HiddenBy[] {
  const hidden: HiddenBy[] = query.filters.map((filter, at) => {
    const filters = query.filters.filter((other) => other !== filter);
    return { filter: filter.source, queryWithout: printQuery({ ...query, filters }), found: found.withoutFilter[at] ?? 0 };
  });
  if (view.kind !== 'all') hidden.push({ filter: viewName(db, view), queryWithout: text, found: found.elsewhere });
  return hidden.filter((one) => one.found > 0);
}
