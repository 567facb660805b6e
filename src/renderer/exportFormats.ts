/** What the formats of an export are called within their group and what each is for, in the order they are offered. */
import { EXPORT_FORMATS, type ExportFormat } from '../shared/models.ts';

export type ExportGroup = 'cite' | 'read' | 'keep' | 'annotations';

interface FormatWords {
  readonly name: string;
  /** In one line: what it is good for. */
  readonly note: string;
  readonly group: ExportGroup;
  /** What else should be known before it is written. */
  readonly hint?: string;
}

const KEYS_HINT = 'Papers keep the citation keys they came with; the others get one by the pattern in the settings.';

const FORMATS = {
  bibtex: { name: 'BibTeX', note: 'For LaTeX, Overleaf and most reference managers', group: 'cite', hint: KEYS_HINT },
  biblatex: { name: 'BibLaTeX', note: 'For LaTeX with biber: whole dates, more kinds of texts', group: 'cite', hint: KEYS_HINT },
  ris: { name: 'RIS', note: 'For EndNote, Mendeley and the databases of libraries', group: 'cite' },
  'csl-json': { name: 'CSL-JSON', note: 'For Zotero, Pandoc, Quarto and other programs that cite', group: 'cite' },
  csv: { name: 'CSV', note: 'For Excel, Numbers and LibreOffice: a row for each paper', group: 'read' },
  markdown: { name: 'Markdown', note: 'For notes, wikis and messages: a list with abstracts and notes', group: 'read' },
  html: { name: 'Web page', note: 'One file with search, for any browser and no network', group: 'read' },
  json: { name: 'Offprint JSON', note: 'Everything there is about the papers, to be imported again', group: 'keep' },
  'annotations-markdown': {
    name: 'Markdown',
    note: 'For Obsidian, Logseq and other notes',
    group: 'annotations',
    hint: 'A file that is there already is brought up to date, around what you wrote in it.',
  },
  'annotations-jsonld': { name: 'JSON-LD', note: 'For programs that know the W3C’s annotations', group: 'annotations' },
  'annotations-csv': { name: 'CSV', note: 'A row for each highlight, comment and note', group: 'annotations' },
  'evidence-csv': { name: 'Evidence as CSV', note: 'A row for each paper, a column for each role', group: 'annotations' },
  'evidence-markdown': { name: 'Evidence as Markdown', note: 'The same table for a page of notes', group: 'annotations' },
} as const satisfies Record<ExportFormat | 'bibtex' | 'biblatex' | 'ris', FormatWords>;

/** The formats that there are, in the order of the table above. */
export const OFFERED_FORMATS: readonly ExportFormat[] = Object.keys(FORMATS).flatMap(
  (name) => EXPORT_FORMATS.find((format) => format === name) ?? [],
);

/** What a format is called within a sentence: names keep their capitals. */
export const formatInSentence = (format: ExportFormat): string => (format === 'html' ? 'web page' : FORMATS[format].name);

export const formatWords = (format: ExportFormat): FormatWords => FORMATS[format];
