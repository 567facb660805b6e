import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runRounds } from './rounds.ts';
import { wordsFor } from './words.ts';

/** Rounds take as long as the machine needs: a hang, not a slow disk, should end them. In milliseconds. */
const HANG = 20 * 60_000;

describe('a library whose process is killed', () => {
  test(
    'keeps all it acknowledged and nothing by halves, through 30 kills',
    async () => {
      const seed = Date.now() % 2 ** 31;
      console.log(`The durability harness runs from the seed ${seed}.`);
      const figures = await runRounds({ rounds: 30, seed, acknowledge: 'after the reply' });
      console.log(wordsFor(figures));
      expect(figures.lost).toEqual([]);
      expect(figures.rounds).toBe(30);
      expect(figures.killed.inImport).toBeGreaterThan(0);
      expect(figures.killed.inStep).toBeGreaterThan(0);
      for (const kind of ['draft', 'highlight', 'colour', 'place', 'unhighlight'] as const)
        expect(figures.acknowledged[kind], kind).toBeGreaterThan(0);
    },
    HANG,
  );

  test(
    'is caught when it acknowledges before it has written',
    async () => {
      const figures = await runRounds({ rounds: 40, seed: Date.now() % 2 ** 31, acknowledge: 'early' });
      console.log(`The broken build was caught in round ${figures.rounds}: ${figures.lost[0]}`);
      expect(figures.lost).not.toEqual([]);
      if (figures.kept !== null) rmSync(figures.kept, { recursive: true, force: true });
    },
    HANG,
  );
});
