/**
 * `npm run test:soak -- <harness> [rounds] [seed]`: the long runs of what `npm test` runs in short. Ends with 1 if anything was
 * lost, or wrong.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realAbstracts } from '../e2e/anchors/abstracts.ts';
import { runTrials, tableOf } from '../e2e/anchors/trials.ts';
import { runConformance } from '../e2e/conformance/rounds.ts';
import { runRounds } from '../e2e/durability/rounds.ts';
import { wordsFor } from '../e2e/durability/words.ts';
import { walk, wordsFor as wordsForWalk } from '../e2e/undo/walk.ts';
import { findAnchor } from '../src/shared/text/anchor.ts';

/** Each harness by name; it prints its figures and tells whether all went well. A round of `undo` is one step. */
const HARNESSES: Readonly<Record<string, { readonly about: string; run(rounds: number, seed: number): Promise<boolean> }>> = {
  kill: {
    about: 'kills the library at random moments; everything acknowledged must survive',
    async run(rounds, seed) {
      const began = performance.now();
      const figures = await runRounds({
        rounds,
        seed,
        acknowledge: 'after the reply',
        onRound: (soFar) => {
          if (soFar.rounds % 50 === 0 && soFar.rounds < rounds) console.log(`${soFar.rounds} rounds, lost ${soFar.lost.length}`);
        },
      });
      console.log(`${wordsFor(figures)}\nTook ${((performance.now() - began) / 1000).toFixed(0)} s.`);
      return figures.lost.length === 0;
    },
  },
  'kill-control': {
    about: 'the same with a broken build that acknowledges too early; it must be caught',
    async run(rounds, seed) {
      const figures = await runRounds({ rounds, seed, acknowledge: 'early' });
      console.log(wordsFor(figures));
      return figures.lost.length > 0;
    },
  },
  undo: {
    about: 'does all that a person does, undoes and redoes it, beside a simple model that must always show the same; rounds are steps',
    async run(steps, seed) {
      const began = performance.now();
      const told = ({ libraries, steps: soFar }: { libraries: number; steps: number }) => {
        if (libraries % 20 === 0 && soFar < steps) console.log(`${soFar} steps`);
      };
      try {
        console.log(wordsForWalk(walk({ seed, steps, onLibrary: told })));
        return true;
      } catch (thrown) {
        console.log(thrown instanceof Error ? thrown.message : thrown);
        return false;
      } finally {
        console.log(`Took ${((performance.now() - began) / 1000).toFixed(0)} s.`);
      }
    },
  },
  anchors: {
    about: 'edits abstracts; every highlight must be found on its words, or not at all',
    async run(rounds, seed) {
      const figures = runTrials(realAbstracts(), findAnchor, rounds, seed, (done) => {
        if (done % 5_000 === 0 && done < rounds) console.log(`${done} edits`);
      });
      console.log(tableOf(figures));
      return figures.failures.length === 0;
    },
  },
  search: {
    about: 'holds search over as many papers as there are rounds against Lunr, before and after 1,000 edits and restarts',
    async run(papers, seed) {
      const began = performance.now();
      const folder = mkdtempSync(join(tmpdir(), 'offprint-soak-'));
      try {
        const found = runConformance({ papers, queries: 300, edits: 1_000, seed, folder });
        for (const wrong of found.wrong) console.log(wrong);
        console.log(
          `${papers} papers, ${found.queries} queries with ${found.hits} hits, ${found.restarts} restarts: ` +
            `${found.wrong.length} answers differ from Lunr's.\nTook ${((performance.now() - began) / 1000).toFixed(0)} s.`,
        );
        return found.wrong.length === 0;
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  },
};

const [name = '', rounds = '1000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const harness = HARNESSES[name];
if (harness === undefined || !/^[1-9]\d*$/u.test(rounds) || !/^\d+$/u.test(seed)) {
  console.error('Usage: npm run test:soak -- <harness> [rounds] [seed]');
  for (const [known, { about }] of Object.entries(HARNESSES)) console.error(`  ${known}: ${about}`);
  process.exit(2);
}
process.exit((await harness.run(Number(rounds), Number(seed))) ? 0 : 1);
