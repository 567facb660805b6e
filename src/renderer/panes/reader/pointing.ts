/** Highlights under the pointer: pointed at, pressed, and let go of by a press elsewhere. */
import { useEffect } from 'react';
import type { Highlight } from '../../../shared/models.ts';
import { toRaw } from '../../../shared/text/spans.ts';
import { leaveCaret, useCaret } from '../../stores/caret.ts';
import { highlightsOnView, letGo, point, setActive, useHighlights } from '../../stores/highlights.ts';
import { shownOffset } from '../../typeset/shownMap.ts';
import { markables } from './markable.ts';
import { pageRangeOfHighlight } from './paint.ts';

/** The highlights at a point of the window, the smallest first: it is the one a press most likely means. */
function highlightsAt(x: number, y: number): readonly Highlight[] {
  const caret = document.caretPositionFromPoint(x, y);
  const markable = caret === null ? undefined : markables().find(({ root }) => root.contains(caret.offsetNode));
  if (caret === null || markable === undefined) return [];
  const at = (edge: 'start' | 'end') => toRaw(markable.spans, shownOffset(markable.map, caret.offsetNode, caret.offset, edge), edge);
  const [from, to] = [at('start'), at('end')];
  const size = ({ range }: Highlight) => (range === null ? 0 : range.end - range.start);
  return highlightsOnView()
    .filter(
      ({ id, field, range }) => field === markable.field && range !== null && range.start <= to && from <= range.end && isOn(id, x, y),
    )
    .toSorted((a, b) => size(a) - size(b) || b.id - a.id);
}

/** The nearest place in the text may be far from the point: the words themselves must be there. */
function isOn(id: number, x: number, y: number): boolean {
  const rects = pageRangeOfHighlight(id)?.getClientRects() ?? [];
  return [...rects].some((rect) => rect.left <= x && x <= rect.right && rect.top <= y && y <= rect.bottom);
}

/** Widgets in the pane that are about a highlight or do something of their own. */
const OWN = 'a, button, input, textarea, select, [role=toolbar], [data-mark-bar], [data-keeps-highlight]';

function onClick(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  const inReader = target?.closest('.Reader') != null;
  // A drag out of the reader ends in neither.
  if (target === null || (!inReader && target.closest('.Sidebar, .PaperList') === null)) return;
  if (useHighlights.getState().adjusting !== null) return;
  if (target.closest('[role=dialog], [role=alertdialog], [role=status], [role=menu]') !== null) return;
  if (inReader && target.closest(OWN) !== null) return;
  if (inReader && useHighlights.getState().selection !== null) return; // the end of a drag, not a press
  const found = inReader ? highlightsAt(event.clientX, event.clientY) : [];
  const { active } = useHighlights.getState();
  const at = found.findIndex(({ id }) => id === active);
  const next = found[(at + 1) % found.length]; // pressed again, the one below comes up
  if (next !== undefined) setActive(next.id);
  else if (useCaret.getState().caret !== null) leaveCaret();
  else if (active !== null || useHighlights.getState().selection !== null) letGo();
}

/** Follows the pointer over a paper's texts. */
export function usePointing(): void {
  useEffect(() => {
    let frame = 0;
    let last: PointerEvent | null = null;
    const look = () => {
      frame = 0;
      if (last === null) return;
      const found = last.buttons === 0 && last.target instanceof Element && last.target.closest('.Reader-scroll') !== null;
      const [first] = found ? highlightsAt(last.clientX, last.clientY) : [];
      const marginal = last.target instanceof Element && last.target.closest('[data-keeps-highlight]') !== null;
      // Over a note in the margin the margin says what is pointed at.
      if (!marginal) point(first?.id ?? null);
    };
    const onMove = (event: PointerEvent) => {
      if (event.pointerType === 'touch' || highlightsOnView().length === 0) return;
      last = event;
      frame ||= requestAnimationFrame(look);
    };
    document.addEventListener('pointermove', onMove);
    document.addEventListener('click', onClick);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('pointermove', onMove);
      document.removeEventListener('click', onClick);
    };
  }, []);
}
