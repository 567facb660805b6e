/** What someone may have meant to type, where nothing was found: the nearest words that papers do have. */
import type { Clause } from '../../shared/query/query.ts';
import { type Term, termsOf } from '../../shared/text/terms.ts';
import { fuzzyAutomaton } from './automaton.ts';
import { FIELDS } from './document.ts';
import type { Shelf } from './shelf.ts';
import type { Watch } from './watch.ts';

/** Shorter words are like too many others. */
const SHORTEST = 3;
/** From this length on two letters may be wrong. */
const LONG = 5;
const LONGEST = 20;
/** Words that are tried in place of one. */
const TRIES = 5;
/** Words that are put in doubt, and spellings of the whole that are tried. */
const DOUBTED = 6;
const MAX_TRIES = 12;
/** What a second wrong letter costs, in powers of e that a word is more frequent than another. */
const SECOND_LETTER = 3;

/** A word of a question that may be misspelt, and words for it, the likeliest first. */
interface Doubt {
  readonly clause: number;
  readonly word: Term;
  readonly instead: readonly { readonly word: string; readonly likelihood: number }[];
}

/**
 * The clauses with the likeliest other spelling for which `finds` is true; null where none is found that is. Words nobody has are
 * put right together; where there are none, one word after another is doubted.
 */
export function nearestSpelling(
  shelf: Shelf,
  clauses: readonly Clause[],
  finds: (clauses: readonly Clause[]) => boolean,
  watch: Watch,
): readonly Clause[] | null {
  const words = clauses.flatMap((clause, at) => (mayBeMisspelt(clause) ? wordsOf(clause).map((word) => ({ clause: at, word })) : []));
  const unknown = words.filter(({ clause, word }) => !isKnown(shelf, word, clauses[clause]?.field ?? null));
  const doubts = (unknown.length > 0 ? unknown : words).slice(0, DOUBTED).map((one): Doubt => {
    return { ...one, instead: watch.isLateNow() ? [] : wordsLike(shelf, one.word.word, clauses[one.clause]?.field ?? null) };
  });
  const together = unknown.length > 0 ? combined(doubts) : doubts.flatMap((doubt) => combined([doubt]));
  const tries = together.sort((a, b) => b.likelihood - a.likelihood).slice(0, MAX_TRIES);
  for (const { replaced } of tries) {
    if (watch.isLateNow()) return null;
    const respelt = respell(clauses, replaced);
    if (finds(respelt)) return respelt;
  }
  return null;
}

const mayBeMisspelt = ({ presence, pattern, fuzzy }: Clause): boolean => presence !== 'prohibited' && pattern !== true && fuzzy === 0;

const wordsOf = ({ term }: Clause): Term[] =>
  termsOf(term).filter(({ word, open }) => !open && word.length >= SHORTEST && /\p{L}/u.test(word));

function isKnown(shelf: Shelf, { term }: Term, field: Clause['field']): boolean {
  return standsIn(shelf, shelf.vocabulary.terms.find(term), field);
}

function standsIn({ postings }: Shelf, term: number, field: Clause['field']): boolean {
  if (term < 0) return false;
  return field === null ? postings.occurrences(term) > 0 : postings.live(postings.list(term, FIELDS.indexOf(field))) > 0;
}

function wordsLike(shelf: Shelf, word: string, field: Clause['field']): { word: string; likelihood: number }[] {
  if (word.length > LONGEST) return [];
  const { vocabulary } = shelf;
  const found = new Map<number, number>();
  const collect = (edits: number) =>
    vocabulary.matchingWords(fuzzyAutomaton(word, edits), (id) => {
      if (found.has(id) || !standsIn(shelf, vocabulary.termOf(id), field)) return;
      found.set(id, Math.log(vocabulary.count(id)) - (edits - 1) * SECOND_LETTER);
    });
  collect(1);
  if (word.length >= LONG && found.size < TRIES) collect(2);
  return [...found]
    .map(([id, likelihood]) => ({
      word: vocabulary.words.text(id),
      likelihood: likelihood + sameBeginning(vocabulary.words.text(id), word),
    }))
    .filter((one) => one.word !== word)
    .sort((a, b) => b.likelihood - a.likelihood)
    .slice(0, TRIES);
}

/** People rarely get the first letter wrong. */
const sameBeginning = (a: string, b: string): number => (a[0] === b[0] ? 1 : 0);

interface Try {
  readonly likelihood: number;
  readonly replaced: readonly { readonly clause: number; readonly word: Term; readonly by: string }[];
}

/** Every choice of one word for each doubt; none where some doubt has no word. */
function combined(doubts: readonly Doubt[]): Try[] {
  let tries: Try[] = [{ likelihood: 0, replaced: [] }];
  for (const { clause, word, instead } of doubts) {
    tries = tries
      .flatMap((one) =>
        instead.map((by) => ({
          likelihood: one.likelihood + by.likelihood,
          replaced: [...one.replaced, { clause, word, by: by.word }],
        })),
      )
      .sort((a, b) => b.likelihood - a.likelihood)
      .slice(0, MAX_TRIES);
  }
  return tries.filter(({ replaced }) => replaced.length > 0);
}

function respell(clauses: readonly Clause[], replaced: Try['replaced']): Clause[] {
  return clauses.map((clause, at) => {
    let { term } = clause;
    // From the last word on, so that the places of those before stay.
    for (const one of replaced.toReversed()) {
      if (one.clause === at) term = term.slice(0, one.word.start) + one.by + term.slice(one.word.end);
    }
    return term === clause.term ? clause : { ...clause, term };
  });
}
