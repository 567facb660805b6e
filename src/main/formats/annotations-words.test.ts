import { describe, expect, it } from 'vitest';
import type { AnnotationFilter } from '../../shared/annotationModels.ts';
import { annotated, pageOf, plainLine, yearOf } from './annotations-words.ts';
import { mark, paperWith, ROLES, say } from './fixtures/annotated.ts';

const later = '2026-11-22T10:00:00.000Z';
const PAPER = paperWith(
  [mark('h-water-01', 'Water'), mark('h-model-01', 'model', 'blue'), mark('h-code-001', 'Code', 'pink')],
  [
    { ...say('n-comment1', 'Why the moon?', 'h-model-01'), createdAt: later },
    say('n-note-001', 'A note'),
    say('n-empty-01', ' \n'),
    say('n-empty-02', '', 'h-code-001'),
  ],
);
const NOTHING = paperWith([], [say('n-empty-03', '')], { uid: 'paper-of-birds' });

function chosen(filter: Partial<AnnotationFilter>): string[] {
  const all = annotated([PAPER, NOTHING], { roles: ROLES, repair: true }, { kinds: [], colors: [], text: '', ...filter });
  return [...all].flatMap(({ highlights, notes }) => [
    ...highlights.flatMap(({ highlight, comments }) => [highlight.uid, ...comments.map(({ uid }) => uid)]),
    ...notes.map(({ uid }) => uid),
  ]);
}

describe('the annotations that are written', () => {
  it('are all that have words, each comment with its highlight', () => {
    expect(chosen({})).toEqual(['h-water-01', 'h-model-01', 'n-comment1', 'h-code-001', 'n-note-001']);
  });

  it.each<[Partial<AnnotationFilter>, string[]]>([
    [{ kinds: ['highlight'] }, ['h-water-01', 'h-code-001']],
    [{ kinds: ['comment'] }, ['h-model-01', 'n-comment1']],
    [{ kinds: ['note'] }, ['n-note-001']],
    [{ colors: ['blue', 'pink'] }, ['h-model-01', 'n-comment1', 'h-code-001']],
    [{ from: later }, ['h-model-01', 'n-comment1']],
    [{ to: later }, ['h-water-01', 'h-code-001', 'n-note-001']],
    [{ text: 'MOON' }, ['h-model-01', 'n-comment1']],
    [{ text: 'water' }, ['h-water-01']],
    [{ kinds: ['note'], colors: ['blue'] }, []],
  ])('pass %j', (filter, uids) => {
    expect(chosen(filter)).toEqual(uids);
  });

  it('of a paper with none of them leave the paper out', () => {
    const papers = [...annotated([PAPER, NOTHING], { roles: ROLES, repair: true }, { kinds: ['comment'], colors: [], text: '' })];
    expect(papers.map(({ paper }) => paper.uid)).toEqual(['paper-of-tides']);
    expect(plainLine(papers[0]?.highlights[0]?.quote ?? [])).toBe('model');
  });
});

it('a guessed year and an address that is none are not told', () => {
  expect(yearOf(PAPER)).toBe('2026');
  expect(yearOf({ ...PAPER, date: { given: 'May', sort: '2026-05-01', precision: 'month', guessed: true } })).toBeNull();
  const links = [
    { kind: 'paper' as const, url: 'javascript:alert(1)', source: 'record' as const },
    { kind: 'pdf' as const, url: 'https://a.example.org/x.pdf', source: 'record' as const },
  ];
  expect(pageOf({ ...PAPER, identifiers: [], links })).toBe('https://a.example.org/x.pdf');
});
