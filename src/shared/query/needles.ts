/** What a clause looks for, in the index's own terms. */
import { isUnspaced, termsOf } from '../text/terms.ts';
import type { Clause, Field } from './query.ts';

/** One term to find; a clause is met where all of its needles are found. */
export interface Needle {
  /** Folded and stemmed. */
  readonly term: string;
  /** Folded only. */
  readonly word: string;
  /** Fields it may be in, null for all. */
  readonly field: Field | null;
  /** Words with this folded beginning will do as well. */
  readonly beginning: string | null;
  /** Fields such words may be in. */
  readonly beginningField: Field | null;
  /** Letters that may be wrong, in the word or in its stem. */
  readonly fuzzy: number;
}

/** Shorter beginnings are in nearly every abstract: they are looked for in titles, or in the field that was named. */
const SHORT = 3;

/** The needles of a clause, none where its words hold no letters or digits. */
export function needlesOf({ term: text, field, prefix, fuzzy }: Clause): Needle[] {
  const found = termsOf(text);
  const needles: Needle[] = [];
  found.forEach((one, index) => {
    // The last character of a run is in the pair before it already.
    if (one.open && (found[index - 1]?.end ?? -1) === one.end) return;
    const begins = one.open || (prefix && index === found.length - 1);
    const titleOnly = field === null && one.word.length < SHORT && !isUnspaced(one.word);
    needles.push({
      term: one.term,
      word: one.word,
      field,
      beginning: begins ? one.word : null,
      beginningField: titleOnly ? 'title' : field,
      fuzzy,
    });
  });
  return needles;
}
