/** What a query consists of; `parse.ts` reads it and `print.ts` writes it. */

export const FIELDS = ['title', 'abstract', 'author', 'venue', 'note', 'highlight'] as const;
export type Field = (typeof FIELDS)[number];

export const IS_VALUES = ['unread', 'new', 'queued', 'reading', 'read', 'skipped', 'starred'] as const;
export type IsValue = (typeof IS_VALUES)[number];

/** A word, or several in quotes, that papers must have or must not have. */
export interface Clause {
  /** Null for any field. */
  readonly field: Field | null;
  /** As typed, without marks and quotes. */
  readonly term: string;
  readonly presence: 'required' | 'optional' | 'prohibited';
  /** The last of its words also stands for words that begin with it. */
  readonly prefix: boolean;
  /** Letters that may be wrong, 0 to 2. */
  readonly fuzzy: number;
  /** Stars anywhere in the term stand for any letters, or none. */
  readonly pattern?: boolean;
  /** Its words stand next to one another, in this order. */
  readonly phrase?: boolean;
  /** 1 weighs as any other word. */
  readonly boost: number;
  /** UTF-16 offsets in the query. */
  readonly start: number;
  readonly end: number;
}

export interface FilterPlace {
  readonly negated: boolean;
  readonly start: number;
  readonly end: number;
  /** As typed. */
  readonly source: string;
}

/** What papers must be, or must not be, whatever their words. */
export type Filter = FilterPlace & ({ readonly kind: 'is'; readonly value: IsValue } | { readonly kind: 'tag'; readonly name: string });

export interface Query {
  readonly clauses: readonly Clause[];
  readonly filters: readonly Filter[];
}

/** A query may hold so many words and filters; it bounds what one search costs. */
export const MAX_WORDS = 64;
/** `word^n` goes from here … */
export const MIN_BOOST = 0.1;
/** … to here. */
export const MAX_BOOST = 10;

/** `10^6` is a number, not a ten that weighs six times as much: numbers on their own are never weighed. */
export function isNumber(term: string): boolean {
  return /^\d+$/.test(term);
}
