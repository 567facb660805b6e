/** Contrast of the tokens in every theme: 4.5 for text, 3 for the parts of the interface (WCAG 2.2, 1.4.3 and 1.4.11). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');

const themes = new Map<string, Map<string, string>>();
for (const [, selector = '', body = ''] of css.matchAll(/([^{}@]+)\{([^{}]*)\}/g)) {
  const name = /\[data-theme="(\w+)"\]/.exec(selector)?.[1];
  if (name === undefined) continue;
  const theme = themes.get(name) ?? new Map<string, string>();
  for (const [, token = '', colour = ''] of body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/gi)) theme.set(token, colour);
  themes.set(name, theme);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const TEXT = 4.5;
const PARTS = 3;
const SURFACES = ['bg-reader', 'bg-list', 'bg-sidebar', 'bg-raised', 'bg-field', 'bg-hover', 'bg-hover-sidebar', 'bg-chip', 'idle'];

/** What is drawn on what, and the contrast it needs. */
const DRAWN: readonly (readonly [foregrounds: readonly string[], backgrounds: readonly string[], need: number])[] = [
  [['fg', 'fg-2', 'fg-3'], SURFACES, TEXT],
  [['accent-text'], ['bg-reader', 'bg-list', 'bg-raised', 'bg-sidebar', 'bg-hover', 'bg-chip', 'accent-soft'], TEXT],
  [['danger', 'warn', 'ok'], ['bg-reader', 'bg-list', 'bg-raised', 'bg-sidebar'], TEXT],
  [['fg', 'fg-2', 'danger'], ['danger-soft'], TEXT],
  [['fg', 'fg-2', 'warn'], ['warn-soft'], TEXT],
  [['fg', 'fg-2', 'ok'], ['ok-soft'], TEXT],
  [['fg', 'fg-2'], ['accent-soft'], TEXT],
  [['accent-on'], ['accent', 'accent-hover'], TEXT],
  [['slab-fg'], ['slab', 'slab-hover'], TEXT],
  [['slab-fg-2'], ['slab'], TEXT],
  [['fg'], ['bg-chip-hover', 'selection', 'bg-thumb'], TEXT],
  [['mark-fg'], ['mark-bg'], TEXT],
  [['toast-fg', 'toast-action'], ['toast'], TEXT],
  [['fg', 'fg-2', 'accent-text'], ['hl-yellow', 'hl-blue', 'hl-green', 'hl-orange', 'hl-pink'], TEXT],
  // The highlight that stands out, links in it too, and hits within.
  [['fg'], ['hl-yellow-out', 'hl-blue-out', 'hl-green-out', 'hl-orange-out', 'hl-pink-out'], TEXT],
  [['fg'], ['mark-line'], TEXT],
  // Between the lines of the text the page shows: there the lines tell highlights that lie on each other apart.
  [['hl-yellow-line', 'hl-blue-line', 'hl-green-line', 'hl-orange-line', 'hl-pink-line'], ['bg-reader'], PARTS],
  [['focus', 'line-control'], ['bg-reader', 'bg-list', 'bg-sidebar', 'bg-raised', 'bg-field', 'idle'], PARTS],
  [['accent', 'star'], ['bg-list', 'bg-sidebar', 'idle', 'bg-hover', 'bg-reader'], PARTS],
  [['slab-star'], ['slab'], PARTS],
  [['slab'], ['bg-list', 'bg-sidebar'], PARTS],
];

test('there are three themes', () => {
  expect([...themes.keys()].sort()).toEqual(['dark', 'light', 'sepia']);
});

describe.each([...themes])('%s', (_name, theme) => {
  const pairs = DRAWN.flatMap(([foregrounds, backgrounds, need]) =>
    foregrounds.flatMap((f) => backgrounds.map((b) => [f, b, need] as const)),
  );

  test.each(pairs)('%s on %s has at least %d', (foreground, background, need) => {
    const [f, b] = [theme.get(foreground), theme.get(background)];
    if (f === undefined || b === undefined) throw new Error(`${foreground} or ${background} is no colour of this theme`);
    expect(contrast(f, b)).toBeGreaterThanOrEqual(need);
  });
});
