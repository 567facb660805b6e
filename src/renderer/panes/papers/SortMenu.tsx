import { SORTS, type Sort } from '../../../shared/models.ts';
import { setSort, usePapers } from '../../stores/papers.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { words } from './words.ts';

/** The order of the list, and the menu to change it. Only a search can be ordered by how well papers match. */
export function SortMenu() {
  const sort = usePapers((s) => s.sort);
  const searching = usePapers((s) => s.query.trim() !== '');
  const items = SORTS.filter((id) => searching || id !== 'best').map((id) => ({ id, label: words.sort(id), checked: id === sort }));
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
