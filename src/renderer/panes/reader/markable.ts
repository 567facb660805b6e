/** The texts of the paper on view that can be highlighted, as they stand on the page. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { HighlightField, RawRange } from '../../../shared/models.ts';
import { rawRange, type Span, shownRange, shownText, spansOf } from '../../../shared/text/spans.ts';
import type { Selected } from '../../stores/highlights.ts';
import { pageRange, type ShownMap, shownMap, shownStretch } from '../../typeset/shownMap.ts';

export interface Markable {
  readonly paperId: number;
  readonly field: HighlightField;
  readonly raw: string;
  readonly spans: readonly Span[];
  readonly root: HTMLElement;
  readonly map: ShownMap;
}

const onView = new Map<HighlightField, Markable>();
const listeners = new Set<() => void>();

/** Tells when a text was set anew: its nodes are others. */
export function onMarkables(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const markableOf = (field: HighlightField): Markable | undefined => onView.get(field);

/** Makes the element it is given to a text that can be highlighted. Runs with every render: what is set may have changed. */
export function useMarkable<E extends HTMLElement>(
  paperId: number,
  field: HighlightField,
  raw: string,
  repair: boolean,
): RefObject<E | null> {
  const root = useRef<E>(null);
  useLayoutEffect(() => {
    const element = root.current;
    if (element === null) return;
    const markable = { paperId, field, raw, spans: spansOf(raw, { repair }), root: element, map: shownMap(element) };
    onView.set(field, markable);
    for (const listener of listeners) listener();
    return () => {
      if (onView.get(field) === markable) onView.delete(field);
    };
  });
  return root;
}

/** The range of the page that shows a stretch of a raw text. */
export function pageRangeOf(markable: Markable, { start, end }: RawRange): Range | null {
  return pageRange(markable.map, shownRange(markable.spans, start, end));
}

/** What a range of the page covers of a text. */
export function selectedIn(markable: Markable, range: AbstractRange): Selected | null {
  const shown = shownStretch(markable.map, range);
  if (shown === null) return null;
  const { start, end } = rawRange(markable.spans, shown.start, shown.end);
  const quote = markable.raw.slice(start, end);
  if (quote.trim() === '') return null;
  const whole = shownRange(markable.spans, start, end);
  const words = shownText(markable.spans).slice(whole.start, whole.end);
  return { paperId: markable.paperId, field: markable.field, start, end, quote, shown: words };
}
