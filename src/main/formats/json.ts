/** JSON records one by one, each with its line, so that one that is damaged costs no other. */
import { AppError } from '../../shared/errors.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import { HEAD_LENGTH } from './format.ts';
import { MAX_DEPTH, MAX_RECORD_LENGTH, tooDeep, tooLong } from './recordLimits.ts';
import type { Source } from './source.ts';

export interface JsonRecord {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly text: string;
}

/** The value a record holds, or why it is lost. */
export function parseRecord(record: JsonRecord): { readonly value: unknown } | { readonly problem: ImportProblem } {
  if (record.text.length > MAX_RECORD_LENGTH) return { problem: tooLong(record.line) };
  try {
    const value: unknown = JSON.parse(record.text);
    return isTooDeep(value) ? { problem: tooDeep(record.line) } : { value };
  } catch {
    const message = `This record is not valid JSON and was left out: “${opening(record.text)}”.`;
    return { problem: { line: record.line, message, severity: 'lost' } };
  }
}

/** A few words to know a record by. */
function opening(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= 60 ? line : `${line.slice(0, 60).toWellFormed()}…`;
}

/** Whether the value nests deeper than a reader of it may go. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

/**
 * The records of a text that is JSON lines, a JSON array, or an object with an array of records under one of `keys`
 * (an object without one is a record itself). After damage it goes on at the next record that begins a line.
 * @throws {AppError} `too-large` at a record that is no record by its length.
 */
export async function* jsonRecords(source: Source, keys: readonly string[]): AsyncGenerator<JsonRecord> {
  if (isJsonLines(await source.head(), keys)) {
    for await (const { number, text } of source.lines()) {
      const trimmed = text.trim().replace(/,$/, '');
      if (trimmed !== '' && trimmed !== '[' && trimmed !== ']') yield { line: number, text: trimmed };
    }
    return;
  }
  const scanner = new ElementScanner(keys, source.name);
  for await (const piece of source.pieces()) yield* scanner.push(piece);
  yield* scanner.end();
}

