import { AppError } from '../../shared/errors.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { printQuery } from '../../shared/query/print.ts';
import * as library from '../library/savedSearches.ts';
import { announce, type Context, type Handler } from './context.ts';
import { countFound } from './lists.ts';
import { resolveQuery } from './resolve.ts';

export const save: Handler<'searches.save'> = (context, { name, query }) =>
  announce(context, library.saveSearch(context.writer(), context.now(), { name, query: canonical(context, query) }));

export const change: Handler<'searches.change'> = (context, { uid, name, query }) => {
  const to = { name, query: query === undefined ? undefined : canonical(context, query) };
  return announce(context, library.changeSearch(context.writer(), context.now(), uid, to));
};

export const move: Handler<'searches.move'> = (context, { uid, to }) =>
  announce(context, library.moveSearch(context.writer(), context.now(), uid, to));

export const remove: Handler<'searches.delete'> = (context, { uid }) =>
  announce(context, library.deleteSearch(context.writer(), context.now(), uid));

export const counts: Handler<'searches.counts'> = async (context) => {
  const found: Record<string, number | null> = {};
  for (const { uid, query } of library.listSearches(context.db)) found[uid] = await countFound(context, query);
  return found;
};

/** A query worth keeping, in its canonical form. */
function canonical({ db, now }: Context, text: string): string {
  const parsed = parseQuery(text);
  const mistake = parsed.ok ? resolveQuery(db, parsed.query, text, now()).mistake : parsed.mistake;
  if (mistake !== undefined) throw new AppError('bad-request', `${mistake.message} The search was not saved.`);
  const printed = parsed.ok ? printQuery(parsed.query) : '';
  if (printed === '') throw new AppError('bad-request', 'There is nothing to search for, so nothing was saved.');
  return printed;
}
