/** `node scripts/write-format-samples.ts`: reads the samples beside the checkout and writes the table of what became of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readSample, samples, sampleTable } from '../src/main/formats/fixtures/samples.ts';

const NOTE = 'docs/notes/format-samples.md';
const START = '<!-- table -->';

const all = samples();
if (all.length === 0) throw new Error('There are no samples beside this checkout, in ../shared/samples.');
const readings = [];
for (const { path, counted } of all) readings.push({ ...(await readSample(path)), counted });
const note = readFileSync(NOTE, 'utf8');
writeFileSync(NOTE, `${note.slice(0, note.indexOf(START) + START.length)}\n\n${sampleTable(readings)}\n`);
console.log(`${readings.length} files, ${readings.reduce((sum, { entries }) => sum + entries.length, 0)} papers: ${NOTE}`);
