import fc from 'fast-check';
import lunr from 'lunr';
import { describe, expect, it } from 'vitest';
import { explain } from './explain.ts';
import { matchTerms } from './matchTerms.ts';
import { parseQuery } from './parse.ts';
import { printQuery } from './print.ts';
import { MAX_WORDS, type Query } from './query.ts';

function query(text: string): Query {
  const parsed = parseQuery(text);
  if (!parsed.ok) throw new Error(`“${text}” is a mistake: ${parsed.mistake.message}`);
  return parsed.query;
}

function mistake(text: string) {
  const parsed = parseQuery(text);
  if (parsed.ok) throw new Error(`“${text}” is no mistake: ${JSON.stringify(parsed.query)}`);
  return parsed.mistake;
}

/** Clauses in short: sign, field, term, star, fuzziness, boost. */
const short = (text: string) =>
  query(text).clauses.map(
    ({ presence, field, term, prefix, fuzzy, boost }) =>
      `${presence === 'prohibited' ? '-' : '+'}${field ?? '*'}:${term}${prefix ? '*' : ''}${fuzzy ? `~${fuzzy}` : ''}${boost === 1 ? '' : `^${boost}`}`,
  );

describe('words', () => {
  it.each([
    ['', []],
    ['  \t\n ', []],
    ['speculative decoding', ['+*:speculative', '+*:decoding*']],
    ['speculative decoding ', ['+*:speculative', '+*:decoding*']],
    ['+cats -dogs', ['+*:cats', '-*:dogs']],
    ['-cats', ['-*:cats']],
    ['medusa is:unread', ['+*:medusa*']],
    ['cats -dogs', ['+*:cats', '-*:dogs']],
    ['Title:Cats author:vaswani', ['+title:Cats', '+author:vaswani*']],
    ['-note:reread abstract:x note:y', ['-note:reread', '+abstract:x', '+note:y*']],
    ['decod* heads', ['+*:decod*', '+*:heads*']],
    ['decod~1 +heads^2.5', ['+*:decod~1', '+*:heads^2.5']],
    ['decod~ x', ['+*:decod~', '+*:x*']],
    ['a*~2^3', ['+*:a*~2^3']],
    ['10^6 steps', ['+*:10^6', '+*:steps*']],
    ['"speculative decoding"', ['+*:speculative decoding']],
    ['title:"speculative dec"*', ['+title:speculative dec*']],
    ['“smart quotes” x', ['+*:smart quotes', '+*:x*']],
    ['"not closed ye', ['+*:not closed ye']],
    ['"say \\"x\\" and \\\\"', ['+*:say "x" and \\']],
    ['http://x.org/a?b=c', ['+*:http://x.org/a?b=c*']],
    ['Medusa: simple', ['+*:Medusa', '+*:simple*']],
    ['cats - dogs + birds', ['+*:cats', '+*:dogs', '+*:birds*']],
    ['- + -- "" ... & −', []],
    ['C++ gpt-4', ['+*:C++', '+*:gpt-4*']],
    ['3:4', ['+*:3:4*']],
    ['深度学习', ['+*:深度学习*']],
  ])('%j', (text, expected) => {
    expect(short(text)).toEqual(expected);
  });

  it('tells where each stands, in UTF-16 units', () => {
    expect(query('𝒳 -title:"a b"^2 is:new').clauses.map(({ start, end }) => [start, end])).toEqual([
      [0, 2],
      [3, 17],
    ]);
    expect(query('𝒳 -title:"a b"^2 -is:new').filters).toEqual([
      { kind: 'is', value: 'new', negated: true, start: 18, end: 25, source: '-is:new' },
    ]);
  });
});

describe('filters', () => {
  it.each([
    ['is:unread', { kind: 'is', value: 'unread', negated: false }],
    ['-IS:Starred', { kind: 'is', value: 'starred', negated: true }],
    ['has:Code', { kind: 'has', value: 'code', negated: false }],
    ['tag:survey', { kind: 'tag', name: 'survey', negated: false }],
    ['-tag:"two  words "', { kind: 'tag', name: 'two words', negated: true }],
    ['tag:c++', { kind: 'tag', name: 'c++', negated: false }],
    ['tag:a*', { kind: 'tag', name: 'a*', negated: false }],
    ['tag:“two words”', { kind: 'tag', name: 'two words', negated: false }],
    ['in:"To discuss"', { kind: 'in', name: 'To discuss', negated: false }],
    ['from:"daily papers"', { kind: 'from', name: 'daily papers', negated: false }],
    ['year:2023', { kind: 'year', from: 2023, to: 2023, negated: false }],
    ['year:2023..2025', { kind: 'year', from: 2023, to: 2025, negated: false }],
    ['year:2025-2023', { kind: 'year', from: 2023, to: 2025, negated: false }],
    ['-year:..2020', { kind: 'year', from: null, to: 2020, negated: true }],
    ['year:2020..', { kind: 'year', from: 2020, to: null, negated: false }],
    ['added:"last spring"', { kind: 'added', when: 'last spring', negated: false }],
    ['read:2024-05', { kind: 'read', when: '2024-05', negated: false }],
  ])('%j', (text, expected) => {
    expect(query(text).filters).toHaveLength(1);
    expect(query(text).filters[0]).toMatchObject(expected);
  });
});

