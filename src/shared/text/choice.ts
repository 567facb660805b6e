/**
 * Choosing words and sentences one after another. Something is always chosen: what was chosen first and stays, its anchor, to
 * what was chosen last and moves, its focus.
 */
import type { Segments } from './segments.ts';
import type { Range } from './spans.ts';

export interface Choice {
  readonly anchor: Range;
  /** Before or after the anchor, or the same. */
  readonly focus: Range;
}

export type Unit = 'word' | 'sentence';
export type Direction = 1 | -1;

/** The whole stretch that is chosen. */
export const chosen = ({ anchor, focus }: Choice): Range => ({
  start: Math.min(anchor.start, focus.start),
  end: Math.max(anchor.end, focus.end),
});

const one = (range: Range): Choice => ({ anchor: range, focus: range });

/** A stretch as a choice: from its first word to its last, so that either end can be moved by words. */
export function choiceOf({ words }: Segments, { start, end }: Range): Choice {
  const inside = words.filter((word) => word.start < end && word.end > start);
  const first = inside[0];
  const last = inside.at(-1);
  if (first === undefined || last === undefined) return one({ start, end });
  return { anchor: { start, end: Math.min(first.end, end) }, focus: { start: Math.max(last.start, start), end } };
}

/** Chooses the first or the last word or sentence of the text; null where it has none. */
export function edge(segments: Segments, unit: Unit, direction: Direction): Choice | null {
  const found = (unit === 'word' ? segments.words : segments.sentences).at(direction === -1 ? 0 : -1);
  return found === undefined ? null : choiceOf(segments, found);
}

/**
 * Chooses the word or the sentence beside what is chosen. Of a longer stretch a word is its first or its last one; of less
 * than a sentence the sentence is the one it stands in. At an end of the text the choice stays.
 */
export function step(segments: Segments, choice: Choice, unit: Unit, direction: Direction): Choice {
  const now = chosen(choice);
  const list = unit === 'word' ? segments.words : segments.sentences;
  const at = list.findIndex((each) => each.start === now.start && each.end === now.end);
  const next = at === -1 ? entered(list, now, unit, direction) : list[at + direction];
  return next === undefined ? choice : choiceOf(segments, next);
}

function entered(list: readonly Range[], { start, end }: Range, unit: Unit, direction: Direction): Range | undefined {
  const touches = (each: Range) => each.start < end && each.end > start;
  const atStart = unit === 'word' ? direction === 1 : direction === -1;
  const inside = atStart ? list.find(touches) : list.findLast(touches);
  if (inside !== undefined) return inside;
  return direction === 1 ? list.find((each) => each.start >= end) : list.findLast((each) => each.end <= start);
}

/** Moves the end of the choice that was moved last by a word or a sentence: it grows, or shrinks on the way back. */
export function extend(segments: Segments, choice: Choice, unit: Unit, direction: Direction): Choice {
  return unit === 'word' ? extendByWord(segments, choice, direction) : extendBySentence(segments, choice, direction);
}

function extendByWord({ words }: Segments, { anchor, focus }: Choice, direction: Direction): Choice {
  const next = direction === 1 ? words.find((word) => word.start >= focus.end) : words.findLast((word) => word.end <= focus.start);
  if (next === undefined) return { anchor, focus };
  return { anchor, focus: next.start < anchor.end && next.end > anchor.start ? anchor : next };
}

function extendBySentence(segments: Segments, choice: Choice, direction: Direction): Choice {
  const { sentences } = segments;
  const now = chosen(choice);
  const isWhole = sentences.some((each) => each.start === now.start && each.end === now.end);
  // A whole sentence stays whole: it grows to the side the key says, and the end that is moved is the one there.
  const { anchor, focus } = isWhole ? turnedTo(choice, direction) : choice;
  const isAfter = focus.start === anchor.start ? direction === 1 : focus.start > anchor.start;
  if (isAfter) {
    const bound = direction === 1 ? sentences.find((each) => each.end > now.end) : sentences.findLast((each) => each.end < now.end);
    if (bound === undefined) return direction === 1 ? { anchor, focus } : { anchor, focus: anchor };
    return { anchor, focus: bound.end <= anchor.end ? anchor : choiceOf(segments, bound).focus };
  }
  const bound = direction === -1 ? sentences.findLast((each) => each.start < now.start) : sentences.find((each) => each.start > now.start);
  if (bound === undefined) return direction === -1 ? { anchor, focus } : { anchor, focus: anchor };
  return { anchor, focus: bound.start >= anchor.start ? anchor : choiceOf(segments, bound).anchor };
}

function turnedTo({ anchor, focus }: Choice, direction: Direction): Choice {
  const forward = anchor.start <= focus.start;
  return forward === (direction === 1) ? { anchor, focus } : { anchor: focus, focus: anchor };
}

/** The same stretch, its other end moving next. */
export const turned = ({ anchor, focus }: Choice): Choice => ({ anchor: focus, focus: anchor });
