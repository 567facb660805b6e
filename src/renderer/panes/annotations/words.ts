/** What the pane of all annotations says. */
import type { AnnotationFilterName, AnnotationKind, AnnotationNote, AnnotationSort } from '../../../shared/annotationModels.ts';
import type { Highlight, View } from '../../../shared/models.ts';
import type { DateChoice } from '../../stores/annotationDates.ts';
import { ANNOTATIONS } from '../../viewLabels.ts';

const number = new Intl.NumberFormat('en-GB');
const counted = (n: number, one: string, many = `${one}s`): string => `${number.format(n)} ${n === 1 ? one : many}`;

const SPANS: Readonly<Record<DateChoice['span'], string>> = {
  any: 'Any time',
  today: 'Today',
  week: 'Last 7 days',
  month: 'Last 30 days',
  year: 'This year',
  days: 'Days…',
};

const KINDS: Readonly<Record<AnnotationKind, string>> = { highlight: 'Highlights', comment: 'Comments', note: 'Notes' };

const FILTERS: Readonly<Record<AnnotationFilterName, string>> = {
  kinds: 'The kinds you chose',
  colors: 'The roles you chose',
  dates: 'The time you chose',
  text: 'What you typed to find',
};

const DAY = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', year: 'numeric' });
const dayWords = (day: string): string => DAY.format(new Date(`${day}T12:00:00`));

export const words = {
  pane: ANNOTATIONS,
  showSidebar: 'Show sidebar',
  close: 'Back to the papers',
  search: 'Search papers',
  clearSearch: 'Clear search',
  didYouMean: 'Did you mean',
  incomplete: 'Search is still being prepared: there may be more.',
  shownAs: 'Show as',
  tabs: { list: 'List', evidence: 'Evidence table' },
  export: 'Export…',

  filters: 'Filters',
  filtersSet: (n: number): string => (n === 0 ? 'Filters' : `Filters, ${number.format(n)} set`),
  roles: 'Roles',
  kinds: 'Kinds',
  kind: (kind: AnnotationKind): string => KINDS[kind],
  kindHint: { highlight: 'Highlights without a comment', comment: 'Highlights with a comment', note: 'Notes on a paper as a whole' },
  when: 'Written',
  span: (span: DateChoice['span']): string => SPANS[span],
  /** What the date filter is set to. */
  dates(choice: DateChoice): string {
    if (choice.span !== 'days') return SPANS[choice.span];
    const { from, to } = choice;
    if (from !== '' && to !== '') return from === to ? dayWords(from) : `${dayWords(from)} to ${dayWords(to)}`;
    if (from !== '') return `Since ${dayWords(from)}`;
    return to === '' ? SPANS.days : `Until ${dayWords(to)}`;
  },
  from: 'From',
  to: 'to',
  find: 'Find in annotations',
  clearFind: 'Clear',
  sortBy: 'Sort by',
  sort: (sort: AnnotationSort): string => (sort === 'paper' ? 'By paper' : 'Newest first'),

  scope: 'Papers',
  scopeHint: 'Whose annotations',
  everything: 'All papers',
  /** The list that was on view when the pane was opened. */
  thesePapers: (view: string, query: string): string => (query === '' ? `The list: ${view}` : `The list: ${view}, “${query}”`),
  gone: 'A list that is gone',

  count: (n: number, of: number): string =>
    n === of ? (n === 0 ? 'No annotations' : counted(n, 'annotation')) : `${number.format(n)} of ${counted(of, 'annotation')}`,
  papers: (n: number): string => (n === 0 ? 'No papers' : counted(n, 'paper')),

  list: ANNOTATIONS,
  table: 'Evidence',
  paper: 'Paper',
  untitled: 'Untitled paper',
  note: 'Note',
  draft: 'Unsaved draft',
  onTitle: 'in the title',
  unplaced: 'Not placed: its words are not in the text as it is now',
  similar: 'Placed on words that differ a little',
  comment: (note: AnnotationNote): string => (note.isDraft ? 'Unsaved comment' : 'Comment'),
  more: (n: number): string => `+${number.format(n)} more`,
  moreOf: (n: number, role: string): string => `Show ${number.format(n)} more under ${role}`,
  wholeOf: (role: string): string => `Show all of it under ${role}`,
  whole: 'more',
  less: 'less',
  lessOf: (role: string): string => `Show less under ${role}`,
  open: 'Open the paper',

  none: 'No annotations yet.',
  /** What to press, in the order of the sentence. */
  noneHint: ['In an abstract, press ', ' to mark words and ', ' to highlight them, or ', ' to write a note.'],
  noneHere: 'No annotations on these papers.',
  noneHighlighted: 'Nothing is highlighted in these papers.',
  noneHighlightedHint: 'The table shows what is highlighted, by role.',
  nothingHere: (view: View): string => (view.kind === 'all' ? '' : 'There may be some elsewhere.'),
  showEverything: 'Show all annotations',
  hidden: 'Nothing passes all of the filters.',
  filter: (name: AnnotationFilterName): string => FILTERS[name],
  hides: (n: number): string => ` hides ${number.format(n)}`,
  leaveOut: 'Leave out',
  clearFilters: 'Clear all filters',
};

/** Whether a highlight's place deserves a word; null where all is well. */
export function placeWords({ range, placedBy }: Highlight): string | null {
  if (range === null) return words.unplaced;
  return placedBy === 'similar' ? words.similar : null;
}
