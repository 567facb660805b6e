/** Bytes to text: the encoding is told by its mark, by where NUL bytes stand, by validity, by what the text says, or guessed. */
import { AppError } from '../../shared/errors.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import { declaredEncoding, guessedEncoding } from './encodings.ts';

type WideEncoding = 'utf-16le' | 'utf-16be';

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
    if (!wide.isMarked) {
      const message = `${name} does not say which encoding it is in; it was read as UTF-16.`;
      problems.push({ line: 1, message, severity: 'note' });
    }
    yield* decodedWith(wide.label, 'UTF-16', first, more, { name, problems, line: 1 });
    return;
  }
  // Valid so far: UTF-8 until a byte says otherwise.
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let chunk: Buffer | null = first;
  let pending: Buffer = Buffer.alloc(0);
  let line = 1;
  let seen = false;
  while (chunk !== null) {
    const joined: Buffer = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    const whole = joined.length - incompleteTail(joined);
    let text: string;
    try {
      text = strict.decode(joined.subarray(0, whole));
    } catch {
      yield* otherThanUtf8(joined, first, seen, more, { name, problems, line });
      return;
    }
    line += lineBreaks(text);
    // One of them in UTF-8 is no accident.
    seen ||= whole !== text.length;
    yield text;
    pending = joined.subarray(whole);
    chunk = await more();
  }
  if (pending.length > 0) yield* otherThanUtf8(pending, first, seen, more, { name, problems, line });
}

/** Where a text is, and where its problems go. */
interface Whereabouts {
  readonly name: string;
  readonly problems: ImportProblem[];
  line: number;
}

/** Bytes that are not all UTF-8: few wrong ones among many right ones are damage, else it is the encoding declared, or guessed. */
async function* otherThanUtf8(
  bytes: Buffer,
  first: Buffer,
  seen: boolean,
  more: () => Promise<Buffer | null>,
  where: Whereabouts,
): AsyncGenerator<string> {
  const { name, problems, line } = where;
  const note = (message: string) => problems.push({ line, message, severity: 'note' });
  const text = bytes.toString('utf8');
  const wrong = text.match(/\ufffd/g)?.length ?? 0;
  const right = (text.match(/[^\0-\x7f]/gu)?.length ?? 0) - wrong;
  if (seen || (right > 0 && right >= wrong)) {
    note(
      `${name} has bytes that are not valid UTF-8 near line ${line}; they are read as “\ufffd”. Look at the words around them before you import.`,
    );
    yield* decodedWith('utf-8', null, bytes, more, where);
    return;
  }
  const declared = declaredEncoding(first);
  if (declared !== null && !declared.label.startsWith('utf-')) {
    yield* decodedWith(declared.label, declared.written, bytes, more, where);
    return;
  }
  const guess = guessedEncoding(bytes);
  const from = line > 1 ? ` from line ${line} on` : '';
  const why = declared === null ? `is not valid UTF-8${from}` : `says that it is ${declared.written}, but is not${from}`;
  note(`${name} ${why}, so it was read as ${guess.name}. Look at the ${guess.languages} before you import.`);
  yield* decodedWith(guess.label, guess.name, bytes, more, where);
}

/** The rest of the bytes in one encoding; what is not in it is told, but where `label` is null it was told already. */
async function* decodedWith(
  encoding: string,
  label: string | null,
  first: Buffer,
  more: () => Promise<Buffer | null>,
  where: Whereabouts,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  let wrong = 0;
  let firstWrong = 0;
  const checked = (text: string): string => {
    if (label !== null && text.includes('\ufffd')) {
      if (wrong === 0) firstWrong = where.line + lineBreaks(text.slice(0, text.indexOf('\ufffd')));
      wrong += text.match(/\ufffd/g)?.length ?? 0;
    }
    where.line += lineBreaks(text);
    return text;
  };
  for (let chunk: Buffer | null = first; chunk !== null; chunk = await more()) yield checked(decoder.decode(chunk, { stream: true }));
  yield checked(decoder.decode());
  if (wrong > 0) {
    const what = wrong === 1 ? 'one place that is' : `${wrong} places that are`;
    const message = `${where.name} has ${what} not ${label}; they are read as “\ufffd”, first on line ${firstWrong}.`;
    where.problems.push({ line: firstWrong, message, severity: 'note' });
  }
}

/** UTF-16 with a byte order mark, or told by where NULs stand and by which way round its characters are ones that people write. */
function wideEncodingOf(first: Buffer): { readonly label: WideEncoding; readonly isMarked: boolean } | null {
  if (first[0] === 0xff && first[1] === 0xfe) return { label: 'utf-16le', isMarked: true };
  if (first[0] === 0xfe && first[1] === 0xff) return { label: 'utf-16be', isMarked: true };
  const sample = first.subarray(0, 4096);
  const half = Math.floor(sample.length / 2);
  let even = 0;
  let odd = 0;
  let little = 0;
  let big = 0;
  for (let at = 0; at < half; at += 1) {
    const [one = 0, two = 0] = [sample[at * 2], sample[at * 2 + 1]];
    if (one === 0) even += 1;
    if (two === 0) odd += 1;
    if (isWritten(one + two * 256)) little += 1;
    if (isWritten(one * 256 + two)) big += 1;
  }
  if (half < 2 || even + odd === 0) return null;
  // ASCII has a NUL in one of its bytes; the other bytes of such a text are letters of some script.
  if (odd >= half * 0.02 && odd > even * 10 && little > half * 0.95) return { label: 'utf-16le', isMarked: false };
  if (even >= half * 0.02 && even > odd * 10 && big > half * 0.95) return { label: 'utf-16be', isMarked: false };
  // Characters of East Asia the wrong way round are strewn over all of Unicode.
  if (little > half * 0.95 && big < half * 0.75) return { label: 'utf-16le', isMarked: false };
  if (big > half * 0.95 && little < half * 0.75) return { label: 'utf-16be', isMarked: false };
  return null;
}

/** Whether a code unit is of a script that titles are written in, or a sign between words. */
function isWritten(unit: number): boolean {
  return (
    (unit >= 0x20 && unit < 0x250 && unit !== 0x7f) ||
    (unit >= 0x09 && unit <= 0x0d) ||
    (unit >= 0x370 && unit < 0x700) ||
    (unit >= 0x2010 && unit < 0x2070) ||
    (unit >= 0x3000 && unit < 0x3100) ||
    (unit >= 0x4e00 && unit < 0xa000) ||
    (unit >= 0xac00 && unit < 0xd7a4) ||
    (unit >= 0xff00 && unit < 0xfff0)
  );
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
  if (thrown instanceof AppError) return thrown;
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
