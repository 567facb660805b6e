import type { Tag } from '../../../shared/models.ts';
import { deleteTag, renameTag } from '../../stores/changes.ts';
import { NamedItem } from './NamedItem.tsx';
import { words } from './words.ts';

interface TagItemProps {
  readonly tag: Tag;
  readonly isStop: boolean;
}

/** A tag's row. */
export function TagItem({ tag: { uid, name, count }, isStop }: TagItemProps) {
  return (
    <NamedItem
      view={{ kind: 'tag', uid }}
      icon="tag"
      name={name}
      title={name}
      count={count}
      isStop={isStop}
      menuLabel={words.tagMenu(name)}
      newNameLabel={words.newName(name)}
      removeLabel={words.remove}
      onRename={(given) => void renameTag(uid, given)}
      onRemove={() => void deleteTag(uid)}
    />
  );
}
