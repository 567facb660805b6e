import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { explain } from '../../../shared/query/explain.ts';
import { useLayout } from '../../stores/layout.ts';
import { openView, usePapers } from '../../stores/papers.ts';
import { Nothing } from './Nothing.tsx';
import { Rows } from './Rows.tsx';
import { SearchBar } from './SearchBar.tsx';
import { SortMenu } from './SortMenu.tsx';
import { words } from './words.ts';

interface PaperListProps {
  /** The handle on its edge. */
  readonly children?: ReactNode;
}

/** The list on view and the search in it. */
export function PaperList({ children }: PaperListProps) {
  const active = useLayout((s) => s.activePane === 'list');
  const empty = usePapers((s) => s.ids.length === 0);
  const loaded = usePapers((s) => s.loaded);
  const complete = usePapers((s) => s.complete);
  const bounded = usePapers((s) => s.bounded);
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
      <SearchBar />
      <div className="PaperList-sort">
        <Count />
        {!empty && <Elsewhere />}
        {!empty && <SortMenu />}
      </div>
      {!complete && <p className="PaperList-note">{words.incomplete}</p>}
      {bounded !== null && <p className="PaperList-note">{bounded}</p>}
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
