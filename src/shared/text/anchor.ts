/**
 * Where a highlight stands, in the model of the W3C's Web Annotation (TextQuoteSelector and TextPositionSelector), and where
 * its words went when the text changed. All offsets are UTF-16 units of the raw text.
 */
import { mathIn } from './math.ts';
import { type Anchor, CONTEXT, placeOf } from './places.ts';

export type { Anchor } from './places.ts';

export interface Found {
  readonly start: number;
  readonly end: number;
  /**
   * `exact`: the same words at the same place; `moved`: the same words elsewhere or otherwise spelled;
   * `similar`: in substance the same, with other punctuation or a few words exchanged that say the same.
   */
  readonly how: 'exact' | 'moved' | 'similar';
}

/** The anchor of a stretch of a raw text that {@link isRange} allows; throws a RangeError for another. */
export function anchorAt(raw: string, start: number, end: number): Anchor {
  if (!isRange(raw, start, end)) throw new RangeError(`No stretch of a text of ${raw.length} units: ${start} to ${end}`);
  const from = bound(raw, start, -1);
  const to = bound(raw, end, 1);
  return { quote: raw.slice(start, end), prefix: raw.slice(from, start), suffix: raw.slice(end, to), start, end };
}

/** Where the context of an edge ends: no pair is cut, and no formula, as half a one would read as another text. */
function bound(raw: string, edge: number, step: 1 | -1): number {
  const at = Math.min(Math.max(0, edge + step * CONTEXT), raw.length);
  const formula = mathIn(raw).find(({ start, end }) => start < at && at < end);
  if (formula === undefined) return cutsPair(raw, at) ? at - step : at;
  const [outer, inner] = step === 1 ? [formula.end, formula.start] : [formula.start, formula.end];
  return formula.end - formula.start <= CONTEXT ? outer : step === 1 ? Math.max(edge, inner) : Math.min(edge, inner);
}

/** Whether a stretch of a text may be highlighted: inside it, something to be seen in it, and no surrogate pair cut. */
export function isRange(raw: string, start: number, end: number): boolean {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end > raw.length || start >= end) return false;
  return /[^\s\p{Cf}]/u.test(raw.slice(start, end)) && !cutsPair(raw, start) && !cutsPair(raw, end);
}

/** How many code points stand before an offset, as W3C positions count; inside a pair it is the pair's. Out of range offsets are clamped. */
export function toCodePoints(text: string, offset: number): number {
  const end = Math.min(Math.max(offset, 0), text.length);
  let count = 0;
  for (let at = 0; at < end; at += 1) if (!cutsPair(text, at)) count += 1;
  return cutsPair(text, end) ? count - 1 : count;
}

/** The offset behind so many code points; the counterpart of {@link toCodePoints}. */
export function fromCodePoints(text: string, count: number): number {
  let at = 0;
  for (let passed = 0; passed < count && at < text.length; passed += 1) at += cutsPair(text, at + 1) ? 2 : 1;
  return at;
}

function cutsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1));
}

/**
 * Where the words of an anchor stand in another version of its text; null if that is not certain. Looked for are, in turn,
 * the same words at the same place, the same words in any spelling (Unicode, TeX, HTML, case, punctuation) wherever their
 * neighbours tell that it is them, and words that say the same. A number, a name, a denial or an order that changed is never
 * the same. Never throws; what it finds is a range of {@link isRange}, and cuts no formula, repair, or character of several parts
 * that was whole.
 */
export function findAnchor(raw: string, anchor: Anchor): Found | null {
  const { quote, prefix, suffix, start, end } = anchor;
  const atPlace = isRange(raw, start, end) && raw.slice(start, end) === quote;
  // Where the text ended behind the quote, a word may have grown.
  const ends = suffix !== '' || /^(?:\s|$)/u.test(raw.slice(end, end + 1));
  const begins = prefix !== '' || start === 0 || /\s/u.test(raw.charAt(start - 1));
  if (atPlace && ends && begins && raw.endsWith(prefix, start) && raw.startsWith(suffix, end)) return { start, end, how: 'exact' };
  const place = placeOf(raw, anchor);
  if (place === null || !isRange(raw, place.start, place.end)) return null;
  const how = atPlace && place.start === start && place.end === end ? 'exact' : place.reworded ? 'similar' : 'moved';
  return { start: place.start, end: place.end, how };
}
