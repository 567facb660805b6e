/** The kinds of reference that EndNote has, by the names it writes in its XML and in Refer. */
import type { CslType } from '../../shared/models.ts';

const TYPES: Readonly<Record<string, CslType>> = {
  'ancient text': 'book',
  blog: 'post-weblog',
  book: 'book',
  'book section': 'chapter',
  'computer program': 'software',
  'conference paper': 'paper-conference',
  'conference proceedings': 'paper-conference',
  dataset: 'dataset',
  dictionary: 'entry',
  'edited book': 'book',
  'electronic article': 'article-journal',
  'electronic book': 'book',
  'electronic book section': 'chapter',
  encyclopedia: 'entry-encyclopedia',
  generic: 'document',
  'government document': 'report',
  'journal article': 'article-journal',
  'magazine article': 'article-magazine',
  manuscript: 'manuscript',
  'newspaper article': 'article-newspaper',
  'online database': 'dataset',
  pamphlet: 'document',
  patent: 'patent',
  preprint: 'article',
  report: 'report',
  serial: 'book',
  standard: 'standard',
  thesis: 'thesis',
  unpublished: 'manuscript',
  'unpublished work': 'manuscript',
  'web page': 'webpage',
};
/** The numbers that stand where the name is in another language. */
const NUMBERS: Readonly<Record<string, string>> = {
  5: 'book section',
  6: 'book',
  9: 'computer program',
  10: 'conference proceedings',
  12: 'web page',
  13: 'generic',
  17: 'journal article',
  19: 'magazine article',
  23: 'newspaper article',
  25: 'patent',
  27: 'report',
  28: 'edited book',
  32: 'thesis',
  34: 'unpublished work',
  36: 'manuscript',
  43: 'electronic article',
  46: 'government document',
  47: 'conference paper',
  52: 'dictionary',
  53: 'encyclopedia',
  56: 'blog',
  58: 'standard',
  59: 'dataset',
};

/** The type that a name of EndNote's, or else its number, stands for; null for one that is unheard of. */
export function endnoteType(name: string | null, number: string | null = null): CslType | null {
  return TYPES[(name ?? '').trim().toLowerCase()] ?? TYPES[NUMBERS[(number ?? '').trim()] ?? ''] ?? null;
}
