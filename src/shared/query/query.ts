/** What a query consists of; `parse.ts` reads it and `print.ts` writes it. */

export const FIELDS = ['title', 'abstract', 'author', 'venue', 'note', 'highlight'] as const;
export type Field = (typeof FIELDS)[number];

export const IS_VALUES = ['unread', 'new', 'queued', 'reading', 'read', 'skipped', 'starred'] as const;
export type IsValue = (typeof IS_VALUES)[number];

export const HAS_VALUES = ['note', 'highlight', 'code', 'doi'] as const;
export type HasValue = (typeof HAS_VALUES)[number];

/** A word, or several in quotes, that papers must have, may have, or must not have. */
export interface Clause {
  /** Null for any field. */
  readonly field: Field | null;
  /** As typed, without marks and quotes. */
  readonly term: string;
  /** `match:any` makes optional what would be required: papers have at least one of these. A query has one or the other. */
  readonly presence: 'required' | 'optional' | 'prohibited';
  /** The last of its words also stands for words that begin with it. */
  readonly prefix: boolean;
  /** Letters that may be wrong, 0 to 2. */
  readonly fuzzy: number;
  /** Stars anywhere in the term stand for any letters, or none. */
  readonly pattern: boolean;
  /** Its words stand next to one another, in this order. */
  readonly phrase: boolean;
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

/** Years, both ends in; null for no end. */
export interface YearRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** What papers must be, or must not be, whatever their words. */
export type Filter = FilterPlace &
  (
    | { readonly kind: 'is'; readonly value: IsValue }
    | { readonly kind: 'has'; readonly value: HasValue }
    | { readonly kind: 'tag'; readonly name: string }
    /** A saved search by its name. */
    | { readonly kind: 'in'; readonly name: string }
    /** A digest by the beginning of its name. */
    | { readonly kind: 'from'; readonly name: string }
    | ({ readonly kind: 'year' } & YearRange)
    /** A moment in words or figures, as `dateRange.ts` understands it. */
    | { readonly kind: 'added' | 'read'; readonly when: string }
  );

export const FILTER_NAMES = ['is', 'has', 'tag', 'in', 'year', 'added', 'read', 'from'] as const satisfies readonly Filter['kind'][];

/** `match:any` is content with any of the words; all of them is what is meant anyway. */
export const MATCH_VALUES = ['all', 'any'] as const;
export type MatchValue = (typeof MATCH_VALUES)[number];

/** Every name that may stand before a colon. */
export const NAMES = [...FIELDS, ...FILTER_NAMES, 'match'] as const;

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
/** A word with stars has at least so many letters or digits, or it would stand for half of all words. */
export const MIN_PATTERN = 2;

/** `10^6` is a number, not a ten that weighs six times as much: numbers on their own are never weighed. */
export function isNumber(term: string): boolean {
  return /^\d+$/.test(term);
}
