import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Span, SpanKind } from '../../shared/text/spans.ts';
import { type Piece, paragraphsOf, piecesOf, type Range } from './pieces.ts';

/** Spans that show the given texts one after another. */
function spans(...shown: readonly (readonly [kind: SpanKind, text: string])[]): readonly Span[] {
  let at = 0;
  return shown.map(([kind, text]) => {
    const span = { rawStart: at, rawEnd: at + text.length, shown: text, kind };
    at += text.length;
    return span;
  });
}

/** Pieces as text, with marks in brackets and pieces apart. */
const drawn = (pieces: readonly Piece[]) =>
  pieces.map((piece) => piece.segments.map((s) => (s.hit ? `[${s.text}]` : s.text)).join('')).join('|');

describe('piecesOf', () => {
  it('cuts text at marks', () => {
    expect(drawn(piecesOf(spans(['text', 'one two three']), [{ start: 4, end: 7 }]))).toBe('one [two] three');
  });

  it('carries a mark across the border of two spans', () => {
    const set = piecesOf(spans(['text', 'see '], ['link', 'https://a.example'], ['text', ' there']), [{ start: 2, end: 9 }]);
    expect(drawn(set)).toBe('se[e ]|[https]://a.example| there');
  });

  it('marks a repair or a formula whole', () => {
    const set = piecesOf(spans(['text', 'about '], ['repair', '6.0×'], ['text', ' faster']), [{ start: 6, end: 9 }]);
    expect(drawn(set)).toBe('about |[6.0×]| faster');
  });

  it('sets quotes by what stands in the span before', () => {
    expect(drawn(piecesOf(spans(['repair', '×'], ['text', '" and "x"']), []))).toBe('×|” and “x”');
  });

  it('keeps every unit of the shown text in its place, whatever the marks', () => {
    const kind = fc.constantFrom<SpanKind>('text', 'repair', 'math', 'link');
    const parts = fc.array(fc.tuple(kind, fc.string({ minLength: 1, maxLength: 12 })), { maxLength: 8 });
    const cuts = fc.uniqueArray(fc.nat(80), { maxLength: 8 });
    fc.assert(
      fc.property(parts, cuts, (given, at) => {
        const borders = at.toSorted((a, b) => a - b);
        const marks: Range[] = [];
        for (let i = 0; i + 1 < borders.length; i += 2) marks.push({ start: borders[i] ?? 0, end: borders[i + 1] ?? 0 });
        const whole = given.map(([, text]) => text).join('');
        const set = piecesOf(spans(...given), marks);
        const segments = set.flatMap((piece) => piece.segments);
        expect(segments.map((s) => s.text).join('')).toHaveLength(whole.length);
        let start = 0;
        for (const segment of segments) {
          expect(segment.start).toBe(start);
          start += segment.text.length;
        }
        for (const piece of set.filter((p) => p.span.kind === 'text' || p.span.kind === 'link'))
          for (const segment of piece.segments)
            expect(marks.some((m) => m.start <= segment.start && segment.start + segment.text.length <= m.end)).toBe(segment.hit);
      }),
    );
  });
});

describe('paragraphsOf', () => {
  const paragraphs = (...given: readonly (readonly [SpanKind, string])[]) =>
    paragraphsOf(piecesOf(spans(...given), [])).map((p) => drawn(p).trim());

  it('parts at blank lines, and then at nothing else', () => {
    expect(paragraphs(['text', 'One.\nStill one.\n\nTwo.\n \n\nThree.'])).toEqual(['One.\nStill one.', 'Two.', 'Three.']);
  });

  it('without blank lines, parts where a line ends a sentence', () => {
    expect(paragraphs(['text', 'One, which\nis wrapped.\nTwo.'])).toEqual(['One, which\nis wrapped.', 'Two.']);
  });

  it('parts at the border of spans and never inside a formula', () => {
    expect(paragraphs(['text', 'One.\n\n'], ['repair', '2×'], ['text', ' two.'])).toEqual(['One.', '2×| two.']);
    expect(paragraphs(['text', 'With '], ['math', 'a\n\nb'], ['text', ' inside.'])).toEqual(['With |a\n\nb| inside.']);
  });

  it('leaves empty paragraphs out', () => {
    expect(paragraphs(['text', '\n\nOne.\n\n'])).toEqual(['One.']);
    expect(paragraphs(['text', '\n\n'])).toEqual([]);
  });
});
