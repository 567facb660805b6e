import * as library from '../library/highlights.ts';
import { announce, type Handler } from './context.ts';

export const create: Handler<'highlights.create'> = (context, input) =>
  announce(context, library.createHighlight(context.writer(), context.now(), input));

export const setColor: Handler<'highlights.setColor'> = (context, { ids, color }) =>
  announce(context, library.setColor(context.writer(), context.now(), ids, color));

export const places: Handler<'highlights.places'> = ({ db }, { id }) => library.placesOf(db, id);

export const setRange: Handler<'highlights.setRange'> = (context, { id, ...stretch }) =>
  announce(context, library.setRange(context.writer(), context.now(), id, stretch));

export const remove: Handler<'highlights.delete'> = (context, { ids }) =>
  announce(context, library.deleteHighlights(context.writer(), context.now(), ids));
