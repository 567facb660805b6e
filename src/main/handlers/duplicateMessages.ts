/** What the library thread and the thread that looks for duplicates say to each other. */
import type { AppErrorJson } from '../../shared/errors.ts';
import type { DuplicateGroup } from '../../shared/models.ts';

/** What the thread is started with. */
export interface DuplicatesData {
  readonly library: string;
}

export type FromDuplicates =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly groups: readonly DuplicateGroup[] }
  | { readonly kind: 'failed'; readonly error: AppErrorJson };
