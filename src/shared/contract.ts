/**
 * Every request and event that crosses a door, in one table: who may ask what, with which input, for what answer.
 * Main validates inputs against it; the renderer and the preload take only its types.
 */
import { z } from 'zod';
import { ANNOTATION_KINDS, ANNOTATION_SORTS, type AnnotationList, type AnnotationRows, type EvidenceList } from './annotationModels.ts';
import {
  COLUMN_FIELDS,
  IMPORT_VERDICTS,
  type ImportComparison,
  type ImportOutcome,
  type ImportPlan,
  type ImportProblem,
  type ImportRow,
} from './importModels.ts';
import {
  type ChangeResult,
  type CitationStyle,
  type ComparedPaper,
  type DuplicateGroup,
  EXPORT_FORMATS,
  HIGHLIGHT_COLORS,
  HIGHLIGHT_FIELDS,
  type Highlight,
  type HighlightPlace,
  type Job,
  type LibraryState,
  MAX_TAG_LENGTH,
  MERGE_FIELDS,
  type Note,
  type NoteRevision,
  type Paper,
  type PaperList,
  type PaperRow,
  PLACES,
  type SavedSearch,
  type SearchState,
  type SimilarPaper,
  SORTS,
  STATUSES,
} from './models.ts';
import type { Settings } from './settings.ts';
import { MAX_PATTERN_LENGTH, patternMistake } from './text/citationKey.ts';
import type { RichText } from './text/richText.ts';

/** Longest note, in UTF-16 units. */
export const MAX_NOTE_LENGTH = 1_000_000;
/** Longest stretch of text that can be highlighted at once, in UTF-16 units. */
export const MAX_QUOTE_LENGTH = 100_000;
/** Longest text that can be pasted for import, in UTF-16 units; longer ones come as files. */
export const MAX_PASTE_LENGTH = 20_000_000;
/** More papers than this are never named one by one in a request. */
export const MAX_IDS = 500_000;
/** More papers than this are never merged at once, nor kept apart. */
export const MAX_MERGED = 100;
/** More papers than this are never cited at once: telling likenamed ones apart takes ever longer. */
export const MAX_CITED = 5_000;
/** Longest citation style, in UTF-16 units; the longest of the public ones is about 300,000. */
export const MAX_STYLE_LENGTH = 2_000_000;
/** Longest query, in UTF-16 units. */
export const MAX_QUERY_LENGTH = 10_000;
/** Most columns of a table that can be matched with fields. */
export const MAX_COLUMNS = 1_000;

/** Text that SQLite gives back exactly: lone surrogates would silently become U+FFFD, NUL would cut it short. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine((s) => s.isWellFormed() && !s.includes('\0'), 'holds a character that cannot be stored');

const id = z.int().positive();
const ids = z.array(id).max(MAX_IDS);
const uid = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);
const token = z.string().regex(/^[A-Za-z0-9_-]{16,128}$/);
const tagName = text(MAX_TAG_LENGTH)
  .transform((s) => s.trim().replace(/\s+/gu, ' '))
  .refine((s) => s !== '', 'is empty');
const searchName = text(100)
  .transform((s) => s.trim().replace(/\s+/gu, ' '))
  .refine((s) => s !== '', 'is empty');
const nothing = z.strictObject({});

const view = z.union([z.strictObject({ kind: z.enum(PLACES) }), z.strictObject({ kind: z.enum(['tag', 'digest', 'search']), uid })]);

const color = z.enum(HIGHLIGHT_COLORS);
/** A stretch of a paper's raw text in UTF-16 units, with its words, so that a text that has changed meanwhile is noticed. */
const stretch = { start: z.int().nonnegative(), end: z.int().positive(), quote: text(MAX_QUOTE_LENGTH) };
const roleName = text(40)
  .transform((s) => s.trim().replace(/\s+/gu, ' '))
  .refine((s) => s !== '', 'is empty');

