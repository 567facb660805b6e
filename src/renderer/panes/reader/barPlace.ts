/** Where the bar stands beside the words it is about. */

export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

interface Surroundings {
  /** The lines of the words, in order; at least one. */
  readonly lines: readonly Box[];
  /** The text column. */
  readonly column: Box;
  /** What of the pane is on screen. */
  readonly view: Pick<Box, 'top' | 'bottom'>;
  readonly bar: { readonly width: number; readonly height: number };
  /** Between the words and the bar below them: under fingers the handles of a selection stand there. */
  readonly below: number;
}

const ABOVE = 8;

/** The bar's top left corner: above the first line, below the last where there is no room, on screen wherever they end. */
export function barPlace({ lines, column, view, bar, below }: Surroundings): { readonly left: number; readonly top: number } {
  const first = lines[0] ?? column;
  const last = lines.at(-1) ?? column;
  const above = first.top - ABOVE - bar.height;
  const under = last.bottom + below;
  const isFree = (top: number) => top >= view.top && top + bar.height <= view.bottom;
  // Of words longer than the view neither end has room.
  const top = isFree(above) ? above : isFree(under) ? under : Math.max(view.top + ABOVE, Math.min(above, view.bottom - ABOVE - bar.height));
  const at = top === under ? last : first;
  const centred = (at.left + at.right - bar.width) / 2;
  return { left: Math.max(column.left, Math.min(centred, column.right - bar.width)), top };
}
