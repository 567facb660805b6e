/** Lists and rows, with and without a search. */
import { AppError } from '../../shared/errors.ts';
import type { HiddenBy, MatchTerm, PaperList, PaperRow, QueryMistake, RowGroup, Sort, View } from '../../shared/models.ts';
import { matchTerms } from '../../shared/query/matchTerms.ts';
import { parseQuery, type Query } from '../../shared/query/parse.ts';
import { printQuery } from '../../shared/query/print.ts';
import { bestPassage } from '../../shared/text/marks.ts';
import { plainText } from '../../shared/text/plainMaths.ts';
import { spansOf } from '../../shared/text/spans.ts';
import { listPapers } from '../library/paperList.ts';
import { currentAbstracts, paperRows } from '../library/papers.ts';
import { getSearch } from '../library/savedSearches.ts';
import { getSettings } from '../library/settings.ts';
import { viewName } from '../library/views.ts';
import type { Context, Handler } from './context.ts';
import { both, type ResolvedQuery, resolveQuery, savedQuery } from './resolve.ts';

/** Longest passage a row shows, in UTF-16 units of shown text. */
const SNIPPET_LENGTH = 160;

export const list: Handler<'papers.list'> = async (context, { view, query: text, sort }): Promise<PaperList> => {
  const parsed = understand(context, text, view);
  if (!parsed.ok) return { kind: 'mistake', mistake: parsed.mistake };
  const { query, asked } = parsed;
  const hits = await hitsOf(context, asked);
  const { ids, groups } = await inView(context, view, asked, hits, sort);
  return {
    kind: 'papers',
    ids,
    groups,
    terms: matchTerms({ ...query, clauses: [asked, ...asked.within].flatMap(({ clauses }) => clauses) }),
    anyWords: null,
    spelling: null,
    bounded: null,
    elsewhere: text.trim() === '' ? 0 : await beyond(context, view, asked, hits, ids),
    hiddenBy: ids.length > 0 || text.trim() === '' ? [] : await whatHides(context, view, query, text, hits),
    complete: hits?.complete ?? true,
  };
};

type Understood =
  | { readonly ok: true; readonly query: Query; readonly asked: ResolvedQuery }
  | { readonly ok: false; readonly mistake: QueryMistake };

/** A text as a query of this library, at this moment; a saved search that is on view adds what it asks for. */
function understand({ db, now }: Context, text: string, view: View): Understood {
  const parsed = parseQuery(text);
  if (!parsed.ok) return parsed;
  const { resolved, mistake } = resolveQuery(db, parsed.query, text, now());
  if (mistake !== undefined) return { ok: false, mistake };
  if (view.kind !== 'search') return { ok: true, query: parsed.query, asked: resolved };
  const saved = savedQuery(db, getSearch(db, view.uid), now());
  if (saved.mistake !== undefined) return { ok: false, mistake: { ...saved.mistake, start: 0, end: text.length, suggestion: null } };
  return { ok: true, query: parsed.query, asked: both(saved.resolved, resolved) };
}

/** How many papers of the library a query finds; null where it has a mistake. */
export async function countFound(context: Context, text: string): Promise<number | null> {
  const parsed = understand(context, text, { kind: 'all' });
  if (!parsed.ok) return null;
  const hits = await hitsOf(context, parsed.asked);
  return (await inView(context, { kind: 'all' }, parsed.asked, hits, 'title')).ids.length;
}

export type Selected =
  | { readonly kind: 'papers'; readonly ids: readonly number[]; readonly complete: boolean }
  | { readonly kind: 'mistake'; readonly mistake: QueryMistake };

/** The ids of a view that a query finds, in the view's own order; `complete` is false while the index is still being built: there may be more. */
export async function selectKnown(context: Context, view: View, text: string): Promise<Selected> {
  const parsed = understand(context, text, view);
  if (!parsed.ok) return { kind: 'mistake', mistake: parsed.mistake };
  const hits = await hitsOf(context, parsed.asked);
  return { kind: 'papers', ids: (await inView(context, view, parsed.asked, hits, 'newest')).ids, complete: hits?.complete ?? true };
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
    return { ...row, snippet: bestPassage(plainText(spansOf(abstract, { repair })), terms, SNIPPET_LENGTH) };
  });
};

interface Hits {
  readonly ids: readonly number[];
  readonly complete: boolean;
}

/** What search finds, best first; null for a query of filters alone, which search is not asked. */
async function hitsOf({ search }: Context, asked: ResolvedQuery): Promise<Hits | null> {
  return asked.clauses.length === 0 ? null : search.ask(asked.clauses);
}

async function inView(
  context: Context,
  view: View,
  asked: ResolvedQuery,
  hits: Hits | null,
  sort: Sort,
): Promise<{ readonly ids: readonly number[]; readonly groups: readonly RowGroup[] }> {
  const { db, now } = context;
  const found = listPapers(db, { view, filters: asked.filters, sort, among: hits?.ids ?? null }, now());
  const isFoundBy = async (one: ResolvedQuery) =>
    new Set((await inView(context, { kind: 'all' }, one, await hitsOf(context, one), 'title')).ids);
  const without = await Promise.all(asked.without.map(isFoundBy));
  const within = await Promise.all(asked.within.map(isFoundBy));
  if (without.length === 0 && within.length === 0) return found;
  return { ids: found.ids.filter((id) => within.every((ids) => ids.has(id)) && !without.some((ids) => ids.has(id))), groups: [] };
}

/** How many papers of all a search finds that its view does not show. */
async function beyond(context: Context, view: View, asked: ResolvedQuery, hits: Hits | null, shown: readonly number[]): Promise<number> {
  if (view.kind === 'all' || view.kind === 'search') return 0;
  const here = new Set(shown);
  return (await inView(context, { kind: 'all' }, asked, hits, 'title')).ids.filter((id) => !here.has(id)).length;
}

/** Each filter, and the view, without which something would be found. */
async function whatHides(context: Context, view: View, query: Query, text: string, hits: Hits | null): Promise<HiddenBy[]> {
  const hidden: HiddenBy[] = [];
  for (const filter of query.filters) {
    const queryWithout = printQuery({ ...query, filters: query.filters.filter((other) => other !== filter) });
    const parsed = understand(context, queryWithout, view);
    if (parsed.ok)
      hidden.push({ filter: filter.source, queryWithout, found: (await inView(context, view, parsed.asked, hits, 'title')).ids.length });
  }
  if (view.kind !== 'all') {
    const everywhere = understand(context, text, { kind: 'all' });
    const found = everywhere.ok ? (await inView(context, { kind: 'all' }, everywhere.asked, hits, 'title')).ids.length : 0;
    hidden.push({ filter: viewName(context.db, view), queryWithout: text, found });
  }
  return hidden.filter((one) => one.found > 0);
}
