import { getSettings, setSettings } from '../library/settings.ts';
import type { Handler } from './context.ts';

export const get: Handler<'settings.get'> = ({ db }) => getSettings(db);

export const set: Handler<'settings.set'> = (context, some) => {
  const settings = setSettings(context.writer(), some);
  context.emit({ name: 'settings.changed', payload: settings });
  return settings;
};
