import type { Reply } from '../../shared/errors.ts';

/** A reply as a page may see it: without the cause of an error, which tells of this machine's files and is in the log already. */
export function forPage(reply: Reply): Reply {
  if (reply.ok || reply.error.details?.cause === undefined) return reply;
  const { cause: _, ...details } = reply.error.details;
  return { ok: false, error: { ...reply.error, details } };
}
