/** The texts of the paper on view that can be highlighted, as they stand on the page. */
import { type RefObject, useLayoutEffect, useRef } from 'react';
import { HIGHLIGHT_FIELDS, type HighlightField, type MatchTerm, type Paper, type RawRange } from '../../../shared/models.ts';
import { shownRange } from '../../../shared/text/spans.ts';
import { type Selected, selectedAt, type Text, textOf } from '../../stores/texts.ts';
import { pageRange, type ShownMap, shownMap, shownStretch } from '../../typeset/shownMap.ts';

export interface Markable extends Text {
  readonly root: HTMLElement;
  readonly map: ShownMap;
  /** Its formulas, which stand in the map too. */
  readonly formulas: ShownMap;
}

const onView = new Map<HighlightField, Markable>();
const listeners = new Set<(field: HighlightField) => void>();

/** Tells when a text was set anew: its nodes are others. */
export function onMarkables(listener: (field: HighlightField) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const markableOf = (field: HighlightField): Markable | undefined => onView.get(field);

/** In the order of the page. */
export const markables = (): readonly Markable[] => HIGHLIGHT_FIELDS.flatMap((field) => onView.get(field) ?? []);

/** Makes the element it is given to a text that can be highlighted. Its nodes are read anew with whatever sets them anew. */
export function useMarkable<E extends HTMLElement>(
  paper: Paper,
  field: HighlightField,
  repair: boolean,
  terms: readonly MatchTerm[],
): RefObject<E | null> {
  const root = useRef<E>(null);
  const text = textOf(paper, field, repair);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words searched for cut the text into other nodes
  useLayoutEffect(() => {
    const element = root.current;
    if (element === null || text === null) return;
    const map = shownMap(element);
    const markable = { ...text, root: element, map, formulas: map.filter(({ node }) => node instanceof Element) };
    onView.set(field, markable);
    for (const listener of listeners) listener(field);
    return () => {
      if (onView.get(field) === markable) onView.delete(field);
    };
  }, [text, field, terms]);
  return root;
}

/** The range of the page that shows a stretch of a raw text. */
export function pageRangeOf(markable: Markable, { start, end }: RawRange): Range | null {
  return pageRange(markable.map, shownRange(markable.spans, start, end));
}

/** What a range of the page covers of a text. */
export function selectedIn(markable: Markable, range: AbstractRange): Selected | null {
  const shown = shownStretch(markable.map, range);
  return shown === null ? null : selectedAt(markable, shown);
}
