import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { explain } from '../../../shared/query/explain.ts';
import { bridge } from '../../bridge.ts';
import { runCommand } from '../../commands.ts';
import { useLayout } from '../../stores/layout.ts';
import { openView, usePapers } from '../../stores/papers.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Nothing } from './Nothing.tsx';
import { QueryError, useToldMistake } from './QueryError.tsx';
import { Rows } from './Rows.tsx';
import { SearchField } from './SearchField.tsx';
import { SortMenu } from './SortMenu.tsx';
import { words } from './words.ts';

interface PaperListProps {
  /** The handle on its edge. */
  readonly children?: ReactNode;
}

const ERROR_ID = 'query-error';

/** The list on view and the search in it. */
export function PaperList({ children }: PaperListProps) {
  const active = useLayout((s) => s.activePane === 'list');
  const query = usePapers((s) => s.query);
  const empty = usePapers((s) => s.ids.length === 0);
  const loaded = usePapers((s) => s.loaded);
  const complete = usePapers((s) => s.complete);
  const told = useToldMistake();
  const pane = useRef<HTMLElement>(null);

  // Rows and the sentence in their place hand the keyboard to each other.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when one takes the other's place
  useLayoutEffect(() => {
    const { activePane } = useLayout.getState();
    if (activePane === 'list' && document.activeElement === document.body)
      pane.current?.querySelector<HTMLElement>('[data-pane-focus]')?.focus();
  }, [empty, loaded]);

  return (
    <section ref={pane} className="PaperList" aria-label={words.list} data-active={active ? '' : undefined}>
      <header className="PaperList-bar">
        <IconButton icon="sidebar" label={words.showSidebar} className="PaperList-sidebar" onClick={() => runCommand('window.sidebar')} />
        <SearchField mistake={told?.query === query ? told.mistake : null} explainedBy={ERROR_ID} />
        <IconButton
          icon="plus"
          label={words.import}
          hint={words.importHint(bridge.platform === 'mac' ? '⌘I' : 'Ctrl+I')}
          onClick={() => runCommand('import.file')}
        />
      </header>
      {told !== null && <QueryError id={ERROR_ID} mistake={told.mistake} />}
      <div className="PaperList-sort">
        <Count />
        {!empty && <Elsewhere />}
        {!empty && <SortMenu />}
      </div>
      {!complete && <p className="PaperList-incomplete">{words.incomplete}</p>}
      {!empty ? <Rows /> : loaded ? <Nothing /> : null}
      {children}
    </section>
  );
}

function Count() {
  const count = usePapers((s) => s.ids.length);
  const selected = usePapers((s) => s.selected.size);
  const loaded = usePapers((s) => s.loaded);
  const answered = usePapers((s) => s.answered);
  // Over the count, a search says in plain words what it was taken for.
  const meaning = answered.trim() === '' ? undefined : explain(answered);
  return (
    <span role="status" title={meaning}>
      {selected > 0 ? words.selected(selected, count) : loaded || count > 0 ? words.count(count) : ''}
    </span>
  );
}

/** A search looks where the list looks; what it leaves out is one press away. */
function Elsewhere() {
  const elsewhere = usePapers((s) => s.elsewhere);
  const answered = usePapers((s) => s.answered);
  if (elsewhere === 0) return null;
  return (
    <button className="LinkButton" type="button" onClick={() => void openView({ kind: 'all' }, answered)}>
      {words.elsewhere(elsewhere)}
    </button>
  );
}
