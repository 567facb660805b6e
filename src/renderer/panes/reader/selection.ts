/** What is selected on the page, as a stretch of the paper's text: by mouse, touch and keyboard, and back again. */
import { useEffect, useLayoutEffect } from 'react';
import { leaveCaret, useCaret } from '../../stores/caret.ts';
import { type Selected, setSelection, useHighlights } from '../../stores/highlights.ts';
import { useImports } from '../../stores/imports.ts';
import { isCovered, useLayout } from '../../stores/layout.ts';
import { isSame } from '../../stores/texts.ts';
import { onCopy } from './copying.ts';
import { markableOf, markables, onMarkables, pageRangeOf, selectedIn } from './markable.ts';

/** A selection made with fingers is settled when it has not changed for this long, in milliseconds: its handles tell of no end. */
const SETTLED = 250;

/** What is selected in the paper's texts; of a selection over both the abstract's part counts. */
function selectedOnPage(): Selected | null {
  const selection = window.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  for (const markable of markables().toReversed()) {
    const selected = range.intersectsNode(markable.root) ? selectedIn(markable, range) : null;
    if (selected !== null) return selected;
  }
  return null;
}

/** Takes what the page says. */
function read(): void {
  const selected = selectedOnPage();
  if (selected !== null) setSelection(selected);
  // A dialog's field takes the page's selection; it is put back when the dialog closes.
  else if (useHighlights.getState().selection !== null && !isCovered()) {
    if (useCaret.getState().caret === null) setSelection(null);
    else leaveCaret();
  }
}

/** Shows on the page what is selected, where it does not show it already. */
function show(): void {
  const { selection, selecting } = useHighlights.getState();
  if (selecting || isCovered() || document.activeElement?.matches('input, textarea, select') === true) return;
  const onPage = selectedOnPage();
  if (isSame(onPage, selection)) return;
  const own = window.getSelection();
  if (selection === null) {
    own?.removeAllRanges();
    return;
  }
  const markable = markableOf(selection.field);
  if (markable?.paperId !== selection.paperId || markable.raw.slice(selection.start, selection.end) !== selection.quote) return;
  const { caret } = useCaret.getState();
  const range = pageRangeOf(markable, selection);
  if (range === null) return;
  // Made in the direction it was made in, so that Shift and a click move the end that moves.
  const backwards = caret !== null && caret.choice.focus.start < caret.choice.anchor.start;
  const ends = [range.startContainer, range.startOffset, range.endContainer, range.endOffset] as const;
  if (backwards) own?.setBaseAndExtent(ends[2], ends[3], ends[0], ends[1]);
  else own?.setBaseAndExtent(...ends);
}

/** Follows the page's selection. While it is being made nothing is said of it; pressing the bar does not change it. */
function followPage(): () => void {
  let pressed: 'page' | 'bar' | null = null;
  let byTouch = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = () => {
    clearTimeout(timer);
    useHighlights.setState({ selecting: false });
    read();
  };
  const onSelectionChange = () => {
    if (pressed === 'bar') return;
    if (pressed === 'page') {
      if (!useHighlights.getState().selecting) useHighlights.setState({ selecting: true });
      return;
    }
    clearTimeout(timer);
    if (byTouch) timer = setTimeout(settle, SETTLED);
    else read();
  };
  const onDown = (event: PointerEvent) => {
    byTouch = event.pointerType === 'touch';
    pressed = event.target instanceof Element && event.target.closest('[data-mark-bar]') !== null ? 'bar' : byTouch ? null : 'page';
  };
  const onUp = () => {
    const was = pressed;
    pressed = null;
    if (was === 'page') settle();
  };
  const listening = new AbortController();
  const { signal } = listening;
  document.addEventListener('selectionchange', onSelectionChange, { signal });
  window.addEventListener('pointerdown', onDown, { signal, capture: true });
  window.addEventListener('pointerup', onUp, { signal, capture: true });
  window.addEventListener('pointercancel', onUp, { signal, capture: true });
  // A menu of the system keeps the release of its button to itself.
  window.addEventListener('contextmenu', onUp, { signal, capture: true });
  window.addEventListener('blur', onUp, { signal });
  document.addEventListener('copy', onCopy, { signal });
  return () => {
    clearTimeout(timer);
    listening.abort();
  };
}

/** Keeps the page's selection and the store's the same. */
export function useSelection(): void {
  useEffect(followPage, []);
  useEffect(() => {
    const stop = [
      useHighlights.subscribe((now, before) => {
        if (now.selection !== before.selection) show();
      }),
      useCaret.subscribe(show),
      // Only where there is something to put back: asking for the page's selection would have it laid out at once.
      onMarkables(() => useHighlights.getState().selection !== null && show()),
    ];
    return () => {
      for (const end of stop) end();
    };
  }, []);
  const dialog = useLayout((s) => s.dialog);
  const importing = useImports((s) => s.phase !== 'closed');
  useLayoutEffect(() => {
    if (dialog === null && !importing && useHighlights.getState().selection !== null) show();
  }, [dialog, importing]);
}
