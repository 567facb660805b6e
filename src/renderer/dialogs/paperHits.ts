/** Papers whose titles hold what is typed in the palette. */
import { useEffect, useState } from 'react';
import { shownText, spansOf } from '../../shared/text/spans.ts';
import { bridge } from '../bridge.ts';
import { typographic } from '../typeset/quotes.ts';

export interface PaperHit {
  readonly id: number;
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
  return rows.map(({ id, title }) => ({ id, title: typographic(shownText(spansOf(title, { repair: true }))) }));
}

/** The best few titles for what is typed, in all papers; the last answer stays until the next one is here. */
export function usePaperHits(typed: string): readonly PaperHit[] {
  const [hits, setHits] = useState(NONE);
  const query = titleQuery(typed);
  useEffect(() => {
    if (query === null) return;
    let stale = false;
    const timer = setTimeout(() => {
      find(query).then(
        (found) => !stale && setHits(found),
        () => !stale && setHits(NONE), // the commands work all the same
      );
    }, PAUSE);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [query]);
  return query === null ? NONE : hits;
}
