/** Draws highlights over the set text with the CSS Custom Highlight API: no element is added, and copying copies words alone. */
import { useEffect } from 'react';
import { HIGHLIGHT_COLORS, type Highlight as Marked } from '../../../shared/models.ts';
import { useHighlights } from '../../stores/highlights.ts';
import { markableOf, onMarkables, pageRangeOf } from './markable.ts';

/** Names under which `highlights.css` draws. */
const nameOf = (color: string) => `highlight-${color}`;
const ACTIVE = 'highlight-active';

/** Ranges of the page by highlight; true until a text is set anew. */
const ranges = new Map<number, Range>();

/** Where a highlight stands on the page. */
export const pageRangeOfHighlight = (id: number): Range | undefined => ranges.get(id);

function paint(highlights: readonly Marked[]): void {
  ranges.clear();
  for (const color of HIGHLIGHT_COLORS) CSS.highlights.delete(nameOf(color));
  const byColor = new Map<string, Highlight>();
  for (const { id, field, color, range } of highlights) {
    const markable = markableOf(field);
    if (markable === undefined || range === null) continue;
    const drawn = pageRangeOf(markable, range);
    if (drawn === null) continue;
    ranges.set(id, drawn);
    const own = byColor.get(color) ?? new Highlight();
    byColor.set(color, own.add(drawn));
  }
  for (const [color, drawn] of byColor) CSS.highlights.set(nameOf(color), drawn);
}

/** The active highlight, or the one pointed at, stands out. */
function paintActive(): void {
  const { active, pointed } = useHighlights.getState();
  const out = [active, pointed].map((id) => (id === null ? undefined : ranges.get(id))).filter((range) => range !== undefined);
  if (out.length === 0) {
    CSS.highlights.delete(ACTIVE);
    return;
  }
  const drawn = new Highlight(...out);
  drawn.priority = 1;
  CSS.highlights.set(ACTIVE, drawn);
}

/** Keeps what is drawn true to the paper's highlights while its texts are set anew and its highlights change. */
export function usePaint(highlights: readonly Marked[]): void {
  useEffect(() => {
    const draw = () => {
      paint(highlights);
      paintActive();
    };
    draw();
    const stop = [onMarkables(draw), useHighlights.subscribe(paintActive)];
    return () => {
      for (const end of stop) end();
      paint([]);
      paintActive();
    };
  }, [highlights]);
}
