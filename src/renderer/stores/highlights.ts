/** Highlights of the paper on view: what is selected to be one, which one the keyboard and the bar are about, and every change to them. */
import { create } from 'zustand';
import type { ChangeResult, Highlight, HighlightColor, HighlightField } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { refreshReader, useReader } from './reader.ts';
import { changeSettings, useSettings } from './settings.ts';
import { showFailure, showToast } from './toasts.ts';

/** A stretch of a raw text that is selected on the page. */
export interface Selected {
  readonly paperId: number;
  readonly field: HighlightField;
  /** UTF-16 units of the raw text. */
  readonly start: number;
  readonly end: number;
  /** The raw words, and what is shown of them. */
  readonly quote: string;
  readonly shown: string;
}

interface HighlightsStore {
  readonly selection: Selected | null;
  /** The highlight the bar, the keys and the margin are about. */
  readonly active: number | null;
  /** The highlight under the pointer, in the text or in the margin. */
  readonly pointed: number | null;
  /** The highlight that takes the next selection as its own range: one being extended, shrunk or placed by hand. */
  readonly adjusting: number | null;
}

const NOTHING: HighlightsStore = { selection: null, active: null, pointed: null, adjusting: null };

export const useHighlights = create<HighlightsStore>(() => NOTHING);

const get = useHighlights.getState;
const set = useHighlights.setState;

/** The highlights of the paper on view. */
export const highlightsOnView = (): readonly Highlight[] => useReader.getState().paper?.highlights ?? [];

export const highlightOf = (id: number | null): Highlight | null => highlightsOnView().find((highlight) => highlight.id === id) ?? null;

/** Takes what is selected on the page; a selection takes the bar from the highlight that was active. */
export function setSelection(selection: Selected | null): void {
  set(selection === null ? { selection } : { selection, active: null });
}

export function setActive(active: number | null): void {
  set({ active });
}

export function point(pointed: number | null): void {
  if (get().pointed !== pointed) set({ pointed });
}

/** The next selection becomes this highlight's range; null leaves that. */
export function adjust(id: number | null): void {
  set({ adjusting: id });
}

async function change<R extends ChangeResult>(work: Promise<R>, title: string, toast: boolean): Promise<R | null> {
  try {
    const result = await work;
    if (toast && result.step !== null) showToast(`${result.step.label}.`, result.step);
    refreshReader();
    return result;
  } catch (thrown) {
    showFailure(thrown, title);
    refreshReader(); // where the text has changed meanwhile, it is read anew
    return null;
  }
}

/** Highlights what is selected, or gives the highlight that is being adjusted that range. Returns the highlight's id, null where nothing was done. */
export async function highlightSelection(color: HighlightColor = useSettings.getState().highlightColor): Promise<number | null> {
  const { selection, adjusting } = get();
  if (selection === null) return null;
  if (adjusting !== null) return takeRange(adjusting, selection);
  const { paperId, field, start, end, quote } = selection;
  if (color !== useSettings.getState().highlightColor) changeSettings({ highlightColor: color });
  const made = await change(
    bridge.call('highlights.create', { paperId, field, start, end, quote, color }),
    'Nothing was highlighted',
    false,
  );
  if (made === null) return null;
  set({ selection: null, active: made.highlight.id });
  return made.highlight.id;
}

async function takeRange(id: number, { start, end, quote }: Selected): Promise<number | null> {
  const done = await change(bridge.call('highlights.setRange', { id, start, end, quote }), 'The highlight was not changed', true);
  if (done === null) return null;
  set({ selection: null, adjusting: null, active: id });
  return id;
}

export async function setColor(id: number, color: HighlightColor): Promise<void> {
  changeSettings({ highlightColor: color });
  await change(bridge.call('highlights.setColor', { ids: [id], color }), 'The colour was not changed', false);
}

export async function deleteHighlight(id: number): Promise<void> {
  set((s) => ({ active: s.active === id ? null : s.active, pointed: s.pointed === id ? null : s.pointed }));
  await change(bridge.call('highlights.delete', { ids: [id] }), 'The highlight was not deleted', true);
}

/** Another paper begins with nothing selected. */
export function followHighlights(): void {
  useReader.subscribe((now, before) => {
    if (now.paper?.id !== before.paper?.id) set(NOTHING);
    else if (get().active !== null && highlightOf(get().active) === null && now.paper !== before.paper) set({ active: null });
  });
}
