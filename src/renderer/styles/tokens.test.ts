/** A property that nobody defines draws nothing, and says nothing. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const RENDERER = join(import.meta.dirname, '..');
const texts = globSync('**/*.{css,tsx,ts}', { cwd: RENDERER }).map((file) => [file, readFileSync(join(RENDERER, file), 'utf8')] as const);
const DEFINED = new Set(texts.flatMap(([, text]) => [...text.matchAll(/(--[a-z][a-z0-9-]*)['"`]?\s*[:,\]]/g)].map(([, name]) => name)));

it.each(texts.filter(([file]) => file.endsWith('.css')))('%s uses only properties that are defined somewhere', (_file, text) => {
  // With a second value in the brackets a property may be missing.
  const used = [...text.matchAll(/var\((--[a-z][a-z0-9-]*)\)/g)].map(([, name]) => name);
  expect(used.filter((name) => !DEFINED.has(name))).toEqual([]);
});
