/** What of the window is open, and which pane holds the keyboard. Nothing here outlives the window. */
import { create } from 'zustand';
import { useImports } from './imports.ts';

export type Pane = 'sidebar' | 'list' | 'reader' | 'annotations';
export type Dialog = 'palette' | 'shortcuts' | 'settings' | 'tags' | 'noteHistory' | 'search' | 'export' | 'cite';

interface LayoutStore {
  /** The pane whose selection is the slab. */
  readonly activePane: Pane | null;
  readonly dialog: Dialog | null;
  /** What stands beside the sidebar: the list and the reader, or all annotations. */
  readonly beside: 'papers' | 'annotations';
  /** The reader alone fills the window. */
  readonly readerOnly: boolean;
  /** Under 900 px the sidebar floats over the list while this is set. */
  readonly sidebarFloats: boolean;
  /** Under 600 px one pane shows at a time. */
  readonly narrowPane: 'list' | 'reader';
}

export const useLayout = create<LayoutStore>(() => ({
  activePane: 'list',
  dialog: null,
  beside: 'papers',
  readerOnly: false,
  sidebarFloats: false,
  narrowPane: 'list',
}));

/** Width under which the sidebar floats, and under which one pane shows, in CSS pixels. */
export const TWO_PANES_BELOW = 900;
export const ONE_PANE_BELOW = 600;

/** Whether the reader is on screen: neither behind all annotations nor, where one pane shows at a time, behind the list. */
export function isReaderInSight(): boolean {
  const { beside, narrowPane } = useLayout.getState();
  return beside === 'papers' && (window.innerWidth >= ONE_PANE_BELOW || narrowPane === 'reader');
}

export function openDialog(dialog: Dialog): void {
  useLayout.setState({ dialog });
}

export function closeDialog(): void {
  useLayout.setState({ dialog: null });
}

/** Whether a dialog covers the window, so that its commands must wait. */
export function isCovered(): boolean {
  return useLayout.getState().dialog !== null || useImports.getState().phase !== 'closed';
}

/** Shows the list and the reader, or all annotations; what comes in the place of the other takes the keyboard. */
export function showBeside(beside: LayoutStore['beside']): void {
  if (useLayout.getState().beside === beside) return;
  useLayout.setState({ beside, activePane: beside === 'papers' ? 'list' : 'annotations' });
}

/** Moves the keyboard into a pane; each pane marks the element that takes it with `data-pane-focus`. */
export function focusPane(pane: Pane): void {
  if (pane === 'list' || pane === 'reader') useLayout.setState({ narrowPane: pane });
  focusOn(`[data-pane-focus="${pane}"]`);
}

/**
 * Gives the keyboard to an element at once, so that a key typed straight after goes where it was meant to;
 * in the next frame where it only now becomes visible.
 */
export function focusOn(selector: string): void {
  const focus = () => {
    const element = document.querySelector<HTMLElement>(selector);
    element?.focus({ preventScroll: true });
    return element !== null && document.activeElement === element;
  };
  if (!focus()) requestAnimationFrame(focus);
}
