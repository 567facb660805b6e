/** Writes papers to a file, reading beside the library thread so that it never waits. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { ExportPaper } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import { writeAnnotationsCsv } from '../formats/annotations-csv.ts';
import { writeEvidenceCsv, writeEvidenceMarkdown } from '../formats/annotations-evidence.ts';
import { writeAnnotationsJsonLd } from '../formats/annotations-jsonld.ts';
import { writeAnnotationFiles, writeAnnotationsMarkdown, writePaperMarkdown } from '../formats/annotations-markdown.ts';
import { type Annotated, annotated } from '../formats/annotations-words.ts';
import { writeBiblatex, writeBibtex } from '../formats/bibtex.ts';
import { writeCslJson } from '../formats/csl-json.ts';
import { furtherColumns, writeCsv } from '../formats/csv.ts';
import { writeJson } from '../formats/offprint-json.ts';
import { writePapersHtml } from '../formats/papers-html.ts';
import { writePapersMarkdown } from '../formats/papers-markdown.ts';
import type { ExportData, FromExport } from '../handlers/exportMessages.ts';
import type { LibraryReader } from '../library/db.ts';
import { annotatedPapers, exportPapers, recordsOfFormat } from '../library/exportPapers.ts';
import { closeLibrary, openReadOnly } from '../library/open.ts';
import { getSettings } from '../library/settings.ts';
import { diskError } from '../library/sqliteErrors.ts';

/** Papers between two tellings of progress. */
const TELL_EVERY = 200;

if (parentPort === null) throw new Error('workers/export.ts runs as a worker thread');
const port = parentPort;
const send = (message: FromExport) => port.postMessage(message);
const data = workerData as ExportData; // made by handlers/exports.ts

/** The papers one after the other, told of as they pass. */
function* passing(db: LibraryReader, ids: readonly number[]): Generator<ExportPaper> {
  let done = 0;
  for (const paper of exportPapers(db, ids)) {
    yield paper;
    done += 1;
    if (done % TELL_EVERY === 0) send({ kind: 'progress', done, total: ids.length });
  }
}

let count = 0;

function* counting<T>(papers: Iterable<T>): Generator<T> {
  for (const paper of papers) {
    yield paper;
    count += 1;
  }
}

function textOf(db: LibraryReader): Iterable<string> {
  const { format, ids, filter, layout } = data;
  if (format === 'json') return writeJson(counting(passing(db, ids)));
  if (format === 'csl-json') return writeCslJson(counting(passing(db, ids)));
  const { roles, repairText: repair, citationKeyPattern } = getSettings(db);
  const shown = { roles, repair };
  if (format === 'bibtex') return writeBibtex(counting(passing(db, ids)), citationKeyPattern);
  if (format === 'biblatex') return writeBiblatex(counting(passing(db, ids)), citationKeyPattern);
  if (format === 'csv') return writeCsv(counting(passing(db, ids)), furtherColumns(recordsOfFormat(db, ids, format)), shown);
  if (format === 'markdown') return writePapersMarkdown(counting(passing(db, ids)), shown);
  if (format === 'html') return writePapersHtml(counting(passing(db, ids)), shown);
  const all = annotated(passing(db, annotatedPapers(db, ids)), shown, filter);
  switch (format) {
    case 'annotations-markdown':
      if (layout === 'files') return writeAnnotationFiles(counting(all), roles);
      return layout === 'view'
        ? writeAnnotationsMarkdown(counting(all), roles)
        : counting(all).map((one) => writePaperMarkdown(one, roles));
    case 'annotations-jsonld':
      return writeAnnotationsJsonLd(counting(all), roles);
    case 'annotations-csv':
      return writeAnnotationsCsv(counting(all), roles);
    case 'evidence-csv':
      return writeEvidenceCsv(counting(highlighted(all)), roles, filter.colors);
    case 'evidence-markdown':
      return writeEvidenceMarkdown(counting(highlighted(all)), roles, filter.colors);
  }
}

const highlighted = (papers: Generator<Annotated>) => papers.filter(({ highlights }) => highlights.length > 0);

try {
  const db = openReadOnly(data.library);
  await pipeline(Readable.from(textOf(db)), createWriteStream(data.target, { flags: 'wx', mode: 0o600 }));
  closeLibrary(db);
  send({ kind: 'done', count });
} catch (thrown) {
  send({ kind: 'failed', error: AppError.from(diskError(thrown) ?? thrown).toJSON() });
}
