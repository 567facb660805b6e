import type { Figures } from './rounds.ts';

/** The figures of a run, as lines for people. */
export function wordsFor({ rounds, seed, killed, unfinished, acknowledged, lost, kept }: Figures): string {
  return [
    `${rounds} rounds from the seed ${seed}: killed ${killed.inImport} times in an import, ${killed.inStep} in a smaller step, ${killed.opening} while opening.`,
    `Acknowledged: ${Object.entries(acknowledged)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')}.`,
    `Imports under way at a kill: ${unfinished.whole} found whole, ${unfinished.gone} gone.`,
    `Lost: ${lost.length}.${lost.map((what) => `\n  ${what}`).join('')}`,
    ...(kept === null ? [] : [`The library was left in ${kept}.`]),
  ].join('\n');
}
