/** Lists and rows, with and without a search. */
import type { HiddenBy, MatchTerm, PaperList, PaperRow, Sort, View } from '../../shared/models.ts';
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
  const hits = await hitsOf(context, query);
  const { ids, groups } = inView(context, view, query.filters, hits, sort);
  return {
    kind: 'papers',
    ids,
    groups,
    terms: matchTerms(query),
    elsewhere: text.trim() === '' ? 0 : beyond(context, view, query, hits, ids),
    hiddenBy: ids.length > 0 || text.trim() === '' ? [] : whatHides(context, view, query, text, hits),
    complete: hits?.complete ?? true,
  };
};

/** The ids of a view that a query finds, in the view's own order. */
export async function select(context: Context, view: View, query: Query): Promise<readonly number[]> {
  return (await selectKnown(context, view, query)).ids;
}

/** The same; `complete` is false while the index is still being built: there may be more. */
export async function selectKnown(context: Context, view: View, query: Query): Promise<Hits> {
  const hits = await hitsOf(context, query);
  return { ids: inView(context, view, query.filters, hits, 'newest').ids, complete: hits?.complete ?? true };
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

interface Hits {
  readonly ids: readonly number[];
  readonly complete: boolean;
}

/** What search finds, best first; null for a query of filters alone, which search is not asked. */
async function hitsOf({ search }: Context, query: Query): Promise<Hits | null> {
  return query.clauses.length === 0 ? null : search.ask(query.clauses);
}

function inView({ db, now }: Context, view: View, filters: readonly Filter[], hits: Hits | null, sort: Sort) {
  return listPapers(db, { view, filters, sort, among: hits?.ids ?? null }, now());
}

/** How many papers of all a search finds that its view does not show. */
function beyond(context: Context, view: View, query: Query, hits: Hits | null, shown: readonly number[]): number {
  if (view.kind === 'all') return 0;
  const here = new Set(shown);
  return inView(context, { kind: 'all' }, query.filters, hits, 'title').ids.filter((id) => !here.has(id)).length;
}

/** Each filter, and the view, without which something would be found. */
function whatHides(context: Context, view: View, query: Query, text: string, hits: Hits | null): HiddenBy[] {
  const count = (where: View, filters: readonly Filter[]) => inView(context, where, filters, hits, 'title').ids.length;
  const hidden: HiddenBy[] = query.filters.map((filter) => {
    const filters = query.filters.filter((other) => other !== filter);
    return { filter: filter.source, queryWithout: printQuery({ ...query, filters }), found: count(view, filters) };
  });
  if (view.kind !== 'all') {
    hidden.push({ filter: viewName(context.db, view), queryWithout: text, found: count({ kind: 'all' }, query.filters) });
  }
  return hidden.filter((one) => one.found > 0);
}
