/** The rows of a table of delimited values, each with its line, over text that comes in pieces; damage costs the line it stands on. */
import Papa from 'papaparse';
import { AppError } from '../../../shared/errors.ts';
import { lineBreaks } from '../decode.ts';
import { MAX_LINE_LENGTH } from '../source.ts';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

export interface Dialect {
  readonly delimiter: Delimiter;
  readonly newline: '\n' | '\r';
  /** Whether quotation marks hold cells together. Tables parted by tabs often know no such thing. */
  readonly quoted: boolean;
}

export interface TableRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quotation mark of it was never closed, so its line was read by itself. */
  readonly isDamaged: boolean;
}

/**
 * How much is read a second time to take lines out of the quotation marks that swallowed them, in UTF-16 units. Beyond it the
 * marks are read as mere signs.
 */
const MAX_READ_AGAIN = 64 * 1024 * 1024;

/** Takes a text in pieces and gives its rows. */
export class RowSplitter {
  readonly #dialect: Dialect;
  readonly #name: string;
  #quoted: boolean;
  /** What has been read and holds no whole row yet. */
  #text = '';
  #line: number;
  #readAgain = 0;
  #plainFrom: number | null = null;
  /** How long the text must be before another try to find a whole row in it is worth the work. */
  #enough = 0;
  /** How many cells the first row has. */
  #width = 0;

  /** `line` is the number of the first one, `name` the file's, for what is said of it. */
  constructor(dialect: Dialect, name: string, line = 1) {
    this.#dialect = dialect;
    this.#quoted = dialect.quoted;
    this.#name = name;
    this.#line = line;
  }

  /** @throws {AppError} `too-large` at a line that is no row by its length. */
  push(piece: string): TableRow[] {
    this.#text += piece;
    if (this.#text.length < this.#enough) return [];
    const rows = this.#take(false);
    this.#enough = Math.min(2 * this.#text.length, MAX_LINE_LENGTH + 1);
    return rows;
  }

  /** The line from which on marks are read as mere signs, since too many were never closed; null where none is. */
  get plainFrom(): number | null {
    return this.#plainFrom;
  }

  end(): TableRow[] {
    return this.#take(true);
  }

  #take(isLast: boolean): TableRow[] {
    const rows: TableRow[] = [];
    const text = this.#text;
    let from = 0;
    while (from < text.length) {
      const rest = from === 0 ? text : text.slice(from);
      const { used, isWhole } = this.#split(rest, isLast, rows);
      from += used;
      if (isWhole && text.length - from <= MAX_LINE_LENGTH) break;
      if (isWhole) this.#readAgain += text.length - from;
      const line = this.#splitOne(text.slice(from), isLast, rows);
      if (line === 0) break;
      from += line;
    }
    this.#text = text.slice(from);
    return rows;
  }

  /** Splits as far as rows are whole; `isWhole` is false before one that a quotation mark has run away with. */
  #split(text: string, isLast: boolean, rows: TableRow[]): { readonly used: number; readonly isWhole: boolean } {
    const { delimiter, newline } = this.#dialect;
    let used = 0;
    let isWhole = true;
    const parser = new Papa.Parser({
      delimiter,
      newline,
      ...(this.#quoted ? {} : { fastMode: true }),
      step: ({ data, errors, meta }: Papa.ParseStepResult<readonly string[][]>) => {
        const [cells = []] = data;
        const row = text.slice(used, meta.cursor);
        const lines = this.#breaks(row);
        if (errors.length > 0 && this.#ranAway(cells, errors, row, lines)) {
          isWhole = false;
          this.#readAgain += meta.cursor - used;
          parser.abort();
          return;
        }
        this.#add(rows, cells, false);
        this.#line += lines;
        used = meta.cursor;
      },
    });
    parser.parse(text, 0, !isLast);
    return { used, isWhole };
  }

  /** Whether a row with a misplaced mark goes on into others: it has no cells of its own number, or a line that begins like a row. */
  #ranAway(cells: readonly string[], errors: readonly Papa.ParseError[], row: string, lines: number): boolean {
    if (errors.some(({ code }) => code === 'MissingQuotes')) return true;
    return lines > 1 && (cells.length !== this.#width || /[\n\r]"(?!")/.test(row));
  }

  /** Takes the next line for a row, whatever its quotation marks say. Returns how far that is. */
  #splitOne(text: string, isLast: boolean, rows: TableRow[]): number {
    const end = text.indexOf(this.#dialect.newline);
    if ((end === -1 ? text.length : end) > MAX_LINE_LENGTH) {
      throw new AppError(
        'too-large',
        `Line ${this.#line} of ${this.#name} is longer than ${MAX_LINE_LENGTH / 1024 / 1024} million characters, which no row of a table is. Nothing was imported; check that this is the right file.`,
      );
    }
    if (end === -1 && !isLast) return 0;
    const line = end === -1 ? text : text.slice(0, end);
    this.#add(
      rows,
      line.split(this.#dialect.delimiter).map((cell) => cell.trim().replace(/^"|"$/g, '').replaceAll('""', '"')),
      true,
    );
    this.#line += 1;
    if (this.#quoted && this.#readAgain > MAX_READ_AGAIN) {
      this.#quoted = false;
      this.#plainFrom = this.#line;
    }
    return line.length + (end === -1 ? 0 : 1);
  }

  #add(rows: TableRow[], cells: readonly string[], isDamaged: boolean): void {
    const last = cells.at(-1);
    const clean = last?.endsWith('\r') === true ? [...cells.slice(0, -1), last.slice(0, -1)] : cells;
    if (clean.every((cell) => cell.trim() === '')) return;
    if (this.#width === 0) this.#width = clean.length;
    rows.push({ line: this.#line, cells: clean, isDamaged });
  }

  #breaks(text: string): number {
    return this.#dialect.newline === '\n' ? lineBreaks(text) : text.split('\r').length - 1;
  }
}
