/** What a format reader yields and the library takes in: one paper as a source gave it. */
import type { Author, Identifier, ImportProblem, Link, NoteRevision, Paper, PartialDate, Status } from './models.ts';

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
  readonly notes?: readonly {
    readonly uid?: string;
    readonly body: string;
    readonly createdAt?: string;
    readonly updatedAt?: string;
    /** All its saved versions, oldest first, the newest being `body`. */
    readonly revisions?: readonly NoteRevision[];
  }[];
  readonly statusReason?: string | null;
  /** When the current abstract came; `addedAt` where absent. */
  readonly abstractAddedAt?: string;
  /** The records as they first came, oldest first. Where present they are kept in place of the entry's own `record`. */
  readonly records?: readonly KeptRecord[];
  readonly olderAbstracts?: readonly { readonly text: string; readonly addedAt: string }[];
  readonly digest?: { readonly uid?: string; readonly name: string; readonly date: PartialDate | null };
}

/** A record of a source as it came, with the id of the format it was read as. */
export interface KeptRecord {
  readonly format: string;
  readonly record: Readonly<Record<string, unknown>>;
}

/** Everything the library keeps of one paper, for export. */
export interface ExportPaper extends Omit<Paper, 'notes' | 'highlights' | 'mentions'> {
  readonly keywords: readonly string[];
  readonly statusReason: string | null;
  readonly notes: readonly {
    readonly uid: string;
    readonly body: string;
    readonly createdAt: string;
    readonly updatedAt: string;
    /** Oldest first, the newest being `body`. */
    readonly revisions: readonly NoteRevision[];
  }[];
  readonly records: readonly KeptRecord[];
  /** The import that brought it. */
  readonly import: { readonly name: string; readonly format: string; readonly at: string };
}

/** What a reader learns about the whole source, sent once before or after its entries. */
export interface SourceFacts {
  readonly digest: { readonly name: string; readonly date: PartialDate | null } | null;
}

export type ReadItem =
  | { readonly kind: 'entry'; readonly entry: ImportEntry }
  | { readonly kind: 'problem'; readonly problem: ImportProblem }
  | { readonly kind: 'facts'; readonly facts: SourceFacts };
