/** Draws highlights over the set text with the CSS Custom Highlight API: no element is added, and copying copies words alone. */
import { useLayoutEffect } from 'react';
import { HIGHLIGHT_COLORS, type HighlightColor, type Highlight as Marked } from '../../../shared/models.ts';
import { useHighlights } from '../../stores/highlights.ts';
import { LAYERS, layersOf } from './layers.ts';
import { type Markable, markableOf, markables, onMarkables, pageRangeOf } from './markable.ts';

interface Drawn {
  readonly highlight: Marked;
  readonly markable: Markable;
  readonly range: Range;
  readonly layer: number;
}

/** What is drawn, by highlight; ranges stay while their words and their text do. */
const drawn = new Map<number, Drawn>();

/** Where a highlight stands on the page. */
export const pageRangeOfHighlight = (id: number): Range | undefined => drawn.get(id)?.range;

/** A registry under a name of `highlights.css`, made with its first range. */
function registryOf(name: string, priority: number): Highlight {
  const known = CSS.highlights.get(name);
  if (known !== undefined) return known;
  const made = new Highlight();
  made.priority = priority;
  CSS.highlights.set(name, made);
  return made;
}

const layerOf = ({ highlight, layer }: Drawn): Highlight => registryOf(`mark-${highlight.color}-${layer}`, layer);
/** Over every layer. */
const standing = (color: HighlightColor): Highlight => registryOf(`mark-${color}-out`, LAYERS);

const isHere = ({ field, paperId }: Marked, markable: Markable | undefined): markable is Markable =>
  markable?.field === field && markable.paperId === paperId;

/** Draws what changed, and leaves alone what did not. */
function paint(highlights: readonly Marked[]): void {
  const layers = layersOf(highlights);
  const stays = new Set<number>();
  for (const highlight of highlights) {
    const { id, field, range } = highlight;
    const markable = markableOf(field);
    if (range === null || !isHere(highlight, markable)) continue;
    const before = drawn.get(id);
    const same = before?.markable === markable && before.highlight.range?.start === range.start && before.highlight.range.end === range.end;
    const onPage = same ? before.range : pageRangeOf(markable, range);
    if (onPage === null) continue;
    const now: Drawn = { highlight, markable, range: onPage, layer: layers.get(id) ?? 0 };
    if (before !== undefined) layerOf(before).delete(before.range);
    layerOf(now).add(onPage);
    drawn.set(id, now);
    stays.add(id);
  }
  for (const [id, gone] of drawn) {
    if (stays.has(id)) continue;
    layerOf(gone).delete(gone.range);
    drawn.delete(id);
  }
  paintFormulas();
  paintHits();
  paintStanding();
}

/** The ground of a highlight covers the strokes under the words searched for: there they are drawn once more, over it. */
function paintHits(): void {
  const hits = registryOf('search-hit', LAYERS + 1);
  hits.clear();
  for (const { root } of markables())
    for (const hit of root.querySelectorAll('.Hit')) {
      if (![...drawn.values()].some(({ range }) => range.intersectsNode(hit))) continue;
      const range = document.createRange();
      range.selectNodeContents(hit);
      hits.add(range);
    }
}

/** On the element of a formula: the colour it is marked with, and that this stands out. */
const FORMULA_COLOR = 'data-mark';
const FORMULA_OUT = 'data-mark-out';

/** By formula what it is marked with, where it is at all: the uppermost. */
const formulas = new Map<Element, Drawn>();

const formulasIn = ({ markable, range }: Drawn): readonly Element[] =>
  markable.map.flatMap(({ node }) => (node instanceof Element && range.intersectsNode(node) ? [node] : []));

/** The glyphs of a formula would be drawn one by one, each as high as it is: its whole ground is coloured instead. */
function paintFormulas(): void {
  const before = [...formulas.keys()];
  formulas.clear();
  for (const one of drawn.values())
    for (const formula of formulasIn(one)) if ((formulas.get(formula)?.layer ?? -1) < one.layer) formulas.set(formula, one);
  for (const formula of before) if (!formulas.has(formula)) formula.removeAttribute(FORMULA_COLOR);
  for (const [formula, { highlight }] of formulas) formula.setAttribute(FORMULA_COLOR, highlight.color);
}

/** Formulas that stand out now. */
const outstanding = new Set<Element>();

/** The active highlight, and the one pointed at, stand out. */
function paintStanding(): void {
  for (const color of HIGHLIGHT_COLORS) CSS.highlights.get(`mark-${color}-out`)?.clear();
  for (const formula of outstanding) {
    formula.removeAttribute(FORMULA_OUT);
    const under = formulas.get(formula);
    if (under !== undefined) formula.setAttribute(FORMULA_COLOR, under.highlight.color);
  }
  outstanding.clear();
  const { active, pointed, adjusting } = useHighlights.getState();
  for (const id of [active, pointed, adjusting]) {
    const one = id === null ? undefined : drawn.get(id);
    if (one === undefined) continue;
    standing(one.highlight.color).add(one.range);
    for (const formula of formulasIn(one)) {
      formula.setAttribute(FORMULA_COLOR, one.highlight.color);
      formula.setAttribute(FORMULA_OUT, '');
      outstanding.add(formula);
    }
  }
}

/** Keeps what is drawn true to the paper's highlights while its texts are set anew and its highlights change. */
export function usePaint(highlights: readonly Marked[]): void {
  useLayoutEffect(() => {
    paint(highlights);
    const stop = [
      onMarkables(() => paint(highlights)),
      useHighlights.subscribe((now, before) => {
        if (now.active !== before.active || now.pointed !== before.pointed || now.adjusting !== before.adjusting) paintStanding();
      }),
    ];
    return () => {
      for (const end of stop) end();
    };
  }, [highlights]);
  useLayoutEffect(() => () => paint([]), []);
}
