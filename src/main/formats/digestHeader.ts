/** What a digest page says of itself above its first paper. */
import type { PartialDate } from '../../shared/models.ts';
import { endsSentence, isFurniture, metaOf, wordCount } from './digestLines.ts';
import type { Line } from './digestParts.ts';

/** A page's name and date stand on short lines. In UTF-16 units. */
const MAX_HEADER = 120;

/** A date that says nothing of what it is the date of. */
export function isPageDate(line: Line | undefined): boolean {
  return line?.meta?.kind === 'date' && !line.meta.ofPaper;
}

/** The page's date: the last line before the first title that is one. */
export function pageDateIn(leading: readonly Line[], now: Date): PartialDate | null {
  for (const line of leading.toReversed()) {
    if (line.text.length > MAX_HEADER) continue;
    if (line.meta?.kind === 'date' && !line.meta.ofPaper) return line.meta.date;
    const tail = /(?:[·|•,–—:-]|\bfor|\bof)\s+([^·|•–—:]{3,30})$/.exec(line.text)?.[1];
    const meta = tail === undefined ? null : metaOf(tail, now);
    if (meta?.kind === 'date') return meta.date;
  }
  return null;
}

/** What the page calls itself, if it says so above its first paper. */
export function pageNameIn(leading: readonly Line[], now: Date): string | null {
  for (const { text } of leading) {
    if (text.length > MAX_HEADER) continue;
    const name = text
      .replace(/\s*(?:[·|•,–—:-]|\bfor|\bof)\s+([^·|•–—:]{3,30})$/, (whole, tail: string) =>
        metaOf(tail, now)?.kind === 'date' ? '' : whole,
      )
      .trim();
    if (wordCount(name) > 8 || endsSentence(name) || isFurniture(name) || /^(?:get|submit|see|view|browse|all|by)\b/i.test(name)) continue;
    if (
      /\b(?:digest|daily papers|weekly papers|papers? of the (?:day|week|month)|trending papers|reading list|paper list|daily arxiv|arxiv daily)\b/i.test(
        name,
      )
    )
      return name;
  }
  return null;
}
