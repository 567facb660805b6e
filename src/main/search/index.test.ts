import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, Oracle } from '../../../e2e/conformance/oracle.ts';
import { clause } from '../../../e2e/conformance/queries.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import type { Clause } from '../../shared/query/query.ts';
import { type Term, termsOf } from '../../shared/text/terms.ts';
import { testFolder } from '../library/testLibrary.ts';
import { ITEM_BREAK } from './document.ts';
import { type SearchDocument, SearchIndex } from './index.ts';
import { IndexKeeper, loadIndex } from './indexFile.ts';
import { Abandoned, Watch } from './watch.ts';

const paper = (id: number, title: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  id,
  title,
  abstract: '',
  authors: '',
  tags: '',
  notes: '',
  venue: '',
  highlights: '',
  ...more,
});

function indexOf(papers: readonly SearchDocument[]): SearchIndex {
  const index = new SearchIndex();
  index.put(papers);
  return index;
}

/** The index as the next start has it. */
function restarted(index: SearchIndex, folder: string): SearchIndex {
  const file = join(folder, 'library.search.db');
  const keeper = IndexKeeper.open(file, '', index, null);
  keeper.changed(index.ids());
  keeper.write(Number.POSITIVE_INFINITY, 'now');
  keeper.close();
  return loadIndex(file, '')?.index ?? new SearchIndex();
}

function clausesOf(text: string): readonly Clause[] {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.mistake.message);
  return parsed.query.clauses;
}

const ascending = (a: number, b: number) => a - b;
const idsOf = (index: SearchIndex, ...clauses: readonly Clause[]) => [...index.ask({ clauses }).ids];
const found = (index: SearchIndex, text: string) => [...index.ask({ clauses: clausesOf(text) }).ids];

