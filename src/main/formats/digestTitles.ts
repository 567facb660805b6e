/** Which of the lines above an abstract is its title. */

import { isPageDate } from './digestHeader.ts';
import { isAffiliation, wordCount } from './digestLines.ts';
import type { Line, Stretch } from './digestParts.ts';

/** Whether papers on this page have their authors between title and abstract. */
export function hasBylines(stretches: readonly Stretch[]): boolean {
  // One name alone may as well be a title of two words: it counts for half.
  const weight = ({ before }: Stretch) => {
    const names = before.filter(
      (line, at) => line.names > 0 && before.slice(0, at).some((other) => other.strength > 1 && other.names === 0),
    );
    return names.length === 0 ? 0 : names.some((line) => line.names > 1) ? 1 : 0.5;
  };
  const between = stretches.slice(1);
  if (between.length > 0) return between.reduce((sum, stretch) => sum + weight(stretch), 0) >= between.length / 4;
  return (stretches[0]?.before ?? []).some((line, at, all) => line.names > 0 && (all[at - 1]?.strength ?? 0) === 3);
}

/** Whether papers on this page have a single word, such as a firm's name, between title and abstract. */
export function hasTags(stretches: readonly Stretch[]): boolean {
  const between = stretches.slice(1);
  const tagged = between.filter(({ before }) => {
    const at = lastIndex(before, (line) => line.strength > 0);
    return at > 0 && wordCount(before[at]?.text ?? '') < 2 && before.slice(0, at).some((line) => line.strength === 3);
  });
  return tagged.length > between.length / 4;
}

/** The index of the title among the lines before an abstract, -1 if there is none. `nearest` bars it from being passed over. */
export function chooseTitle(before: readonly Line[], bylines: boolean, nearest: boolean): number {
  const headed = lastIndex(before, (line) => line.heading && line.meta === null && line.strength > 0);
  if (headed !== -1) return headed;
  const isTitle = (line: Line | undefined) => line !== undefined && line.strength > 0 && !isAffiliation(line.text);
  const at = lastIndex(before, isTitle);
  if (at === -1) return -1;
  if (bylines && (before[at]?.names ?? 0) > 0) return aboveNames(before, at, isTitle);
  // One word above a paragraph is furniture if a clear title stands just before it.
  const better = lastIndex(before.slice(0, at), (line) => isTitle(line) && line.strength === 3 && !(bylines && line.names > 0));
  return !nearest && better !== -1 && wordCount(before[at]?.text ?? '') < 2 ? better : at;
}

/** The title above a byline: the nearest line that is no name, or the topmost of the names, since titles can look like one. */
function aboveNames(before: readonly Line[], from: number, isTitle: (line: Line | undefined) => boolean): number {
  let top = from;
  for (let at = from - 1; at >= 0; at -= 1) {
    const line = before[at];
    if (isPageDate(line) || line?.meta?.kind === 'count' || line?.meta?.kind === 'link') break;
    if (line === undefined || !isTitle(line)) continue;
    if (line.names === 0) return line.strength > 1 ? at : top;
    top = at;
  }
  return top;
}

export function lastIndex<T>(items: readonly T[], test: (item: T) => boolean): number {
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item !== undefined && test(item)) return at;
  }
  return -1;
}
