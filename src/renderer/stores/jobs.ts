/** Long work in progress, for the status bar. */
import { create } from 'zustand';
import type { Job } from '../../shared/models.ts';
import { bridge } from '../bridge.ts';
import { showFailure } from './toasts.ts';

export const useJobs = create<{ readonly jobs: readonly Job[] }>(() => ({ jobs: [] }));

export function followJobs(): void {
  bridge.on('jobs.changed', ({ jobs }) => useJobs.setState({ jobs }));
}

export function cancelJob(jobId: string): void {
  bridge.call('jobs.cancel', { jobId }).catch((thrown) => showFailure(thrown));
}
