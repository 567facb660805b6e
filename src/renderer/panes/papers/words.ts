/** What the list and its search say. */
import type { PaperRow, PartialDate, Sort, View } from '../../../shared/models.ts';

const number = new Intl.NumberFormat('en-GB');

const papers = (n: number): string => (n === 1 ? '1 paper' : `${number.format(n)} papers`);

/** Longest query that is repeated whole, in UTF-16 units. */
const LONGEST_QUOTED = 80;

const EMPTY: Readonly<Record<View['kind'], readonly [lead: string, text: string]>> = {
  inbox: ['The inbox is empty.', 'New papers arrive here when you import them.'],
  queued: ['The reading list is empty.', 'Press 2 on a paper to put it here.'],
  reading: ['No paper is being read.', 'Press 3 on a paper when you begin it.'],
  starred: ['No paper is starred.', 'Press s on a paper to star it.'],
  all: ['No papers here.', 'Every paper is in the trash.'],
  read: ['No paper is marked as read.', 'Press r on a paper when you are done with it.'],
  skipped: ['No paper was skipped.', 'Press e on a paper to take it out of the inbox.'],
  trash: ['The trash is empty.', 'Papers you delete stay here until you want them back.'],
  tag: ['No paper has this tag.', 'Press t on a paper to tag it.'],
  search: ['This search finds nothing at the moment.', 'Papers appear here as soon as they fit it.'],
  digest: ['This digest has no papers left.', 'They may be in the trash.'],
};

const SORTS: Readonly<Record<Sort, string>> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  title: 'By title',
  year: 'By year',
  best: 'Best first',
  starredLike: 'More like my starred',
};

export const words = {
  list: 'Papers',
  found: 'Papers found',
  search: 'Search papers',
  clear: 'Clear search',
  save: 'Save this search',
  saveHint: (keys: string): string => `Save this search (${keys})`,
  showSidebar: 'Show sidebar',
  import: 'Import papers',
  importHint: (keys: string): string => `${keys}, or paste a digest anywhere`,
  sortBy: 'Sort by',
  incomplete: 'Search is still being prepared: there may be more.',
  leaveOut: 'Leave out',
  searchEverywhere: 'Search all papers',
  elsewhere: (n: number): string => `${number.format(n)} more in all papers`,
  didYouMean: 'Did you mean',

  sort: (sort: Sort): string => SORTS[sort],
  count: (n: number): string => (n === 0 ? 'No papers' : papers(n)),
  selected: (n: number, of: number): string => `${number.format(n)} of ${number.format(of)} selected`,
  empty: (view: View): readonly [lead: string, text: string] => EMPTY[view.kind],
  kept: (n: number, searched: boolean): string =>
    searched
      ? `Still showing the ${papers(n)} found before.`
      : `Still showing ${n === 1 ? 'the 1 paper' : `all ${papers(n)}`} of this list.`,
  nothingMatchesAll: 'Nothing matches all of it.',
  nothing: (query: string, elsewhere: boolean): string => `Nothing ${elsewhere ? 'here ' : ''}matches “${quoted(query)}”.`,
  hides: (n: number): string => ` hides ${number.format(n)}`,
  anyWords: 'Any of the words',
  brokenSearch: 'This saved search cannot be asked any more.',
  brokenHint: 'Its query has a mistake by now. What it is stands above.',
  editQuery: 'Edit query',
  nothingHint: 'Words match in all their forms. Try fewer of them, or others.',

  /** "Cai, Li, Geng + 4": family names, three at most. */
  authors({ authors, authorCount }: PaperRow): string {
    const shown = authors.slice(0, 3).map(familyName).join(', ');
    return authorCount > 3 ? `${shown} + ${authorCount - 3}` : shown;
  },

  /** The year where a source told one, else the date as it was given. */
  date: (date: PartialDate | null): string =>
    date === null ? '' : date.sort !== null && !date.guessed ? date.sort.slice(0, 4) : date.given,

  /** What a screen reader says after a row's title and before its place in the list. */
  state: (row: PaperRow): string =>
    [
      row.status === 'new' && ', unread',
      row.starred && ', starred',
      row.noteCount > 0 && ', has notes',
      row.highlightCount > 0 && ', has highlights',
    ]
      .filter((part) => part !== false)
      .join(''),

  /** And why it stands where it does, in the order that asks for it. */
  likeStarred: (reasons: readonly string[]): string => (reasons.length === 0 ? '' : `, like your starred papers: ${reasons.join(', ')}`),
};

/** A query as it can be quoted in a sentence. */
function quoted(query: string): string {
  const text = query.trim();
  return text.length <= LONGEST_QUOTED ? text : `${text.slice(0, LONGEST_QUOTED).toWellFormed()} …`;
}

/** Names come as "Tianle Cai" or "Cai, Tianle"; a group's name of one word stays. */
function familyName(name: string): string {
  const comma = name.indexOf(',');
  if (comma > 0) return name.slice(0, comma);
  return name.trim().split(/\s+/u).at(-1) ?? name;
}
