/** Reading BibTeX, by our reader and by @retorquere/bibtex-parser alone, over the same entries. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { duration, median, ratio, table } from './figures.ts';
import type { FromBibtex, ToBibtex } from './importBibtexWorker.ts';

const SAMPLE = join(import.meta.dirname, '../../shared/samples/papers-2k.bib.gz');
/** The library takes two milliseconds an entry: it is given the sample once, ours a large file. */
const ENTRIES = 30_000;
const ROUNDS = 5;

export async function timeBibtex(): Promise<void> {
  const sample = bibtexSample();
  const large = repeatedBibtex(sample, ENTRIES);
  const ours: FromBibtex[] = [];
  const library: FromBibtex[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await inWorker({ reader: 'ours', text: large, withTitles: false }));
    library.push(await inWorker({ reader: 'library', text: sample, withTitles: false }));
  }
  const line = (name: string, runs: readonly FromBibtex[]) => {
    const times = runs.map(({ ms }) => ms);
    const [first] = runs;
    const entries = first?.entries ?? 0;
    const range = `${duration(Math.min(...times))} – ${duration(Math.max(...times))}`;
    const heap = `${(Math.max(...runs.map(({ bytes }) => bytes)) / 1e6).toFixed(0)} MB`;
    return [name, count(entries), duration(median(times)), range, count((entries / median(times)) * 1000), heap, count(first?.lost ?? 0)];
  };
  console.log(
    `\n${table(
      ['reading BibTeX', 'entries', 'time', 'range', 'entries/s', 'heap', 'lost'],
      [line('Offprint, from text to entries', ours), line('@retorquere/bibtex-parser, parse alone', library)],
    )}`,
  );
  const perEntry = (runs: readonly FromBibtex[]) => median(runs.map(({ ms, entries }) => ms / entries));
  console.log(`\nThe library takes ${ratio(perEntry(library), perEntry(ours))} our time for an entry.`);

  const [mine, theirs] = await Promise.all([
    inWorker({ reader: 'ours', text: sample, withTitles: true }),
    inWorker({ reader: 'library', text: sample, withTitles: true }),
  ]);
  const other = mine.titles.filter(([key, title]) => theirs.titles.find(([one]) => one === key)?.[1] !== title);
  const share = (1 - other.length / mine.titles.length) * 100;
  console.log(
    `${count(mine.titles.length)} titles of ${count(theirs.titles.length)}, ${share.toFixed(2)} % equal to the library's in NFC. Not equal:`,
  );
  for (const [key, title] of other) console.log(`  ${title}\n    ${theirs.titles.find(([one]) => one === key)?.[1] ?? '–'}`);
}

export function bibtexSample(): string {
  return gunzipSync(readFileSync(SAMPLE)).toString('utf8');
}

/** So many entries, made of the sample's: each with a key, a title and addresses that no other has. */
export function repeatedBibtex(sample: string, entries: number): string {
  const each = sample.split(/^(?=@)/m).filter((entry) => entry.startsWith('@'));
  return Array.from({ length: entries }, (_, at) => {
    const entry = each[at % each.length] ?? '';
    const round = Math.floor(at / each.length);
    if (round === 0) return entry;
    return entry
      .replace(/^(@\w+\s*\{\s*)/, `$1r${round}-`)
      .replace(/^(\s*title\s*=\s*[{"])/im, `$1Round ${round}: `)
      .replace(/^(\s*(?:url|doi|pdf)\s*=\s*[{"][^"}\n]*)/gim, `$1${round}`);
  }).join('');
}

function inWorker(asked: ToBibtex): Promise<FromBibtex> {
  const worker = new Worker(new URL('./importBibtexWorker.ts', import.meta.url), { workerData: asked });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

const count = (n: number): string => Math.round(n).toLocaleString('en-GB');
