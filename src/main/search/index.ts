/**
 * Search over papers that change: Lunr's terms, automata and scores on postings of our own, because a `lunr.Index` cannot be
 * changed once it is built. The tests hold it against a fresh `lunr.Index`.
 */
import type { Clause } from '../../shared/query/query.ts';
import type { SearchDocument } from './document.ts';
import { type Asked, askedOf, match } from './match.ts';
import { inOrder } from './order.ts';
import { scores } from './rank.ts';
import { Shelf } from './shelf.ts';
import { Comparer } from './similar.ts';
import { nearestSpelling } from './spelling.ts';
import { Watch } from './watch.ts';

export type { SearchDocument } from './document.ts';

/** Of what was left out so many things are told at most. */
const MOST_TOLD = 3;

/** Marks papers by their slots, those of papers that came since are not in it; of use until papers move to others. */
export type Mask = Uint8Array;

export interface Question {
  /** None asks for every paper. */
  readonly clauses: readonly Clause[];
  /** Papers that would be shown in a search of everything, all where absent. */
  readonly all?: Mask;
  /** Papers of the view, all where absent. */
  readonly view?: Mask;
  /** Papers that pass each of the filters. */
  readonly filters?: readonly Mask[];
  /** False where the asker puts them in an order of its own: then the newest stand first, and nothing is scored. */
  readonly ranked?: boolean;
}

export interface Found {
  /** Papers that meet the clauses, are in the view and pass the filters: best first, among equals the newer first. */
  readonly ids: Uint32Array;
  /** How good each of them is, as Lunr scores it. */
  readonly scores: Float64Array;
  /** How many more there are outside the view. */
  readonly elsewhere: number;
  /** How many more there would be without each of the filters. */
  readonly withoutFilter: readonly number[];
  /** Where there is none: how many there would be if any of the required words were enough. */
  readonly anyOfTheWords: number;
  /** Where no paper meets the clauses, in the view or out of it: the likeliest other spelling that finds some. */
  readonly respelt: readonly Clause[] | null;
  /** What was left out of a search that would have taken too long, in sentences; null where nothing was. */
  readonly bounded: string | null;
}

export class SearchIndex {
  readonly shelf = new Shelf();
  /** Which papers are like which. */
  readonly comparer = new Comparer(this.shelf);

  get size(): number {
    return this.shelf.slots.papers;
  }

  /** Another number whenever a {@link Mask} is of no use any more. */
  get generation(): number {
    return this.shelf.slots.generation;
  }

  /** Takes papers in, or anew. */
  put(docs: Iterable<SearchDocument>): void {
    for (const doc of docs) this.shelf.put(doc);
  }

  remove(ids: Iterable<number>): void {
    for (const id of ids) this.shelf.remove(id);
  }

  ids(): Iterable<number> {
    return this.shelf.slots.ids();
  }

  /** Sorts words that are new, so that no question has to wait for it. */
  warmUp(): void {
    this.shelf.vocabulary.sort();
  }

  /** What a paper was last put in with to be known by, -1 where it is not here. */
  stampOf(id: number): number {
    const slot = this.shelf.slots.of(id);
    return slot < 0 ? -1 : this.shelf.slots.stampAt(slot);
  }

  /** Marks those of these papers that are here. */
  maskOf(ids: Iterable<number>): Mask {
    const { slots } = this.shelf;
    const mask = new Uint8Array(slots.count);
    for (const id of ids) {
      const slot = slots.of(id);
      if (slot >= 0) mask[slot] = 1;
    }
    return mask;
  }

  /**
   * The papers that hold every required clause and no prohibited one, or some optional one where none is required. Clauses that
   * hold no word at all ask for nothing.
   * @throws {Abandoned} where the watch says so
   */
  ask(question: Question, watch: Watch = new Watch()): Found {
    const told = new Set<string>();
    const tell = (what: string) => told.add(what);
    const asked = askedOf(this.shelf, question.clauses, watch, tell);
    const hits = this.#hits(question, asked, watch, tell);
    const isFound = hits.includes(1);
    const kept = keep(hits, question);
    const score = question.ranked === false ? new Float64Array(hits.length) : scores(this.shelf, asked, hits, watch, tell);
    const found = inOrder(kept.slots, score, this.shelf.slots.idsBySlot);
    return {
      ...found,
      elsewhere: kept.elsewhere,
      withoutFilter: kept.withoutFilter,
      anyOfTheWords: kept.slots.length === 0 ? this.#countAny(asked, question, watch, tell) : 0,
      respelt: isFound || asked.length === 0 ? null : this.#respell(question, watch),
      bounded: told.size === 0 ? null : [...told].slice(0, MOST_TOLD).join(' '),
    };
  }

  #hits({ clauses }: Question, asked: readonly Asked[], watch: Watch, tell: (what: string) => void): Mask {
    if (clauses.length === 0) return this.maskOf(this.ids());
    return asked.length === 0 ? new Uint8Array(this.shelf.slots.count) : match(this.shelf, asked, watch, tell);
  }

  #respell(question: Question, watch: Watch): readonly Clause[] | null {
    const quietly = () => {};
    const finds = (clauses: readonly Clause[]) => {
      const hits = match(this.shelf, askedOf(this.shelf, clauses, watch, quietly), watch, quietly);
      return keep(hits, question).slots.length > 0;
    };
    return nearestSpelling(this.shelf, question.clauses, finds, watch);
  }

  #countAny(asked: readonly Asked[], question: Question, watch: Watch, tell: (what: string) => void): number {
    const required = asked.filter(({ clause }) => clause.presence === 'required');
    if (required.length < 2) return 0;
    const loosened = asked.map((one): Asked => {
      return one.clause.presence === 'required' ? { ...one, clause: { ...one.clause, presence: 'optional' } } : one;
    });
    return keep(match(this.shelf, loosened, watch, tell), question).slots.length;
  }
}

/** Takes what the view and the filters hide out of the hits, and counts it. The last slots first: they mostly hold the newest papers. */
function keep(hits: Mask, { all, view, filters = [] }: Question) {
  const kept = new Uint32Array(hits.length);
  const withoutFilter = filters.map(() => 0);
  let count = 0;
  let elsewhere = 0;
  for (let slot = hits.length - 1; slot >= 0; slot -= 1) {
    if (hits[slot] === 0) continue;
    let hidden = 0;
    let by = 0;
    for (let at = 0; at < filters.length; at += 1) {
      if (filters[at]?.[slot] === 1) continue;
      hidden += 1;
      by = at;
    }
    const inView = view === undefined || view[slot] === 1;
    if (hidden === 0 && inView) {
      kept[count] = slot;
      count += 1;
      continue;
    }
    hits[slot] = 0;
    if (hidden === 0 && (all === undefined || all[slot] === 1)) elsewhere += 1;
    if (hidden === 1 && inView) withoutFilter[by] = (withoutFilter[by] ?? 0) + 1;
  }
  return { slots: kept.subarray(0, count), elsewhere, withoutFilter };
}
