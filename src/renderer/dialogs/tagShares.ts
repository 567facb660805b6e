/** Which tags a choice of papers has, on all of them or on some. */
import type { Tag } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';

export interface TagShare {
  readonly name: string;
  /** How many of the papers have it. */
  readonly count: number;
}

/** Up to this many papers are asked one by one; beyond it the tags are. */
const FEW = 40;

/** Tags of the papers with how many have each, the commonest first. */
export async function tagShares(ids: readonly number[], tags: readonly Tag[]): Promise<readonly TagShare[]> {
  const counts = new Map<string, number>();
  if (ids.length <= FEW) {
    const papers = await Promise.all(ids.map((id) => bridge.call('papers.get', { id })));
    for (const paper of papers) for (const { name } of paper.tags) counts.set(name, (counts.get(name) ?? 0) + 1);
  } else {
    const wanted = new Set(ids);
    for (const { uid, name } of tags) {
      const list = await bridge.call('papers.list', { view: { kind: 'tag', uid } });
      const count = list.kind === 'papers' ? list.ids.filter((id) => wanted.has(id)).length : 0;
      if (count > 0) counts.set(name, count);
    }
  }
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
