/** The fields of a paper that search looks in, each with how much a word in it weighs. */
export const FIELDS = ['title', 'abstract', 'author', 'venue', 'tag', 'note', 'highlight'] as const;
export type Field = (typeof FIELDS)[number];

export const BOOSTS: readonly number[] = [6, 1, 3, 2, 5, 2, 2];

/** One paper as the index takes it: shown texts, so that what is found is what can be seen. */
export interface SearchDocument {
  readonly id: number;
  readonly title: string;
  readonly abstract: string;
  readonly authors: string;
  readonly venue: string;
  readonly tags: string;
  readonly notes: string;
  /** What was highlighted. */
  readonly highlights: string;
}

/** The texts of a document in the order of {@link FIELDS}. */
export const textsOf = (doc: SearchDocument): readonly string[] => [
  doc.title,
  doc.abstract,
  doc.authors,
  doc.venue,
  doc.tags,
  doc.notes,
  doc.highlights,
];