describe('search', () => {
  const index = indexOf([
    paper(1, 'Speculative decoding', { abstract: 'A small model drafts, a large one checks.', authors: 'Yaniv Leviathan' }),
    paper(2, 'Medusa heads', { abstract: 'Several heads replace the draft model in speculative decoding.', tags: 'inference, to read' }),
    paper(3, 'Decoders of languages', { abstract: 'Nothing is guessed here.', notes: 'Compare with Medusa, GPT-4 and int8.' }),
    paper(4, '基于深度学习的方法', { authors: 'José Müller' }),
    paper(5, 'A study of cats', { abstract: 'Cats, and again cats.' }),
    paper(6, 'Cats'),
    paper(7, 'Cats'),
    paper(8, 'Category theory'),
  ]);

  it.each([
    ['speculative decoding', [1, 2]],
    ['SPECULATIVE, decoding!', [1, 2]],
    ['title:speculative', [1]],
    ['medusa', [2, 3]],
    ['note:medusa', [3]],
    ['author:leviathan', [1]],
    ['inference', [2]],
    ['decod', [1, 3, 2]],
    ['decodi', [1, 3, 2]],
    ['+decodi', []],
    ['decoding -draft', [3]],
    ['decoding -title:medusa', [1, 3]],
    ['speculative -"small model"', [2]],
    ['"decoding speculative"', []],
    ['"speculative decoding"', [1, 2]],
    ['studi', [5]],
    ['GPT-4', [3]],
    ['int8', [3]],
    ['int', [3]],
    ['in', [2]],
    ['de', [1, 3]],
    ['author:le', [1]],
    ['学习', [4]],
    ['深', [4]],
    ['法', [4]],
    ['jose muller', [4]],
    ['muler~1', [4]],
    ['meduas~1', [2, 3]],
    ['speclatve~2', [1, 2]],
    ['speclatve~1', []],
    ['+cats', [7, 6, 5]],
    ['cat', [7, 6, 5, 8]],
    ['unheard', []],
    ['-cats', [8, 4, 3, 2, 1]],
    ['-unheard', [8, 7, 6, 5, 4, 3, 2, 1]],
  ])('%j', (text, expected) => {
    expect(found(index, text)).toEqual(expected);
  });

  it('weighs a title over an abstract, the whole word over a beginning, and what is boosted', () => {
    const ask = indexOf([
      paper(1, 'Graphs', { abstract: 'trees' }),
      paper(2, 'Trees', { abstract: 'graphs' }),
      paper(3, 'Graphical', { abstract: 'graphics' }),
    ]);
    expect(found(ask, 'title:graph')).toEqual([1, 3]);
    expect(found(ask, 'abstract:graph')).toEqual([2, 3]);
    expect(found(ask, '+graphs')).toEqual([1, 2]);
    expect(found(ask, '+graphs^5 +trees')).toEqual([1, 2]);
    expect(found(ask, '+graphs +trees^5')).toEqual([2, 1]);
  });

  it('finds patterns in words and in their stems', () => {
    const star = (term: string) => idsOf(index, clause(term, { pattern: true })).toSorted(ascending);
    expect(star('*ecod*')).toEqual([1, 2, 3]);
    expect(star('*coding'), 'and what has the same stem').toEqual([1, 2, 3]);
    expect(star('sp*ive')).toEqual([1, 2]);
    expect(star('*dusa')).toEqual([2, 3]);
    expect(star('Müll*')).toEqual([4]);
    expect(star('深*')).toEqual([4]);
    expect(star('*quid')).toEqual([]);
    expect(idsOf(index, clause('*dusa', { pattern: true, field: 'note' }))).toEqual([3]);
    expect(idsOf(index, clause('gpt-*', { pattern: true }))).toEqual([3]);
  });

  it('finds phrases whole, in one field and one item of it', () => {
    const phrase = (term: string, more: Partial<Clause> = {}) => idsOf(index, clause(term, { phrase: true, ...more }));
    expect(phrase('speculative decoding')).toEqual([1, 2]);
    expect(phrase('decoding speculative')).toEqual([]);
    expect(phrase('speculative decod', { prefix: true })).toEqual([1, 2]);
    expect(phrase('speculatve decoding', { fuzzy: 1 })).toEqual([1, 2]);
    expect(phrase('decoding a small'), 'from the title into the abstract').toEqual([]);
    expect(phrase('学习的方法')).toEqual([4]);
    expect(phrase('学习方法')).toEqual([]);
    expect(phrase('small model', { field: 'title' })).toEqual([]);
    expect(idsOf(index, clause('decoding'), clause('small model', { phrase: true, presence: 'prohibited' }))).toEqual([3, 2]);
    const authors = indexOf([
      paper(1, 'x', { authors: ['Fei Li', 'Wang Wei'].join(ITEM_BREAK) }),
      paper(2, 'x', { authors: ['Li Wang', 'Wei Fei'].join(ITEM_BREAK) }),
    ]);
    expect(idsOf(authors, clause('li wang', { phrase: true }))).toEqual([2]);
    expect(idsOf(authors, clause('li wang'))).toEqual([2, 1]);
  });

  it('finds phrases across scripts, and of any length', () => {
    const mixed = indexOf([paper(1, 'GPT模型 很好 indeed'), paper(2, '模 型 indeed'), paper(3, 'one two '.repeat(60))]);
    expect(idsOf(mixed, clause('模型 很好', { phrase: true }))).toEqual([1]);
    expect(idsOf(mixed, clause('很好 indeed', { phrase: true }))).toEqual([1]);
    expect(idsOf(mixed, clause('one two '.repeat(15), { phrase: true }))).toEqual([3]);
    expect(idsOf(mixed, clause('one two '.repeat(25), { phrase: true }))).toEqual([3]);
    expect(idsOf(mixed, clause('two two one', { phrase: true }))).toEqual([]);
  });

  it('finds any of several words, best first', () => {
    const optional = (...terms: readonly string[]) => terms.map((term) => clause(term, { presence: 'optional' }));
    expect(idsOf(index, ...optional('medusa', 'cats', 'unheard')).toSorted(ascending)).toEqual([2, 3, 5, 6, 7]);
    expect(idsOf(index, clause('decoding'), ...optional('medusa'))).toEqual([2, 1, 3]);
    expect(idsOf(index, ...optional('unheard'))).toEqual([]);
  });

  it('tells of other spellings only where they find something', () => {
    const respelt = (text: string) => index.ask({ clauses: clausesOf(text) }).respelt?.map(({ term }) => term) ?? null;
    expect(respelt('+speclative +decodng')).toEqual(['speculative', 'decoding']);
    expect(respelt('+medsa +headz')).toEqual(['medusa', 'heads']);
    expect(respelt('+spekulative +cats')).toBeNull();
    expect(respelt('+xyzzy')).toBeNull();
    expect(respelt('+medusa')).toBeNull();
    expect(respelt('"medsa heads"')).toEqual(['medusa heads']);
  });

  it('forgets what a paper was when it is put again or removed', () => {
    const changing = indexOf([paper(1, 'Cats'), paper(2, 'Cats and dogs')]);
    changing.put([paper(1, 'Birds')]);
    expect([found(changing, 'cats'), found(changing, 'birds')]).toEqual([[2], [1]]);
    changing.remove([1, 99]);
    expect([found(changing, 'birds'), changing.size, [...changing.ids()]]).toEqual([[], 1, [2]]);
  });
});

