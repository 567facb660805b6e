/** Papers whose titles hold what is typed: in the palette, and after [[ in a note. */
import { useEffect, useState } from 'react';
import { plainTitle } from '../shared/text/titles.ts';
import { bridge } from './bridge.ts';
import { typographic } from './typeset/quotes.ts';

export interface PaperHit {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
}

/** A pause in typing before the library is asked, in milliseconds. */
const PAUSE = 80;
const AT_MOST = 5;
const NONE: readonly PaperHit[] = [];

/** A query for words in titles, or null for too little to go by. Signs of the search language are only letters here. */
function titleQuery(typed: string): string | null {
  const words = typed.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join('').length < 2 ? null : words.map((word) => `title:${word}`).join(' ');
}

async function find(query: string): Promise<readonly PaperHit[]> {
  const list = await bridge.call('papers.list', { view: { kind: 'all' }, query, sort: 'best' });
  if (list.kind !== 'papers' || list.ids.length === 0) return NONE;
  const rows = await bridge.call('papers.rows', { ids: list.ids.slice(0, AT_MOST), query: '' });
  return rows.map(({ id, uid, title }) => ({ id, uid, title: typographic(plainTitle(title)) }));
}

/** The best few titles for what is typed, in all papers; null before the first answer, which stays until the next one is here. */
export function usePaperHits(typed: string): readonly PaperHit[] | null {
  const [hits, setHits] = useState<readonly PaperHit[] | null>(null);
  const query = titleQuery(typed);
  useEffect(() => {
    if (query === null) {
      const forgetting = setTimeout(() => setHits(null));
      return () => clearTimeout(forgetting);
    }
    let stale = false;
    const timer = setTimeout(() => {
      find(query).then(
        (found) => !stale && setHits(found),
        () => !stale && setHits(NONE), // all else works the same
      );
    }, PAUSE);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [query]);
  return query === null ? null : hits;
}
