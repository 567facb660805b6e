/**
 * Tables of comma-, tab- or semicolon-separated values: exports of databases and reference managers, spreadsheets of one's own, and
 * Offprint's. Which column is what is guessed from the headings and the cells; a person may say otherwise. Every cell stays in the
 * record under its heading.
 */
import type { ExportPaper, ImportEntry, KeptMarks, ReadItem } from '../../shared/entries.ts';
import type { ColumnField, ColumnMatch } from '../../shared/importModels.ts';
import { type PartialDate, STATUSES, type Status } from '../../shared/models.ts';
import { paperAddress, uidOfAddress } from '../../shared/paperAddress.ts';
import { STATUS_NAMES } from '../../shared/placeNames.ts';
import { addressOf } from '../../shared/text/citation.ts';
import { headerKey } from '../../shared/text/columns.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import { linksIn } from '../../shared/text/links.ts';
import { annotatedPaper, plainLine, type Shown, yearOf } from './annotations-words.ts';
import { csvRecord, plainCell } from './csv/cells.ts';
import { fieldNamed, folded } from './csv/columns.ts';
import { typeIn, typeName } from './csv/kinds.ts';
import { authorsCell, authorsIn } from './csv/people.ts';
import { RowSplitter, type TableRow } from './csv/rows.ts';
import { type Table, tableIn } from './csv/table.ts';
import { entryOf, identifiersAmong, recordLink } from './entry.ts';
import { type Format, HEAD_LENGTH } from './format.ts';
import { textOfHtml } from './htmlText.ts';
import { oneLine } from './json.ts';

/** The rows that a person is shown to say what the columns are. */
const SHOWN_ROWS = 5;

