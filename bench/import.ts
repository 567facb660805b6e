/** `npm run bench -- import`: how fast files are read and taken in, beside the libraries that read them and bare inserts, and what it takes. */
import { timeBibtex } from './importBibtex.ts';
import { measurePipeline } from './importPipeline.ts';

/** One after the other, each printing its own table. */
const PARTS: readonly (() => Promise<void>)[] = [timeBibtex, measurePipeline];

export async function run(): Promise<void> {
  for (const part of PARTS) await part();
}
