/** How large a record of any format may be, and what is said of one that is larger: nothing that people keep is written like that. */
import type { ImportProblem } from '../../shared/importModels.ts';

/** Longest record, in UTF-16 units. */
export const MAX_RECORD_LENGTH = 8 * 1024 * 1024;
/** Deepest nesting of braces, brackets or elements. */
export const MAX_DEPTH = 256;

/** That a record, which begins in `line`, is longer than what is read. */
export function tooLong(line: number): ImportProblem {
  return { line, message: 'This record is longer than eight million characters and was left out.', severity: 'lost' };
}

/** That a record, which begins in `line`, is nested more deeply than what is read. */
export function tooDeep(line: number): ImportProblem {
  return { line, message: 'This record is nested too deeply to be a paper and was left out.', severity: 'lost' };
}
