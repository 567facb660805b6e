/**
 * Mails, one or a mailbox of several, as wrappers around what other formats read: an alert, a listing, a newsletter, a file that
 * hangs on it. A mail that came as text and as HTML is read as the one that yields more papers, at a tie as HTML for its links.
 */
import PostalMime from 'postal-mime';
import type { ImportEntry, ReadItem } from '../../shared/entries.ts';
import { AppError } from '../../shared/errors.ts';
import type { PartialDate } from '../../shared/models.ts';
import { parsePartialDate } from '../../shared/text/dates.ts';
import type { Format, ReadContext } from './format.ts';
import { bytesSource, type Source, textSource } from './source.ts';

type Email = Awaited<ReturnType<typeof PostalMime.parse>>;
type Digest = { readonly name: string; readonly date: PartialDate | null };

const KNOWN =
  /^(?:Return-Path|Received|Delivered-To|Date|Message-ID|MIME-Version|Subject|From|To|Cc|Sender|Reply-To|Precedence|Content-Type|Content-Transfer-Encoding|Authentication-Results|DKIM-Signature|ARC-[\w-]+|List-[\w-]+|X-[\w-]+):/i;
/** The line a mail of a mailbox begins with. */
const ENVELOPE = /^From \S{1,200} .{0,200}\d{4}/;
const MAX_NESTING = 32;

/** Mails whose parts are read by the formats that `detect` tells. */
export function mailAround(detect: (head: string, name: string) => Format | null): Format {
  return {
    id: 'mail',
    label: 'e-mail',

    detect: (head) => (isMail(head) ? 0.99 : 0),

    async *read(source, context): AsyncGenerator<ReadItem> {
      const mails = mailsIn(await source.bytes());
      for (const { line, bytes } of mails) {
        const mail = await parsed(bytes, source.name, line);
        const read = await papersOf(mail, bytes, line, detect, context);
        const digest = digestOf(mail, read.digest, context.now);
        if (mails.length === 1) {
          if (digest !== null && read.items.some(({ kind }) => kind === 'entry')) yield { kind: 'facts', facts: { digest } };
          yield* read.items;
          continue;
        }
        if (read.items.length === 0) yield { kind: 'problem', problem: noPapers(mail, line) };
        for (const item of read.items) yield item.kind === 'entry' ? { kind: 'entry', entry: under(digest, item.entry) } : item;
      }
    },
  };
}

/** Whether the text begins as mails do: with headers, of which some are the usual ones. */
function isMail(head: string): boolean {
  const lines = head
    .slice(0, 64 * 1024)
    .replace(/^\s+/, '')
    .split(/\r?\n/);
  if (ENVELOPE.test(lines[0] ?? '')) lines.shift();
  let known = 0;
  for (const line of lines) {
    if (line === '') break;
    if (KNOWN.test(line)) known += 1;
    else if (!/^(?:[ \t]|>From |[\w-]{1,80}:)/.test(line)) return false;
  }
  return known >= 3 && lines.some((line) => /^(?:From|Subject|Date|MIME-Version):/i.test(line));
}

/** The mails of a file, each with the line it begins on. */
function mailsIn(bytes: Buffer): readonly { readonly line: number; readonly bytes: Buffer }[] {
  // One byte a character: the offsets are those of the bytes.
  const text = bytes.toString('latin1');
  if (!ENVELOPE.test(text)) return [{ line: 1, bytes }];
  const mails: { line: number; bytes: Buffer }[] = [];
  let line = 1;
  let from = 0;
  const starts = [...text.matchAll(/(?<=\n\r?\n)From \S{1,200} [^\n]{0,200}\d{4}[^\n]*\n(?=[\w-]{1,80}:)/g)].map(({ index }) => index);
  for (const end of [...starts, bytes.length]) {
    const envelope = text.indexOf('\n', from) + 1;
    mails.push({ line, bytes: bytes.subarray(envelope === 0 || envelope > end ? from : envelope, end) });
    line += text.slice(from, end).split('\n').length - 1;
    from = end;
  }
  return mails;
}

/** @throws {AppError} `damaged` where the mail nests deeper, or has longer headers, than mails do. */
async function parsed(bytes: Buffer, name: string, line: number): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, { maxNestingDepth: MAX_NESTING });
  } catch (thrown) {
    throw new AppError(
      'damaged',
      `The mail that begins on line ${line} of ${name} is damaged or no mail. Nothing was imported; save it again, or paste its text.`,
      { cause: String(thrown) },
    );
  }
}

