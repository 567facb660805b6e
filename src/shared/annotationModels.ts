/** Highlights, comments and notes across papers, as they are listed, filtered and laid out as evidence. */
import type { Highlight, HighlightColor, QueryMistake } from './models.ts';

/** `comment`: a highlight with at least one comment; `note`: a note on a paper as a whole. Every annotation is of one kind. */
export const ANNOTATION_KINDS = ['highlight', 'comment', 'note'] as const;
export type AnnotationKind = (typeof ANNOTATION_KINDS)[number];

/** Names one annotation: `h` and the id of a highlight, `n` and the id of a note on a paper as a whole. */
export type AnnotationKey = `h${number}` | `n${number}`;

/** `paper`: as papers are listed, each one's in the order of its text, notes last; `newest`: what was written last comes first. */
export const ANNOTATION_SORTS = ['paper', 'newest'] as const;
export type AnnotationSort = (typeof ANNOTATION_SORTS)[number];

/** Which annotations are meant. A list that is empty and a text without letters ask for nothing. */
export interface AnnotationFilter {
  readonly kinds: readonly AnnotationKind[];
  /** Notes on papers have no colour: a choice of colours leaves them out. */
  readonly colors: readonly HighlightColor[];
  /** Written at this moment (ISO, UTC) or later. A highlight counts as written when its newest comment was, if it has one. */
  readonly from?: string | undefined;
  /** Written before this moment. */
  readonly to?: string | undefined;
  /** In the words as they are shown, or in a note or a comment; case and accents do not matter. */
  readonly text: string;
}

export type AnnotationFilterName = 'kinds' | 'colors' | 'dates' | 'text';

export type AnnotationList =
  | {
      readonly kind: 'annotations';
      readonly keys: readonly AnnotationKey[];
      /** The paper of each of the keys. */
      readonly paperIds: readonly number[];
      /** How many there are before any filter. */
      readonly total: number;
      /** Only when filters leave nothing: what would be there without each of them. */
      readonly hiddenBy: readonly { readonly filter: AnnotationFilterName; readonly found: number }[];
      /** False while the index is still being built: there may be more. */
      readonly complete: boolean;
    }
  | { readonly kind: 'mistake'; readonly mistake: QueryMistake };

/** The beginning of a note or a comment. */
export interface AnnotationNote {
  readonly id: number;
  readonly uid: string;
  /** Markdown as it was written, cut between words where `isWhole` is false. */
  readonly opening: string;
  readonly isWhole: boolean;
  /** Nothing of it was saved yet: these are the words of a draft. */
  readonly isDraft: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface AnnotationRow {
  readonly key: AnnotationKey;
  readonly paperId: number;
  /** Null for a note on the paper. */
  readonly highlight: Highlight | null;
  /** The highlight's comments in the order of writing, or the one note. */
  readonly notes: readonly AnnotationNote[];
}

/** What a row needs to know of its paper; texts are raw and are shown through spans. */
export interface AnnotatedPaper {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
  /** The abstract that placed highlights have their range in; null where there are none, or it is too long to be worth sending. */
  readonly abstract: string | null;
}

export interface AnnotationRows {
  readonly rows: readonly AnnotationRow[];
  /** The papers of the rows, each once. */
  readonly papers: readonly AnnotatedPaper[];
}

/** The papers of an evidence table, in the order of their list. */
export type EvidenceList =
  | { readonly kind: 'papers'; readonly ids: readonly number[]; readonly complete: boolean }
  | { readonly kind: 'mistake'; readonly mistake: QueryMistake };
