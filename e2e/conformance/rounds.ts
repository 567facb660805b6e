/** Holds the engine against the oracle: as it was built, and after it was edited and restarted many times. */
import { join } from 'node:path';
import { ITEM_BREAK } from '../../src/main/search/document.ts';
import { type SearchDocument, SearchIndex } from '../../src/main/search/index.ts';
import { IndexKeeper, loadIndex } from '../../src/main/search/indexFile.ts';
import { Watch } from '../../src/main/search/watch.ts';
import { type Random, seeded } from '../durability/random.ts';
import { difference, Oracle, type OracleHit } from './oracle.ts';
import { testPapers } from './papers.ts';
import { type DrawnQuery, drawQueries } from './queries.ts';

export interface Conformance {
  readonly queries: number;
  readonly hits: number;
  readonly restarts: number;
  /** Answers that differ from the oracle's, each in a line. */
  readonly wrong: readonly string[];
}

export interface ConformanceOptions {
  readonly papers: number;
  readonly queries: number;
  readonly edits: number;
  readonly seed: number;
  /** Where the index is kept between two restarts. */
  readonly folder: string;
}

/** The index has all the time in the world: what is compared is what it finds, not what it leaves out. */
const patient = (): Watch => new Watch(() => false, Number.POSITIVE_INFINITY);

export function runConformance({ papers: count, queries, edits, seed, folder }: ConformanceOptions): Conformance {
  const random = seeded(seed);
  const papers = new Map(testPapers(count, seed).map((paper) => [paper.id, paper]));
  const wrong: string[] = [];
  let hits = 0;
  const compare = (index: SearchIndex, when: string, drawn: readonly DrawnQuery[]) => {
    const oracle = new Oracle(papers.values());
    for (const { kind, text, clauses } of drawn) {
      const ours = hitsOf(index, clauses);
      hits += ours.length;
      const found = difference(ours, oracle.ask(clauses));
      if (found !== null) wrong.push(`${when}, ${kind}: ${text}: ${found}`);
    }
  };
  const built = new SearchIndex();
  built.put(papers.values());
  compare(built, 'as built', drawQueries([...papers.values()], queries, seed));

  const kept = new Kept(join(folder, 'library.search.db'), built);
  let restarts = 0;
  for (let n = 1; n <= edits; n += 1) {
    edit(kept, papers, random);
    if (n % RESTART_EVERY === 0) {
      kept.restart();
      restarts += 1;
    }
  }
  compare(kept.index, `after ${edits} edits`, drawQueries([...papers.values()], queries, seed + 1));
  kept.close();
  return { queries: 2 * queries, hits, restarts, wrong };
}

const RESTART_EVERY = 97;

function hitsOf(index: SearchIndex, clauses: DrawnQuery['clauses']): OracleHit[] {
  const { ids, scores } = index.ask({ clauses }, patient());
  return Array.from(ids, (id, at) => ({ id, score: scores[at] ?? 0 }));
}

/** An index and the file it is kept in. */
class Kept {
  readonly #file: string;
  #keeper: IndexKeeper;
  index: SearchIndex;

  constructor(file: string, index: SearchIndex) {
    this.#file = file;
    this.index = index;
    this.#keeper = IndexKeeper.open(file, 'conformance', index, null);
    this.#keeper.changed(index.ids());
  }

  put(paper: SearchDocument): void {
    this.index.put([paper]);
    this.#keeper.changed([paper.id]);
  }

  remove(id: number): void {
    this.index.remove([id]);
    this.#keeper.changed([id]);
  }

  restart(): void {
    this.close();
    const loaded = loadIndex(this.#file, 'conformance');
    if (loaded === null) throw new Error('the index that was kept is not there any more');
    this.index = loaded.index;
    this.#keeper = IndexKeeper.open(this.#file, 'conformance', this.index, loaded);
  }

  close(): void {
    this.#keeper.write(Number.POSITIVE_INFINITY, 'now');
    this.#keeper.close();
  }
}

/** One of the things that happen to a library. */
function edit(kept: Kept, papers: Map<number, SearchDocument>, random: Random): void {
  const ids = [...papers.keys()];
  const paper = () => papers.get(ids[random.int(ids.length)] ?? 0) as SearchDocument; // there are papers
  const words = () => {
    const all = paper().abstract.split(/\s+/u);
    const from = random.int(all.length);
    return all.slice(from, from + 1 + random.int(9)).join(' ');
  };
  const put = (changed: SearchDocument) => {
    papers.set(changed.id, changed);
    kept.put(changed);
  };
  const one = paper();
  random.pick([
    () => put({ ...one, notes: [one.notes, words()].filter((note) => note !== '').join(ITEM_BREAK) }),
    () => put({ ...one, notes: '' }),
    () => put({ ...one, tags: [...one.tags.split(ITEM_BREAK).slice(1), words()].join(ITEM_BREAK) }),
    () => put({ ...one, highlights: words() }),
    () => put({ ...one, abstract: `${one.abstract} ${words()}` }),
    () => put({ ...one, abstract: paper().abstract, title: paper().title }),
    () => put({ ...paper(), id: Math.max(...ids) + 1 + random.int(3) }),
    () => {
      papers.delete(one.id);
      kept.remove(one.id);
    },
    () => {
      kept.remove(one.id);
      put(one);
    },
  ])();
}
