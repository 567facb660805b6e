import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportEntry } from '../../shared/entries.ts';
import type { DuplicateGroup } from '../../shared/models.ts';
import type { LibraryReader } from './db.ts';
import { markDistinct, unmarkDistinct } from './distinctPapers.ts';
import { findDuplicates } from './duplicateGroups.ts';
import { undo } from './journal.ts';
import { mergePapers } from './merges.ts';
import { createNote } from './notes.ts';
import { setTrashed } from './papers.ts';
import { entry, NOW, takeIn, testLibrary } from './testLibrary.ts';

const found = (db: LibraryReader) => findDuplicates(db, () => {});

/** The groups among these papers, as their places in the list. */
function groupsOf(...entries: readonly ImportEntry[]): DuplicateGroup[] {
  const db = testLibrary();
  const ids = takeIn(db, entries);
  return found(db).map((group) => ({ ...group, ids: group.ids.map((id) => ids.indexOf(id)) }));
}

const by = (...names: readonly string[]) => ({ authors: names.map((name) => ({ name })) });
const in_ = (year: string) => ({ date: { given: year, sort: `${year}-01-01`, precision: 'year', guessed: false } as const });
const named = (scheme: 'doi' | 'arxiv', value: string) => ({ identifiers: [{ scheme, value, raw: value }] });
const HEADS = 'Extra heads guess several words at a time, and a tree of them is checked by the model itself in one pass.';
const BIRDS = 'Birds cross the northern sea by starlight; we follow forty of them with small radios over three autumns.';
const TITLE = 'Simple inference acceleration with several decoding heads';

describe('papers are one', () => {
  it.each<[what: string, why: string, kind: DuplicateGroup['kind'], a: ImportEntry, b: ImportEntry]>([
    ['by an identifier', 'the same DOI', 'same', entry('Heads', named('doi', '10.1/x')), entry('More heads', named('doi', '10.1/x'))],
    [
      'by title and author',
      'the same title and first author',
      'same',
      entry(TITLE, by('T. Cai')),
      entry(`${TITLE.toUpperCase()}.`, by('Tianle Cai', 'Y. Li')),
    ],
    [
      'by title and abstract',
      'the same title and abstract',
      'same',
      entry(TITLE, { abstract: HEADS }),
      entry(TITLE, { abstract: `In short: ${HEADS}`, ...by('T. Cai') }),
    ],
    ['by title alone, where nothing else is known', 'the same title', 'same', entry(TITLE), entry(TITLE, by('T. Cai'))],
    ['by a title without blanks', 'the same title', 'same', entry('基于注意力机制的推理加速'), entry('基于注意力机制的推理加速')],
    [
      'by a title of a letter less',
      'titles that differ in one letter and the same abstract',
      'same',
      entry(TITLE, { abstract: HEADS }),
      entry(TITLE.replace('several', 'severl'), { abstract: HEADS }),
    ],
    [
      'by a title without its subtitle',
      'the same title, one without its subtitle, and the same abstract',
      'same',
      entry('Medusa: Decoding Heads', { abstract: HEADS }),
      entry('Medusa', { abstract: HEADS }),
    ],
    [
      'under another title',
      'the same authors and abstract, under another title',
      'versions',
      entry('A tree of guesses', { abstract: HEADS, ...by('T. Cai', 'Y. Li'), ...named('arxiv', '2401.10774') }),
      entry('Medusa', { abstract: HEADS, ...by('T. Cai', 'Y. Li'), ...named('doi', '10.1/medusa') }),
    ],
    [
      'as a preprint and what was published',
      'the same title and first author',
      'versions',
      entry(TITLE, { ...by('T. Cai'), ...named('arxiv', '2401.10774') }),
      entry(TITLE, { ...by('T. Cai'), venue: 'ICML' }),
    ],
    [
      'as a preprint of another server',
      'the same title and first author',
      'versions',
      entry(TITLE, { ...by('T. Cai'), ...named('doi', '10.1101/2024.01.01') }),
      entry(TITLE, { ...by('T. Cai'), ...named('doi', '10.1038/s41586') }),
    ],
  ])('%s', (_, why, kind, a, b) => {
    expect(groupsOf(entry('Birds', { abstract: BIRDS }), a, b)).toEqual([{ ids: expect.arrayContaining([1, 2]), kind, reasons: [why] }]);
  });
});

