import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { View } from '../../../shared/models.ts';
import { bridge } from '../../bridge.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { MenuAt, type MenuEntry } from '../../ui/Menu.tsx';
import { NavItem } from './NavItem.tsx';
import { words } from './words.ts';

/** What else a row can do: an entry of its menu and what it does, also by its key where it has one. */
export interface NamedItemAction extends MenuEntry {
  readonly run: () => unknown;
}

interface NamedItemProps {
  readonly view: View;
  readonly icon: IconName;
  readonly name: string;
  readonly title: string;
  readonly count: number;
  /** After the name: that something is wrong with it. */
  readonly mark?: ReactNode;
  readonly isStop: boolean;
  readonly menuLabel: string;
  readonly newNameLabel: string;
  readonly removeLabel: string;
  readonly onRename: (name: string) => void;
  readonly onRemove: () => void;
  readonly actions?: readonly NamedItemAction[];
}

const NO_ACTIONS: readonly NamedItemAction[] = [];

/** A row that a person named: F2 renames it, Delete takes it away; both stand in its context menu, and both can be undone. */
export function NamedItem(props: NamedItemProps) {
  const { view, icon, name, title, count, mark, isStop, menuLabel, newNameLabel, removeLabel, onRename, onRemove } = props;
  const { actions = NO_ACTIONS } = props;
  const item = useRef<HTMLLIElement>(null);
  const [state, setState] = useState<'row' | 'menu' | 'renaming'>('row');

  const refocus = () => requestAnimationFrame(() => item.current?.querySelector('button')?.focus());
  const remove = () => {
    const next = item.current?.nextElementSibling ?? item.current?.previousElementSibling;
    onRemove();
    next?.querySelector('button')?.focus();
  };
  const act = async ({ run }: NamedItemAction) => {
    await run();
    // A row that was moved among its neighbours has lost the keyboard on the way.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) item.current?.querySelector('button')?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (state !== 'row') return;
    const pressed = `${event.altKey ? 'Alt+' : ''}${event.key}`;
    const action = actions.find(({ keys }) => keys === pressed);
    if (action !== undefined) void act(action);
    else if (pressed === 'F2') setState('renaming');
    else if (pressed === 'Delete' || pressed === 'Backspace') remove();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (state === 'renaming')
    return (
      <li ref={item}>
        <RenameField
          icon={icon}
          label={newNameLabel}
          name={name}
          onDone={(given) => {
            setState('row');
            refocus();
            if (given !== name) onRename(given);
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
        view={view}
        icon={icon}
        label={name}
        title={title}
        count={count}
        mark={mark}
        isStop={isStop}
        shortcuts={['F2', 'Delete', ...actions.flatMap(({ keys }) => keys ?? [])].join(' ')}
      />
      {state === 'menu' && (
        <MenuAt
          label={menuLabel}
          anchor={item}
          platform={bridge.platform}
          items={[
            { id: 'rename', label: words.rename, icon: 'note', keys: 'F2' },
            ...actions,
            { id: 'remove', label: removeLabel, icon: 'trash', keys: 'Delete' },
          ]}
          onAction={(id) => {
            const action = actions.find((one) => one.id === id);
            setState('row');
            if (action !== undefined) void act(action);
            else if (id === 'remove') remove();
            else setState('renaming');
          }}
          onClose={() => setState((s) => (s === 'menu' ? 'row' : s))}
        />
      )}
    </li>
  );
}

interface RenameFieldProps {
  readonly icon: IconName;
  readonly label: string;
  readonly name: string;
  /** Called once, with the old name when it was left as it is. */
  readonly onDone: (name: string) => void;
}

function RenameField({ icon, label, name, onDone }: RenameFieldProps) {
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
      <Icon name={icon} />
      <input
        className="NavItem-field"
        aria-label={label}
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