const colors = z.array(color).max(HIGHLIGHT_COLORS.length);
/** Which annotations are meant; see `AnnotationFilter`. */
const annotationFilter = {
  kinds: z.array(z.enum(ANNOTATION_KINDS)).max(ANNOTATION_KINDS.length).default([]),
  colors: colors.default([]),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  text: z.string().max(1_000).default(''),
};
const annotationKey = z.templateLiteral([z.enum(['h', 'n']), z.int().positive()]);
/** The papers of a view that a query finds. */
const papersFound = { view, query: z.string().max(MAX_QUERY_LENGTH).default('') };

const styleId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const formatId = z.string().regex(/^[a-z0-9-]{1,60}$/);
const importChoice = z.strictObject({
  status: z.enum(['new', 'queued']),
  takeChanged: z.boolean(),
  tags: z.array(tagName).max(100).readonly(),
  keywordsAsTags: z.boolean(),
});

const settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark', 'sepia']),
  density: z.enum(['comfortable', 'compact']),
  textSize: z.enum(['small', 'medium', 'large', 'larger']),
  repairText: z.boolean(),
  sidebarWidth: z.number().min(100).max(1000),
  listWidth: z.number().min(100).max(2000),
  sidebarHidden: z.boolean(),
  roles: z.strictObject({ yellow: roleName, blue: roleName, green: roleName, orange: roleName, pink: roleName }),
  highlightColor: color,
  notePreview: z.boolean(),
  citationStyle: styleId,
  importChoices: z.record(formatId, importChoice).refine((choices) => Object.keys(choices).length <= 200, 'names too many formats'),
  citationKeyPattern: z
    .string()
    .max(MAX_PATTERN_LENGTH)
    .superRefine((pattern, context) => {
      const message = patternMistake(pattern);
      if (message !== null) context.addIssue({ code: 'custom', message });
    }),
});

const importSource = z.discriminatedUnion('kind', [
  /** `html` is what the clipboard held beside the text; it is read as data, never shown. */
  z.strictObject({ kind: z.literal('paste'), text: z.string().max(MAX_PASTE_LENGTH), html: z.string().max(MAX_PASTE_LENGTH).optional() }),
  z.strictObject({ kind: z.literal('file'), token }),
  z.strictObject({ kind: z.literal('sample') }),
]);

interface RequestSpec<In extends z.ZodType, Out> {
  /** `read` requests work on a read-only library and change nothing. */
  readonly access: 'read' | 'write';
  readonly input: In;
  /** Only a type: never set. */
  readonly output?: Out;
}

const read =
  <Out>() =>
  <In extends z.ZodType>(input: In): RequestSpec<In, Out> => ({ access: 'read', input });
const write =
  <Out>() =>
  <In extends z.ZodType>(input: In): RequestSpec<In, Out> => ({ access: 'write', input });

