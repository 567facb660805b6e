/** Questions of every kind, drawn from the texts of papers. */
import { ITEM_BREAK, type SearchDocument } from '../../src/main/search/document.ts';
import type { Clause, Field } from '../../src/shared/query/query.ts';
import { termsOf } from '../../src/shared/text/terms.ts';
import { type Random, seeded } from '../durability/random.ts';

export interface DrawnQuery {
  readonly kind: string;
  /** What a person would type, more or less. */
  readonly text: string;
  readonly clauses: readonly Clause[];
}

type Draw = () => readonly Clause[];

/** A clause, required and in any field where nothing else is said. */
export const clause = (term: string, more: Partial<Clause> = {}): Clause => ({
  field: null,
  term,
  presence: 'required',
  prefix: false,
  pattern: false,
  phrase: false,
  fuzzy: 0,
  boost: 1,
  start: 0,
  end: 0,
  ...more,
});

/** The same questions for the same papers and seed, as many of each kind. */
export function drawQueries(papers: readonly SearchDocument[], count: number, seed: number): DrawnQuery[] {
  const kinds = Object.entries(kindsOf(papers, seeded(seed)));
  return Array.from({ length: count }, (_, i) => {
    const [kind, draw] = kinds[i % kinds.length] as (typeof kinds)[number]; // there are kinds
    const clauses = draw();
    return { kind, text: clauses.map(textOf).join(' '), clauses };
  });
}

