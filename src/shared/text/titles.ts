/** Titles in plain characters, and made comparable. */
import { plainText } from './plainMaths.ts';
import { shownText, spansOf } from './spans.ts';

/** A title in one line of plain characters, for a citation or a link: repaired, its formulas readable if not exact. */
export function plainTitle(raw: string): string {
  return plainText(spansOf(raw, { repair: true }))
    .replace(/\s+/gu, ' ')
    .trim();
}

const PLAIN = /^[ -~]*$/;

/**
 * A title as it is compared for duplicates: repaired, accents and letter forms folded, lower-case,
 * only letters and digits of any script, single spaces. Empty for a title without either.
 */
export function normaliseTitle(raw: string): string {
  const shown = shownText(spansOf(raw, { repair: true }));
  // What has only plain letters has nothing to fold, and most titles are so.
  if (PLAIN.test(shown))
    return shown
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return shown
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
