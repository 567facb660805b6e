import type { AnnotatedPaper, Highlight, RawRange } from '../../../shared/models.ts';
import { useAnnotations } from '../../stores/annotations.ts';
import { useSettings } from '../../stores/settings.ts';
import { languageOf } from '../../typeset/language.ts';
import { Passage } from '../../typeset/Passage.tsx';

interface QuoteProps {
  readonly paperId: number;
  readonly highlight: Highlight;
  /** The paper, where it is not one of the list's. */
  readonly paper?: AnnotatedPaper;
}

/** A highlight's words as they are shown where it stands; one without a place shows the words it was on last. */
export function Quote({ paperId, highlight, paper }: QuoteProps) {
  const listed = useAnnotations((s) => s.papers.get(paperId));
  const repair = useSettings((s) => s.repairText);
  const { raw, range } = standingIn(paper ?? listed, highlight);
  return (
    <q lang={languageOf(highlight.quote)} dir="auto">
      <Passage raw={raw} range={range} repair={repair} />
    </q>
  );
}

/** The text a highlight stands in, and where; its own words alone where that text is not here, or no longer says the same. */
function standingIn(
  paper: AnnotatedPaper | undefined,
  { field, range, quote }: Highlight,
): { readonly raw: string; readonly range: RawRange } {
  const raw = field === 'title' ? paper?.title : paper?.abstract;
  const stands = raw !== null && raw !== undefined && range !== null && raw.slice(range.start, range.end) === quote;
  return stands ? { raw, range } : { raw: quote, range: { start: 0, end: quote.length } };
}