function kindsOf(papers: readonly SearchDocument[], random: Random): Record<string, Draw> {
  const paper = (): SearchDocument => papers[random.int(papers.length)] as SearchDocument; // there are papers
  const wordsOf = (text: string) => termsOf(text).filter(({ open }) => !open);
  /** Words that stand in one paper, in their order, as they are written. */
  const run = (length: number): string[] => {
    for (;;) {
      const text = paper().abstract.split(ITEM_BREAK)[0] ?? '';
      const words = wordsOf(text);
      if (words.length < length) continue;
      const from = random.int(words.length - length + 1);
      return words.slice(from, from + length).map(({ start, end }) => text.slice(start, end));
    }
  };
  const fromField = (of: (paper: SearchDocument) => string): string => {
    for (;;) {
      const text = of(paper());
      const words = wordsOf(text);
      const word = words[random.int(words.length)];
      if (word !== undefined) return text.slice(word.start, word.end);
    }
  };
  const word = () => (random.next() < 0.3 ? fromField(({ title }) => title) : (run(1)[0] ?? ''));
  const long = (): string => {
    for (;;) {
      const one = word();
      if (one.length > 5) return one;
    }
  };
  const begun = (one: string, least: number) => one.slice(0, Math.max(least, 1 + random.int(one.length)));
  const typo = (one: string) => {
    const at = 1 + random.int(one.length - 2);
    return random.pick([
      one.slice(0, at) + one.slice(at + 1),
      one.slice(0, at) + random.pick(['e', 'x', 'a']) + one.slice(at),
      one.slice(0, at) + (one[at + 1] ?? '') + (one[at] ?? '') + one.slice(at + 2),
      one.slice(0, at) + random.pick(['o', 'q', 's']) + one.slice(at + 1),
    ]);
  };
  const starred = (one: string) => {
    const a = 1 + random.int(one.length - 3);
    const b = a + 1 + random.int(one.length - a - 1);
    return random.pick([`*${one.slice(a)}`, `*${one.slice(a, b + 1)}*`, `${one.slice(0, a)}*${one.slice(b)}`]);
  };
  const asTyped = (words: readonly string[]): Clause[] =>
    words.map((one, i) => (i < words.length - 1 ? clause(one) : clause(begun(one, 1), { prefix: true })));
  const texts = {
    title: ({ title }) => title,
    abstract: ({ abstract }) => abstract,
    author: ({ authors }) => authors,
    venue: ({ venue }) => venue,
    note: ({ notes }) => notes,
    highlight: ({ highlights }) => highlights,
  } as const satisfies Record<Field, (paper: SearchDocument) => string>;
  // Of a library without notes nobody asks for notes.
  const fields = (Object.keys(texts) as Field[]).filter((field) => papers.some((one) => texts[field](one) !== ''));
  return {
    'one word': () => [clause(word())],
    'words of one text': () => run(2 + random.int(2)).map((one) => clause(one)),
    'words of any texts': () => [clause(word()), clause(word())],
    'as typed: one word': () => asTyped([long()]),
    'as typed: two letters': () => [clause(long().slice(0, 2), { prefix: true })],
    'as typed: words of one text': () => asTyped(run(2 + random.int(3))),
    'an author': () => [
      clause(
        fromField(({ authors }) => authors),
        { prefix: random.next() < 0.5 },
      ),
    ],
    'a word in a field': () => {
      const field = fields[random.int(fields.length)] ?? 'abstract';
      return [clause(fromField(texts[field]), { field })];
    },
    'words in fields': () => [
      clause(
        fromField(({ title }) => title),
        { field: 'title' },
      ),
      clause(word()),
      clause(word(), { field: 'abstract' }),
    ],
    'without a word': () => [clause(word()), clause(word(), { presence: 'prohibited' })],
    'without a word in a field': () => [
      clause(word()),
      clause(word(), { presence: 'prohibited', field: random.pick(['title', 'abstract']) }),
    ],
    'only without': () => [clause(word(), { presence: 'prohibited' })],
    'any of the words': () => run(2 + random.int(3)).map((one) => clause(one, { presence: 'optional' })),
    'one word, others if they are there': () => [clause(word()), ...run(2).map((one) => clause(one, { presence: 'optional' }))],
    'weighed words': () => run(2).map((one, i) => clause(one, { boost: i === 0 ? 3 : 0.5 })),
    'a word twice': () => {
      const [one = '', two = ''] = run(2);
      return [clause(one), clause(two), clause(one)];
    },
    'a beginning with a star': () => [clause(long().slice(0, 5), { prefix: true }), clause(word())],
    'stars anywhere': () => [clause(starred(long()), { pattern: true })],
    'stars in a field': () => [clause(starred(long()), { pattern: true, field: 'title' })],
    'one letter wrong': () => [clause(typo(long()), { fuzzy: 1 })],
    'two letters wrong': () => [clause(typo(typo(long())), { fuzzy: 2 }), clause(word())],
    'a phrase': () => [clause(run(2 + random.int(2)).join(' '), { phrase: true })],
    'a phrase and a word': () => [clause(run(2).join(' '), { phrase: true }), clause(word())],
    'without a phrase': () => [clause(word()), clause(run(2).join(' '), { phrase: true, presence: 'prohibited' })],
    'a phrase of common words': () => [clause(random.pick(['of the', 'in this', 'state of the art', 'large language']), { phrase: true })],
    'words with hyphens and digits': () => [clause(random.pick(['state-of-the-art', 'GPT-4', '3D', 'int8', 'zero-shot', '2023', 'F1']))],
    'common words': () => [clause(random.pick(['the', 'of', 'we', 'model', 'learning', 'a'])), clause(word())],
    'Greek and accents': () => [clause(random.pick(['α', '\\beta', 'lambda', 'Itô', 'Schrödinger', 'Jose', 'ε', 'Müller']))],
    'a word nobody has': () => [clause(`${word()}qqx`)],
  };
}

function textOf({ field, term, presence, prefix, pattern, phrase, fuzzy, boost }: Clause): string {
  const sign = presence === 'prohibited' ? '-' : presence === 'required' ? '+' : '';
  const tail = `${prefix && pattern !== true ? '*' : ''}${fuzzy > 0 ? `~${fuzzy}` : ''}${boost === 1 ? '' : `^${boost}`}`;
  return `${sign}${field === null ? '' : `${field}:`}${phrase === true ? `"${term}"` : term}${tail}`;
}
