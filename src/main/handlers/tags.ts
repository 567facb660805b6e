import * as library from '../library/tags.ts';
import { announce, type Handler } from './context.ts';

export const change: Handler<'tags.change'> = (context, { ids, add, remove }) =>
  announce(context, library.changeTags(context.writer(), context.now(), ids, add, remove));

export const rename: Handler<'tags.rename'> = (context, { uid, name }) =>
  announce(context, library.renameTag(context.writer(), context.now(), uid, name));

export const remove: Handler<'tags.delete'> = (context, { uid }) =>
  announce(context, library.deleteTag(context.writer(), context.now(), uid));
