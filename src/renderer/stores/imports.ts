/** The import dialog: prepare, look, commit or discard. */
import { create } from 'zustand';
import type { Input } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { ImportPlan, ImportProblem, ImportRow, ImportVerdict } from '../../shared/models.ts';
import { PASTED_TEXT, STARTER_LIST } from '../../shared/text/sourceNames.ts';
import { bridge } from '../bridge.ts';
import { openView } from './papers.ts';
import { showFailure, showToast } from './toasts.ts';

type Source = Input<'imports.prepare'>['source'];

export type ImportTab = ImportVerdict | 'problems';

interface ImportStore {
  /** `preparing`: reading, nothing to show yet; `preview`: the plan is open; `committing`: being written. */
  readonly phase: 'closed' | 'preparing' | 'preview' | 'committing';
  readonly name: string;
  readonly plan: ImportPlan | null;
  readonly tab: ImportTab;
  /** Rows by verdict, as far as they were fetched, by position. */
  readonly rows: Readonly<Record<ImportVerdict, readonly (ImportRow | undefined)[]>>;
  readonly problems: readonly ImportProblem[];
  /** Indexes of new papers that are left out. */
  readonly leftOut: ReadonlySet<number>;
  readonly takeChanged: boolean;
  readonly status: 'new' | 'queued';
}

const CLOSED: ImportStore = {
  phase: 'closed',
  name: '',
  plan: null,
  tab: 'new',
  rows: { new: [], known: [], changed: [] },
  problems: [],
  leftOut: new Set(),
  takeChanged: true,
  status: 'new',
};

export const useImports = create<ImportStore>(() => CLOSED);

const get = useImports.getState;
const set = useImports.setState;

/** Rows in one request. */
const WINDOW = 200;

/** A source at the start of a sentence: a file's name in quotation marks. */
const quoted = (name: string): string => (name === PASTED_TEXT || name === STARTER_LIST ? `The ${name.toLowerCase()}` : `“${name}”`);

/** Names this window's reading or writing, so that cancelling it stops nobody else's work. */
let jobId = '';

function newJob(): string {
  jobId = crypto.randomUUID();
  return jobId;
}

async function prepare(name: string, source: Source): Promise<void> {
  if (get().phase !== 'closed') return;
  set({ ...CLOSED, phase: 'preparing', name });
  try {
    const plan = await bridge.call('imports.prepare', { source, jobId: newJob() });
    const tab: ImportTab = plan.counts.new > 0 ? 'new' : plan.counts.changed > 0 ? 'changed' : plan.counts.known > 0 ? 'known' : 'problems';
    set({ phase: 'preview', plan, name: plan.name, tab });
    await Promise.all([needImportRows('new', 0), needImportRows('changed', 0), needImportRows('known', 0), fetchProblems(plan)]);
  } catch (thrown) {
    set(CLOSED);
    const nothing = AppError.from(thrown).code === 'nothing-found';
    showFailure(thrown, nothing ? 'No papers found' : `${quoted(name)} could not be read`);
  }
}

async function fetchProblems(plan: ImportPlan): Promise<void> {
  if (plan.problems === 0) return;
  const problems = await bridge.call('imports.problems', { planId: plan.id, offset: 0, limit: 500 });
  if (get().plan?.id === plan.id) set({ problems });
}

const windows = new Set<string>();

/** Sees that the window of rows around `position` is here. */
export async function needImportRows(verdict: ImportVerdict, position: number): Promise<void> {
  const { plan, rows } = get();
  if (plan === null || plan.counts[verdict] <= position || rows[verdict][position] !== undefined) return;
  const offset = position - (position % WINDOW);
  const key = `${plan.id} ${verdict} ${offset}`;
  if (windows.has(key)) return;
  windows.add(key);
  try {
    const fetched = await bridge.call('imports.rows', { planId: plan.id, verdict, offset, limit: WINDOW });
    if (get().plan?.id !== plan.id) return;
    const known = [...get().rows[verdict]];
    for (const [i, row] of fetched.entries()) known[offset + i] = row;
    set((s) => ({ rows: { ...s.rows, [verdict]: known } }));
  } catch (thrown) {
    showFailure(thrown, 'Some rows could not be read');
  } finally {
    windows.delete(key);
  }
}

export const importText = (text: string, html?: string) =>
  prepare(PASTED_TEXT, html === undefined || html === '' ? { kind: 'paste', text } : { kind: 'paste', text, html });

export const importSample = () => prepare(STARTER_LIST, { kind: 'sample' });

export async function importFile(file: File): Promise<void> {
  try {
    await prepare(file.name, { kind: 'file', token: await bridge.offerFile(file) });
  } catch (thrown) {
    showFailure(thrown, `“${file.name}” could not be read`);
  }
}

export function showImportTab(tab: ImportTab): void {
  set({ tab });
}

export function leaveOut(index: number, out: boolean): void {
  const leftOut = new Set(get().leftOut);
  if (out) leftOut.add(index);
  else leftOut.delete(index);
  set({ leftOut });
}

/** All new papers, or none. Rows not fetched yet count too: their indexes are asked for first. */
export async function leaveOutAll(out: boolean): Promise<void> {
  const { plan } = get();
  if (!out || plan === null) {
    set({ leftOut: new Set() });
    return;
  }
  for (let at = 0; at < plan.counts.new; at += WINDOW) await needImportRows('new', at);
  set({ leftOut: new Set(get().rows.new.flatMap((row) => (row === undefined ? [] : [row.index]))) });
}

export function setImportStatus(status: 'new' | 'queued'): void {
  set({ status });
}

export function setTakeChanged(takeChanged: boolean): void {
  set({ takeChanged });
}

/** How many papers a commit would write now. */
export function importCount(s: Pick<ImportStore, 'plan' | 'leftOut' | 'takeChanged'>): number {
  return s.plan === null ? 0 : s.plan.counts.new - s.leftOut.size + (s.takeChanged ? s.plan.counts.changed : 0);
}

export async function commitImport(): Promise<void> {
  const { plan, leftOut, takeChanged, status, phase } = get();
  if (plan === null || phase !== 'preview') return;
  set({ phase: 'committing' });
  try {
    const outcome = await bridge.call('imports.commit', { planId: plan.id, leaveOut: [...leftOut], takeChanged, status, jobId: newJob() });
    set(CLOSED);
    showToast(outcome.step === null ? 'Nothing new was imported.' : `${outcome.step.label}.`, outcome.step);
    await openView(status === 'queued' ? { kind: 'queued' } : { kind: 'inbox' });
  } catch (thrown) {
    set(CLOSED);
    showFailure(thrown, 'The import was not made');
  }
}

/** Closes the dialog and forgets the plan; a reading in progress is stopped. */
export async function discardImport(): Promise<void> {
  const { plan, phase } = get();
  if (phase === 'closed') return;
  if (phase === 'preparing' || phase === 'committing') {
    await cancelImport();
    return;
  }
  set(CLOSED);
  if (plan !== null) await bridge.call('imports.discard', { planId: plan.id }).catch(() => undefined); // the plan is dropped at the next start at the latest
}

async function cancelImport(): Promise<void> {
  try {
    await bridge.call('jobs.cancel', { jobId });
  } catch (thrown) {
    showFailure(thrown);
  }
}
