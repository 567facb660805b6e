/** What Atom and RSS have in common. */
import type { PartialDate } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';

/** Whether a feed that is not arXiv's is one of papers: journals and preprint servers say so by their vocabularies and DOIs. */
export function isPaperFeed(head: string): boolean {
  return /<prism:|purl\.org\/rss\/1\.0\/modules\/prism|<dc:identifier>\s{0,20}(?:doi:)?\s{0,20}10\.\d{4}|doi\.org\/10\.\d{4}/i.test(head);
}

/** Elements of HTML as feeds put them, escaped, into titles and abstracts. */
const BLOCK_TAG = /<\/?(?:p|div|br|ul|ol|li|h[1-6]|jats:p|jats:sec|jats:title)\b[^<>]{0,300}>/gi;
const INLINE_TAG = /<\/?(?:a|b|i|u|em|strong|span|sub|sup|small|img|jats:\w+)(?:\s[^<>]{0,1000}|\/)?>/gi;

/** The text without HTML's tags; its paragraphs stay apart. */
export function asPlain(text: string): string {
  if (!/<[a-z/]/i.test(text)) return text;
  return text
    .replace(BLOCK_TAG, '\n\n')
    .replace(INLINE_TAG, '')
    .replace(/\n[ \t]*(?:\n[ \t]*)+/g, '\n\n')
    .trim();
}

/** A point in time as its day; null for what is none. `now` as in {@link parsePartialDate}. */
export function dayIn(given: string | null, now: Date): PartialDate | null {
  if (given === null) return null;
  const day = /^\d{4}-\d{2}-\d{2}(?=T)/.exec(given.trim())?.[0] ?? given.trim().replace(/\s+\d{1,2}:\d{2}.*$/, '');
  const date = parsePartialDate(day, now);
  return date.sort === null ? null : date;
}
