/** Puts margin notes beside their lines: everything is measured first, then everything is put in place. */
import { type RefObject, useLayoutEffect } from 'react';
import type { Comment } from './comments.ts';
import { markableOf, onMarkables, pageRangeOf } from './markable.ts';
import { stack } from './stack.ts';

/** The least distance between two notes, and from the last to the end of the column, in CSS pixels. */
const GAP = 10;
const FOOT = 16;
/** A note further from its line than this has a line drawn to it. */
const NEAR = 6;
/** From the top of the first line of words to about its middle. */
const MIDDLE = 12;
/** How far to the left of a note the text ends. */
const GUTTER = 22;

/** Whether the reader is wide enough for notes beside the text: `reader.css` decides, by width and size of text. */
export const standsBeside = (list: HTMLElement): boolean => getComputedStyle(list).getPropertyValue('--comments').trim() === 'beside';

/** How far down the page a highlight's first words are; null where it is not on the page. */
function lineOf({ highlight }: Comment): number | null {
  if (highlight === null || highlight.range === null) return null;
  const markable = markableOf(highlight.field);
  const range = markable === undefined ? null : pageRangeOf(markable, highlight.range);
  if (range === null) return null;
  const words = [...range.getClientRects()].find(({ width }) => width > 0);
  return (words ?? range.getBoundingClientRect()).top;
}

interface Measured {
  readonly element: HTMLElement;
  readonly top: number;
  readonly height: number;
  /** It is longer than a folded note shows; null where it is unfolded, or being written. */
  readonly folds: boolean | null;
}

function measure(list: HTMLElement, comments: readonly Comment[]): readonly Measured[] {
  const origin = list.getBoundingClientRect().top;
  let line = 0; // one whose words are not on the page stands with the one before it
  return [...list.children].flatMap((element, i) => {
    const comment = comments[i];
    if (!(element instanceof HTMLElement) || comment?.highlight == null) return []; // what is only begun has no place yet
    const at = lineOf(comment);
    if (at !== null) line = at - origin;
    const text = element.querySelector('[data-foldable]');
    const folds = text === null ? null : text.scrollHeight > text.clientHeight + 1;
    return [{ element, top: line, height: element.offsetHeight, folds }];
  });
}

/** Where the column ends: with the paper, or further down where the pane is taller. */
function endOf(list: HTMLElement): number {
  const paper = list.parentElement?.getBoundingClientRect();
  const pane = list.closest('[data-reader-scroll]');
  if (paper === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(paper.bottom, paper.top + (pane?.clientHeight ?? 0)) - list.getBoundingClientRect().top - FOOT;
}

function layOut(list: HTMLElement, comments: readonly Comment[], kept: number | null): void {
  const beside = standsBeside(list);
  list.toggleAttribute('data-beside', beside);
  const measured = measure(list, comments);
  const keptAt = comments.filter(({ highlight }) => highlight !== null).findIndex(({ highlightId }) => highlightId === kept);
  const tops = beside ? stack(measured, { gap: GAP, end: endOf(list), kept: keptAt === -1 ? null : keptAt }) : [];

  measured.forEach(({ element, top: wanted, folds }, i) => {
    const top = tops[i];
    if (folds !== null) element.toggleAttribute('data-folds', folds);
    element.style.insetBlockStart = top === undefined ? '' : `${top}px`;
    const far = top !== undefined && Math.abs(top - wanted) > NEAR;
    element.toggleAttribute('data-far', far);
    if (far) element.querySelector('.MarginNote-leader path')?.setAttribute('d', `M${-GUTTER} ${wanted - top + MIDDLE}L-1 ${MIDDLE}`);
  });
}

/**
 * Keeps the notes of a list where they belong while the text is set anew, the pane or a note changes its size, formulas are set
 * late and fonts arrive. Scrolling moves text and notes together and costs nothing.
 */
export function useBeside(list: RefObject<HTMLElement | null>, comments: readonly Comment[], kept: number | null): void {
  // Runs with every rendering: the notes are others, or other ones stand out.
  useLayoutEffect(() => {
    const element = list.current;
    const paper = element?.parentElement;
    if (element === null || !(paper instanceof HTMLElement)) return;
    const now = () => layOut(element, comments, kept);
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(now);
    };

    // Told at once after it begins, before the page is painted: that is the first laying out.
    const sizes = new ResizeObserver(now);
    for (const each of [paper, ...paper.children, ...element.children]) sizes.observe(each);
    // A formula set late may move words without any change of size.
    const formulas = new MutationObserver(soon);
    for (const text of [markableOf('title'), markableOf('abstract')]) {
      if (text !== undefined) formulas.observe(text.root, { childList: true, subtree: true });
    }
    const stop = onMarkables(soon);
    document.fonts.addEventListener('loadingdone', soon);
    return () => {
      sizes.disconnect();
      formulas.disconnect();
      stop();
      document.fonts.removeEventListener('loadingdone', soon);
      cancelAnimationFrame(frame);
    };
  });
}
