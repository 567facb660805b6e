import { useEffect, useLayoutEffect, useRef } from 'react';
import { runCommand } from '../../commands.ts';
import { closeDuplicates, look, useDuplicates } from '../../stores/duplicates.ts';
import { cancelJob, useJobs } from '../../stores/jobs.ts';
import { useLayout } from '../../stores/layout.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Compare } from './Compare.tsx';
import { GroupList } from './GroupList.tsx';
import { words } from './words.ts';

/** Papers that look like one: the groups, and the papers of one side by side. */
export function Duplicates() {
  const active = useLayout((s) => s.activePane === 'duplicates');
  const count = useDuplicates((s) => s.groups?.length ?? null);
  const looking = useDuplicates((s) => s.looking !== null);
  const side = useDuplicates((s) => s.side);
  const key = useDuplicates((s) => s.compared?.key);
  const pane = useRef<HTMLElement>(null);
  const isEmpty = count === null || count === 0;

  // What comes in the place of what held the keyboard takes it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when one takes the other's place
  useLayoutEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (!lost || useLayout.getState().activePane !== 'duplicates') return;
    const there = side === 'compare' ? '.Compare input:checked' : '[data-pane-focus]';
    pane.current?.querySelector<HTMLElement>(there)?.focus();
  }, [isEmpty, key, side]);
  // The side that holds the keyboard is the one that Escape leads back from.
  useEffect(() => {
    const element = pane.current;
    const follow = ({ target }: FocusEvent) => {
      const part = target instanceof Element ? target.closest('.Compare, .GroupList') : null;
      if (part !== null) useDuplicates.setState({ side: part.matches('.Compare') ? 'compare' : 'list' });
    };
    element?.addEventListener('focusin', follow);
    return () => element?.removeEventListener('focusin', follow);
  }, []);

  return (
    <main ref={pane} className="Duplicates" aria-label={words.pane} data-active={active ? '' : undefined} data-side={side}>
      <header className="Duplicates-bar">
        <IconButton icon="sidebar" label={words.showSidebar} className="Duplicates-sidebar" onClick={() => runCommand('window.sidebar')} />
        <IconButton icon="left" label={words.back} className="Duplicates-back" onClick={() => runCommand('escape')} />
        <h1 className="Duplicates-title">{words.pane}</h1>
        <span className="Duplicates-count" role="status">
          {count === null || count === 0 ? '' : words.count(count)}
        </span>
        {!looking && (
          <button className="TextButton Duplicates-again" type="button" onClick={() => void look()}>
            {words.again}
          </button>
        )}
        <IconButton icon="x" label={words.close} hint="Esc" onClick={closeDuplicates} />
      </header>
      {looking && isEmpty ? (
        <Looking />
      ) : isEmpty ? (
        <Nothing />
      ) : (
        <div className="Duplicates-panes">
          <GroupList />
          <Compare />
        </div>
      )}
    </main>
  );
}

/** How far the first search has come; a later one shows in the status bar, beside what was found before. */
function Looking() {
  const jobId = useDuplicates((s) => s.looking);
  const job = useJobs((s) => s.jobs.find(({ id }) => id === jobId)) ?? { done: 0, total: 0 };
  return (
    <div className="NoResults Duplicates-looking" tabIndex={-1} data-pane-focus="duplicates">
      <p className="NoResults-lead" role="status">
        {words.progress(job)}
      </p>
      <div className="Duplicates-progress">
        <progress
          className="Progress ImportProgress"
          aria-label={words.looking}
          {...(job.total > 0 ? { value: Math.min(job.done, job.total), max: job.total } : {})}
        />
        <button type="button" className="Button" onClick={() => jobId !== null && cancelJob(jobId)}>
          {words.stop}
        </button>
      </div>
    </div>
  );
}

function Nothing() {
  return (
    // Without groups the pane takes the keyboard here.
    <div className="NoResults" tabIndex={-1} data-pane-focus="duplicates">
      <p className="NoResults-lead" role="status">
        {words.none}
      </p>
      <p className="Duplicates-hint">{words.noneHint}</p>
    </div>
  );
}
