/** What the dialogs, the toast and the first start say. */
import type { CslType } from '../../shared/models.ts';
import { STARTER_LIST, sourceInSentence, withArticle } from '../../shared/text/sourceNames.ts';

const number = new Intl.NumberFormat('en-GB');

/** A count with its thing: "1 paper", "1,204 papers". */
export const counted = (n: number, one: string, many = `${one}s`): string => `${number.format(n)} ${n === 1 ? one : many}`;

export const isStarterList = (name: string): boolean => name === STARTER_LIST;

export const close = 'Close';
export const cancel = 'Cancel';

const megabytes = (bytes: number): string =>
  (bytes / 1_000_000).toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export const importing = {
  title: (name: string): string => `Import ${sourceInSentence(name)}`,
  lead: (papers: number, format: string, date: string | null): string =>
    `${counted(papers, 'paper')} in ${withArticle(format)}${date === null ? '' : ` of ${date}`}.`,
  starterLead: (papers: number): string => `${counted(papers, 'well-known paper')}, with short summaries written for this list.`,
  follow: (files: number): string => ` ${counted(files, 'more file follows', 'more files follow')}.`,
  tabs: 'Show',
  tab: { new: 'new', changed: 'changed', known: 'already here', problems: 'with problems', columns: 'columns' },
  into: 'Where the new papers go',
  intoPlace: { new: 'Into Inbox', queued: 'Into Reading list' },
  all: (n: number): string => `All ${number.format(n)}`,
  chosen: (n: number, of: number): string => `${number.format(n)} of ${number.format(of)}`,
  changed: (n: number): string => (n === 1 ? 'Add what is new to this paper' : `Add what is new to all ${number.format(n)}`),
  changedNote: 'Your marks and notes stay',
  known: 'Nothing in these is new. They stay as they are.',
  problemsNote: 'What can be read is taken; your file stays as it is.',
  problems: (n: number): string => `The first ${number.format(n)} are listed. What can be read is taken.`,
  rows: { new: 'New papers', changed: 'Changed papers', known: 'Papers already here', problems: 'Problems' },
  line: (line: number): string => (line === 0 ? 'Whole file.' : `Line ${number.format(line)}.`),
  note: 'Nothing is written yet. One undo takes it all back.',
  nothingNote: 'Everything in it is here already. Your library stays as it is.',
  unreadNote: 'No paper in it could be read. Your library stays as it is.',
  commit: (n: number): string => `Import ${counted(n, 'paper')}`,
  nothing: 'Nothing new to import',
  none: 'Nothing chosen',
  reading: (name: string): string => `Reading ${sourceInSentence(name)}`,
  readingNote: 'Nothing is written before you have seen what is in it.',
  rereading: 'Reading the table again.',
  progressOf: (done: number, total: number, unit: 'bytes' | 'papers'): string =>
    unit === 'bytes' ? `${megabytes(done)} of ${megabytes(total)} MB` : `${number.format(done)} of ${number.format(total)}`,
  addTag: 'Add a tag to all',
  keywords: 'Keywords become tags',
  keywordsNote: (papers: number): string => `${counted(papers, 'paper')} of this file ${papers === 1 ? 'has' : 'have'} keywords`,
  open: 'Look at it whole (→)',
  back: 'Back to the list',
  previous: 'Previous',
  next: 'Next',
  compared: (at: number, of: number): string => `${number.format(at)} of ${number.format(of)}`,
  takeNew: 'Import this paper',
  takeChanged: 'Add what is new',
  matches: (by: string): string => `Already in your library: ${by}. What would be added is underlined.`,
  twin: 'The same paper stands earlier in this file.',
  noAbstract: 'No abstract',
  stays: (text: string): string => `What you have stays. In the file: ${text}`,
  keywordsStay: (text: string): string => `In the file: ${text}. “Keywords become tags” takes them in`,
  kind: {
    article: 'Article or preprint',
    'article-journal': 'Journal article',
    'article-magazine': 'Magazine article',
    'article-newspaper': 'Newspaper article',
    book: 'Book',
    chapter: 'Chapter',
    dataset: 'Data set',
    document: 'Document',
    entry: 'Entry',
    'entry-encyclopedia': 'Encyclopedia entry',
    manuscript: 'Manuscript',
    'paper-conference': 'Conference paper',
    patent: 'Patent',
    post: 'Post',
    'post-weblog': 'Blog post',
    report: 'Report',
    review: 'Review',
    software: 'Software',
    speech: 'Talk',
    standard: 'Standard',
    thesis: 'Thesis',
    webpage: 'Web page',
  } satisfies Record<CslType, string>,
  record: (line: number): string => (line === 0 ? 'The record as it came' : `The record as it came, line ${number.format(line)}`),
  field: {
    title: 'Title',
    authors: 'Authors',
    date: 'Date',
    venue: 'Published in',
    type: 'Kind',
    citationKey: 'Citation key',
    identifiers: 'Identifiers',
    links: 'Links',
    keywords: 'Keywords',
    tags: 'Tags',
    notes: 'Notes',
    highlights: 'Highlights',
    abstract: 'Abstract',
  },
  columnsNote: 'What each column holds. Columns that are only kept come back on export.',
  columnsUntitled: 'Say which column holds the titles, and the papers can be read.',
  columnTable: 'The first rows of the table',
  columnHolds: (name: string): string => `The column “${name}” holds`,
  columnUnnamed: (n: number): string => `Column ${n}`,
  column: {
    title: 'Title',
    abstract: 'Abstract',
    authors: 'Authors',
    date: 'Date or year',
    venue: 'Published in',
    type: 'Kind of text',
    doi: 'DOI',
    arxiv: 'arXiv number',
    pmid: 'PubMed number',
    isbn: 'ISBN',
    link: 'Link',
    keywords: 'Keywords',
    tags: 'Tags',
    notes: 'Notes',
    citationKey: 'Citation key',
    read: 'Read or not',
    starred: 'Starred',
    kept: 'Only kept',
  },
  writing: 'Writing to the library. Cancel takes all of it out again.',
  progress: 'Progress',
};

