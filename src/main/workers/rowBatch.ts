/** Papers on their way out of the parser thread: written out here, so that the library's thread only puts them away. */
import type { ReadItem } from '../../shared/entries.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import { keysOf } from '../library/rowKeys.ts';
import type { ParsedBatch, ParsedRow } from '../parsing.ts';
import { storable } from './storable.ts';

/** A batch of more is sent early, in bytes: records may be long. */
const FULL = 1024 * 1024;
/** Most items of a batch. */
const MOST_ITEMS = 200;

export class RowBatch {
  #bytes = Buffer.allocUnsafeSlow(FULL);
  #end = 0;
  readonly #rows: ParsedRow[] = [];
  readonly #problems: ImportProblem[] = [];
  #withKeywords = 0;

  add(item: ReadItem): void {
    if (item.kind === 'problem') this.#problems.push(item.problem);
    if (item.kind !== 'entry') return;
    const { entry, facts } = storable(item.entry);
    this.#rows.push({ facts: this.#write(facts), record: this.#write(JSON.stringify(entry.record)), keys: keysOf(entry) });
    for (const problem of entry.problems) this.#problems.push(problem);
    if (entry.keywords.length > 0) this.#withKeywords += 1;
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0 && this.#problems.length === 0;
  }

  get isFull(): boolean {
    return this.#rows.length + this.#problems.length >= MOST_ITEMS || this.#end >= FULL;
  }

  /** What was added; its bytes can be handed over whole. */
  taken(): ParsedBatch & { readonly bytes: Uint8Array<ArrayBuffer> } {
    return { bytes: this.#bytes.subarray(0, this.#end), rows: this.#rows, problems: this.#problems, withKeywords: this.#withKeywords };
  }

  #write(text: string): number {
    const most = text.length * 3; // UTF-8 takes no more
    if (this.#end + most > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(2 * (this.#end + most));
      this.#bytes.copy(larger, 0, 0, this.#end);
      this.#bytes = larger;
    }
    const length = this.#bytes.write(text, this.#end, 'utf8');
    this.#end += length;
    return length;
  }
}
