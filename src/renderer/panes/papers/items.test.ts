import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowGroup } from '../../../shared/models.ts';
import { itemAt, itemOf, runsOf } from './items.ts';

const groups: readonly RowGroup[] = [
  { start: 0, count: 3, label: 'Monday' },
  { start: 3, count: 1, label: 'Tuesday' },
  { start: 4, count: 2, label: 'Wednesday' },
];

describe('items', () => {
  it('puts a heading before the first row of each group', () => {
    const kinds = Array.from({ length: 9 }, (_, i) => {
      const item = itemAt(groups, i);
      return item.kind === 'heading' ? item.group.label : item.position;
    });
    expect(kinds).toEqual(['Monday', 0, 1, 2, 'Tuesday', 3, 'Wednesday', 4, 5]);
  });

  it('is the list itself where there are no groups', () => {
    expect(itemAt([], 7)).toEqual({ kind: 'row', position: 7 });
    expect(itemOf([], 7)).toBe(7);
    expect(runsOf([], 2, 4)).toEqual([{ group: null, heading: false, positions: [2, 3, 4] }]);
  });

  it('cuts a window into runs, the first without its heading when that is above it', () => {
    expect(runsOf(groups, 2, 7).map(({ group, heading, positions }) => [group?.label, heading, positions])).toEqual([
      ['Monday', false, [1, 2]],
      ['Tuesday', true, [3]],
      ['Wednesday', true, [4]],
    ]);
  });

  it('finds every row again, whatever the groups', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 8 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 0, max: 3 }), (sizes, before) => {
        let start = before;
        const any = sizes.map((count, i) => {
          const group = { start, count, label: `group ${i}` };
          start += count;
          return group;
        });
        for (let position = 0; position < start; position += 1)
          expect(itemAt(any, itemOf(any, position))).toEqual({ kind: 'row', position });
      }),
    );
  });
});
