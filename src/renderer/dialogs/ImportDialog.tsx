import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { bridge } from '../bridge.ts';
import {
  commitImport,
  discardImport,
  type ImportTab,
  importCount,
  leaveOutAll,
  setImportStatus,
  setTakeChanged,
  showImportTab,
  useImports,
} from '../stores/imports.ts';
import { useIntake } from '../stores/intake.ts';
import { useJobs } from '../stores/jobs.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import { Modal } from '../ui/Modal.tsx';
import { ImportRows } from './ImportRows.tsx';
import { cancel, close, importing, isStarterList } from './words.ts';

/** Work shorter than this shows nothing, in milliseconds. */
const SHOWS_AFTER = 1_000;

/** True once `going` has lasted a while. */
function useLasting(going: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!going) return;
    const timer = setTimeout(() => setLasting(true), SHOWS_AFTER);
    return () => {
      clearTimeout(timer);
      setLasting(false);
    };
  }, [going]);
  return lasting;
}

/** Reads a source, shows what is in it, and writes what is wanted. */
export function ImportDialog() {
  const phase = useImports((s) => s.phase);
  const name = useImports((s) => s.name);
  const waits = useLasting(phase === 'preparing');
  const showing = phase === 'preview' || phase === 'committing' || waits;

  // Until it shows there is no dialog to hear Escape.
  const unseen = phase === 'preparing' && !showing;
  useEffect(() => {
    if (!unseen) return;
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.key === 'Escape') void discardImport();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [unseen]);

  if (!showing) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    // A tab is shown as soon as it has the keyboard: Enter means the import there too.
    const onButton = event.target instanceof Element && event.target.closest('button:not([role=tab])') !== null;
    if (event.key !== 'Enter' || onButton || event.repeat || importCount(useImports.getState()) === 0) return;
    event.preventDefault();
    void commitImport();
  };
  return (
    <Modal
      label={importing.title(name)}
      className={phase === 'preparing' ? 'Dialog Dialog--wait' : 'Dialog Dialog--import'}
      dismissable={false}
      onClose={() => void discardImport()}
      onKeyDown={onKeyDown}
    >
      {phase === 'preparing' ? <Wait name={name} /> : <Preview />}
    </Modal>
  );
}

function Wait({ name }: { readonly name: string }) {
  return (
    <>
      <div className="Dialog-head">
        <h2 className="Dialog-title">{importing.reading(name)}</h2>
        <p className="Dialog-lead">{importing.readingNote}</p>
      </div>
      <div className="Dialog-foot">
        <JobProgress />
        <button type="button" className="Button" onClick={() => void discardImport()}>
          {cancel}
        </button>
      </div>
    </>
  );
}

/** How far reading or writing has come; the bar moves to and fro while that is not known. */
function JobProgress() {
  const job = useJobs((s) => s.jobs.find((j) => j.cancellable));
  const known = job !== undefined && job.total > 0;
  return (
    <progress
      className="Progress ImportProgress"
      aria-label={importing.progress}
      {...(known ? { value: Math.min(job.done, job.total), max: job.total } : {})}
    />
  );
}

function Preview() {
  const tab = useImports((s) => s.tab);
  const panel = useRef<HTMLDivElement>(null);
  // The keyboard begins in the rows, so that Enter imports and arrows move at once.
  useEffect(() => panel.current?.querySelector<HTMLElement>('[role=listbox]')?.focus({ preventScroll: true }), []);
  return (
    <>
      <Head />
      <div className="ImportBar">
        <Tabs />
        <Destination />
      </div>
      <div ref={panel} className="ImportList" role="tabpanel" id="import-panel" aria-labelledby={tabId(tab)}>
        <GroupHead tab={tab} />
        <ImportRows key={tab} tab={tab} />
      </div>
      <Foot />
    </>
  );
}

function Head() {
  const plan = useImports((s) => s.plan);
  const following = useIntake((s) => s.waiting.length);
  if (plan === null) return null;
  const { counts, format, digest } = plan;
  const papers = counts.new + counts.changed + counts.known;
  return (
    <div className="Dialog-head">
      <h2 className="Dialog-title">{importing.title(plan.name)}</h2>
      <p className="Dialog-lead">
        {isStarterList(plan.name) ? importing.starterLead(papers) : importing.lead(papers, format, digest?.date?.given ?? null)}
        {following > 0 && importing.follow(following)}
      </p>
    </div>
  );
}

const tabId = (tab: ImportTab): string => `import-tab-${tab}`;

