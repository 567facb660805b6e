import { shownAs } from '../library/merges.ts';
import * as library from '../library/papers.ts';
import { announce, type Handler } from './context.ts';

export const get: Handler<'papers.get'> = ({ db }, { id }) => library.getPaper(db, shownAs(db, id) ?? id);

export const find: Handler<'papers.find'> = ({ db }, { uid }) => ({ id: library.findPaper(db, uid) });

export const show: Handler<'papers.show'> = ({ db, emit }, { uid }) => {
  const id = library.findPaper(db, uid);
  emit({ name: 'papers.shown', payload: { id } });
  return { id };
};

export const similar: Handler<'papers.similar'> = async ({ db, search }, { id, limit }) => {
  const { papers, complete } = await search.similar(id, limit + SPARE);
  const shown = library.shownAmong(
    db,
    papers.map((paper) => paper.id),
  );
  const likest = papers.filter((paper) => shown.has(paper.id)).slice(0, limit);
  return { papers: likest.map(({ id: each, words }) => ({ id: each, words })), complete };
};

/** So many more are compared as may stand in the trash. */
const SPARE = 10;

export const whyStarredLike: Handler<'papers.whyStarredLike'> = async ({ search }, { ids }) =>
  (await search.whyLike(ids)).filter(({ words }) => words.length > 0).map(({ id, words }) => ({ id, words }));

export const setStarred: Handler<'papers.setStarred'> = (context, { ids, starred }) =>
  announce(context, library.setStarred(context.writer(), context.now(), ids, starred));

export const setStatus: Handler<'papers.setStatus'> = (context, { ids, status, reason }) =>
  announce(context, library.setStatus(context.writer(), context.now(), ids, status, reason ?? null));

export const setTrashed: Handler<'papers.setTrashed'> = (context, { ids, trashed }) =>
  announce(context, library.setTrashed(context.writer(), context.now(), ids, trashed));
