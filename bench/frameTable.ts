/** Frames of a gesture as a line of a table. */
import { duration, median, quantile } from './figures.ts';
import { FELT, type Frames } from './frames.ts';

/** What stands over the figures of {@link frameLine}, after its first column. */
export const FRAME_HEAD = ['frames', 'p50', 'p95', 'max', `over ${FELT} ms`, 'long (LoAF)', 'longest task (CPU)', 'px from top'] as const;

export function frameLine(what: string, runs: readonly Frames[]): string[] {
  const gaps = runs.flatMap((r) => r.gaps);
  return [
    what,
    String(gaps.length),
    duration(median(gaps)),
    duration(quantile(gaps, 0.95)),
    duration(Math.max(...gaps)),
    String(gaps.filter((gap) => gap > FELT).length),
    String(runs.reduce((sum, r) => sum + r.long.length, 0)),
    duration(Math.max(...runs.map((r) => r.longestTask))),
    median(runs.map((r) => r.travelled ?? 0)).toFixed(0),
  ];
}
