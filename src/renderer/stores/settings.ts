/** Preferences, kept in the library and followed by every window. */
import { create } from 'zustand';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import { bridge } from '../bridge.ts';
import { showFailure } from './toasts.ts';

export const useSettings = create<Settings>(() => DEFAULT_SETTINGS);

const prefersDark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

/** Writes theme, density and text size where the tokens look for them. */
function dress(settings: Settings): void {
  const { dataset } = document.documentElement;
  dataset.theme = settings.theme === 'system' ? (prefersDark().matches ? 'dark' : 'light') : settings.theme;
  dataset.density = settings.density;
  dataset.text = settings.textSize;
}

export async function loadSettings(): Promise<void> {
  useSettings.subscribe(dress);
  prefersDark().addEventListener('change', () => dress(useSettings.getState()));
  bridge.on('settings.changed', (settings) => useSettings.setState(settings));
  dress(DEFAULT_SETTINGS);
  try {
    useSettings.setState(await bridge.call('settings.get', {}));
  } catch (thrown) {
    showFailure(thrown, 'The settings could not be read');
  }
}

/** Takes effect at once; the library keeps it. */
export function changeSettings(change: Partial<Settings>): void {
  useSettings.setState(change);
  bridge.call('settings.set', change).catch((thrown) => showFailure(thrown, 'The setting could not be kept'));
}
