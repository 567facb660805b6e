/** What is offered while the name of a tag is typed. */
import { matching, type Range } from '../ui/matching.ts';

const SHOWN = 8;
const NO_RANGES: readonly Range[] = [];

export interface TagSuggestion {
  readonly name: string;
  readonly ranges: readonly Range[];
  readonly isNew: boolean;
}

/** Tags whose names differ only in case are one. */
export const sameTag = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Existing tags that match and are not given yet, then what was typed as a new one. */
export function suggestTags(typed: string, names: readonly string[], given: readonly string[]): readonly TagSuggestion[] {
  const name = typed.trim().replace(/\s+/gu, ' ');
  const open = names.filter((known) => !given.some((tag) => sameTag(tag, known)));
  const known = matching(open, (tag) => tag, name)
    .slice(0, SHOWN)
    .map(({ entry, match }): TagSuggestion => ({ name: entry, ranges: match.ranges, isNew: false }));
  // A tag typed in full comes before others that only begin like it.
  known.sort((a, b) => Number(sameTag(b.name, name)) - Number(sameTag(a.name, name)));
  const isNew = name !== '' && !names.some((tag) => sameTag(tag, name)) && !given.some((tag) => sameTag(tag, name));
  return isNew ? [...known, { name, ranges: NO_RANGES, isNew }] : known;
}