describe('papers are not one', () => {
  it.each<[what: string, a: ImportEntry, b: ImportEntry]>([
    ['of one title by others', entry(TITLE, by('T. Cai')), entry(TITLE, by('W. Kwon'))],
    ['of one title and other abstracts', entry(TITLE, { abstract: HEADS }), entry(TITLE, { abstract: BIRDS })],
    [
      'that are two prefaces of one editor',
      entry('Preface', { ...by('A. Editor'), ...in_('2021') }),
      entry('Preface', { ...by('A. Editor'), ...in_('2022') }),
    ],
    ['that are two prefaces of nobody', entry('Preface'), entry('Preface')],
    [
      'that are parts',
      entry('On the decoding of trees, part I', by('T. Cai', 'Y. Li')),
      entry('On the decoding of trees, part II', by('T. Cai', 'Y. Li')),
    ],
    [
      'that are numbered',
      entry('Technical report of model 3', by('T. Cai', 'Y. Li')),
      entry('Technical report of model 4', by('T. Cai', 'Y. Li')),
    ],
    [
      'of two DOIs',
      entry(TITLE, { ...by('T. Cai'), ...named('doi', '10.1/a') }),
      entry(TITLE, { ...by('T. Cai'), ...named('doi', '10.1/b') }),
    ],
    [
      'by the same authors',
      entry('Heads', { abstract: HEADS, ...by('T. Cai', 'Y. Li') }),
      entry('Birds', { abstract: BIRDS, ...by('T. Cai', 'Y. Li') }),
    ],
    [
      'that carry the number of what both are in',
      entry('Heads', { abstract: HEADS, ...by('T. Cai'), ...named('doi', '10.1/book') }),
      entry('Birds', { abstract: BIRDS, ...by('A. Bird'), ...named('doi', '10.1/book') }),
    ],
  ])('%s', (_, a, b) => {
    expect(groupsOf(a, b)).toEqual([]);
  });
});

it.each(['trees from many guesses', 'tree from many guesses'])('a slip anywhere in “%s” is found', (title) => {
  const slips = [...title].flatMap((_, at) => [
    title.slice(0, at) + title.slice(at + 1),
    `${title.slice(0, at)}q${title.slice(at)}`,
    `${title.slice(0, at)}q${title.slice(at + 1)}`,
  ]);
  const db = testLibrary();
  // Each pair has an author and an abstract of its own.
  const pairs = slips.map((slip, at) => {
    const abstract = Array.from({ length: 12 }, (_, i) => `word${at}x${i}`).join(' ');
    return [title, slip].map((one) => entry(one, { abstract, ...by(`A. Name${at}`) }));
  });
  const ids = takeIn(db, pairs.flat());
  expect(new Set(found(db).map((group) => group.ids.join()))).toEqual(new Set(pairs.map((_, at) => `${ids[2 * at]},${ids[2 * at + 1]}`)));
});

it('what was said not to be the same is offered no more, until that is taken back', () => {
  const db = testLibrary();
  const [a = 0, b = 0, c = 0] = takeIn(
    db,
    [TITLE, TITLE, TITLE].map((title) => entry(title, by('T. Cai'))),
  );
  expect(found(db).map(({ ids }) => ids)).toEqual([[a, b, c]]);
  markDistinct(db, NOW, [a, b]);
  // The third goes with one of them: never two that were told apart in one group.
  expect(found(db).map(({ ids }) => ids)).toEqual([[a, c]]);
  markDistinct(db, NOW, [a, b, c]);
  expect(found(db)).toEqual([]);
  undo(db, NOW);
  expect(found(db)).toHaveLength(1);
  unmarkDistinct(db, NOW, [a, b]);
  expect(found(db).map(({ ids }) => ids)).toEqual([[a, b, c]]);
  expect(markDistinct(db, NOW, [a, b]).step?.label).toBe('Kept 2 papers apart');
  expect(markDistinct(db, NOW, [b, a]).step).toBeNull();
});

