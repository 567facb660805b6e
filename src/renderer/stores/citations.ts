/** Citations for the clipboard. */
import { AppError } from '../../shared/errors.ts';
import type { Paper } from '../../shared/models.ts';
import { citationOf } from '../../shared/text/citation.ts';
import { bridge } from '../bridge.ts';
import { useReader } from './reader.ts';
import { showFailure, showToast } from './toasts.ts';

/** Papers asked for at a time. */
const AT_ONCE = 20;

async function papersOf(ids: readonly number[]): Promise<readonly Paper[]> {
  const { paper } = useReader.getState();
  if (paper !== null && ids.length === 1 && paper.id === ids[0]) return [paper];
  const papers: Paper[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE)
    papers.push(...(await Promise.all(ids.slice(from, from + AT_ONCE).map((id) => bridge.call('papers.get', { id })))));
  return papers;
}

async function write(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // The desktop window grants no permissions at all; there the older way is open, within a key press or a click.
    if (!writeByEvent(text))
      throw new AppError(
        'unreachable',
        'The system did not let Offprint use the clipboard. Please try once more with this window in front.',
      );
  }
}

function writeByEvent(text: string): boolean {
  let written = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    written = true;
  };
  document.addEventListener('copy', fill, { capture: true, once: true });
  document.execCommand('copy');
  document.removeEventListener('copy', fill, { capture: true });
  return written;
}

/** Copies one line for each paper, in the order given. */
export async function copyCitations(ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  try {
    const papers = await papersOf(ids);
    await write(papers.map(citationOf).join('\n'));
    showToast(papers.length === 1 ? 'Citation copied.' : `${papers.length} citations copied.`);
  } catch (thrown) {
    showFailure(thrown, 'Nothing was copied');
  }
}
