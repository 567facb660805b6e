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
  /** Instead of the term: words and stems of this form, folded, with stars for any letters. */
  readonly pattern: string | null;
}

/** Shorter beginnings are in nearly every abstract: they are looked for in titles, or in the field that was named. */
const SHORT = 3;

const STARRED = /[\p{L}\p{N}\p{M}*]+/gu;

/** The needles of a clause, none where its words hold no letters or digits. */
export function needlesOf(clause: Clause): Needle[] {
  if (!clause.pattern) return needlesIn(clause.term, clause, clause.prefix);
  return [...clause.term.matchAll(STARRED)].flatMap(([part]) =>
    part.includes('*') ? [patternNeedle(part, clause)] : needlesIn(part, clause, false),
  );
}

function needlesIn(text: string, { field, fuzzy }: Clause, prefix: boolean): Needle[] {
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
      pattern: null,
    });
  });
  return needles;
}

function patternNeedle(part: string, { field }: Clause): Needle {
  const pattern = part.split('*').map(folded).join('*').replace(/\*+/g, '*');
  return { term: pattern, word: pattern, field, beginning: null, beginningField: field, fuzzy: 0, pattern };
}

/** Letters as the index has them. */
function folded(letters: string): string {
  if (isUnspaced(letters)) return letters.normalize('NFKC').toLowerCase();
  return termsOf(letters)
    .map(({ word }) => word)
    .join('');
}
