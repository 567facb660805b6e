/** A paper in one plain line, and where its identifiers lead. */
import type { Identifier, Paper } from '../models.ts';
import { plainTitle } from './titles.ts';

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

/** More names than this are cut to the first ones and the last. */
const MAX_NAMES = 20;

function names(authors: Paper['authors']): string {
  const all = authors.map((author) => author.name);
  if (all.length > MAX_NAMES) return `${all.slice(0, MAX_NAMES - 1).join(', ')}, … ${all.at(-1) ?? ''}`;
  const last = all.at(-1) ?? '';
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')}${all.length > 2 ? ',' : ''} and ${last}`;
}

/** Closes a part with a full stop unless it ends a sentence by itself. */
const closed = (part: string): string => (/[.?!…]["”’]?$/u.test(part) ? part : `${part}.`);

/** The best address of a paper: its DOI, its arXiv page, its first link. */
export function addressOf(paper: Pick<Paper, 'identifiers' | 'links'>): string | null {
  for (const scheme of ['doi', 'arxiv', 'openreview', 'pmid'] as const) {
    const identifier = paper.identifiers.find((candidate) => candidate.scheme === scheme);
    if (identifier !== undefined) return identifierUrl(identifier);
  }
  const link = (['paper', 'pdf', 'project', 'code'] as const).map((kind) => paper.links.find((l) => l.kind === kind)).find(Boolean);
  return link?.url ?? null;
}

/**
 * "Authors (year). Title. Venue. DOI or URL", without the parts that are not known: the title leads where no
 * author is, and a guessed year is left out, since nobody should quote it.
 */
export function citationOf(paper: Pick<Paper, 'title' | 'authors' | 'date' | 'venue' | 'identifiers' | 'links'>): string {
  const title = plainTitle(paper.title);
  const year = paper.date === null || paper.date.guessed || paper.date.sort === null ? null : paper.date.sort.slice(0, 4);
  const dated = (part: string) => (year === null ? part : `${part} (${year})`);
  const parts = paper.authors.length === 0 ? [closed(dated(title))] : [closed(dated(names(paper.authors))), closed(title)];
  if (paper.venue !== null && paper.venue.trim() !== '') parts.push(closed(paper.venue.trim()));
  const url = addressOf(paper);
  if (url !== null) parts.push(url);
  return parts.join(' ');
}
