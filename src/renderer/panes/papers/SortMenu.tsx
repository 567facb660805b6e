import { SORTS, type Sort, type View } from '../../../shared/models.ts';
import { parseQuery } from '../../../shared/query/parse.ts';
import { useLibrary } from '../../stores/library.ts';
import { setSort, usePapers } from '../../stores/papers.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { words } from './words.ts';

/** Where papers wait to be looked at, what is like the starred ones may come first. */
const WAITING: ReadonlySet<View['kind']> = new Set(['inbox', 'digest']);

/** The order of the list, and the menu to change it: only what was searched for by words can be ordered by how well it fits. */
export function SortMenu() {
  const sort = usePapers((s) => s.sort);
  const view = usePapers((s) => s.view);
  const searching = usePapers((s) => s.query.trim() !== '');
  const hasStarred = useLibrary((s) => (s.library?.counts.starred ?? 0) > 0);
  const savedHasWords = useLibrary(
    (s) => view.kind === 'search' && hasWords(s.library?.searches.find(({ uid }) => uid === view.uid)?.query),
  );
  const isOffered = (id: Sort): boolean => {
    if (id === 'best') return searching || savedHasWords;
    return id !== 'starredLike' || (!searching && hasStarred && WAITING.has(view.kind));
  };
  const items = SORTS.filter((id) => id === sort || isOffered(id)).map((id) => ({ id, label: words.sort(id), checked: id === sort }));
  const choose = (id: string) => {
    const chosen = SORTS.find((s): s is Sort => s === id);
    if (chosen !== undefined && chosen !== sort) void setSort(chosen);
  };
  return (
    <Menu label={words.sortBy} items={items} onAction={choose} placement="bottom end">
      <button className="TextButton" type="button">
        {words.sort(sort)}
        <Icon name="down" size="small" />
      </button>
    </Menu>
  );
}

function hasWords(query = ''): boolean {
  const parsed = parseQuery(query);
  return parsed.ok && parsed.query.clauses.length > 0;
}
