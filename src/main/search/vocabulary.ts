/**
 * The words the library has, each with its term: what a beginning, a pattern or a misspelt word is looked up in. Stems alone
 * cannot serve for that: “inferen” begins “inference”, whose stem is “infer”. They are looked in, too, so that “studi”, on the
 * way to “studies”, finds “study”. Words and terms stay when their papers go, and count as missing until they come again.
 */
import { isUnspaced } from '../../shared/text/terms.ts';
import { grown } from './arrays.ts';
import type { Automaton } from './automaton.ts';
import { Sorted } from './sorted.ts';
import { Strings } from './strings.ts';

/** Of one character, in UTF-16 units. */
const LONGEST_CHARACTER = 2;

export class Vocabulary {
  readonly words = new Strings();
  readonly terms = new Strings();
  readonly #sortedWords = new Sorted(this.words);
  readonly #sortedTerms = new Sorted(this.terms);
  #termOf = new Uint32Array(256);
  /** How often each word stands in papers that are there. */
  #counts: Uint32Array = new Uint32Array(256);
  readonly #characters = new Set<number>();

  /** The number of a word, which is a new one where it is not known yet. */
  enter(word: string, term: string): number {
    const known = this.words.size;
    const id = this.words.add(word);
    if (id === known) this.#tie(id, this.terms.add(term));
    return id;
  }

  /** The term of a word. */
  termOf(word: number): number {
    return this.#termOf[word] ?? 0;
  }

  /** Words that are one character of a script without spaces. */
  get characters(): Iterable<number> {
    return this.#characters;
  }

  /** Whether such a character is but the end of the pair before it: the last one of a run stands once more on its own. */
  repeats(character: number, before: number): boolean {
    if (before < 0) return false;
    const pair = this.words.text(before);
    const text = this.words.text(character);
    return pair.length > text.length && pair.endsWith(text);
  }

  count(word: number): number {
    return this.#counts[word] ?? 0;
  }

  /** How many words no paper has any more. */
  countUnused(): number {
    let unused = 0;
    for (let word = 0; word < this.words.size; word += 1) if (this.#counts[word] === 0) unused += 1;
    return unused;
  }

  /** The terms by word. Another array may take its place when words come. */
  get ties(): Uint32Array {
    return this.#termOf;
  }

  /** How often each word stands in papers that are there: for who counts papers in and out. */
  get counts(): Uint32Array {
    return this.#counts;
  }

  /** Tells of the terms with this beginning and of those of words with it, some more than once. */
  beginningWith(beginning: string, visit: (term: number) => void): void {
    for (const id of this.#sortedTerms.beginningWith(beginning)) visit(id);
    for (const id of this.#sortedWords.beginningWith(beginning)) if (this.count(id) > 0) visit(this.termOf(id));
  }

  /** Tells of the terms that match an automaton. */
  matchingTerms(automaton: Automaton, visit: (term: number) => void): void {
    automaton.walk(this.#sortedTerms, visit);
  }

  /** Tells of the words that match an automaton. */
  matchingWords(automaton: Automaton, visit: (word: number) => void): void {
    automaton.walk(this.#sortedWords, (word) => {
      if (this.count(word) > 0) visit(word);
    });
  }

  /** Sorts what is new now, rather than when somebody waits for it. */
  sort(): void {
    this.#sortedTerms.endings();
    this.#sortedWords.endings();
  }

  /** The words from one number to another, for {@link restore}. */
  packTies(from: number, to: number): Uint8Array {
    return new Uint8Array(this.#termOf.slice(from, to).buffer);
  }

  /** Takes words and terms in as they were packed. @throws {RangeError} where they do not belong together */
  restore(words: Uint8Array, ties: Uint8Array, count: number): void {
    if (ties.length !== count * 4) throw new RangeError('words without terms');
    const from = this.words.size;
    this.words.restore(words, count);
    const terms = new Uint32Array(ties.slice().buffer);
    for (const [i, term] of terms.entries()) {
      if (term >= this.terms.size) throw new RangeError('a word of no term');
      this.#tie(from + i, term);
    }
  }

  /** Takes over how often the words that are here stand. */
  adoptCounts(counts: Uint32Array): void {
    this.#counts = counts;
  }

  #tie(word: number, term: number): void {
    this.#termOf = grown(this.#termOf, word + 1);
    this.#counts = grown(this.#counts, word + 1);
    this.#termOf[word] = term;
    if (this.words.end(word) - this.words.start(word) <= LONGEST_CHARACTER) {
      const text = this.words.text(word);
      if ([...text].length === 1 && isUnspaced(text)) this.#characters.add(word);
    }
  }
}
