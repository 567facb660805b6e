import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mathIn } from './math.ts';
import { shownText, spansOf, toRaw, toShown } from './spans.ts';

/** Pieces that texts of papers are made of, and what could trip a reader of them. */
const piece = fc.oneof(
  fc.constantFrom(
    ...'sim75\\%|6.0times|leq 4B|It\\^o|3200^3|scriptsizeFLaws|w_0|{omega_m,omega_b,...}|$x^2$|$5 and $10|$$E=mc^2$$|\\(a+b\\)|https://a.example.org/b_c.|(see https://x.example.org/y(z))'.split(
      '|',
    ),
  ),
  fc.constantFrom(
    '$',
    '{',
    '}',
    '\\',
    '_',
    '^',
    '`',
    '~',
    '%',
    '&amp;',
    '&#128512;',
    '<i>x</i>',
    '\\textbf{y}',
    '\\emph{',
    "\\'e",
    '\n',
    '\n\n',
    ' ',
  ),
  fc.constantFrom(
    'e\u0301',
    '\u05e9\u05dc\u05d5\u05dd',
    '\u202eabc\u202c',
    '👩‍👩‍👧',
    '\ud83d',
    '\ude00',
    '注意力',
    'ﬁ',
    '\u0301',
    '\0',
    'İ',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.lorem({ maxCount: 4 }),
);
const text = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));

describe('spans of any text', () => {
  test('cover it in order and without gaps', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (raw, repair) => {
        let at = 0;
        for (const span of spansOf(raw, { repair })) {
          expect(span.rawStart).toBe(at);
          expect(span.rawEnd).toBeGreaterThan(span.rawStart);
          expect(span.shown).not.toBe('');
          if (span.kind === 'text') expect(span.shown).toBe(raw.slice(span.rawStart, span.rawEnd));
          expect(span.href !== undefined).toBe(span.kind === 'link');
          at = span.rawEnd;
        }
        expect(at).toBe(raw.length);
      }),
      { numRuns: 2_000 },
    );
  });

  test('offsets go there and back at the bounds of spans, and never backwards', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (raw, repair) => {
        const spans = spansOf(raw, { repair });
        for (const { rawStart, rawEnd } of spans) {
          expect(toRaw(spans, toShown(spans, rawStart))).toBe(rawStart);
          expect(toRaw(spans, toShown(spans, rawEnd))).toBe(rawEnd);
        }
        const { length } = shownText(spans);
        let last = 0;
        for (let at = 0; at <= length; at += 1) {
          const start = toRaw(spans, at);
          const end = toRaw(spans, at, 'end');
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThanOrEqual(start);
          last = start;
        }
        expect(toRaw(spans, length + 10)).toBe(raw.length);
        expect(toShown(spans, raw.length + 10)).toBe(length);
      }),
      { numRuns: 500 },
    );
  });

  test('without repairs show exactly the raw text, but for the delimiters of formulas', () => {
    fc.assert(
      fc.property(text, (raw) => {
        const spans = spansOf(raw, { repair: false });
        expect(spans.map(({ kind }) => kind)).not.toContain('repair');
        let expected = '';
        let at = 0;
        for (const { start, end, tex } of mathIn(raw)) {
          expected += raw.slice(at, start) + tex;
          at = end;
        }
        expect(shownText(spans)).toBe(expected + raw.slice(at));
      }),
      { numRuns: 1_000 },
    );
  });

  test('are found in long texts made to be hard', () => {
    for (const hard of [
      '$',
      '$$',
      '\\(',
      '{',
      '\\emph{',
      '{a,',
      '_',
      'a_',
      'a_1',
      '.',
      '1',
      '1,',
      '9^',
      'x',
      'http://',
      '((https://a.b/(',
      '\\',
      "\\'",
      '<i>',
      '&#1',
      '- ',
    ]) {
      const raw = hard.repeat(200_000 / hard.length);
      const spans = spansOf(raw, { repair: true });
      expect(spans.at(-1)?.rawEnd).toBe(raw.length);
    }
  });
});

describe('offsets inside', () => {
  const raw = 'by sim75\\% for $x^2$ at https://a.example.org/b.';
  const spans = spansOf(raw, { repair: true });

  test('text and links keep theirs', () => {
    expect(shownText(spans)).toBe('by ~75% for x^2 at https://a.example.org/b.');
    expect(raw.slice(toRaw(spans, 8), toRaw(spans, 11))).toBe('for');
    expect(raw.slice(toRaw(spans, 19), toRaw(spans, 24))).toBe('https');
  });

  test('repairs and formulas are taken whole', () => {
    expect(raw.slice(toRaw(spans, 5), toRaw(spans, 5, 'end'))).toBe('sim75\\%');
    expect(raw.slice(toRaw(spans, 13), toRaw(spans, 13, 'end'))).toBe('$x^2$');
    expect([toShown(spans, 6), toShown(spans, 6, 'end')]).toEqual([3, 7]);
  });
});
