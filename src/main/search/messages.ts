/** What goes between the library thread and the search worker. Messages are handled in order, so an ask sees the refreshes sent before it. */
import type { SearchState } from '../../shared/models.ts';
import type { Clause } from '../../shared/query/query.ts';

export type ToSearch =
  /** Reads these papers again; null means every paper. */
  | { readonly kind: 'refresh'; readonly ids: readonly number[] | null }
  | { readonly kind: 'ask'; readonly seq: number; readonly clauses: readonly Clause[] };

export type FromSearch =
  | { readonly kind: 'state'; readonly state: SearchState }
  | { readonly kind: 'answer'; readonly seq: number; readonly ids: readonly number[]; readonly complete: boolean }
  | { readonly kind: 'failed'; readonly seq: number; readonly message: string };
