/** Entries from the parts a format found: defaults filled in, links of the abstract added. */
import type { ImportEntry } from '../../shared/entries.ts';
import type { Author, Identifier, Link } from '../../shared/models.ts';
import { identifierOf } from '../../shared/text/identifiers.ts';
import { linkKind, linksIn } from '../../shared/text/links.ts';

type Parts = Pick<ImportEntry, 'line' | 'title' | 'abstract' | 'record'> & Partial<ImportEntry>;

/**
 * A whole entry. Links that the record names come first, then those in the abstract, each address once;
 * identifiers once each.
 */
export function entryOf(parts: Parts): ImportEntry {
  const links: Link[] = [];
  const add = (link: Link) => {
    if (!links.some((other) => other.url === link.url)) links.push(link);
  };
  for (const link of parts.links ?? []) add(link);
  for (const { url, kind } of linksIn(parts.abstract ?? '')) add({ url, kind, source: 'abstract' });
  const identifiers: Identifier[] = [];
  for (const identifier of parts.identifiers ?? []) {
    if (!identifiers.some((other) => other.scheme === identifier.scheme && other.value === identifier.value)) identifiers.push(identifier);
  }
  return { authors: [], date: null, venue: null, keywords: [], problems: [], ...parts, links, identifiers };
}

/** A link that the record names, or null for what is no web address. */
export function recordLink(url: string | null, kind?: Link['kind']): Link | null {
  const found = url === null ? undefined : linksIn(url.trim())[0];
  if (url === null || found === undefined || found.start !== 0) return null;
  // The record's own address is taken whole, even where it ends in a bracket or a stop.
  const whole = /\s/.test(url.trim()) ? found.url : /^https?:/i.test(url.trim()) ? url.trim() : found.url;
  return { url: whole, kind: kind ?? linkKind(whole), source: 'record' };
}

/** The web addresses that stand in one field, parted by spaces, lines or semicolons; without any, the field as it stands. */
export function addressesIn(text: string): readonly string[] {
  const found = text.split(/\s|;(?=https?:)/i).filter((part) => /^https?:/i.test(part));
  return found.length === 0 ? [text.trim()] : found.map((address) => address.replace(/;$/, ''));
}

/** The identifiers among some texts and addresses; what is none is passed over. */
export function identifiersAmong(texts: readonly (string | null)[]): readonly Identifier[] {
  return texts.flatMap((text) => (text === null ? [] : (identifierOf(text) ?? [])));
}

/** Authors from one text: "A. One and B. Two", "One, A.; Two, B.", "A One, B Two". */
export function authorsFrom(text: string): readonly Author[] {
  const joined = text.replace(/\s+/g, ' ').trim();
  const parts = joined.includes(';')
    ? joined.split(';')
    : / and /.test(joined) && !/^[^,]+,[^,]+(?:,| and )[^,]*,/.test(joined)
      ? joined.split(/,? and |, /)
      : joined.split(/ and |, /);
  return parts.map((part) => authorNamed(part)).filter((author) => author !== null);
}

/** One author as a name is written, "Family, Given" told apart; null for a blank one. */
export function authorNamed(name: string): Author | null {
  const written = name.replace(/\s+/g, ' ').trim();
  if (written === '') return null;
  const comma = /^([^,]+), ([^,]+)$/.exec(written);
  if (comma?.[1] === undefined || comma[2] === undefined) return { name: written };
  return { name: `${comma[2]} ${comma[1]}`, family: comma[1], given: comma[2] };
}

/** The citation key that a record's own id is, or null where it is a number, an address or a database's. */
export function citationKeyLike(id: string | null): string | null {
  const key = id?.trim() ?? '';
  // Programs that have no keys number their papers at random.
  if (/^[\da-f]{8}-[\da-f]{4}-/i.test(key)) return null;
  // Keys are made of names and words: a letter first, one of them small, and no space or address inside.
  return /^\p{L}[^\s"\\{}~#%,=]{0,199}$/u.test(key) && /\p{Ll}|\p{Lo}/u.test(key) && !/:\/\/|^(?:doi|arxiv|pmid|urn|oai)\b/i.test(key)
    ? key
    : null;
}
