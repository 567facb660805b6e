/** Bytes from a file or a paste as text: unpacked, decoded, cleaned, counted, and never whole in memory unless asked. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../shared/errors.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import { decoded, lineBreaks, readFailure } from './decode.ts';
import { HEAD_LENGTH } from './format.ts';

/** A single line longer than this is refused: nothing that people read is written like that. In UTF-16 units. */
export const MAX_LINE_LENGTH = 8 * 1024 * 1024;
/** The most text a format may ask for in one piece, in UTF-16 units. */
export const MAX_WHOLE_LENGTH = 96 * 1024 * 1024;
/** The most text a file may hold once unpacked, in UTF-16 units: a small packed file may hide a huge one. */
export const MAX_TEXT_LENGTH = 4 * 1024 * 1024 * 1024;

/** A packed file that swells to more than this many times its size is none that people make, once it has so many bytes. */
const MAX_SWELLING = 200;
const SWELLING_COUNTS_FROM = 16 * 1024 * 1024;
/** The most that {@link Source.bytes} gives, unpacked. */
const MAX_BYTES = 64 * 1024 * 1024;

export interface SourceLine {
  /** From 1. */
  readonly number: number;
  /** Without its line break. */
  readonly text: string;
}

export interface SourceOptions {
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/** One text to import. It is read once, from its beginning, by `lines`, `pieces`, `text` or `bytes`; `head` may be asked before that. */
export interface Source {
  readonly name: string;
  /** What the clipboard held as HTML beside the text. */
  readonly html: string | null;
  /** The beginning of the text, at most {@link HEAD_LENGTH} units. */
  head(): Promise<string>;
  /** @throws {AppError} `too-large` at a line over {@link MAX_LINE_LENGTH}. */
  lines(): AsyncIterable<SourceLine>;
  /** The text in pieces of some thousand units, cut anywhere but inside a character. */
  pieces(): AsyncIterable<string>;
  /** The whole text. @throws {AppError} `too-large` over {@link MAX_WHOLE_LENGTH}. */
  text(): Promise<string>;
  /** All bytes, unpacked, for formats whose parts each have an encoding of their own. @throws {AppError} `too-large` over 64 MB. */
  bytes(): Promise<Buffer>;
  /** What was noticed in decoding; complete once the text was read. */
  problems(): readonly ImportProblem[];
  close(): Promise<void>;
}

/** A source over text that is already in memory. */
export function textSource(text: string, name: string, options: SourceOptions & { readonly html?: string | undefined } = {}): Source {
  const total = Buffer.byteLength(text);
  async function* pieces(): AsyncGenerator<string> {
    const size = 1024 * 1024;
    for (let at = 0; at < text.length; at += size) {
      yield text.slice(at, at + size);
      options.onProgress?.(Math.min(total, at + size), total);
    }
    options.onProgress?.(total, total);
  }
  const bytes = async () => {
    options.onProgress?.(total, total);
    return Buffer.from(text);
  };
  return new StreamedSource(name, options.html ?? null, pieces(), bytes, async () => {}, []);
}

/**
 * A source over a file: gzip is told by its first bytes, the encoding by its mark, its NUL bytes or its validity.
 * @throws {AppError} `not-found` where the file cannot be opened, in a sentence.
 */
export async function fileSource(path: string, name: string, options: SourceOptions = {}): Promise<Source> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'is not there' : code === 'EACCES' || code === 'EPERM' ? 'may not be read' : 'could not be opened';
    throw new AppError('not-found', `${name} ${why}. Nothing was imported; choose another file.`, { code });
  }
  const stat = await handle.stat();
  if (!stat.isFile()) {
    await handle.close();
    throw new AppError('bad-request', `${name} is not a file. Nothing was imported; choose a file.`);
  }
  const magic = Buffer.alloc(2);
  await handle.read(magic, 0, 2, 0);
  await handle.close();

  let done = 0;
  const bytes = createReadStream(path, { highWaterMark: 256 * 1024 });
  bytes.on('data', (chunk) => {
    done += chunk.length;
    options.onProgress?.(done, stat.size);
  });
  const packed = magic[0] === 0x1f && magic[1] === 0x8b;
  const unpacked = packed ? bytes.pipe(createGunzip()) : bytes;
  // A pipe passes data on, but no errors.
  if (packed) bytes.on('error', (error) => unpacked.destroy(error));
  const problems: ImportProblem[] = [];
  const close = async () => {
    bytes.destroy();
    unpacked.destroy();
  };
  const again = async () => {
    const fresh = createReadStream(path);
    const whole = await collected(packed ? pipeline(fresh, createGunzip(), () => {}) : fresh, name);
    options.onProgress?.(stat.size, stat.size);
    return whole;
  };
  const checked = packed ? withinReason(unpacked, () => done, name) : unpacked;
  return new StreamedSource(name, null, decoded(checked, name, problems), again, close, problems);
}

/** A source over bytes in memory, as they would stand in a file. */
export function bytesSource(bytes: Uint8Array, name: string): Source {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const opened = (): Readable => {
    const stream = Readable.from([Buffer.from(bytes)]);
    return packed ? stream.pipe(createGunzip()) : stream;
  };
  const unpacked = opened();
  const problems: ImportProblem[] = [];
  const close = async () => {
    unpacked.destroy();
  };
  const checked = packed ? withinReason(unpacked, () => bytes.length, name) : unpacked;
  return new StreamedSource(name, null, decoded(checked, name, problems), () => collected(opened(), name), close, problems);
}

