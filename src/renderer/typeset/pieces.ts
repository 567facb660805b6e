/** Cuts spans and search marks into the pieces that are set one after another. Offsets are UTF-16 units of the shown text. */
import type { Span } from '../../shared/text/spans.ts';
import { typographic } from './quotes.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A stretch of one span that is wholly inside a search mark, or wholly outside. */
export interface Segment {
  /** Counts through the whole text: a key that stays while the text stays. */
  readonly start: number;
  readonly text: string;
  readonly hit: boolean;
}

export interface Piece {
  readonly span: Span;
  readonly start: number;
  readonly segments: readonly Segment[];
}

/** Repairs and formulas are atomic: a mark inside one marks it whole. */
const ATOMIC: ReadonlySet<Span['kind']> = new Set(['repair', 'math']);

/**
 * The pieces of a text. Marks may begin in one span and end in another; they are in order and do not overlap.
 * Text gets its typographic quotes here, unit for unit, so that offsets stay those of the spans.
 */
export function piecesOf(spans: readonly Span[], marks: readonly Range[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  let next = 0;
  let before = '';
  for (const span of spans) {
    const end = start + span.shown.length;
    while (next < marks.length && (marks[next]?.end ?? 0) <= start) next += 1;
    const inside: Range[] = [];
    for (let i = next; i < marks.length; i += 1) {
      const mark = marks[i];
      if (mark === undefined || mark.start >= end) break;
      inside.push({ start: Math.max(mark.start, start), end: Math.min(mark.end, end) });
    }
    const text = span.kind === 'text' ? typographic(span.shown, before) : span.shown;
    pieces.push({ span, start, segments: segmentsOf(text, start, ATOMIC.has(span.kind) && inside.length > 0 ? [{ start, end }] : inside) });
    before = span.shown.at(-1) ?? before;
    start = end;
  }
  return pieces;
}

function segmentsOf(text: string, start: number, marks: readonly Range[]): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  const put = (to: number, hit: boolean) => {
    if (to > at) segments.push({ start: start + at, text: text.slice(at, to), hit });
    at = Math.max(at, to);
  };
  for (const mark of marks) {
    put(mark.start - start, false);
    put(mark.end - start, true);
  }
  put(text.length, false);
  return segments;
}

/**
 * Parts spans into paragraphs: at blank lines or, where there are none, at line ends that end a sentence.
 * Line breaks stay in the spans, so that offsets hold; a formula or a repair is never cut.
 */
export function paragraphsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const whole = pieces.map((piece) => piece.span.shown).join('');
  const borders = bordersOf(whole);
  if (borders.length === 0) return [pieces];
  const paragraphs: Piece[][] = [[]];
  let next = 0;
  for (const piece of pieces) {
    let rest = piece;
    const end = piece.start + piece.span.shown.length;
    for (let at = borders[next]; at !== undefined && at < end; at = borders[next]) {
      next += 1;
      if (at > rest.start) {
        if (ATOMIC.has(rest.span.kind)) continue;
        const [head, tail] = cut(rest, at);
        paragraphs.at(-1)?.push(head);
        rest = tail;
      }
      paragraphs.push([]);
    }
    paragraphs.at(-1)?.push(rest);
  }
  return paragraphs.filter((paragraph) => paragraph.some((piece) => piece.segments.some((segment) => segment.text.trim() !== '')));
}

/** Offsets at which a new paragraph begins. */
function bordersOf(whole: string): readonly number[] {
  const blank = [...whole.matchAll(/\n[^\S\n]*(?:\n[^\S\n]*)+/gu)];
  const found = blank.length > 0 ? blank : [...whole.matchAll(/(?<=[.!?:;…]["'”’)\]]?[^\S\n]{0,8})\n/gu)];
  return found.map((match) => match.index + match[0].length);
}

/** Cuts a piece in two at an offset of the shown text. */
function cut(piece: Piece, at: number): readonly [Piece, Piece] {
  const heads: Segment[] = [];
  const tails: Segment[] = [];
  for (const segment of piece.segments) {
    const here = at - segment.start;
    if (here >= segment.text.length) heads.push(segment);
    else if (here <= 0) tails.push(segment);
    else {
      heads.push({ ...segment, text: segment.text.slice(0, here) });
      tails.push({ ...segment, start: at, text: segment.text.slice(here) });
    }
  }
  return [
    { ...piece, segments: heads },
    { ...piece, start: at, segments: tails },
  ];
}
