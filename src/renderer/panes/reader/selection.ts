/** What is selected on the page, as a stretch of the paper's text. */
import { useEffect } from 'react';
import { HIGHLIGHT_FIELDS } from '../../../shared/models.ts';
import { type Selected, setSelection, useHighlights } from '../../stores/highlights.ts';
import { markableOf, selectedIn } from './markable.ts';

/** What is selected in the paper's texts; of a selection over both the abstract's part counts. */
function selectedOnPage(): Selected | null {
  const selection = window.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  for (const field of [...HIGHLIGHT_FIELDS].reverse()) {
    const markable = markableOf(field);
    const selected = markable !== undefined && range.intersectsNode(markable.root) ? selectedIn(markable, range) : null;
    if (selected !== null) return selected;
  }
  return null;
}

function read(): void {
  const selected = selectedOnPage();
  if (selected !== null || useHighlights.getState().selection !== null) setSelection(selected);
}

export function useSelection(): void {
  useEffect(() => {
    document.addEventListener('selectionchange', read);
    return () => document.removeEventListener('selectionchange', read);
  }, []);
}
