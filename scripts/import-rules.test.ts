import { expect, test } from 'vitest';
import { brokenRules } from './import-rules.ts';

const value = (target: string) => [{ target, typeOnly: false, line: 1 }];
const type = (target: string) => [{ target, typeOnly: true, line: 1 }];

test.each([
  ['src/shared/text/spans.ts', 'src/main/app.ts'],
  ['src/main/library/papers.ts', 'src/main/formats/index.ts'],
  ['src/main/formats/csl-json.ts', 'src/main/library/open.ts'],
  ['src/main/handlers/papers.ts', 'src/main/app.ts'],
  ['src/main/hosts/browser.ts', 'src/main/library/open.ts'],
  ['src/main/handlers/papers.ts', 'better-sqlite3'],
  ['src/main/serve.ts', 'electron'],
  ['src/renderer/ui/Icon.tsx', 'src/renderer/stores/papers.ts'],
  ['src/renderer/stores/papers.ts', 'src/renderer/commands.ts'],
  ['src/renderer/panes/reader/Reader.tsx', 'src/renderer/panes/papers/PaperList.tsx'],
  ['src/renderer/App.tsx', 'src/main/app.ts'],
  ['src/renderer/App.tsx', 'zod'],
  ['src/renderer/bridge.ts', 'src/shared/contract.ts'],
])('%s may not import %s', (file, target) => {
  expect(brokenRules(file, value(target))).not.toEqual([]);
});

test('types may cross where values may not', () => {
  expect(brokenRules('src/renderer/bridge.ts', type('src/shared/contract.ts'))).toEqual([]);
});

test.each([
  ['src/main/handlers/papers.ts', 'src/main/library/papers.ts'],
  ['src/renderer/panes/reader/Reader.tsx', 'src/renderer/stores/reader.ts'],
  ['src/main/index.ts', 'electron'],
  ['src/main/library/open.ts', 'better-sqlite3'],
])('%s may import %s', (file, target) => {
  expect(brokenRules(file, value(target))).toEqual([]);
});
