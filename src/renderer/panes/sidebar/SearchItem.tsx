import type { SavedSearch } from '../../../shared/models.ts';
import { deleteSearch, editSearch, moveSearch, renameSearch, useSearches } from '../../stores/searches.ts';
import { Icon } from '../../ui/Icon.tsx';
import { NamedItem, type NamedItemAction } from './NamedItem.tsx';
import { words } from './words.ts';

interface SearchItemProps {
  readonly search: SavedSearch;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isStop: boolean;
}

/** A saved search's row: with how many papers it finds at the moment, or a mark where its query has a mistake by now. */
export function SearchItem({ search, isFirst, isLast, isStop }: SearchItemProps) {
  const { uid, name, query } = search;
  const count = useSearches((s) => s.counts[uid]);
  const actions: NamedItemAction[] = [{ id: 'edit', label: words.editQuery, icon: 'search', run: () => editSearch(search) }];
  if (!isFirst) actions.push({ id: 'up', label: words.moveUp, icon: 'up', keys: 'Alt+ArrowUp', run: () => moveSearch(uid, -1) });
  if (!isLast) actions.push({ id: 'down', label: words.moveDown, icon: 'down', keys: 'Alt+ArrowDown', run: () => moveSearch(uid, 1) });
  return (
    <NamedItem
      view={{ kind: 'search', uid }}
      icon="search"
      name={name}
      title={name === query ? name : words.searchTitle(name, query)}
      count={count ?? 0}
      mark={count === null && <Icon name="warn" size="small" label={words.hasMistake} />}
      isStop={isStop}
      menuLabel={words.searchMenu(name)}
      newNameLabel={words.newSearchName(name)}
      removeLabel={words.removeSearch}
      onRename={(given) => void renameSearch(uid, given)}
      onRemove={() => void deleteSearch(uid)}
      actions={actions}
    />
  );
}
