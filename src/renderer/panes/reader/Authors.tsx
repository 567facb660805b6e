import { useState } from 'react';
import type { Author } from '../../../shared/models.ts';
import { WORDS } from './words.ts';

/** Names shown of a long list, until all are asked for. */
const SHOWN = 12;

/** The authors, in their order. Physics has papers of three thousand: a long list is folded. */
export function Authors({ authors }: { readonly authors: readonly Author[] }) {
  const [all, setAll] = useState(false);
  if (authors.length === 0) return null;
  // Folding one or two names away would save nothing.
  const long = authors.length > SHOWN + 2;
  const shown = long && !all ? authors.slice(0, SHOWN) : authors;
  return (
    <p className="Paper-authors" dir="auto">
      {shown.map((author) => author.name).join(', ')}
      {long && (
        <>
          {' '}
          <button className="LinkButton" type="button" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? WORDS.fewerAuthors : WORDS.moreAuthors(authors.length - SHOWN)}
          </button>
        </>
      )}
    </p>
  );
}
