import { type ReactNode, useEffect, useRef } from 'react';

interface OptionProps {
  readonly id: string;
  readonly chosen: boolean;
  /** The pointer moved onto it. */
  readonly onHover?: () => void;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

/** One row under a field that keeps the keyboard: it is chosen by the field's arrows or by the pointer. */
export function Option({ id, chosen, onHover, onPress, children }: OptionProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys for its rows
    <div
      ref={row}
      id={id}
      className="Command"
      role="option"
      aria-selected={chosen}
      tabIndex={-1}
      onPointerDown={(event) => event.preventDefault()}
      onPointerMove={onHover}
      onClick={onPress}
    >
      {children}
    </div>
  );
}