export const exporting = {
  title: 'Export',
  what: 'What',
  scope: { library: 'The whole library', shown: 'What is shown here' },
  selection: (n: number): string => (n === 1 ? 'This paper' : 'The selected papers'),
  list: (view: string, query: string): string => (query === '' ? view : `“${query}” in ${view}`),
  papers: (n: number): string => counted(n, 'paper'),
  annotations: (n: number): string => counted(n, 'annotation'),
  format: 'Format',
  groups: {
    cite: 'To cite and to manage',
    read: 'To read and to work with',
    keep: 'To keep',
    annotations: 'Highlights and notes alone',
  },
  export: 'Export',
  writing: 'Writing the file.',
  progress: 'Progress',
};

export const drop = {
  lead: 'Drop to import',
  one: 'A bibliography, a digest, a list of papers, or a folder of them',
  many: (n: number): string => `${counted(n, 'file')}, one after another`,
  emptyFolder: 'There is nothing in this folder that Offprint reads.',
  leftAlone: (n: number): string => `${counted(n, 'file')} of other kinds ${n === 1 ? 'was' : 'were'} left alone.`,
  tooMany: (n: number): string => `Only the first ${number.format(n)} files are taken. Drop the others by folders.`,
  pick: 'Choose files to import',
};

export const palette = {
  label: 'Command palette',
  field: 'Command or paper',
  placeholder: 'What would you like to do?',
  list: 'Commands and papers',
  recent: 'Recent',
  commands: 'Commands',
  papers: 'Papers',
  tags: 'Tags',
  nothing: 'No command or paper is called that.',
  noTag: 'No tag is called that.',
  run: 'run',
  toTags: 'tags',
  toShortcuts: 'all shortcuts',
};

export const shortcuts = {
  title: 'Shortcuts',
  foot: 'Every command is also in the palette.',
};

