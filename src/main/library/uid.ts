import { randomBytes } from 'node:crypto';

/** A random name for a thing outside its library: 128 bits, base64url. */
export const newUid = (): string => randomBytes(16).toString('base64url');
