import { Fragment, memo, useMemo } from 'react';
import type { RawRange } from '../../shared/models.ts';
import { plainMaths } from '../../shared/text/plainMaths.ts';
import { Maths } from './Maths.tsx';
import { passageOf } from './passage.ts';

/** Formulas set in one passage; the rest are written in plain characters. */
const MAX_SET = 20;

interface PassageProps {
  /** The whole of the text the passage stands in, as it was imported. */
  readonly raw: string;
  readonly range: RawRange;
  /** Whether the digest's damage is mended in what is shown. */
  readonly repair: boolean;
  /** A formula of more plain characters than this is written in them, so that it breaks over lines; set formulas do not. */
  readonly longestSet?: number;
}

/** A stretch of raw text set inline, to be looked at and pressed as one: its links are plain text. */
export const Passage = memo(function Passage({ raw, range: { start, end }, repair, longestSet }: PassageProps) {
  const pieces = useMemo(() => passageOf(raw, { start, end }, repair), [raw, start, end, repair]);
  const formulas = pieces
    .filter(({ kind, shown }) => kind === 'math' && (longestSet === undefined || plainMaths(shown).length <= longestSet))
    .slice(0, MAX_SET);
  return pieces.map((piece) => {
    const { rawStart, kind, shown } = piece;
    if (kind !== 'math') return <Fragment key={rawStart}>{shown}</Fragment>;
    return formulas.includes(piece) ? <Maths key={rawStart} tex={shown} /> : <Fragment key={rawStart}>{plainMaths(shown)}</Fragment>;
  });
});
