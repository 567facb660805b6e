/** What could be typed next in a query, offered under its field: names at rest, their values at once. */
import { type RefObject, useId, useMemo, useState } from 'react';
import { type Completion, complete, type KnownNames } from '../shared/query/complete.ts';
import { explain } from '../shared/query/explain.ts';
import { parseQuery } from '../shared/query/parse.ts';
import { completionWords as words } from './completionWords.ts';
import { useLibrary } from './stores/library.ts';
import { Choices } from './ui/Choices.tsx';
import { replaceText } from './ui/replaceText.ts';
import { type FieldCompletion, useChoosing } from './ui/useChoosing.ts';
import { useRested } from './ui/useRested.ts';

/** A word may be the beginning of a name only by chance: names are offered after a pause this long, in milliseconds. */
const PAUSE = 350;

/** Where the caret was last seen, and in which query. */
interface Seen {
  readonly query: string;
  readonly caret: number;
}

const NONE: readonly Completion[] = [];
const idOf = ({ text }: Completion): string => `completion-${encodeURIComponent(text.trim())}`;

/** Names and values for the query in a field, which must be the field's own text. */
export function useQueryCompletion(field: RefObject<HTMLInputElement | null>, query: string): FieldCompletion {
  /** Null while the keyboard is elsewhere, or something is selected. */
  const [seen, setSeen] = useState<Seen | null>(null);
  const listId = useId();
  const known = useKnownNames();
  const here = seen?.query === query ? seen : null;
  const found = useMemo(() => (here === null ? null : complete(here.query, here.caret, known)), [here, known]);
  const rested = useRested(found?.of === 'names' ? here : null, PAUSE);
  const offered = found?.of === 'names' && rested !== here ? null : found;
  const choosing = useChoosing(found?.start ?? null);
  // A word that is a name may also be meant as a word: Enter searches for it.
  const offer = { choices: offered?.offered ?? NONE, idOf, waits: offered?.of === 'names' };
  const isOpen = offered !== null && choosing.isOpen;
  const chosen = choosing.chosenOf(offer);

  const take = ({ text }: Completion) => {
    if (field.current === null || offered === null) return;
    const { start, end } = offered;
    // The space after it may be there already.
    const spaces = text.endsWith(' ') && query.startsWith(' ', end) ? 1 : 0;
    replaceText(field.current, start, end + spaces, text);
  };
  return {
    aria: {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-expanded': isOpen,
      ...(isOpen ? { 'aria-controls': listId } : {}),
      ...(isOpen && chosen !== undefined ? { 'aria-activedescendant': idOf(chosen) } : {}),
    },
    takeKey: (event) => isOpen && choosing.takeKey(event, offer, take),
    follow: () => {
      const { current } = field;
      if (current === null) return;
      const { value, selectionStart, selectionEnd } = current;
      const now = selectionStart === null || selectionStart !== selectionEnd ? null : { query: value, caret: selectionStart };
      // What fits is another list with every letter, so that the choice begins anew.
      if (value !== seen?.query) choosing.choose(null);
      setSeen((before) => (before?.query === now?.query && before?.caret === now?.caret ? before : now));
    },
    close: () => setSeen(null),
    said: isOpen ? words.offered(offer.choices.length) : '',
    list: isOpen ? (
      <Choices
        id={listId}
        label={words.list}
        className="Choices--query"
        asWide
        placeOf={() => field.current?.closest('search')?.getBoundingClientRect() ?? field.current?.getBoundingClientRect() ?? null}
        {...offer}
        chosen={chosen}
        onHover={(choice) => choosing.choose(idOf(choice))}
        onTake={take}
        row={({ label, about }) => (
          <>
            <span className="Command-label" dir="auto" title={about === '' ? label : undefined}>
              {label}
            </span>
            {about !== '' && <span className="Choices-about">{about}</span>}
          </>
        )}
        foot={<Meaning query={query} />}
      />
    ) : null,
  };
}

/** What the query means as it stands, where it means something. */
function Meaning({ query }: { readonly query: string }) {
  if (!parseQuery(query).ok) return null;
  return (
    <p className="Choices-foot" aria-hidden="true">
      {explain(query)}
    </p>
  );
}

function useKnownNames(): KnownNames {
  const library = useLibrary((s) => s.library);
  return useMemo(() => {
    const namesOf = (named: readonly { readonly name: string }[] = []) => named.map(({ name }) => name);
    return { tags: namesOf(library?.tags), searches: namesOf(library?.searches), digests: namesOf(library?.digests) };
  }, [library]);
}