/** The same bytes, as long as they are not beyond all measure more than they were packed. @throws {AppError} `too-large` otherwise. */
async function* withinReason(unpacked: AsyncIterable<Buffer>, packed: () => number, name: string): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of unpacked) {
    length += chunk.length;
    if (length > SWELLING_COUNTS_FROM && length > packed() * MAX_SWELLING) {
      throw new AppError(
        'too-large',
        `${name} unpacks to more than ${MAX_SWELLING} times its size, as no list of papers does. Nothing was imported; check that this is the right file.`,
      );
    }
    yield chunk;
  }
}

/** All of a stream, which a small packed file may make huge. */
async function collected(stream: Readable, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length > MAX_BYTES) {
        throw new AppError(
          'too-large',
          `${name} holds more than ${MAX_BYTES / 1024 / 1024} MB in one piece, which is too much to take in at once. Nothing was imported; cut it into parts.`,
        );
      }
    }
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : readFailure(thrown, name);
  } finally {
    stream.destroy();
  }
  return Buffer.concat(parts);
}

class StreamedSource implements Source {
  readonly name: string;
  readonly html: string | null;
  readonly bytes: () => Promise<Buffer>;
  readonly #pieces: AsyncIterator<string>;
  readonly #close: () => Promise<void>;
  readonly #problems: ImportProblem[];
  /** Read for `head`, not yet given out. */
  #ahead = '';
  #ended = false;
  #removed = 0;
  #firstRemoved = 0;
  #length = 0;
  #line = 1;
  /** The high half of a pair that a piece ended in. */
  #half = '';

  constructor(
    name: string,
    html: string | null,
    pieces: AsyncIterable<string>,
    bytes: () => Promise<Buffer>,
    close: () => Promise<void>,
    problems: ImportProblem[],
  ) {
    this.name = name;
    this.html = html;
    this.bytes = bytes;
    this.#pieces = pieces[Symbol.asyncIterator]();
    this.#close = close;
    this.#problems = problems;
  }

  async head(): Promise<string> {
    while (this.#ahead.length < HEAD_LENGTH && !this.#ended) this.#ahead += await this.#next();
    return this.#ahead.slice(0, HEAD_LENGTH);
  }

  async *lines(): AsyncGenerator<SourceLine> {
    // Old programs end lines with a carriage return alone.
    const head = await this.head();
    const mark = head.includes('\n') || !head.includes('\r') ? '\n' : '\r';
    let rest = '';
    let number = 0;
    for await (const piece of this.pieces()) {
      rest += piece;
      let from = 0;
      for (;;) {
        const at = rest.indexOf(mark, from);
        if (at === -1) break;
        number += 1;
        const end = at > from && rest.charCodeAt(at - 1) === 13 ? at - 1 : at;
        yield { number, text: checkedLine(rest.slice(from, end), number, this.name) };
        from = at + 1;
      }
      rest = rest.slice(from);
      checkedLine(rest, number + 1, this.name);
    }
    if (rest !== '') yield { number: number + 1, text: rest.endsWith('\r') ? rest.slice(0, -1) : rest };
  }

  async text(): Promise<string> {
    const parts: string[] = [];
    let length = 0;
    for await (const piece of this.pieces()) {
      parts.push(piece);
      length += piece.length;
      if (length > MAX_WHOLE_LENGTH) {
        throw new AppError(
          'too-large',
          `${this.name} holds more than ${MAX_WHOLE_LENGTH / 1024 / 1024} million characters in one piece, which is too much to take in at once. Nothing was imported; cut it into parts, or bring it as JSON lines, one paper a line.`,
        );
      }
    }
    return parts.join('');
  }

  problems(): readonly ImportProblem[] {
    if (this.#removed === 0) return this.#problems;
    const what = this.#removed === 1 ? 'A character that cannot be stored was' : `${this.#removed} characters that cannot be stored were`;
    return [...this.#problems, { line: this.#firstRemoved, message: `${what} left out; the rest of the text is whole.`, severity: 'note' }];
  }

  close(): Promise<void> {
    return this.#close();
  }

  async *pieces(): AsyncGenerator<string> {
    if (this.#ahead !== '') {
      const ahead = this.#ahead;
      this.#ahead = '';
      yield ahead;
    }
    while (!this.#ended) yield await this.#next();
  }

  /** The next piece, without byte order mark, NULs and lone surrogates, which SQLite would not give back. */
  async #next(): Promise<string> {
    const { value, done } = await this.#pieces.next();
    let piece = this.#half + (done === true ? '' : value);
    this.#half = '';
    if (done === true) this.#ended = true;
    else if (/[\ud800-\udbff]$/.test(piece)) {
      this.#half = piece.slice(-1);
      piece = piece.slice(0, -1);
    }
    if (this.#length === 0 && piece.startsWith('\ufeff')) piece = piece.slice(1);
    this.#length += piece.length;
    if (this.#length > MAX_TEXT_LENGTH) {
      throw new AppError(
        'too-large',
        `${this.name} holds more than four thousand million characters. Nothing was imported; cut it into parts.`,
      );
    }
    if (piece.isWellFormed() && !piece.includes('\0')) {
      this.#line += lineBreaks(piece);
      return piece;
    }
    // A half of a pair is one that no other half stands beside.
    const kept = piece.replace(/\0+|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, (gone, at: number) => {
      if (this.#removed === 0) this.#firstRemoved = this.#line + lineBreaks(piece.slice(0, at));
      this.#removed += gone.length;
      return '';
    });
    this.#line += lineBreaks(piece);
    return kept;
  }
}

function checkedLine(text: string, number: number, name: string): string {
  if (text.length > MAX_LINE_LENGTH) {
    throw new AppError(
      'too-large',
      `Line ${number} of ${name} is longer than ${MAX_LINE_LENGTH / 1024 / 1024} million characters, which no list of papers has. Nothing was imported; check that this is the right file.`,
    );
  }
  return text;
}
