/** Every word the reader says. */
import type { LinkKind, PartialDate, Status } from '../../../shared/models.ts';
import type { NoteState } from '../../stores/notes.ts';

export { momentWords } from '../../momentWords.ts';

const SMALL = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];
const number = (n: number): string => n.toLocaleString('en');
const spelled = (n: number): string => SMALL[n] ?? number(n);

const counted = (n: number, thing: string): string => `${spelled(n)} ${n === 1 ? thing : `${thing}s`}`;

/** One after another, each with the mark that ends it but for the last. */
const sentences = (...said: readonly string[]): string =>
  said.filter((one) => one !== '').reduce((first, second) => `${first}${/[.!?…]$/u.test(first) ? '' : '.'} ${second}`);

export const WORDS = {
  pane: 'Paper',
  back: 'Back to the list',
  previous: 'Previous paper',
  next: 'Next paper',
  open: 'Open link',
  cite: 'Copy citation',
  annotate: 'Write a note',
  readerOnly: 'Reader only',
  allPanes: 'Show all panes',
  more: 'More',
  nothing: 'No paper selected',
  untitled: 'Untitled paper',
  position: (at: number, of: number) => `${number(at)} of ${number(of)}`,

  moreAuthors: (n: number) => `and ${number(n)} more`,
  fewerAuthors: 'show fewer',
  details: 'Details',
  openDigest: (name: string) => `Open the digest ${name}`,
  status: (label: string) => `Status: ${label.toLowerCase()}`,
  statusMenu: 'Status',
  star: 'Star',
  tags: 'Tags',
  add: 'Add ',
  addTag: 'Tag',
  addTagLong: 'Add or remove tags',
  openTag: (name: string) => `Show papers tagged ${name}`,
  removeTag: (name: string) => `Remove the tag ${name}`,
  inTrash: 'In the trash.',
  putBack: 'Put back',

  abstract: 'Abstract',
  noAbstract: 'This paper came without an abstract.',
  repairs: (n: number, digest: boolean) =>
    `${spelled(n)} ${n === 1 ? 'repair' : 'repairs'} to ${digest ? 'the digest’s text' : 'the text'}.`,
  asItCame: (n: number) => `This is the text as it came, without its ${n === 1 ? 'repair' : `${spelled(n).toLowerCase()} repairs`}.`,
  showOriginal: 'Show original',
  showAsItCame: 'Show the text as it came',
  showRepaired: 'Show the repaired text',
  showRepairs: (n: number) => (n === 1 ? 'Show repair' : 'Show repairs'),
  older: (n: number) =>
    n === 1 ? 'An older version of this abstract is kept.' : `${spelled(n)} older versions of this abstract are kept.`,
  showOlder: 'Show what changed',
  hideOlder: 'Hide',
  versions: 'Versions of the abstract',
  currentFrom: (when: string) => `This version came ${when}`,
  olderFrom: (when: string) => `Came ${when}`,
  changed: 'What changed',
  changedNext: 'Changes to the next',
  changedNow: 'Changes to this one',
  asItWas: 'As it was',
  changeSize: (added: number, removed: number) =>
    added + removed === 0 ? 'No word changed.' : `${counted(added, 'word')} added, ${counted(removed, 'word').toLowerCase()} removed.`,
  added: 'added',
  removed: 'removed',
  end: 'end',

  unplaced: (n: number) =>
    n === 1
      ? 'One highlight has no place in this version of the abstract'
      : `${spelled(n)} highlights have no place in this version of the abstract`,
  similar: (n: number) =>
    n === 1
      ? 'One highlight was placed on words that changed a little'
      : `${spelled(n)} highlights were placed on words that changed a little`,
  similarHint: (n: number) => (n === 1 ? 'Check that it still is what you marked.' : 'Check that they still are what you marked.'),
  place: 'Place…',
  placeLong: (words: string) => `Place the highlight “${words}”`,
  showWhere: 'Show where it was',
  deleteUnplaced: 'Delete',
  deleteUnplacedLong: (words: string) => `Delete the highlight “${words}”`,
  keepPlace: 'Keep',
  keepPlaceLong: (words: string) => `Keep the highlight “${words}” there`,
  move: 'Move…',
  moveLong: (words: string) => `Move the highlight “${words}”`,
  placing: 'Select the words it belongs to, then press Enter.',
  placingKeys: 'by keyboard',
  stopPlacing: 'Cancel',

  comments: 'Comments',
  commentOn: (role: string, words: string) => `Comment on ${role}: “${words}”`,
  editComment: 'Edit comment',
  unfold: 'more',
  fold: 'less',

  notes: 'Notes',
  note: 'Note',
  editNote: 'Edit note',
  deleteNote: 'Delete note',
  deleteComment: 'Delete comment',
  edited: (when: string) => `edited ${when}`,
  draftFrom: (when: string) => `Unsaved draft from ${when}`,
  keepDraft: 'Go on writing',
  dropDraft: 'Drop it',
  tryAgain: 'Try again',
  done: 'Done',
  placeholder: 'Markdown and $formulas$ are set when you are done. [[ links to a paper.',
  showPreview: 'Show preview',
  hidePreview: 'Hide preview',
  preview: 'Preview',
  previewEmpty: 'What you write shows here as it will look.',
  templates: 'Insert a template',
  begin: 'Begin with',
  history: 'History',

  papers: 'Papers to link to',
  typeTitle: 'Type a few letters of a title.',
  noSuchPaper: 'No other paper is called that.',
  papersFound: (n: number) => `${number(n)} ${n === 1 ? 'paper' : 'papers'}. Enter links to the chosen one.`,

  mentions: 'Mentioned in',
  similarPapers: 'Similar papers',
  inCommon: 'in common: ',
  mentionedTwice: (n: number) => `${number(n)} notes`,

  selected: (n: number) => `${number(n)} papers selected`,
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  starAll: 'Star',
  unstarAll: 'Remove star',
  addTags: 'Add tags…',
  citeAll: 'Copy citations',
  exportAll: 'Export…',
  trash: 'Move to trash',

  onSelection: 'Highlight the selection',
  onHighlight: 'The highlight',
  adjusting: 'New range of the highlight',
  swatch: (digit: number, role: string) => `${digit}, ${role}`,
  tip: (label: string, key: string) => `${label} (${{ Delete: 'Del', Escape: 'Esc' }[key] ?? key})`,
  comment: 'Comment',
  copy: 'Copy',
  searchThis: 'Search this',
  adjust: 'Extend or shrink',
  deleteHighlight: 'Delete highlight',
  take: 'Done',
  leave: 'Cancel',

  highlights: 'Highlights',
  choosing: 'Choosing words',
  choosingHelp:
    'Left and right arrow choose words, up and down arrow sentences. With Shift the choice grows or shrinks. Tab goes to the title or the abstract, Escape ends it.',
  doneChoosing: 'Done choosing words',
  hintWord: 'word',
  hintSentence: 'sentence',
  hintMore: 'more or less',
  hintTurn: 'other end',
  hintTitle: 'title',
  hintAbstract: 'abstract',
  hintHighlight: 'highlight',
  hintTake: 'done',
  hintEnd: 'leave',
  hintCancel: 'cancel',

  role: (role: string) => `${role}:`,
  saidHighlight: (role: string, words: string) => `${role}: ${words}`,
  saidComments: (comments: readonly string[]) =>
    comments.length === 0 ? '' : `${comments.length === 1 ? 'Comment' : 'Comments'}: ${comments.join('; ')}`,
  saidActive: (highlight: string, comments: string, at: number, of: number) =>
    sentences(highlight, comments, `${number(at)} of ${number(of)}`),
  highlighted: (role: string, words: string) => `Highlighted as ${role}: ${words}`,
  recolored: (role: string, words: string) => `Now ${role}: ${words}`,
  rangeChanged: (role: string, words: string) => `${role}, now: ${words}`,
  unhighlighted: (words: string) => `Highlight removed: ${words}`,
  highlightsChanged: (n: number) => `${number(n)} highlights changed`,

  starred: 'Starred',
  unstarred: 'Star removed',
  tagged: (name: string) => `Tagged ${name}`,
  untagged: (name: string) => `Tag ${name} removed`,
} as const;