/** Of lunr, what its types leave out. */
const { QueryParser, Query: LunrQuery } = lunr as unknown as {
  QueryParser: new (text: string, query: object) => { parse(): { readonly clauses: readonly LunrClause[] } };
  Query: (new (fields: readonly string[]) => object) & typeof lunr.Query;
};
interface LunrClause {
  readonly term: string;
  readonly editDistance?: number;
  readonly boost: number;
  readonly presence: lunr.Query.presence;
  readonly fields: readonly string[];
}

describe('words as Lunr’s own parser reads them', () => {
  const piece = fc.tuple(
    fc.constantFrom('', '', '+', '-'),
    fc.constantFrom('', '', 'title:', 'note:'),
    fc.constantFrom('cats', 'dog', 'gpt4', 'größe'),
    fc.constantFrom('', '', '*', '~1', '^2', '~2^3', '~1^10'),
  );
  it('have the same fields, signs, wildcards, letters that may be wrong and weights', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), (pieces) => {
        const typed = pieces.map((parts) => parts.join('')).join(' ');
        const { clauses: theirs } = new QueryParser(typed, new LunrQuery(['title', 'abstract', 'note'])).parse();
        // The last word is read as a beginning: a word after it keeps it from being the last.
        const ours = query(`${typed} +end`).clauses.slice(0, -1);
        expect(ours.map((c) => [c.term + (c.prefix ? '*' : ''), c.fuzzy, c.boost, c.presence === 'prohibited', c.field])).toEqual(
          theirs.map((c) => {
            const prohibited = c.presence === lunr.Query.presence.PROHIBITED;
            return [c.term, c.editDistance ?? 0, c.boost, prohibited, c.fields.length === 1 ? c.fields[0] : null];
          }),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('mistakes are explained, with a mended query where one can be guessed', () => {
  it.each([
    ['speculative tilte:decod*', 'There is no field called “tilte”.', [12, 18], 'title:', 'speculative title:decod*'],
    ['-Authors:x', 'There is no field called “Authors”.', [1, 9], 'author:', '-author:x'],
    ['arXiv:2401.00001 x', 'There is no field called “arXiv”.', [0, 6], '"arXiv:2401.00001"', '"arXiv:2401.00001" x'],
    ['x foo:"a b" y', 'There is no field called “foo”.', [2, 6], '"foo:a b"', 'x "foo:a b" y'],
    ['is:unred', /cannot be “unred”/, [0, 8], 'is:unread', 'is:unread'],
    ['x -is:star', /unread, new, queued, reading, read, skipped or starred/, [2, 10], 'is:starred', 'x -is:starred'],
    ['is:purple', /cannot be “purple”/, [0, 9], null, null],
    ['is:', /needs one of unread/, [0, 3], null, null],
    ['x tag:', /needs the name of a tag/, [2, 6], null, null],
    ['tag:""', /needs the name of a tag/, [0, 6], null, null],
    ['tag: survey x', /needs the name of a tag/, [0, 4], 'tag:survey', 'tag:survey x'],
    ['Title: cats', /needs a word/, [0, 6], 'title:cats', 'title:cats'],
    ['cats match:some', /match: knows all or any/, [5, 15], null, null],
    ['match: cats', /one of all or any/, [0, 6], null, null],
    ['cats *', /needs its beginning/, [5, 6], 'cats', 'cats'],
    ['*', /needs its beginning/, [0, 1], null, null],
    ['title:**', /needs its beginning/, [0, 8], null, null],
    ['cats~3', /two letters/, [0, 6], 'cats~2', 'cats~2'],
    ['cats^99 x', /from 0.1 to 10/, [0, 7], 'cats^10', 'cats^10 x'],
    ['cats^0', /from 0.1 to 10/, [0, 6], 'cats^0.1', 'cats^0.1'],
  ])('%j', (text, message, [start, end], label, mended) => {
    const found = mistake(text);
    expect(found.message).toMatch(message);
    expect([found.start, found.end]).toEqual([start, end]);
    expect(found.suggestion).toEqual(label === null ? null : { label, query: mended });
    if (found.suggestion !== null) query(found.suggestion.query);
  });

  it('bounds the words of a search, however they come', () => {
    for (const text of ['x '.repeat(1_000), `"${'x '.repeat(1_000)}"`, '字'.repeat(10_000), 'is:new '.repeat(100)]) {
      expect(mistake(text).message).toContain(`at most ${MAX_WORDS} words`);
    }
    const { suggestion } = mistake('word '.repeat(MAX_WORDS + 1));
    expect(query(suggestion?.query ?? '').clauses).toHaveLength(MAX_WORDS);
    expect(query('x'.repeat(10_000)).clauses).toHaveLength(1);
  });
});

/** Text that a query may be: its own marks thicker than in any other text. */
const typed = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '+',
          '-',
          '"',
          '“',
          '”',
          '\\',
          '*',
          '~1',
          '~',
          '^2',
          '^',
          ':',
          ' ',
          '  ',
          'title:',
          'Tag:',
          'is:',
          'is:read',
          'tag:"a b"',
          'has:',
          'year:',
          '2023',
          '..',
          'in:"x',
          'added:',
          'highlight:',
          'ca*t',
          'match:any',
        ),
        fc.constantFrom('cats', '10', 'gpt-4', '深度', 'é', 'http://x', 'note:', '\ud800', '.'),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

const placeless = ({ clauses, filters }: Query) => ({
  clauses: clauses.map(({ start: _start, end: _end, ...clause }) => clause),
  filters: filters.map(({ start: _start, end: _end, source: _source, ...filter }) => filter),
});

describe('any text', () => {
  it('is a query or an explained mistake, and can be told in words', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseQuery(text);
        expect(explain(text)).toMatch(/\.$/);
        if (parsed.ok) matchTerms(parsed.query);
        else {
          expect(parsed.mistake.message).toMatch(/\.$/);
          expect(parsed.mistake.start).toBeLessThan(parsed.mistake.end);
          expect(parsed.mistake.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('is printed as a query that means the same, in a form that stays', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseQuery(text);
        if (!parsed.ok) return;
        const printed = printQuery(parsed.query);
        expect(placeless(query(printed))).toEqual(placeless(parsed.query));
        expect(printQuery(query(printed))).toBe(printed);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the canonical form', () => {
  it.each([
    ['  is:new   speculative    decod* ', 'speculative decod is:new'],
    ['"cats"', '+cats'],
    ['"cats" dogs', 'cats dogs'],
    ['cats* dogs', 'cats* dogs'],
    ['TAG:"two  words" title:"a b"', 'title:"a b" tag:"two words"'],
    ['http://x y', '"http://x" y'],
    ['"cats" "dogs"', 'cats +dogs'],
    ['match:any is:new cats dogs', 'cats dogs match:any is:new'],
    ['"cats" "dogs" Match:ANY', 'cats +dogs match:any'],
    ['cats match:all', 'cats'],
    ['match:any is:new', 'is:new'],
  ])('%j is %j', (text, printed) => {
    expect(printQuery(query(text))).toBe(printed);
  });
});

describe('in plain words', () => {
  it.each([
    ['', 'All papers.'],
    ['cats', 'Papers with “cats” or a word it begins.'],
    [
      '+title:"big cats" dog~1^2 -birds -fish is:unread -tag:x',
      'Papers with the phrase “big cats” in the title and “dog” (give or take a letter), weighing 2 times as much, without “birds” or “fish”, that are unread and that are not tagged “x”.',
    ],
    ['cats dogs birds* -fish match:any', 'Papers with any of “cats”, “dogs” and “birds” or a word it begins, without “fish”.'],
    ['cats match:any', 'Papers with “cats” or a word it begins.'],
    ['is:', 'is: needs one of unread, new, queued, reading, read, skipped or starred right after it.'],
  ])('%j', (text, told) => {
    expect(explain(text)).toBe(told);
  });
});

describe('words to mark', () => {
  it('are the wanted ones, stemmed, and what the last may begin', () => {
    expect(matchTerms(query('title:Heads -birds gpt-4 decodi'))).toEqual([
      { term: 'head', next: [], prefix: false, field: 'title' },
      { term: 'gpt', next: ['4'], prefix: false, field: null },
      { term: 'decodi', next: [], prefix: false, field: null },
      { term: 'decodi', next: [], prefix: true, field: null },
    ]);
  });

  it('keep short beginnings to titles, unless another field was named', () => {
    expect(matchTerms(query('de'))).toContainEqual({ term: 'de', next: [], prefix: true, field: 'title' });
    expect(matchTerms(query('author:li'))).toContainEqual({ term: 'li', next: [], prefix: true, field: 'author' });
    expect(matchTerms(query('深'))).toContainEqual({ term: '深', next: [], prefix: true, field: null });
  });
});
