/** Which way imports may point: the house of docs/guidelines.md, as a table a machine checks. */

export interface ImportRule {
  /** Files the rule is about, by path from the root. */
  readonly from: RegExp;
  /** Of ours: files they may import; everything else of ours is refused. */
  readonly mayImport?: RegExp;
  /** Packages, or files, they may not import at all. */
  readonly refuses?: RegExp;
  /** Packages or files they may import only as types. */
  readonly typesOnly?: RegExp;
  readonly because: string;
}

const TESTS = /\.test\.tsx?$/;

export const IMPORT_RULES: readonly ImportRule[] = [
  { from: /^src\/shared\//, mayImport: /^src\/shared\//, because: 'shared imports nothing of ours' },
  { from: /^src\/main\/library\//, mayImport: /^src\/(shared|main\/library)\//, because: 'the library stands on shared alone' },
  { from: /^src\/main\/formats\//, mayImport: /^src\/(shared|main\/formats)\//, because: 'formats stand on shared alone' },
  {
    from: /^src\/main\/search\//,
    mayImport: /^src\/(shared|main\/search)\/|^src\/main\/workerFile\.ts$/,
    because: 'search stands on shared alone; its worker brings it the library',
  },
  {
    from: /^src\/main\/handlers\//,
    mayImport: /^src\/(shared|main\/(handlers|library|formats|search))\/|^src\/main\/(citations|jobs|parsing|workerFile|packageRoot)\.ts$/,
    because: 'handlers reach down, never up to the app or a host',
  },
  {
    from: /^src\/main\/(hosts\/|index\.ts$|serve\.ts$|cli\.ts$)/,
    mayImport: /^src\/(shared\/|main\/hosts\/|main\/(app|libraryThread|serve|cli|paths|packageRoot|version)\.ts$)|^package\.json$/,
    because: 'hosts and doors reach the library through its thread',
  },
  {
    from: /^src\/(?!main\/library\/|main\/search\/indexFile\.ts$)/,
    refuses: /^better-sqlite3$/,
    because: 'SQL stands under library/ alone, but for the file the search index is kept in',
  },
  {
    from: /^src\/(?!main\/hosts\/electron|main\/index\.ts$|preload\/)/,
    refuses: /^electron(\/|$)/,
    because: 'electron is imported in its host, its door and the preload alone',
  },
  {
    from: /^src\/preload\//,
    mayImport: /^src\/(shared|preload)\//,
    typesOnly: /^src\/shared\/contract\.ts$/,
    because: 'the preload takes only types from the contract',
  },
  {
    from: /^src\/renderer\//,
    mayImport: /^src\/(shared|renderer)\//,
    refuses: /^zod/,
    because: 'the renderer stands on shared and its own folders',
  },
  { from: /^src\/renderer\//, typesOnly: /^src\/shared\/contract\.ts$/, because: 'no schema library at run time in a page' },
  { from: /^src\/renderer\/ui\//, mayImport: /^src\/renderer\/ui\//, because: 'ui imports nothing of ours' },
  {
    from: /^src\/renderer\/typeset\//,
    mayImport: /^src\/(shared|renderer\/(typeset|ui))\//,
    because: 'typeset turns text into a page and knows no store',
  },
  {
    from: /^src\/renderer\/stores\//,
    mayImport: /^src\/(shared\/|renderer\/stores\/|renderer\/bridge\.ts$)/,
    because: 'stores know the bridge and each other, never what shows them',
  },
  {
    from: /^src\/renderer\/panes\/sidebar\//,
    refuses: /^src\/renderer\/(panes\/(?!sidebar)|dialogs)/,
    because: 'panes never import panes',
  },
  { from: /^src\/renderer\/panes\/papers\//, refuses: /^src\/renderer\/(panes\/(?!papers)|dialogs)/, because: 'panes never import panes' },
  { from: /^src\/renderer\/panes\/reader\//, refuses: /^src\/renderer\/(panes\/(?!reader)|dialogs)/, because: 'panes never import panes' },
  {
    from: /^src\/renderer\/panes\/statusbar\//,
    refuses: /^src\/renderer\/(panes\/(?!statusbar)|dialogs)/,
    because: 'panes never import panes',
  },
  {
    from: /^src\/renderer\/panes\/annotations\//,
    refuses: /^src\/renderer\/(panes\/(?!annotations)|dialogs)/,
    because: 'panes never import panes',
  },
  {
    from: /^src\/renderer\/panes\/duplicates\//,
    refuses: /^src\/renderer\/(panes\/(?!duplicates)|dialogs)/,
    because: 'panes never import panes',
  },
  { from: /^src\/renderer\/dialogs\//, refuses: /^src\/renderer\/panes/, because: 'dialogs never import panes' },
];

export interface FoundImport {
  /** Path from the root, or the name of a package. */
  readonly target: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** The rules that one file's imports break, as sentences; none for a test, which may look anywhere. */
export function brokenRules(file: string, imports: readonly FoundImport[]): readonly string[] {
  if (TESTS.test(file)) return [];
  const broken: string[] = [];
  for (const { target, typeOnly, line } of imports) {
    const ours = target.startsWith('src/');
    for (const rule of IMPORT_RULES) {
      if (!rule.from.test(file)) continue;
      const refused =
        (ours && rule.mayImport !== undefined && !rule.mayImport.test(target)) ||
        (rule.refuses?.test(target) ?? false) ||
        ((rule.typesOnly?.test(target) ?? false) && !typeOnly);
      if (refused) broken.push(`${file}:${line} imports ${target}: ${rule.because}.`);
    }
  }
  return broken;
}
