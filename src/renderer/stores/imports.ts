/** The import dialog: prepare, look, choose, commit or discard. */
import { create } from 'zustand';
import type { Input } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { ColumnMatch, ImportChoice, ImportPlan, ImportProblem, ImportRow, ImportVerdict } from '../../shared/importModels.ts';
import { PASTED_TEXT, STARTER_LIST } from '../../shared/text/sourceNames.ts';
import { bridge } from '../bridge.ts';
import { openView } from './papers.ts';
import { changeSettings, useSettings } from './settings.ts';
import { showFailure, showToast } from './toasts.ts';

type Source = Input<'imports.prepare'>['source'];

/** What a reader chooses of: papers that would be added or would gain something. */
export type Choosable = 'new' | 'changed';

/** `columns`: what each column of a table holds. */
export type ImportTab = ImportVerdict | 'problems' | 'columns';

interface ImportStore {
  /** `preparing`: reading, nothing to show yet; `preview`: the plan is open; `committing`: being written. */
  readonly phase: 'closed' | 'preparing' | 'preview' | 'committing';
  readonly name: string;
  readonly plan: ImportPlan | null;
  /** The table is being read anew, with other columns. */
  readonly rereading: boolean;
  readonly tab: ImportTab;
  /** Rows by verdict, as far as they were fetched, by position. */
  readonly rows: Readonly<Record<ImportVerdict, readonly (ImportRow | undefined)[]>>;
  readonly problems: readonly ImportProblem[];
  /** Indexes of papers that are left out. */
  readonly leftOut: Readonly<Record<Choosable, ReadonlySet<number>>>;
  /** The row that is looked at whole, by its position in its tab; null for the list. */
  readonly opened: number | null;
  readonly choice: ImportChoice;
}

const NO_ROWS: ImportStore['rows'] = { new: [], known: [], changed: [] };
const NONE_LEFT_OUT: ImportStore['leftOut'] = { new: new Set(), changed: new Set() };
const FIRST_CHOICE: ImportChoice = { status: 'new', takeChanged: true, tags: [], keywordsAsTags: false };

