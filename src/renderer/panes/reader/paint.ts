/** Draws highlights over the set text with the CSS Custom Highlight API: no element is added, and copying copies words alone. */
import { useLayoutEffect } from 'react';
import { HIGHLIGHT_COLORS, type HighlightColor, type Highlight as Marked } from '../../../shared/models.ts';
import { type Range as Stretch, shownRange } from '../../../shared/text/spans.ts';
import { useHighlights } from '../../stores/highlights.ts';
import type { ShownMap } from '../../typeset/shownMap.ts';
import { LAYERS, layersOf } from './layers.ts';
import { type Markable, markableOf, markables, onMarkables, pageRangeOf } from './markable.ts';
import { followNear, isNear } from './nearby.ts';

interface Drawn {
  readonly highlight: Marked;
  readonly markable: Markable;
  readonly range: Range;
  /** Where that is in the shown text. */
  readonly shown: Stretch;
  readonly layer: number;
}

/** What stands on the page, by highlight; ranges stay while their words and their text do. */
const drawn = new Map<number, Drawn>();

/** In which registry a range is, by highlight; those far from what is on screen are in none. */
const registered = new Map<number, { readonly registry: Highlight; readonly range: Range }>();

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

/** Where a highlight is to be drawn now; what is on the page already is taken over. Null where its words are not on the page. */
function placed(highlight: Marked, layer: number, before: Drawn | undefined): Drawn | null {
  const { paperId, field, range, quote } = highlight;
  const markable = markableOf(field);
  // While one paper or text takes another's place, nothing is ever drawn on other words than its own.
  if (range === null || markable?.paperId !== paperId || !markable.raw.startsWith(quote, range.start)) return null;
  const was = before?.highlight.range;
  if (before?.markable === markable && was?.start === range.start && was.end === range.end) return { ...before, highlight, layer };
  const onPage = pageRangeOf(markable, range);
  return onPage === null ? null : { highlight, markable, range: onPage, shown: shownRange(markable.spans, range.start, range.end), layer };
}

/** Brings a highlight's range into the registry it belongs in now, if that is another. */
function register(id: number): void {
  const one = drawn.get(id);
  const registry = one !== undefined && isNear(one.markable, one.shown) ? layerOf(one) : undefined;
  const before = registered.get(id);
  if (before?.registry === registry && before?.range === one?.range) return;
  before?.registry.delete(before.range);
  registered.delete(id);
  if (one === undefined || registry === undefined) return;
  registry.add(one.range);
  registered.set(id, { registry, range: one.range });
}

/** Draws what changed, and leaves alone what did not. */
function paint(highlights: readonly Marked[]): void {
  const layers = layersOf(highlights);
  const stays = new Set<number>();
  for (const highlight of highlights) {
    const { id } = highlight;
    const before = drawn.get(id);
    const now = placed(highlight, layers.get(id) ?? 0, before);
    if (now === null) continue;
    drawn.set(id, now);
    register(id);
    stays.add(id);
  }
  for (const id of drawn.keys()) {
    if (stays.has(id)) continue;
    drawn.delete(id);
    register(id);
  }
  paintFormulas();
  paintHits();
  paintStanding();
}

/** The ground of a highlight covers the strokes under the words searched for: there they are drawn once more, over it. */
function paintHits(): void {
  const hits = registryOf('search-hit', LAYERS + 1);
  hits.clear();
  for (const { field, map } of markables()) {
    const grounds = [...drawn.values()].filter(({ markable }) => markable.field === field);
    for (const stop of map) {
      if (!(stop.node instanceof Text) || stop.node.parentElement?.matches('.Hit') !== true) continue;
      if (!grounds.some(({ shown }) => touches(shown, stop))) continue;
      const range = document.createRange();
      range.selectNode(stop.node);
      hits.add(range);
    }
  }
}

/** On the element of a formula: the colour it is marked with, and that this stands out. */
const FORMULA_COLOR = 'data-mark';
const FORMULA_OUT = 'data-mark-out';

/** By formula what it is marked with, where it is at all: the uppermost. */
const formulas = new Map<Element, Drawn>();

const touches = ({ start, end }: Stretch, stop: ShownMap[number]): boolean => stop.start < end && start < stop.start + stop.length;

// By offsets alone: asking the page of hundreds of ranges takes longer than drawing them.
const formulasIn = ({ markable, shown }: Drawn): readonly Element[] =>
  markable.formulas.flatMap((stop) => (stop.node instanceof Element && touches(shown, stop) ? [stop.node] : []));

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
    const near = () => {
      for (const id of drawn.keys()) register(id);
    };
    let follow = followNear(markables(), near);
    const stop = [
      onMarkables(() => {
        follow();
        follow = followNear(markables(), near);
        paint(highlights);
      }),
      () => follow(),
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
