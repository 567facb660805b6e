import type { AppEvent, Output, Parsed, RequestName } from '../../shared/contract.ts';
import type { ChangeResult } from '../../shared/models.ts';
import type { Citations } from '../citations.ts';
import type { Jobs } from '../jobs.ts';
import type { LibraryReader, LibraryWriter } from '../library/db.ts';
import { changeNumber, movesPapers, retoldPapers } from '../library/journal.ts';
import { mentionedBy } from '../library/notes.ts';
import type { SearchClient } from '../search/client.ts';
import type { Plans } from './plans.ts';
import type { Tokens } from './tokens.ts';

/** What every handler works with: one opened library and what goes on around it. */
export interface Context {
  readonly db: LibraryReader;
  /** The library to write in; throws `read-only` where this program is not its owner. */
  readonly writer: () => LibraryWriter;
  readonly file: string;
  readonly now: () => Date;
  readonly emit: (event: AppEvent) => void;
  readonly jobs: Jobs;
  readonly search: SearchClient;
  readonly citations: Citations;
  readonly plans: Plans;
  /** Files that doors offered for import. */
  readonly offered: Tokens;
  /** The folder for files that leave the library. */
  readonly exportFolder: () => string;
  /** Files made for one download each. */
  readonly made: Tokens;
}

export type Handler<N extends RequestName> = (context: Context, input: Parsed<N>) => Output<N> | Promise<Output<N>>;

/** An event names at most so many papers; beyond that windows refetch what they show. */
const NAMED_PAPERS = 1_000;

/** Search reads at most so many papers again at once; more than that it reads in the background, with all others. So it is with what views show of them. */
const REREAD_PAPERS = 2_000;

/**
 * Tells windows and search what a step changed, before the answer to it goes out,
 * so that a question that follows finds what was just written. Must be called in the same turn as the step
 * was written, for search keeps its index by the number of writes it was told of.
 */
export function announce<R extends ChangeResult>(context: Context, result: R): R {
  if (result.step === null) return result;
  const retold = retoldPapers(context.db, result.step.id);
  context.search.refresh({
    ids: retold.length > REREAD_PAPERS ? null : retold,
    shown: result.changed.length > REREAD_PAPERS ? null : result.changed,
    changeNumber: changeNumber(context.db),
  });
  const shown = [...new Set([...result.changed, ...mentionedBy(context.db, result.step.id)])];
  // Papers that come or go with an import stand in no window's list yet, so that naming them would tell it nothing.
  const named = shown.length <= NAMED_PAPERS && !movesPapers(context.db, result.step.id);
  context.emit({ name: 'papers.changed', payload: { ids: named ? shown : null } });
  context.emit({ name: 'library.changed', payload: {} });
  return result;
}