const CLOSED: ImportStore = {
  phase: 'closed',
  name: '',
  plan: null,
  rereading: false,
  tab: 'new',
  rows: NO_ROWS,
  problems: [],
  leftOut: NONE_LEFT_OUT,
  opened: null,
  choice: FIRST_CHOICE,
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

export const isOwnJob = (id: string): boolean => id === jobId;

/** Where a plan is best looked at first. */
function firstTab({ counts, table }: ImportPlan): ImportTab {
  if (counts.new > 0) return 'new';
  if (counts.changed > 0) return 'changed';
  if (counts.known > 0) return 'known';
  return table === null ? 'problems' : 'columns';
}

async function prepare(name: string, source: Source): Promise<void> {
  if (get().phase !== 'closed') return;
  set({ ...CLOSED, phase: 'preparing', name });
  try {
    const plan = await bridge.call('imports.prepare', { source, jobId: newJob() });
    // The last choice for this format is where the next one begins.
    const choice = useSettings.getState().importChoices[plan.formatId] ?? FIRST_CHOICE;
    set({ phase: 'preview', plan, name: plan.name, tab: firstTab(plan), choice });
    await fetchAll(plan);
  } catch (thrown) {
    set(CLOSED);
    const nothing = AppError.from(thrown).code === 'nothing-found';
    showFailure(thrown, nothing ? 'No papers found' : `${quoted(name)} could not be read`);
  }
}

async function fetchAll(plan: ImportPlan): Promise<void> {
  await Promise.all([needImportRows('new', 0), needImportRows('changed', 0), needImportRows('known', 0), fetchProblems(plan)]);
}

async function fetchProblems(plan: ImportPlan): Promise<void> {
  if (plan.problems === 0) return;
  const problems = await bridge.call('imports.problems', { planId: plan.id, offset: 0, limit: 500 });
  if (get().plan?.id === plan.id) set({ problems });
}

/** Reads the table anew, its columns taken for what `columns` says. What was left out is taken again: the rows are other ones. */
export async function matchColumns(columns: ColumnMatch): Promise<void> {
  const { plan, rereading, phase } = get();
  if (plan === null || plan.table === null || rereading || phase !== 'preview') return;
  set({ rereading: true });
  try {
    const next = await bridge.call('imports.rematch', { planId: plan.id, columns: [...columns], jobId: newJob() });
    if (get().plan?.id !== plan.id) return;
    set({ plan: next, rows: NO_ROWS, problems: [], leftOut: NONE_LEFT_OUT, opened: null });
    await fetchAll(next);
  } catch (thrown) {
    showFailure(thrown, 'The table could not be read this way');
  } finally {
    set({ rereading: false });
  }
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
  set({ tab, opened: null });
}

/** Looks at one row whole; null goes back to the list. */
export function openImportRow(position: number | null): void {
  set({ opened: position });
}

export const isChoosable = (tab: ImportTab): tab is Choosable => tab === 'new' || tab === 'changed';

/** Whether a row would be taken. */
export const isTaken = ({ leftOut, choice }: Pick<ImportStore, 'leftOut' | 'choice'>, verdict: Choosable, index: number): boolean =>
  (verdict === 'new' || choice.takeChanged) && !leftOut[verdict].has(index);

export async function leaveOut(verdict: Choosable, index: number, out: boolean): Promise<void> {
  if (verdict === 'changed' && !get().choice.takeChanged) {
    // One of those that are all left out is taken after all.
    if (out) return;
    await leaveOutAll('changed', true);
    choose({ takeChanged: true });
  }
  const left = new Set(get().leftOut[verdict]);
  if (out) left.add(index);
  else left.delete(index);
  set((s) => ({ leftOut: { ...s.leftOut, [verdict]: left } }));
}

/** All papers of a kind, or none. Rows not fetched yet count too: their indexes are asked for first. */
export async function leaveOutAll(verdict: Choosable, out: boolean): Promise<void> {
  const { plan } = get();
  if (plan === null) return;
  if (out) for (let at = 0; at < plan.counts[verdict]; at += WINDOW) await needImportRows(verdict, at);
  const left = new Set(out ? get().rows[verdict].flatMap((row) => (row === undefined ? [] : [row.index])) : []);
  set((s) => ({ leftOut: { ...s.leftOut, [verdict]: left } }));
}

/** Takes all changed papers, or none: the next import of this format begins so. */
export function setTakeChanged(takeChanged: boolean): void {
  set((s) => ({ leftOut: { ...s.leftOut, changed: new Set() }, choice: { ...s.choice, takeChanged } }));
}

/** Changes some of what an import is taken in by. */
export function choose(some: Partial<ImportChoice>): void {
  set((s) => ({ choice: { ...s.choice, ...some } }));
}

type Counted = Pick<ImportStore, 'plan' | 'leftOut' | 'choice'>;

/** How many of a kind a commit would write now. */
export function takenCount({ plan, leftOut, choice }: Counted, verdict: Choosable): number {
  if (plan === null || (verdict === 'changed' && !choice.takeChanged)) return 0;
  return plan.counts[verdict] - leftOut[verdict].size;
}

/** How many papers a commit would write now. */
export const importCount = (s: Counted): number => takenCount(s, 'new') + takenCount(s, 'changed');

export async function commitImport(): Promise<void> {
  const { plan, leftOut, choice, phase, rereading } = get();
  if (plan === null || phase !== 'preview' || rereading) return;
  set({ phase: 'committing', opened: null });
  try {
    const outcome = await bridge.call('imports.commit', {
      planId: plan.id,
      leaveOut: [...leftOut.new, ...leftOut.changed],
      ...choice,
      tags: [...choice.tags],
      jobId: newJob(),
    });
    remember(plan, choice);
    set(CLOSED);
    showToast(outcome.step === null ? 'Nothing new was imported.' : `${outcome.step.label}.`, outcome.step);
    await openView(choice.status === 'queued' ? { kind: 'queued' } : { kind: 'inbox' });
  } catch (thrown) {
    set(CLOSED);
    showFailure(thrown, 'The import was not made');
  }
}

/** Keeps a choice for the next import of its format. */
function remember({ formatId }: ImportPlan, choice: ImportChoice): void {
  const { importChoices } = useSettings.getState();
  if (JSON.stringify(importChoices[formatId] ?? FIRST_CHOICE) === JSON.stringify(choice)) return;
  changeSettings({ importChoices: { ...importChoices, [formatId]: choice } });
}

/** Closes the dialog and forgets the plan; a reading in progress is stopped. */
export async function discardImport(): Promise<void> {
  const { plan, phase, rereading } = get();
  if (phase === 'closed') return;
  if (phase === 'preparing' || phase === 'committing' || rereading) {
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
