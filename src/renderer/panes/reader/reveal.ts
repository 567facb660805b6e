import { pageRangeOfHighlight } from './paint.ts';

/** Scrolls the reader so that a highlight stands in its upper half, unless it is in sight. */
export function reveal(highlightId: number): void {
  const range = pageRangeOfHighlight(highlightId);
  const pane = document.querySelector('[data-reader-scroll]');
  if (range === undefined || pane === null) return;
  const words = range.getBoundingClientRect();
  const view = pane.getBoundingClientRect();
  if (words.top < view.top || words.bottom > view.bottom) pane.scrollTop += words.top - view.top - view.height / 3;
}
