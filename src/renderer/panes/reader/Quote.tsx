import { useMemo } from 'react';
import type { Highlight } from '../../../shared/models.ts';
import { plainMaths } from '../../../shared/text/plainMaths.ts';
import { spansOf } from '../../../shared/text/spans.ts';
import { languageOf } from '../../typeset/language.ts';
import { RawText } from '../../typeset/RawText.tsx';

/** What is shown of a highlight's words, in one line, formulas in plain characters. */
export function quotedWords({ quote }: Pick<Highlight, 'quote'>, repair: boolean): string {
  const shown = spansOf(quote, { repair }).map((span) => (span.kind === 'math' ? plainMaths(span.shown) : span.shown));
  return shown.join('').replace(/\s+/gu, ' ').trim();
}

interface QuoteWordsProps {
  readonly highlight: Pick<Highlight, 'quote' | 'field'>;
  readonly repair: boolean;
}

/** A highlight's words, set. */
export function QuoteWords({ highlight: { quote, field }, repair }: QuoteWordsProps) {
  const language = useMemo(() => languageOf(quote), [quote]);
  return (
    <q className="QuoteWords" lang={language}>
      <RawText raw={quote} field={field} terms={NO_TERMS} repair={repair} maths="set" links={false} />
    </q>
  );
}

const NO_TERMS = [] as const;
