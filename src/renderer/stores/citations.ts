/** Citations for the clipboard. */
import type { Paper } from '../../shared/models.ts';
import { citationOf } from '../../shared/text/citation.ts';
import { bridge } from '../bridge.ts';
import { writeClipboard } from './clipboard.ts';
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

/** Copies one line for each paper, in the order given. */
export async function copyCitations(ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  try {
    const papers = await papersOf(ids);
    await writeClipboard(papers.map(citationOf).join('\n'));
    showToast(papers.length === 1 ? 'Citation copied.' : `${papers.length} citations copied.`);
  } catch (thrown) {
    showFailure(thrown, 'Nothing was copied');
  }
}
