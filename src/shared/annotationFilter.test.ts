import { expect, it } from 'vitest';
import { type Filterable, filtersIn, passes, without } from './annotationFilter.ts';
import type { AnnotationFilter } from './annotationModels.ts';

const ANY: AnnotationFilter = { kinds: [], colors: [], text: '' };
const CLAIM: Filterable = { kind: 'highlight', color: 'yellow', at: '2025-05-01T10:00:00.000Z' };
const COMMENTED: Filterable = { kind: 'comment', color: 'blue', at: '2025-05-02T10:00:00.000Z' };
const NOTE: Filterable = { kind: 'note', color: null, at: '2025-05-03T10:00:00.000Z' };
const found = (filter: Partial<AnnotationFilter>) => [CLAIM, COMMENTED, NOTE].filter((one) => passes(one, { ...ANY, ...filter }));

it('asks for nothing while empty', () => {
  expect(found({})).toEqual([CLAIM, COMMENTED, NOTE]);
  expect(filtersIn(ANY)).toEqual([]);
});

it('takes any of the kinds and any of the colours, and every filter at once', () => {
  expect(found({ kinds: ['comment', 'note'] })).toEqual([COMMENTED, NOTE]);
  expect(found({ colors: ['yellow', 'blue'] })).toEqual([CLAIM, COMMENTED]);
  expect(found({ colors: ['yellow'], kinds: ['note'] })).toEqual([]);
});

it('takes a moment for the beginning of its span and leaves out its end', () => {
  expect(found({ from: COMMENTED.at })).toEqual([COMMENTED, NOTE]);
  expect(found({ to: COMMENTED.at })).toEqual([CLAIM]);
  expect(found({ from: CLAIM.at, to: NOTE.at })).toEqual([CLAIM, COMMENTED]);
});

it('names the filters that ask, and leaves out one at a time', () => {
  const filter: AnnotationFilter = { kinds: ['note'], colors: ['pink'], from: CLAIM.at, to: NOTE.at, text: 'heads' };
  expect(filtersIn(filter)).toEqual(['kinds', 'colors', 'dates', 'text']);
  for (const name of filtersIn(filter)) {
    expect(filtersIn(without(filter, name))).toEqual(filtersIn(filter).filter((other) => other !== name));
  }
});
