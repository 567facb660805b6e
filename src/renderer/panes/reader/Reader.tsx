import { type UIEvent, useDeferredValue, useEffect, useLayoutEffect, useRef } from 'react';
import { takeJump, useAnnotations } from '../../stores/annotations.ts';
import { setActive } from '../../stores/highlights.ts';
import { useLayout } from '../../stores/layout.ts';
import { finishNote, useNotes } from '../../stores/notes.ts';
import { isSelection, usePapers } from '../../stores/papers.ts';
import { useReader } from '../../stores/reader.ts';
import { loadMaths } from '../../typeset/katex.ts';
import { Announcer } from './Announcer.tsx';
import { CaretHint } from './CaretHint.tsx';
import { NoteEditor } from './NoteEditor.tsx';
import { PaperView } from './PaperView.tsx';
import { Placing } from './Placing.tsx';
import { ReaderBar } from './ReaderBar.tsx';
import { Selected } from './Selected.tsx';
import { WORDS } from './words.ts';

/** The right pane: one paper to read and annotate, or what to do with several. */
export function Reader() {
  const active = useLayout((s) => s.activePane === 'reader');
  const several = usePapers(isSelection);
  // Typesetting waits while the list is being walked through: the list goes first.
  const paper = useDeferredValue(useReader((s) => s.paper));
  const pane = useRef<HTMLElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  useFinishOnLeaving();

  useEffect(() => {
    const idle = requestIdleCallback(() => void loadMaths());
    return () => cancelIdleCallback(idle);
  }, []);

  const id = paper?.id ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another paper begins at its top
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = 0;
    pane.current?.toggleAttribute('data-scrolled', false);
  }, [id, several]);

  // A button that goes away with what it did must not take the keyboard with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at whenever something else is shown
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && useLayout.getState().activePane === 'reader') scroller.current?.focus({ preventScroll: true });
  }, [paper, several]);

  // An annotation that was chosen among all is gone to when its paper stands here.
  const jump = useAnnotations((s) => s.jumpTo);
  useEffect(() => {
    const to = jump === null || paper === null ? null : takeJump(paper.id);
    if (to !== null) setActive(to);
  }, [jump, paper]);

  const onScroll = (event: UIEvent<HTMLElement>) => pane.current?.toggleAttribute('data-scrolled', event.currentTarget.scrollTop > 4);

  return (
    <main ref={pane} className="Reader" aria-label={WORDS.pane} data-active={active ? '' : undefined}>
      <ReaderBar paper={several ? null : paper} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable without a mouse */}
      <div ref={scroller} className="Reader-scroll" tabIndex={0} data-pane-focus="reader" data-reader-scroll="" onScroll={onScroll}>
        {several ? <Selected /> : paper === null ? <BeforePaper /> : <PaperView paper={paper} />}
      </div>
      <Placing />
      <CaretHint />
      <Announcer />
    </main>
  );
}

/** Before the first paper of a window is here: a note on it may be begun already, and takes what is typed. */
function BeforePaper() {
  const activeId = usePapers((s) => s.activeId);
  const opening = useNotes((s) =>
    s.editing !== null && s.editing.paperId === activeId && s.editing.highlightId === null ? s.editing.opening : null,
  );
  if (activeId === null) return <h1 className="Selected-none">{WORDS.nothing}</h1>;
  return opening === null ? null : <NoteEditor key={opening} />;
}

/** A note is finished when its paper is left. */
function useFinishOnLeaving(): void {
  useEffect(
    () =>
      usePapers.subscribe((now, before) => {
        const { editing } = useNotes.getState();
        if (now.activeId !== before.activeId && editing !== null && editing.paperId !== now.activeId) void finishNote();
      }),
    [],
  );
}
