/** What speaks for a place where words may have gone: the words themselves, and those around them. */
import type { Word } from './fold.ts';

/** Words of a text by their positions, both inclusive. */
export interface Candidate {
  readonly first: number;
  readonly last: number;
  /** So many words are the same. */
  readonly same: number;
  /** So many were exchanged, added or left out. */
  readonly changes: number;
  /** Not every word is the very same. */
  readonly reworded: boolean;
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
    const oneFormula = word !== undefined && word.start === nearer?.start && word.end === nearer.end;
    found.push({ text: word?.text ?? EDGE, within, weight: (within ? 1 : OTHER_SENTENCE) * (oneFormula ? SAME_FORMULA : 1) });
    if (word === undefined) break;
  }
  return found;
}

/** Fewer words in a row stand in several sentences by chance. */
const ENOUGH_WORDS = 8;
/** So much of the neighbourhood must be the same where fewer words speak for a place. */
const ENOUGH_AGREEMENT = 0.5;
/** Of words that only say the same it takes more, and some of their neighbours. */
const ENOUGH_REWORDED = 16;
const SOME_AGREEMENT = 0.25;
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

function judge(candidate: Candidate, { words, next, before, after: known }: Sought, text: readonly Word[], isCut: boolean): Judged {
  const left = neighbours(text, candidate.first, -1, before.length + MAX_SHIFT);
  const right = neighbours(text, candidate.last, 1, known.length + MAX_SHIFT);
  // What was cut off at the end of a text says nothing against a place.
  const after = isCut && right.at(-1)?.text === EDGE ? known.slice(0, right.length - 1) : known;
  const all = weightOf([...before, ...after]);
  const agreement = all === 0 ? 0 : (agreeing(before, left) + agreeing(after, right)) / all;
  const { same, changes, reworded } = candidate;
  const [rowBefore, rowAfter] = [row(before, left), row(after, right)];

  // Words whose next neighbours on both sides are others may be the same words some way off.
  const isBeside = before[0]?.text === left[0]?.text || after[0]?.text === right[0]?.text;
  const isEnough = reworded
    ? same >= ENOUGH_REWORDED && agreement >= SOME_AGREEMENT
    : same + weightOf(rowBefore) + weightOf(rowAfter) >= ENOUGH_WORDS;
  const isSentence = !reworded && same >= ENOUGH_SENTENCE && [before, left, after, right].every((side) => side[0]?.within === false);
  // "energy" is no part of "energy-efficient", unless it was before.
  const isWhole = isHyphened(text[candidate.first]) === isHyphened(words[0]) && isHyphened(text[candidate.last + 1]) === isHyphened(next);
  // The first words of a sentence are told from those of another by the words after them, not by the sentence before.
  const stop = words.findIndex(({ stopped }, at) => stopped && at > 0);
  const lastStop = words.findLastIndex(({ stopped }) => stopped);
  const isHeld =
    stop === -1 || (isTold(stop - changes, before, rowBefore.length) && isTold(words.length - lastStop - changes, after, rowAfter.length));
  return { candidate, agreement, convinces: isWhole && isHeld && ((isBeside && agreement >= ENOUGH_AGREEMENT) || isEnough || isSentence) };
}

function weightOf(neighbourhood: readonly Neighbour[]): number {
  return neighbourhood.reduce((sum, { weight }) => sum + weight, 0);
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

/** So many words may have come or gone between a quote and its neighbours, which then tell less. */
const MAX_SHIFT = 2;
const SHIFTED = 0.75;

/** What the neighbours weigh that are the same, in the same order and near their places. */
function agreeing(known: readonly Neighbour[], found: readonly Neighbour[]): number {
  let sums: number[] = [0, ...found.map(() => 0)];
  known.forEach(({ text, weight }, place) => {
    const next = [0];
    found.forEach((neighbour, at) => {
      const shift = Math.abs(place - at);
      const same = neighbour.text === text && shift <= MAX_SHIFT ? (sums[at] ?? 0) + weight * (shift === 0 ? 1 : SHIFTED) : 0;
      next.push(Math.max(sums[at + 1] ?? 0, next[at] ?? 0, same));
    });
    sums = next;
  });
  return sums.at(-1) ?? 0;
}
