import type { AnnotatedPaper } from '../../../shared/annotationModels.ts';
import type { Highlight } from '../../../shared/models.ts';
import { useAnnotations } from '../../stores/annotations.ts';
import { useSettings } from '../../stores/settings.ts';
import { languageOf } from '../../typeset/language.ts';
import { Passage } from '../../typeset/Passage.tsx';
import { standingIn } from '../../typeset/passage.ts';

interface QuoteProps {
  readonly paperId: number;
  readonly highlight: Highlight;
  /** The paper, where it is not one of the list's. */
  readonly paper?: AnnotatedPaper;
  /** As a passage has it. */
  readonly longestSet?: number;
}

/** A highlight's words as they are shown where it stands; one without a place shows the words it was on last. */
export function Quote({ paperId, highlight, paper, ...setting }: QuoteProps) {
  const listed = useAnnotations((s) => s.papers.get(paperId));
  const repair = useSettings((s) => s.repairText);
  const { raw, range } = standingIn((paper ?? listed)?.[highlight.field] ?? null, highlight);
  return (
    <q lang={languageOf(highlight.quote)} dir="auto">
      <Passage raw={raw} range={range} repair={repair} {...setting} />
    </q>
  );
}
