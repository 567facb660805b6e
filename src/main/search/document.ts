/** The fields of a paper that search looks in, each with how much a word in it weighs. */
export const FIELDS = ['title', 'abstract', 'author', 'tag', 'note', 'venue', 'highlight'] as const;
export type Field = (typeof FIELDS)[number];

export const BOOSTS: readonly number[] = [6, 1, 3, 5, 2, 2, 3];

/** Stands between the authors, tags, notes or highlights of one paper: no phrase reaches from one into the next. */
export const ITEM_BREAK = '\u2029';

/** One paper as the index takes it: shown texts, so that what is found is what can be seen. */
export interface SearchDocument {
  readonly id: number;
  readonly title: string;
  readonly abstract: string;
  readonly authors: string;
  readonly tags: string;
  readonly notes: string;
  readonly venue: string;
  /** The words that are highlighted. */
  readonly highlights: string;
  /** Another number whenever its stored texts are not the same any more: an index that was kept is checked by it. */
  readonly stamp?: number;
}

/** The texts of a document in the order of {@link FIELDS}. */
export const textsOf = (doc: SearchDocument): readonly string[] => [
  doc.title,
  doc.abstract,
  doc.authors,
  doc.tags,
  doc.notes,
  doc.venue,
  doc.highlights,
];
