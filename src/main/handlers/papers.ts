import * as library from '../library/papers.ts';
import { announce, type Handler } from './context.ts';

export const get: Handler<'papers.get'> = ({ db }, { id }) => library.getPaper(db, id);

export const find: Handler<'papers.find'> = ({ db }, { uid }) => ({ id: library.findPaper(db, uid) });

export const show: Handler<'papers.show'> = ({ db, emit }, { uid }) => {
  const id = library.findPaper(db, uid);
  emit({ name: 'papers.shown', payload: { id } });
  return { id };
};

/** Search does not compare papers yet. */
export const similar: Handler<'papers.similar'> = () => ({ papers: [], complete: true });

/** Search does not compare papers yet. */
export const whyStarredLike: Handler<'papers.whyStarredLike'> = () => [];

export const setStarred: Handler<'papers.setStarred'> = (context, { ids, starred }) =>
  announce(context, library.setStarred(context.writer(), context.now(), ids, starred));

export const setStatus: Handler<'papers.setStatus'> = (context, { ids, status, reason }) =>
  announce(context, library.setStatus(context.writer(), context.now(), ids, status, reason ?? null));

export const setTrashed: Handler<'papers.setTrashed'> = (context, { ids, trashed }) =>
  announce(context, library.setTrashed(context.writer(), context.now(), ids, trashed));
