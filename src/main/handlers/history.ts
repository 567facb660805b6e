import * as journal from '../library/journal.ts';
import { announce, type Handler } from './context.ts';

export const undo: Handler<'history.undo'> = (context, { stepId }) =>
  announce(context, journal.undo(context.writer(), context.now(), stepId));

export const redo: Handler<'history.redo'> = (context) => announce(context, journal.redo(context.writer(), context.now()));