export const requests = {
  'library.state': read<LibraryState>()(nothing),

  /** A newer question of the same `asker` takes the place of an older one, which then fails with `cancelled`. */
  'papers.list': read<PaperList>()(
    z.strictObject({
      view,
      query: z.string().max(MAX_QUERY_LENGTH).default(''),
      sort: z.enum(SORTS).default('newest'),
      asker: uid.optional(),
      /** How many of the first rows come with the answer, so that they are on screen with it. */
      withRows: z.int().nonnegative().max(100).default(0),
    }),
  ),
  /** Rows in the order asked; ids that are gone are left out. `query` asks for snippets. */
  'papers.rows': read<readonly PaperRow[]>()(
    z.strictObject({ ids: z.array(id).max(500), query: z.string().max(MAX_QUERY_LENGTH).default('') }),
  ),
  /** The papers of the library most like one, the likest first; `complete` is false while the index is still being built. */
  'papers.similar': read<{ readonly papers: readonly SimilarPaper[]; readonly complete: boolean }>()(
    z.strictObject({ id, limit: z.int().positive().max(20).default(5) }),
  ),
  /** The words that make papers like the starred ones; papers that have none in common with those are left out. */
  'papers.whyStarredLike': read<readonly SimilarPaper[]>()(z.strictObject({ ids: z.array(id).max(500) })),
  /** A paper whole; where it went into another meanwhile, that one. */
  'papers.get': read<Paper>()(z.strictObject({ id })),
  /** The id of the paper with this uid; `not-found` otherwise. */
  'papers.find': read<{ readonly id: number }>()(z.strictObject({ uid })),
  /** Opens a paper in every window: what a link to it asks for. */
  'papers.show': read<{ readonly id: number }>()(z.strictObject({ uid })),
  'papers.setStarred': write<ChangeResult>()(z.strictObject({ ids, starred: z.boolean() })),
  'papers.setStatus': write<ChangeResult>()(z.strictObject({ ids, status: z.enum(STATUSES), reason: text(200).optional() })),
  'papers.setTrashed': write<ChangeResult>()(z.strictObject({ ids, trashed: z.boolean() })),

  /** Looks through the whole library for papers that look like one. Progress comes as `jobs.changed`; `jobId` names the job, to cancel it by. */
  'duplicates.find': read<readonly DuplicateGroup[]>()(z.strictObject({ jobId: uid.optional() })),
  /** What is left of what was found last; null before the first search. */
  'duplicates.list': read<readonly DuplicateGroup[] | null>()(nothing),
  /** Papers side by side, in the order asked. */
  'duplicates.compare': read<readonly ComparedPaper[]>()(z.strictObject({ ids: z.array(id).min(1).max(MAX_MERGED) })),
  /** Makes one paper of several in one step; `take` names the paper each field comes from, `keep`'s own where it is not named and not blank. */
  'duplicates.merge': write<ChangeResult>()(
    z.strictObject({ keep: id, others: z.array(id).min(1).max(MAX_MERGED), take: z.partialRecord(z.enum(MERGE_FIELDS), id).default({}) }),
  ),
  /** Remembers that no two of these papers are the same, or forgets it. */
  'duplicates.keepApart': write<ChangeResult>()(z.strictObject({ ids: z.array(id).min(2).max(MAX_MERGED), apart: z.boolean() })),

  /** Adds and removes tags by name; names that differ only in case are one tag. */
  'tags.change': write<ChangeResult>()(z.strictObject({ ids, add: z.array(tagName).max(100), remove: z.array(tagName).max(100) })),
  'tags.rename': write<ChangeResult>()(z.strictObject({ uid, name: tagName })),
  'tags.delete': write<ChangeResult>()(z.strictObject({ uid })),

  /** With `highlightId` the note is a comment on that highlight of the same paper. */
  'notes.create': write<ChangeResult & { readonly note: Note }>()(
    z.strictObject({ paperId: id, body: text(MAX_NOTE_LENGTH), highlightId: id.optional() }),
  ),
  /** Keeps what is being typed, at least every two seconds. `client` names the window, so that two never overwrite each other. */
  'notes.saveDraft': write<{ readonly savedAt: string }>()(
    z.strictObject({ noteId: id, client: uid, baseRevision: z.int().nonnegative(), body: text(MAX_NOTE_LENGTH) }),
  ),
  /** Appends a revision. If another window saved since `baseRevision`, both stay: this text becomes a note of its own and `conflict` is true. */
  'notes.save': write<ChangeResult & { readonly note: Note; readonly conflict: boolean }>()(
    z.strictObject({ noteId: id, client: uid, baseRevision: z.int().nonnegative(), body: text(MAX_NOTE_LENGTH) }),
  ),
  'notes.delete': write<ChangeResult>()(z.strictObject({ noteId: id })),
  'notes.revisions': read<readonly NoteRevision[]>()(z.strictObject({ noteId: id })),

  /** `bad-request` where the words at that place are no longer those of `quote`. */
  'highlights.create': write<ChangeResult & { readonly highlight: Highlight }>()(
    z.strictObject({ paperId: id, field: z.enum(HIGHLIGHT_FIELDS), color, ...stretch }),
  ),
  'highlights.setColor': write<ChangeResult>()(z.strictObject({ ids, color })),
  /** Where a highlight of an abstract stands in each version that is kept, the newest first. */
  'highlights.places': read<readonly HighlightPlace[]>()(z.strictObject({ id })),
  /** Extends, shrinks or moves a highlight, or gives one that has none a place in the text as it is now; the place it has is confirmed. */
  'highlights.setRange': write<ChangeResult>()(z.strictObject({ id, ...stretch })),
  /** Deletes highlights with their comments. */
  'highlights.delete': write<ChangeResult>()(z.strictObject({ ids })),

  /** `bad-request` for a query with a mistake, an empty one, or a name that is taken. */
  'searches.save': write<ChangeResult & { readonly search: SavedSearch }>()(
    z.strictObject({ name: searchName, query: z.string().max(MAX_QUERY_LENGTH) }),
  ),
  'searches.change': write<ChangeResult>()(
    z.strictObject({ uid, name: searchName.optional(), query: z.string().max(MAX_QUERY_LENGTH).optional() }),
  ),
  'searches.move': write<ChangeResult>()(z.strictObject({ uid, to: z.int().nonnegative().max(10_000) })),
  'searches.delete': write<ChangeResult>()(z.strictObject({ uid })),
  /** How many papers each saved search finds, by uid; null for one that has a mistake by now. */
  'searches.counts': read<Readonly<Record<string, number | null>>>()(nothing),
  /** Every annotation on the papers found that passes the filter; a mistake in the query is explained as `papers.list` does. */
  'annotations.list': read<AnnotationList>()(
    z.strictObject({ ...papersFound, ...annotationFilter, sort: z.enum(ANNOTATION_SORTS).default('paper') }),
  ),
  /** Rows in the order asked; annotations that are gone are left out. */
  'annotations.rows': read<AnnotationRows>()(z.strictObject({ keys: z.array(annotationKey).max(500) })),
  /** The papers found that have highlights in any of the colours; no colour means all. */
  'annotations.evidence': read<EvidenceList>()(z.strictObject({ ...papersFound, colors: colors.default([]) })),
  /** All highlights of papers with their comments: the cells of their rows. */
  'annotations.evidenceRows': read<AnnotationRows>()(z.strictObject({ paperIds: z.array(id).max(200) })),

  /**
   * Reads a source into a plan and writes nothing. Progress comes as `jobs.changed`; fails with `nothing-found` or `cancelled`.
   * `format` is the id of the one format to read it as, where it is not to be told by content. `jobId` names the job, to cancel it by.
   */
  'imports.prepare': write<ImportPlan>()(z.strictObject({ source: importSource, format: formatId.optional(), jobId: uid.optional() })),
  /**
   * Reads the table of a plan again, its columns taken for what `columns` says, into a new plan that takes the old one's place.
   * The old plan stays where this fails; `bad-request` for a source that is no table. The import remembers the columns for the next such table.
   */
  'imports.rematch': write<ImportPlan>()(
    z.strictObject({ planId: uid, columns: z.array(z.enum(COLUMN_FIELDS).nullable()).max(MAX_COLUMNS), jobId: uid.optional() }),
  ),
  'imports.rows': read<readonly ImportRow[]>()(
    z.strictObject({ planId: uid, verdict: z.enum(IMPORT_VERDICTS), offset: z.int().nonnegative(), limit: z.int().positive().max(500) }),
  ),
  'imports.problems': read<readonly ImportProblem[]>()(
    z.strictObject({ planId: uid, offset: z.int().nonnegative(), limit: z.int().positive().max(500) }),
  ),
  /** One row in full beside the paper it matches, field by field; of a new row only what the source has. */
  'imports.compare': read<ImportComparison>()(z.strictObject({ planId: uid, index: z.int().nonnegative() })),
  /**
   * Takes the plan's new papers, and the changed ones where asked, but for `leaveOut` (row indexes of either). All or nothing.
   * New papers get `tags`, and with `keywordsAsTags` their keywords as tags too, as do those that are brought up to date.
   */
  'imports.commit': write<ImportOutcome>()(
    z.strictObject({
      planId: uid,
      leaveOut: z.array(z.int().nonnegative()).max(MAX_IDS).default([]),
      takeChanged: z.boolean().default(true),
      status: z.enum(['new', 'queued']).default('new'),
      tags: z.array(tagName).max(100).default([]),
      keywordsAsTags: z.boolean().default(false),
      jobId: uid.optional(),
    }),
  ),
  'imports.discard': write<null>()(z.strictObject({ planId: uid })),

  'jobs.list': read<readonly Job[]>()(nothing),
  'jobs.cancel': write<null>()(z.strictObject({ jobId: uid })),

  /** Undoes the last step, or `stepId` if no later step touched its rows (else `undo-blocked`). */
  'history.undo': write<ChangeResult>()(z.strictObject({ stepId: id.optional() })),
  'history.redo': write<ChangeResult>()(nothing),

  /**
   * Writes a file for one download or save, named by its token; `count` is of the papers in it. Of annotations only papers are written
   * that have any. `perPaper` is for whoever writes a folder: `annotations-markdown` as lines of JSON, `{uid, title, text}` for each paper's file.
   * `jobId` names the job, to cancel it by.
   */
  'exports.create': read<{ readonly token: string; readonly name: string; readonly count: number }>()(
    z.strictObject({
      format: z.enum(EXPORT_FORMATS),
      scope: z.union([z.strictObject({ ids }), z.strictObject({ view, query: z.string().max(MAX_QUERY_LENGTH) })]),
      /** Only for annotations: which of those on these papers. */
      filter: z.strictObject(annotationFilter).optional(),
      perPaper: z.boolean().default(false),
      jobId: uid.optional(),
    }),
  ),

  /** The styles that papers can be cited in: those that ship, then one's own by title. */
  'citations.styles': read<readonly CitationStyle[]>()(nothing),
  /**
   * Papers in a style; in the chosen one where none is named. `bibliography`: an entry for each, in the order of the style; `inText`: one
   * citation of them all. A style that is gone is `not-found`, and more than `MAX_CITED` papers are `too-large`.
   */
  'citations.write': read<readonly RichText[]>()(
    z.strictObject({ ids, style: styleId.optional(), as: z.enum(['bibliography', 'inText']).default('bibliography') }),
  ),
  /** Papers as entries of a bibliography file, with their keys, or keys by the chosen pattern; `too-large` as above. */
  'citations.bibtex': read<string>()(z.strictObject({ ids, dialect: z.enum(['bibtex', 'biblatex']).default('bibtex') })),
  /** Takes a .csl file in, or puts the text of one back; one with the same name for programs is replaced. `bad-request` says why not. */
  'citations.addStyle': write<CitationStyle>()(z.union([z.strictObject({ token }), z.strictObject({ xml: text(MAX_STYLE_LENGTH) })])),
  /** Gives the style's text, so that it can be put back. Styles are preferences: they are not part of the library's history. */
  'citations.removeStyle': write<{ readonly xml: string }>()(z.strictObject({ id: styleId })),

  'settings.get': read<Settings>()(nothing),
  /** Preferences are not part of the library's history: they are not journalled. */
  'settings.set': write<Settings>()(settings.partial()),
} as const;

