import { type CSSProperties, useEffect, useRef } from 'react';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';
import { Dialogs } from './dialogs/Dialogs.tsx';
import { Welcome } from './dialogs/Welcome.tsx';
import { Annotations } from './panes/annotations/Annotations.tsx';
import { Duplicates } from './panes/duplicates/Duplicates.tsx';
import { PaperList } from './panes/papers/PaperList.tsx';
import { Reader } from './panes/reader/Reader.tsx';
import { Sidebar } from './panes/sidebar/Sidebar.tsx';
import { StatusBar } from './panes/statusbar/StatusBar.tsx';
import { focusPane, TWO_PANES_BELOW, useLayout } from './stores/layout.ts';
import { useLibrary } from './stores/library.ts';
import { changeSettings, useSettings } from './stores/settings.ts';
import { Resizer } from './ui/Resizer.tsx';
import { followFocus } from './windowFocus.ts';
import { followTitle } from './windowTitle.ts';

/** Widths a pane may have, in CSS pixels. */
const SIDEBAR = { min: 160, max: 320, initial: DEFAULT_SETTINGS.sidebarWidth };
const LIST = { min: 260, max: 560, initial: DEFAULT_SETTINGS.listWidth };

/** Closes the floating sidebar when the window becomes wide enough to hold it. */
function unfloatWhenWide(): () => void {
  const wide = window.matchMedia(`(min-width: ${TWO_PANES_BELOW}px)`);
  const settle = () => wide.matches && useLayout.setState({ sidebarFloats: false });
  wide.addEventListener('change', settle);
  return () => wide.removeEventListener('change', settle);
}

export function App() {
  const app = useRef<HTMLDivElement>(null);
  const empty = useLibrary((s) => s.library !== null && s.library.counts.all === 0 && s.library.counts.trash === 0);
  const sidebarWidth = useSettings((s) => s.sidebarWidth);
  const listWidth = useSettings((s) => s.listWidth);
  const sidebarHidden = useSettings((s) => s.sidebarHidden);
  const sidebarFloats = useLayout((s) => s.sidebarFloats);
  const readerOnly = useLayout((s) => s.readerOnly);
  const narrowPane = useLayout((s) => s.narrowPane);
  const beside = useLayout((s) => s.beside);

  useEffect(followFocus, []);
  useEffect(followTitle, []);
  useEffect(unfloatWhenWide, []);

  // A pane that goes away must not take the keyboard with it.
  useEffect(() => {
    if (readerOnly) focusPane('reader');
  }, [readerOnly]);
  useEffect(() => {
    if (sidebarHidden && document.activeElement === document.body) focusPane('list');
  }, [sidebarHidden]);

  // While a line is dragged only the property changes; React hears of it when it rests.
  const setWidth = (name: string) => (width: number) => app.current?.style.setProperty(name, `${width}px`);

  return (
    <div
      ref={app}
      className="App"
      data-layout={readerOnly && !empty && beside === 'papers' ? 'reader' : 'panes'}
      data-beside={beside}
      data-sidebar={sidebarFloats ? 'open' : sidebarHidden ? 'hidden' : 'shown'}
      data-pane={narrowPane}
      style={{ '--w-sidebar': `${sidebarWidth}px`, '--w-list': `${listWidth}px` } as CSSProperties}
    >
      <Sidebar>
        <Resizer
          label="Width of the sidebar"
          value={sidebarWidth}
          {...SIDEBAR}
          onMove={setWidth('--w-sidebar')}
          onRest={(width) => changeSettings({ sidebarWidth: width })}
        />
      </Sidebar>
      {sidebarFloats && (
        <div className="Sidebar-outside" aria-hidden="true" onPointerDown={() => useLayout.setState({ sidebarFloats: false })} />
      )}
      {empty ? (
        <Welcome />
      ) : (
        <>
          <PaperList>
            <Resizer
              label="Width of the list"
              value={listWidth}
              {...LIST}
              onMove={setWidth('--w-list')}
              onRest={(width) => changeSettings({ listWidth: width })}
            />
          </PaperList>
          <Reader />
          {beside === 'annotations' && <Annotations />}
          {beside === 'duplicates' && <Duplicates />}
        </>
      )}
      <StatusBar />
      <Dialogs />
    </div>
  );
}
