import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../settings.ts';
import { toAscii } from './ascii.ts';
import { type Citable, citationKeyBy, PATTERN_FIELDS, PATTERN_MODIFIERS, patternMistake, withCitationKeys } from './citationKey.ts';

const paper: Citable = {
  title: 'On the Inference Scaling of $x_1$ Flaws: A Müller Study',
  authors: [{ name: 'Jan de Wit', family: 'de Wit', given: 'Jan' }, { name: 'Ana Ruíz' }, { name: 'The Tidal Group' }],
  date: { given: '2024-05-03', sort: '2024-05-03', precision: 'day', guessed: false },
  venue: 'Advances in Neural Information Processing Systems (NeurIPS 2024)',
  type: 'paper-conference',
  identifiers: [{ scheme: 'arxiv', value: '2404.11111', raw: '2404.11111' }],
  citationKey: null,
};

describe('a citation key', () => {
  test.each([
    [DEFAULT_SETTINGS.citationKeyPattern, 'dewit2024inference'],
    ['[auth][year]', 'deWit2024'],
    ['[auth3:upper][shortyear]', 'DEW24'],
    ['[authors]', 'deWitRuizTidalGroup'],
    ['[authors2]-[year]', 'deWitRuizEtAl-2024'],
    ['[authEtAl]_[month]', 'deWitEtAl_05'],
    ['[authorLast]', 'TidalGroup'],
    ['[shorttitle]', 'InferenceScalingX1'],
    ['[shorttitle2:abbr]', 'IS'],
    ['[title:12]', 'OnTheInferen'],
    ['[veryshorttitle:lower:capitalize]', 'Inference'],
    ['[venue]:[year]', 'NeurIPS:2024'],
    ['[doi:(none)]', 'none'],
    ['x/[arxiv]', 'x/2404.11111'],
    ['[type]', 'paper-conference'],
  ])('%s', (pattern, key) => {
    expect(patternMistake(pattern)).toBeNull();
    expect(citationKeyBy(pattern, paper)).toBe(key);
  });

  test('of little is still one', () => {
    const bare: Citable = { ...paper, title: '注意力', authors: [{ name: '李娜' }], date: null, venue: null };
    expect(citationKeyBy('[auth][year]', bare)).toBe('2404.11111');
    expect(citationKeyBy('[auth][year]', { ...bare, identifiers: [] })).toBe('paper');
  });

  test.each([
    ['', /empty/],
    ['abc', /no field in brackets/],
    ['[auth', /not closed/],
    ['auth]', /closing bracket/],
    ['[author]', /no field “author”. There are auth, authors/],
    ['[auth:small]', /“small” is not a way/],
    ['[year2]', /takes no number/],
    ['[auth]{[year]', /cannot hold “{”/],
    ['[auth] [year]', /cannot hold “ ”/],
    ['[auth]'.repeat(60), /longer than 200/],
  ])('a mistake in %s is told', (pattern, message) => {
    expect(patternMistake(pattern)).toMatch(message);
    expect(() => citationKeyBy(pattern, paper)).toThrow(message);
  });

  test('is one paper’s alone', () => {
    const keys = (...papers: readonly Citable[]) =>
      [...withCitationKeys(papers, '[auth:lower][year]')].map(({ citationKey }) => citationKey);
    expect(keys(paper, paper, paper)).toEqual(['dewit2024', 'dewit2024a', 'dewit2024b']);
    expect(keys({ ...paper, citationKey: 'DeWit2024' }, paper, { ...paper, citationKey: 'Own:1' })).toEqual([
      'DeWit2024',
      'dewit2024a',
      'Own:1',
    ]);
    expect(keys({ ...paper, citationKey: 'with {signs}, and 李' })).toEqual(['withsignsand李']);
    const many = keys(...Array.from({ length: 800 }, () => paper));
    expect(new Set(many.map((key) => key.toLowerCase())).size).toBe(800);
    expect(many.at(-1)).toBe('dewit2024ads');
  });

  test('holds only what a key can hold, whatever the paper', () => {
    const piece = fc.tuple(fc.constantFrom(...PATTERN_FIELDS), fc.constantFrom(...PATTERN_MODIFIERS)).map(([a, b]) => `[${a}:${b}]`);
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        fc.array(piece, { minLength: 1, maxLength: 6 }),
        (title, name, pieces) => {
          const key = citationKeyBy(pieces.join(''), {
            ...paper,
            title,
            venue: title,
            authors: [{ name }, { name, family: name, given: 'A' }],
          });
          expect(key).toMatch(/^[A-Za-z0-9:._/+-]+$/);
        },
      ),
    );
  });
});

test.each([
  ['Müller Øst Łódź ß Đỗ İ', 'Muller Ost Lodz ss Do I'],
  ['Жуков Щука Юрий', 'Zhukov Shchuka Iurii'],
  ['Σίσυφος Ψ', 'Sisyfos Ps'],
  ['김민수', 'gimminsu'],
  ['さくら カエル', 'sakura kaeru'],
  ['李 ﬁ ½ — ’', ' fi 12 -  '],
])('%s in ASCII', (text, ascii) => expect(toAscii(text)).toBe(ascii));
