import type { ReactNode } from 'react';
import type { Identifier, Link, Paper } from '../../../shared/models.ts';
import { identifierUrl } from '../../../shared/text/citation.ts';
import { openView } from '../../stores/papers.ts';
import { Icon } from '../../ui/Icon.tsx';
import { dateWords, guessWords, LINK_WORDS, WORDS } from './words.ts';

const SCHEME_WORDS: Readonly<Record<Identifier['scheme'], string>> = {
  arxiv: 'arXiv',
  doi: 'DOI',
  openreview: 'OpenReview',
  pmid: 'PubMed',
  isbn: 'ISBN',
  other: '',
};

/** Date, venue, identifiers, links and digest, as one line of facts. */
export function PaperMeta({ paper }: { readonly paper: Paper }) {
  const { date, venue, digest } = paper;
  // The digest's own date stands beside its name already.
  const ownDate = date !== null && date.given.trim() !== '' && date.given !== digest?.date?.given ? date : null;
  const links = worthShowing(paper);
  const empty = ownDate === null && venue === null && digest === null && paper.identifiers.length === 0 && links.length === 0;
  if (empty) return null;
  return (
    <ul className="Paper-meta" aria-label={WORDS.details}>
      {ownDate !== null && <li title={guessWords(ownDate) ?? undefined}>{dateWords(ownDate)}</li>}
      {venue !== null && venue.trim() !== '' && <li dir="auto">{venue}</li>}
      {paper.identifiers.map((identifier) => (
        <li key={`${identifier.scheme} ${identifier.value}`}>
          <Outward url={identifierUrl(identifier)}>
            {`${SCHEME_WORDS[identifier.scheme]} ${identifier.scheme === 'openreview' ? '' : identifier.value}`.trim()}
          </Outward>
        </li>
      ))}
      {links.map(({ link, label }) => (
        <li key={link.url}>
          <Outward url={link.url}>{label}</Outward>
        </li>
      ))}
      {digest !== null && (
        <li>
          <button
            className="Paper-digest"
            type="button"
            title={WORDS.openDigest(digest.name)}
            onClick={() => void openView({ kind: 'digest', uid: digest.uid })}
          >
            {digest.date === null ? digest.name : `${digest.name}, ${digest.date.given}`}
          </button>
        </li>
      )}
    </ul>
  );
}

/** A link that opens outside; what leads nowhere safe is plain text. */
function Outward({ url, children }: { readonly url: string | null; readonly children: ReactNode }) {
  if (url === null || !/^https?:\/\//iu.test(url)) return <>{children}</>;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" title={url}>
      {children}
      <Icon name="link" size="small" />
    </a>
  );
}

interface Shown {
  readonly link: Link;
  readonly label: string;
}

/** The links that say more than the identifiers do. Several of a kind, and those of no kind, are told apart by their hosts. */
function worthShowing({ links, identifiers }: Paper): readonly Shown[] {
  const own = links.filter(
    ({ kind, url }) =>
      kind !== 'paper' || !identifiers.some((i) => identifierUrl(i) !== null && decoded(url).includes(i.value.toLowerCase())),
  );
  return own.map((link) => {
    const word = LINK_WORDS[link.kind];
    const host = hostOf(link.url);
    if (host === null) return { link, label: word };
    if (link.kind === 'other') return { link, label: host };
    return { link, label: own.filter((l) => l.kind === link.kind).length > 1 ? `${word} (${host})` : word };
  });
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url).toLowerCase();
  } catch {
    return url.toLowerCase();
  }
}

function hostOf(url: string): string | null {
  return URL.parse(url)?.hostname.replace(/^www\./u, '') ?? null;
}
