/** What kind of table a text is: what parts its cells, where its headings are, and what its columns hold. */
import type { ColumnMatch } from '../../../shared/importModels.ts';
import { HEAD_LENGTH } from '../format.ts';
import { plainCell } from './cells.ts';
import { fieldNamed, matchByContent, matchByHeading } from './columns.ts';
import { DELIMITERS, type Delimiter, type Dialect, RowSplitter, type TableRow } from './rows.ts';

export interface Table {
  readonly dialect: Dialect;
  /** A name for each column, no two the same. */
  readonly header: readonly string[];
  /** Its own headings name the columns; otherwise they are numbered. */
  readonly hasHeadings: boolean;
  /** Rows that begin before this line are none of papers. */
  readonly firstLine: number;
  /** The first rows of papers that are whole. */
  readonly rows: readonly TableRow[];
  readonly match: ColumnMatch;
  /** How many of the columns were told by their headings. */
  readonly known: number;
  /** The share of rows that have as many cells as most. */
  readonly regularity: number;
}

/** Where headings are looked for: some programs say a thing or two before them. */
const HEADING_WITHIN = 12;
const SAMPLE_LENGTH = 64 * 1024;
const SAMPLE_ROWS = 200;
/** Excel's own word for what parts the cells. */
const SEP_LINE = /^"?sep=(.)"?[;,\t|]*\r?\n/i;

/** The table that a text is, by its beginning; null for what has no columns. */
export function tableIn(head: string): Table | null {
  const said = SEP_LINE.exec(head)?.[1];
  const wanted = DELIMITERS.filter((delimiter) => (said === undefined ? head.includes(delimiter) : delimiter === said));
  // A list of titles below the word "title" has one column and nothing that parts it.
  const tried = wanted.includes('\t') || said !== undefined ? wanted : [...wanted, '\t' as const];
  let best: Table | null = null;
  for (const delimiter of tried) {
    const table = tableParted(head, delimiter, said !== undefined);
    if (table !== null && (best === null || rank(table) > rank(best))) best = table;
  }
  return best;
}

/** Known columns say more than a regular shape, and that more than many columns. */
const rank = ({ known, regularity, header }: Table): number =>
  known * 10 + (header.length > 1 ? regularity * 5 : 0) + Math.min(1, header.length / 100);

function tableParted(head: string, delimiter: Delimiter, hasSep: boolean): Table | null {
  const newline = head.includes('\n') ? '\n' : head.includes('\r') ? '\r' : '\n';
  const quoted = sampled(head, { delimiter, newline, quoted: true }, hasSep);
  // Quotation marks that belong to the words, as in tables parted by tabs, tear rows or glue them.
  const plain = delimiter === '\t' ? sampled(head, { delimiter, newline, quoted: false }, hasSep) : null;
  const isPlain =
    plain !== null &&
    (quoted.some(({ isDamaged }) => isDamaged) ||
      regularityOf(plain) > regularityOf(quoted) ||
      (plain.length > quoted.length && regularityOf(plain) === regularityOf(quoted)));
  const rows = isPlain ? plain : quoted;
  if (rows.length === 0) return null;
  const dialect = { delimiter, newline, quoted: !isPlain } as const;
  return tableOf(rows, dialect);
}

function sampled(head: string, dialect: Dialect, hasSep: boolean): TableRow[] {
  const splitter = new RowSplitter(dialect, '');
  const rows = splitter.push(head.slice(0, SAMPLE_LENGTH));
  if (head.length > SAMPLE_LENGTH && rows.length <= HEADING_WITHIN) rows.push(...splitter.push(head.slice(SAMPLE_LENGTH)));
  if (head.length < HEAD_LENGTH && (head.length <= SAMPLE_LENGTH || rows.length <= HEADING_WITHIN)) rows.push(...splitter.end());
  return rows.filter(({ line }) => !hasSep || line > 1).slice(0, SAMPLE_ROWS);
}

function tableOf(rows: readonly TableRow[], dialect: Dialect): Table {
  let at = -1;
  let match: ColumnMatch = [];
  for (const [index, { cells }] of rows.slice(0, HEADING_WITHIN).entries()) {
    const found = matchByHeading(cells.map(plainCell));
    if (!found.includes('title') || knownIn(found) <= knownIn(match)) continue;
    at = index;
    match = found;
  }
  if (at !== -1) return withHeadings(rows, at, match, knownIn(match), dialect);
  const byContent = matchByContent(rows.slice(1).map(({ cells }) => cells.map(plainCell)));
  const first = rows[0]?.cells.map(plainCell) ?? [];
  // Headings that nobody knows are told by what they are not: of the kind of what stands below them.
  const alone = matchByContent([first]);
  const differs = byContent.some(
    (field, index) => ['doi', 'arxiv', 'link', 'date', 'abstract'].includes(field ?? '') && alone[index] !== field,
  );
  if (differs || first.some((cell) => fieldNamed(cell) !== null)) {
    const named = matchByHeading(first);
    return withHeadings(
      rows,
      0,
      first.map((_, index) => named[index] ?? byContent[index] ?? null),
      knownIn(named),
      dialect,
    );
  }
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const all = matchByContent(rows.map(({ cells }) => cells.map(plainCell)));
  return {
    dialect,
    header: Array.from({ length: width }, (_, index) => `Column ${index + 1}`),
    hasHeadings: false,
    firstLine: rows[0]?.line ?? 1,
    rows,
    match: all,
    known: 0,
    regularity: regularityOf(rows),
  };
}

function withHeadings(rows: readonly TableRow[], at: number, match: ColumnMatch, known: number, dialect: Dialect): Table {
  const header = distinct(rows[at]?.cells ?? []);
  const below = rows.slice(at + 1);
  const firstLine = (rows[at]?.line ?? 0) + 1;
  return { dialect, header, hasHeadings: true, firstLine, rows: below, match, known, regularity: regularityOf(rows.slice(at)) };
}

const knownIn = (match: ColumnMatch): number => match.filter((field) => field !== null).length;

/** Headings as names: a blank one gets its number, one that comes again is numbered too. */
function distinct(headings: readonly string[]): string[] {
  const names = new Set<string>();
  return headings.map((heading, at) => {
    const name = plainCell(heading).replace(/\s+/g, ' ').trim() || `Column ${at + 1}`;
    let own = name;
    for (let count = 2; names.has(own); count += 1) own = `${name} (${count})`;
    names.add(own);
    return own;
  });
}

function regularityOf(rows: readonly TableRow[]): number {
  const widths = new Map<number, number>();
  for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  return rows.length === 0 ? 0 : Math.max(...widths.values()) / rows.length;
}
