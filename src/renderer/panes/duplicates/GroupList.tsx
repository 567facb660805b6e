import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, memo, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { DuplicateGroup } from '../../../shared/models.ts';
import { activateGroup, activePosition, goToSide, groupKey, needGroups, useDuplicates } from '../../stores/duplicates.ts';
import { useSettings } from '../../stores/settings.ts';
import { RawText } from '../../typeset/RawText.tsx';
import { words } from './words.ts';

/** In pixels, as duplicates.css has it. */
const ROW = 76;
const OVERSCAN = 8;
/** Space under the last one, in pixels. */
const END = 8;
const NO_TERMS = [] as const;
const NONE: readonly DuplicateGroup[] = [];

const optionId = (key: string): string => `group-${key}`;

function onClick({ target }: MouseEvent): void {
  const key = target instanceof Element ? target.closest('[data-group]')?.getAttribute('data-group') : null;
  if (key === null || key === undefined) return;
  activateGroup(key, { reveal: false });
  // Where one of the two shows at a time, a press goes to the other.
  const compare = document.querySelector('.Compare');
  if (compare !== null && getComputedStyle(compare).display === 'none') goToSide('compare');
}

/** The groups, the surest first: any number of them, of which only those in sight exist. */
export function GroupList() {
  const groups = useDuplicates((s) => s.groups) ?? NONE;
  const activeKey = useDuplicates((s) => s.activeKey);
  const reveal = useDuplicates((s) => s.reveal);
  const rows = useDuplicates((s) => s.rows);
  const scroller = useRef<HTMLDivElement>(null);

  // oxlint-disable-next-line react/incompatible-library -- its functions are called, never handed to memoised parts
  const virtualizer = useVirtualizer({
    count: groups.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: OVERSCAN,
    paddingStart: END,
    paddingEnd: END,
  });
  const drawn = virtualizer.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn.at(-1)?.index ?? -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: other groups need other rows at the same places, and rows that were let go are asked for again
  useEffect(() => needGroups(first, last + 1), [groups, rows, first, last]);

  const showActive = useEffectEvent(() => {
    const at = activePosition(useDuplicates.getState());
    if (at >= 0) virtualizer.scrollToIndex(at, { align: 'auto' });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a wish to see the active group scrolls
  useLayoutEffect(() => showActive(), [reveal]);

  const isDrawn = drawn.some(({ index }) => groups[index] !== undefined && groupKey(groups[index]) === activeKey);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the commands move in it and open
    <div
      ref={scroller}
      className="GroupList"
      role="listbox"
      aria-label={words.list}
      aria-activedescendant={activeKey !== null && isDrawn ? optionId(activeKey) : undefined}
      tabIndex={0}
      data-pane-focus="duplicates"
      onClick={onClick}
    >
      <div role="presentation" className="GroupList-space" style={{ blockSize: virtualizer.getTotalSize() }}>
        {drawn.map(({ index, start }) => {
          const group = groups[index];
          if (group === undefined) return null;
          const key = groupKey(group);
          return (
            <Group
              key={key}
              id={optionId(key)}
              group={group}
              start={start}
              position={index}
              count={groups.length}
              isActive={key === activeKey}
            />
          );
        })}
      </div>
    </div>
  );
}

interface GroupProps {
  readonly id: string;
  readonly group: DuplicateGroup;
  /** In pixels. */
  readonly start: number;
  /** From 0. */
  readonly position: number;
  readonly count: number;
  readonly isActive: boolean;
}

const Group = memo(function Group({ id, group, start, position, count, isActive }: GroupProps) {
  const title = useDuplicates((s) => s.rows.get(group.ids[0] ?? 0)?.title);
  const repair = useSettings((s) => s.repairText);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list holds the keyboard and names its active option
    <div
      className="Group"
      id={id}
      role="option"
      aria-selected={isActive}
      aria-posinset={position + 1}
      aria-setsize={count}
      data-group={groupKey(group)}
      style={{ insetBlockStart: start }}
    >
      <p className="Group-title" dir="auto">
        {title === undefined ? (
          '\u00a0'
        ) : title.trim() === '' ? (
          words.untitled
        ) : (
          <RawText raw={title} field="title" terms={NO_TERMS} repair={repair} maths="plain" links={false} />
        )}
      </p>
      <div className="Group-rest">
        <p className="Group-why">
          <span className="Group-kind">{words.kind(group)}</span>
          {` · ${words.why(group)}`}
        </p>
      </div>
    </div>
  );
});
