/** `npm run bench -- import`: how fast files of papers are read and taken in. */
import { measurePipeline } from './importPipeline.ts';

export async function run(): Promise<void> {
  await measurePipeline();
}
