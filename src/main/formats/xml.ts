/**
 * Records in XML one by one, each a small tree with its line. A record is found by its tags before anything is parsed,
 * so that one that is damaged costs no other; entities of a document's own are refused and nothing is ever fetched.
 */
import { Parser } from 'htmlparser2';
import { AppError } from '../../shared/errors.ts';
import type { ImportProblem } from '../../shared/importModels.ts';
import { lineBreaks } from './decode.ts';
import { isObject } from './json.ts';
import { MAX_DEPTH, MAX_RECORD_LENGTH, tooDeep, tooLong } from './recordLimits.ts';
import type { Source } from './source.ts';

/** No tag that begins a record is longer, nor a reference to a document type; in UTF-16 units. */
const MAX_TAG_LENGTH = 64 * 1024;
/** What may be the beginning of a mark whose rest is in the next piece, in UTF-16 units. */
const LONGEST_MARK = 200;

export interface XmlElement {
  /** As it is written, with its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** In order; texts with entities and CDATA undone. */
  readonly children: readonly XmlNode[];
  /** Where it begins in the source, from 1. */
  readonly line: number;
}

export type XmlNode = XmlElement | string;

export interface XmlRecord {
  readonly element: XmlElement;
  /** Of severity `note`: what was mended to read it. */
  readonly problems: readonly ImportProblem[];
}

/**
 * The elements with one of `names` (local names, in any namespace) as trees, in order; what is outside of them is
 * passed over. One inside another does not count: it is the next one, and the one before it is damaged.
 * @throws {AppError} `bad-request` for a document type with declarations of its own.
 */
export async function* xmlRecords(
  source: Source,
  names: readonly string[],
): AsyncGenerator<XmlRecord | { readonly problem: ImportProblem }> {
  const scanner = new RecordScanner(names, source.name);
  for await (const piece of source.pieces()) {
    for (const found of scanner.push(piece)) yield 'problem' in found ? found : parseFound(found);
  }
  for (const found of scanner.end()) yield 'problem' in found ? found : parseFound(found);
}

/** The first element of a text as a tree, such as the opening of a feed; null where it has none, or nests too deeply. */
export function xmlTree(text: string): XmlElement | null {
  return parseElement(text, 1)?.element ?? null;
}

/** The name without its prefix. */
export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The elements at the end of a path of local names, in order. */
export function all(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  let level: readonly XmlElement[] = [element];
  for (const name of path) {
    level = level.flatMap(({ children }) =>
      children.filter((child) => typeof child !== 'string' && localName(child) === name),
    ) as XmlElement[];
  }
  return level;
}

/** The first element at the end of a path of local names. */
export function first(element: XmlElement, ...path: readonly string[]): XmlElement | null {
  return all(element, ...path)[0] ?? null;
}

/** The value of an attribute by its local name, null where it is absent or blank. */
export function attribute(element: XmlElement, name: string): string | null {
  const found = Object.entries(element.attributes)
    .find(([key]) => key.slice(key.indexOf(':') + 1) === name)?.[1]
    .trim();
  return found === undefined || found === '' ? null : found;
}

/** The tree as plain JSON, to be kept as the record of a paper: `{name, attributes?, children}`, without white space between elements. */
export function recordOf(element: XmlElement): Record<string, unknown> {
  const children = element.children.some((child) => typeof child !== 'string')
    ? element.children.filter((child) => typeof child !== 'string' || child.trim() !== '')
    : element.children;
  return {
    name: element.name,
    ...(Object.keys(element.attributes).length === 0 ? {} : { attributes: element.attributes }),
    children: children.map((child) => (typeof child === 'string' ? child : recordOf(child))),
  };
}

/** The tree of a record that `recordOf` made; one without children for anything else. */
export function elementFrom(record: Readonly<Record<string, unknown>>): XmlElement {
  const { name, attributes, children } = record;
  return {
    name: typeof name === 'string' ? name : '',
    attributes: isObject(attributes) ? Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])) : {},
    children: (Array.isArray(children) ? children : []).flatMap((child): XmlNode[] =>
      typeof child === 'string' ? [child] : isObject(child) ? [elementFrom(child)] : [],
    ),
    line: 0,
  };
}

