/** Bytes to text: the encoding is told by its mark, by where NUL bytes stand, or by validity. */
import { AppError } from '../../shared/errors.ts';
import type { ImportProblem } from '../../shared/models.ts';

type WideEncoding = 'utf-16le' | 'utf-16be';
type Decoder = InstanceType<typeof TextDecoder>;

/**
 * The text of a stream of bytes, in pieces. What was guessed is added to `problems`.
 * @throws {AppError} in a sentence, where the stream ends too early or cannot be read.
 */
export async function* decoded(bytes: AsyncIterable<Buffer>, name: string, problems: ImportProblem[]): AsyncGenerator<string> {
  const pieces = bytes[Symbol.asyncIterator]();
  let first: Buffer = Buffer.alloc(0);
  const more = async (): Promise<Buffer | null> => {
    try {
      const { value, done } = await pieces.next();
      return done === true ? null : value;
    } catch (thrown) {
      throw readFailure(thrown, name);
    }
  };
  // Enough to tell the encoding by; a packed stream gives small chunks.
  while (first.length < 64 * 1024) {
    const chunk = await more();
    if (chunk === null) break;
    first = Buffer.concat([first, chunk]);
  }
  const wide = wideEncodingOf(first);
  if (wide !== null) {
    yield* decodedWith(new TextDecoder(wide, { ignoreBOM: true }), first, more);
    return;
  }
  // Valid so far: UTF-8 until a byte says otherwise.
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let chunk: Buffer | null = first;
  let pending: Buffer = Buffer.alloc(0);
  let line = 1;
  while (chunk !== null) {
    const joined: Buffer = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    const whole = joined.length - incompleteTail(joined);
    let text: string;
    try {
      text = strict.decode(joined.subarray(0, whole));
    } catch {
      yield* decodedWith(otherThanUtf8(joined, name, problems, line), joined, more);
      return;
    }
    line += lineBreaks(text);
    yield text;
    pending = joined.subarray(whole);
    chunk = await more();
  }
  if (pending.length > 0) yield* decodedWith(otherThanUtf8(pending, name, problems, line), pending, more);
}

/** The decoder for bytes that are not all UTF-8: few wrong ones among many right ones are damage, else it is another encoding. */
function otherThanUtf8(bytes: Buffer, name: string, problems: ImportProblem[], line: number): Decoder {
  const text = bytes.toString('utf8');
  const wrong = text.match(/\ufffd/g)?.length ?? 0;
  const right = (text.match(/[^\0-\x7f]/gu)?.length ?? 0) - wrong;
  const damaged = right > wrong;
  problems.push({
    line,
    message: damaged
      ? `${name} has bytes that are not valid UTF-8 near line ${line}; they are read as “\ufffd”. Look at the words around them before you import.`
      : `${name} is not valid UTF-8${line > 1 ? ` from line ${line} on` : ''}, so it was read as Windows-1252. Look at the accented letters before you import.`,
    severity: 'note',
  });
  return new TextDecoder(damaged ? 'utf-8' : 'windows-1252', { ignoreBOM: true });
}

async function* decodedWith(decoder: Decoder, first: Buffer, more: () => Promise<Buffer | null>): AsyncGenerator<string> {
  for (let chunk: Buffer | null = first; chunk !== null; chunk = await more()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** UTF-16 with a byte order mark, or with a NUL in nearly every other byte as Latin text has. */
function wideEncodingOf(first: Buffer): WideEncoding | null {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le';
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be';
  const sample = first.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const half = sample.length / 2;
  if (half >= 2 && odd > half * 0.4 && even < half * 0.1) return 'utf-16le';
  if (half >= 2 && even > half * 0.4 && odd < half * 0.1) return 'utf-16be';
  return null;
}

/** How many bytes at the end begin a UTF-8 character that the next chunk must complete. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 && byte < 0xf8 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** Why bytes could not be read to their end, in a sentence. */
export function readFailure(thrown: unknown, name: string): AppError {
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  if (code.startsWith('Z_')) {
    return new AppError('damaged', `${name} is a packed file that ends too early or is damaged. Nothing was imported; fetch it again.`, {
      code,
    });
  }
  return new AppError('unreachable', `${name} could not be read to its end. Nothing was imported; check the disk and try again.`, { code });
}

/** How many line breaks a text holds. */
export function lineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
