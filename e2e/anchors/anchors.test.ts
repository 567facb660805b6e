import search from 'approx-string-match';
import { expect, test } from 'vitest';
import { findAnchor } from '../../src/shared/text/anchor.ts';
import { realAbstracts } from './abstracts.ts';
import { type Finder, runTrials, tableOf } from './trials.ts';

const SEED = 20_260_311;
const ABSTRACTS = realAbstracts();
/** Trials take as long as the machine needs: a hang, not a slow machine, should end them. In milliseconds. */
const HANG = 20 * 60_000;

test('highlights of edited abstracts are found on their words, or not at all', { timeout: HANG }, () => {
  const figures = runTrials(ABSTRACTS, findAnchor, 1_680, SEED);
  console.log(tableOf(figures));
  expect(figures.failures).toEqual([]);
  expect([figures.total.missed, figures.total.wrong]).toEqual([0, 0]);
  for (const tally of figures.tallies.values()) {
    expect(tally.highlights).toBeGreaterThan(0);
    expect(tally.survived).toBeGreaterThan(0);
  }
  // What no reader could place is rare: else the trials would ask for nothing.
  expect(figures.total.undecided).toBeLessThan(figures.total.survived / 50);
  expect(figures.total['carried over']).toBeGreaterThan(figures.total.left);
});

/** Takes the likeliest place for the place. */
const careless: Finder = (raw, { quote }) => {
  const [match] = search(raw, quote, Math.floor(quote.length / 4));
  return match === undefined ? null : { start: match.start, end: match.end, how: 'similar' };
};

/** Takes the first place with the same words for the place. */
const hasty: Finder = (raw, { quote }) => {
  const start = raw.indexOf(quote);
  return start === -1 ? null : { start, end: start + quote.length, how: 'moved' };
};

test.each([
  ['careless', careless],
  ['hasty', hasty],
])('a %s finder is caught', { timeout: HANG }, (_, finder) => {
  const { total, tallies } = runTrials(ABSTRACTS, finder, 560, SEED);
  expect(total.wrong).toBeGreaterThan(50);
  expect(tallies.get('sentence dropped')?.wrong).toBeGreaterThan(0);
});

test('a finder that never finds is caught', { timeout: HANG }, () => {
  expect(runTrials(ABSTRACTS, () => null, 56, SEED).total.missed).toBeGreaterThan(50);
});
