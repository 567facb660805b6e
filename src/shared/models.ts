/** What the library holds, as plain readonly data. Integer ids name rows inside one library file; uids name them everywhere else. */

export const STATUSES = ['new', 'queued', 'reading', 'read', 'skipped'] as const;
/** Where a paper stands for its reader. Unread means `new`; archiving in bulk means `skipped`. */
export type Status = (typeof STATUSES)[number];

/**
 * A date as a source gave it. `given` is kept as it came ("Apr 28", "2023", "spring 2024");
 * `sort` is the ISO day it sorts under, null where nothing could be made of it;
 * `guessed` says that a part (the year, say) was not in the source.
 */
export interface PartialDate {
  readonly given: string;
  readonly sort: string | null;
  /** How much of `sort` the source really told: 'year' means that month and day are fill. */
  readonly precision: 'day' | 'month' | 'season' | 'year' | 'none';
  readonly guessed: boolean;
}

export interface Author {
  /** The name as it is shown. */
  readonly name: string;
  readonly family?: string;
  readonly given?: string;
}

/** `value` is normalised (lower-case DOI without prefix, arXiv id without version); `raw` is as it came. */
export interface Identifier {
  readonly scheme: 'doi' | 'arxiv' | 'openreview' | 'pmid' | 'isbn' | 'other';
  readonly value: string;
  readonly raw: string;
}

