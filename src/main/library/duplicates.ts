/** Whether a paper is here already: by its identifiers, else by its title and what else is known of it. */
import type { ImportEntry } from '../../shared/entries.ts';
import type { Author, Identifier } from '../../shared/models.ts';
import { normaliseTitle } from '../../shared/text/titles.ts';
import { type LibraryReader, sql } from './db.ts';

/** What papers are told apart by. */
export interface Likeness {
  readonly titleKey: string;
  readonly identifiers: readonly Identifier[];
  readonly firstAuthor: string | null;
  readonly abstract: string | null;
}

export interface Match {
  readonly id: number;
  readonly title: string;
  /** Why they are taken for one paper, for people. */
  readonly by: string;
}

/** Two abstracts are of one paper if this share of the shorter one's word pairs stands in the other. */
const ENOUGH_ALIKE = 0.7;

/** A title that more papers bear ("Preface") says nothing of one: a paper is compared with its likeliest copies and the first others only, which bounds the work. */
export const MOST_NAMESAKES = 50;

/** Schemes that name a paper by themselves; an ISBN names the volume it is in. */
export const NAMING: readonly string[] = ['doi', 'arxiv', 'openreview', 'pmid'];
export const SCHEME_NAMES: Readonly<Record<string, string>> = {
  doi: 'DOI',
  arxiv: 'arXiv id',
  openreview: 'OpenReview id',
  pmid: 'PubMed id',
};

export function likenessOf(entry: Pick<ImportEntry, 'title' | 'identifiers' | 'authors' | 'abstract'>): Likeness {
  return {
    titleKey: normaliseTitle(entry.title),
    identifiers: entry.identifiers.filter((identifier) => NAMING.includes(identifier.scheme)),
    firstAuthor: authorKey(entry.authors[0]),
    abstract: entry.abstract,
  };
}

/** The paper on view that an entry is, or null. */
export function findMatch(db: LibraryReader, entry: ImportEntry, likeness: Likeness): Match | null {
  if (entry.kept?.uid !== undefined) {
    const own = sql<{ id: number; title: string }>(db, BY_UID).get(entry.kept.uid);
    if (own) return { ...own, by: 'the same paper of this library' };
  }
  for (const identifier of likeness.identifiers) {
    const found = sql<{ id: number; title: string }>(db, BY_IDENTIFIER).get(identifier.scheme, identifier.value);
    if (found) return { ...found, by: `the same ${SCHEME_NAMES[identifier.scheme] ?? identifier.scheme}` };
  }
  if (likeness.titleKey === '') return null;
  const namesakes = sql<{ id: number; title: string; authors: string; abstract: string | null }>(db, BY_TITLE).all({
    title: likeness.titleKey,
    authors: JSON.stringify(entry.authors),
    abstract: entry.abstract,
  });
  for (const { id, title, authors, abstract } of namesakes) {
    const other: Likeness = {
      titleKey: likeness.titleKey,
      identifiers: sql<Identifier>(db, 'SELECT scheme, value, raw FROM identifiers WHERE paper_id = ?').all(id),
      firstAuthor: authorKey((JSON.parse(authors) as Author[])[0]),
      abstract,
    };
    const by = sameByTitle(likeness, other);
    if (by !== null) return { id, title, by };
  }
  return null;
}

const BY_UID = `SELECT shown.id, shown.title FROM papers AS p JOIN visible_papers AS shown ON shown.id = coalesce(p.merged_into, p.id)
WHERE p.uid = ?`;
export const BY_IDENTIFIER = `SELECT p.id, p.title FROM identifiers JOIN visible_papers AS p ON p.id = identifiers.paper_id
WHERE scheme = ? AND value = ? ORDER BY p.id LIMIT 1`;
/** A paper that went into another is still known by the title it had. */
export const BY_TITLE = `SELECT shown.id, shown.title, p.authors, abstracts.text AS abstract
FROM papers AS p JOIN visible_papers AS shown ON shown.id = coalesce(p.merged_into, p.id) LEFT JOIN abstracts ON abstracts.id = p.abstract_id WHERE p.title_key = @title
ORDER BY (p.authors = @authors) + (abstracts.text IS @abstract) DESC, p.id LIMIT ${MOST_NAMESAKES}`;

/**
 * Why two papers of one title are the same one, or null. An equal title alone is not enough ("Preface"):
 * first authors or abstracts must agree, or have nothing to say.
 */
export function sameByTitle(a: Likeness, b: Likeness): string | null {
  const alike = a.abstract === null || b.abstract === null ? null : abstractsAlike(a.abstract, b.abstract);
  if (namedApart(a.identifiers, b.identifiers)) return alike ? 'the same title and abstract' : null;
  if (a.firstAuthor !== null && b.firstAuthor !== null) {
    if (a.firstAuthor === b.firstAuthor) return 'the same title and first author';
    return alike ? 'the same title and abstract' : null;
  }
  if (alike === null) return 'the same title';
  return alike ? 'the same title and abstract' : null;
}

/** Whether both carry an identifier of one scheme and none of that scheme agrees. */
export function namedApart(a: readonly Identifier[], b: readonly Identifier[]): boolean {
  return NAMING.some((scheme) => {
    const here = a.filter((identifier) => identifier.scheme === scheme).map((identifier) => identifier.value);
    const there = b.filter((identifier) => identifier.scheme === scheme).map((identifier) => identifier.value);
    return here.length > 0 && there.length > 0 && !here.some((value) => there.includes(value));
  });
}

/** Words of a text for comparing: letters and digits, lower-case. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether two abstracts are of one paper: such a share of the shorter one stands in the other. */
export function abstractsAlike(a: string, b: string, share = ENOUGH_ALIKE): boolean {
  if (a === b) return true;
  const [short, long] = [pairsOf(a), pairsOf(b)].sort((x, y) => x.size - y.size) as [Set<string>, Set<string>]; // two stay two
  if (short.size === 0) return long.size === 0;
  const shared = [...short].filter((pair) => long.has(pair)).length;
  return shared / short.size >= share;
}

function pairsOf(text: string): Set<string> {
  const words = wordsOf(text);
  if (words.length === 1) return new Set(words);
  return new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`));
}

/** An author's family name, folded; null where it is not known. */
export function authorKey(author: Author | undefined): string | null {
  if (!author) return null;
  const family = author.family ?? (author.name.includes(',') ? author.name.split(',')[0] : author.name.trim().split(/\s+/u).at(-1));
  return family === undefined || family === '' ? null : wordsOf(family.normalize('NFKD').replace(/\p{M}/gu, '')).join(' ') || null;
}
