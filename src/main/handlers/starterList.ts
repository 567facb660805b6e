import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../shared/errors.ts';
import { STARTER_LIST } from '../../shared/text/sourceNames.ts';

/** The built-in sample. It stands in the package's `resources`, above this file both in source and in the build. */
export function starterList(): { readonly path: string; readonly name: string } {
  for (let folder = new URL('.', import.meta.url); ; ) {
    const file = new URL('resources/starter-list.json', folder);
    if (existsSync(file)) return { path: fileURLToPath(file), name: STARTER_LIST };
    const above = new URL('..', folder);
    if (above.href === folder.href)
      throw new AppError('not-found', 'The sample is missing from this copy of Offprint. Please install it again.');
    folder = above;
  }
}
