/** Records of tagged lines, as RIS, MEDLINE and Refer have them: fields by their tags, in the order they came. */
import type { ImportProblem } from '../../shared/models.ts';

/** A single record longer than this is refused, in UTF-16 units. */
const MAX_RECORD_LENGTH = 8 * 1024 * 1024;

/** The fields of one record. Values have no white space around them; some are blank, some hold several lines. */
export class TaggedFields {
  /** Where the record begins, from 1. */
  readonly line: number;
  readonly #values = new Map<string, string[]>();
  #last: string | null = null;
  /** Lines of the last value, and blank lines that may turn out to be inside of it. */
  #open: string[] = [];
  #length = 0;

  constructor(line: number) {
    this.line = line;
  }

  /** The fields of a record that `toRecord` made. */
  static from(record: Readonly<Record<string, unknown>>): TaggedFields {
    const fields = new TaggedFields(0);
    for (const [tag, value] of Object.entries(record)) {
      for (const one of Array.isArray(value) ? value : [value]) if (typeof one === 'string') fields.#push(tag, one);
    }
    return fields;
  }

  get tags(): readonly string[] {
    this.#close();
    return [...this.#values.keys()];
  }

  /** The tag that a line without one belongs to. */
  get last(): string | null {
    return this.#last;
  }

  /** A new field. */
  add(tag: string, value: string): void {
    this.#close();
    this.#last = tag;
    this.#goOn(value);
  }

  /** A line that goes on with the last field. */
  append(text: string): void {
    this.#goOn(text);
  }

  get isTooLong(): boolean {
    return this.#length > MAX_RECORD_LENGTH;
  }

  has(tag: string): boolean {
    return this.all(tag).length > 0;
  }

  /** The values of the tags that are not blank, tag after tag. */
  all(...tags: readonly string[]): readonly string[] {
    this.#close();
    return tags.flatMap((tag) => (this.#values.get(tag) ?? []).filter((value) => value !== ''));
  }

  /** The first value that is not blank, by the order of the tags. */
  first(...tags: readonly string[]): string | null {
    return this.all(...tags)[0] ?? null;
  }

  /** Whether no field holds anything. */
  get isBlank(): boolean {
    return this.tags.every((tag) => !this.has(tag));
  }

  /** Other values for a tag, in its place; none takes it away. */
  set(tag: string, values: readonly string[]): void {
    this.#close();
    if (values.length === 0) this.#values.delete(tag);
    else this.#values.set(tag, [...values]);
  }

  /** As it came, as JSON: a text under each tag, or an array of them where it came several times. */
  toRecord(): Readonly<Record<string, string | readonly string[]>> {
    this.#close();
    return Object.fromEntries([...this.#values].map(([tag, values]) => [tag, values.length === 1 ? (values[0] ?? '') : values]));
  }

  #goOn(text: string): void {
    this.#length += text.length + 1;
    // What is beyond the bound is not kept: the record is refused.
    if (!this.isTooLong) this.#open.push(text.trimEnd());
  }

  #close(): void {
    if (this.#last === null || this.#open.length === 0) return;
    this.#push(this.#last, this.#open.join('\n').trim());
    this.#open = [];
  }

  #push(tag: string, value: string): void {
    const values = this.#values.get(tag);
    if (values === undefined) this.#values.set(tag, [value]);
    else values.push(value);
  }
}

export function tooLong(line: number): ImportProblem {
  return { line, message: 'This record is longer than eight million characters and was left out.', severity: 'lost' };
}

/** That a line was no part of any record. */
export function passedOver(line: number, text: string): ImportProblem {
  const words = text.trim();
  const shown = words.length <= 60 ? words : `${words.slice(0, 60).toWellFormed()}…`;
  return { line, message: `Text outside of any record was passed over: “${shown}”.`, severity: 'note' };
}

/** Why a record is no paper: it has no title. `known` is the first thing it can be known by. */
export function untitled(fields: TaggedFields, known: string | null): ImportProblem {
  const words = known === null || known.length > 80 ? '' : ` (${known.replace(/\s+/g, ' ')})`;
  const message = fields.isBlank ? 'This record is empty, so it was left out.' : `This record${words} has no title, so it was left out.`;
  return { line: fields.line, message, severity: 'lost' };
}
