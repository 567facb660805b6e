/** `npm run bench -- import`: how fast files are read, beside the libraries that read them, and what it takes. */
import { timeBibtex } from './importBibtex.ts';

/** One after the other, each printing its own table. */
const PARTS: readonly (() => Promise<void>)[] = [timeBibtex];

export async function run(): Promise<void> {
  for (const part of PARTS) await part();
}
