import { memo } from 'react';
import type { Paper } from '../../../shared/models.ts';
import { usePapers } from '../../stores/papers.ts';
import { Abstract } from './Abstract.tsx';
import { HighlightList } from './HighlightList.tsx';
import { MarginNotes } from './MarginNotes.tsx';
import { MarkBar } from './MarkBar.tsx';
import { Mentions } from './Mentions.tsx';
import { Mergers } from './Mergers.tsx';
import { Notes } from './Notes.tsx';
import { PaperHead } from './PaperHead.tsx';
import { usePaint } from './paint.ts';
import { usePointing } from './pointing.ts';
import { useRepair } from './repair.ts';
import { useReveal } from './reveal.ts';
import { Similar } from './Similar.tsx';
import { useSelection } from './selection.ts';
import { Tray } from './Tray.tsx';

/** One paper, typeset: head, abstract, notes. */
export const PaperView = memo(function PaperView({ paper }: { readonly paper: Paper }) {
  const terms = usePapers((s) => s.terms);
  const repair = useRepair();
  usePaint(paper.highlights);
  useSelection();
  usePointing();
  useReveal();
  return (
    <article className="Paper">
      <PaperHead paper={paper} terms={terms} repair={repair} />
      <Abstract paper={paper} terms={terms} repair={repair} />
      <Tray paper={paper} repair={repair} />
      <MarginNotes paper={paper} />
      <MarkBar />
      <HighlightList key={paper.id} paper={paper} />
      <Notes paper={paper} />
      <Mentions mentions={paper.mentions} />
      <Mergers paper={paper} />
      <Similar paperId={paper.id} />
    </article>
  );
});
