import * as apart from '../library/distinctPapers.ts';
import { mergePapers } from '../library/merges.ts';
import { announce, type Handler } from './context.ts';

export const merge: Handler<'duplicates.merge'> = (context, { keep, others, take }) =>
  announce(context, mergePapers(context.writer(), context.now(), keep, others, take));

export const keepApart: Handler<'duplicates.keepApart'> = (context, { ids, apart: areApart }) =>
  announce(context, (areApart ? apart.markDistinct : apart.unmarkDistinct)(context.writer(), context.now(), ids));