/** A stretch of text that is one record. */
interface FoundRecord {
  readonly line: number;
  readonly text: string;
}

/** Finds where records begin and end, in a text that comes in pieces. */
class RecordScanner {
  readonly #mark: RegExp;
  readonly #name: string;
  #buffer = '';
  /** Up to where the buffer has been looked at. */
  #at = 0;
  /** Lines up to `#lineAt`. */
  #line = 1;
  #lineAt = 0;
  /** Where in the buffer the current record begins, -1 between records. */
  #start = -1;
  #startLine = 1;
  #startName = '';
  #ended = false;
  /** Where in the buffer a mark stands next after a place, -1 where it does not: so that none is looked for twice. */
  readonly #seen = new Map<string, { readonly from: number; readonly index: number }>();

  constructor(names: readonly string[], sourceName: string) {
    const tag = `<(/?)(?:[\\w.-]{1,60}:)?(${names.join('|')})(?=[\\s/>])`;
    this.#mark = new RegExp(`<!--|<!\\[CDATA\\[|<!DOCTYPE|<!ENTITY|${tag}`, 'g');
    this.#name = sourceName;
  }

  *push(piece: string): Generator<FoundRecord | { readonly problem: ImportProblem }> {
    this.#buffer += piece;
    this.#seen.clear();
    yield* this.#scan();
    const keep = this.#start === -1 ? this.#at : this.#start;
    this.#lineTo(keep);
    this.#buffer = this.#buffer.slice(keep);
    this.#at -= keep;
    this.#lineAt = 0;
    if (this.#start !== -1) this.#start = 0;
  }

  *end(): Generator<FoundRecord | { readonly problem: ImportProblem }> {
    this.#ended = true;
    this.#seen.clear();
    yield* this.#scan();
    if (this.#start !== -1) yield this.#found(this.#buffer.length);
  }

  *#scan(): Generator<FoundRecord | { readonly problem: ImportProblem }> {
    const buffer = this.#buffer;
    for (;;) {
      if (this.#start !== -1 && this.#at - this.#start > MAX_RECORD_LENGTH) {
        yield { problem: tooLong(this.#startLine) };
        this.#start = -1;
      }
      this.#mark.lastIndex = this.#at;
      const found = this.#mark.exec(buffer);
      if (found === null) {
        // A mark may be cut at the end of the buffer.
        this.#at = this.#ended ? buffer.length : Math.max(this.#at, buffer.length - LONGEST_MARK);
        if (this.#start !== -1 && this.#at - this.#start > MAX_RECORD_LENGTH) continue;
        return;
      }
      const { index } = found;
      const name = found[2];
      const after = index + found[0].length;
      if (name !== undefined) {
        if (found[1] === '/') {
          const close = buffer.indexOf('>', after);
          if (close === -1 && !this.#ended && buffer.length - after < MAX_TAG_LENGTH) {
            this.#at = index;
            return;
          }
          this.#at = after;
          if (this.#start === -1 || name !== this.#startName) continue;
          yield this.#found(close === -1 ? after : close + 1);
          this.#start = -1;
          continue;
        }
        const close = buffer.indexOf('>', after);
        if (close === -1 && !this.#ended && buffer.length - after < MAX_TAG_LENGTH) {
          this.#at = index;
          return;
        }
        // The record before this one was never closed.
        if (this.#start !== -1) yield this.#found(index);
        this.#lineTo(index);
        this.#start = index;
        this.#startLine = this.#line;
        this.#startName = name;
        this.#at = after;
        if (close !== -1 && buffer.charAt(close - 1) === '/') {
          yield this.#found(close + 1);
          this.#start = -1;
        }
      } else if (found[0] === '<!--' || found[0] === '<![CDATA[') {
        const past = this.#past(after, found[0]);
        this.#at = past ?? index;
        if (past === null) return;
      } else if (this.#start === -1) {
        const end = found[0] === '<!ENTITY' ? after : this.#endOfDoctype(after);
        this.#at = end ?? index;
        if (end === null) return;
        if (found[0] === '<!ENTITY' || buffer.charAt(end - 1) === '[') this.#refuse(index);
      } else this.#at = after;
    }
  }

  /**
   * Past a comment or a stretch of CDATA; null while its end may be yet to come. One that never ends, or that another one
   * like it begins in, is damaged: only its opening is passed.
   */
  #past(after: number, opening: '<!--' | '<![CDATA['): number | null {
    const closing = opening === '<!--' ? '-->' : ']]>';
    const end = this.#next(closing, after);
    if (end === -1) return this.#ended || this.#buffer.length - after > MAX_RECORD_LENGTH ? after : null;
    const another = this.#next(opening, after);
    return another === -1 || another > end ? end + closing.length : after;
  }

  #next(mark: string, from: number): number {
    const seen = this.#seen.get(mark);
    if (seen !== undefined && seen.from <= from && (seen.index === -1 || from <= seen.index)) return seen.index;
    const index = this.#buffer.indexOf(mark, from);
    this.#seen.set(mark, { from, index });
    return index;
  }

  /** Past the bracket that opens declarations, or past the end of a document type without any; null while neither is there. */
  #endOfDoctype(after: number): number | null {
    const end = /[[>]/.exec(this.#buffer.slice(after, after + MAX_TAG_LENGTH));
    if (end !== null) return after + end.index + 1;
    return this.#ended || this.#buffer.length - after > MAX_TAG_LENGTH ? after : null;
  }

  #refuse(index: number): never {
    this.#lineTo(index);
    throw new AppError(
      'bad-request',
      `${this.#name} declares entities of its own on line ${this.#line}, which no list of papers needs and which can be made to swell without end. Nothing was imported; export the list again, or take the declarations out.`,
    );
  }

  #found(end: number): FoundRecord | { readonly problem: ImportProblem } {
    const text = this.#buffer.slice(this.#start, end);
    return text.length > MAX_RECORD_LENGTH ? { problem: tooLong(this.#startLine) } : { line: this.#startLine, text };
  }

  #lineTo(index: number): void {
    if (index <= this.#lineAt) return;
    this.#line += lineBreaks(this.#buffer.slice(this.#lineAt, index));
    this.#lineAt = index;
  }
}

function parseFound({ line, text }: FoundRecord): XmlRecord | { readonly problem: ImportProblem } {
  const parsed = parseElement(text, line);
  if (parsed === null) {
    return { problem: tooDeep(line) };
  }
  const { element, unclosed } = parsed;
  if (unclosed === null) return { element, problems: [] };
  const message = `This record is damaged: <${unclosed.name}> on line ${unclosed.line} has no end. It was read as far as it goes.`;
  return { element, problems: [{ line: unclosed.line, message, severity: 'note' }] };
}

class TooDeep extends Error {}

interface Growing extends XmlElement {
  readonly children: XmlNode[];
}

/** The first element of a text, and the innermost one that had to be closed; null where it nests too deeply, or there is none. */
function parseElement(text: string, line: number): { element: XmlElement; unclosed: XmlElement | null } | null {
  const open: Growing[] = [];
  let root: Growing | null = null;
  let unclosed: XmlElement | null = null;
  let lineNow = line;
  let counted = 0;
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (open.length >= MAX_DEPTH) throw new TooDeep();
        lineNow += lineBreaks(text.slice(counted, parser.startIndex));
        counted = Math.max(counted, parser.startIndex);
        const element: Growing = { name, attributes, children: [], line: lineNow };
        if (open.length > 0) open.at(-1)?.children.push(element);
        else root ??= element;
        open.push(element);
      },
      ontext(data) {
        const children = open.at(-1)?.children;
        if (children === undefined) return;
        const last = children.at(-1);
        // Entities and CDATA cut a text into parts.
        if (typeof last === 'string') children[children.length - 1] = last + data;
        else children.push(data);
      },
      onclosetag(_name, isImplied) {
        const closed = open.pop();
        const isWhole = !isImplied || text.endsWith('/>', parser.endIndex + 1);
        if (!isWhole) unclosed ??= closed ?? null;
      },
    },
    { xmlMode: true },
  );
  try {
    parser.end(text);
  } catch (thrown) {
    if (thrown instanceof TooDeep) return null;
    throw thrown;
  }
  return root === null ? null : { element: root, unclosed };
}
