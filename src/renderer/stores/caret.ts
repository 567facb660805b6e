/** Choosing words by keyboard: which text it goes on in, and what of it is chosen. The choice is the selection. */
import { create } from 'zustand';
import { HIGHLIGHT_FIELDS, type HighlightField } from '../../shared/models.ts';
import { type Choice, choiceOf, chosen, type Direction, edge, extend, step, turned, type Unit } from '../../shared/text/choice.ts';
import { type Range, rawRange, shownRange } from '../../shared/text/spans.ts';
import { highlightOf, letGo, setSelection, useHighlights } from './highlights.ts';
import { focusPane, useLayout } from './layout.ts';
import { usePapers } from './papers.ts';
import { onceShown, useReader } from './reader.ts';
import { useSettings } from './settings.ts';
import { isSame, isTextInSight, segmentsIn, selectedAt, type Text, textOnView } from './texts.ts';
import { showToast } from './toasts.ts';

interface Caret {
  readonly text: Text;
  readonly choice: Choice;
}

interface CaretStore {
  readonly caret: Caret | null;
}

export const useCaret = create<CaretStore>(() => ({ caret: null }));

const get = useCaret.getState;
const set = useCaret.setState;

/** The first sentence on view, as the reader finds it: what is on screen is not known here. */
let firstOnView: (text: Text) => Range | null = () => null;

/** Tells where choosing begins when nothing is selected. */
export function beginAt(find: typeof firstOnView): void {
  firstOnView = find;
}

/** Chooses a stretch: the page and the bar follow. */
function choose(text: Text, choice: Choice): void {
  set({ caret: { text, choice } });
  setSelection(selectedAt(text, chosen(choice)));
}

/** The choice that stands at a stretch of the raw text. */
function choiceAt(text: Text, { start, end }: { readonly start: number; readonly end: number }): Choice {
  return choiceOf(segmentsIn(text), shownRange(text.spans, start, end));
}

/** Begins at what is selected, at the active highlight, or at the first sentence on view; in a paper that is still coming, when it has come. */
export function startCaret(): void {
  onceShown(begin);
}

function begin(): void {
  const { selection, active } = useHighlights.getState();
  const at = selection ?? rangeOf(active);
  const text = at === null ? (textOnView('abstract') ?? textOnView('title')) : textOnView(at.field);
  if (text === null) return;
  const segments = segmentsIn(text);
  const onView = at === null ? firstOnView(text) : null;
  const choice = at !== null ? choiceAt(text, at) : onView !== null ? choiceOf(segments, onView) : edge(segments, 'sentence', -1);
  if (choice === null) {
    showToast('There are no words to choose here.');
    return;
  }
  focusPane('reader');
  choose(text, choice);
}

/** Ends choosing and lets go of what was chosen. */
export function leaveCaret(): void {
  set({ caret: null });
  letGo();
}

/** No key acts on words that are out of sight: what is chosen, selected or active in them is let go of. */
function leaveUnseen(): void {
  if (isTextInSight()) return;
  const { selection, active, adjusting } = useHighlights.getState();
  if (get().caret !== null) stopCaret();
  if (selection !== null || active !== null || adjusting !== null)
    useHighlights.setState({ selection: null, active: null, adjusting: null });
}

/** Ends choosing; what is active stays so. */
export function stopCaret(): void {
  set({ caret: null });
}

/** Chooses the word or the sentence beside. */
export function moveCaret(unit: Unit, direction: Direction): void {
  change((text, choice) => step(segmentsIn(text), choice, unit, direction));
}

/** Makes the choice longer or shorter by a word or a sentence. */
export function extendCaret(unit: Unit, direction: Direction): void {
  change((text, choice) => extend(segmentsIn(text), choice, unit, direction));
}

/** Chooses the first or the last sentence of the text. */
export function moveCaretToEdge(direction: Direction): void {
  change((text, choice) => edge(segmentsIn(text), 'sentence', direction) ?? choice);
}

/** From now on the other end of the choice moves. */
export function turnCaret(): void {
  change((_text, choice) => turned(choice));
}

function change(to: (text: Text, choice: Choice) => Choice): void {
  const { caret } = get();
  if (caret !== null) choose(caret.text, to(caret.text, caret.choice));
}

/** Goes from the title to the abstract, or back. */
export function switchCaretText(): void {
  const { caret } = get();
  const other: HighlightField | undefined = HIGHLIGHT_FIELDS.find((field) => field !== caret?.text.field);
  const text = other === undefined ? null : textOnView(other);
  const choice = text === null ? null : edge(segmentsIn(text), 'sentence', -1);
  if (text !== null && choice !== null) choose(text, choice);
}

const rangeOf = (id: number | null) => {
  const highlight = highlightOf(id);
  return highlight?.range == null ? null : { field: highlight.field, ...highlight.range };
};

/** Keeps the choice true to what happens beside it: a selection by mouse, another highlight, the text shown otherwise. */
export function followCaret(): void {
  useHighlights.subscribe((now, before) => {
    if (now.adjusting !== before.adjusting) {
      const range = rangeOf(now.adjusting);
      const text = range === null ? null : textOnView(range.field);
      if (now.adjusting === null) set({ caret: null });
      else if (range !== null && text !== null) {
        focusPane('reader');
        choose(text, choiceAt(text, range));
        return;
      }
    }
    const { caret } = get();
    if (caret === null || (now.selection === before.selection && now.active === before.active)) return;
    const own = selectedAt(caret.text, chosen(caret.choice));
    if (isSame(now.selection, own)) return;
    const at = now.selection ?? rangeOf(now.active);
    const text = textOnView(at?.field ?? caret.text.field);
    if (at !== null && text !== null) set({ caret: { text, choice: choiceAt(text, at) } });
    // What was active is gone: something is always chosen.
    else if (text === caret.text) setSelection(own);
  });
  const refit = () => {
    const { caret } = get();
    if (caret === null) return;
    const text = textOnView(caret.text.field);
    if (text === caret.text) return;
    const { start, end } = chosen(caret.choice);
    const isOther = text === null || text.paperId !== caret.text.paperId || text.raw !== caret.text.raw;
    set({ caret: isOther ? null : { text, choice: choiceAt(text, rawRange(caret.text.spans, start, end)) } });
  };
  useReader.subscribe(refit);
  useSettings.subscribe(refit);
  useLayout.subscribe(leaveUnseen);
  usePapers.subscribe(leaveUnseen);
  window.addEventListener('resize', leaveUnseen);
}
