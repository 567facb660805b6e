import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';

interface ResizerProps {
  /** Whose width it sets: "Width of the list". */
  readonly label: string;
  /** The width as it is kept, in CSS pixels. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Where a double click goes back to. */
  readonly initial: number;
  /** Called while it moves; nothing should be written yet. */
  readonly onMove: (width: number) => void;
  /** Called once when it comes to rest. */
  readonly onRest: (width: number) => void;
}

/** Pixels an arrow key moves it by, and with Shift. */
const STEP = 8;
const LONG_STEP = 40;

/** The line between two panes: dragged, or moved with the arrow keys, Home and End. */
export function Resizer({ label, value, min, max, initial, onMove, onRest }: ResizerProps) {
  const [live, setLive] = useState<number | null>(null);
  /** Where the drag began: the pointer's x less the width, so that the line stays under the pointer. */
  const grip = useRef<number | null>(null);

  const clamp = (width: number) => Math.round(Math.min(max, Math.max(min, width)));
  const move = (width: number) => {
    setLive(clamp(width));
    onMove(clamp(width));
  };
  const rest = (width: number) => {
    setLive(null);
    onMove(clamp(width));
    if (clamp(width) !== value) onRest(clamp(width));
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    grip.current = event.clientX - value;
  };
  const onPointerMove = (event: PointerEvent) => {
    if (grip.current !== null) move(event.clientX - grip.current);
  };
  const onPointerUp = () => {
    grip.current = null;
    if (live !== null) rest(live);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.shiftKey ? LONG_STEP : STEP;
    const to = { ArrowLeft: value - step, ArrowRight: value + step, Home: min, End: max }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    rest(to);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> is not a control
    <div
      className="Resizer"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={live ?? value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      data-moving={live === null ? undefined : ''}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={() => rest(initial)}
      onKeyDown={onKeyDown}
    />
  );
}
