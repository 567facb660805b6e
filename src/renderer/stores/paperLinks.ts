/** Opens papers from anywhere: by what names them, not by where they stand. */
import { AppError } from '../../shared/errors.ts';
import { bridge } from '../bridge.ts';
import { focusPane, isCovered, showBeside, useLayout } from './layout.ts';
import { activate, openView, positionOf, usePapers } from './papers.ts';
import { showFailure, showToast } from './toasts.ts';

const GONE = 'That paper is not in this library any more.';

/** Opens a paper where it stands: in the list on view if it is there, else in all papers, or in the trash. */
export async function openPaper(id: number, pane: 'list' | 'reader'): Promise<void> {
  for (const kind of ['all', 'trash'] as const) {
    if (positionOf(id) >= 0) break;
    await openView({ kind });
    if (usePapers.getState().view.kind !== kind) return; // somebody has gone elsewhere meanwhile
  }
  if (positionOf(id) < 0) {
    showToast(GONE);
    return;
  }
  showBeside('papers');
  activate(id);
  useLayout.setState({ narrowPane: pane });
  if (!isCovered()) focusPane(pane);
}

/** Follows a link to a paper; one that leads nowhere any more says so. */
export async function followPaperLink(uid: string): Promise<void> {
  try {
    const { id } = await bridge.call('papers.find', { uid });
    await openPaper(id, 'reader');
  } catch (thrown) {
    if (AppError.from(thrown).code === 'not-found') showToast(GONE);
    else showFailure(thrown, 'The paper could not be opened');
  }
}

/** Opens the papers that other programs, or the command line, ask this window for. */
export function listenForPapers(): void {
  bridge.on('papers.shown', ({ id }) => void openPaper(id, 'reader'));
}
