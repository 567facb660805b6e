/** A stretch of a raw text as it is shown, cut out of the whole: a formula or a repair is what it is by what stands around it. */
import type { RawRange } from '../../shared/models.ts';
import { type Span, spansOf } from '../../shared/text/spans.ts';
import { typographic } from './quotes.ts';

/** A piece of what is shown; `shown` has its typographic quotes. */
export type PassagePiece = Pick<Span, 'rawStart' | 'kind' | 'shown' | 'display'>;

/** The pieces of a stretch: text and links are cut to it, formulas and repairs that it touches are shown whole. */
export function passageOf(raw: string, { start, end }: RawRange, repair: boolean): readonly PassagePiece[] {
  const pieces: PassagePiece[] = [];
  let before = '';
  for (const span of spansOf(raw, { repair })) {
    const from = Math.max(0, start - span.rawStart);
    if (span.rawEnd > start && span.rawStart < end) {
      const shown = isWhole(span) ? span.shown : span.shown.slice(from, end - span.rawStart);
      // A quotation mark opens or closes by what stands before it, inside the stretch or not.
      const set = span.kind === 'text' ? typographic(shown, span.shown[from - 1] ?? before) : shown;
      pieces.push({ ...span, shown: set });
    }
    before = span.shown.at(-1) ?? before;
  }
  return pieces;
}

const isWhole = ({ kind, shown, rawStart, rawEnd }: Span): boolean =>
  kind === 'math' || kind === 'repair' || shown.length !== rawEnd - rawStart;
