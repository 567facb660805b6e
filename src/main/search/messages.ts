/** What goes between the library thread and the search worker. Messages are handled in order, so an ask sees the refreshes sent before it. */
import type { AppErrorJson } from '../../shared/errors.ts';
import type { RowGroup, SearchState, Sort, View } from '../../shared/models.ts';
import type { Clause, Filter, FilterPlace } from '../../shared/query/query.ts';

/** What the search worker is started with. */
export interface SearchData {
  /** The library to read. */
  readonly file: string;
  /** Where the index is kept, beside the library. */
  readonly indexFile: string;
  /** Whether this program owns the library: others read the index that is kept, and write nothing. */
  readonly owner: boolean;
  /** The turn of the newest question of each lane, shared with the asker. */
  readonly turns: SharedArrayBuffer;
}

/** A condition without its place in a text. */
type Unplaced<F> = F extends FilterPlace ? Omit<F, keyof FilterPlace> & Pick<F, 'negated'> : never;

/** What the filters of a query come to once the library and the clock were asked. */
export type ResolvedFilter =
  | Unplaced<Extract<Filter, { readonly kind: 'is' | 'has' | 'tag' | 'year' }>>
  /** ISO instants; null for no end. */
  | { readonly kind: 'added' | 'read'; readonly from: string | null; readonly before: string | null; readonly negated: boolean }
  | { readonly kind: 'from'; readonly digestIds: readonly number[]; readonly negated: boolean }
  /** What a saved search finds. */
  | { readonly kind: 'in'; readonly query: ResolvedQuery; readonly negated: boolean };

/** A query that asks nothing more of anyone. */
export interface ResolvedQuery {
  readonly clauses: readonly Clause[];
  readonly filters: readonly ResolvedFilter[];
}

export interface SearchQuestion {
  /** Without words it finds whatever passes its filters. */
  readonly query: ResolvedQuery;
  readonly view: View;
  readonly sort: Sort;
}

export interface SearchAnswer {
  /** In the order that was asked for: `best` is the likeliest first, the newer paper first among equals. */
  readonly ids: Uint32Array;
  /** Headings of the list, where it is sorted by day. */
  readonly groups: readonly RowGroup[];
  /** False while papers are still being read in: there may be more. */
  readonly complete: boolean;
  /** What was left out of a search that would have taken too long, in sentences; null where nothing was. */
  readonly bounded: string | null;
  /** How many more all papers have that pass the filters and are not in the view. */
  readonly elsewhere: number;
  /** How many more the view has without each of the filters. */
  readonly withoutFilter: readonly number[];
  /** Where nothing was found: how many papers have any of the required words. */
  readonly anyOfTheWords: number;
  /** Where nothing was found: the words in the likeliest other spelling that finds something. */
  readonly respelt: readonly Clause[] | null;
}

/** A paper that is like another, and the words that make it so, as they are written. */
export interface SimilarPaper {
  readonly id: number;
  /** From 0 to 1. */
  readonly score: number;
  readonly words: readonly string[];
}

/** Every question the worker answers: what it is asked, and what it tells. */
export interface Questions {
  readonly ask: { readonly asked: SearchQuestion; readonly told: SearchAnswer };
  readonly similar: {
    readonly asked: { readonly paperId: number; readonly count: number };
    readonly told: { readonly papers: readonly SimilarPaper[]; readonly complete: boolean };
  };
  /** The papers of a view, those most like the starred ones first. */
  readonly like: {
    readonly asked: { readonly view: View };
    readonly told: { readonly ids: Uint32Array; readonly complete: boolean };
  };
  /** Why these papers are like the starred ones. */
  readonly whyLike: { readonly asked: { readonly ids: readonly number[] }; readonly told: readonly SimilarPaper[] };
  /** What the worker holds in memory, in bytes: as objects, and in typed arrays. */
  readonly memory: { readonly asked: null; readonly told: { readonly objects: number; readonly arrays: number } };
}
export type QuestionKind = keyof Questions;

/** Which of several askers asks, and its how many question it is: a newer one takes the place of an older one. */
export interface Turn {
  readonly lane: number;
  readonly turn: number;
}

/** What a write to the library means for search. */
export interface Refresh {
  /** Papers whose texts are to be read again; null means every paper. */
  readonly ids: readonly number[] | null;
  /** Every paper the write shows differently, those of a view or filter that it now is in or no more; null for any. */
  readonly shown: readonly number[] | null;
  /** Which of all writes it was. */
  readonly changeNumber: number;
}

export type ToSearch =
  | ({ readonly kind: 'refresh' } & Refresh)
  | {
      readonly [K in QuestionKind]: {
        readonly kind: 'question';
        readonly seq: number;
        readonly name: K;
        readonly asked: Questions[K]['asked'];
        /** Null for a question that is always answered. */
        readonly turn: Turn | null;
      };
    }[QuestionKind]
  /** Writes down what is not kept yet, and ends. */
  | { readonly kind: 'close' };

export type FromSearch =
  | { readonly kind: 'state'; readonly state: SearchState }
  | { readonly kind: 'answer'; readonly seq: number; readonly told: Questions[QuestionKind]['told'] }
  | { readonly kind: 'failed'; readonly seq: number; readonly error: AppErrorJson }
  | { readonly kind: 'closed' };

/** Askers that can be told apart. */
export const LANES = 64;
