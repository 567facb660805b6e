/** Scrolls the reader so that words are in sight, the bar over them and what stands along the foot of the pane included. */
import { useEffect } from 'react';
import { beginAt, useCaret } from '../../stores/caret.ts';
import { highlightOf, useHighlights } from '../../stores/highlights.ts';
import { segmentsIn } from '../../stores/texts.ts';
import { pageRange } from '../../typeset/shownMap.ts';
import { markableOf, pageRangeOf } from './markable.ts';

/** Free space kept above and below the words, in CSS pixels. */
const OVER = 64;
const UNDER = 56;

const scroller = () => document.querySelector<HTMLElement>('[data-reader-scroll]');

/** Scrolls only where it must, and at once. Of words higher than the pane their beginning shows. */
export function reveal(range: Range): void {
  const pane = scroller();
  if (pane === null) return;
  const view = pane.getBoundingClientRect();
  const words = range.getBoundingClientRect();
  const over = words.top - OVER - view.top;
  const under = words.bottom + UNDER - view.bottom;
  if (over < 0) pane.scrollTop += over;
  else if (under > 0) pane.scrollTop += Math.min(under, over);
}

/** Keeps what is chosen by keyboard, and the highlight made active, in sight; tells where choosing begins. */
export function useReveal(): void {
  useEffect(() => {
    const stop = [
      useCaret.subscribe(({ caret }) => {
        const markable = caret === null ? undefined : markableOf(caret.text.field);
        const moving = caret === null || markable === undefined ? null : pageRange(markable.map, caret.choice.focus);
        if (moving !== null) reveal(moving);
      }),
      useHighlights.subscribe((now, before) => {
        if (now.active === before.active) return;
        const highlight = highlightOf(now.active);
        const markable = highlight === null ? undefined : markableOf(highlight.field);
        const range = highlight?.range == null || markable === undefined ? null : pageRangeOf(markable, highlight.range);
        if (range !== null) reveal(range);
      }),
    ];
    beginAt((text) => {
      const top = scroller()?.getBoundingClientRect().top ?? 0;
      const markable = markableOf(text.field);
      if (markable === undefined) return null;
      return segmentsIn(text).sentences.find((each) => (pageRange(markable.map, each)?.getBoundingClientRect().top ?? 0) >= top) ?? null;
    });
    return () => {
      for (const end of stop) end();
      beginAt(() => null);
    };
  }, []);
}
