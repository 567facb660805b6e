/**
 * Which parts of a long text are near what is on screen. Whatever is drawn over a text costs every frame in which the page changes,
 * out of sight as well: so only what is near is drawn.
 */
import { SHOWN_START } from '../../typeset/shownMap.ts';
import type { Markable } from './markable.ts';

/** So far beyond the pane, in both directions, is near. */
const MARGIN = '200% 0px';

/** A paragraph, and where in the shown text it begins. */
interface Block {
  readonly element: Element;
  readonly start: number;
}

/** Paragraphs known to be out of sight and far away; any other is near, so that nothing ever appears late. */
const far = new WeakSet<Element>();

const known = new WeakMap<Markable, readonly Block[]>();

/** The paragraphs of a text; none where it is not set in any. */
function blocksOf(markable: Markable): readonly Block[] {
  const before = known.get(markable);
  if (before !== undefined) return before;
  const blocks = [...markable.root.querySelectorAll(`[${SHOWN_START}]`)].map((element) => ({
    element,
    start: Number(element.getAttribute(SHOWN_START)),
  }));
  known.set(markable, blocks);
  return blocks;
}

/** Whether some of a stretch of the shown text is on screen or near. */
export function isNear(markable: Markable, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const blocks = blocksOf(markable);
  const first = Math.max(
    0,
    blocks.findLastIndex((block) => block.start <= start),
  );
  for (let at = first; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (block === undefined || (at > first && block.start >= end)) return false;
    if (!far.has(block.element)) return true;
  }
  return blocks.length === 0;
}

/** Follows the paragraphs of some texts; tells when others are near. Returns the function that stops it. */
export function followNear(markables: readonly Markable[], onChange: () => void): () => void {
  const root = document.querySelector('[data-reader-scroll]');
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) far.delete(target);
        else far.add(target);
      }
      onChange();
    },
    { root, rootMargin: MARGIN },
  );
  for (const markable of markables) for (const { element } of blocksOf(markable)) observer.observe(element);
  return () => observer.disconnect();
}
