import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { HIGHLIGHT_COLORS, type HighlightColor } from '../../../shared/models.ts';
import { openInReader, useAnnotations } from '../../stores/annotations.ts';
import { activateEvidence, needEvidence, openEvidence, useEvidence } from '../../stores/evidence.ts';
import { useSettings } from '../../stores/settings.ts';
import { RawText } from '../../typeset/RawText.tsx';
import { EvidenceCell } from './EvidenceCell.tsx';
import { words } from './words.ts';

/** What most rows measure, in pixels; they are measured when they are drawn. */
const USUAL = 128;
const HEAD = 36;
const OVERSCAN = 4;
/** Space under the last row, in pixels. */
const END = 32;
const NO_TERMS = [] as const;

/** A press on a quote goes to it in its paper; words that were selected are for copying. */
function onClick({ target }: MouseEvent): void {
  if (!(target instanceof Element) || window.getSelection()?.isCollapsed === false) return;
  const quote = target.closest<HTMLElement>('[data-highlight]');
  if (quote !== null && target.closest('button') === null) void openInReader(Number(quote.dataset.paper), Number(quote.dataset.highlight));
}

/** Papers down, roles across: what is marked as what, and the comments on it. */
export function EvidenceTable() {
  const ids = useEvidence((s) => s.ids);
  const reveal = useEvidence((s) => s.reveal);
  const activeId = useEvidence((s) => s.activeId);
  const roles = useSettings((s) => s.roles);
  const chosen = useAnnotations((s) => s.colors);
  const scroller = useRef<HTMLDivElement>(null);
  const columns = HIGHLIGHT_COLORS.filter((color) => chosen.length === 0 || chosen.includes(color));

  // oxlint-disable-next-line react/incompatible-library -- its functions are called, never handed to memoised parts
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => USUAL,
    getItemKey: useCallback((i: number) => ids[i] ?? i, [ids]),
    overscan: OVERSCAN,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
    paddingEnd: END,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: cells of another width are measured anew
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, columns.length]);

  const drawn = virtualizer.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn.at(-1)?.index ?? -1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another table needs other rows at the same places
  useEffect(() => needEvidence(first, last + 1), [ids, first, last]);

  const showActive = useEffectEvent(() => {
    const { activeId: id } = useEvidence.getState();
    const index = id === null ? -1 : ids.indexOf(id);
    if (index < 0) return;
    if (reveal > 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a wish to see the active row scrolls
  useLayoutEffect(() => showActive(), [reveal]);
  // The keyboard follows the active row, as soon as that is drawn.
  const isDrawn = drawn.some((item) => ids[item.index] === activeId);
  useEffect(() => {
    if (reveal > 0 && isDrawn) scroller.current?.querySelector<HTMLElement>('[data-pane-focus]')?.focus({ preventScroll: true });
  }, [reveal, isDrawn]);

  const before = (drawn[0]?.start ?? HEAD) - HEAD;
  const after = virtualizer.getTotalSize() - (drawn.at(-1)?.end ?? HEAD);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; each paper has a button
    <div ref={scroller} className="Evidence" onClick={onClick}>
      <table className="Evidence-table" aria-label={words.table} aria-rowcount={ids.length + 1} data-columns={columns.length}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" className="Evidence-corner">
              {words.paper}
            </th>
            {columns.map((color) => (
              <th key={color} scope="col" data-color={color}>
                <span className="RoleSign" />
                {roles[color]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <Space height={before} columns={columns.length + 1} />}
          {drawn.map((item) => {
            const id = ids[item.index];
            if (id === undefined) return null;
            return (
              <Row
                key={id}
                id={id}
                index={item.index}
                columns={columns}
                isStop={isDrawn ? id === activeId : item === drawn[0]}
                measure={virtualizer.measureElement}
              />
            );
          })}
          {after > 0 && <Space height={after} columns={columns.length + 1} />}
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not drawn. */
function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row is nothing that takes the keyboard
    <tr aria-hidden="true">
      <td className="Evidence-space" colSpan={columns} style={{ blockSize: height }} />
    </tr>
  );
}

interface RowProps {
  readonly id: number;
  readonly index: number;
  readonly columns: readonly HighlightColor[];
  /** It is the table's one tab stop, but for what is folded in cells. */
  readonly isStop: boolean;
  readonly measure: (element: HTMLElement | null) => void;
}

function Row({ id, index, columns, isStop, measure }: RowProps) {
  const row = useEvidence((s) => s.rows.get(id));
  const isActive = useEvidence((s) => s.activeId === id);
  const repair = useSettings((s) => s.repairText);
  const title = row?.paper.title.trim();
  return (
    <tr ref={measure} className={isActive ? 'Evidence-row is-active' : 'Evidence-row'} aria-rowindex={index + 2} data-index={index}>
      <th scope="row" className="Evidence-paper">
        <button
          type="button"
          tabIndex={isStop ? 0 : -1}
          data-pane-focus={isStop ? 'annotations' : undefined}
          title={words.open}
          onFocus={() => activateEvidence(id)}
          onClick={() => void openEvidence(id)}
        >
          {title === undefined ? (
            ''
          ) : title === '' ? (
            words.untitled
          ) : (
            <RawText raw={title} field="title" terms={NO_TERMS} repair={repair} maths="plain" links={false} />
          )}
        </button>
      </th>
      {columns.map((color) => (
        <td key={color} className="Evidence-cell" data-color={color}>
          {row !== undefined && <EvidenceCell color={color} row={row} />}
        </td>
      ))}
    </tr>
  );
}