interface Papers {
  readonly items: readonly ReadItem[];
  readonly digest: Digest | null;
}

const NO_PAPERS: Papers = { items: [], digest: null };

/** What the better face of the mail holds, and what hangs on it. */
async function papersOf(
  mail: Email,
  bytes: Buffer,
  line: number,
  detect: (head: string, name: string) => Format | null,
  context: ReadContext,
): Promise<Papers> {
  const read = async (source: Source, base: (line: number) => number): Promise<Papers> => {
    const format = detect(await source.head(), source.name);
    return format === null ? NO_PAPERS : collected(format, source, context, base);
  };
  const face = async (text: string | undefined): Promise<Papers> => {
    if (text === undefined || text.trim() === '') return NO_PAPERS;
    // Quoted-printable and base64 have lines of their own: what is in them stands where the mail begins.
    const offset = offsetOf(text, bytes);
    return read(textSource(text, mail.subject ?? ''), (own) => (offset === null ? line : line + offset + own - 1));
  };
  const plain = await face(mail.text);
  const rich = await face(mail.html);
  const count = ({ items }: Papers) => items.filter(({ kind }) => kind === 'entry').length;
  const better = count(rich) >= count(plain) && rich.items.length > 0 ? rich : plain;
  const items = [...better.items];
  for (const { content, filename, mimeType, related } of mail.attachments) {
    if (related === true || typeof content === 'string' || /^(?:image|audio|video|font)\//.test(mimeType)) continue;
    const source = bytesSource(content instanceof Uint8Array ? content : new Uint8Array(content), filename ?? '');
    items.push(...(await read(source, () => line)).items);
    await source.close();
  }
  return { items, digest: better.digest };
}

async function collected(format: Format, source: Source, context: ReadContext, base: (line: number) => number): Promise<Papers> {
  const items: ReadItem[] = [];
  let digest: Digest | null = null;
  for await (const item of format.read(source, context)) {
    if (item.kind === 'facts') digest = item.facts.digest;
    else if (item.kind === 'problem') items.push({ kind: 'problem', problem: { ...item.problem, line: base(item.problem.line) } });
    else {
      const { entry } = item;
      const problems = entry.problems.map((problem) => ({ ...problem, line: base(problem.line) }));
      items.push({ kind: 'entry', entry: { ...entry, line: base(entry.line), problems } });
    }
  }
  return { items, digest };
}

/** On which line of the mail, from 0, a part begins that stands in it as it is; null where it is encoded. */
function offsetOf(text: string, bytes: Buffer): number | null {
  const lines = text.split(/\r?\n/, 200);
  const known = lines.findIndex((line) => line.trim().length >= 20);
  const wanted = lines[known];
  if (wanted === undefined) return null;
  const at = bytes.indexOf(`\n${wanted}`);
  if (at === -1) return null;
  let breaks = 1;
  for (let from = bytes.indexOf(10); from !== -1 && from < at; from = bytes.indexOf(10, from + 1)) breaks += 1;
  return breaks - known;
}

/** What a list calls itself, or else the mail's subject and date. */
function digestOf(mail: Email, own: Digest | null, now: Date): Digest | null {
  const sent = mail.headers.find(({ key }) => key === 'date')?.value ?? '';
  const day = /\d{1,2}\s+[A-Za-z]{3}\s+\d{4}/.exec(sent)?.[0];
  const date = own?.date ?? (day === undefined ? null : parsePartialDate(day, now));
  const subject = mail.subject?.replace(/\s+/g, ' ').trim() ?? '';
  const name = own !== null && (own.name !== 'Daily papers' || subject === '') ? own.name : subject;
  return name === '' ? null : { name, date };
}

function under(digest: Digest | null, entry: ImportEntry): ImportEntry {
  return digest === null || entry.kept?.digest !== undefined ? entry : { ...entry, kept: { ...entry.kept, digest } };
}

function noPapers(mail: Email, line: number) {
  const subject =
    mail.subject === undefined || mail.subject === '' ? 'This mail' : `The mail “${mail.subject.slice(0, 80).toWellFormed()}”`;
  return { line, message: `${subject} holds no papers that Offprint can read.`, severity: 'note' as const };
}
