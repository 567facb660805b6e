import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { spansOf } from '../../src/shared/text/spans.ts';

/** Real abstracts, where they stand beside the checkout; else those that Offprint brings along. */
const SAMPLE = new URL('../../../shared/samples/papers-20k.jsonl.gz', import.meta.url);
const STARTER_LIST = new URL('../../resources/starter-list.json', import.meta.url);

/** The abstracts of real papers, as their sources give them. */
export function realAbstracts(): readonly string[] {
  if (!existsSync(SAMPLE)) {
    const { papers } = JSON.parse(readFileSync(STARTER_LIST, 'utf8')) as { papers: readonly { abstract: string }[] };
    return papers.map(({ abstract }) => abstract);
  }
  const lines = gunzipSync(readFileSync(SAMPLE)).toString('utf8').trim().split('\n');
  return lines
    .map((line) => (JSON.parse(line) as { abstract: string | null }).abstract ?? '')
    .filter((abstract) => abstract.length > 300 && !repeatsItself(abstract) && !hasStrayDollar(abstract));
}

/** Some sources give an abstract twice in a row; of two places that are the same in all, none is the right one. */
function repeatsItself(abstract: string): boolean {
  return abstract.indexOf(abstract.slice(0, 60), 1) !== -1;
}

/** With a dollar that opens no formula any edit may make formulas of prose, in which nothing can be highlighted. */
function hasStrayDollar(abstract: string): boolean {
  return spansOf(abstract, { repair: false }).some(({ kind, shown }) => kind === 'text' && /(?<!\\)\$/.test(shown));
}
