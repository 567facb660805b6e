import { useEffect } from 'react';
import { useImports } from '../stores/imports.ts';
import { focusPane, useLayout } from '../stores/layout.ts';
import { CiteDialog } from './CiteDialog.tsx';
import { ExportDialog } from './ExportDialog.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { Intake } from './Intake.tsx';
import { NoteHistory } from './NoteHistory.tsx';
import { Palette } from './Palette.tsx';
import { SearchDialog } from './SearchDialog.tsx';
import { Settings } from './Settings.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { TagsDialog } from './TagsDialog.tsx';
import { Notice, Toast } from './Toast.tsx';

const DIALOGS = {
  palette: Palette,
  shortcuts: Shortcuts,
  settings: Settings,
  tags: TagsDialog,
  noteHistory: NoteHistory,
  search: SearchDialog,
  cite: CiteDialog,
  export: ExportDialog,
} as const;

/**
 * While a dialog is open no pane holds the keyboard. A dialog opened with nothing focused, as by a paste,
 * gives the keyboard to the list when it closes.
 */
function useKeyboardIn(open: boolean): void {
  useEffect(() => {
    if (!open) return;
    useLayout.setState({ activePane: null });
    return () => {
      // react-aria gives the focus back in the next frame.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (document.activeElement === document.body) focusPane('list');
          useLayout.setState(({ activePane }) => ({ activePane: activePane ?? 'list' }));
        }),
      );
    };
  }, [open]);
}

/** Everything that stands above the panes. */
export function Dialogs() {
  const dialog = useLayout((s) => s.dialog);
  const importing = useImports((s) => s.phase !== 'closed');
  useKeyboardIn(dialog !== null || importing);
  // An import waits for no one: what else was asked for shows after it.
  const Open = dialog === null || importing ? null : DIALOGS[dialog];
  return (
    <>
      <Intake />
      <ImportDialog />
      {Open !== null && <Open />}
      <div className="Announcements">
        <Toast />
        <Notice />
      </div>
    </>
  );
}
