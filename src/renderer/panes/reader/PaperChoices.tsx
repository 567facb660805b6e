import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { PaperHit } from '../../paperHits.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Matched } from '../../ui/Matched.tsx';
import { matchLabel } from '../../ui/matching.ts';
import { Option } from '../../ui/Option.tsx';
import type { Brackets } from './brackets.ts';
import { placeOnScreen } from './textField.ts';
import { WORDS } from './words.ts';

export const CHOICES_ID = 'paper-choices';
/** What the list says in words: for those who do not see it, and while it is empty. */
export function choicesSaid(typed: string, hits: readonly PaperHit[] | null): string {
  if (hits === null || typed.trim() === '') return WORDS.typeTitle;
  return hits.length === 0 ? WORDS.noSuchPaper : WORDS.papersFound(hits.length);
}

export const choiceId = ({ id }: PaperHit): string => `paper-choice-${id}`;

/** Room left to the edges of the window, and between the list and its line, in CSS pixels. */
const EDGE = 8;
const GAP = 4;

interface PaperChoicesProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly brackets: Brackets;
  /** Null until the first answer. */
  readonly hits: readonly PaperHit[] | null;
  readonly chosen: PaperHit | undefined;
  readonly onHover: (id: number) => void;
  readonly onChoose: (hit: PaperHit) => void;
}

/** The papers that `[[` may link to, in a list at its brackets, above all else on the page. */
export function PaperChoices({ field, brackets, hits, chosen, onHover, onChoose }: PaperChoicesProps) {
  const box = useRef<HTMLDivElement>(null);
  const { start, typed } = brackets;

  useLayoutEffect(() => {
    const { current } = box;
    current?.showPopover();
    return () => current?.hidePopover();
  }, []);

  // Without dependencies: it stands anew whenever its height, or the text before it, may have changed.
  useLayoutEffect(() => {
    const place = () => {
      if (box.current === null || field.current === null) return;
      const line = placeOnScreen(field.current, start);
      const { width, height } = box.current.getBoundingClientRect();
      const below = line.bottom + GAP;
      const top = below + height > window.innerHeight - EDGE ? line.top - GAP - height : below;
      box.current.style.left = `${Math.max(EDGE, Math.min(line.left, window.innerWidth - EDGE - width))}px`;
      box.current.style.top = `${Math.max(EDGE, top)}px`;
    };
    place();
    window.addEventListener('scroll', place, { capture: true, passive: true });
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('scroll', place, { capture: true });
      window.removeEventListener('resize', place);
    };
  });

  return (
    <div ref={box} className="PaperChoices" popover="manual">
      {hits !== null && hits.length > 0 && (
        <div id={CHOICES_ID} role="listbox" aria-label={WORDS.papers}>
          {hits.map((hit) => (
            <Option key={hit.id} id={choiceId(hit)} chosen={hit === chosen} onHover={() => onHover(hit.id)} onPress={() => onChoose(hit)}>
              <Icon name="file" />
              <span className="Command-label" title={hit.title}>
                <Matched label={hit.title} ranges={matchLabel(hit.title, typed)?.ranges ?? []} />
              </span>
            </Option>
          ))}
        </div>
      )}
      {(hits === null || hits.length === 0) && (
        <p className="PaperChoices-hint" aria-hidden="true">
          {choicesSaid(typed, hits)}
        </p>
      )}
    </div>
  );
}
