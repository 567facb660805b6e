/** `npm run bench -- import`: how fast files are read and taken in, beside the libraries that read them and bare inserts, what it takes, and how smoothly the window goes on. */
import { timeBibtex } from './importBibtex.ts';
import { measurePipeline } from './importPipeline.ts';
import { watchWindow } from './importWindow.ts';

/** One after the other, each printing its own table. */
const PARTS: readonly (() => Promise<void>)[] = [timeBibtex, measurePipeline, watchWindow];

export async function run(): Promise<void> {
  for (const part of PARTS) await part();
}
