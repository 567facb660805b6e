/** Where identifiers lead. */
import type { Identifier, Paper } from '../models.ts';

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

/** The best address of a paper: its DOI, its arXiv page, its first link. */
export function addressOf(paper: Pick<Paper, 'identifiers' | 'links'>): string | null {
  for (const scheme of ['doi', 'arxiv', 'openreview', 'pmid'] as const) {
    const identifier = paper.identifiers.find((candidate) => candidate.scheme === scheme);
    if (identifier !== undefined) return identifierUrl(identifier);
  }
  const link = (['paper', 'pdf', 'project', 'code'] as const).map((kind) => paper.links.find((l) => l.kind === kind)).find(Boolean);
  return link?.url ?? null;
}
