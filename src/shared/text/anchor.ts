/** Where highlighted words stand in a raw text, in the W3C Web Annotation model. Offsets are UTF-16 units. */

export interface Anchor {
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly start: number;
  readonly end: number;
}

export interface Found {
  readonly start: number;
  readonly end: number;
  readonly how: 'exact' | 'moved' | 'similar';
}

const CONTEXT = 48;

/** The anchor of a stretch of a raw text. */
export function anchorAt(raw: string, start: number, end: number): Anchor {
  return {
    quote: raw.slice(start, end),
    prefix: raw.slice(Math.max(0, start - CONTEXT), start),
    suffix: raw.slice(end, end + CONTEXT),
    start,
    end,
  };
}

/** Whether a stretch may be highlighted. */
export function isRange(raw: string, start: number, end: number): boolean {
  return start >= 0 && start < end && end <= raw.length && raw.slice(start, end).trim() !== '';
}

/** Where the anchored words stand in another version of the text, null if that is not certain. */
export function findAnchor(raw: string, anchor: Anchor): Found | null {
  if (raw.slice(anchor.start, anchor.end) === anchor.quote) return { start: anchor.start, end: anchor.end, how: 'exact' };
  const at = raw.indexOf(anchor.quote);
  return at === -1 || raw.indexOf(anchor.quote, at + 1) !== -1 ? null : { start: at, end: at + anchor.quote.length, how: 'moved' };
}

/** How many code points stand before an offset: the W3C counts these. */
export function toCodePoints(raw: string, offset: number): number {
  let count = 0;
  for (let at = 0; at < offset && at < raw.length; count += 1) at += (raw.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return count;
}

/** The offset behind so many code points: the counterpart of {@link toCodePoints}. */
export function fromCodePoints(raw: string, count: number): number {
  let at = 0;
  for (let left = count; left > 0 && at < raw.length; left -= 1) at += (raw.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}