describe('a question without bounds', () => {
  const many = indexOf(
    Array.from({ length: 3_000 }, (_, i) =>
      paper(i + 1, `paper${i} e${i}x made${i * 7} of`, { abstract: `words${i} and end${i} of the text` }),
    ),
  );
  const asked = (...clauses: readonly Clause[]) => many.ask({ clauses });

  it.each([
    ['a star alone', [clause('*', { pattern: true })], /“\*” stands for 15,\d+ words; the 10,000 that most papers have/],
    ['a letter between stars', [clause('*e*', { pattern: true })], /“\*e\*” stands for/],
    ['six wrong letters', [clause('paper', { fuzzy: 6 })], /In “paper” at most two letters were taken to be wrong/],
    ['a wrong letter in a long word', [clause('x'.repeat(40), { fuzzy: 2 })], /at most one letter was/],
    ['a thousand words', Array.from({ length: 1_000 }, (_, i) => clause(`end${i}`, { presence: 'optional' })), /at most 64 words/],
    ['ten thousand characters', [clause('of the '.repeat(1_500))], /at most 64 words/],
    [
      'a phrase as long',
      [clause('of the '.repeat(1_500), { phrase: true })],
      /at most 64 words; .* first 31 were looked for in their order/,
    ],
  ])('is bounded, and says so: %s', (_, clauses, told) => {
    expect(asked(...clauses).bounded).toMatch(told);
  });

  it('is cut short when it takes too long, and says so', () => {
    const late = new Watch(() => false, -1);
    const { bounded, ids } = many.ask({ clauses: [clause('of'), clause('the')] }, late);
    expect(bounded).toMatch(/takes long/);
    expect(ids.length).toBeLessThanOrEqual(3_000);
  });

  it('ends when nobody waits for its answer any more', () => {
    expect(() => many.ask({ clauses: [clause('of')] }, new Watch(() => true))).toThrow(Abandoned);
  });

  it('says nothing where nothing was left out', () => {
    expect(asked(clause('words1*', { pattern: true }), clause('of')).bounded).toBeNull();
  });
});

