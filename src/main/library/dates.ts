import type { PartialDate } from '../../shared/models.ts';
import type { Value } from './db.ts';

/** The four columns of a partial date, as papers and digests have them. */
export interface DateColumns {
  readonly date_given: string | null;
  readonly date_sort: string | null;
  readonly date_precision: PartialDate['precision'] | null;
  readonly date_guessed: number | null;
}

export function dateOf(row: DateColumns): PartialDate | null {
  if (row.date_given === null) return null;
  return { given: row.date_given, sort: row.date_sort, precision: row.date_precision ?? 'none', guessed: row.date_guessed === 1 };
}

/** In the order date_given, date_sort, date_precision, date_guessed. */
export function dateValues(date: PartialDate | null): [Value, Value, Value, Value] {
  return date === null ? [null, null, null, null] : [date.given, date.sort, date.precision, date.guessed ? 1 : 0];
}
