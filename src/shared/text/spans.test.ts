import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mathIn } from './math.ts';
import { rawRange, type Span, shownRange, shownText, spansOf, toRaw, toShown } from './spans.ts';

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

/** Addresses with TeX's escapes are shown without them, so that no part of one is told from the rest. */
function isTakenWhole({ kind, shown, rawStart, rawEnd }: Span): boolean {
  return kind === 'math' || kind === 'repair' || shown.length !== rawEnd - rawStart;
}

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

  test('map every shown position to a raw one and back, in order and without gaps, at both edges', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (raw, repair) => {
        const spans = spansOf(raw, { repair });
        const shown = shownText(spans);
        let last = { start: 0, end: 0 };
        for (let at = 0; at <= shown.length; at += 1) {
          const now = { start: toRaw(spans, at), end: toRaw(spans, at, 'end') };
          expect(now.start).toBeGreaterThanOrEqual(last.start);
          expect(now.end).toBeGreaterThanOrEqual(last.end);
          if (at > 0) {
            // The stored stretch between two neighbouring positions is not empty, and shows what stands between them.
            expect(now.end).toBeGreaterThan(last.start);
            const between = shownRange(spans, last.start, now.end);
            expect(between.start < at && at <= between.end).toBe(true);
          }
          // Back again it is the same position, or the whole span that the position stands in.
          const back = { start: toShown(spans, now.start), end: toShown(spans, now.end, 'end') };
          if (now.start === now.end) expect(back).toEqual({ start: at, end: at });
          else expect(back.start < at && at < back.end).toBe(true);
          last = now;
        }
        expect(last.end).toBe(raw.length);

        let lastShown = { start: 0, end: 0 };
        for (let at = 0; at <= raw.length; at += 1) {
          const now = { start: toShown(spans, at), end: toShown(spans, at, 'end') };
          expect(now.start).toBeGreaterThanOrEqual(lastShown.start);
          expect(now.end).toBeGreaterThanOrEqual(lastShown.end);
          const back = { start: toRaw(spans, now.start), end: toRaw(spans, now.end, 'end') };
          if (now.start === now.end) expect(back).toEqual({ start: at, end: at });
          else expect(back.start < at && at < back.end).toBe(true);
          lastShown = now;
        }
        expect(lastShown.end).toBe(shown.length);
      }),
      { numRuns: 1_000 },
    );
  });

  test('make shown stretches raw ones and back: the same, or grown to what is taken whole', () => {
    fc.assert(
      fc.property(text, fc.boolean(), fc.nat(), fc.nat(), (raw, repair, from, to) => {
        const spans = spansOf(raw, { repair });
        const shown = shownText(spans);
        const [start = 0, end = 0] = [from % (shown.length + 1), to % (shown.length + 1)].sort((a, b) => a - b);
        const stored = rawRange(spans, start, end);
        const drawn = shownRange(spans, stored.start, stored.end);
        if (start === end) {
          expect(stored.end).toBe(stored.start);
          return;
        }
        expect(drawn.start).toBeLessThanOrEqual(start);
        expect(drawn.end).toBeGreaterThanOrEqual(end);
        // Only whole spans are added: what is drawn more than was chosen lies in the span the edge stands in.
        let at = 0;
        for (const span of spans) {
          const spanEnd = at + span.shown.length;
          const touched = start < spanEnd && at < end;
          const whole = stored.start <= span.rawStart && span.rawEnd <= stored.end;
          if (!touched) expect(stored.end <= span.rawStart || span.rawEnd <= stored.start).toBe(true);
          else if (isTakenWhole(span)) expect(whole).toBe(true);
          at = spanEnd;
        }
        // A second time nothing grows.
        expect(rawRange(spans, drawn.start, drawn.end)).toEqual(stored);
        expect(shownRange(spans, stored.start, stored.end)).toEqual(drawn);
      }),
      { numRuns: 2_000 },
    );
  });

  test('make raw stretches shown ones and back: the same, or grown to what is taken whole', () => {
    fc.assert(
      fc.property(text, fc.boolean(), fc.nat(), fc.nat(), (raw, repair, from, to) => {
        const spans = spansOf(raw, { repair });
        const [start = 0, end = 0] = [from % (raw.length + 1), to % (raw.length + 1)].sort((a, b) => a - b);
        fc.pre(start < end);
        const drawn = shownRange(spans, start, end);
        expect(drawn.end).toBeGreaterThan(drawn.start);
        const stored = rawRange(spans, drawn.start, drawn.end);
        const touched = spans.filter((span) => span.rawStart < end && start < span.rawEnd && isTakenWhole(span));
        expect(stored.start).toBe(Math.min(start, touched[0]?.rawStart ?? start));
        expect(stored.end).toBe(Math.max(end, touched.at(-1)?.rawEnd ?? end));
      }),
      { numRuns: 2_000 },
    );
  });

  test('make the whole shown text the whole raw text', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (raw, repair) => {
        const spans = spansOf(raw, { repair });
        const { length } = shownText(spans);
        expect(rawRange(spans, 0, length)).toEqual({ start: 0, end: raw.length });
        expect(shownRange(spans, 0, raw.length)).toEqual({ start: 0, end: length });
      }),
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
