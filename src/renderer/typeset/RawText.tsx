import { Fragment, memo, type ReactNode, useMemo } from 'react';
import type { MatchTerm } from '../../shared/models.ts';
import { marksIn } from '../../shared/text/marks.ts';
import { plainMaths } from '../../shared/text/plainMaths.ts';
import { shownText, spansOf } from '../../shared/text/spans.ts';
import { MAX_FORMULAS } from './katex.ts';
import { Maths } from './Maths.tsx';
import { type Piece, paragraphsOf, piecesOf, type Segment } from './pieces.ts';
import { SHOWN_START } from './shownMap.ts';

interface RawTextProps {
  /** As it was imported. */
  readonly raw: string;
  readonly field: 'title' | 'abstract';
  /** Words of the search to mark. */
  readonly terms: readonly MatchTerm[];
  /** Whether the digest's damage is mended in what is shown. */
  readonly repair: boolean;
  /** `plain` writes formulas in plain characters: rows of a list are too many to set. */
  readonly maths: 'set' | 'plain';
  /** False shows links as plain text, where the whole is itself something to press. */
  readonly links?: boolean;
}

/** Raw text set inline: repairs, formulas, links and search marks, through the spans of `shared/text`. */
export const RawText = memo(function RawText({ raw, field, terms, repair, maths, links = true }: RawTextProps) {
  const pieces = usePieces(raw, field, terms, repair);
  return <>{setPieces(raw, pieces, maths, links)}</>;
});

/** Raw text of several paragraphs, each a `<p>`. */
export const RawParagraphs = memo(function RawParagraphs({ raw, field, terms, repair, maths, links = true }: RawTextProps) {
  const pieces = usePieces(raw, field, terms, repair);
  const paragraphs = useMemo(() => paragraphsOf(pieces), [pieces]);
  return paragraphs.map((paragraph) => (
    <p key={paragraph[0]?.start ?? 0} dir="auto" {...{ [SHOWN_START]: paragraph[0]?.start ?? 0 }}>
      {setPieces(raw, paragraph, maths, links)}
    </p>
  ));
});

function usePieces(raw: string, field: 'title' | 'abstract', terms: readonly MatchTerm[], repair: boolean): readonly Piece[] {
  return useMemo(() => {
    const spans = spansOf(raw, { repair });
    return piecesOf(spans, terms.length === 0 ? [] : marksIn(shownText(spans), terms, field));
  }, [raw, field, terms, repair]);
}

function setPieces(raw: string, pieces: readonly Piece[], maths: 'set' | 'plain', links: boolean): ReactNode[] {
  let formulas = 0;
  return pieces.map((piece) => {
    const { span, start, segments } = piece;
    if (span.kind === 'math' && maths === 'set') {
      formulas += 1;
      if (formulas <= MAX_FORMULAS) {
        const set = <Maths tex={span.shown} display={span.display === true} />;
        return segments.some((segment) => segment.hit) ? (
          <mark key={start} className="Hit">
            {set}
          </mark>
        ) : (
          <Fragment key={start}>{set}</Fragment>
        );
      }
    }
    if (span.kind === 'math' && maths === 'plain')
      return setSegment({ start, text: plainMaths(span.shown), hit: segments.some((segment) => segment.hit) });
    const text = segments.map(setSegment);
    if (span.kind === 'repair')
      return (
        <span key={start} className="Repair" title={`As it came: ${raw.slice(span.rawStart, span.rawEnd)}`}>
          {text}
        </span>
      );
    if (span.kind === 'link' && links && span.href !== undefined && /^(?:https?|mailto):/iu.test(span.href))
      return (
        <a key={start} className="TextLink" href={span.href} target="_blank" rel="noopener noreferrer">
          {text}
        </a>
      );
    return <Fragment key={start}>{text}</Fragment>;
  });
}

function setSegment({ start, text, hit }: Segment): ReactNode {
  return hit ? (
    <mark key={start} className="Hit">
      {text}
    </mark>
  ) : (
    <Fragment key={start}>{text}</Fragment>
  );
}
