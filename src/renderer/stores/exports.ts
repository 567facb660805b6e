/** The export dialog: which papers, in which format, and the writing of them. */
import { create } from 'zustand';
import type { Input } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { ExportFormat, View } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { areAnnotationsShown, askedFilter, filterOf, useAnnotations } from './annotations.ts';
import { useEvidence } from './evidence.ts';
import { closeDialog, openDialog } from './layout.ts';
import { useLibrary } from './library.ts';
import { isSelection, targetIds, usePapers } from './papers.ts';
import { showFailure, showToast } from './toasts.ts';

/** A choice of papers as it was when the dialog opened. */
export type ExportScope =
  | { readonly kind: 'selection'; readonly ids: readonly number[] }
  | { readonly kind: 'list'; readonly view: View; readonly query: string; readonly papers: number }
  /** What the pane of annotations shows: its annotations, or the papers they are on. */
  | { readonly kind: 'shown'; readonly ids: readonly number[]; readonly annotations: number | null }
  | { readonly kind: 'library'; readonly papers: number };

interface ExportStore {
  readonly scopes: readonly ExportScope[];
  readonly scope: ExportScope['kind'];
  readonly format: ExportFormat;
  /** Names the writing under way; null while there is none. */
  readonly jobId: string | null;
}

export const useExports = create<ExportStore>(() => ({ scopes: [], scope: 'library', format: 'csv', jobId: null }));

const get = useExports.getState;
const set = useExports.setState;

export const isOfAnnotations = (format: ExportFormat): boolean => /^(?:annotations|evidence)-/.test(format);

const counted = (n: number, one: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : `${one}s`}`;

/** How many papers a choice is of. */
export const papersIn = (scope: ExportScope): number =>
  scope.kind === 'list' || scope.kind === 'library' ? scope.papers : scope.ids.length;

/** Whether there is a paper to write. */
export function canExport(): boolean {
  return (useLibrary.getState().library?.counts.all ?? 0) > 0 || usePapers.getState().ids.length > 0;
}

/** What can be exported as things stand, the nearest first. */
function scopesNow(): readonly ExportScope[] {
  const library: ExportScope = { kind: 'library', papers: useLibrary.getState().library?.counts.all ?? 0 };
  if (areAnnotationsShown()) {
    const { tab, keys, paperIds } = useAnnotations.getState();
    const shown: ExportScope =
      tab === 'evidence'
        ? { kind: 'shown', ids: useEvidence.getState().ids, annotations: null }
        : { kind: 'shown', ids: [...new Set(paperIds)], annotations: keys.length };
    return [...(shown.ids.length > 0 ? [shown] : []), library];
  }
  const list = usePapers.getState();
  const ids = targetIds();
  const { view, answered: query } = list;
  const isWhole = view.kind === 'all' && query.trim() === '';
  return [
    ...(ids.length > 0 ? [{ kind: 'selection', ids } as const] : []),
    ...(list.ids.length > 0 && !isWhole ? [{ kind: 'list', view, query, papers: list.ids.length } as const] : []),
    ...(library.papers > 0 ? [library] : []),
  ];
}

/** What was chosen last in this window, for papers and for annotations. */
const last: { papers: ExportFormat; annotations: ExportFormat } = { papers: 'csv', annotations: 'annotations-markdown' };

/** Opens the dialog, with a format chosen already where one is given. */
export function openExport(format: ExportFormat | null = null): void {
  const scopes = scopesNow();
  const [nearest] = scopes;
  if (nearest === undefined) return;
  const { tab } = useAnnotations.getState();
  const usual = nearest.kind !== 'shown' ? last.papers : tab === 'evidence' ? 'evidence-csv' : last.annotations;
  // Several papers were chosen on purpose; the one on view was not.
  const isChosen = nearest.kind !== 'selection' || isSelection(usePapers.getState());
  const scope = isChosen ? nearest : (scopes[1] ?? nearest);
  set({ scopes, scope: scope.kind, format: format ?? usual, jobId: null });
  openDialog('export');
}

/** What is being written stays what was chosen: the fields keep the keyboard, so that Escape is heard. */
export function chooseScope(scope: ExportScope['kind']): void {
  if (get().jobId === null) set({ scope });
}

export function chooseFormat(format: ExportFormat): void {
  if (get().jobId === null) set({ format });
}

/** The request for a choice; of annotations those that the pane shows, if they were chosen there. */
function asked(scope: ExportScope, format: ExportFormat): Pick<Input<'exports.create'>, 'scope' | 'filter'> {
  if (scope.kind === 'library') return { scope: { view: { kind: 'all' }, query: '' } };
  if (scope.kind === 'list') return { scope: { view: scope.view, query: scope.query } };
  if (scope.kind === 'selection' || !isOfAnnotations(format)) return { scope: { ids: [...scope.ids] } };
  const shown = useAnnotations.getState();
  // An evidence table is made of all highlights of its colours, whenever they were made.
  const filter = format.startsWith('evidence') ? { colors: [...shown.colors] } : askedFilter(filterOf(shown));
  return { scope: { view: shown.view, query: shown.answered }, filter };
}

/** Writes the file and puts it where the person wants it. */
export async function startExport(): Promise<void> {
  const { scopes, scope: kind, format, jobId: running } = get();
  const scope = scopes.find((one) => one.kind === kind);
  if (scope === undefined || running !== null) return;
  last[isOfAnnotations(format) ? 'annotations' : 'papers'] = format;
  const jobId = crypto.randomUUID();
  set({ jobId });
  try {
    const { token, name, count } = await bridge.call('exports.create', { format, ...asked(scope, format), jobId });
    finish();
    if (count === 0)
      showToast(
        isOfAnnotations(format)
          ? 'There are no annotations in it, so no file was made.'
          : 'There are no papers in it, so no file was made.',
      );
    else if (await bridge.saveFile(token, name)) showToast(`Exported ${told(scope, format, count)}.`);
  } catch (thrown) {
    finish();
    if (AppError.from(thrown).code === 'cancelled') showToast('The export was stopped. No file was made.');
    else showFailure(thrown, 'Nothing was exported');
  }

  function finish(): void {
    if (get().jobId !== jobId) return;
    set({ jobId: null });
    closeDialog();
  }
}

function told(scope: ExportScope, format: ExportFormat, papers: number): string {
  if (!isOfAnnotations(format)) return counted(papers, 'paper');
  if (format.startsWith('evidence')) return `the evidence of ${counted(papers, 'paper')}`;
  if (scope.kind === 'shown' && scope.annotations !== null) return counted(scope.annotations, 'annotation');
  return `the annotations of ${counted(papers, 'paper')}`;
}

/** Closes the dialog; a writing in progress is stopped, and closes it when it has. */
export function leaveExport(): void {
  const { jobId } = get();
  if (jobId === null) closeDialog();
  else bridge.call('jobs.cancel', { jobId }).catch((thrown) => showFailure(thrown));
}