/** One object a line: of the first lines that are whole, most are. */
function isJsonLines(head: string, keys: readonly string[]): boolean {
  if (!/^\s*\{/.test(head)) return false;
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  if (head.length >= HEAD_LENGTH && lines.length > 1) lines.pop();
  // A single line may be anything: the scanner below finds out.
  if (lines.length < 2) return false;
  const first = lines.slice(0, 8);
  // An object that opens an array of records on its first line is a wrapper.
  if (/(?:[[{]|[^}],)$/.test(first[0]?.trim() ?? '') || isCutWrapper(first[0] ?? '', keys)) return false;
  return first.map((line) => line.trim()).filter((line) => line.startsWith('{') && /\},?$/.test(line)).length > first.length / 2;
}

/** Whether the line opens an array of records, the first of them on the line itself, and does not close it. */
function isCutWrapper(line: string, keys: readonly string[]): boolean {
  if (![...line.matchAll(/"(\w{1,60})"\s{0,20}:\s{0,20}\[\s{0,20}\{/g)].some(([, key]) => keys.includes(key ?? ''))) return false;
  try {
    JSON.parse(line.trim().replace(/,$/, ''));
    return false;
  } catch {
    return true;
  }
}

const INTERESTING = /["\\{}[\],\n]/g;

/** Finds where records begin and end without parsing them, over pieces cut anywhere. */
class ElementScanner {
  readonly #keys: readonly string[];
  readonly #name: string;
  /** What has been read and not yet given out. */
  #buffer = '';
  /** How far into the buffer has been looked at. */
  #at = 0;
  #line = 1;
  #depth = 0;
  #inString = false;
  /** Depth inside the array of records; -1 outside of it. */
  #recordDepth = -1;
  /** Where in the buffer the current record begins, -1 between records. */
  #start = -1;
  #startLine = 1;
  /** The white space before the first record, if it began its line: a later line like it begins a record for certain. */
  #indent: string | null = null;
  #seenRecords = false;
  /** The value at the top that is open, as far as it stands before the buffer, outside arrays of records. */
  #top = '';
  /** Where in the buffer the rest of it begins, and the line it began on. */
  #topFrom = 0;
  #topLine = 1;
  #topHasRecords = false;
  /** The list of records is no part of an object. */
  #isTopList = false;

  constructor(keys: readonly string[], name: string) {
    this.#keys = keys;
    this.#name = name;
  }

  *push(piece: string): Generator<JsonRecord> {
    this.#buffer += piece;
    yield* this.#scan();
    const keep = this.#start === -1 ? this.#at : this.#start;
    if (this.#recordDepth === -1 && this.#top.length <= MAX_RECORD_LENGTH) this.#top += this.#buffer.slice(this.#topFrom, keep);
    this.#topFrom = 0;
    this.#buffer = this.#buffer.slice(keep);
    this.#at -= keep;
    if (this.#start !== -1) this.#start = 0;
    if (this.#buffer.length > 2 * MAX_RECORD_LENGTH) {
      throw new AppError(
        'too-large',
        `The record that begins on line ${this.#startLine} of ${this.#name} is longer than eight million characters, which no paper is. Nothing was imported; check that this is the right file.`,
      );
    }
  }

  *end(): Generator<JsonRecord> {
    if (this.#start !== -1) yield { line: this.#startLine, text: this.#buffer.slice(this.#start).trim() };
    else if (this.#depth > 0 && !this.#topHasRecords && this.#recordDepth === -1) {
      yield { line: this.#topLine, text: `${this.#top}${this.#buffer.slice(this.#topFrom)}`.trim() };
    }
  }

  *#scan(): Generator<JsonRecord> {
    const buffer = this.#buffer;
    while (this.#at < buffer.length) {
      INTERESTING.lastIndex = this.#at;
      const found = INTERESTING.exec(buffer);
      if (found === null) {
        this.#at = buffer.length;
        return;
      }
      const { index } = found;
      const char = found[0];
      if (char === '\\') {
        // The escaped character may be in the next piece.
        if (index + 1 >= buffer.length) {
          this.#at = index;
          return;
        }
        this.#at = index + 2;
        continue;
      }
      if (char === '\n') {
        const isLost = this.#isTopList && this.#recordDepth === -1;
        if ((this.#start !== -1 || isLost) && this.#indent !== null && index + this.#indent.length + 2 > buffer.length) {
          // Whether the next line begins a record is told by the next piece.
          this.#at = index;
          return;
        }
        this.#line += 1;
        // A string never holds a line break: the record is damaged, and ends where the next one begins.
        if (this.#start !== -1 && this.#indent !== null && buffer.startsWith(`${this.#indent}{`, index + 1)) {
          yield { line: this.#startLine, text: buffer.slice(this.#start, index).trim().replace(/,$/, '') };
          this.#start = -1;
          this.#depth = this.#recordDepth;
          this.#inString = false;
        }
        // The list was closed too early by a damaged record; its next one is here.
        if (isLost && this.#indent !== null && buffer.startsWith(`${this.#indent}{`, index + 1)) {
          if (this.#depth > 0) yield { line: this.#topLine, text: `${this.#top}${buffer.slice(this.#topFrom, index)}`.trim() };
          this.#depth = 1;
          this.#recordDepth = 1;
          this.#topHasRecords = true;
        }
        if (this.#start === -1) this.#inString = false;
        this.#at = index + 1;
        continue;
      }
      this.#at = index + 1;
      if (char === '"') {
        // What stands between records that is none has lost its beginning: it is told as one that cannot be read.
        if (this.#isBetween()) {
          this.#start = index;
          this.#startLine = this.#line;
        }
        this.#inString = !this.#inString;
        continue;
      }
      if (this.#inString || char === ',') continue;
      if (char === '{' || char === '[') {
        if (this.#recordDepth === -1 && char === '[' && this.#opensRecords(index)) {
          this.#recordDepth = this.#depth + 1;
          this.#isTopList = this.#depth === 0;
          this.#topHasRecords = true;
        } else if (this.#depth === this.#recordDepth && this.#start === -1) {
          this.#start = index;
          this.#startLine = this.#line;
          if (!this.#seenRecords) this.#indent = /\n([ \t]*)$/.exec(buffer.slice(Math.max(0, index - 200), index))?.[1] ?? null;
          this.#seenRecords = true;
        }
        if (this.#depth === 0) {
          this.#top = '';
          this.#topFrom = index;
          this.#topLine = this.#line;
        }
        this.#depth += 1;
        continue;
      }
      if (this.#depth === 0) continue;
      // What closes more than was opened, or closes the list with words behind it, belongs to a damaged record.
      if (this.#depth === this.#recordDepth && (char === '}' || /^[ \t]{0,20}["{\w]/.test(buffer.slice(index + 1, index + 30)))) continue;
      if (this.#start !== -1 && this.#depth === this.#recordDepth) {
        yield { line: this.#startLine, text: buffer.slice(this.#start, index).trim() };
        this.#start = -1;
      }
      this.#depth -= 1;
      if (this.#start !== -1 && this.#depth === this.#recordDepth) {
        yield { line: this.#startLine, text: buffer.slice(this.#start, index + 1) };
        this.#start = -1;
      } else if (this.#recordDepth !== -1 && this.#depth < this.#recordDepth) {
        this.#recordDepth = -1;
      }
      if (this.#depth === 0) {
        if (!this.#topHasRecords) yield { line: this.#topLine, text: `${this.#top}${buffer.slice(this.#topFrom, index + 1)}` };
        this.#topHasRecords = false;
      }
    }
  }

  #isBetween(): boolean {
    return this.#recordDepth !== -1 && this.#depth === this.#recordDepth && this.#start === -1;
  }

  #opensRecords(index: number): boolean {
    if (this.#depth === 0) return true;
    if (this.#depth !== 1) return false;
    const before = `${this.#top.slice(-200)}${this.#buffer.slice(Math.max(0, index - 200), index)}`;
    const key = /"([^"\\]{1,60})"\s*:\s*$/.exec(before)?.[1];
    return key !== undefined && this.#keys.includes(key);
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text or number under the first of the keys that holds one that is not blank, as it stands. */
export function textUnder(record: JsonObject, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = record[key];
    if (typeof value === 'string' && value.trim() !== '') return value;
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  }
  return null;
}

/** Line breaks that only served the width of a page: single ones become a space, blank lines stay. */
export function unwrapped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => oneLine(paragraph))
    .join('\n\n');
}

/** The text on one line: what stood on lines of its own is parted by single spaces. */
export function oneLine(text: string): string {
  return text
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ');
}
