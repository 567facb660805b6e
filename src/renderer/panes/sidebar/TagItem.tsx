import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Tag } from '../../../shared/models.ts';
import { deleteTag, renameTag } from '../../stores/changes.ts';
import { Icon } from '../../ui/Icon.tsx';
import { MenuAt } from '../../ui/Menu.tsx';
import { NavItem } from './NavItem.tsx';
import { words } from './words.ts';

interface TagItemProps {
  readonly tag: Tag;
  readonly isStop: boolean;
}

/** A tag's row: F2 renames it, Delete takes it away; both stand in its context menu, and both can be undone. */
export function TagItem({ tag, isStop }: TagItemProps) {
  const item = useRef<HTMLLIElement>(null);
  const [state, setState] = useState<'row' | 'menu' | 'renaming'>('row');

  const refocus = () => requestAnimationFrame(() => item.current?.querySelector('button')?.focus());
  const remove = () => {
    const next = item.current?.nextElementSibling ?? item.current?.previousElementSibling;
    void deleteTag(tag.uid);
    next?.querySelector('button')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (state !== 'row') return;
    if (event.key === 'F2') setState('renaming');
    else if (event.key === 'Delete' || event.key === 'Backspace') remove();
    else return;
    event.preventDefault();
  };

  if (state === 'renaming')
    return (
      <li ref={item}>
        <RenameField
          name={tag.name}
          onDone={(name) => {
            setState('row');
            refocus();
            if (name !== tag.name) void renameTag(tag.uid, name);
          }}
        />
      </li>
    );
  return (
    <li
      ref={item}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => {
        event.preventDefault();
        setState('menu');
      }}
    >
      <NavItem
        view={{ kind: 'tag', uid: tag.uid }}
        icon="tag"
        label={tag.name}
        title={tag.name}
        count={tag.count}
        isStop={isStop}
        shortcuts="F2 Delete"
      />
      {state === 'menu' && (
        <MenuAt
          label={words.tagMenu(tag.name)}
          anchor={item}
          items={[
            { id: 'rename', label: words.rename, icon: 'note', keys: 'F2' },
            { id: 'remove', label: words.remove, icon: 'trash', keys: 'Delete' },
          ]}
          onAction={(id) => {
            if (id === 'remove') remove();
            else setState('renaming');
          }}
          onClose={() => setState((s) => (s === 'menu' ? 'row' : s))}
        />
      )}
    </li>
  );
}

interface RenameFieldProps {
  readonly name: string;
  /** Called once, with the old name when it was left as it is. */
  readonly onDone: (name: string) => void;
}

function RenameField({ name, onDone }: RenameFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    // A menu that closes gives the keyboard back in the next frame; the field takes it after that.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => input.current?.select());
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  const finish = (given: string) => {
    if (done.current) return;
    done.current = true;
    onDone(given.trim() === '' ? name : given.trim());
  };
  return (
    <span className="NavItem NavItem--renaming">
      <Icon name="tag" />
      <input
        className="NavItem-field"
        aria-label={words.newName(name)}
        defaultValue={name}
        maxLength={100}
        ref={input}
        onBlur={(event) => finish(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') finish(event.currentTarget.value);
          else if (event.key === 'Escape') finish(name);
          event.stopPropagation();
        }}
      />
    </span>
  );
}
