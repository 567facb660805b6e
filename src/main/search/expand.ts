/** From what a question looks for to the terms of the index that meet it. */
import type { Needle } from '../../shared/query/needles.ts';
import { fuzzyAutomaton, patternAutomaton } from './automaton.ts';
import { FIELDS } from './document.ts';
import type { Shelf } from './shelf.ts';

/** What a word that was only begun weighs beside the word itself. */
const BEGUN = 0.3;
/** A needle stands for so many terms at most. */
export const MAX_TERMS = 10_000;
/** More wrong letters than this would make anything like anything. */
const MAX_EDITS = 2;
/** In longer words one letter may be wrong: Lunr's automaton for two grows with the cube of the length. */
const LONG_WORD = 20;

/** Terms that meet a needle, the fields they count in, and what each weighs. */
export interface Group {
  readonly terms: readonly number[];
  readonly fields: readonly number[];
  readonly weight: number;
}

/** Lets people know what was left out. */
export type Tell = (what: string) => void;

const ALL_FIELDS = FIELDS.map((_, field) => field);
const fieldsOf = (field: Needle['field']): readonly number[] => (field === null ? ALL_FIELDS : [FIELDS.indexOf(field)]);

/** Every term that meets a needle: its own and those of words it begins or resembles. Only terms that papers have. */
export function expand(shelf: Shelf, needle: Needle, boost: number, tell: Tell): Group[] {
  const { term, field, beginning, beginningField, pattern } = needle;
  const fields = fieldsOf(field);
  const within = new Collection(shelf, ALL_FIELDS);
  if (pattern !== null) collectPattern(shelf, pattern, within);
  else {
    within.take(shelf.vocabulary.terms.find(term));
    if (needle.fuzzy > 0) collectNear(shelf, needle, within, tell);
  }
  const groups: Group[] = [{ terms: within.most(pattern ?? needle.word, tell), fields, weight: boost }];
  if (beginning !== null) {
    const begun = new Collection(shelf, fieldsOf(beginningField), within);
    shelf.vocabulary.beginningWith(beginning, (one) => begun.take(one));
    groups.push({ terms: begun.most(`${beginning}*`, tell), fields: fieldsOf(beginningField), weight: boost * BEGUN });
  }
  return groups;
}

function collectPattern({ vocabulary }: Shelf, pattern: string, into: Collection): void {
  const automaton = patternAutomaton(pattern);
  vocabulary.matchingTerms(automaton, (one) => into.take(one));
  vocabulary.matchingWords(automaton, (word) => into.take(vocabulary.termOf(word)));
}

function collectNear({ vocabulary }: Shelf, { term, word, fuzzy }: Needle, into: Collection, tell: Tell): void {
  const edits = Math.min(fuzzy, word.length > LONG_WORD ? 1 : MAX_EDITS);
  if (edits < fuzzy) tell(`In “${word}” at most ${edits === 1 ? 'one letter was' : 'two letters were'} taken to be wrong.`);
  const automaton = fuzzyAutomaton(word, edits);
  vocabulary.matchingTerms(term === word ? automaton : fuzzyAutomaton(term, edits), (one) => into.take(one));
  vocabulary.matchingWords(automaton, (one) => into.take(vocabulary.termOf(one)));
}

/** Terms, each once, that stand in some of these fields of papers that are there. */
class Collection {
  readonly #shelf: Shelf;
  readonly #fields: readonly number[];
  readonly #without: Collection | null;
  readonly #terms = new Set<number>();

  constructor(shelf: Shelf, fields: readonly number[], without: Collection | null = null) {
    this.#shelf = shelf;
    this.#fields = fields;
    this.#without = without;
  }

  /** Takes a term, -1 for none. */
  take(term: number): void {
    if (term >= 0 && !this.#terms.has(term) && !(this.#without?.has(term) ?? false) && this.#stands(term)) this.#terms.add(term);
  }

  has(term: number): boolean {
    return this.#terms.has(term);
  }

  /** All of them, or those that most papers have. */
  most(asked: string, tell: Tell): readonly number[] {
    const terms = [...this.#terms];
    if (terms.length <= MAX_TERMS) return terms;
    tell(`“${asked}” stands for ${count(terms.length)} words; the ${count(MAX_TERMS)} that most papers have were looked for.`);
    const { postings } = this.#shelf;
    return terms
      .map((term) => ({ term, occurrences: postings.occurrences(term) }))
      .sort((a, b) => b.occurrences - a.occurrences)
      .slice(0, MAX_TERMS)
      .map(({ term }) => term);
  }

  #stands(term: number): boolean {
    const { postings } = this.#shelf;
    return this.#fields.some((field) => postings.live(postings.list(term, field)) > 0);
  }
}

const count = (n: number): string => n.toLocaleString('en');
