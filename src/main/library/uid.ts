import { randomFillSync } from 'node:crypto';

const LENGTH = 16;
/** Random bytes not yet given out: asking the system for 16 at a time takes longer than writing a row. */
const pool = Buffer.alloc(256 * LENGTH);
let used = pool.length;

/** A random name for a thing outside its library: 128 bits, base64url. */
export function newUid(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += LENGTH;
  return pool.toString('base64url', used - LENGTH, used);
}
