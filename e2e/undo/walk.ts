/** Random walks through all that a person does to a library, beside the model of it. */
import { type Random, seeded } from '../durability/random.ts';
import { bringIn, DEEDS, LIBRARY, type Library } from './deeds.ts';
import { Pair } from './pair.ts';

/** A library grows over so many steps; then a new one is begun. */
const STEPS_PER_LIBRARY = 150;
/** Steps that a message of failure names. */
const TOLD_STEPS = 12;

export interface WalkFigures {
  readonly seed: number;
  libraries: number;
  steps: number;
  /** How often each thing was done, where there was something to do it to. */
  readonly done: Record<string, number>;
  /** How often a new version of an abstract had a place for a highlight, and how often none. */
  readonly carried: { found: number; unplaced: number };
}

export interface WalkOptions {
  readonly seed: number;
  readonly steps: number;
  /** What is done to; a control puts something broken in. */
  readonly library?: Library;
  readonly onLibrary?: (figures: WalkFigures) => void;
}

/**
 * Walks so many steps from a seed.
 * @throws {Error} where library and model differ; it names the seed and the steps that led there
 */
export function walk({ seed, steps, library = LIBRARY, onLibrary }: WalkOptions): WalkFigures {
  const random = seeded(seed);
  const figures: WalkFigures = { seed, libraries: 0, steps: 0, done: {}, carried: { found: 0, unplaced: 0 } };
  while (figures.steps < steps) {
    const upTo = Math.min(steps, figures.steps + STEPS_PER_LIBRARY);
    const pair = new Pair(random);
    const trail: string[] = [];
    try {
      bringIn(pair);
      while (figures.steps < upTo) {
        const [name, , deed] = someDeed(random);
        trail.push(name);
        const came = deed(pair, library);
        if (came === false) {
          trail.pop();
          continue;
        }
        const done = came === true ? name : came;
        figures.steps += 1;
        figures.done[done] = (figures.done[done] ?? 0) + 1;
      }
      trail.push('the last look');
      pair.checkAll();
      figures.carried.found += pair.carried.found;
      figures.carried.unplaced += pair.carried.unplaced;
    } catch (thrown) {
      const where = `From the seed ${seed}, in step ${figures.steps + 1} (… ${trail.slice(-TOLD_STEPS).join(', ')})`;
      throw new Error(`${where}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown });
    } finally {
      pair.close();
    }
    figures.libraries += 1;
    onLibrary?.(figures);
  }
  return figures;
}

function someDeed(random: Random): (typeof DEEDS)[number] {
  let left = random.int(DEEDS.reduce((sum, [, weight]) => sum + weight, 0));
  for (const deed of DEEDS) {
    left -= deed[1];
    if (left < 0) return deed;
  }
  throw new Error('there is a deed for every number below the sum of weights');
}

/** The figures of a walk, as lines for people. */
export const wordsFor = ({ seed, steps, libraries, done, carried }: WalkFigures): string =>
  `${steps} steps from the seed ${seed} in ${libraries} libraries: ${Object.entries(done)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')}. New versions of abstracts: ${carried.found} highlights found again, ${carried.unplaced} unplaced.`;
