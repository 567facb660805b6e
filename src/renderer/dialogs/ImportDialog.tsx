import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { bridge } from '../bridge.ts';
import {
  choose,
  commitImport,
  discardImport,
  type ImportTab,
  importCount,
  isOwnJob,
  leaveOutAll,
  setTakeChanged,
  showImportTab,
  takenCount,
  useImports,
} from '../stores/imports.ts';
import { useIntake } from '../stores/intake.ts';
import { useJobs } from '../stores/jobs.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu } from '../ui/Menu.tsx';
import { Modal } from '../ui/Modal.tsx';
import { ImportColumns } from './ImportColumns.tsx';
import { ImportCompare } from './ImportCompare.tsx';
import { ImportRows } from './ImportRows.tsx';
import { ImportTags } from './ImportTags.tsx';
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
    const onButton =
      event.target instanceof Element &&
      event.target.closest('button:not([role=tab]), summary, [role=combobox][value]:not([value=""])') !== null;
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

/** How far reading or writing has come, in bytes or papers; the bar moves to and fro while that is not known. */
function JobProgress() {
  const job = useJobs((s) => s.jobs.find((each) => isOwnJob(each.id)));
  const known = job !== undefined && job.total > 0;
  return (
    <span className="ImportProgress">
      <progress
        className="Progress"
        aria-label={importing.progress}
        {...(known ? { value: Math.min(job.done, job.total), max: job.total } : {})}
      />
      <span className="ImportProgress-value">{known ? importing.progressOf(job.done, job.total, job.unit) : '\u00a0'}</span>
    </span>
  );
}

function Preview() {
  const tab = useImports((s) => s.tab);
  const opened = useImports((s) => s.opened);
  const count = useImports((s) => (s.tab === 'problems' || s.tab === 'columns' ? 0 : (s.plan?.counts[s.tab] ?? 0)));
  const [last, setLast] = useState(-1);
  if (opened !== null && opened !== last) setLast(opened);
  const panel = useRef<HTMLDivElement>(null);
  // The keyboard begins in the rows, so that Enter imports and arrows move at once.
  useEffect(() => panel.current?.querySelector<HTMLElement>('[role=listbox]')?.focus({ preventScroll: true }), []);
  return (
    <>
      <Head />
      <div className="ImportBar">
        <Tabs onShow={() => setLast(-1)} />
      </div>
      <div ref={panel} className="ImportList" role="tabpanel" id="import-panel" aria-labelledby={tabId(tab)}>
        {opened !== null && count > 0 ? (
          <ImportCompare count={count} />
        ) : tab === 'columns' ? (
          <>
            <ColumnsHead />
            <ImportColumns />
          </>
        ) : (
          <>
            <GroupHead tab={tab} />
            <ImportRows key={tab} tab={tab} startAt={last} />
          </>
        )}
      </div>
      <Options />
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
  return [
    ...all.filter(({ count }) => count > 0),
    ...(plan.table === null ? [] : [{ tab: 'columns', count: plan.table.header.length } as const]),
  ];
}

function Tabs({ onShow }: { readonly onShow: () => void }) {
  const tabs = useTabs();
  const current = useImports((s) => s.tab);
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs.at((tabs.findIndex(({ tab }) => tab === current) + by) % tabs.length);
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    onShow();
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
          onClick={() => {
            onShow();
            showImportTab(tab);
          }}
        >
          {tab === 'problems' && <Icon name="warn" size="small" />}
          <b>{count.toLocaleString('en-GB')}</b> {importing.tab[tab]}
        </button>
      ))}
    </div>
  );
}

/** How the papers are taken in: where they go, with which tags. */
function Options() {
  const counts = useImports((s) => s.plan?.counts ?? null);
  const withKeywords = useImports((s) => s.plan?.withKeywords ?? 0);
  const keywordsAsTags = useImports((s) => s.choice.keywordsAsTags);
  if (counts === null || counts.new + counts.changed === 0) return null;
  return (
    <div className="ImportOptions">
      {counts.new > 0 && <Destination />}
      {counts.new > 0 && <ImportTags />}
      {withKeywords > 0 && (
        <label className="ImportOptions-keywords" title={importing.keywordsNote(withKeywords)}>
          <input type="checkbox" className="Check" checked={keywordsAsTags} onChange={() => choose({ keywordsAsTags: !keywordsAsTags })} />
          {importing.keywords}
        </label>
      )}
    </div>
  );
}