it('what went into another, or to the trash, is no duplicate', () => {
  const db = testLibrary();
  const [a = 0, b = 0, c = 0] = takeIn(
    db,
    [TITLE, TITLE, TITLE].map((title) => entry(title, by('T. Cai'))),
  );
  mergePapers(db, NOW, a, [b], {});
  expect(found(db).map(({ ids }) => ids)).toEqual([[a, c]]);
  setTrashed(db, NOW, [c], true);
  expect(found(db)).toEqual([]);
});

it('the published paper stands first, then the one that was worked on', () => {
  const db = testLibrary();
  const preprint = entry(TITLE, { ...by('T. Cai'), ...named('arxiv', '2401.10774') });
  const ids = takeIn(db, [preprint, entry(TITLE, by('T. Cai')), entry(TITLE, { ...by('T. Cai'), venue: 'ICML' })]);
  const [one = 0, worked = 0, published = 0] = ids;
  createNote(db, NOW, { paperId: worked, highlightId: null }, 'Read twice.');
  expect(found(db)).toMatchObject([{ ids: [published, worked, one], kind: 'versions' }]);
});

/** Words that no two works share by chance. */
const word = fc.stringMatching(/^[a-z]{5,9}$/);
const work = fc.record({
  title: fc.array(word, { minLength: 4, maxLength: 8 }).map((words) => words.join(' ')),
  subtitle: fc.array(word, { minLength: 2, maxLength: 5 }).map((words) => words.join(' ')),
  authors: fc
    .array(word, { minLength: 2, maxLength: 5 })
    .map((names) => names.map((name) => ({ name: `A. ${name}`, family: name, given: 'A.' }))),
  abstract: fc.array(word, { minLength: 30, maxLength: 60 }).map((words) => words.join(' ')),
  number: fc.integer({ min: 10_000, max: 99_999 }),
});
type Work = typeof work extends fc.Arbitrary<infer W> ? W : never;

const whole = ({ title, subtitle, authors, abstract }: Work) => entry(`${title}: ${subtitle}`, { authors, abstract });
/** The ways in which a work comes a second time. */
const AGAIN: readonly ((work: Work, at: number) => readonly [ImportEntry, ImportEntry])[] = [
  (one) => [whole(one), whole(one)],
  (one) => [whole(one), { ...whole(one), title: whole(one).title.toUpperCase().replaceAll(' ', '  '), abstract: null }],
  (one) => [whole(one), { ...whole(one), title: one.title, authors: [] }],
  (one, at) => [whole(one), { ...whole(one), title: whole(one).title.slice(0, at) + whole(one).title.slice(at + 1) }],
  (one) => [
    { ...whole(one), ...named('arxiv', `2401.${one.number}`), authors: one.authors.map(({ name }) => ({ name })) },
    { ...whole(one), ...named('doi', `10.1/${one.number}`), venue: 'A conference', abstract: null },
  ],
  (one) => [
    { ...whole(one), ...named('arxiv', `2401.${one.number}`) },
    { ...whole(one), title: one.subtitle, abstract: `In short. ${one.abstract}`, venue: 'A conference' },
  ],
  (one) => [
    { ...whole(one), ...named('doi', `10.1/${one.number}`) },
    { ...entry(one.title), ...named('doi', `10.1/${one.number}`) },
  ],
];

it('PROPERTY: every work that comes twice is found, and no two works are taken for one', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(work, fc.option(fc.nat(AGAIN.length - 1)), fc.nat(20)), {
        minLength: 2,
        maxLength: 8,
        selector: ([one]) => one.number,
      }),
      (works) => {
        const db = testLibrary();
        const copies = works.map(([one, again, at]) => {
          const twice = again === null ? undefined : AGAIN[again];
          return twice === undefined ? [whole(one)] : twice(one, at);
        });
        const ids = takeIn(db, copies.flat());
        const workOf = new Map(copies.flatMap((of, at) => of.map(() => at)).map((at, i) => [ids[i], at] as const));
        const groups = found(db).map((group) => group.ids.map((id) => workOf.get(id)));
        expect(groups.map((of) => new Set(of).size)).toEqual(groups.map(() => 1));
        const twice = copies.flatMap((of, at) => (of.length > 1 ? [at] : []));
        expect(new Set(groups.map(([at]) => at))).toEqual(new Set(twice));
        expect(groups).toHaveLength(twice.length);
      },
    ),
    { numRuns: 40 },
  );
});
