/** What a life tells its harness, one JSON line each: what it is about to ask, and what was acknowledged. */
import type { HighlightColor, Status } from '../../src/shared/models.ts';

export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

export type Operation =
  | { readonly kind: 'star'; readonly paper: number; readonly starred: boolean }
  | { readonly kind: 'status'; readonly paper: number; readonly status: Status }
  | { readonly kind: 'tag'; readonly paper: number; readonly tag: string; readonly on: boolean }
  /** On a highlight of the paper it is a comment. */
  | { readonly kind: 'note'; readonly paper: number; readonly highlight: number | null; readonly body: string }
  | { readonly kind: 'draft'; readonly paper: number; readonly note: number; readonly body: string }
  | { readonly kind: 'save'; readonly paper: number; readonly note: number; readonly body: string }
  | ({ readonly kind: 'highlight'; readonly paper: number; readonly color: HighlightColor } & Stretch)
  | { readonly kind: 'colour'; readonly paper: number; readonly highlight: number; readonly color: HighlightColor }
  | ({ readonly kind: 'place'; readonly paper: number; readonly highlight: number } & Stretch)
  /** Goes with its comments. */
  | { readonly kind: 'unhighlight'; readonly paper: number; readonly highlight: number; readonly comments: readonly number[] }
  | { readonly kind: 'prepare'; readonly mark: string; readonly count: number }
  | { readonly kind: 'discard'; readonly mark: string; readonly count: number }
  | { readonly kind: 'import'; readonly mark: string; readonly count: number };

export interface Acknowledged {
  readonly kind: 'acknowledged';
  readonly operation: Operation;
  /** Of the journal, null where nothing was different. */
  readonly step: number | null;
  /** The note or highlight that was made. */
  readonly made: number | null;
  /** How long the answer took, in milliseconds. */
  readonly took: number;
}

export type Line =
  | { readonly kind: 'opened' }
  | { readonly kind: 'begun'; readonly operation: Operation }
  | Acknowledged
  | { readonly kind: 'refused'; readonly operation: Operation | null; readonly message: string };

export interface LifeOptions {
  readonly library: string;
  readonly seed: number;
  readonly round: number;
  /** How many papers an import brings, at random among these. */
  readonly importSizes: readonly [number, ...number[]];
  /** `early` is the broken build that the harness must catch: it acknowledges before the library has answered. */
  readonly acknowledge: 'after the reply' | 'early';
}
