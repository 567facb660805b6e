/** What speaks for a place where words may have gone: the words themselves, and those around them. */
import type { Word } from './fold.ts';

/** Words of a text by their positions, both inclusive. */
export interface Candidate {
  readonly first: number;
  readonly last: number;
  /** So many words are not the very same, or came or went. */
  readonly changes: number;
}

/** The words that are looked for, as they stood in the first text. */
export interface Sought {
  readonly words: readonly Word[];
  /** The word after them. */
  readonly next: Word | undefined;
  /** The words around them, the nearest first. */
  readonly before: readonly Neighbour[];
  readonly after: readonly Neighbour[];
}

export interface Neighbour {
  readonly text: string;
  /** It belongs to the same sentence. */
  readonly within: boolean;
  /** How much it tells. */
  readonly weight: number;
}

/** Words of other sentences tell less, as sentences come and go. */
const OTHER_SENTENCE = 0.5;
/** A formula of many signs tells little more than a word. */
const SAME_FORMULA = 0.25;
/** How much less than others the neighbours tell that went with a cut end. */
const LOST = 0.5;
/** Where the text begins or ends is a neighbour like any other. */
const EDGE = '';

/** So many words on one side of a word, the nearest first. */
export function neighbours(words: readonly Word[], at: number, step: 1 | -1, count: number): readonly Neighbour[] {
  const found: Neighbour[] = [];
  let within = true;
  for (let index = at + step; found.length < count; index += step) {
    const word = words[index];
    const nearer = words[index - step];
    if (word === undefined || (step === 1 ? word : nearer)?.stopped === true) within = false;
    const weight = (within ? 1 : OTHER_SENTENCE) * (word !== undefined && isOneFormula(word, nearer) ? SAME_FORMULA : 1);
    found.push({ text: word?.text ?? EDGE, within, weight });
    if (word === undefined) break;
  }
  return found;
}

/** So much of the neighbourhood must be the same… */
const ENOUGH_AGREEMENT = 0.5;
/** …or less where the words are many in a row, as few stand so in several sentences by chance… */
const SOME_AGREEMENT = 0.25;
const SOME_WORDS = 8;
/** …or hardly any: some say the same thing twice in almost the same words. */
const ENOUGH_WORDS = 16;
/** Where a quote goes over the end of a sentence, so many words of the next, or of the one before, tell it from others. */
const ENOUGH_OF_SENTENCE = 4;
/** A whole sentence of so many words is told by itself, wherever it went. */
const ENOUGH_SENTENCE = 3;
/** By so much must the neighbours of one place agree better than those of the next. */
const CLEARLY = 0.2;
/** A place that moved by no more units than this, while the next best moved many times as far, is the one. */
const NEAR = 32;
const MANY_TIMES = 8;

interface Judged {
  readonly candidate: Candidate;
  readonly agreement: number;
  readonly convinces: boolean;
}

/**
 * The one candidate that its words and neighbours speak for; null where they speak for none, or for several. `isCut` says that
 * the text ends where somebody had no more of it. `start` is where the words stood, in units of the raw text.
 */
export function certain(
  candidates: readonly Candidate[],
  sought: Sought,
  text: readonly Word[],
  isCut: boolean,
  start: number,
): Candidate | null {
  const judged = candidates.map((candidate) => judge(candidate, sought, text, isCut));
  const best = judged.reduce<Judged | null>((so, one) => (so === null || one.agreement > so.agreement ? one : so), null);
  if (best?.convinces !== true) return null;
  const alike = judged.filter(({ agreement }) => agreement > best.agreement - CLEARLY);
  if (alike.length === 1) return best.candidate;
  const distance = ({ candidate }: Judged): number => Math.abs((text[candidate.first]?.start ?? 0) - start);
  const [nearest, next] = alike.toSorted((one, other) => distance(one) - distance(other));
  if (nearest?.convinces !== true || next === undefined) return null;
  return distance(nearest) <= NEAR && distance(next) >= MANY_TIMES * (distance(nearest) + 1) ? nearest.candidate : null;
}

