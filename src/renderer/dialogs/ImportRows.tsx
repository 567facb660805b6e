import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ImportProblem, ImportVerdict } from '../../shared/importModels.ts';
import { isChoosable, isTaken, leaveOut, needImportRows, openImportRow, useImports } from '../stores/imports.ts';
import { useSettings } from '../stores/settings.ts';
import { RawText } from '../typeset/RawText.tsx';
import { Icon } from '../ui/Icon.tsx';
import { importing } from './words.ts';

/** Height of a row with a title and nothing else, in CSS pixels; others are measured. */
const ROW = 32;
const NO_TERMS = [] as const;

type RowsTab = ImportVerdict | 'problems';

interface RowsProps {
  readonly tab: RowsTab;
  /** The row where the keyboard was before one was opened; none at first. */
  readonly startAt: number;
}

/** The rows of one tab: any number of them, a few drawn. Arrows move and open; where there is a choice Space takes or leaves. */
export function ImportRows({ tab, startAt }: RowsProps) {
  const count = useImports((s) => (tab === 'problems' ? s.problems.length : (s.plan?.counts[tab] ?? 0)));
  const [active, setActive] = useState(startAt);
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- its functions are called, never handed to memoised parts
  const rows = useVirtualizer({ count, getScrollElement: () => scroller.current, estimateSize: () => ROW, overscan: 8 });
  const drawn = rows.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn.at(-1)?.index ?? 0;

  useEffect(() => {
    if (tab === 'problems') return;
    void needImportRows(tab, first);
    void needImportRows(tab, last);
  }, [tab, first, last]);

  // Back from a row that was looked at whole, the list stands where it stood.
  useLayoutEffect(() => {
    if (startAt < 0) return;
    rows.scrollToIndex(startAt, { align: 'center' });
    scroller.current?.focus({ preventScroll: true });
  }, [startAt, rows]);

  const moveTo = (to: number) => {
    if (count === 0) return;
    const index = Math.max(0, Math.min(count - 1, to));
    setActive(index);
    rows.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown' || event.key === 'j') moveTo(active + 1);
    else if (event.key === 'ArrowUp' || event.key === 'k') moveTo(active - 1);
    else if (event.key === 'PageDown') moveTo(Math.max(active, 0) + 10);
    else if (event.key === 'PageUp') moveTo(active - 10);
    else if (event.key === 'Home') moveTo(0);
    else if (event.key === 'End') moveTo(count - 1);
    else if (event.key === ' ') toggle(tab, active);
    else if (event.key === 'ArrowRight' && tab !== 'problems') openImportRow(Math.max(active, 0));
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      className="ImportList-rows"
      role="listbox"
      aria-label={importing.rows[tab]}
      aria-multiselectable={isChoosable(tab)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      {...(active >= 0 ? { 'aria-activedescendant': rowId(active) } : {})}
    >
      <div className="ImportList-all" role="presentation" style={{ blockSize: rows.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const place = {
            index,
            count,
            active: index === active,
            start,
            measure: rows.measureElement,
            onPress: () => setActive(index),
          };
          return tab === 'problems' ? <ProblemRow key={index} {...place} /> : <PaperRow key={index} verdict={tab} {...place} />;
        })}
      </div>
    </div>
  );
}

const rowId = (index: number): string => `import-row-${index}`;

/** Takes a paper or leaves it out; a row not fetched yet stays as it is. */
function toggle(tab: RowsTab, position: number): void {
  if (!isChoosable(tab)) return;
  const state = useImports.getState();
  const row = state.rows[tab][position];
  if (row !== undefined) void leaveOut(tab, row.index, isTaken(state, tab, row.index));
}

interface PlaceProps {
  readonly index: number;
  readonly count: number;
  readonly active: boolean;
  /** Distance from the top of all rows, in CSS pixels. */
  readonly start: number;
  readonly measure: (node: Element | null) => void;
  readonly onPress: () => void;
}

function Entry({
  place: { index, count, active, start, measure, onPress },
  taken,
  children,
}: {
  readonly place: PlaceProps;
  /** Null where there is nothing to choose. */
  readonly taken: boolean | null;
  readonly children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys, for its active row
    <div
      ref={measure}
      data-index={index}
      id={rowId(index)}
      className={active ? 'Entry is-active' : 'Entry'}
      role="option"
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-selected={taken ?? active}
      tabIndex={-1}
      style={{ transform: `translateY(${start}px)` }}
      onClick={onPress}
    >
      {children}
    </div>
  );
}

function PaperRow({ verdict, ...place }: PlaceProps & { readonly verdict: ImportVerdict }) {
  const row = useImports((s) => s.rows[verdict][place.index]);
  const taken = useImports((s) => (isChoosable(verdict) ? row === undefined || isTaken(s, verdict, row.index) : null));
  const repair = useSettings((s) => s.repairText);
  const press = () => {
    place.onPress();
    toggle(verdict, place.index);
  };
  return (
    <Entry place={{ ...place, onPress: press }} taken={taken}>
      <div className="Entry-line">
        {taken !== null && <span className={taken ? 'Check is-checked' : 'Check'} />}
        <span className="Entry-title" title={row?.title}>
          {row === undefined ? (
            '\u00a0'
          ) : (
            <RawText raw={row.title} field="title" terms={NO_TERMS} repair={repair} maths="plain" links={false} />
          )}
        </span>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: for the pointer alone; the list opens its active row with a key */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
        <span
          className="Entry-open"
          title={importing.open}
          onClick={(event) => {
            event.stopPropagation();
            openImportRow(place.index);
          }}
        >
          <Icon name="right" size="small" />
        </span>
      </div>
      {row?.problems.map((problem) => (
        <Problem key={`${problem.line} ${problem.message}`} problem={problem} />
      ))}
    </Entry>
  );
}

function ProblemRow(place: PlaceProps) {
  const problem = useImports((s) => s.problems[place.index]);
  return (
    <Entry place={place} taken={null}>
      {problem !== undefined && <Problem problem={problem} />}
    </Entry>
  );
}

function Problem({ problem }: { readonly problem: ImportProblem }) {
  return (
    <p className={problem.severity === 'lost' ? 'Entry-problem is-lost' : 'Entry-problem'}>
      <Icon name="warn" size="small" />
      <span>
        <b>{importing.line(problem.line)}</b> {problem.message}
      </span>
    </p>
  );
}
