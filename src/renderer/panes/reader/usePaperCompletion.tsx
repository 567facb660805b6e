import { type RefObject, useState } from 'react';
import { paperAddress } from '../../../shared/paperAddress.ts';
import { type PaperHit, usePaperHits } from '../../paperHits.ts';
import { markdownLink } from '../../typeset/markdownLink.ts';
import { Choices } from '../../ui/Choices.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Matched } from '../../ui/Matched.tsx';
import { matchLabel } from '../../ui/matching.ts';
import { replaceText } from '../../ui/replaceText.ts';
import { type FieldCompletion, useChoosing } from '../../ui/useChoosing.ts';
import { type Brackets, bracketsBefore } from './brackets.ts';
import { placeOnScreen } from './textField.ts';
import { WORDS } from './words.ts';

const CHOICES_ID = 'paper-choices';
const NONE: readonly PaperHit[] = [];

const idOf = ({ id }: PaperHit): string => `paper-choice-${id}`;

/** What the list says in words: for those who do not see it, and while it is empty. */
function choicesSaid(typed: string, hits: readonly PaperHit[] | null): string {
  if (hits === null || typed.trim() === '') return WORDS.typeTitle;
  return hits.length === 0 ? WORDS.noSuchPaper : WORDS.papersFound(hits.length);
}

/** Papers to link to, by title, while `[[` is open at the caret of a field. */
export function usePaperCompletion(field: RefObject<HTMLTextAreaElement | null>, ownPaperId: number): FieldCompletion {
  const [brackets, setBrackets] = useState<Brackets | null>(null);
  const choosing = useChoosing(brackets?.start ?? null);
  const open = choosing.isOpen ? brackets : null;
  const found = usePaperHits(open?.typed ?? '');
  // Null before the first answer.
  const hits = open === null ? NONE : (found?.filter(({ id }) => id !== ownPaperId) ?? null);
  const offer = { choices: hits ?? NONE, idOf };
  const chosen = choosing.chosenOf(offer);
  const said = open === null ? '' : choicesSaid(open.typed, hits);

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
      ...(chosen === undefined ? {} : { 'aria-controls': CHOICES_ID, 'aria-activedescendant': idOf(chosen) }),
    },
    takeKey: (event) => choosing.takeKey(event, offer, insert),
    follow: () => {
      const { current } = field;
      if (current === null) return;
      const { value, selectionStart, selectionEnd } = current;
      const now = selectionStart === selectionEnd ? bracketsBefore(value, selectionStart) : null;
      setBrackets((before) => (before?.start === now?.start && before?.typed === now?.typed ? before : now));
    },
    close: () => setBrackets(null),
    said,
    list: open !== null && (
      <Choices
        id={CHOICES_ID}
        label={WORDS.papers}
        className="Choices--papers"
        placeOf={() => (field.current === null ? null : placeOnScreen(field.current, open.start))}
        {...offer}
        chosen={chosen}
        onHover={(hit) => choosing.choose(idOf(hit))}
        onTake={insert}
        row={({ title }) => (
          <>
            <Icon name="file" />
            <span className="Command-label" title={title}>
              <Matched label={title} ranges={matchLabel(title, open.typed)?.ranges ?? []} />
            </span>
          </>
        )}
        foot={
          offer.choices.length === 0 && (
            <p className="Choices-foot" aria-hidden="true">
              {said}
            </p>
          )
        }
      />
    ),
  };
}