function judge(candidate: Candidate, { words, next, before, after }: Sought, text: readonly Word[], isCut: boolean): Judged {
  const { first, last, changes } = candidate;
  const left = neighbours(text, first, -1, before.length + MAX_SHIFT);
  const right = neighbours(text, last, 1, after.length + MAX_SHIFT);
  // What was cut off at the end of a text says little against a place.
  const lost = isCut && right.at(-1)?.text === EDGE ? after.slice(right.length - 1) : [];
  const all = weightOf(before) + weightOf(after) - weightOf(lost) * LOST;
  const agreement = all === 0 ? 0 : (agreeing(before, left) + agreeing(after, right)) / all;
  const [rowBefore, rowAfter] = [row(before, left), row(after, right)];
  const inRow = weightOfWords(text.slice(first, last + 1)) - changes + weightOf(rowBefore) + weightOf(rowAfter);

  // Words whose next neighbours on both sides are others may be the same words some way off.
  const isBeside = before[0]?.text === left[0]?.text || after[0]?.text === right[0]?.text;
  const isEnough =
    agreement >= ENOUGH_AGREEMENT ||
    (inRow >= (changes === 0 ? SOME_WORDS : ENOUGH_WORDS) && agreement >= SOME_AGREEMENT) ||
    (inRow >= ENOUGH_WORDS && changes === 0);
  const isSentence =
    changes === 0 && words.length >= ENOUGH_SENTENCE && [before, left, after, right].every((side) => side[0]?.within === false);
  // "energy" is no part of "energy-efficient", unless it was before.
  const isWhole =
    isHyphened(text[first]) === isHyphened(words[0]) &&
    (isHyphened(text[last + 1]) === isHyphened(next) || (isCut && right[0]?.text === EDGE));
  // The first words of a sentence are told from those of another by the words after them, not by the sentence before.
  const stop = words.findIndex(({ stopped }, at) => stopped && at > 0);
  const lastStop = words.findLastIndex(({ stopped }) => stopped);
  const isHeld =
    stop === -1 || (isTold(stop - changes, before, rowBefore.length) && isTold(words.length - lastStop - changes, after, rowAfter.length));
  return { candidate, agreement, convinces: isWhole && isHeld && ((isBeside && isEnough) || isSentence) };
}

function weightOf(neighbourhood: readonly Neighbour[]): number {
  return neighbourhood.reduce((sum, { weight }) => sum + weight, 0);
}

function weightOfWords(words: readonly Word[]): number {
  return words.reduce((sum, word, at) => sum + (isOneFormula(word, words[at - 1]) ? SAME_FORMULA : 1), 0);
}

function isOneFormula(word: Word, other: Word | undefined): boolean {
  return word.start === other?.start && word.end === other.end;
}

function isHyphened(word: Word | undefined): boolean {
  return word?.hyphened === true;
}

/** The neighbours in the same sentence that are the same without a gap. */
function row(known: readonly Neighbour[], found: readonly Neighbour[]): readonly Neighbour[] {
  const end = known.findIndex(({ text, within }, at) => !within || text !== found[at]?.text);
  return end === -1 ? known : known.slice(0, end);
}

/** Whether a part of a sentence and its neighbours in a row tell the sentence, or are all there is of it. */
function isTold(part: number, known: readonly Neighbour[], inRow: number): boolean {
  return part + inRow >= ENOUGH_OF_SENTENCE || known[inRow]?.within !== true;
}

/** So many words may have come or gone between a quote and its neighbours, which then tell less with each. */
const MAX_SHIFT = 2;
const SHIFTED = 0.5;

/** What the neighbours weigh that are the same, in the same order and near their places. */
function agreeing(known: readonly Neighbour[], found: readonly Neighbour[]): number {
  let sums: number[] = [0, ...found.map(() => 0)];
  known.forEach(({ text, weight }, place) => {
    const next = [0];
    found.forEach((neighbour, at) => {
      const shift = Math.abs(place - at);
      const same = neighbour.text === text && shift <= MAX_SHIFT ? (sums[at] ?? 0) + weight / (1 + shift * SHIFTED) : 0;
      next.push(Math.max(sums[at + 1] ?? 0, next[at] ?? 0, same));
    });
    sums = next;
  });
  return sums.at(-1) ?? 0;
}
