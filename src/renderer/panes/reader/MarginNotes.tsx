import { useRef } from 'react';
import type { Paper } from '../../../shared/models.ts';
import { useHighlights } from '../../stores/highlights.ts';
import { useBeside } from './beside.ts';
import { useComments } from './comments.ts';
import { MarginNote } from './MarginNote.tsx';
import { WORDS } from './words.ts';

/** Comments beside their lines in a wide reader, below the abstract in a narrow one. Where each stands is {@link useBeside}'s. */
export function MarginNotes({ paper }: { readonly paper: Paper }) {
  const active = useHighlights((s) => s.active);
  const comments = useComments(paper).filter(({ highlight }) => highlight === null || highlight.range !== null);
  const kept = comments.find(({ open }) => open)?.highlightId ?? active;
  const list = useRef<HTMLElement>(null);
  useBeside(list, comments, kept);
  if (comments.length === 0) return null;
  return (
    <section ref={list} className="MarginNotes" aria-label={WORDS.comments}>
      {comments.map((comment) => (
        <MarginNote key={comment.key} comment={comment} />
      ))}
    </section>
  );
}