export const csv: Format = {
  id: 'csv',
  label: 'table',

  detect(head, name) {
    if (/^\s*(?:[<{[%@|\\]|TY {0,2}-|PMID ?-|---)/.test(head)) return 0;
    const table = tableIn(head);
    if (table === null || (table.rows.length === 0 && head.length < HEAD_LENGTH)) return 0;
    // A table in Markdown, which digests are made of.
    if (table.dialect.delimiter === '|' && /^\|?(?: ?:?-{3,}:? ?\|)+/m.test(head)) return 0;
    const isNamed = /\.(?:csv|tsv|tab)(?:\.gz)?$/i.test(name);
    if (table.match.includes('title') && table.known > 0) {
      if (table.regularity < 0.3) return isNamed ? 0.5 : 0;
      if (table.known >= 3) return 0.95;
      return table.known === 2 ? (isNamed ? 0.92 : 0.85) : isNamed ? 0.7 : table.header.length > 1 ? 0.4 : 0;
    }
    if (table.header.length < 2 || table.regularity < 0.8) return 0;
    if (isNamed) return 0.6;
    // Without headings and a name for it only what is a table beyond doubt.
    const isTold = table.match.some((field) => field === 'doi' || field === 'arxiv' || field === 'link' || field === 'date');
    return table.dialect.delimiter === '\t' && table.match.includes('title') && isTold ? 0.5 : 0;
  },

  async *read(source, context): AsyncGenerator<ReadItem> {
    const table = tableIn(await source.head());
    if (table === null) return;
    const { header, firstLine } = table;
    const told = context.columns ?? context.rememberedColumns?.[headerKey(header)] ?? table.match;
    const match: ColumnMatch = header.map((_, at) => told[at] ?? null);
    const layout = layoutOf(header, match);
    const rows = table.rows.slice(0, SHOWN_ROWS).map(({ cells }) => header.map((_, at) => plainCell(cells[at] ?? '')));
    yield { kind: 'facts', facts: { digest: null, table: { header, rows, match } } };
    if (!match.includes('title')) {
      const message = 'None of the columns is known to hold titles. Say which one does, and the papers can be read.';
      yield { kind: 'problem', problem: { line: Math.max(1, firstLine - 1), message, severity: 'lost' } };
      return;
    }
    const splitter = new RowSplitter(table.dialect, source.name);
    const isPaper = (row: TableRow) => row.line >= firstLine && !isHeader(row, table);
    for await (const piece of source.pieces()) {
      for (const row of splitter.push(piece)) if (isPaper(row)) yield itemFrom(row, layout, context.now);
    }
    for (const row of splitter.end()) if (isPaper(row)) yield itemFrom(row, layout, context.now);
    if (splitter.plainFrom !== null) {
      const message = 'From here on quotation marks are read as plain characters, since too many before were never closed.';
      yield { kind: 'problem', problem: { line: splitter.plainFrom, message, severity: 'note' } };
    }
  },
};

/** Where in a row what stands. */
interface Layout {
  readonly header: readonly string[];
  readonly columns: ReadonlyMap<ColumnField, readonly number[]>;
  /** Zotero's column of lines that have none; -1 without one. */
  readonly extra: number;
  /** Our own column of papers' addresses; -1 without one. */
  readonly address: number;
}

function layoutOf(header: readonly string[], match: ColumnMatch): Layout {
  const columns = new Map<ColumnField, number[]>();
  for (const [at, field] of match.entries()) if (field !== null) columns.set(field, [...(columns.get(field) ?? []), at]);
  const names = header.map(folded);
  return { header, columns, extra: names.indexOf('extra'), address: names.indexOf('offprint') };
}

/** Files that were put together repeat their headings. */
function isHeader({ cells }: TableRow, { header, hasHeadings }: Table): boolean {
  return hasHeadings && cells.length === header.length && cells.every((cell, at) => plainCell(cell).trim() === header[at]);
}

function itemFrom(row: TableRow, layout: Layout, now: Date): ReadItem {
  const width = layout.header.length;
  const said = irregularity(row, width);
  const entry = row.isDamaged && row.cells.length !== width ? null : entryIn(row, layout, now);
  if (entry === null) {
    const message = row.isDamaged
      ? 'A quotation mark here is never closed, so this line was left out.'
      : 'This row has no title, so it was left out.';
    return { kind: 'problem', problem: { line: row.line, message, severity: 'lost' } };
  }
  const problems = said === null ? [] : [{ line: row.line, message: said, severity: 'note' as const }];
  return { kind: 'entry', entry: { ...entry, problems } };
}

/** What is to be said of a row that is not like the others. */
function irregularity({ cells, isDamaged }: TableRow, width: number): string | null {
  if (isDamaged) return 'A quotation mark here is never closed, so this line was read by itself.';
  if (cells.length < width) return `This row ends after ${cells.length} of ${width} columns; the rest is taken for empty.`;
  if (cells.slice(width).some((cell) => cell.trim() !== '')) {
    return `This row has ${cells.length} cells where the table has ${width} columns, so some may stand in the wrong one. All are kept with the paper.`;
  }
  return null;
}

function entryIn(row: TableRow, layout: Layout, now: Date): ImportEntry | null {
  const { line } = row;
  const cells = row.cells.map(plainCell);
  const textAt = (at: number) => cells[at]?.normalize('NFC').trim() ?? '';
  const under = (field: ColumnField) => (layout.columns.get(field) ?? []).map(textAt).filter((text) => text !== '');
  const [title] = under('title');
  if (title === undefined) return null;
  const extra = textAt(layout.extra);
  const own = uidOfAddress(textAt(layout.address));
  const urls = under('link').flatMap(urlsIn);
  const identifiers = identifiersAmong([
    ...under('doi'),
    ...under('arxiv').map((id) => (/arxiv/i.test(id) ? id : `arXiv:${id}`)),
    ...under('pmid').map((id) => (/^\d+$/.test(id) ? `PMID: ${id}` : id)),
    ...under('isbn').flatMap((cell) => cell.split(/[;,|\s]+/)),
    ...extra
      .split('\n')
      .filter((text) => text.length < 200 && /^\s*(?:arxiv|doi|pmid)\s*:/i.test(text))
      .map((text) => text.replace(/\[[\w.-]+\]\s*$/, '')),
    // Addresses of our own tables are made of the identifiers, which stand there already.
    ...(own === null ? urls : []),
  ]);
  const abstract = under('abstract')
    .filter((text) => !/^\[?no abstract(?: available)?\.?\]?$/i.test(text))
    .map((text) => text.replace(/\r\n?/g, '\n'))
    .join('\n\n');
  const type = under('type')
    .map(typeIn)
    .find((known) => known !== null);
  const citationKey = under('citationKey')[0] ?? /^[ \t]*citation key[ \t]*:[ \t]*(\S{1,200})/im.exec(extra)?.[1];
  const kept = marksIn(under, own, now);
  return entryOf({
    line,
    title: oneLine(title),
    abstract: abstract === '' ? null : abstract,
    authors: under('authors').flatMap(authorsIn),
    date: dateIn(under('date'), now),
    venue: under('venue').map(oneLine)[0] ?? null,
    identifiers,
    links: urls.map((url, at) => recordLink(url, own !== null && at === 0 ? 'paper' : undefined)).filter((link) => link !== null),
    keywords: listIn(under('keywords')),
    ...(type === undefined ? {} : { type }),
    ...(citationKey === undefined ? {} : { citationKey }),
    record: recordFrom(cells, layout.header),
    ...(kept === null ? {} : { kept }),
  });
}

/** The web addresses in a cell, each whole where it stands by itself; file names are none. */
function urlsIn(cell: string): readonly string[] {
  return cell
    .split(/\n|[;|] ?(?=https?:)/i)
    .flatMap((part) => (/^https?:\S+$/i.test(part.trim()) ? [part.trim()] : linksIn(part).map(({ url }) => url)));
}

/** Cells by their headings; blank ones say nothing. */
function recordFrom(cells: readonly string[], header: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    cells.map((cell, at) => [header[at] ?? `Column ${at + 1}`, cell] as const).filter(([, cell]) => cell.trim() !== ''),
  );
}

const PRECISIONS: readonly PartialDate['precision'][] = ['none', 'year', 'season', 'month', 'day'];

/** One date from all columns of dates: the most exact that one of them tells, or what two or three tell together. */
function dateIn(cells: readonly string[], now: Date): PartialDate | null {
  if (cells.length === 0) return null;
  const short = cells.map((cell) => (/^\d{4}-\d{2}-\d{2}[T ]/.test(cell) ? cell.slice(0, 10) : cell));
  // "2024.0" is what some programs make of a year, "MAR-APR" what a journal says.
  const plain = short.map((cell) => cell.replace(/^(\d{4})\.0$/, '$1').replace(/^(\p{L}{3})-\p{L}{3}$/u, '$1'));
  const year = plain.find((cell) => /^\d{4}$/.test(cell));
  const together =
    year === undefined
      ? []
      : partsWith(
          year,
          plain.filter((cell) => cell !== year),
        );
  const read = [...plain, ...together].map((cell) => parsePartialDate(cell, now));
  const rank = ({ precision, guessed }: PartialDate) => PRECISIONS.indexOf(precision) - (guessed ? 5 : 0);
  return read.reduce((best, date) => (date.sort !== null && (best.sort === null || rank(date) > rank(best)) ? date : best));
}

/** A year with the month and the day that stand beside it. */
function partsWith(year: string, others: readonly string[]): string[] {
  const [month, day] = others;
  if (month === undefined || month.length > 20) return [];
  const number = /^\d{1,2}$/.test(month) ? month.padStart(2, '0') : null;
  if (number === null) return [`${month} ${year}`, ...(day !== undefined && /^\d{1,2}$/.test(day) ? [`${day} ${month} ${year}`] : [])];
  return [`${year}-${number}`, ...(day !== undefined && /^\d{1,2}$/.test(day) ? [`${year}-${number}-${day.padStart(2, '0')}`] : [])];
}

/** Words of a list in a cell. Where none of the signs that part them for certain is there, commas do. */
function listIn(cells: readonly string[]): readonly string[] {
  const words = cells.flatMap((cell) => cell.split(/[;；|\n]/.test(cell) ? /[;；|\n]/ : /[,，、]/));
  return [...new Set(words.map((word) => word.replace(/\s+/g, ' ').trim()).filter((word) => word !== ''))];
}

/** Words as a cell that {@link listIn} reads. */
function listCell(words: readonly string[]): string {
  const plain = [
    ...new Set(
      words
        .map((word) =>
          word
            .replace(/[;；|]/g, ',')
            .replace(/\s+/g, ' ')
            .trim(),
        )
        .filter((word) => word !== ''),
    ),
  ];
  const [only = ''] = plain;
  return plain.length === 1 && /[,，、]/.test(only) ? `${only};` : plain.join('; ');
}

const YES = /^(?:1|x|y|yes|true|ja|wahr|oui|vrai|s[ií]|是|да|[✓✔★☆⭐*]+|starred|favou?rite)$/i;
const STATUS_WORDS: ReadonlyMap<string, Status> = new Map([
  ...STATUSES.flatMap((status) => [[status as string, status] as const, [STATUS_NAMES[status].toLowerCase(), status] as const]),
  ['unread', 'new'],
  ['to read', 'queued'],
  ['toread', 'queued'],
  ['in progress', 'reading'],
  ['done', 'read'],
  ['finished', 'read'],
]);

function statusIn(cell: string): Status | undefined {
  return STATUS_WORDS.get(cell.toLowerCase()) ?? (YES.test(cell) ? 'read' : undefined);
}

function marksIn(under: (field: ColumnField) => readonly string[], uid: string | null, now: Date): KeptMarks | null {
  const status = under('read')
    .map(statusIn)
    .find((known) => known !== undefined);
  const tags = listIn(under('tags')).map((name) => ({ name }));
  const notes = under('notes')
    // Zotero's are HTML.
    .map((note) =>
      uid === null && /^<(?:p|div|h\d|ul|ol|blockquote|span)\b[^<>]*>/i.test(note) ? textOfHtml(note) : note.replace(/\r\n?/g, '\n'),
    )
    .filter((body) => body !== '')
    .map((body) => ({ body }));
  const kept: KeptMarks = {
    ...(uid === null ? {} : { uid }),
    ...(status === undefined ? {} : { status }),
    ...(under('starred').some((cell) => YES.test(cell)) ? { starredAt: now.toISOString() } : {}),
    ...(tags.length === 0 ? {} : { tags }),
    ...(notes.length === 0 ? {} : { notes }),
  };
  return Object.keys(kept).length === 0 ? null : kept;
}

/** The columns that are written, in their order. */
const COLUMNS = [
  'Title',
  'Authors',
  'Year',
  'Date',
  'Venue',
  'Type',
  'Abstract',
  'DOI',
  'arXiv',
  'PMID',
  'ISBN',
  'Link',
  'Other links',
  'Citation key',
  'Keywords',
  'Tags',
  'Status',
  'Starred',
  'Notes',
  'Highlights',
  'Added',
  'Offprint',
] as const;

/**
 * The columns of imported tables that Offprint has no place of its own for, in the order they came in: they are written beside its own.
 * `records` are those of the papers to write, of this format.
 */
export function furtherColumns(records: Iterable<Readonly<Record<string, unknown>>>): readonly string[] {
  const own = new Set(COLUMNS.map(folded));
  const further = new Set<string>();
  for (const record of records) {
    for (const heading of Object.keys(record)) {
      if (!further.has(heading) && fieldNamed(heading) === null && !own.has(folded(heading))) further.add(heading);
    }
  }
  return [...further];
}

/**
 * A row for each paper, piece by piece, in UTF-8 with the byte order mark that Excel knows it by. Titles and abstracts are the raw
 * texts. `further` are columns of imported tables.
 */
export function* writeCsv(papers: Iterable<ExportPaper>, further: readonly string[], shown: Shown): Generator<string> {
  yield `\ufeff${csvRecord([...COLUMNS, ...further])}`;
  for (const paper of papers) {
    const row = rowFrom(paper, shown);
    const record = paper.records.findLast(({ format }) => format === csv.id)?.record ?? {};
    yield csvRecord([...COLUMNS.map((column) => row[column]), ...further.map((heading) => textOf(record[heading]))]);
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function rowFrom(paper: ExportPaper, shown: Shown): Readonly<Record<(typeof COLUMNS)[number], string>> {
  const values = (scheme: string) =>
    paper.identifiers
      .filter((identifier) => identifier.scheme === scheme)
      .map(({ value }) => value)
      .join('; ');
  const told = paper.links.filter(({ source }) => source === 'record').map(({ url }) => url);
  const address = addressOf(paper) ?? told[0] ?? '';
  const notes = paper.notes.filter(({ highlight, body }) => highlight === null && body.trim() !== '');
  return {
    Title: paper.title,
    Authors: authorsCell(paper.authors),
    Year: yearOf(paper) ?? '',
    Date: paper.date === null ? '' : dateCell(paper.date),
    Venue: paper.venue ?? '',
    Type: paper.type === null ? '' : typeName(paper.type),
    Abstract: paper.abstract ?? '',
    DOI: values('doi'),
    arXiv: values('arxiv'),
    PMID: values('pmid'),
    ISBN: values('isbn'),
    Link: address,
    'Other links': told.filter((url) => url !== address).join('\n'),
    'Citation key': paper.citationKey ?? '',
    Keywords: listCell(paper.keywords),
    Tags: listCell(paper.tags.map(({ name }) => name)),
    Status: STATUS_NAMES[paper.status],
    Starred: paper.starredAt === null ? '' : 'yes',
    Notes: notes.map(({ body }) => body.trim()).join('\n\n'),
    Highlights: highlightsCell(paper, shown),
    Added: paper.addedAt.slice(0, 10),
    Offprint: paperAddress(paper.uid),
  };
}

/** As exact as it is known; in its own words where a part of it was guessed. */
function dateCell({ given, sort, precision, guessed }: PartialDate): string {
  if (sort === null || guessed || precision === 'season' || precision === 'none') return given;
  return sort.slice(0, precision === 'year' ? 4 : precision === 'month' ? 7 : 10);
}

/** One highlight a line, comments in square brackets behind it. */
function highlightsCell(paper: ExportPaper, shown: Shown): string {
  return annotatedPaper(paper, shown)
    .highlights.map(({ quote, comments }) => [plainLine(quote), ...comments.map(({ body }) => `[${body.trim()}]`)].join(' '))
    .join('\n');
}
