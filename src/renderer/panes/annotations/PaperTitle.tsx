import { useMemo } from 'react';
import { shownText, spansOf } from '../../../shared/text/spans.ts';
import { useAnnotations } from '../../stores/annotations.ts';
import { useSettings } from '../../stores/settings.ts';
import { RawText } from '../../typeset/RawText.tsx';
import { words } from './words.ts';

const NO_TERMS = [] as const;

/** A paper's title in plain characters; empty until it is known. */
export function usePaperTitle(paperId: number): string {
  const raw = useAnnotations((s) => s.papers.get(paperId)?.title);
  const repair = useSettings((s) => s.repairText);
  return useMemo(() => (raw === undefined ? '' : shownText(spansOf(raw, { repair })) || words.untitled), [raw, repair]);
}

/** The title above a paper's annotations; pressing it opens the paper. */
export function PaperTitle({ paperId }: { readonly paperId: number }) {
  const raw = useAnnotations((s) => s.papers.get(paperId)?.title);
  const repair = useSettings((s) => s.repairText);
  return (
    <span className="AnnotationList-name" data-title-of={paperId}>
      {raw === undefined ? (
        '\u00a0'
      ) : raw.trim() === '' ? (
        words.untitled
      ) : (
        <RawText raw={raw} field="title" terms={NO_TERMS} repair={repair} maths="plain" links={false} />
      )}
    </span>
  );
}
