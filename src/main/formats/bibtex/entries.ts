/**
 * BibTeX's own syntax: entries with their fields as they stand, and macros put in. It reads pieces cut anywhere, in one pass, and goes
 * on after damage at the next entry that begins a line.
 */
import type { ImportProblem } from '../../../shared/importModels.ts';
import { MAX_DEPTH, MAX_RECORD_LENGTH } from '../recordLimits.ts';

/** One entry, its values still TeX. */
export interface BibEntry {
  /** Where it begins, from 1. */
  readonly line: number;
  /** As it is written. */
  readonly type: string;
  readonly key: string;
  /** By names in lower case; a name that comes again gets `+2`, `+3`. */
  readonly fields: Readonly<Record<string, string>>;
  readonly problems: readonly ImportProblem[];
}

export type BibItem = { readonly kind: 'entry'; readonly entry: BibEntry } | { readonly kind: 'problem'; readonly problem: ImportProblem };

/** An open value that goes on so far past something like an entry was never closed. */
const MAX_PAST_ENTRY = 64 * 1024;
const MAX_FIELDS = 2_000;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_NAMES =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;

/** As much as the pattern below may want to see. */
const AHEAD = 200;
const OPENING = /@[ \t]{0,20}([A-Za-z][\w+-]{0,60})[ \t\n]{0,40}([{(])?/y;
const NAME = /[^\s=,{}()"#%@]+/y;
const BARE = /[^\s,{}()"#=%]+/y;
const IN_BRACES = /[\\{}\n]/g;
const IN_QUOTES = /[\\{}\n"]/g;

/** Where reading stopped short: the text goes on in the next piece. */
class Unfinished extends Error {}

/** An entry that cannot be read on. */
class Damage extends Error {
  /** Where reading may go on at the earliest. */
  readonly from: number;
  constructor(message: string, from: number) {
    super(message);
    this.from = from;
  }
}

export class EntryScanner {
  #text = '';
  #at = 0;
  #line = 1;
  #final = false;
  /** Nothing new is tried before the text is so long. */
  #wanted = 0;
  #carriageReturn = false;
  #isOldMac: boolean | null = null;
  /** By names in lower case. */
  readonly #macros = new Map<string, string>();
  /** In the value that is being read. */
  #escapes = true;

  *push(piece: string): Generator<BibItem> {
    this.#text += this.#withLineFeeds(piece);
    if (this.#text.length < this.#wanted) return;
    yield* this.#scan();
    this.#text = this.#text.slice(this.#at);
    this.#at = 0;
    // A long entry in small pieces is not looked at again for each.
    this.#wanted = this.#text.length * 2;
  }

  *end(): Generator<BibItem> {
    this.#final = true;
    yield* this.#scan();
  }

  /** Lines as they are counted everywhere: a carriage return ends one only where there are no line feeds. */
  #withLineFeeds(piece: string): string {
    const text = this.#carriageReturn ? `\r${piece}` : piece;
    this.#carriageReturn = text.endsWith('\r');
    const whole = this.#carriageReturn ? text.slice(0, -1) : text;
    if (!whole.includes('\r')) return whole;
    this.#isOldMac ??= !whole.includes('\n');
    return whole.replaceAll('\r\n', '\n').replaceAll('\r', this.#isOldMac ? '\n' : ' ');
  }

  *#scan(): Generator<BibItem> {
    for (;;) {
      const start = this.#nextOpening();
      if (start === null) return;
      OPENING.lastIndex = start;
      const opening = OPENING.exec(this.#text);
      const [whole, type] = [opening?.[0] ?? '@', opening?.[1] ?? ''];
      const item = this.#attempt(start, whole.length, type, opening?.[2]);
      if (item === 'unfinished') return;
      if (item !== null) yield item;
    }
  }

  /** The next `@word`, with the reading advanced to it; null where there is none yet. Lines after a per cent sign are passed over. */
  #nextOpening(): number | null {
    for (;;) {
      const at = this.#text.indexOf('@', this.#at);
      if (at === -1) {
        // The line may be a comment, and go on.
        const lineStart = this.#text.lastIndexOf('\n') + 1;
        this.#advance(this.#final ? this.#text.length : Math.max(this.#at, Math.min(lineStart, this.#text.length)));
        return null;
      }
      // No further back than has been passed over: a line of nothing but such signs is looked at once.
      const lineStart = this.#at + this.#text.slice(this.#at, at).lastIndexOf('\n') + 1;
      if (!this.#final && at + AHEAD > this.#text.length) {
        this.#advance(lineStart);
        return null;
      }
      const comment = this.#text.slice(lineStart, at).indexOf('%');
      OPENING.lastIndex = at;
      const opening = comment === -1 && !/[\p{L}\p{N}_.]/u.test(this.#text.charAt(at - 1)) ? OPENING.exec(this.#text) : null;
      if (opening !== null && (opening[2] !== undefined || /^comment$/i.test(opening[1] ?? ''))) {
        this.#advance(at);
        return at;
      }
      const lineEnd = comment === -1 ? at + 1 : this.#text.indexOf('\n', at);
      if (lineEnd === -1 && !this.#final) {
        this.#advance(lineStart);
        return null;
      }
      this.#advance(lineEnd === -1 ? this.#text.length : lineEnd);
    }
  }

  #advance(to: number): void {
    for (let at = this.#text.indexOf('\n', this.#at); at !== -1 && at < to; at = this.#text.indexOf('\n', at + 1)) this.#line += 1;
    this.#at = to;
  }

  /** Reads what opens at `start`. An entry whose braces only fit if backslashes do not count is read in that way. */
  #attempt(start: number, opened: number, type: string, guard: string | undefined): BibItem | 'unfinished' | null {
    const name = type.toLowerCase();
    for (const escapes of [true, false]) {
      this.#escapes = escapes;
      const fields: Fields = new Fields();
      try {
        let read: { readonly end: number; readonly item: BibItem | null };
        if (name === 'comment') read = { end: this.#comment(start + opened, guard), item: null };
        else if (name === 'preamble') read = { end: this.#preamble(start + opened, guard), item: null };
        else if (name === 'string') read = { end: this.#string(start + opened, guard, fields), item: null };
        else read = this.#entry(start + opened, type, guard, fields);
        const line = this.#line;
        this.#advance(read.end);
        if (read.item?.kind === 'entry' && !escapes) {
          return noted(read.item.entry, line, 'Its braces only fit where backslashes before them do not count; it was read in that way.');
        }
        return read.item;
      } catch (thrown) {
        if (thrown instanceof Unfinished) {
          if (this.#text.length - start <= MAX_RECORD_LENGTH) return 'unfinished';
          return this.#damaged(start, type, fields, new Damage('is longer than eight million characters', start + 1));
        }
        if (!(thrown instanceof Damage)) throw thrown;
        if (escapes && name !== 'comment' && this.#text.slice(start, thrown.from + 1).includes('\\}')) continue;
        return this.#damaged(start, type, fields, thrown);
      }
    }
    return null;
  }

  /** Goes on behind the damage, with what was read before it if that is a paper at all. */
  #damaged(start: number, type: string, fields: Fields, damage: Damage): BibItem | null {
    const line = this.#line;
    const resumes = this.#nextEntryLine(Math.max(start + 1, damage.from));
    const { open } = fields;
    if (open !== null && Object.hasOwn(fields.values, 'title') && resumes > open.from) {
      fields.add(open.name, untilNextField(this.#text.slice(open.from, Math.min(resumes, open.from + MAX_SALVAGED))));
    }
    this.#advance(resumes);
    if (/^(?:comment|preamble)$/i.test(type)) return null;
    const what = fields.key === '' ? `The ${type} here` : `The entry “${fields.key.slice(0, 80)}”`;
    const { title } = fields.values;
    if (title === undefined || title.trim() === '' || /^string$/i.test(type) || fields.isTooDeep) {
      return { kind: 'problem', problem: { line, message: `${what} ${damage.message}, so it was left out.`, severity: 'lost' } };
    }
    const read = Object.keys(fields.values);
    return noted(
      fields.entry(line, type),
      line,
      `${what} ${damage.message}. It was read as far as its lines tell (${read.slice(-3).join(', ')} last); compare it with the file.`,
    );
  }

  /** Where the next entry begins a line, or the end of what there is. */
  #nextEntryLine(from: number): number {
    const text = this.#text;
    for (
      let at = from === 0 || text.charAt(from - 1) === '\n' ? from : text.indexOf('\n', from) + 1;
      at > 0;
      at = text.indexOf('\n', at) + 1
    ) {
      let first = at;
      while (/[ \t]/.test(text.charAt(first))) first += 1;
      OPENING.lastIndex = first;
      if (text.charAt(first) === '@' && OPENING.exec(text)?.[2] !== undefined) return first;
      if (first > text.length - AHEAD && !this.#final && text.indexOf('\n', at) === -1) return at;
    }
    return text.length;
  }

  #comment(from: number, guard: string | undefined): number {
    if (guard === '{') {
      try {
        return this.#braces(from).end;
      } catch (thrown) {
        // A remark with a brace too few ends at its line.
        if (thrown instanceof Unfinished && this.#text.length - from <= MAX_RECORD_LENGTH) throw thrown;
      }
    }
    const end = this.#text.indexOf('\n', from);
    if (end === -1 && !this.#final) throw new Unfinished();
    return end === -1 ? this.#text.length : end;
  }

  #preamble(from: number, guard: string | undefined): number {
    return guard === '{' ? this.#braces(from).end : this.#close(this.#skip(this.#value(this.#skip(from), new Fields()).end), ')');
  }

  #string(from: number, guard: string | undefined, fields: Fields): number {
    const start = this.#skip(from);
    const name = this.#match(NAME, start);
    if (name === null) throw new Damage('is no macro with a name', start);
    const equals = this.#skip(start + name.length);
    if (this.#char(equals) !== '=') throw new Damage('has no value', equals);
    const value = this.#value(this.#skip(equals + 1), fields);
    this.#macros.set(name.toLowerCase(), value.text);
    return this.#close(this.#skip(value.end), guard === '(' ? ')' : '}');
  }

  #close(at: number, closing: string): number {
    if (this.#char(at) !== closing) throw new Damage('is not closed', at);
    return at + 1;
  }

  #entry(from: number, type: string, guard: string | undefined, fields: Fields): { readonly end: number; readonly item: BibItem } {
    const line = this.#line;
    const closing = guard === '(' ? ')' : '}';
    let at = this.#key(this.#skip(from), closing, fields);
    for (;;) {
      at = this.#skip(at);
      let char = this.#char(at);
      while (char === ',') {
        at = this.#skip(at + 1);
        char = this.#char(at);
      }
      if (char === closing) return { end: at + 1, item: this.#finished(fields.entry(line, type), line, fields) };
      if (char === '') throw new Damage('ends in the middle', at);
      if (char === '@' && this.#beginsLine(at)) throw new Damage('is not closed before the next one begins', at);
      const name = this.#match(NAME, at);
      if (name === null) throw new Damage(`cannot be read from “${this.#opening(at)}” on`, at);
      const equals = this.#skip(at + name.length);
      if (this.#char(equals) !== '=') {
        // A word alone, as a flag or a stray one, costs nothing but itself.
        if (!/[,})]/.test(this.#char(equals))) throw new Damage(`cannot be read from “${this.#opening(at)}” on`, at);
        fields.notes.push(`“${name.slice(0, 60)}” has no value and was left out.`);
        at = equals;
        continue;
      }
      const begins = this.#skip(equals + 1);
      fields.open = { name: name.toLowerCase(), from: begins + 1 };
      const value = this.#char(begins) === ',' || this.#char(begins) === closing ? { text: '', end: begins } : this.#value(begins, fields);
      fields.open = null;
      fields.add(name.toLowerCase(), value.text);
      if (fields.isTooDeep) throw new Damage(`has braces more than ${MAX_DEPTH} deep`, value.end);
      const after = this.#skip(value.end);
      if (!/[,})]/.test(this.#char(after)) && this.#isField(after)) fields.notes.push(`A comma is missing after “${name.slice(0, 60)}”.`);
      at = after;
    }
  }

  #finished(entry: BibEntry, line: number, fields: Fields): BibItem {
    if (fields.notes.length === 0) return { kind: 'entry', entry };
    const problems = fields.notes.map((message): ImportProblem => ({ line, message, severity: 'note' }));
    return { kind: 'entry', entry: { ...entry, problems } };
  }

  /** The key, unless the first thing is a field. */
  #key(from: number, closing: string, fields: Fields): number {
    // Keys are made of names, and names may hold TeX: `ram{\'\i}rez2024`.
    let depth = 0;
    let at = from;
    for (; at < this.#text.length; at += 1) {
      const char = this.#text.charAt(at);
      if (char === '{') depth += 1;
      else if (char === '}' && depth > 0) depth -= 1;
      else if (char === '\n' || (depth === 0 && (char === closing || /[,="]/.test(char)))) break;
    }
    const after = this.#skip(at);
    if (this.#char(after) === '=') return from;
    fields.key = this.#text.slice(from, at).trim();
    return after;
  }

  #value(from: number, fields: Fields): { readonly text: string; readonly end: number } {
    const parts: string[] = [];
    let at = from;
    for (;;) {
      const char = this.#char(at);
      if (char === '{') {
        const braces = this.#braces(at + 1);
        parts.push(braces.text);
        if (braces.depth > MAX_DEPTH) fields.isTooDeep = true;
        at = braces.end;
      } else if (char === '"') {
        const quotes = this.#quotes(at + 1);
        parts.push(quotes.text);
        if (quotes.depth > MAX_DEPTH) fields.isTooDeep = true;
        at = quotes.end;
      } else {
        const bare = this.#match(BARE, at);
        if (bare === null) throw new Damage(`cannot be read from “${this.#opening(at)}” on`, at);
        parts.push(this.#macro(bare, fields));
        at += bare.length;
      }
      const next = this.#skip(at);
      if (this.#char(next) !== '#') return { text: parts.length === 1 ? (parts[0] ?? '') : parts.join(''), end: at };
      at = this.#skip(next + 1);
    }
  }

  #macro(bare: string, fields: Fields): string {
    if (/^\d+$/.test(bare)) return bare;
    const name = bare.toLowerCase();
    const known = this.#macros.get(name);
    if (known !== undefined) return known;
    if (MONTH_NAMES.test(name)) return MONTHS.find((month) => name.startsWith(month)) ?? name;
    // A year or a page without its braces is no macro.
    if (!/^\d/.test(bare)) fields.notes.push(`The macro “${bare.slice(0, 60)}” is not defined here; its name was kept.`);
    return bare;
  }

  /** The inside of braces, the first of which stands before `from`. */
  #braces(from: number): { readonly text: string; readonly end: number; readonly depth: number } {
    const text = this.#text;
    let depth = 1;
    let deepest = 1;
    let entryAhead = -1;
    IN_BRACES.lastIndex = from;
    for (let found = IN_BRACES.exec(text); found !== null; found = IN_BRACES.exec(text)) {
      const { index } = found;
      const char = text.charCodeAt(index);
      if (char === BACKSLASH) {
        if (this.#escapes) IN_BRACES.lastIndex = index + 2;
      } else if (char === OPEN) {
        depth += 1;
        if (depth > deepest) deepest = depth;
      } else if (char === CLOSE) {
        depth -= 1;
        if (depth === 0) return { text: text.slice(from, index), end: index + 1, depth: deepest };
      } else {
        entryAhead = this.#entryAhead(index + 1, entryAhead);
        IN_BRACES.lastIndex = index + 1;
      }
    }
    return this.#open(entryAhead, 'brace');
  }

  /** The inside of quotes, the first of which stands before `from`. A quote within braces, or one that nothing follows that could, is of the text. */
  #quotes(from: number): { readonly text: string; readonly end: number; readonly depth: number } {
    const text = this.#text;
    let depth = 0;
    let deepest = 1;
    let entryAhead = -1;
    IN_QUOTES.lastIndex = from;
    for (let found = IN_QUOTES.exec(text); found !== null; found = IN_QUOTES.exec(text)) {
      const { index } = found;
      const char = text.charCodeAt(index);
      if (char === BACKSLASH) {
        if (this.#escapes) IN_QUOTES.lastIndex = index + 2;
      } else if (char === OPEN) {
        depth += 1;
        if (depth > deepest) deepest = depth;
      } else if (char === CLOSE) {
        depth -= 1;
        if (depth < 0) throw new Damage('has a quotation mark that is not closed', index);
      } else if (char === QUOTE) {
        if (depth > 0) continue;
        let after = index + 1;
        while (/\s/.test(this.#char(after))) after += 1;
        IN_QUOTES.lastIndex = index + 1;
        if (/^[,#})%]?$/.test(this.#char(after)) || this.#isField(after))
          return { text: text.slice(from, index), end: index + 1, depth: deepest };
      } else {
        entryAhead = this.#entryAhead(index + 1, entryAhead);
        IN_QUOTES.lastIndex = index + 1;
      }
    }
    return this.#open(entryAhead, 'quotation mark');
  }

  /** At the beginning of a line within a value: where the first entry was seen there, or -1. A second one, or much text, is proof of damage. */
  #entryAhead(lineStart: number, seen: number): number {
    const text = this.#text;
    let first = lineStart;
    while (text.charCodeAt(first) === 32 || text.charCodeAt(first) === 9) first += 1;
    if (seen !== -1 && first - seen > MAX_PAST_ENTRY) throw new Damage('has a brace or a quotation mark that is not closed', seen);
    if (text.charCodeAt(first) !== AT) return seen;
    if (!this.#final && first + AHEAD > text.length) throw new Unfinished();
    OPENING.lastIndex = first;
    if (OPENING.exec(text)?.[2] === undefined) return seen;
    if (seen !== -1) throw new Damage('has a brace or a quotation mark that is not closed', seen);
    return lineStart;
  }

  #open(entryAhead: number, what: string): never {
    if (!this.#final) throw new Unfinished();
    throw new Damage(`has a ${what} that is not closed`, entryAhead === -1 ? this.#text.length : entryAhead);
  }

  #beginsLine(at: number): boolean {
    return /(?:^|\n)[ \t]*$/.test(this.#text.slice(Math.max(0, at - 40), at));
  }

  #isField(at: number): boolean {
    const name = this.#match(NAME, at);
    return name !== null && this.#char(this.#skip(at + name.length)) === '=';
  }

  /** Passes over blanks, and over comments from a per cent sign to the end of the line. */
  #skip(from: number): number {
    const text = this.#text;
    let at = from;
    for (;;) {
      const char = text.charCodeAt(at);
      if (char === 32 || (char >= 9 && char <= 13) || char === 0xa0 || char === 0xfeff) at += 1;
      else if (char === PER_CENT) {
        const end = text.indexOf('\n', at);
        if (end === -1) {
          if (!this.#final) throw new Unfinished();
          return text.length;
        }
        at = end;
      } else if (Number.isNaN(char)) {
        if (!this.#final) throw new Unfinished();
        return at;
      } else return at;
    }
  }

  #char(at: number): string {
    if (at >= this.#text.length && !this.#final) throw new Unfinished();
    return this.#text.charAt(at);
  }

  #match(pattern: RegExp, at: number): string | null {
    pattern.lastIndex = at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return null;
    if (at + found.length >= this.#text.length && !this.#final) throw new Unfinished();
    return found;
  }

  #opening(at: number): string {
    return this.#text
      .slice(at, at + 40)
      .replace(/\s+/g, ' ')
      .trim()
      .toWellFormed();
  }
}

/** What an open value holds: the text up to a line that is a field, without what would have closed it. */
function untilNextField(text: string): string {
  const field = /\n[ \t]{0,40}[A-Za-z][\w+-]{0,40}[ \t]{0,40}=[ \t]{0,40}["{]/.exec(text)?.index ?? text.length;
  let end = field;
  while (end > 0 && /[\s,}")]/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** As much as is kept of a value that never ends. */
const MAX_SALVAGED = 64 * 1024;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const QUOTE = 34;
const AT = 64;
const PER_CENT = 37;

/** The fields of an entry as they are found. */
class Fields {
  key = '';
  isTooDeep = false;
  readonly notes: string[] = [];
  readonly values: Record<string, string> = {};
  /** The field whose value is being read. */
  open: { readonly name: string; readonly from: number } | null = null;
  #count = 0;

  add(name: string, value: string): void {
    this.#count += 1;
    if (this.#count > MAX_FIELDS) return;
    let free = name;
    // The names of fields are a stranger's: none of them may be an object's own.
    for (let time = 2; Object.hasOwn(this.values, free); time += 1) free = `${name}+${time}`;
    if (free !== '__proto__') this.values[free] = value;
  }

  entry(line: number, type: string): BibEntry {
    return { line, type, key: this.key, fields: this.values, problems: [] };
  }
}

function noted(entry: BibEntry, line: number, message: string): BibItem {
  return { kind: 'entry', entry: { ...entry, problems: [...entry.problems, { line, message, severity: 'note' }] } };
}
