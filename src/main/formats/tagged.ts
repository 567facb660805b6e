/** Records of tagged lines, as RIS, MEDLINE and Refer have them: fields by their tags, in the order they came. */
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import { MAX_RECORD_LENGTH, tooLong } from './recordLimits.ts';

/** The fields of one record. Values are composed (NFC) and have no white space around them; some are blank, some hold several lines. */
export class TaggedFields {
  /** Where the record begins, from 1. */
  readonly line: number;
  #fields: (readonly [tag: string, value: string])[] = [];
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
    for (const field of Array.isArray(record.fields) ? record.fields : []) {
      const [tag, value]: readonly unknown[] = Array.isArray(field) ? field : [];
      if (typeof tag === 'string' && typeof value === 'string') fields.#fields.push([tag, value]);
    }
    return fields;
  }

  /** In the order they came. */
  get fields(): readonly (readonly [tag: string, value: string])[] {
    this.#close();
    return this.#fields;
  }

  /** The tag that a line without one belongs to. */
  get last(): string | null {
    return this.#last;
  }

  /** A new field. */
  add(tag: string, value: string): void {
    this.#close();
    this.#last = tag;
    this.append(value);
  }

  /** A line that goes on with the last field. */
  append(text: string): void {
    this.#length += text.length + 1;
    // What is beyond the bound is not kept: the record is refused.
    if (!this.isTooLong) this.#open.push(text.trimEnd());
  }

  get isTooLong(): boolean {
    return this.#length > MAX_RECORD_LENGTH;
  }

  /** Whether a field with the tag holds anything. */
  has(tag: string): boolean {
    return this.fields.some((field) => field[0] === tag && field[1] !== '');
  }

  /** The values of the tags that are not blank, tag after tag. */
  all(...tags: readonly string[]): readonly string[] {
    const values: string[] = [];
    for (const wanted of tags) for (const [tag, value] of this.fields) if (tag === wanted && value !== '') values.push(value);
    return values;
  }

  /** The first value that is not blank, by the order of the tags. */
  first(...tags: readonly string[]): string | null {
    for (const wanted of tags) for (const [tag, value] of this.fields) if (tag === wanted && value !== '') return value;
    return null;
  }

  /** Whether no field holds anything. */
  get isBlank(): boolean {
    return this.fields.every(([, value]) => value === '');
  }

  /** Other values for a tag, in the place of its first; none takes it away. */
  set(tag: string, values: readonly string[]): void {
    const at = this.fields.findIndex((field) => field[0] === tag);
    const place = at === -1 ? this.#fields.length : at;
    const others = this.#fields.filter((field, index) => field[0] !== tag || index === at);
    this.#fields = others.toSpliced(place, at === -1 ? 0 : 1, ...values.map((value) => [tag, value] as const));
  }

  /** As it came, as JSON: `{fields: [[tag, value], ...]}`, for the order tells which affiliation is whose. */
  toRecord(): Readonly<Record<string, unknown>> {
    return { fields: [...this.fields] };
  }

  #close(): void {
    if (this.#last === null || this.#open.length === 0) return;
    this.#fields.push([this.#last, this.#open.join('\n').trim().normalize('NFC')]);
    this.#open = [];
  }
}

/** That a line was no part of any record. */
export function passedOver(line: number, text: string): ImportProblem {
  const words = text.trim();
  const shown = words.length <= 60 ? words : `${words.slice(0, 60).toWellFormed()}…`;
  return { line, message: `Text outside of any record was passed over: “${shown}”.`, severity: 'note' };
}

/**
 * Records, and problems between them, as the items a reading yields. `entryFrom` gives null where a record has no title;
 * `knownBy` says then what else it can be known by.
 */
export async function* taggedEntries(
  records: AsyncIterable<TaggedFields | ImportProblem>,
  entryFrom: (fields: TaggedFields) => ImportEntry | null,
  knownBy: (fields: TaggedFields) => string | null,
): AsyncGenerator<ReadItem> {
  for await (const item of records) {
    if ('message' in item) yield { kind: 'problem', problem: item };
    else if (item.isTooLong) yield { kind: 'problem', problem: tooLong(item.line) };
    else {
      const entry = entryFrom(item);
      yield entry === null ? { kind: 'problem', problem: untitled(item, knownBy(item)) } : { kind: 'entry', entry };
    }
  }
}

/** Why a record is no paper: it has no title. `known` is the first thing it can be known by. */
function untitled(fields: TaggedFields, known: string | null): ImportProblem {
  const words = known === null || known.length > 80 ? '' : ` (${known.replace(/\s+/g, ' ')})`;
  const message = fields.isBlank ? 'This record is empty, so it was left out.' : `This record${words} has no title, so it was left out.`;
  return { line: fields.line, message, severity: 'lost' };
}