export const SAID_OF_STATUS: Readonly<Record<Status, string>> = {
  new: 'Marked as new',
  queued: 'Added to the reading list',
  reading: 'Marked as reading',
  read: 'Marked as read',
  skipped: 'Skipped',
};

export const LINK_WORDS: Readonly<Record<LinkKind, string>> = {
  paper: 'Paper',
  pdf: 'PDF',
  code: 'Code',
  project: 'Project',
  data: 'Data',
  demo: 'Demo',
  video: 'Video',
  other: 'Link',
};

export const NOTE_STATES: Readonly<Record<NoteState, string>> = {
  saved: 'Saved',
  typing: 'Typing…',
  draft: 'Draft kept',
  failed: 'Not saved: the text stays here.',
};

const DAY = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });

/** Words told in a name are cut there, in UTF-16 units. */
const OPENING = 80;

/** The first of some words, cut between two of them. */
export function opening(words: string): string {
  if (words.length <= OPENING) return words;
  const cut = words.slice(0, OPENING + 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > 0 ? cut.slice(0, space) : cut.slice(0, OPENING)).toWellFormed()}…`;
}

/** A paper's date as its source gave it; only a bare ISO day is put into words. */
export function dateWords({ given, precision }: PartialDate): string {
  const iso = precision === 'day' && /^\d{4}-\d{2}-\d{2}(?:T.*)?$/u.exec(given) !== null;
  return iso ? DAY.format(new Date(`${given.slice(0, 10)}T00:00:00Z`)) : given;
}

/** What of a date was guessed, null where nothing was. */
export function guessWords({ guessed, sort, given }: PartialDate): string | null {
  if (!guessed || sort === null) return null;
  return given.includes(sort.slice(0, 4)) ? `Taken as ${sort}` : `The year was not given; taken as ${sort.slice(0, 4)}`;
}
