/** What a life tells its harness, one JSON line each: what it is about to ask, and what was acknowledged. */
import type { Status } from '../../src/shared/models.ts';

export type Operation =
  | { readonly kind: 'star'; readonly paper: number; readonly starred: boolean }
  | { readonly kind: 'status'; readonly paper: number; readonly status: Status }
  | { readonly kind: 'tag'; readonly paper: number; readonly tag: string; readonly on: boolean }
  | { readonly kind: 'note'; readonly paper: number; readonly body: string }
  | { readonly kind: 'draft'; readonly paper: number; readonly note: number; readonly body: string }
  | { readonly kind: 'save'; readonly paper: number; readonly note: number; readonly body: string }
  | { readonly kind: 'prepare'; readonly mark: string; readonly count: number }
  | { readonly kind: 'discard'; readonly mark: string; readonly count: number }
  | { readonly kind: 'import'; readonly mark: string; readonly count: number };

export type Line =
  | { readonly kind: 'opened' }
  | { readonly kind: 'begun'; readonly operation: Operation }
  /** `step`: of the journal, null where nothing was different. `note`: the note a `note` operation made. */
  | { readonly kind: 'acknowledged'; readonly operation: Operation; readonly step: number | null; readonly note: number | null }
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
