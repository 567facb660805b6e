import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, useCallback, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef } from 'react';
import type { AnnotationKey } from '../../../shared/annotationModels.ts';
import { activateKey, needAnnotations, openAnnotation, openInReader, positionOfKey, useAnnotations } from '../../stores/annotations.ts';
import { useSettings } from '../../stores/settings.ts';
import { Annotation, annotationId } from './Annotation.tsx';
import { type Items, itemsOf, type Run, runsOf, titleOf } from './items.ts';
import { PaperTitle, usePaperTitle } from './PaperTitle.tsx';
import { words } from './words.ts';

/** What most of them measure, in pixels; they are measured when they are drawn. */
const USUAL = { title: 52, annotation: 104 };
/** Items drawn above and below what is seen. */
const OVERSCAN = 6;
/** Space under the last one, in pixels. */
const END = 32;
/** While the scrollbar flies by, rows are asked for no oftener than this, in milliseconds. */
const ASK_EVERY = 60;

/** Words that were selected are for copying; any other press opens the paper. */
function onClick({ target }: MouseEvent): void {
  if (!(target instanceof Element) || window.getSelection()?.isCollapsed === false) return;
  const key = target.closest('[data-annotation]')?.getAttribute('data-annotation') as AnnotationKey | null | undefined; // the list wrote it
  const paper = target.closest('[data-title-of]')?.getAttribute('data-title-of');
  if (key !== null && key !== undefined) {
    activateKey(key, { reveal: false });
    void openAnnotation(key);
  } else if (paper !== null && paper !== undefined) void openInReader(Number(paper), null);
}

/** Asks for rows at once when it was quiet, and at a steady pace while it is not. */
function useNeededRows(first: number, last: number): void {
  const keys = useAnnotations((s) => s.keys);
  const asked = useRef(0);
  useEffect(() => {
    const ask = () => {
      asked.current = performance.now();
      needAnnotations(first, last + 1);
    };
    if (keys.length === 0) return;
    const wait = asked.current + ASK_EVERY - performance.now();
    if (wait <= 0) {
      ask();
      return;
    }
    const timer = setTimeout(ask, wait);
    return () => clearTimeout(timer);
  }, [keys, first, last]);
}

/** Annotations under the titles of their papers: any number of them, of which only those in sight exist. */
export function AnnotationList() {
  const keys = useAnnotations((s) => s.keys);
  const paperIds = useAnnotations((s) => s.paperIds);
  const activeKey = useAnnotations((s) => s.activeKey);
  const reveal = useAnnotations((s) => s.reveal);
  const textSize = useSettings((s) => s.textSize);
  const scroller = useRef<HTMLDivElement>(null);
  const items = useMemo(() => itemsOf(paperIds), [paperIds]);
  // What was measured belongs to an annotation, wherever the list now has it. Made once for each list: the virtualizer asks for all of them.
  const itemKeys = useMemo(
    () => items.all.map(({ kind, position }) => (kind === 'title' ? `title ${keys[position]}` : (keys[position] ?? position))),
    [items, keys],
  );

  // oxlint-disable-next-line react/incompatible-library -- its functions are called, never handed to memoised parts
  const virtualizer = useVirtualizer({
    count: items.all.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => USUAL[items.all[i]?.kind ?? 'annotation'],
    getItemKey: useCallback((i: number) => itemKeys[i] ?? i, [itemKeys]),
    overscan: OVERSCAN,
    paddingEnd: END,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: text of another size is measured anew
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, textSize]);

  const drawn = virtualizer.getVirtualItems();
  const runs = runsOf(
    items,
    drawn.map((item) => item.index),
  );
  const first = items.all[drawn[0]?.index ?? 0]?.position ?? 0;
  const last = items.all[drawn.at(-1)?.index ?? 0]?.position ?? 0;
  useNeededRows(first, last);

  const showActive = useEffectEvent(() => {
    const index = items.at[positionOfKey(useAnnotations.getState().activeKey)];
    const place = index === undefined ? undefined : virtualizer.measurementsCache[index];
    if (index === undefined || place === undefined || scroller.current === null) return;
    if (!drawn.some((item) => item.index === index)) {
      virtualizer.scrollToIndex(index, { align: 'center' });
      return;
    }
    // The title of the paper at the top lies over what scrolls below it.
    const title = virtualizer.measurementsCache[titleOf(items, index)];
    const from = place.start - (title?.size ?? 0);
    const seenFrom = virtualizer.scrollOffset ?? 0;
    const seen = virtualizer.scrollRect?.height ?? 0;
    const to = place.end + (index === items.all.length - 1 ? END : 0);
    if (from < seenFrom) scroller.current.scrollTop = from;
    else if (to > seenFrom + seen) scroller.current.scrollTop = to - seen;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a wish to see the active one scrolls
  useLayoutEffect(() => showActive(), [reveal]);

  const active = positionOfKey(activeKey);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the commands move in it and open
    <div
      ref={scroller}
      className="AnnotationList"
      role="listbox"
      aria-label={words.list}
      aria-activedescendant={activeKey !== null && active >= first && active <= last ? annotationId(activeKey) : undefined}
      tabIndex={0}
      data-pane-focus="annotations"
      onClick={onClick}
    >
      <div role="presentation" style={{ blockSize: virtualizer.getTotalSize() }}>
        <div role="presentation" className="AnnotationList-window" style={{ insetBlockStart: drawn[0]?.start ?? 0 }}>
          {runs.map((run) => (
            <OnOnePaper key={run.title} run={run} items={items} measure={virtualizer.measureElement} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface OnOnePaperProps {
  readonly run: Run;
  readonly items: Items;
  readonly measure: (element: HTMLElement | null) => void;
}

/** Neighbouring annotations on one paper, under its title, which stays in sight while they pass below it. */
function OnOnePaper({ run: { title, paperId, items: drawn }, items, measure }: OnOnePaperProps) {
  const keys = useAnnotations((s) => s.keys);
  const label = usePaperTitle(paperId);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a listbox
    <div role="group" aria-label={label}>
      {drawn[0] !== title && (
        <div className="AnnotationList-over" aria-hidden="true">
          <PaperTitle paperId={paperId} />
        </div>
      )}
      {drawn.map((index) => {
        const item = items.all[index];
        const key = keys[item?.position ?? -1];
        if (item === undefined || key === undefined) return null;
        return item.kind === 'title' ? (
          <div key="title" ref={measure} className="AnnotationList-title" aria-hidden="true" data-index={index}>
            <PaperTitle paperId={paperId} />
          </div>
        ) : (
          <div key={key} ref={measure} role="presentation" data-index={index}>
            <Annotation annotationKey={key} position={item.position} count={keys.length} />
          </div>
        );
      })}
    </div>
  );
}
