/** All annotations of the papers found, by filters, and the evidence table. */
import { setImmediate as pause } from 'node:timers/promises';
import { filtersIn, passes, without } from '../../shared/annotationFilter.ts';
import type { AnnotationFilter, AnnotationKey } from '../../shared/annotationModels.ts';
import { finder } from '../../shared/text/find.ts';
import { shownText, spansOf } from '../../shared/text/spans.ts';
import * as library from '../library/annotations.ts';
import { getSettings } from '../library/settings.ts';
import type { Context, Handler } from './context.ts';
import { selectKnown } from './lists.ts';

/** Annotations whose words are read between two pauses: nobody waits for a search through all of them. */
const READ_AT_ONCE = 1_000;

export const list: Handler<'annotations.list'> = async (context, { view, query, sort, ...filter }) => {
  const selected = await selectKnown(context, view, query);
  if (selected.kind === 'mistake') return selected;
  const { ids, complete } = selected;
  const all = library.listAnnotations(context.db, ids);
  const words = wordSearch(context, filter.text);
  const found = await words(all.filter((one) => passes(one, filter)));
  if (sort === 'newest') found.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const hidden = found.length > 0 ? [] : filtersIn(filter);
  const hiddenBy = [];
  for (const name of hidden) {
    const rest: AnnotationFilter = without(filter, name);
    const left = all.filter((one) => passes(one, rest));
    const count = name === 'text' ? left.length : (await words(left)).length;
    if (count > 0) hiddenBy.push({ filter: name, found: count });
  }
  return {
    kind: 'annotations',
    keys: found.map((one) => one.key),
    paperIds: found.map((one) => one.paperId),
    total: all.length,
    hiddenBy,
    complete,
  };
};

/** Looks annotations through for what was typed; each one's words are read once, and only if they must be. */
function wordSearch({ db }: Context, typed: string): (among: library.Listed[]) => Promise<library.Listed[]> {
  if (typed.trim() === '') return async (among) => among;
  const holds = finder(typed);
  const repair = getSettings(db).repairText;
  const known = new Map<AnnotationKey, boolean>();
  return async (among) => {
    const unknown = among.filter((one) => !known.has(one.key)).map((one) => one.key);
    for (let from = 0; from < unknown.length; from += READ_AT_ONCE) {
      if (from > 0) await pause();
      for (const { key, quote, bodies } of library.annotationWords(db, unknown.slice(from, from + READ_AT_ONCE))) {
        known.set(key, bodies.some(holds) || (quote !== null && holds(shownText(spansOf(quote, { repair })))));
      }
    }
    return among.filter((one) => known.get(one.key) === true);
  };
}

export const rows: Handler<'annotations.rows'> = ({ db }, { keys }) => library.annotationRows(db, keys);

export const evidence: Handler<'annotations.evidence'> = async (context, { view, query, colors }) => {
  const selected = await selectKnown(context, view, query);
  if (selected.kind === 'mistake') return selected;
  const { ids, complete } = selected;
  return { kind: 'papers', ids: library.highlightedPapers(context.db, ids, colors), complete };
};

export const evidenceRows: Handler<'annotations.evidenceRows'> = ({ db }, { paperIds }) => library.evidenceRows(db, paperIds);
