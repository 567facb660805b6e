/** Titles in plain characters, and made comparable. */
import { plainText } from './plainMaths.ts';
import { shownText, spansOf } from './spans.ts';

/** A title in one line of plain characters, for a citation or a link: repaired, its formulas readable if not exact. */
export function plainTitle(raw: string): string {
  return plainText(spansOf(raw, { repair: true }))
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * A title as it is compared for duplicates: repaired, accents and letter forms folded, lower-case,
 * only letters and digits of any script, single spaces. Empty for a title without either.
 */
export function normaliseTitle(raw: string): string {
  return shownText(spansOf(raw, { repair: true }))
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
