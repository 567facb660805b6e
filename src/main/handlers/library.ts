import { basename } from 'node:path';
import { countAnnotations } from '../library/annotations.ts';
import { countPlaces } from '../library/counts.ts';
import { listDigests } from '../library/digests.ts';
import { nextRedo, nextUndo } from '../library/journal.ts';
import { listSearches } from '../library/savedSearches.ts';
import { listTags } from '../library/tags.ts';
import type { Handler } from './context.ts';

export const state: Handler<'library.state'> = ({ db, file, search }) => {
  const counts = countPlaces(db);
  return {
    name: basename(file).replace(/\.db$/u, ''),
    counts,
    unread: counts.inbox,
    annotations: countAnnotations(db),
    tags: listTags(db),
    digests: listDigests(db),
    searches: listSearches(db),
    undo: nextUndo(db),
    redo: nextRedo(db),
    search: search.state(),
  };
};
