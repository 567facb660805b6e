import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matching, matchLabel } from './matching.ts';

const bold = (label: string, typed: string) => matchLabel(label, typed)?.ranges.map(({ start, end }) => label.slice(start, end));

describe('matchLabel', () => {
  it('prefers the beginning of a word to its middle', () => {
    expect(bold('Spread and read', 'rea')).toEqual(['rea']);
    expect(matchLabel('Spread and read', 'rea')?.ranges[0]?.start).toBe(11);
  });

  it('needs every word, in any order, and ignores case and accents', () => {
    expect(bold('Export this list as CSL-JSON', 'csl EXP')).toEqual(['Exp', 'CSL']);
    expect(bold('Itô calculus', 'ito')).toEqual(['Itô']);
    expect(matchLabel('Mark as read', 'mark unread')).toBeNull();
  });

  it('matches all with nothing typed, and marks nothing', () => {
    expect(matchLabel('Settings', '  ')).toEqual({ score: 0, ranges: [] });
  });

  it('gives ranges in order, apart, inside the label, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (label, typed) => {
        let at = -1;
        for (const { start, end } of matchLabel(label, typed)?.ranges ?? []) {
          expect(start).toBeGreaterThan(at);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(label.length);
          at = end;
        }
      }),
    );
  });
});

describe('matching', () => {
  it('puts better matches first and keeps the order of equals', () => {
    const labels = ['Unread', 'Mark as read', 'Reader only', 'Go to Reading', 'Star'];
    const found = matching(labels, (label) => label, 'rea').map(({ entry }) => entry);
    expect(found).toEqual(['Mark as read', 'Reader only', 'Go to Reading', 'Unread']);
  });
});
