import { expect, it } from 'vitest';
import { chooseDoor, hasDisplay } from './choose-door.ts';

const desk = { display: true, root: false, electron: true, browser: 'Chromium' };

it('opens Electron where it is there and can show a window', () => {
  expect(chooseDoor(desk).door).toBe('electron');
});

it('opens an app window of an installed browser where Electron is not to be had', () => {
  expect(chooseDoor({ ...desk, electron: false })).toEqual({
    door: 'window',
    line: "Electron's program is not here and could not be fetched, so Offprint opens in a window of Chromium.",
  });
});

it.each([
  ['without a display', { ...desk, display: false }, 'no display'],
  ['as root, rather than turning the sandbox off', { ...desk, root: true }, 'Electron does not run as root'],
  ['as root with only a browser', { ...desk, root: true, electron: false }, 'Chromium does not run as root'],
  ['without anything to open', { ...desk, electron: false, browser: null }, 'no Chromium or Chrome was found'],
])('prints a link %s', (_when, around, why) => {
  const choice = chooseDoor(around);
  expect(choice.door).toBe('link');
  expect(choice.line).toContain(why);
  expect(choice.line).not.toContain('\n');
});

it('knows a display by its variable on Linux', () => {
  expect(hasDisplay('linux', {})).toBe(false);
  expect(hasDisplay('linux', { DISPLAY: ':0' })).toBe(true);
  expect(hasDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(true);
  expect(hasDisplay('darwin', {})).toBe(true);
});
