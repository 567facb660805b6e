/** Follows which pane holds the keyboard, so that one slab on screen shows it. */
import { type Pane, restingPane, useLayout } from './stores/layout.ts';

const PANES: readonly (readonly [selector: string, pane: Pane])[] = [
  ['.Sidebar', 'sidebar'],
  ['.PaperList', 'list'],
  ['.Reader', 'reader'],
  ['.Annotations', 'annotations'],
  ['.Duplicates', 'duplicates'],
];

/** The pane an element stands in; null for what stands in none, as a dialog. */
function paneOf(element: Element | null): Pane | null {
  return PANES.find(([selector]) => element?.closest(selector))?.[1] ?? null;
}

/** Starts following; returns the function that stops it. */
export function followFocus(): () => void {
  const onFocusIn = (event: FocusEvent) => {
    const pane = event.target instanceof Element ? paneOf(event.target) : null;
    // A dialog or the status bar leaves the slab where it will be again.
    if (pane !== null) useLayout.setState({ activePane: pane });
  };
  const onBlur = () => useLayout.setState({ activePane: null });
  // With nothing focused the commands still move in the list.
  const onFocus = () => {
    useLayout.setState({ activePane: paneOf(document.activeElement) ?? restingPane() });
  };
  document.addEventListener('focusin', onFocusIn);
  window.addEventListener('blur', onBlur);
  window.addEventListener('focus', onFocus);
  return () => {
    document.removeEventListener('focusin', onFocusIn);
    window.removeEventListener('blur', onBlur);
    window.removeEventListener('focus', onFocus);
  };
}
