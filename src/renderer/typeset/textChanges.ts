/** What changed between two raw texts, in the words that are shown of them. */
import { plainMaths } from '../../shared/text/plainMaths.ts';
import { spansOf } from '../../shared/text/spans.ts';
import { type DiffPart, wordDiff } from '../../shared/text/wordDiff.ts';
import { piecesOf } from './pieces.ts';

/** What is shown of a raw text, as one string. */
const setText = (raw: string, repair: boolean, formula: (tex: string) => string): string =>
  piecesOf(spansOf(raw, { repair }), [])
    .flatMap(({ span, segments }) => (span.kind === 'math' ? formula(span.shown) : segments.map(({ text }) => text)))
    .join('');

/** Formulas in plain characters; only where that hides all that changed, as their source. */
export function changesOf(before: string, after: string, repair: boolean): readonly DiffPart[] {
  const diff = (formula: (tex: string) => string) => wordDiff(setText(before, repair, formula), setText(after, repair, formula));
  const plain = diff(plainMaths);
  return plain.every(({ kind }) => kind === 'same') ? diff((tex) => tex) : plain;
}
