import type { Handler } from './context.ts';

export const list: Handler<'jobs.list'> = ({ jobs }) => jobs.list();

export const cancel: Handler<'jobs.cancel'> = ({ jobs }, { jobId }) => {
  jobs.cancel(jobId);
  return null;
};
