/** What every format of `formats/` offers: one file each, listed in `index.ts`. */
import type { ReadItem } from '../../shared/entries.ts';
import type { ColumnMatch } from '../../shared/importModels.ts';
import type { Source } from './source.ts';

export interface ReadContext {
  /** The instant that partial dates are read against. */
  readonly now: Date;
  /** What a person said each column of a table holds; absent where nobody was asked. */
  readonly columns?: ColumnMatch;
  /** What a person said the columns of earlier tables hold, by `headerKey` of their headers. */
  readonly rememberedColumns?: Readonly<Record<string, ColumnMatch>>;
}

export interface Format {
  readonly id: string;
  /** For people, in the middle of a sentence: "digest page", "JSON lines". */
  readonly label: string;
  /**
   * How sure the format is that a text is its own, from 0 to 1. `head` is the decoded beginning of the text (up to
   * {@link HEAD_LENGTH} units, perhaps cut anywhere); `name` is the file's name, which only breaks ties.
   */
  detect(head: string, name: string): number;
  /**
   * Yields the papers as they are read, and a problem with its line for each that could not be. One bad record never
   * ends the reading.
   * @throws {AppError} `too-large` for what is beyond the limits of this format.
   */
  read(source: Source, context: ReadContext): AsyncIterable<ReadItem>;
}

/** How much of a text formats see to tell whether it is theirs, in UTF-16 units. */
export const HEAD_LENGTH = 256 * 1024;
