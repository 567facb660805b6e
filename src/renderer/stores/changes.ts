/** Every change to papers, once: ask main, say what was done, keep the list calm. */
import type { ChangeResult, MergeField, Status } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { allAre, dropFromList, openView, reloadList, showAtOnce, targetIds, usePapers } from './papers.ts';
import { showFailure, showToast } from './toasts.ts';

interface HowToShow {
  /** Said where it touched several papers or took rows away, and a silent change would surprise. */
  readonly toast: boolean;
  /** Shows again what was before, where the change was shown ahead of being made. */
  readonly takeBack?: () => void;
}

/** Runs a change and says what was done. */
async function change(work: Promise<ChangeResult>, options: HowToShow): Promise<ChangeResult | null> {
  try {
    const result = await work;
    if (result.step !== null && options.toast) showToast(`${result.step.label}.`, result.step);
    return result;
  } catch (thrown) {
    options.takeBack?.();
    showFailure(thrown, 'The change was not made');
    return null;
  }
}

export async function setStarred(ids: readonly number[], starred: boolean): Promise<void> {
  const takeBack = showAtOnce(ids, { starred });
  await change(bridge.call('papers.setStarred', { ids: [...ids], starred }), { toast: ids.length > 1, takeBack });
}

/** Stars all of them unless all are starred already. */
export async function toggleStarred(ids: readonly number[] = targetIds()): Promise<void> {
  if (ids.length === 0) return;
  await setStarred(ids, !allAre(usePapers.getState(), ids, (row) => row.starred));
}

export async function setStatus(ids: readonly number[], status: Status): Promise<void> {
  if (ids.length === 0) return;
  const takeBack = showAtOnce(ids, { status });
  await change(bridge.call('papers.setStatus', { ids: [...ids], status }), { toast: ids.length > 1, takeBack });
}

/** Read, or unread again when all of them were read. */
export async function toggleRead(ids: readonly number[] = targetIds()): Promise<void> {
  await setStatus(ids, allAre(usePapers.getState(), ids, (row) => row.status === 'read') ? 'new' : 'read');
}

/** Skips papers; in the inbox they leave the list at once, as mail does. */
export async function skip(ids: readonly number[] = targetIds()): Promise<void> {
  if (ids.length === 0) return;
  // Shown first: skipping fast skips one paper after another, never the same one twice.
  const takeBack = usePapers.getState().view.kind === 'inbox' ? dropFromList(ids) : showAtOnce(ids, { status: 'skipped' });
  await change(bridge.call('papers.setStatus', { ids: [...ids], status: 'skipped' }), { toast: true, takeBack });
}

export async function setTrashed(ids: readonly number[], trashed: boolean): Promise<void> {
  if (ids.length === 0) return;
  const takeBack = dropFromList(ids);
  await change(bridge.call('papers.setTrashed', { ids: [...ids], trashed }), { toast: true, takeBack });
}

export async function changeTags(ids: readonly number[], add: readonly string[], remove: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await change(bridge.call('tags.change', { ids: [...ids], add: [...add], remove: [...remove] }), { toast: ids.length > 1 });
}

/** Gives a tag another name; it becomes one with a tag that has that name already. */
export async function renameTag(uid: string, name: string): Promise<void> {
  await change(bridge.call('tags.rename', { uid, name }), { toast: true });
}

/** Takes a tag off every paper; its own view is left for all papers. */
export async function deleteTag(uid: string): Promise<void> {
  const done = await change(bridge.call('tags.delete', { uid }), { toast: true });
  const { view } = usePapers.getState();
  if (done !== null && view.kind === 'tag' && view.uid === uid) await openView({ kind: 'all' });
}

/** Makes one paper of several. */
export async function mergePapers(
  keep: number,
  others: readonly number[],
  take: Readonly<Partial<Record<MergeField, number>>>,
): Promise<void> {
  await change(bridge.call('duplicates.merge', { keep, others: [...others], take }), { toast: true });
}

/** Remembers that no two of these papers are the same. */
export async function keepApart(ids: readonly number[]): Promise<void> {
  await change(bridge.call('duplicates.keepApart', { ids: [...ids], apart: true }), { toast: true });
}

/** Marks every paper of the list read. */
export async function markAllRead(): Promise<void> {
  const { ids } = usePapers.getState();
  if (ids.length === 0) return;
  await change(bridge.call('papers.setStatus', { ids: [...ids], status: 'read' }), { toast: true });
}

/** Takes back the last step, or the one a toast names. */
export async function undo(stepId?: number): Promise<void> {
  try {
    const result = await bridge.call('history.undo', stepId === undefined ? {} : { stepId });
    showToast(result.step === null ? 'Nothing to undo.' : `Undone: ${result.step.label}.`);
    await reloadIfMoved(result.changed);
  } catch (thrown) {
    showFailure(thrown, 'That could not be undone');
  }
}

export async function redo(): Promise<void> {
  try {
    const result = await bridge.call('history.redo', {});
    showToast(result.step === null ? 'Nothing to redo.' : `Done again: ${result.step.label}.`, result.step);
    await reloadIfMoved(result.changed);
  } catch (thrown) {
    showFailure(thrown, 'That could not be done again');
  }
}

/** Rows that undo brings back, or takes away, are not in the list as it stands. */
async function reloadIfMoved(changed: readonly number[]): Promise<void> {
  const listed = new Set(usePapers.getState().ids);
  if (changed.some((id) => !listed.has(id)) || usePapers.getState().view.kind === 'trash') await reloadList();
}
