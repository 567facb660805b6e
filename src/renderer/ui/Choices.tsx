import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { Option } from './Option.tsx';

/** Room left to the edges of the window, and between the list and what it belongs to, in CSS pixels. */
const EDGE = 8;
const GAP = 4;

interface ChoicesProps<T> {
  /** Of the list; the field names it. */
  readonly id: string;
  readonly label: string;
  readonly className?: string;
  /** As wide as what it stands under, and not as its style says. */
  readonly asWide?: boolean;
  /** What it stands under, or over where there is no room; null while that is not on the page. */
  readonly placeOf: () => DOMRect | null;
  readonly choices: readonly T[];
  readonly idOf: (choice: T) => string;
  readonly chosen: T | undefined;
  readonly onHover: (choice: T) => void;
  readonly onTake: (choice: T) => void;
  /** What stands in a row. */
  readonly row: (choice: T) => ReactNode;
  /** Below the rows, or in their place. */
  readonly foot?: ReactNode;
}

/** What is offered under a field that keeps the keyboard, above all else on the page. */
export function Choices<T>(props: ChoicesProps<T>) {
  const { id, label, className, asWide = false, placeOf, choices, idOf, chosen, onHover, onTake, row, foot } = props;
  const box = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const { current } = box;
    current?.showPopover();
    return () => current?.hidePopover();
  }, []);

  // Without dependencies: it stands anew whenever its height, or what it stands under, may have changed.
  useLayoutEffect(() => {
    const place = () => {
      const field = placeOf();
      if (box.current === null || field === null) return;
      if (asWide) box.current.style.inlineSize = `${field.width}px`;
      const { width, height } = box.current.getBoundingClientRect();
      const below = field.bottom + GAP;
      const top = below + height > window.innerHeight - EDGE ? field.top - GAP - height : below;
      box.current.style.left = `${Math.max(EDGE, Math.min(field.left, window.innerWidth - EDGE - width))}px`;
      box.current.style.top = `${Math.max(EDGE, top)}px`;
    };
    place();
    window.addEventListener('scroll', place, { capture: true, passive: true });
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('scroll', place, { capture: true });
      window.removeEventListener('resize', place);
    };
  });

  return (
    <div ref={box} className={className === undefined ? 'Choices' : `Choices ${className}`} popover="manual">
      {choices.length > 0 && (
        <div id={id} role="listbox" aria-label={label}>
          {choices.map((choice) => (
            <Option
              key={idOf(choice)}
              id={idOf(choice)}
              chosen={choice === chosen}
              onHover={() => onHover(choice)}
              onPress={() => onTake(choice)}
            >
              {row(choice)}
            </Option>
          ))}
        </div>
      )}
      {foot}
    </div>
  );
}
