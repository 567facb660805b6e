import { useLayoutEffect, useRef } from 'react';
import { bridge } from '../../bridge.ts';
import { useCaret } from '../../stores/caret.ts';
import { useHighlights } from '../../stores/highlights.ts';
import { focusPane } from '../../stores/layout.ts';
import { textOnView } from '../../stores/texts.ts';
import { Keys } from '../../ui/Keys.tsx';
import { WORDS } from './words.ts';

/** The keys of choosing words, along the foot of the pane, while words are being chosen. */
export function CaretHint() {
  const field = useCaret((s) => s.caret?.text.field ?? null);
  const adjusting = useHighlights((s) => s.adjusting !== null);
  if (field === null) return null;
  const other = textOnView(field === 'title' ? 'abstract' : 'title');
  const hints: readonly (readonly [keys: readonly string[], words: string])[] = [
    [['ArrowLeft', 'ArrowRight'], WORDS.hintWord],
    [['ArrowUp', 'ArrowDown'], WORDS.hintSentence],
    [['Shift'], WORDS.hintMore],
    [['o'], WORDS.hintTurn],
    ...(adjusting || other === null ? [] : [[['Tab'], field === 'title' ? WORDS.hintAbstract : WORDS.hintTitle] as const]),
    [['Enter'], adjusting ? WORDS.hintTake : WORDS.hintHighlight],
    [['Escape'], adjusting ? WORDS.hintCancel : WORDS.hintEnd],
  ];
  return <Hints hints={hints} />;
}

function Hints({ hints }: { readonly hints: readonly (readonly [keys: readonly string[], words: string])[] }) {
  const strip = useRef<HTMLDivElement>(null);
  // It holds the keyboard, so that a screen reader hands its arrow keys on.
  useLayoutEffect(() => {
    const { current } = strip;
    current?.focus({ preventScroll: true });
    return () => {
      if (document.activeElement === current) focusPane('reader');
    };
  }, []);
  return (
    <div
      ref={strip}
      className="CaretHint"
      role="application"
      aria-label={WORDS.choosing}
      aria-description={WORDS.choosingHelp}
      tabIndex={-1}
    >
      {hints.map(([keys, words]) => (
        <span key={words} className="CaretHint-item" aria-hidden="true">
          {keys.map((key) => (
            <Keys key={key} keys={key} platform={bridge.platform} />
          ))}
          {words}
        </span>
      ))}
    </div>
  );
}
