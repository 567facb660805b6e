import { useMemo } from 'react';
import type { Highlight } from '../../../shared/models.ts';
import { plainMaths } from '../../../shared/text/plainMaths.ts';
import { spansOf } from '../../../shared/text/spans.ts';
import { useReader } from '../../stores/reader.ts';
import { languageOf } from '../../typeset/language.ts';
import { Passage } from '../../typeset/Passage.tsx';
import { standingIn } from '../../typeset/passage.ts';

/** What is shown of a highlight's words, in one line, formulas in plain characters. */
export function quotedWords({ quote }: Pick<Highlight, 'quote'>, repair: boolean): string {
  const shown = spansOf(quote, { repair }).map((span) => (span.kind === 'math' ? plainMaths(span.shown) : span.shown));
  return shown.join('').replace(/\s+/gu, ' ').trim();
}

interface QuoteWordsProps {
  /** Of the paper on view. */
  readonly highlight: Pick<Highlight, 'paperId' | 'field' | 'range' | 'quote'>;
  readonly repair: boolean;
}

/** A highlight's words as they are shown where it stands, set on the line; one without a place shows the words it was on last. */
export function QuoteWords({ highlight, repair }: QuoteWordsProps) {
  const { paperId, field, quote } = highlight;
  const text = useReader((s) => (s.paper?.id === paperId ? s.paper[field] : null));
  const language = useMemo(() => languageOf(quote), [quote]);
  const { raw, range } = standingIn(text, highlight);
  return (
    <q className="QuoteWords" lang={language}>
      <Passage raw={raw} range={range} repair={repair} />
    </q>
  );
}
