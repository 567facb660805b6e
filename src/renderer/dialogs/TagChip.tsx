import type { ReactNode } from 'react';
import { Icon } from '../ui/Icon.tsx';
import { tags as words } from './words.ts';

interface TagChipProps {
  readonly name: string;
  readonly onRemove: (name: string) => void;
  /** In place of the name alone: a tag that only some of the papers have. */
  readonly mixed?: ReactNode | undefined;
}

/** A tag that can be taken away. */
export function TagChip({ name, onRemove, mixed }: TagChipProps) {
  return (
    <span className={mixed === undefined ? 'TagChip' : 'TagChip is-mixed'}>
      {mixed ?? <span className="TagChip-name">{name}</span>}
      <button
        type="button"
        className="TagChip-remove"
        aria-label={words.remove(name)}
        title={words.remove(name)}
        onClick={() => onRemove(name)}
      >
        <Icon name="x" size="small" />
      </button>
    </span>
  );
}
