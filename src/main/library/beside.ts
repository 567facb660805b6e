import { basename, dirname, join } from 'node:path';

/**
 * A file or folder that belongs to a library and stands beside it: "library.lock" for "library.db".
 * A name without that ending is kept whole, and told apart by its dash: "one" and "one.db" in one folder share nothing.
 */
export function beside(library: string, ending: string): string {
  const name = basename(library);
  return join(dirname(library), name.endsWith('.db') ? `${name.slice(0, -'.db'.length)}.${ending}` : `${name}-${ending}`);
}
