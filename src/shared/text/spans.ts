/**
 * From the raw text, which is stored as it came, to what is shown, and back. Selections, highlights and
 * search marks convert their offsets here and nowhere else. All offsets are UTF-16 units.
 */
import { linksIn } from './links.ts';
import { mathIn } from './math.ts';
import { repairsIn } from './repair.ts';

export type SpanKind = 'text' | 'repair' | 'math' | 'link';

export interface Span {
  readonly rawStart: number;
  readonly rawEnd: number;
  /** Never empty. For `math` the TeX source without its delimiters. */
  readonly shown: string;
  readonly kind: SpanKind;
  /** Only links: the address to open. */
  readonly href?: string;
  /** Only formulas: set on a line of its own. */
  readonly display?: boolean;
}

/**
 * Cuts a raw text into spans that cover it in order and without gaps. With `repair` the clean-up of
 * `repair.ts` shows; without it only formulas lose their delimiters. Never throws, linear in the text.
 */
export function spansOf(raw: string, options: { readonly repair: boolean }): readonly Span[] {
  const marked: Span[] = [];
  const formulas = mathIn(raw);
  for (const formula of formulas) {
    const { start: rawStart, end: rawEnd, tex: shown, display } = formula;
    marked.push(display ? { rawStart, rawEnd, shown, kind: 'math', display } : { rawStart, rawEnd, shown, kind: 'math' });
  }
  const links = linksIn(raw).filter((link) => !overlapsAny(formulas, link));
  for (const link of links) {
    const written = raw.slice(link.start, link.end);
    const shown = options.repair ? written.replace(/\\([_%#&~])/g, '$1') : written;
    marked.push({ rawStart: link.start, rawEnd: link.end, shown, kind: 'link', href: link.url });
  }
  if (options.repair) {
    for (const repair of repairsIn(raw)) marked.push({ ...repair, kind: 'repair' });
  }
  marked.sort((a, b) => a.rawStart - b.rawStart);

  const spans: Span[] = [];
  let at = 0;
  for (const span of marked) {
    if (span.rawStart > at) spans.push({ rawStart: at, rawEnd: span.rawStart, shown: raw.slice(at, span.rawStart), kind: 'text' });
    spans.push(span);
    at = span.rawEnd;
  }
  if (at < raw.length) spans.push({ rawStart: at, rawEnd: raw.length, shown: raw.slice(at), kind: 'text' });
  return spans;
}

/** What a reader sees of the spans, as one string. */
export function shownText(spans: readonly Span[]): string {
  return spans.map((span) => span.shown).join('');
}

/** Repairs and formulas are taken whole: an offset inside one means its edge. */
function isAtomic(span: Span): boolean {
  return span.kind === 'math' || span.kind === 'repair' || span.shown.length !== span.rawEnd - span.rawStart;
}

/**
 * The raw offset of an offset in the shown text; out of range ones are clamped. Inside a repair or a formula it is
 * the span's beginning, or its end where `edge` is `end`, so that a selection that touches one takes it whole.
 */
export function toRaw(spans: readonly Span[], shownOffset: number, edge: 'start' | 'end' = 'start'): number {
  const shownStarts = shownStartsOf(spans);
  const at = lastAtMost(spans.length, shownOffset, (index) => shownStarts[index] ?? 0);
  const span = spans[at];
  if (span === undefined) return 0;
  const into = shownOffset - (shownStarts[at] ?? 0);
  if (into <= 0) return span.rawStart;
  if (into >= span.shown.length) return span.rawEnd;
  if (!isAtomic(span)) return span.rawStart + into;
  return edge === 'start' ? span.rawStart : span.rawEnd;
}

/** The shown offset of an offset in the raw text; the counterpart of {@link toRaw}, with the same rules. */
export function toShown(spans: readonly Span[], rawOffset: number, edge: 'start' | 'end' = 'start'): number {
  const at = lastAtMost(spans.length, rawOffset, (index) => spans[index]?.rawStart ?? 0);
  const span = spans[at];
  if (span === undefined) return 0;
  const shownStart = shownStartsOf(spans)[at] ?? 0;
  if (rawOffset <= span.rawStart) return shownStart;
  if (rawOffset >= span.rawEnd) return shownStart + span.shown.length;
  if (!isAtomic(span)) return shownStart + rawOffset - span.rawStart;
  return edge === 'start' ? shownStart : shownStart + span.shown.length;
}

export interface Range {
  readonly start: number;
  /** Not before `start`. */
  readonly end: number;
}

/** The raw stretch of a stretch of the shown text; repairs and formulas it touches are taken whole. An empty one stays empty. */
export function rawRange(spans: readonly Span[], start: number, end: number): Range {
  const rawStart = toRaw(spans, start);
  return { start: rawStart, end: end > start ? toRaw(spans, end, 'end') : rawStart };
}

/** The shown stretch of a stretch of the raw text; the counterpart of {@link rawRange}, with the same rules. */
export function shownRange(spans: readonly Span[], start: number, end: number): Range {
  const shownStart = toShown(spans, start);
  return { start: shownStart, end: end > start ? toShown(spans, end, 'end') : shownStart };
}

/** The spans of a stretch of the raw text: those at its edges are cut to it, repairs and formulas it touches are taken whole. */
export function spansWithin(spans: readonly Span[], start: number, end: number): Span[] {
  return spans
    .filter((span) => span.rawStart < end && span.rawEnd > start)
    .map((span) => {
      const rawStart = Math.max(span.rawStart, start);
      const rawEnd = Math.min(span.rawEnd, end);
      if (isAtomic(span) || (rawStart === span.rawStart && rawEnd === span.rawEnd)) return span;
      return { ...span, rawStart, rawEnd, shown: span.shown.slice(rawStart - span.rawStart, rawEnd - span.rawStart) };
    });
}

/** Where each span begins in the shown text; kept with the spans, as many offsets are asked for in one text. */
const knownStarts = new WeakMap<readonly Span[], readonly number[]>();

function shownStartsOf(spans: readonly Span[]): readonly number[] {
  const known = knownStarts.get(spans);
  if (known !== undefined) return known;
  let at = 0;
  const starts = spans.map((span) => {
    const start = at;
    at += span.shown.length;
    return start;
  });
  knownStarts.set(spans, starts);
  return starts;
}

/** The last of `count` rising offsets that is not past `offset`; the first where all are. */
function lastAtMost(count: number, offset: number, offsetOf: (index: number) => number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsetOf(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function overlapsAny(sorted: readonly { readonly start: number; readonly end: number }[], range: { start: number; end: number }): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.end ?? 0) <= range.start) low = middle + 1;
    else high = middle;
  }
  return (sorted[low]?.start ?? Number.POSITIVE_INFINITY) < range.end;
}