function Destination() {
  const status = useImports((s) => s.choice.status);
  return (
    <Menu
      label={importing.into}
      placement="top start"
      platform={bridge.platform}
      items={[
        { id: 'new', label: importing.intoPlace.new, icon: 'inbox', checked: status === 'new' },
        { id: 'queued', label: importing.intoPlace.queued, icon: 'queue', checked: status === 'queued' },
      ]}
      onAction={(id) => choose({ status: id === 'queued' ? 'queued' : 'new' })}
    >
      <button type="button" className="TextButton">
        {importing.intoPlace[status]}
        <Icon name="down" size="small" />
      </button>
    </Menu>
  );
}

interface AllProps {
  readonly taken: number;
  readonly of: number;
  readonly onChange: () => void;
  readonly children: ReactNode;
}

/** Takes all papers of a kind or none; neither ticked nor empty while some are taken. */
function All({ taken, of, onChange, children }: AllProps) {
  return (
    <label>
      <input
        type="checkbox"
        className="Check"
        checked={taken === of}
        ref={(box) => {
          if (box !== null) box.indeterminate = taken > 0 && taken < of;
        }}
        onChange={onChange}
      />
      {children}
    </label>
  );
}

/** Above the rows: what can be said or chosen about all of them. */
function GroupHead({ tab }: { readonly tab: ImportTab }) {
  const plan = useImports((s) => s.plan);
  const taken = { new: useImports((s) => takenCount(s, 'new')), changed: useImports((s) => takenCount(s, 'changed')) };
  const listed = useImports((s) => s.problems.length);
  if (plan === null) return null;
  const { counts, problems } = plan;
  if (tab === 'new')
    return (
      <div className="ImportGroup">
        <All taken={taken.new} of={counts.new} onChange={() => void leaveOutAll('new', taken.new === counts.new)}>
          {importing.all(counts.new)}
        </All>
        {taken.new < counts.new && <span>{importing.chosen(taken.new, counts.new)}</span>}
      </div>
    );
  if (tab === 'changed')
    return (
      <div className="ImportGroup">
        <All taken={taken.changed} of={counts.changed} onChange={() => setTakeChanged(taken.changed < counts.changed)}>
          {importing.changed(counts.changed)}
        </All>
        <span>
          {taken.changed > 0 && taken.changed < counts.changed ? importing.chosen(taken.changed, counts.changed) : importing.changedNote}
        </span>
      </div>
    );
  return (
    <div className="ImportGroup">
      <span>{tab === 'known' ? importing.known : listed < problems ? importing.problems(listed) : importing.problemsNote}</span>
    </div>
  );
}

/** Above the table: what can be said of its columns. */
function ColumnsHead() {
  const titled = useImports((s) => s.plan?.table?.match.includes('title') ?? false);
  return (
    <div className="ImportGroup" role="status">
      <span>{titled ? importing.columnsNote : importing.columnsUntitled}</span>
    </div>
  );
}

function Foot() {
  const committing = useImports((s) => s.phase === 'committing');
  const rereading = useImports((s) => s.rereading);
  const count = useImports(importCount);
  const counts = useImports((s) => s.plan?.counts ?? null);
  const untitled = useImports((s) => s.plan?.table?.match.includes('title') === false);
  const lasting = useLasting(committing || rereading);
  if (counts === null) return null;
  const nothing = counts.new + counts.changed === 0;
  const why = counts.known > 0 ? importing.nothingNote : untitled ? importing.columnsUntitled : importing.unreadNote;
  const still = nothing ? why : importing.note;
  const note = !lasting ? still : rereading ? importing.rereading : importing.writing;
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
        aria-disabled={committing || rereading}
        onClick={() => void commitImport()}
      >
        {count > 0 ? importing.commit(count) : nothing ? importing.nothing : importing.none}
        {count > 0 && <Icon name="return" size="key" />}
      </button>
    </div>
  );
}
