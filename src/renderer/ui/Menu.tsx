import { type KeyboardEvent, type ReactElement, type RefObject, useState } from 'react';
import { Menu as AriaMenu, MenuTrigger as AriaMenuTrigger, MenuItem, Popover, Pressable } from 'react-aria-components';
import { Icon, type IconName } from './Icon.tsx';
import { Keys, type KeysProps } from './Keys.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** In the notation of tinykeys; a single character also chooses the entry while the menu is open. */
  readonly keys?: string;
  /** Where any entry has it the menu is a choice of one, and the checked entry shows a tick. */
  readonly checked?: boolean;
}

interface ListProps {
  /** What the menu is for, for a screen reader. */
  readonly label: string;
  readonly items: readonly MenuEntry[];
  readonly onAction: (id: string) => void;
  /** Whose key caps are shown; `linux` where absent. */
  readonly platform?: KeysProps['platform'];
  readonly onDone: () => void;
}

function MenuList({ label, items, onAction, platform = 'linux', onDone }: ListProps) {
  const choice = items.some((item) => item.checked !== undefined);
  const chooseByKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const entry = items.find((item) => item.keys === event.key);
    if (entry === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
    onAction(entry.id);
  };
  return (
    <div className="Menu" onKeyDownCapture={chooseByKey}>
      <AriaMenu
        aria-label={label}
        className="Menu-list"
        onAction={(key) => onAction(String(key))}
        {...(choice
          ? { selectionMode: 'single' as const, selectedKeys: items.filter((item) => item.checked === true).map((item) => item.id) }
          : {})}
      >
        {items.map((item) => (
          <MenuItem key={item.id} id={item.id} textValue={item.label} className="MenuItem">
            {item.icon !== undefined && <Icon name={item.icon} />}
            <span className="MenuItem-label">{item.label}</span>
            {item.checked === true && <Icon name="check" size="small" />}
            {item.keys !== undefined && <Keys keys={item.keys} platform={platform} />}
          </MenuItem>
        ))}
      </AriaMenu>
    </div>
  );
}

type MenuPlacement = 'bottom start' | 'bottom end' | 'top start' | 'top end';

interface MenuProps extends Omit<ListProps, 'onDone'> {
  readonly placement?: MenuPlacement;
  /** The button that opens it: a `button`, or a component that hands its properties on to one. */
  readonly children: ReactElement;
}

/** A button's menu: arrows and letters move in it, Escape closes it, and the keyboard goes back to the button. */
export function Menu({ children, placement = 'bottom start', ...list }: MenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <AriaMenuTrigger isOpen={open} onOpenChange={setOpen}>
      <Pressable>{children as ReactElement<Record<string, unknown>, string>}</Pressable>
      <Popover className="Popover" placement={placement} offset={4}>
        <MenuList {...list} onDone={() => setOpen(false)} />
      </Popover>
    </AriaMenuTrigger>
  );
}

interface MenuAtProps extends Omit<ListProps, 'onDone'> {
  /** What the menu stands at. */
  readonly anchor: RefObject<Element | null>;
  readonly onClose: () => void;
}

/** A menu opened by something else than a button, as a context menu; mount it to open it. */
export function MenuAt({ anchor, onClose, ...list }: MenuAtProps) {
  return (
    <Popover className="Popover" isOpen onOpenChange={(open) => !open && onClose()} triggerRef={anchor} placement="bottom start" offset={4}>
      <MenuList {...list} onDone={onClose} />
    </Popover>
  );
}