export const LINK_KINDS = ['paper', 'pdf', 'code', 'project', 'data', 'demo', 'video', 'other'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** `source`: named by the record itself or found in its abstract. */
export interface Link {
  readonly kind: LinkKind;
  readonly url: string;
  readonly source: 'record' | 'abstract';
}

export interface AbstractVersion {
  readonly seq: number;
  readonly text: string;
  readonly addedAt: string;
}

/** One issue of a digest: "Daily papers" of "Apr 28". */
export interface Digest {
  readonly uid: string;
  readonly name: string;
  readonly date: PartialDate | null;
  readonly count: number;
  readonly unread: number;
}

/** Longest name of a tag, in UTF-16 units. */
export const MAX_TAG_LENGTH = 100;

export interface Tag {
  readonly uid: string;
  readonly name: string;
  readonly count: number;
}

/** A search kept under a name. */
export interface SavedSearch {
  readonly uid: string;
  readonly name: string;
  /** In its canonical form. */
  readonly query: string;
}

/** What a row of the list shows; texts are raw and are shown through spans. */
export interface PaperRow {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
  readonly authors: readonly string[];
  readonly authorCount: number;
  readonly date: PartialDate | null;
  readonly venue: string | null;
  /** Name and date of the digest it came with: "Daily papers · Apr 28". */
  readonly digest: string | null;
  readonly status: Status;
  readonly starred: boolean;
  readonly trashed: boolean;
  readonly noteCount: number;
  readonly highlightCount: number;
  /** The opening of the raw abstract, at most 240 UTF-16 units, cut between words. */
  readonly gist: string;
  /** Shown text of the passage that matches the query best, its formulas in plain characters; null outside a search or where only the title matches. */
  readonly snippet: string | null;
}

export interface NoteDraft {
  /** The window that typed it; going on with a draft, or dropping it, is done in its name. */
  readonly client: string;
  readonly body: string;
  readonly baseRevision: number;
  readonly savedAt: string;
}

export interface Note {
  readonly id: number;
  readonly uid: string;
  readonly paperId: number;
  /** The highlight it comments on; null for a note on the paper as a whole. */
  readonly highlightId: number | null;
  readonly body: string;
  /** Sequence number of the newest saved revision; a save names the one it began from. */
  readonly revision: number;
  /** How many of its saved versions have words in them: more than one is a history. */
  readonly versions: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** Typed but not yet saved as a revision; newer than `body`. */
  readonly draft: NoteDraft | null;
}

export interface NoteRevision {
  readonly seq: number;
  readonly body: string;
  readonly savedAt: string;
}

/** In the order of their keys, 1 to 5. */
export const HIGHLIGHT_COLORS = ['yellow', 'blue', 'green', 'orange', 'pink'] as const;
export type HighlightColor = (typeof HIGHLIGHT_COLORS)[number];

/** What each colour stands for, in a person's own words. */
export type Roles = Readonly<Record<HighlightColor, string>>;

/** Texts of a paper that can be highlighted. */
export const HIGHLIGHT_FIELDS = ['title', 'abstract'] as const;
export type HighlightField = (typeof HIGHLIGHT_FIELDS)[number];

/** A stretch of a raw text, in UTF-16 units. */
export interface RawRange {
  readonly start: number;
  readonly end: number;
}

export interface Highlight {
  readonly id: number;
  readonly uid: string;
  readonly paperId: number;
  readonly field: HighlightField;
  readonly color: HighlightColor;
  /** Where it stands in the raw text as it is now; null where that is not certain: it waits to be placed by hand. */
  readonly range: RawRange | null;
  /** Who put it there: a person, or a change of the text that found its very words (`same`) or nearly them (`similar`). */
  readonly placedBy: 'hand' | 'same' | 'similar';
  /** The raw words it was on last. */
  readonly quote: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Where a highlight stands, or stood, in one version of the abstract. */
export interface HighlightPlace extends RawRange {
  /** The version, by its number. */
  readonly seq: number;
  /** The raw words there. */
  readonly quote: string;
}

/** A note that names another paper by its address, `offprint://paper/<uid>`. */
export interface Mention {
  readonly noteId: number;
  /** The paper the note is on. */
  readonly paperId: number;
  readonly paperUid: string;
  readonly title: string;
}

/** The types of CSL 1.0 that papers have here. */
export const CSL_TYPES = [
  'article',
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'book',
  'chapter',
  'dataset',
  'document',
  'entry',
  'entry-encyclopedia',
  'manuscript',
  'paper-conference',
  'patent',
  'post',
  'post-weblog',
  'report',
  'review',
  'software',
  'speech',
  'standard',
  'thesis',
  'webpage',
] as const;
export type CslType = (typeof CSL_TYPES)[number];

/** All that the reader shows of one paper. */
export interface Paper {
  readonly id: number;
  readonly uid: string;
  readonly title: string;
  readonly abstract: string | null;
  /** When the current version of the abstract came; null without one. */
  readonly abstractAddedAt: string | null;
  /** Older versions of the abstract, newest first, without the current one. */
  readonly olderAbstracts: readonly AbstractVersion[];
  readonly authors: readonly Author[];
  readonly date: PartialDate | null;
  readonly venue: string | null;
  readonly type: CslType | null;
  readonly citationKey: string | null;
  readonly identifiers: readonly Identifier[];
  readonly links: readonly Link[];
  readonly digest: { readonly uid: string; readonly name: string; readonly date: PartialDate | null } | null;
  readonly status: Status;
  readonly statusAt: string;
  readonly starredAt: string | null;
  readonly trashedAt: string | null;
  readonly addedAt: string;
  readonly tags: readonly { readonly uid: string; readonly name: string }[];
  /** Notes and comments, in the order of writing. */
  readonly notes: readonly Note[];
  /** In the order of the text, those without a place last. */
  readonly highlights: readonly Highlight[];
  /** Notes on other papers that name this one. */
  readonly mentions: readonly Mention[];
  /** The papers that went into this one, the first first. */
  readonly merged: readonly MergedPaper[];
}

/** What is chosen of each when several papers are made one. */
export const MERGE_FIELDS = ['title', 'authors', 'date', 'venue', 'type', 'citationKey', 'status', 'abstract'] as const;
export type MergeField = (typeof MERGE_FIELDS)[number];

/** Papers that look like one; the one to keep stands first. */
export interface DuplicateGroup {
  readonly ids: readonly number[];
  /** `versions`: a preprint and what it was published as. */
  readonly kind: 'same' | 'versions';
  /** Why, for people: "the same DOI". */
  readonly reasons: readonly string[];
}

/** A paper beside others that may be the same. */
export interface ComparedPaper {
  readonly paper: Paper;
  readonly keywords: readonly string[];
  /** As they came, each with the id of its format. */
  readonly records: readonly { readonly format: string; readonly record: Readonly<Record<string, unknown>> }[];
}

/** What a paper said of itself before it went into another; its notes, texts and records are with that one. */
export interface MergedPaper extends Pick<Paper, 'uid' | 'title' | 'authors' | 'date' | 'venue' | 'type' | 'citationKey' | 'digest'> {
  readonly keywords: readonly string[];
  readonly status: Status;
  readonly statusAt: string;
  readonly statusReason: string | null;
  readonly starredAt: string | null;
  readonly trashedAt: string | null;
  readonly addedAt: string;
  readonly mergedAt: string;
}

export const PLACES = ['inbox', 'queued', 'reading', 'starred', 'all', 'read', 'skipped', 'trash'] as const;
export type Place = (typeof PLACES)[number];

/** What the list shows, before any search: a fixed place, a tag or a digest. */
export type View =
  | { readonly kind: Place }
  | { readonly kind: 'tag'; readonly uid: string }
  | { readonly kind: 'digest'; readonly uid: string }
  /** A saved search; what is typed beside it is asked of its papers. */
  | { readonly kind: 'search'; readonly uid: string };

export const SORTS = ['newest', 'oldest', 'title', 'year', 'best', 'starredLike'] as const;
/** `newest` keeps a digest in its page's order; `best` is only for searches; `starredLike` puts first what is most like the starred papers. */
export type Sort = (typeof SORTS)[number];

/** A run of neighbouring rows under one heading, by position in the list. */
export interface RowGroup {
  readonly start: number;
  readonly count: number;
  readonly label: string;
}

/** A mistake in a query: what and where, in UTF-16 units of the query, and a better spelling where one is known. */
export interface QueryMistake {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly suggestion: { readonly label: string; readonly query: string } | null;
}

/** A word to mark in what is shown, a term of `shared/text/terms.ts`, or several that stand one after another. */
export interface MatchTerm {
  readonly term: string;
  /** The terms that must follow it, for a phrase. */
  readonly next: readonly string[];
  /** The last of them is only the beginning of a word. */
  readonly prefix: boolean;
  /** Fields it may be marked in; null means all. */
  readonly field: string | null;
}

/** Filters of a query that found nothing, each with what the query finds without it. */
export interface HiddenBy {
  readonly filter: string;
  readonly queryWithout: string;
  readonly found: number;
}

/** Another query, and how many papers it finds in the same view. */
export interface FoundBy {
  readonly query: string;
  readonly found: number;
}

export type PaperList =
  | {
      readonly kind: 'papers';
      readonly ids: readonly number[];
      /** As many of the first rows as were asked for. */
      readonly firstRows: readonly PaperRow[];
      readonly groups: readonly RowGroup[];
      /** Words to mark; empty outside a search. */
      readonly terms: readonly MatchTerm[];
      /** Only when `ids` is empty and filters, or the view, are to blame. */
      readonly hiddenBy: readonly HiddenBy[];
      /** How many more a search would find outside the view, in all papers. */
      readonly elsewhere: number;
      /** Only when `ids` is empty: the query that is content with any of the words, where that finds something. */
      readonly anyWords: FoundBy | null;
      /** Only when `ids` is empty: the query in the nearest spelling that finds something. */
      readonly spelling: FoundBy | null;
      /** What was left out of a search that would have taken too long, in a sentence or two. */
      readonly bounded: string | null;
      /** False while the index is still being built: there may be more. */
      readonly complete: boolean;
    }
  | { readonly kind: 'mistake'; readonly mistake: QueryMistake };

/** A paper of the library that is like another one. */
export interface SimilarPaper {
  readonly id: number;
  /** The words that make it so, as they are written, the weightiest first. */
  readonly words: readonly string[];
}

export interface StepRef {
  readonly id: number;
  /** In the past tense, for a toast: "Starred 3 papers". */
  readonly label: string;
}

/** What a change did. `step` is null where nothing was different from before. */
export interface ChangeResult {
  readonly step: StepRef | null;
  readonly changed: readonly number[];
}

export interface SearchState {
  readonly state: 'building' | 'ready' | 'failed';
  readonly indexed: number;
  readonly total: number;
}

export interface LibraryState {
  readonly name: string;
  readonly counts: Readonly<Record<Place, number>>;
  readonly unread: number;
  /** Highlights, and notes on papers as a whole, outside the trash. */
  readonly annotations: number;
  readonly tags: readonly Tag[];
  readonly digests: readonly Digest[];
  readonly searches: readonly SavedSearch[];
  readonly undo: StepRef | null;
  readonly redo: StepRef | null;
  readonly search: SearchState;
}

export interface Job {
  readonly id: string;
  /** In the present participle, for the status bar: "Importing daily.html". */
  readonly label: string;
  readonly done: number;
  /** 0 while unknown. */
  readonly total: number;
  readonly unit: 'bytes' | 'papers';
  readonly cancellable: boolean;
}

export const EXPORT_FORMATS = [
  'json',
  'csl-json',
  'bibtex',
  'biblatex',
  'ris',
  'csv',
  'markdown',
  'html',
  'annotations-markdown',
  'annotations-jsonld',
  'annotations-csv',
  'evidence-csv',
  'evidence-markdown',
] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** The citation styles that ship, by citeproc's names for them. */
export const SHIPPED_STYLES = [
  { id: 'apa', title: 'APA' },
  { id: 'vancouver', title: 'Vancouver' },
  { id: 'harvard1', title: 'Harvard' },
] as const;

/** A style that papers can be cited in. */
export interface CitationStyle {
  readonly id: string;
  readonly title: string;
  /** Added by a person, from a .csl file. */
  readonly own: boolean;
}
