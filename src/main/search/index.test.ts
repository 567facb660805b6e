import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../shared/query/parse.ts';
import type { Clause } from '../../shared/query/query.ts';
import { type Term, termsOf } from '../../shared/text/terms.ts';
import { type SearchDocument, SearchIndex } from './index.ts';

const paper = (id: number, title: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
  id,
  title,
  abstract: '',
  authors: '',
  venue: '',
  tags: '',
  highlights: '',
  notes: '',
  ...more,
});

function indexOf(papers: readonly SearchDocument[]): SearchIndex {
  const index = new SearchIndex();
  index.put(papers);
  return index;
}

function clausesOf(text: string): readonly Clause[] {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(parsed.mistake.message);
  return parsed.query.clauses;
}

const found = (index: SearchIndex, text: string) => index.ask(clausesOf(text)).map(({ id }) => id);

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
    ['"decoding speculative"', [1, 2]],
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

  it('forgets what a paper was when it is put again or removed', () => {
    const changing = indexOf([paper(1, 'Cats'), paper(2, 'Cats and dogs')]);
    changing.put([paper(1, 'Birds')]);
    expect([found(changing, 'cats'), found(changing, 'birds')]).toEqual([[2], [1]]);
    changing.remove([1, 99]);
    expect([found(changing, 'birds'), changing.size, [...changing.ids()]]).toEqual([[], 1, [2]]);
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
    venue: text,
    tags: text,
    notes: text,
    highlights: text,
  });
  const edit = fc.oneof({ arbitrary: papers, weight: 4 }, { arbitrary: fc.integer({ min: 1, max: 8 }), weight: 1 });
  const queries = ['cat', '+cat', 'cat* dog', 'title:dog', '-dogs', 'studi', 'cta~1', '深', 'int8 -4', 'c'];

  it('answers, scores and all, as one that was built from what is left', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const edited = new SearchIndex();
        const left = new Map<number, SearchDocument>();
        for (const one of edits) {
          if (typeof one === 'number') {
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
          const rounded = (index: SearchIndex) => index.ask(clausesOf(query)).map(({ id, score }) => [id, score.toFixed(9)]);
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
    const meets = ({ term, field, prefix }: Clause) => {
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
        const ids = index.ask(clauses).map(({ id }) => id);
        expect(ids.toSorted((a, b) => a - b)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
