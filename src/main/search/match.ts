/** Which papers meet a question: masks over the slots of the index. */
import { needlesOf } from '../../shared/query/needles.ts';
import type { Clause } from '../../shared/query/query.ts';
import { expand, type Group, type Tell } from './expand.ts';
import { isPhrase, PhraseFinder } from './phrases.ts';
import { slotIn } from './postings.ts';
import type { Shelf } from './shelf.ts';
import type { Watch } from './watch.ts';

/** So many words at most are looked for in one question. */
export const MAX_NEEDLES = 64;

const TOO_LONG = 'This search takes long, so not all of its words were looked for.';

/** A clause with the terms that meet each of its words. */
export interface Asked {
  readonly clause: Clause;
  readonly needles: readonly (readonly Group[])[];
}

/** The clauses of a question that ask for anything, expanded. */
export function askedOf(shelf: Shelf, clauses: readonly Clause[], watch: Watch, tell: Tell): Asked[] {
  const asked: Asked[] = [];
  let left = MAX_NEEDLES;
  for (const clause of clauses) {
    const needles = needlesOf(clause);
    const some = needles.slice(0, left);
    left -= some.length;
    const expanded: (readonly Group[])[] = [];
    for (const needle of some) {
      if (watch.isLateNow()) tell(TOO_LONG);
      else expanded.push(expand(shelf, needle, clause.boost, tell));
    }
    if (expanded.length > 0) asked.push({ clause, needles: expanded });
    if (some.length < needles.length) {
      tell(`A search holds at most ${MAX_NEEDLES} words; the others were left out.`);
      break;
    }
  }
  return asked;
}

/** Marks the slots of papers that hold every required clause, no prohibited one, and some optional one where none is required. */
export function match(shelf: Shelf, asked: readonly Asked[], watch: Watch, tell: Tell): Uint8Array {
  const matcher = new Matcher(shelf, watch, tell);
  const required = asked.filter(({ clause }) => clause.presence === 'required');
  const optional = asked.filter(({ clause }) => clause.presence === 'optional');
  const hits = required.length > 0 ? matcher.all(required) : optional.length > 0 ? matcher.any(optional) : matcher.everything();
  for (const one of asked) {
    if (one.clause.presence !== 'prohibited') continue;
    const banned = matcher.all([one], hits);
    for (let slot = 0; slot < hits.length; slot += 1) if (banned[slot] === 1) hits[slot] = 0;
  }
  return hits;
}

class Matcher {
  readonly #shelf: Shelf;
  readonly #watch: Watch;
  readonly #tell: Tell;

  constructor(shelf: Shelf, watch: Watch, tell: Tell) {
    this.#shelf = shelf;
    this.#watch = watch;
    this.#tell = tell;
  }

  everything(): Uint8Array {
    const { slots } = this.#shelf;
    const all = new Uint8Array(slots.count);
    for (let slot = 0; slot < all.length; slot += 1) if (slots.idAt(slot) !== 0) all[slot] = 1;
    return all;
  }

  /** Papers that meet every one of these clauses, of those that are marked in `among`. */
  all(asked: readonly Asked[], among?: Uint8Array): Uint8Array {
    const { slots } = this.#shelf;
    /** How many of the needles, taken in order, a paper has met so far. */
    const met = new Uint8Array(slots.count);
    const needles = asked.flatMap((one) => one.needles).map((groups) => ({ groups, size: asked.length === 1 ? 0 : this.#size(groups) }));
    // The rarest first: what does not hold it is not looked at again.
    needles.sort((a, b) => a.size - b.size);
    let count = 0;
    for (const { groups } of needles) {
      if (count > 0 && this.#watch.isLateNow()) {
        this.#tell(TOO_LONG);
        break;
      }
      this.#each(groups, (slot) => {
        if (met[slot] === count) met[slot] = count + 1;
      });
      count += 1;
    }
    const within = among ?? slots.idsBySlot;
    for (let slot = 0; slot < met.length; slot += 1) met[slot] = met[slot] === count && within[slot] !== 0 ? 1 : 0;
    for (const one of asked) if (isPhrase(one)) this.#keepPhrase(one, met);
    return met;
  }

  /** Papers that meet some of the words of these clauses, or some phrase whole. */
  any(asked: readonly Asked[]): Uint8Array {
    const { slots } = this.#shelf;
    const met = new Uint8Array(slots.count);
    for (const one of asked) {
      if (isPhrase(one)) {
        const whole = this.all([one]);
        for (let slot = 0; slot < met.length; slot += 1) if (whole[slot] === 1) met[slot] = 1;
      } else {
        for (const groups of one.needles) {
          this.#each(groups, (slot) => {
            met[slot] = 1;
          });
        }
      }
    }
    for (let slot = 0; slot < met.length; slot += 1) if (slots.idAt(slot) === 0) met[slot] = 0;
    return met;
  }

  #size(groups: readonly Group[]): number {
    const { postings } = this.#shelf;
    let size = 0;
    for (const { terms, fields } of groups) {
      for (const term of terms) for (const field of fields) size += postings.live(postings.list(term, field));
    }
    return size;
  }

  #each(groups: readonly Group[], visit: (slot: number) => void): void {
    const { postings } = this.#shelf;
    for (const { terms, fields } of groups) {
      for (const term of terms) {
        if (this.#watch.isLate()) {
          this.#tell('This search takes long, so not all words that it stands for were looked for.');
          return;
        }
        for (const field of fields) {
          const list = postings.list(term, field);
          if (list === 0) continue;
          const found = postings.read(list);
          for (let i = 0; i < found.length; i += 1) visit(slotIn(found[i] ?? 0));
        }
      }
    }
  }

  /** Leaves only the papers in which the words of a phrase follow one another. */
  #keepPhrase(asked: Asked, hits: Uint8Array): void {
    const finder = new PhraseFinder(this.#shelf, asked, this.#tell);
    for (let slot = 0; slot < hits.length; slot += 1) {
      if (hits[slot] === 0) continue;
      if (this.#watch.isLate()) {
        this.#tell('This search takes long, so not all papers were looked through for the words in quotes.');
        hits.fill(0, slot);
        return;
      }
      if (!finder.standsIn(slot)) hits[slot] = 0;
    }
  }
}
