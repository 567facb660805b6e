/** Where identifiers lead. */
import type { Identifier } from '../models.ts';

/** The page an identifier names, null where there is none to go to. */
export function identifierUrl({ scheme, value }: Identifier): string | null {
  switch (scheme) {
    case 'arxiv':
      return `https://arxiv.org/abs/${encodeURI(value)}`;
    case 'doi':
      // Everything but the slashes: DOIs may hold brackets, hashes and question marks.
      return `https://doi.org/${encodeURIComponent(value).replaceAll('%2F', '/')}`;
    case 'openreview':
      return `https://openreview.net/forum?id=${encodeURIComponent(value)}`;
    case 'pmid':
      return `https://pubmed.ncbi.nlm.nih.gov/${encodeURIComponent(value)}/`;
    case 'isbn':
    case 'other':
      return null;
  }
}