describe('papers like another', () => {
  const index = indexOf([
    paper(1, 'Speculative decoding with draft models', { abstract: 'A draft model proposes tokens.', authors: 'Sea Urchin' }),
    paper(2, 'Draft models for faster decoding', { abstract: 'Speculative decoding, tokens proposed by drafts.' }),
    paper(3, 'Decoding the genome'),
    paper(4, 'Sea urchins', { abstract: 'They live in the sea.' }),
    paper(5, 'Urchins in the sea', { notes: 'speculative decoding draft models' }),
    paper(6, ''),
  ]);

  it('are those that share the words that tell most, with those words', () => {
    const [first, second] = index.comparer.similar(1, 5);
    expect([first?.id, second?.id]).toEqual([2, 3]);
    expect(first?.terms).toContain('specul');
    expect(first?.score).toBeGreaterThan(second?.score ?? 1);
    expect(
      index.comparer.similar(1, 5).map(({ id }) => id),
      'not for their authors, nor for what was noted',
    ).toEqual([2, 3]);
    expect(index.comparer.similar(2, 1)).toHaveLength(1);
    expect(index.comparer.similar(6, 5)).toEqual([]);
    expect(index.comparer.similar(99, 5)).toEqual([]);
  });

  it('are not like one another for short words, stop words and addresses', () => {
    const other = indexOf([
      paper(1, 'Tides', { abstract: 'At https://github.com/sea we do it because of GPU at sea' }),
      paper(2, 'Lanterns', { abstract: 'At https://github.com/light they do it because of a wick' }),
      paper(3, 'Sails', { abstract: 'Of GPU and wind' }),
      paper(4, 'Ropes', { abstract: 'Knots' }),
    ]);
    expect(other.comparer.similar(1, 5).map(({ id, terms }) => [id, terms])).toEqual([[3, ['gpu']]]);
  });

  it('are as near to one another as both ways round, and a paper is nearest to itself', () => {
    const there = index.comparer.similar(1, 1)[0]?.score ?? 0;
    const back = index.comparer.similar(2, 1)[0]?.score ?? 1;
    expect(there).toBeCloseTo(back, 9);
    expect(index.comparer.likenessTo(index.comparer.centre([1]), 1).score).toBeCloseTo(1, 9);
    expect(index.comparer.likenessTo(index.comparer.centre([4, 5]), 4).score).toBeGreaterThan(0.8);
    expect(index.comparer.likenessTo(index.comparer.centre([]), 4).score).toBe(0);
  });
});

