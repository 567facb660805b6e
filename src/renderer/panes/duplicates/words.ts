/** What the pane of duplicates says. */
import type { ComparedPaper, CslType, DuplicateGroup, Identifier, Job, MergeField } from '../../../shared/models.ts';
import type { Together } from '../../stores/duplicateFields.ts';
import { DUPLICATES } from '../../viewLabels.ts';

const number = new Intl.NumberFormat('en-GB');
const counted = (n: number, one: string, many = `${one}s`): string => `${number.format(n)} ${n === 1 ? one : many}`;
const listed = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const FIELDS: Readonly<Record<MergeField, string>> = {
  title: 'Title',
  abstract: 'Abstract',
  authors: 'Authors',
  date: 'Date',
  venue: 'Venue',
  type: 'Type',
  citationKey: 'Citation key',
  status: 'Status',
};

const SCHEMES: Readonly<Record<Identifier['scheme'], string>> = {
  doi: 'DOI',
  arxiv: 'arXiv',
  openreview: 'OpenReview',
  pmid: 'PubMed',
  isbn: 'ISBN',
  other: '',
};

/** "paper-conference" as people read it. */
const typeWords = (type: CslType): string => type.replaceAll('-', ' ');

/** What came with one of the papers, or hangs on it, in a line. */
function facts({ paper, records }: ComparedPaper): readonly string[] {
  const { notes, highlights, tags, digest } = paper;
  return [
    ...paper.identifiers.map(({ scheme, value }) => `${SCHEMES[scheme]} ${value}`.trim()),
    ...(digest === null ? [] : [digest.date === null ? digest.name : `${digest.name}, ${digest.date.given}`]),
    ...(notes.length === 0 ? [] : [counted(notes.length, 'note')]),
    ...(highlights.length === 0 ? [] : [counted(highlights.length, 'highlight')]),
    ...(tags.length === 0 ? [] : [tags.map(({ name }) => name).join(', ')]),
    ...(records.length < 2 ? [] : [counted(records.length, 'record')]),
  ];
}

export const words = {
  pane: DUPLICATES,
  showSidebar: 'Show sidebar',
  close: 'Back to the papers',
  back: 'Back to the list',
  again: 'Look again',

  looking: 'Looking for duplicates',
  progress: ({ total }: Pick<Job, 'total'>): string =>
    total === 0 ? 'Looking through the library …' : `Looking through ${counted(total, 'paper')} …`,
  stop: 'Stop',
  none: 'No duplicates.',
  noneHint:
    'Papers are compared by identifiers, titles, authors and abstracts. What looks alike is shown here, and nothing is merged by itself.',

  list: 'Papers that look like one',
  count: (n: number): string => counted(n, 'group'),
  untitled: 'Untitled paper',
  kind: ({ kind, ids }: DuplicateGroup): string => (kind === 'versions' ? 'Preprint and published' : counted(ids.length, 'paper')),
  why: ({ reasons }: DuplicateGroup): string => reasons.join('; '),
  /** The reasons as a sentence. */
  because: ({ kind, reasons }: DuplicateGroup): string => {
    const why = listed.format(reasons);
    return kind === 'versions' ? `A preprint and what it was published as: ${why}.` : `These look like one paper: ${why}.`;
  },

  compare: 'Side by side',
  added: (when: string): string => `added ${when}`,
  keep: 'Keep',
  keepThis: 'Keep this one',
  field: (field: MergeField): string => FIELDS[field],
  typeWords,
  facts,
  nothing: 'nothing',
  allSame: (papers: number): string => (papers === 2 ? 'the same in both' : 'the same in all'),
  differs: 'differs:',
  end: 'end',

  /** What the merged paper will have. */
  summary: (what: Together, papers: number): string => {
    const parts = [
      ...(what.versions > 1 ? [`${number.format(what.versions)} versions of the abstract`] : []),
      ...(what.notes > 0 ? [counted(what.notes, 'note')] : []),
      ...(what.highlights > 0 ? [counted(what.highlights, 'highlight')] : []),
      ...(what.tags > 0 ? [counted(what.tags, 'tag')] : []),
      ...(what.identifiers > 0 ? [counted(what.identifiers, 'identifier')] : []),
      counted(what.records, 'record'),
    ];
    return `One paper stays, with all that ${papers === 2 ? 'both' : 'they'} have: ${listed.format(parts)}. What was not chosen is kept with it.`;
  },
  merge: 'Merge',
  apart: 'Not the same',
};
