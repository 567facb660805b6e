/** What the library thread and the export thread say to each other. */

import type { AnnotationFilter } from '../../shared/annotationModels.ts';
import type { AppErrorJson } from '../../shared/errors.ts';
import type { ExportFormat } from '../../shared/models.ts';

/** What the export thread is started with. */
export interface ExportData {
  readonly library: string;
  readonly ids: readonly number[];
  readonly format: ExportFormat;
  /** Which annotations, for a format of annotations. */
  readonly filter: AnnotationFilter;
  /** How annotations in Markdown are laid out: papers below each other, one paper's own file, or the files of many. */
  readonly layout: 'view' | 'paper' | 'files';
  /** The file to write; it must not be there yet. */
  readonly target: string;
}

export type FromExport =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly count: number }
  | { readonly kind: 'failed'; readonly error: AppErrorJson };
