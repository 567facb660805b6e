/** Word-by-word comparison of a quote with a passage that may say the same. */
import type { Word } from './fold.ts';
import { isExchangeable, isLight, isSameWord } from './rewording.ts';

export interface Alignment {
  /** The first and last word of the passage that a word of the quote stands for. */
  readonly first: number;
  readonly last: number;
  /** Words of the quote that are the same word in the passage, however it is formed or spelled. */
  readonly same: number;
  /** Words that are not the very same, or were added or left out. */
  readonly changes: number;
}

/** Ways to get from one pair of positions to the next, and what each costs. `quote` and `passage` are the words it takes. */
const STEPS = [
  { name: 'equal', quote: 1, passage: 1, cost: 0 },
  { name: 'same', quote: 1, passage: 1, cost: 1 },
  { name: 'joined', quote: 2, passage: 1, cost: 1 },
  { name: 'parted', quote: 1, passage: 2, cost: 1 },
  { name: 'exchanged', quote: 1, passage: 1, cost: 3 },
  { name: 'left out', quote: 1, passage: 0, cost: 2 },
  { name: 'added', quote: 0, passage: 1, cost: 2 },
] as const;
type StepName = (typeof STEPS)[number]['name'];
const NEVER = 0xffff;

/**
 * The cheapest way to read a quote out of a passage, whose ends may be left over; null where a word of either says something
 * that the other does not say. Takes time and space with the product of their lengths.
 */
export function align(
  quote: readonly Word[],
  passage: readonly Word[],
  sameLetters: (one: Word, other: Word) => boolean,
): Alignment | null {
  const width = passage.length + 1;
  /** Next to the edge it is the edge's word that another could be taken for. */
  const isEdge = (name: StepName, row: number): boolean =>
    name === 'added'
      ? [0, quote.length - 1].some((at) => (row === at || row === at + 1) && isLight(quote[at]?.text ?? ''))
      : row === 1 || row === quote.length;
  const costs = new Uint16Array((quote.length + 1) * width).fill(NEVER);
  const steps = new Uint8Array(costs.length);
  for (let column = 0; column < width; column += 1) costs[column] = 0;
  for (let row = 1; row <= quote.length; row += 1) {
    for (let column = 0; column < width; column += 1) {
      STEPS.forEach((step, index) => {
        const fromRow = row - step.quote;
        const fromColumn = column - step.passage;
        if (fromRow < 0 || fromColumn < 0) return;
        const cost = (costs[fromRow * width + fromColumn] ?? NEVER) + step.cost;
        if (cost >= (costs[row * width + column] ?? 0)) return;
        if (!mayStep(step.name, quote.slice(fromRow, row), passage.slice(fromColumn, column), isEdge(step.name, row), sameLetters)) return;
        costs[row * width + column] = cost;
        steps[row * width + column] = index;
      });
    }
  }
  return readBack(costs, steps, quote, passage);
}

function mayStep(
  name: StepName,
  [one, second]: readonly Word[],
  [other, next]: readonly Word[],
  atEdge: boolean,
  sameLetters: (one: Word, other: Word) => boolean,
): boolean {
  // At an edge a light word tells nothing: any passage has one near by.
  if (name === 'left out') return one !== undefined && isLight(one.text) && !atEdge;
  if (name === 'added') return other !== undefined && isLight(other.text) && !atEdge;
  if (one === undefined || other === undefined) return false;
  if (name === 'equal') return one.text === other.text && sameLetters(one, other);
  if (name === 'same') return one.text !== other.text && isSameWord(one.text, other.text);
  if (name === 'exchanged') return isExchangeable(one.text, other.text) && !(atEdge && isLight(one.text));
  const parts = name === 'joined' ? [one, second, other] : [other, next, one];
  const [left, right, whole] = parts;
  return right?.hyphened === true && `${left?.text}${right.text}` === whole?.text;
}

function readBack(costs: Uint16Array, steps: Uint8Array, quote: readonly Word[], passage: readonly Word[]): Alignment | null {
  const width = passage.length + 1;
  let column = 0;
  for (let at = 1; at < width; at += 1)
    if ((costs[quote.length * width + at] ?? 0) < (costs[quote.length * width + column] ?? 0)) column = at;
  if ((costs[quote.length * width + column] ?? NEVER) >= NEVER) return null;
  const last = column - 1;
  const added = new Set<string>();
  const leftOut = new Set<string>();
  let row = quote.length;
  let same = 0;
  let changes = 0;
  while (row > 0) {
    const step = STEPS[steps[row * width + column] ?? 0] ?? STEPS[0];
    if (step.cost > 0) changes += 1;
    if (step.cost < 2) same += step.quote;
    row -= step.quote;
    column -= step.passage;
    if (step.name === 'added') added.add(passage[column]?.text ?? '');
    if (step.name === 'left out') leftOut.add(quote[row]?.text ?? '');
  }
  // A word that left its place for another changed the order.
  if (last < column || [...added].some((word) => leftOut.has(word))) return null;
  const stops = (pieces: readonly Word[]): number => pieces.filter(({ stopped }, at) => stopped && at > 0).length;
  if (stops(quote) !== stops(passage.slice(column, last + 1))) return null;
  return { first: column, last, same, changes };
}
