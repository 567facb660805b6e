import { basename } from 'node:path';
import type { LibraryState } from '../../shared/models.ts';
import { countPlaces } from '../library/counts.ts';
import { listDigests } from '../library/digests.ts';
import { nextRedo, nextUndo } from '../library/journal.ts';
import * as library from '../library/papers.ts';
import { listTags } from '../library/tags.ts';
import { announce, type Handler } from './context.ts';

export const state: Handler<'library.state'> = ({ db, file, search }): LibraryState => {
  const counts = countPlaces(db);
  return {
    name: basename(file).replace(/\.db$/u, ''),
    counts,
    unread: counts.inbox,
    tags: listTags(db),
    digests: listDigests(db),
    undo: nextUndo(db),
    redo: nextRedo(db),
    search: search.state(),
  };
};

export const get: Handler<'papers.get'> = ({ db }, { id }) => library.getPaper(db, id);

export const find: Handler<'papers.find'> = ({ db }, { uid }) => ({ id: library.findPaper(db, uid) });

export const setStarred: Handler<'papers.setStarred'> = (context, { ids, starred }) =>
  announce(context, library.setStarred(context.writer(), context.now(), ids, starred));

export const setStatus: Handler<'papers.setStatus'> = (context, { ids, status, reason }) =>
  announce(context, library.setStatus(context.writer(), context.now(), ids, status, reason ?? null));

export const setTrashed: Handler<'papers.setTrashed'> = (context, { ids, trashed }) =>
  announce(context, library.setTrashed(context.writer(), context.now(), ids, trashed));
