/** A stretch of a raw text as it is shown, cut out of the whole: a formula or a repair is what it is by what stands around it. */
import type { Highlight, RawRange } from '../../shared/models.ts';
import { type Span, shownText, spansOf, spansWithin, toShown } from '../../shared/text/spans.ts';
import { typographic } from './quotes.ts';

/** The spans of a stretch, with typographic quotes: text and links are cut to it, formulas and repairs that it touches are whole. */
export function passageOf(raw: string, { start, end }: RawRange, repair: boolean): readonly Span[] {
  const spans = spansOf(raw, { repair });
  // A quotation mark opens or closes by what stands before it, inside the stretch or not.
  let before = shownText(spans).charAt(toShown(spans, start) - 1);
  return spansWithin(spans, start, end).map((span) => {
    const shown = span.kind === 'text' ? typographic(span.shown, before) : span.shown;
    before = span.shown.at(-1) ?? before;
    return { ...span, shown };
  });
}

/** The raw text to cut a highlight's words out of, and where they stand in it: the words alone where `text` is not theirs, or no longer says the same. */
export function standingIn(
  text: string | null,
  { range, quote }: Pick<Highlight, 'range' | 'quote'>,
): { readonly raw: string; readonly range: RawRange } {
  const stands = text !== null && range !== null && text.slice(range.start, range.end) === quote;
  return stands ? { raw: text, range } : { raw: quote, range: { start: 0, end: quote.length } };
}
