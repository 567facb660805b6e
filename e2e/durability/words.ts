import type { Figures } from './rounds.ts';

/** The figures of a run, as lines for people. */
export function wordsFor({ rounds, seed, killed, unfinished, acknowledged, texts, draftTimes, lost, kept }: Figures): string {
  const times = draftTimes.toSorted((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(1);
  return [
    `${rounds} rounds from the seed ${seed}: killed ${killed.inImport} times in an import, ${killed.inStep} in a smaller step, ${killed.opening} while opening.`,
    `Acknowledged: ${Object.entries(acknowledged)
      .map(([kind, count]) => `${kind} ${count}`)
      .join(', ')}.`,
    `A draft was acknowledged after ${at(0.5)} ms (median), ${at(0.99)} ms (99 of 100), ${at(1)} ms at most. Of the texts being saved at a kill, ${texts.newer} were found as they were to be and ${texts.older} as they were acknowledged before.`,
    `Imports under way at a kill: ${unfinished.whole} found whole, ${unfinished.gone} gone.`,
    `Lost: ${lost.length}.${lost.map((what) => `\n  ${what}`).join('')}`,
    ...(kept === null ? [] : [`The library was left in ${kept}.`]),
  ].join('\n');
}
