/** The citations thread: one task at a time, papers read beside the library thread so that it never waits. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ExportPaper } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import type { RichText } from '../../shared/text/richText.ts';
import type { CitationsData, CitationTask, FromCitations } from '../citations.ts';
import { writeBiblatex, writeBibtex } from '../formats/bibtex.ts';
import { citedItem } from '../formats/citedItem.ts';
import { bibliographyOf, citationOf } from '../formats/citeproc.ts';
import { triedStyle } from '../formats/cslTrial.ts';
import { exportPapers } from '../library/exportPapers.ts';
import { closeLibrary, openReadOnly } from '../library/open.ts';
import { diskError } from '../library/sqliteErrors.ts';

if (parentPort === null) throw new Error('workers/citations.ts runs as a worker thread');
const port = parentPort;
const { library } = workerData as CitationsData; // made by Citations

function papersOf<T>(ids: readonly number[], made: (papers: Generator<ExportPaper>) => T): T {
  const db = openReadOnly(library);
  try {
    return made(exportPapers(db, ids));
  } finally {
    closeLibrary(db);
  }
}

function textsFor(task: CitationTask): readonly RichText[] {
  if (task.kind === 'try') return triedStyle(task.xml);
  if (task.kind === 'bibtex') {
    const write = task.dialect === 'bibtex' ? writeBibtex : writeBiblatex;
    return [[{ text: papersOf(task.ids, (papers) => [...write(papers, task.pattern)]).join('') }]];
  }
  const items = papersOf(task.ids, (papers) => papers.map(citedItem).toArray());
  if (items.length === 0) return [];
  try {
    return task.as === 'bibliography' ? bibliographyOf(items, task.style) : [citationOf(items, task.style)];
  } catch (thrown) {
    throw new AppError('bad-request', 'The citation style stumbled over one of these papers. Please try another style.', {
      cause: String(thrown),
    });
  }
}

port.on('message', (task: CitationTask) => {
  let answer: FromCitations;
  try {
    answer = { kind: 'done', texts: textsFor(task) };
  } catch (thrown) {
    answer = { kind: 'failed', error: AppError.from(diskError(thrown) ?? thrown).toJSON() };
  }
  port.postMessage(answer);
});