export const settings = {
  title: 'Settings',
  pages: { appearance: 'Appearance', highlights: 'Highlights', citations: 'Citations', keyboard: 'Keyboard', library: 'Library' },
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark', sepia: 'Sepia' },
  textSize: 'Text size',
  textSizeNote: 'For titles and abstracts in the reader',
  textSizes: { small: 'Small', medium: 'Medium', large: 'Large', larger: 'Larger' },
  density: 'List',
  densities: { comfortable: 'Comfortable', compact: 'Compact' },
  repair: 'Repair digest text',
  repairNote: 'sim75\\% reads ~75%. The stored text stays as it came',
  roles: 'What the colours mean',
  rolesNote: 'In your own words. An empty name goes back to what it was',
  role: (digit: number): string => `Meaning of colour ${digit}`,
  place: 'Where it is',
  placeNote:
    'Papers, tags, notes and settings are in one file, library.db, in this computer’s folder for application data. Nothing is sent anywhere.',
  holds: 'What it holds',
  holdsNote: (papers: number, tags: number): string => `${counted(papers, 'paper')} and ${counted(tags, 'tag')}, the trash left out`,
  takeOut: 'Take it with you',
  takeOutNote: 'Papers, notes and highlights in formats that other programs read',
  export: 'Export…',
};

export const tags = {
  title: (papers: number): string => (papers === 1 ? 'Tags' : `Tags of ${counted(papers, 'paper')}`),
  field: 'Add a tag',
  list: 'Tags to add',
  create: (name: string): string => `New tag “${name}”`,
  remove: (name: string): string => `Take the tag ${name} off`,
  some: (name: string, n: number, of: number): string => `${name}, on ${n} of ${of}. Add it to all`,
  share: (n: number, of: number): string => `${n} of ${of}`,
  add: 'add',
  removeLast: 'take the last off',
  done: 'done',
};

export const citations = {
  style: 'Style',
  styleNote: 'Copying a citation uses it; any other is a command away',
  keys: 'Citation keys',
  keysNote: 'For papers without one. Names in brackets, such as auth, year, shorttitle3, venue; after a colon lower, upper, abbr',
  keyExample: (key: string): string => `For example ${key}`,
  own: 'A style of your own',
  ownNote: 'A .csl file, as the Zotero Style Repository has them for most journals. Dropping one on the window does it too',
  add: 'Add a file…',
  pick: 'Choose a citation style',
  remove: (title: string): string => `Remove the style ${title}`,
  putBack: 'Put back',
};

export const cite = {
  title: (papers: number): string => (papers === 1 ? 'Copy citation' : `Cite ${counted(papers, 'paper')}`),
  list: 'Citation styles',
  as: 'What it is for',
  asNames: { bibliography: 'Bibliography', inText: 'In the text' },
  writing: 'Writing…',
  failed: 'This style could not be used here.',
  gone: 'Nothing to cite here.',
  copy: 'copy',
  turn: 'bibliography or text',
  first: 'The first of them, in each style',
};

export const savedSearch = {
  saveTitle: 'Save this search',
  editTitle: 'Change the search',
  name: 'Name',
  query: 'What it asks for',
  nothing: 'It asks for nothing yet.',
  save: 'Save',
};

export const noteHistory = {
  title: 'Versions of this note',
  commentTitle: 'Versions of this comment',
  list: 'Versions, newest first',
  current: 'Now',
  first: 'The first version',
  size: (added: number, removed: number): string =>
    added + removed === 0 ? 'no word changed' : `${counted(added, 'word')} added, ${counted(removed, 'word')} removed`,
  shortSize: (added: number, removed: number): string =>
    [added > 0 ? `+${number.format(added)}` : '', removed > 0 ? `−${number.format(removed)}` : ''].filter(Boolean).join(' '),
  compare: 'Show',
  before: 'What it changed',
  since: 'What changed since',
  text: 'The comparison',
  added: 'added',
  removed: 'removed',
  end: 'end',
  empty: 'This version is empty.',
  note: 'Every version stays. Undo takes a restored one back.',
  restore: 'Restore',
  isCurrent: 'This is the note as it is.',
};

export const toast = { undo: 'Undo' };
export const notice = { dismiss: 'Dismiss' };

export const welcome = {
  label: 'First start',
  lead: 'Bring in a digest, and its papers are here to read, mark and find again.',
  paste: 'Paste or drop anything with papers',
  pasteNote: 'A digest’s text or page, a bibliography, a folder; anywhere here',
  file: 'Import files',
  fileNote: 'BibTeX, RIS, EndNote, Zotero, CSV, arXiv and more',
  sample: 'Try the sample',
  sampleNote: 'Well-known papers; one key takes them away again',
  foot: 'Everything stays in one file on this computer.',
};
