/** Papers like the one in the reader, asked for once it has settled. */
import { create } from 'zustand';
import type { SimilarPaper } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { useReader } from './reader.ts';

/** A similar paper as it is shown; its title is raw. */
export interface ShownSimilar extends SimilarPaper {
  readonly title: string;
}

interface SimilarStore {
  /** The paper they are like. */
  readonly paperId: number | null;
  readonly papers: readonly ShownSimilar[];
}

export const useSimilar = create<SimilarStore>(() => ({ paperId: null, papers: [] }));

const AT_MOST = 5;
/** A paper that is left sooner than this is not compared with any, in milliseconds. */
const REST = 400;

let timer: ReturnType<typeof setTimeout> | undefined;
/** False while the index was still being built when it was asked: there may be better ones. */
let complete = true;

function askSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(), REST);
}

async function ask(): Promise<void> {
  const id = useReader.getState().paper?.id;
  if (id === undefined) return;
  const isOver = () => useReader.getState().paper?.id !== id;
  try {
    const similar = await bridge.call('papers.similar', { id, limit: AT_MOST });
    if (isOver()) return;
    complete = similar.complete;
    const ids = similar.papers.map((paper) => paper.id);
    const rows = ids.length === 0 ? [] : await bridge.call('papers.rows', { ids });
    if (isOver()) return;
    const titles = new Map(rows.filter(({ trashed }) => !trashed).map((row) => [row.id, row.title]));
    const papers = similar.papers.flatMap((paper) => {
      const title = titles.get(paper.id);
      return title === undefined ? [] : { ...paper, title };
    });
    useSimilar.setState({ paperId: id, papers });
  } catch {
    // Nothing is shown in place of what nobody asked for.
  }
}

/** Follows the paper in the reader, and the papers that may come or go beside it. */
export function followSimilar(): void {
  useReader.subscribe((now, before) => {
    if (now.paper?.id !== before.paper?.id) askSoon();
  });
  bridge.on('papers.changed', ({ ids }) => {
    const shown = new Set(useSimilar.getState().papers.map(({ id }) => id));
    if (ids === null || ids.some((id) => shown.has(id))) askSoon();
  });
  bridge.on('search.changed', ({ state }) => {
    if (state === 'ready' && !complete) askSoon();
  });
}
