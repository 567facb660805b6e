import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { Settings } from '../../../shared/settings.ts';
import { focusPane, ONE_PANE_BELOW } from '../../stores/layout.ts';
import { activate, moveActive, needRows, positionOf, selectTo, toggleSelected, usePapers } from '../../stores/papers.ts';
import { useSettings } from '../../stores/settings.ts';
import { groupAt, itemAt, itemOf, type Run, runsOf } from './items.ts';
import { PaperRow, rowId } from './PaperRow.tsx';
import { words } from './words.ts';

/** Rows drawn above and below what is seen, so that a fast scroll shows rows and not gaps. */
const OVERSCAN = 8;
/** Space under the last row, in pixels. */
const END = 8;
/** While the scrollbar flies by, rows are asked for no oftener than this, in milliseconds. */
const ASK_EVERY = 60;

interface Heights {
  readonly row: number;
  readonly heading: number;
}

const known = new Map<string, Heights>();

/** Heights in pixels, from the tokens. They differ by density, which the page wears before anything is drawn in it. */
function heightsOf(density: Settings['density'], searching: boolean): Heights {
  const key = `${density} ${searching}`;
  let heights = known.get(key);
  if (heights === undefined) {
    const style = getComputedStyle(document.documentElement);
    const token = (name: string) => Number.parseFloat(style.getPropertyValue(name));
    heights = { row: token(searching ? '--h-row-search' : '--h-row'), heading: token('--h-group') };
    known.set(key, heights);
  }
  return heights;
}

function paperOf(event: MouseEvent): number | null {
  const row = event.target instanceof Element ? event.target.closest('[data-paper]') : null;
  return row === null ? null : Number(row.getAttribute('data-paper'));
}

function onClick(event: MouseEvent): void {
  const id = paperOf(event);
  if (id === null) return;
  if (event.shiftKey) selectTo(id);
  else if (event.ctrlKey || event.metaKey) toggleSelected(id);
  else {
    activate(id, { reveal: false });
    if (window.innerWidth < ONE_PANE_BELOW) focusPane('reader');
  }
}

function onDoubleClick(event: MouseEvent): void {
  if (paperOf(event) !== null) focusPane('reader');
}

/** Asks for rows at once when it was quiet, and at a steady pace while it is not. */
function useNeededRows(first: number, last: number): void {
  const ids = usePapers((s) => s.ids);
  const asked = useRef(0);
  useEffect(() => {
    const ask = () => {
      asked.current = performance.now();
      needRows(first, last + 1);
    };
    if (ids.length === 0) return;
    const wait = asked.current + ASK_EVERY - performance.now();
    if (wait <= 0) {
      ask();
      return;
    }
    const timer = setTimeout(ask, wait);
    return () => clearTimeout(timer);
  }, [ids, first, last]);
}

/** The rows themselves: any number of them, of which only those in sight exist. */
export function Rows() {
  const ids = usePapers((s) => s.ids);
  const groups = usePapers((s) => s.groups);
  const searching = usePapers((s) => s.answered.trim() !== '');
  const activeId = usePapers((s) => s.activeId);
  const reveal = usePapers((s) => s.reveal);
  const scroller = useRef<HTMLDivElement>(null);

  const heights = useSettings((s) => heightsOf(s.density, searching));

  // oxlint-disable-next-line react/incompatible-library -- its functions are called, never handed to memoised parts
  const virtualizer = useVirtualizer({
    count: ids.length + groups.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => (itemAt(groups, i).kind === 'heading' ? heights.heading : heights.row),
    overscan: OVERSCAN,
    paddingEnd: END,
  });
  // What is drawn first is measured with what it is drawn with; measuring it again would draw it again.
  const measured = useRef({ heights, groups });
  useLayoutEffect(() => {
    if (measured.current.heights === heights && measured.current.groups === groups) return;
    measured.current = { heights, groups };
    virtualizer.measure();
  }, [virtualizer, heights, groups]);

  const items = virtualizer.getVirtualItems();
  const first = items[0];
  const last = items.at(-1);
  const runs = first === undefined || last === undefined ? [] : runsOf(groups, first.index, last.index);
  const positions = runs.flatMap((run) => run.positions);
  useNeededRows(positions[0] ?? 0, positions.at(-1) ?? 0);

  const seenFirst = virtualizer.range?.startIndex ?? 0;
  const topGroup = groups.length === 0 ? null : groupAt(groups, seenFirst);

  const showActive = useEffectEvent(() => {
    const position = positionOf(usePapers.getState().activeId);
    if (position < 0 || scroller.current === null) return;
    const item = itemOf(groups, position);
    const top = (item - position) * heights.heading + position * heights.row;
    // The heading of the group at the top lies over what scrolls below it.
    const from = groups.length > 0 ? top - heights.heading : top;
    const to = top + heights.row + (position === ids.length - 1 ? END : 0);
    // What the virtualizer knows is read from it and not from the page: asking the page would lay it out at every key.
    const seenFrom = virtualizer.scrollOffset ?? 0;
    const seen = virtualizer.scrollRect?.height ?? 0;
    if (from < seenFrom) scroller.current.scrollTop = from;
    else if (to > seenFrom + seen) scroller.current.scrollTop = to - seen;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a wish to see the active row scrolls, and rows of another height
  useLayoutEffect(() => showActive(), [reveal, heights]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
    event.preventDefault();
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / heights.row) - 1);
    moveActive(event.key === 'PageDown' ? page : -page);
  };

  return (
    <div
      ref={scroller}
      className="PaperList-rows"
      role="listbox"
      aria-label={searching ? words.found : words.list}
      aria-multiselectable="true"
      aria-activedescendant={activeId !== null && positions.includes(positionOf(activeId)) ? rowId(activeId) : undefined}
      tabIndex={0}
      data-pane-focus="list"
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onKeyDown={onKeyDown}
    >
      {topGroup !== null && (
        <div
          className={seenFirst > 0 ? 'PaperList-group PaperList-group--top is-over' : 'PaperList-group PaperList-group--top'}
          aria-hidden="true"
        >
          {topGroup.label}
        </div>
      )}
      <div role="presentation" style={{ blockSize: virtualizer.getTotalSize() }}>
        <div role="presentation" className="PaperList-window" style={{ insetBlockStart: first?.start ?? 0 }}>
          {runs.map((run) => (
            <RunOfRows key={run.group?.start ?? -1} {...run} ids={ids} searching={searching} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RunOfRowsProps extends Run {
  readonly ids: readonly number[];
  readonly searching: boolean;
}

/** Neighbouring rows; those of a digest stand under its name. */
function RunOfRows({ group, heading, positions, ids, searching }: RunOfRowsProps) {
  const rows = positions.map((position) => {
    const id = ids[position];
    return id === undefined ? null : <PaperRow key={id} id={id} position={position} count={ids.length} searching={searching} />;
  });
  if (group === null) return rows;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a listbox
    <div role="group" aria-label={group.label}>
      {heading && (
        <div className="PaperList-group" aria-hidden="true">
          {group.label}
        </div>
      )}
      {rows}
    </div>
  );
}
