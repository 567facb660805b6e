/** Annotations and evidence as tables of comma-separated values (RFC 4180), for spreadsheets. */
import type { ExportNote } from '../../shared/entries.ts';
import type { Roles } from '../../shared/models.ts';
import { paperAddress } from '../../shared/paperAddress.ts';
import { type Annotated, identifierIn, plainLine, yearOf } from './annotations-words.ts';

const COLUMNS = ['paper', 'authors', 'year', 'doi', 'arxiv', 'role', 'colour', 'quote', 'comment', 'created', 'modified', 'link'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** What a spreadsheet would take for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/** One cell: never a formula, and quoted where RFC 4180 asks for it. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One record with its line end. */
export const csvRecord = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** A row for each highlight, each comment and each note, piece by piece. */
export function* writeAnnotationsCsv(papers: Iterable<Annotated>, roles: Roles): Generator<string> {
  yield csvRecord(COLUMNS);
  for (const one of papers) for (const row of rowsOf(one, roles)) yield csvRecord(COLUMNS.map((column) => row[column]));
}

function* rowsOf({ paper, title, highlights, notes }: Annotated, roles: Roles): Generator<Row> {
  const about = {
    paper: plainLine(title),
    authors: paper.authors.map(({ name }) => name).join('; '),
    year: yearOf(paper) ?? '',
    doi: identifierIn(paper, 'doi') ?? '',
    arxiv: identifierIn(paper, 'arxiv') ?? '',
    link: paperAddress(paper.uid),
  };
  const said = ({ body, createdAt, updatedAt }: ExportNote) => ({ comment: body, created: createdAt, modified: updatedAt });
  for (const { highlight, quote, comments } of highlights) {
    const marked = { ...about, role: roles[highlight.color], colour: highlight.color, quote: plainLine(quote) };
    yield { ...marked, comment: '', created: highlight.createdAt, modified: highlight.updatedAt };
    for (const comment of comments) yield { ...marked, ...said(comment) };
  }
  for (const note of notes) yield { ...about, role: '', colour: '', quote: '', ...said(note) };
}