/** Tabs that hold something. */
function useTabs(): readonly { readonly tab: ImportTab; readonly count: number }[] {
  const plan = useImports((s) => s.plan);
  if (plan === null) return [];
  const { counts, problems } = plan;
  const all = [
    { tab: 'new', count: counts.new },
    { tab: 'changed', count: counts.changed },
    { tab: 'known', count: counts.known },
    { tab: 'problems', count: problems },
  ] as const;
  return all.filter(({ count }) => count > 0);
}

function Tabs() {
  const tabs = useTabs();
  const current = useImports((s) => s.tab);
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs.at((tabs.findIndex(({ tab }) => tab === current) + by) % tabs.length);
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    showImportTab(next.tab);
    list.current?.querySelector<HTMLElement>(`#${tabId(next.tab)}`)?.focus();
  };
  return (
    <div ref={list} className="ImportTabs" role="tablist" aria-label={importing.tabs} onKeyDown={onKeyDown}>
      {tabs.map(({ tab, count }) => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={tabId(tab)}
          aria-selected={tab === current}
          aria-controls="import-panel"
          tabIndex={tab === current ? 0 : -1}
          className={tab === 'problems' ? 'ImportTab ImportTab--warn' : 'ImportTab'}
          onClick={() => showImportTab(tab)}
        >
          {tab === 'problems' && <Icon name="warn" size="small" />}
          <b>{count.toLocaleString('en-GB')}</b> {importing.tab[tab]}
        </button>
      ))}
    </div>
  );
}

function Destination() {
  const status = useImports((s) => s.status);
  const any = useImports((s) => (s.plan?.counts.new ?? 0) > 0);
  if (!any) return null;
  return (
    <Menu
      label={importing.into}
      placement="bottom end"
      platform={bridge.platform}
      items={[
        { id: 'new', label: importing.intoPlace.new, icon: 'inbox', checked: status === 'new' },
        { id: 'queued', label: importing.intoPlace.queued, icon: 'queue', checked: status === 'queued' },
      ]}
      onAction={(id) => setImportStatus(id === 'queued' ? 'queued' : 'new')}
    >
      <button type="button" className="TextButton">
        {importing.intoPlace[status]}
        <Icon name="down" size="small" />
      </button>
    </Menu>
  );
}

/** Above the rows: what can be said or chosen about all of them. */
function GroupHead({ tab }: { readonly tab: ImportTab }) {
  const plan = useImports((s) => s.plan);
  const left = useImports((s) => s.leftOut.size);
  const takeChanged = useImports((s) => s.takeChanged);
  const listed = useImports((s) => s.problems.length);
  if (plan === null) return null;
  const { counts, problems } = plan;
  if (tab === 'new')
    return (
      <div className="ImportGroup">
        <label>
          <input
            type="checkbox"
            className="Check"
            checked={left === 0}
            ref={(box) => {
              if (box !== null) box.indeterminate = left > 0 && left < counts.new;
            }}
            onChange={() => void leaveOutAll(left === 0)}
          />
          {importing.all(counts.new)}
        </label>
        {left > 0 && <span>{importing.chosen(counts.new - left, counts.new)}</span>}
      </div>
    );
  if (tab === 'changed')
    return (
      <div className="ImportGroup">
        <label>
          <input type="checkbox" className="Check" checked={takeChanged} onChange={() => setTakeChanged(!takeChanged)} />
          {importing.changed(counts.changed)}
        </label>
        <span>{importing.changedNote}</span>
      </div>
    );
  return (
    <div className="ImportGroup">
      <span>{tab === 'known' ? importing.known : listed < problems ? importing.problems(listed) : importing.problemsNote}</span>
    </div>
  );
}

function Foot() {
  const committing = useImports((s) => s.phase === 'committing');
  const count = useImports(importCount);
  const counts = useImports((s) => s.plan?.counts ?? null);
  const lasting = useLasting(committing);
  if (counts === null) return null;
  const nothing = counts.new + counts.changed === 0;
  const note = lasting ? importing.writing : nothing ? (counts.known > 0 ? importing.nothingNote : importing.unreadNote) : importing.note;
  return (
    <div className="Dialog-foot">
      <span className="Dialog-note">
        {note}
        {lasting && <JobProgress />}
      </span>
      <button type="button" className="Button" onClick={() => void discardImport()}>
        {nothing ? close : cancel}
      </button>
      <button
        type="button"
        className="Button Button--primary"
        disabled={count === 0}
        aria-disabled={committing}
        onClick={() => void commitImport()}
      >
        {count > 0 ? importing.commit(count) : nothing ? importing.nothing : importing.none}
        {count > 0 && <Icon name="return" size="key" />}
      </button>
    </div>
  );
}