export type RequestName = keyof typeof requests;
/** What a caller gives: defaults may be left out. */
export type Input<N extends RequestName> = z.input<(typeof requests)[N]['input']>;
/** What a handler gets: validated, defaults filled in. */
export type Parsed<N extends RequestName> = z.output<(typeof requests)[N]['input']>;
export type Output<N extends RequestName> = NonNullable<(typeof requests)[N]['output']> | Extract<(typeof requests)[N]['output'], null>;

/** Events, from the library to every window. They say what changed; windows fetch what they show. */
export interface Events {
  /** Papers whose rows or details differ; null after a change too large to name them (an import, its undo). */
  'papers.changed': { readonly ids: readonly number[] | null };
  /** Counts, tags, digests or what can be undone differ. */
  'library.changed': Record<string, never>;
  'jobs.changed': { readonly jobs: readonly Job[] };
  'search.changed': SearchState;
  'settings.changed': Settings;
  /** A link to a paper was followed, from outside a window. */
  'papers.shown': { readonly id: number };
}

export type EventName = keyof Events;
export type AppEvent = { readonly [N in EventName]: { readonly name: N; readonly payload: Events[N] } }[EventName];
export const EVENT_NAMES: readonly EventName[] = [
  'papers.changed',
  'library.changed',
  'jobs.changed',
  'search.changed',
  'settings.changed',
  'papers.shown',
];
