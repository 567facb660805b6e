/** Annotations and evidence as tables of comma-separated values (RFC 4180), for spreadsheets. */
import type { ExportNote } from '../../shared/entries.ts';
import type { Roles } from '../../shared/models.ts';
import { paperAddress } from '../../shared/paperAddress.ts';
import { type Annotated, identifierIn, plainLine, yearOf } from './annotations-words.ts';
import { csvRecord } from './csv/cells.ts';

const COLUMNS = ['paper', 'authors', 'year', 'doi', 'arxiv', 'role', 'colour', 'quote', 'comment', 'created', 'modified', 'link'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

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
