/**
 * Search over papers that change: Lunr's terms and Lunr's scores on postings of our own, because a `lunr.Index` cannot be
 * changed once it is built. The tests hold it against a fresh `lunr.Index`.
 */
import { type Needle, needlesOf } from '../../shared/query/needles.ts';
import type { Clause } from '../../shared/query/query.ts';
import { BOOSTS, FIELDS, type SearchDocument } from './document.ts';
import { Postings } from './postings.ts';
import { inverseDocumentFrequency, termScore } from './score.ts';
import { Vocabulary } from './vocabulary.ts';

export type { SearchDocument } from './document.ts';

export interface Hit {
  readonly id: number;
  readonly score: number;
}

/** What a term that a word only begins, or only resembles, weighs beside the word itself. */
const INEXACT = 0.3;

/** A term that meets a needle, how much it weighs, and the only field it counts in (-1: all). */
interface Wanted {
  readonly term: string;
  readonly weight: number;
  readonly field: number;
}

export class SearchIndex {
  readonly #postings = new Postings();
  readonly #vocabulary = new Vocabulary();

  get size(): number {
    return this.#postings.papers;
  }

  /** Takes papers in, or anew. */
  put(docs: Iterable<SearchDocument>): void {
    const seen = (word: string, term: string) => this.#vocabulary.add(word, term);
    for (const doc of docs) this.#postings.put(doc, seen);
  }

  remove(ids: Iterable<number>): void {
    for (const id of ids) this.#postings.remove(id);
  }

  ids(): Iterable<number> {
    return this.#postings.ids();
  }

  /**
   * The papers that hold every required clause and no prohibited one, best first; among equals the newer paper first.
   * Clauses that hold no word at all ask for nothing.
   */
  ask(clauses: readonly Clause[]): Hit[] {
    const asked = clauses.map((clause) => ({ clause, needles: needlesOf(clause) })).filter(({ needles }) => needles.length > 0);
    if (asked.length === 0) return [];

    const { slots } = this.#postings;
    const scores = new Float64Array(slots);
    /** How many of the required needles, taken in order, a paper has met so far. */
    const met = new Uint16Array(slots);
    const averages = FIELDS.map((_, at) => this.#postings.averageLength(at));
    let required = 0;
    for (const { clause, needles } of asked) {
      if (clause.presence !== 'required') continue;
      for (const needle of needles) {
        for (const wanted of this.#expand(needle, clause.boost)) this.#score(wanted, required, met, scores, averages);
        required += 1;
      }
    }
    const banned = new Uint8Array(slots);
    for (const { clause, needles } of asked) {
      if (clause.presence === 'prohibited') this.#ban(needles, banned);
    }

    const hits: Hit[] = [];
    for (let slot = 0; slot < slots; slot += 1) {
      const id = this.#postings.idAt(slot);
      if (id !== 0 && banned[slot] === 0 && met[slot] === required) hits.push({ id, score: scores[slot] ?? 0 });
    }
    return hits.sort((a, b) => b.score - a.score || b.id - a.id);
  }

  /** Marks the papers in which every needle is met. */
  #ban(needles: readonly Needle[], banned: Uint8Array): void {
    const met = new Uint16Array(banned.length);
    for (const [nth, needle] of needles.entries()) {
      for (const { term, field } of this.#expand(needle, 1)) {
        this.#postings.each(term, (slot, at) => {
          if ((field < 0 || field === at) && met[slot] === nth) met[slot] = nth + 1;
        });
      }
    }
    for (const [slot, count] of met.entries()) if (count === needles.length) banned[slot] = 1;
  }

  /** Adds what one term gives to every paper that has met the clauses before the `nth`. */
  #score({ term, weight, field }: Wanted, nth: number, met: Uint16Array, scores: Float64Array, averages: readonly number[]): void {
    const postings = this.#postings;
    const idf = inverseDocumentFrequency(postings.occurrences(term), postings.papers);
    postings.each(term, (slot, at, frequency) => {
      const before = met[slot] ?? 0;
      if (before < nth || (field >= 0 && field !== at)) return;
      met[slot] = nth + 1;
      scores[slot] =
        (scores[slot] ?? 0) + weight * (BOOSTS[at] ?? 1) * termScore(idf, frequency, postings.lengthAt(slot, at), averages[at] ?? 0);
    });
  }

  /** Every term that meets a needle: its own, then those of words it begins or resembles, which weigh less. */
  #expand({ term, word, field, beginning, beginningField, fuzzy }: Needle, boost: number): Wanted[] {
    const wanted: Wanted[] = [{ term, weight: boost, field: fieldAt(field) }];
    const near = fuzzy === 0 ? new Set<string>() : new Set([...this.#vocabulary.near(word, fuzzy), ...this.#vocabulary.near(term, fuzzy)]);
    const begun = beginning === null ? new Set<string>() : this.#vocabulary.beginningWith(beginning);
    for (const one of near) if (one !== term) wanted.push({ term: one, weight: boost * INEXACT, field: fieldAt(field) });
    for (const one of begun) {
      if (one !== term && !near.has(one)) wanted.push({ term: one, weight: boost * INEXACT, field: fieldAt(beginningField) });
    }
    return wanted;
  }
}

const fieldAt = (field: Needle['field']): number => (field === null ? -1 : FIELDS.indexOf(field));
