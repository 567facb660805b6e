import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { filtersIn } from '../../../shared/annotationFilter.ts';
import type { QueryMistake } from '../../../shared/models.ts';
import { explain } from '../../../shared/query/explain.ts';
import { runCommand } from '../../commands.ts';
import { useQueryCompletion } from '../../queryCompletion.tsx';
import { closeAnnotations, filterOf, setQuery, showTab, useAnnotations } from '../../stores/annotations.ts';
import { useEvidence } from '../../stores/evidence.ts';
import { focusPane, useLayout } from '../../stores/layout.ts';
import { useLibrary } from '../../stores/library.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { useRested } from '../../ui/useRested.ts';
import { AnnotationList } from './AnnotationList.tsx';
import { EvidenceTable } from './EvidenceTable.tsx';
import { Filters, SortMenu } from './Filters.tsx';
import { Nothing } from './Nothing.tsx';
import { words } from './words.ts';

/** Nobody is told of a mistake before they pause this long, in milliseconds. */
const PAUSE = 400;

/** All annotations in one place: as a list by paper, or as a table of evidence by role. */
export function Annotations() {
  const active = useLayout((s) => s.activePane === 'annotations');
  const tab = useAnnotations((s) => s.tab);
  const loaded = useAnnotations((s) => s.loaded);
  const complete = useAnnotations((s) => s.complete);
  const mistake = useRested(
    useAnnotations((s) => s.mistake),
    PAUSE,
  );
  const none = useLibrary((s) => s.library?.annotations === 0);
  const [unfolded, setUnfolded] = useState(false);
  const explanation = useId();
  const filters = useId();
  const pane = useRef<HTMLElement>(null);
  const isEmpty = useIsEmpty();

  // What comes in the place of what held the keyboard takes it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when one takes the other's place
  useLayoutEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && useLayout.getState().activePane === 'annotations') pane.current?.querySelector<HTMLElement>('[data-pane-focus]')?.focus();
  }, [isEmpty, tab, loaded]);

  return (
    <main ref={pane} className="Annotations" aria-label={words.pane} data-active={active ? '' : undefined}>
      <header className="Annotations-bar">
        <IconButton icon="sidebar" label={words.showSidebar} className="Annotations-sidebar" onClick={() => runCommand('window.sidebar')} />
        <h1 className="Annotations-title">{words.pane}</h1>
        <ScopeSearch mistake={mistake} explainedBy={explanation} />
        <Tabs />
        {!none && <FoldButton open={unfolded} controls={filters} onToggle={() => setUnfolded(!unfolded)} />}
        {!isEmpty && (
          <button className="TextButton" type="button" onClick={() => runCommand('export')}>
            {words.export}
          </button>
        )}
        <IconButton icon="x" label={words.close} hint="Esc" onClick={closeAnnotations} />
      </header>
      {mistake !== null && <QueryError id={explanation} mistake={mistake} />}
      {!none && <Filters id={filters} open={unfolded} />}
      {!none && (
        <div className="Annotations-count">
          <Count />
          {tab === 'list' && !isEmpty && <SortMenu />}
        </div>
      )}
      {!complete && <p className="Annotations-incomplete">{words.incomplete}</p>}
      <div className="Annotations-panel" role="tabpanel" id="annotations-panel" aria-labelledby={tabId(tab)}>
        {isEmpty ? <Nothing /> : tab === 'list' ? <AnnotationList /> : <EvidenceTable />}
      </div>
    </main>
  );
}

/** Whether the tab on view has nothing to show; false until that is known. */
function useIsEmpty(): boolean {
  const tab = useAnnotations((s) => s.tab);
  const noKeys = useAnnotations((s) => s.loaded && s.keys.length === 0);
  const noPapers = useEvidence((s) => s.loaded && s.ids.length === 0);
  return tab === 'list' ? noKeys : noPapers;
}

function ScopeSearch({ mistake, explainedBy }: { readonly mistake: QueryMistake | null; readonly explainedBy: string }) {
  const query = useAnnotations((s) => s.query);
  const field = useRef<HTMLInputElement>(null);
  const completion = useQueryCompletion(field, query);
  return (
    <SearchInput
      field={field}
      label={words.search}
      clearLabel={words.clearSearch}
      value={query}
      mistake={mistake}
      explainedBy={explainedBy}
      meaning={query.trim() === '' ? '' : explain(query)}
      completion={completion}
      onChange={setQuery}
      onLeave={() => focusPane('annotations')}
    />
  );
}

/** What is wrong with the query, and a better one to click on. */
function QueryError({ id, mistake: { message, suggestion } }: { readonly id: string; readonly mistake: QueryMistake }) {
  return (
    <div className="QueryError" id={id} role="status">
      <p>
        {message}
        {suggestion !== null && (
          <>
            {` ${words.didYouMean} `}
            <button className="LinkButton" type="button" onClick={() => setQuery(suggestion.query)}>
              {suggestion.label}
            </button>
            ?
          </>
        )}
      </p>
    </div>
  );
}

const TABS = ['list', 'evidence'] as const;
type Tab = (typeof TABS)[number];
const tabId = (tab: Tab): string => `annotations-tab-${tab}`;

function Tabs() {
  const current = useAnnotations((s) => s.tab);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
    event.preventDefault();
    const other = current === 'list' ? 'evidence' : 'list';
    showTab(other);
    document.getElementById(tabId(other))?.focus();
  };
  return (
    <div className="Annotations-tabs" role="tablist" aria-label={words.shownAs} onKeyDown={onKeyDown}>
      {TABS.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={tabId(tab)}
          className="Annotations-tab"
          aria-selected={tab === current}
          aria-controls="annotations-panel"
          tabIndex={tab === current ? 0 : -1}
          onClick={() => showTab(tab)}
        >
          {words.tabs[tab]}
        </button>
      ))}
    </div>
  );
}

interface FoldButtonProps {
  readonly open: boolean;
  /** Id of the filters. */
  readonly controls: string;
  readonly onToggle: () => void;
}

/** Where there is little room the filters are folded away behind it. */
function FoldButton({ open, controls, onToggle }: FoldButtonProps) {
  const set = useAnnotations((s) => filtersIn(filterOf(s)).length);
  return (
    <button className="TextButton Annotations-fold" type="button" aria-expanded={open} aria-controls={controls} onClick={onToggle}>
      {words.filtersSet(set)}
      <Icon name={open ? 'up' : 'down'} size="small" />
    </button>
  );
}

function Count() {
  const tab = useAnnotations((s) => s.tab);
  const loaded = useAnnotations((s) => s.loaded);
  const count = useAnnotations((s) => s.keys.length);
  const total = useAnnotations((s) => s.total);
  const papers = useEvidence((s) => (s.loaded ? s.ids.length : null));
  const text = tab === 'list' ? (loaded ? words.count(count, total) : '') : papers === null ? '' : words.papers(papers);
  return <span role="status">{text}</span>;
}
