/**
 * From what stands on the page to offsets of the shown text, and back. Set text is one UTF-16 unit of text node for one unit
 * shown, formulas apart, which count as their source and are taken whole. Offsets of the raw text are made from these by
 * `shared/text/spans.ts` alone.
 */
import type { Range as Stretch } from '../../shared/text/spans.ts';

/** A text node, or a formula's element, and where in the shown text it begins. */
interface Stop {
  readonly node: Text | Element;
  readonly start: number;
  readonly length: number;
}

/** The text nodes and formulas of one set text, in order; true until the text is set anew. */
export type ShownMap = readonly Stop[];

/** Where a block's text begins in the shown text. Everything that may be selected stands in such a block. */
export const SHOWN_START = 'data-shown-start';
/** On an element that is one piece of shown text, whatever stands inside it: the units it counts for. */
export const SHOWN_LENGTH = 'data-shown-length';

export function shownMap(root: Element): ShownMap {
  const stops: Stop[] = [];
  let at = 0;
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      if (node.length > 0) stops.push({ node, start: at, length: node.length });
      at += node.length;
      return;
    }
    if (!(node instanceof Element)) return;
    const start = node.getAttribute(SHOWN_START);
    if (start !== null) at = Number(start);
    const whole = node.getAttribute(SHOWN_LENGTH);
    if (whole === null) {
      node.childNodes.forEach(visit);
      return;
    }
    stops.push({ node, start: at, length: Number(whole) });
    at += Number(whole);
  };
  visit(root);
  return stops;
}

/**
 * Where a point of the page stands in the shown text. Between two blocks it is the end of the first for the end of a stretch,
 * the beginning of the second for its start; inside a formula it is the formula's edge.
 */
export function shownOffset(map: ShownMap, node: Node, offset: number, edge: 'start' | 'end'): number {
  const inside = map.find((stop) => (stop.node instanceof Text ? stop.node === node : stop.node.contains(node) && stop.node !== node));
  if (inside !== undefined) {
    if (inside.node instanceof Text) return inside.start + Math.min(offset, inside.length);
    return edge === 'start' ? inside.start : inside.start + inside.length;
  }
  const point = document.createRange();
  point.setStart(node, offset);
  const at = map.findIndex((stop) => point.comparePoint(stop.node.parentNode ?? stop.node, indexOf(stop.node)) >= 0);
  const next = map[at];
  const before = at === -1 ? map.at(-1) : map[at - 1];
  if (edge === 'start' && next !== undefined) return next.start;
  return before === undefined ? (next?.start ?? 0) : before.start + before.length;
}

/** The stretch of the shown text that a range of the page covers; null where it covers none of it. */
export function shownStretch(map: ShownMap, range: AbstractRange): Stretch | null {
  const start = shownOffset(map, range.startContainer, range.startOffset, 'start');
  const end = shownOffset(map, range.endContainer, range.endOffset, 'end');
  return end > start ? { start, end } : null;
}

/** The range of the page that shows a stretch; null where the text does not reach that far. */
export function pageRange(map: ShownMap, { start, end }: Stretch): Range | null {
  const first = map[firstEndingAfter(map, start)];
  const last = map[firstEndingAfter(map, end - 1)];
  if (first === undefined || last === undefined) return null;
  const range = document.createRange();
  if (first.node instanceof Text) range.setStart(first.node, Math.max(0, start - first.start));
  else range.setStartBefore(first.node);
  if (last.node instanceof Text) range.setEnd(last.node, Math.min(last.length, Math.max(0, end - last.start)));
  else range.setEndAfter(last.node);
  return range;
}

/** The first stop that ends after an offset. */
function firstEndingAfter(map: ShownMap, offset: number): number {
  let low = 0;
  let high = map.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const stop = map[middle];
    if (stop !== undefined && stop.start + stop.length <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexOf(node: Node): number {
  let index = 0;
  for (let before = node.previousSibling; before !== null; before = before.previousSibling) index += 1;
  return index;
}
