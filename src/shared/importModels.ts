/** An import from its plan to its outcome: what was found in a source, what it would change, and what is chosen of it. */
import type { PartialDate, StepRef } from './models.ts';

/** A place in an input file that could not be taken as it stood. `line` counts from 1; 0 means the whole file. */
export interface ImportProblem {
  readonly line: number;
  readonly message: string;
  /** `lost`: a paper that could not be read; `note`: it was read, with a repair or a doubt worth telling. */
  readonly severity: 'lost' | 'note';
}

export const IMPORT_VERDICTS = ['new', 'known', 'changed'] as const;
/** `known`: already here, nothing new in it; `changed`: already here, and the file knows more or something else. */
export type ImportVerdict = (typeof IMPORT_VERDICTS)[number];

export interface ImportPlan {
  readonly id: string;
  /** File name, or "Pasted text". */
  readonly name: string;
  /** For people: "digest page", "JSON lines". */
  readonly format: string;
  /** The format's own name, which does not change: choices are remembered by it. */
  readonly formatId: string;
  readonly digest: { readonly name: string; readonly date: PartialDate | null } | null;
  readonly counts: Readonly<Record<ImportVerdict, number>>;
  readonly problems: number;
  /** How many of its rows have keywords, which may become tags. */
  readonly withKeywords: number;
  /** Only of a table: its columns and what each was taken for. */
  readonly table: ImportTable | null;
}

export interface ImportRow {
  readonly index: number;
  readonly line: number;
  readonly verdict: ImportVerdict;
  readonly title: string;
  readonly authors: readonly string[];
  readonly gist: string;
  readonly problems: readonly ImportProblem[];
  /** The paper of the library it matches, null for new ones. */
  readonly match: { readonly id: number; readonly title: string; readonly by: string } | null;
}

/** What a row of a source and a paper can differ in, in the order they are shown. */
export const COMPARED_FIELDS = [
  'title',
  'authors',
  'date',
  'venue',
  'type',
  'citationKey',
  'identifiers',
  'links',
  'keywords',
  'tags',
  'notes',
  'highlights',
  'abstract',
] as const;
export type ComparedFieldName = (typeof COMPARED_FIELDS)[number];

/** One field of a row beside the same field of the paper it matches. */
export interface ComparedField {
  readonly name: ComparedFieldName;
  /** What the library has, raw: one text, or one for each author, link, tag …; empty for nothing. */
  readonly here: readonly string[];
  /** What the source has. */
  readonly there: readonly string[];
  /** `new`: the source has something and the library lacks it; `differs`: both have something, and not the same; `same`: the source tells nothing more. */
  readonly state: 'same' | 'new' | 'differs';
  /** Whether the import brings something of it in. What the library has is never overwritten; an abstract becomes the current version. */
  readonly taken: boolean;
}

/** A row of a source in full, field by field. */
export interface ImportComparison {
  readonly row: ImportRow;
  /** The earlier row of the same source that is the same paper: with its fields it is compared, unless that matches a paper of the library. */
  readonly twin: number | null;
  /** Only fields of which one side has something. */
  readonly fields: readonly ComparedField[];
  /** The record as it came, as JSON to read; cut off where it is very long. */
  readonly record: string;
}

/** How an import was taken in last: the next one of its format begins so. */
export interface ImportChoice {
  readonly status: 'new' | 'queued';
  readonly takeChanged: boolean;
  readonly tags: readonly string[];
  readonly keywordsAsTags: boolean;
}

export interface ImportOutcome {
  readonly added: number;
  readonly updated: number;
  readonly duplicates: number;
  readonly step: StepRef | null;
}

/** What a column of a table can hold. */
export const COLUMN_FIELDS = [
  'title',
  'abstract',
  'authors',
  'date',
  'venue',
  'type',
  'doi',
  'arxiv',
  'pmid',
  'isbn',
  'link',
  'keywords',
  'tags',
  'notes',
  'citationKey',
  'read',
  'starred',
] as const;
export type ColumnField = (typeof COLUMN_FIELDS)[number];
/** The field of each column, in their order; null for one that is only kept with the record. Two columns may share one field. */
export type ColumnMatch = readonly (ColumnField | null)[];

/** A table as far as a person needs it to say which column is what. */
export interface ImportTable {
  readonly header: readonly string[];
  /** The first few rows. */
  readonly rows: readonly (readonly string[])[];
  readonly match: ColumnMatch;
}
