import { memo } from 'react';
import type { Paper } from '../../../shared/models.ts';
import { usePapers } from '../../stores/papers.ts';
import { Abstract } from './Abstract.tsx';
import { Notes } from './Notes.tsx';
import { PaperHead } from './PaperHead.tsx';
import { usePaint } from './paint.ts';
import { useRepair } from './repair.ts';
import { useSelection } from './selection.ts';

/** One paper, typeset: head, abstract, notes. */
export const PaperView = memo(function PaperView({ paper }: { readonly paper: Paper }) {
  const terms = usePapers((s) => s.terms);
  const repair = useRepair();
  usePaint(paper.highlights);
  useSelection();
  return (
    <article className="Paper">
      <PaperHead paper={paper} terms={terms} repair={repair} />
      <Abstract paper={paper} terms={terms} repair={repair} />
      <Notes paper={paper} />
    </article>
  );
});
