import { expect, it } from 'vitest';
import { opener } from './openInBrowser.ts';

it('uses the system’s own way to open a link', () => {
  expect(opener('darwin', {})).toEqual(['open']);
  expect(opener('win32', {})?.[0]).toBe('rundll32');
  expect(opener('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
});

it('opens nothing where there is nothing to see it on', () => {
  expect(opener('linux', {})).toBeNull();
});
