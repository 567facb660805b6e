/** What a format reader yields and the library takes in: one paper as a source gave it. */
import type { ImportProblem, ImportTable } from './importModels.ts';
import type { Author, CslType, Highlight, Identifier, Link, MergedPaper, NoteRevision, Paper, PartialDate, Status } from './models.ts';
import type { Anchor } from './text/anchor.ts';

export interface ImportEntry {
  /** Where it begins in the source, from 1. */
  readonly line: number;
  /** Raw texts: wrapped lines are joined, nothing else is changed. */
  readonly title: string;
  readonly abstract: string | null;
  readonly authors: readonly Author[];
  readonly date: PartialDate | null;
  readonly venue: string | null;
  readonly identifiers: readonly Identifier[];
  readonly links: readonly Link[];
  readonly keywords: readonly string[];
  /** What kind of text it is, where the source tells. */
  readonly type?: CslType;
  /** The name by which the reader's documents cite it, where the source gives one. */
  readonly citationKey?: string;
  /** Of severity `note`: the paper was read all the same. */
  readonly problems: readonly ImportProblem[];
  /** The record as it came, as JSON: nothing of a source is dropped, whether it has a place of its own or not. */
  readonly record: Readonly<Record<string, unknown>>;
  /** Only what Offprint's own JSON, or another program's marks, tell. */
  readonly kept?: KeptMarks;
}

/** A reader's own marks that a source carries along. Uids make our own export lossless. */
export interface KeptMarks {
  readonly uid?: string;
  readonly addedAt?: string;
  readonly status?: Status;
  readonly statusAt?: string;
  readonly starredAt?: string | null;
  readonly trashedAt?: string | null;
  readonly tags?: readonly { readonly uid?: string; readonly name: string }[];
  readonly highlights?: readonly KeptHighlight[];
  readonly notes?: readonly KeptNote[];
  readonly statusReason?: string | null;
  /** When the current abstract came; `addedAt` where absent. */
  readonly abstractAddedAt?: string;
  /** The records as they first came, oldest first. Where present they are kept in place of the entry's own `record`. */
  readonly records?: readonly KeptRecord[];
  readonly olderAbstracts?: readonly { readonly text: string; readonly addedAt: string }[];
  readonly digest?: { readonly uid?: string; readonly name: string; readonly date: PartialDate | null };
  /** The papers that went into this one. */
  readonly merged?: readonly KeptMerger[];
  /** Uids of papers that this one was said not to be. */
  readonly notSameAs?: readonly string[];
}

/** A paper that went into another, as a source carries it along. */
export interface KeptMerger extends MergedPaper {
  /** The version of the abstract that was its own, as in {@link KeptAnchor}; null without one. */
  readonly abstract: number | null;
}

/** A highlight as a source carries it along. */
export interface KeptHighlight extends Pick<Highlight, 'uid' | 'field' | 'color'> {
  readonly createdAt?: string;
  readonly updatedAt?: string;
  /** Every place it has or had, oldest first; at least one. */
  readonly anchors: readonly KeptAnchor[];
}

export interface KeptAnchor extends Anchor {
  readonly placedBy: Highlight['placedBy'];
  /**
   * The text its offsets count in: 0 is the entry's abstract, from 1 on its `olderAbstracts`; null a title, or a text that is not there.
   * Absent where the source does not tell.
   */
  readonly version?: number | null;
  /** The offsets count code points, as in a W3C annotation, not UTF-16 units. */
  readonly inCodePoints?: true;
}

/** A note as a source carries it along. */
export interface KeptNote {
  readonly uid?: string;
  readonly body: string;
  readonly createdAt?: string;
  readonly updatedAt?: string;
  /** The uid of the highlight it comments on; absent for a note on the paper as a whole. */
  readonly highlight?: string;
  /** All its saved versions, oldest first, the newest being `body`. */
  readonly revisions?: readonly NoteRevision[];
  /** The print (`text/regions.ts`) of the text that a person went on from, where the source can be edited by hand. */
  readonly base?: string;
}

/** A record of a source as it came, with the id of the format it was read as. */
export interface KeptRecord {
  readonly format: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** Everything the library keeps of one paper, for export. */
export interface ExportPaper extends Omit<Paper, 'notes' | 'highlights' | 'mentions' | 'merged'> {
  readonly keywords: readonly string[];
  readonly statusReason: string | null;
  /** In the order of the text, those without a place last. */
  readonly highlights: readonly ExportHighlight[];
  /** In the order of writing. */
  readonly notes: readonly ExportNote[];
  readonly records: readonly KeptRecord[];
  /** Absent where none went into it. */
  readonly merged?: readonly KeptMerger[];
  /** Absent where nothing of the kind was said. */
  readonly notSameAs?: readonly string[];
  /** The import that brought it. */
  readonly import: { readonly name: string; readonly format: string; readonly at: string };
}

export interface ExportHighlight extends Omit<Highlight, 'id' | 'paperId'> {
  /** Every place it has or had, oldest first; `version` as in {@link KeptAnchor}. */
  readonly anchors: readonly (KeptAnchor & { readonly version: number | null })[];
}

export interface ExportNote {
  readonly uid: string;
  readonly body: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** The uid of the highlight it comments on; null for a note on the paper as a whole. */
  readonly highlight: string | null;
  /** Oldest first, the newest being `body`. */
  readonly revisions: readonly NoteRevision[];
}

/** What a reader learns about the whole source, sent once before or after its entries. */
export interface SourceFacts {
  readonly digest: { readonly name: string; readonly date: PartialDate | null } | null;
  /** Only of tables, whose columns a person may match with fields. */
  readonly table?: ImportTable;
}

export type ReadItem =
  | { readonly kind: 'entry'; readonly entry: ImportEntry }
  | { readonly kind: 'problem'; readonly problem: ImportProblem }
  | { readonly kind: 'facts'; readonly facts: SourceFacts };
