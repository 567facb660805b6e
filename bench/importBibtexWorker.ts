/** Reads a BibTeX text in a thread of its own, so that its heap is its own too. */
import { parentPort, workerData } from 'node:worker_threads';
import { parse } from '@retorquere/bibtex-parser';
import { readSource } from '../src/main/formats/read.ts';
import { textSource } from '../src/main/formats/source.ts';

export interface ToBibtex {
  readonly reader: 'ours' | 'library';
  readonly text: string;
  readonly withTitles: boolean;
}

export interface FromBibtex {
  readonly ms: number;
  readonly entries: number;
  readonly lost: number;
  /** The highest the heap was seen. */
  readonly bytes: number;
  readonly titles: readonly (readonly [key: string, title: string])[];
}

const { reader, text, withTitles } = workerData as ToBibtex; // made by importBibtex.ts
const titles: [string, string][] = [];
let bytes = 0;
let entries = 0;
let lost = 0;

const began = performance.now();
if (reader === 'ours') {
  await readSource(textSource(text, 'bench.bib'), { now: new Date() }, (item) => {
    if (item.kind === 'problem' && item.problem.severity === 'lost') lost += 1;
    if (item.kind !== 'entry') return;
    entries += 1;
    if (entries % 500 === 0) bytes = Math.max(bytes, process.memoryUsage().heapUsed);
    if (withTitles) titles.push([`${titles.length}`, item.entry.title]);
  });
} else {
  const library = parse(text, { sentenceCase: false, english: false, caseProtection: false, unsupported: 'ignore' });
  entries = library.entries.length;
  bytes = process.memoryUsage().heapUsed;
  if (withTitles) {
    for (const { fields } of library.entries)
      titles.push([`${titles.length}`, typeof fields.title === 'string' ? composed(fields.title) : '']);
  }
}
const ms = performance.now() - began;
parentPort?.postMessage({ ms, entries, lost, bytes, titles } satisfies FromBibtex);

/** A dotless letter with an accent is its plain one, for both. */
function composed(title: string): string {
  return title.replace(/\u0131(?=[\u0300-\u036f])/g, 'i').normalize('NFC');
}