describe('an index that was edited', () => {
  const word = fc.constantFrom('cat', 'cats', 'category', 'dog', 'dogs', 'study', 'studies', 'int8', '4', '深度', '度学');
  const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
  const papers = fc.record({
    id: fc.integer({ min: 1, max: 8 }),
    title: text,
    abstract: text,
    authors: text,
    tags: text,
    notes: text,
    venue: text,
    highlights: text,
  });
  const edit = fc.oneof(
    { arbitrary: papers, weight: 4 },
    { arbitrary: fc.integer({ min: 1, max: 8 }), weight: 1 },
    { arbitrary: fc.constant('restart' as const), weight: 1 },
  );
  const queries = ['cat', '+cat', 'cat* dog', 'title:dog', '-dogs', 'studi', 'cta~1', '深', 'int8 -4', 'c'];

  it('answers, scores and all, as one that was built from what is left', () => {
    const folder = testFolder();
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        let edited = new SearchIndex();
        const left = new Map<number, SearchDocument>();
        for (const one of edits) {
          if (one === 'restart') edited = restarted(edited, folder);
          else if (typeof one === 'number') {
            edited.remove([one]);
            left.delete(one);
          } else {
            edited.put([one]);
            left.set(one.id, one);
          }
        }
        const built = indexOf([...left.values()]);
        expect(edited.size).toBe(built.size);
        for (const query of queries) {
          const rounded = (index: SearchIndex) => {
            const { ids, scores } = index.ask({ clauses: clausesOf(query) });
            return [...ids].map((id, i) => [id, scores[i]?.toFixed(9)]);
          };
          expect(rounded(edited), query).toEqual(rounded(built));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('stays so when many papers were changed and their remains are swept out', () => {
    const edited = new SearchIndex();
    for (let round = 0; round < 6; round += 1) {
      for (let id = 1; id <= 400; id += 1) edited.put([paper(id, `paper${id} round${round} common`)]);
    }
    edited.remove(Array.from({ length: 200 }, (_, i) => 2 * i + 1));
    expect(found(edited, '+common')).toHaveLength(200);
    expect(found(edited, '+round4')).toEqual([]);
    expect(found(edited, '+round5 +paper200')).toEqual([200]);
    expect(found(edited, '+paper201')).toEqual([]);
  });
});

const SAMPLE = new URL('../../../../shared/samples/papers-20k.jsonl.gz', import.meta.url);

it('counts words beyond what a posting has room for, after a sweep too', () => {
  const cats = (id: number, times: number) => paper(id, 'x', { notes: `${'cats '.repeat(times)}${'dogs '.repeat(400)}` });
  let papers = [cats(1, 400), cats(2, 255), cats(3, 254), cats(4, 2)];
  const index = indexOf(papers);
  const agrees = () => {
    const { ids, scores } = index.ask({ clauses: [clause('cats')] });
    const ours = Array.from(ids, (id, at) => ({ id, score: scores[at] ?? 0 }));
    return difference(ours, new Oracle(papers).ask([clause('cats')]));
  };
  expect(agrees()).toBeNull();
  index.put(Array.from({ length: 3_000 }, (_, i) => paper(10 + i, 'y')));
  index.remove(Array.from({ length: 3_000 }, (_, i) => 10 + i));
  expect(agrees()).toBeNull();
  papers = [cats(1, 2), cats(2, 300), cats(3, 300), cats(4, 400)];
  index.put(papers);
  expect(agrees()).toBeNull();
});

describe.runIf(existsSync(SAMPLE))('over 2,000 real papers', () => {
  it('finds what a look at every word finds, and nothing else', () => {
    const papers = gunzipSync(readFileSync(SAMPLE))
      .toString('utf8')
      .split('\n', 2_000)
      .map((line, i) => {
        const { title, abstract, authors, keywords } = JSON.parse(line);
        const names = (list: unknown) => (Array.isArray(list) ? list.join(', ') : '');
        return paper(i + 1, String(title), { abstract: String(abstract ?? ''), authors: names(authors), tags: names(keywords) });
      });
    const index = indexOf(papers);
    const read = papers.map((one) => {
      const fields = { title: one.title, abstract: one.abstract, author: one.authors, tag: one.tags, note: one.notes };
      return { id: one.id, fields: Object.entries(fields).map(([field, text]) => ({ field, terms: termsOf(text) })) };
    });
    type Read = (typeof read)[number];
    const holds = (one: Read, field: string | null, test: (term: Term) => boolean) =>
      one.fields.some((text) => (field === null || field === text.field) && text.terms.some(test));
    const pairs = new Map<string, string>();
    for (const { fields } of read) for (const { terms } of fields) for (const { word, term } of terms) pairs.set(`${word} ${term}`, term);
    /** Terms that a beginning stands for: of all words, wherever they are, that begin so or whose stems do. */
    const begun = (beginning: string) =>
      new Set([...pairs].filter(([pair, term]) => pair.startsWith(beginning) || term.startsWith(beginning)).map(([, term]) => term));
    /** Whether words stand one after another in a field. */
    const says = (one: Read, field: string | null, words: readonly Term[]) =>
      one.fields.some(
        (text) =>
          (field === null || field === text.field) &&
          text.terms.some((_, at) => words.every((word, i) => text.terms[at + i]?.term === word.term)),
      );
    const meets = ({ term, field, prefix, phrase }: Clause) => {
      if (phrase && !prefix) return (one: Read) => says(one, field, termsOf(term));
      const wanted = termsOf(term).map((one, i, all) => ({ ...one, begun: prefix && i === all.length - 1 ? begun(one.word) : null }));
      return (one: Read) =>
        wanted.every(
          (word) =>
            holds(one, field, (there) => there.term === word.term) ||
            (word.begun !== null &&
              holds(one, field ?? (word.word.length < 3 ? 'title' : null), (there) => word.begun?.has(there.term) === true)),
        );
    };
    const vocabulary = [
      ...new Set(read.slice(0, 200).flatMap(({ fields }) => fields.flatMap(({ terms }) => terms.map(({ word }) => word)))),
    ];
    const word = fc.constantFrom(...vocabulary);
    const typed = fc.oneof(
      word,
      word.map((one) => one.slice(0, 4)),
      word.map((one) => `${one.slice(0, 3)}*`),
      word.map((one) => `-${one}`),
      word.map((one) => `title:${one}`),
      fc.tuple(word, word).map((two) => `"${two.join(' ')}"`),
      fc.constantFrom('the', 'a', 's', 'learning', 'GPT-4', 'author:li', '-we'),
    );
    fc.assert(
      fc.property(fc.array(typed, { minLength: 1, maxLength: 3 }), (words) => {
        const clauses = clausesOf(words.join(' '));
        const tests = clauses.map((clause) => ({ meets: meets(clause), wanted: clause.presence === 'required' }));
        const expected = read.filter((one) => tests.every((test) => test.meets(one) === test.wanted)).map(({ id }) => id);
        expect([...index.ask({ clauses }).ids].toSorted((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
