/** Files for the import bench, made of the samples. */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { benchPapers } from './searchPapers.ts';

/** The sample's BibTeX entries again and again, so many, each time with keys, titles and addresses of their own. */
export function writeBibtex(sample: string, count: number, file: string): void {
  const text = gunzipSync(readFileSync(sample)).toString('utf8');
  const entries = text.split(/^(?=@)/mu).filter((entry) => /^@\w+\s*\{/u.test(entry));
  const made: string[] = [];
  for (let round = 0; made.length < count; round += 1) {
    for (const entry of entries.slice(0, count - made.length)) made.push(round === 0 ? entry : varied(entry, round));
  }
  writeFileSync(file, made.join(''));
}

const varied = (entry: string, round: number): string =>
  entry
    .replace(/^(@\w+\s*\{\s*[^,]+)/u, `$1-${round}`)
    .replace(/(\btitle\s*=\s*[{"])/iu, `$1Take ${round} of `)
    .replace(/(forum\?id=\w{6})\w+/gu, `$1${String(round).padStart(4, '0')}`)
    .replace(/(10\.\d{4,}\/[^\s",}]+)/gu, `$1.r${round}`);

/** So many papers as JSON lines: those of the sample, then papers made of them. */
export function writeJsonLines(sample: string, count: number, seed: number, file: string): void {
  const lines: string[] = [];
  for (const paper of benchPapers(sample, count, seed)) lines.push(JSON.stringify(paper));
  writeFileSync(file, `${lines.join('\n')}\n`);
}
