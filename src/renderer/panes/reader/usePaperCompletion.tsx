import { type KeyboardEvent, type ReactNode, type RefObject, type TextareaHTMLAttributes, useState } from 'react';
import { paperAddress } from '../../../shared/paperAddress.ts';
import { type PaperHit, usePaperHits } from '../../paperHits.ts';
import { markdownLink } from '../../typeset/markdownLink.ts';
import { type Brackets, bracketsBefore } from './brackets.ts';
import { CHOICES_ID, choiceId, choicesSaid, PaperChoices } from './PaperChoices.tsx';
import { replaceText } from './textField.ts';

const NONE: readonly PaperHit[] = [];

interface Completion {
  /** What the field says of its list to a screen reader. */
  readonly aria: Pick<
    TextareaHTMLAttributes<HTMLTextAreaElement>,
    'aria-autocomplete' | 'aria-haspopup' | 'aria-controls' | 'aria-activedescendant'
  >;
  /** Takes a key that belongs to the list; false for every other. */
  readonly takeKey: (event: KeyboardEvent) => boolean;
  /** To be called whenever the caret moves. */
  readonly follow: () => void;
  readonly close: () => void;
  readonly list: ReactNode;
  /** What a screen reader is told of the list. */
  readonly said: string;
}

/** Papers to link to, by title, while `[[` is open at the caret of a field. */
export function usePaperCompletion(field: RefObject<HTMLTextAreaElement | null>, ownPaperId: number): Completion {
  const [brackets, setBrackets] = useState<Brackets | null>(null);
  /** Where the brackets stand that Escape left. */
  const [left, setLeft] = useState<number | null>(null);
  const [chosenId, setChosenId] = useState<number | null>(null);
  const open = brackets === null || brackets.start === left ? null : brackets;
  const found = usePaperHits(open?.typed ?? '');
  const hits = open === null ? NONE : (found?.filter(({ id }) => id !== ownPaperId) ?? null);
  const at = Math.max(0, hits?.findIndex(({ id }) => id === chosenId) ?? 0);
  const chosen = hits?.[at];

  const insert = ({ title, uid }: PaperHit) => {
    const { current } = field;
    if (current === null || open === null) return;
    const { value, selectionStart: caret } = current;
    const end = value.startsWith(']]', caret) ? caret + 2 : caret;
    replaceText(current, open.start, end, markdownLink(title, paperAddress(uid)));
    setBrackets(null);
  };

  return {
    aria: {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      ...(chosen === undefined ? {} : { 'aria-controls': CHOICES_ID, 'aria-activedescendant': choiceId(chosen) }),
    },
    takeKey: ({ key }) => {
      if (open === null) return false;
      if (key === 'Escape') {
        setLeft(open.start);
        return true;
      }
      if (chosen === undefined || hits === null) return false;
      if (key === 'Enter' || key === 'Tab') insert(chosen);
      else if (key === 'ArrowDown' || key === 'ArrowUp')
        setChosenId(hits.at((at + (key === 'ArrowDown' ? 1 : -1)) % hits.length)?.id ?? null);
      else return false;
      return true;
    },
    follow: () => {
      const { current } = field;
      if (current === null) return;
      const { value, selectionStart, selectionEnd } = current;
      const now = selectionStart === selectionEnd ? bracketsBefore(value, selectionStart) : null;
      setBrackets((before) => (before?.start === now?.start && before?.typed === now?.typed ? before : now));
      if (now?.start !== left) setLeft(null);
    },
    close: () => setBrackets(null),
    said: open === null ? '' : choicesSaid(open.typed, hits),
    list: open !== null && (
      <PaperChoices field={field} brackets={open} hits={hits} chosen={chosen} onHover={setChosenId} onChoose={insert} />
    ),
  };
}
