/** Where the papers of a Markdown digest stand: rows of tables, headings, items of lists; each with what belongs to it. */
import { isProse, wordCount } from '../digestLines.ts';
import { type Field, fieldNamed, labelled } from './fields.ts';
import { addressesOf, isPaperAddress, linksOf, plain, titleIn } from './inline.ts';

export interface MarkdownLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** A paper before it is written down. */
export interface Part {
  readonly line: number;
  /** The heading, item or cell that names it. */
  readonly head: string;
  /** Cells by the names of their columns. */
  readonly cells: readonly { readonly field: Field | null; readonly name: string; readonly text: string }[];
  readonly body: readonly MarkdownLine[];
  /** Where it was cut short. */
  readonly damagedAt?: number;
}

export interface Parts {
  readonly parts: readonly Part[];
  /** What stands above the first of them. */
  readonly leading: readonly MarkdownLine[];
}

const NOTHING: Parts = { parts: [], leading: [] };
const DELIMITERS = /^\s{0,3}\|?(?:\s{0,20}:?-{1,200}:?\s{0,20}\|){1,50}(?:\s{0,20}:?-{0,200}:?\s{0,20})?$/;
/** A row that is broken over more lines than this is no row. */
const MAX_ROW_LINES = 60;

/** The papers in the way the text lists most of them. */
export function partsIn(text: string): Parts {
  const lines = withoutCode(text.split(/\r\n|\n|\r/).map((one, at) => ({ line: at + 1, text: one })));
  const tables = tableParts(lines);
  if (tables.parts.length > 0) return tables;
  const items = listParts(lines);
  const headings = headingParts(lines);
  return headings.parts.length >= items.parts.length ? headings : items;
}

/** Without fenced code and comments. */
function withoutCode(lines: readonly MarkdownLine[]): readonly MarkdownLine[] {
  let fence: string | null = null;
  let comment = false;
  return lines.filter(({ text }) => {
    const mark = /^\s{0,3}(```|~~~)/.exec(text)?.[1];
    if (mark !== undefined && (fence === null || mark === fence)) {
      fence = fence === null ? mark : null;
      return false;
    }
    if (fence !== null) return false;
    if (comment) {
      comment = !text.includes('-->');
      return false;
    }
    if (/^\s{0,3}<!--/.test(text)) {
      comment = !text.includes('-->');
      return false;
    }
    return true;
  });
}

function tableParts(lines: readonly MarkdownLine[]): Parts {
  const parts: Part[] = [];
  let leading: readonly MarkdownLine[] | null = null;
  for (let at = 0; at + 1 < lines.length; at += 1) {
    const header = lines[at]?.text ?? '';
    if (!header.includes('|') || header.length > 2_000 || !DELIMITERS.test(lines[at + 1]?.text ?? '')) continue;
    const columns = cellsOf(header).map((name) => plain(name));
    const fields = columns.map(fieldNamed);
    const titles = fields.indexOf('title');
    if (titles === -1 || (fields.filter((field) => field !== null).length < 2 && columns.length > 1)) continue;
    const tellsMore = fields.some((field) => field === 'abstract' || field === 'authors' || field === 'summary');
    const { rows, next } = rowsFrom(lines, at + 2, columns.length, header.trimStart().startsWith('|'));
    // Other tables have columns called "name" or "paper" too.
    const linked = rows.filter(({ cells }) => cells.some((cell) => addressesOf(cell).some(isPaperAddress))).length;
    const worded = rows.filter(({ cells }) => wordCount(plain(cells[titles] ?? '')) >= 3).length;
    if (linked < rows.length / 2 && !(tellsMore && worded >= rows.length / 2)) continue;
    for (const { line, cells, isWhole } of rows) {
      const whole = fitted(cells, columns.length, Math.max(fields.indexOf('abstract'), fields.indexOf('summary')));
      parts.push({
        line,
        head: whole[titles] ?? '',
        cells: columns
          .map((name, column) => ({ field: fields[column] ?? null, name, text: whole[column] ?? '' }))
          .filter((_, column) => column !== titles),
        body: [],
        ...(isWhole ? {} : { damagedAt: line }),
      });
    }
    leading ??= lines.slice(0, at);
    at = next - 1;
  }
  return leading === null ? NOTHING : { parts, leading };
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
  readonly isWhole: boolean;
}

/** The rows from a line on. Cells may hold raw line breaks: a row goes on until a line ends with a stroke. */
function rowsFrom(lines: readonly MarkdownLine[], from: number, columns: number, piped: boolean): { rows: readonly Row[]; next: number } {
  const rows: Row[] = [];
  let at = from;
  while (at < lines.length) {
    const first = lines[at];
    if (first === undefined || first.text.trim() === '') break;
    // A row that lost its first stroke stands between others.
    if (!first.text.includes('|') || (piped && !first.text.trimStart().startsWith('|'))) {
      if (/^#{1,6}\s/.test(first.text.trim()) || lines[at + 1]?.text.trimStart().startsWith('|') !== true) break;
    }
    let text = first.text.trim();
    at += 1;
    const ends = () => !piped || (text.endsWith('|') && !text.endsWith('\\|') && text.length > 1);
    for (let more = 0; !ends() && more < MAX_ROW_LINES; more += 1) {
      const next = lines[at]?.text.trim();
      if (next === undefined || next.startsWith('|') || /^#{1,6}\s/.test(next)) break;
      text += `\n${next}`;
      at += 1;
    }
    const cells = cellsOf(text);
    if (cells.some((cell) => cell !== '')) rows.push({ line: first.line, cells, isWhole: ends() && cells.length >= columns });
  }
  return { rows, next: at };
}

function cellsOf(row: string): readonly string[] {
  return row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, '|'));
}

/** As many cells as there are columns: what a stray stroke cut apart belongs to the longest text. */
function fitted(cells: readonly string[], columns: number, prose: number): readonly string[] {
  const surplus = cells.length - columns;
  if (surplus <= 0) return cells;
  const at = prose === -1 ? columns - 1 : prose;
  return [...cells.slice(0, at), cells.slice(at, at + surplus + 1).join(' | '), ...cells.slice(at + surplus + 1)];
}

interface Heading {
  readonly at: number;
  readonly level: number;
  readonly text: string;
}

function headingOf({ text }: MarkdownLine, at: number): Heading | null {
  if (text.length > 1_500) return null;
  const found = /^ {0,3}(#{1,6})[ \t]+(\S.*)$/.exec(text);
  return found?.[1] === undefined ? null : { at, level: found[1].length, text: (found[2] ?? '').replace(/[ \t#]+$/, '') };
}

/** The level at which most headings name papers, and those headings. */
function headingParts(lines: readonly MarkdownLine[]): Parts {
  const headings = lines.flatMap((line, at) => headingOf(line, at) ?? []).filter(({ text }) => fieldNamed(plain(text)) === null);
  const candidates = headings.map((heading, index) => {
    const end = headings.slice(index + 1).find(({ level }) => level <= heading.level)?.at ?? lines.length;
    const own = headings[index + 1]?.at ?? lines.length;
    return { heading, body: lines.slice(heading.at + 1, end), sure: namesPaper(heading, lines.slice(heading.at + 1, own)) };
  });
  const sureAt = (level: number) => candidates.filter(({ heading, sure }) => sure && heading.level === level).length;
  const level = [1, 2, 3, 4, 5, 6].reduce((best, next) => (sureAt(next) >= sureAt(best) ? next : best), 1);
  const there = candidates.filter(({ heading }) => heading.level === level);
  const sure = there.filter((candidate) => candidate.sure);
  if (sure.length === 0 || sure.length < there.length * 0.4) return NOTHING;
  // Where the page counts its papers, one that has nothing below it is a paper too.
  const numbered = /^\W{0,5}\d{1,3}[.):、]/u;
  const counted = sure.filter(({ heading }) => numbered.test(heading.text)).length > sure.length / 2;
  const chosen = counted ? there.filter((candidate) => candidate.sure || numbered.test(candidate.heading.text)) : sure;
  return {
    parts: chosen.map(({ heading, body }) => ({ line: lines[heading.at]?.line ?? 0, head: heading.text, cells: [], body })),
    leading: lines.slice(0, chosen[0]?.heading.at ?? 0),
  };
}

/** Whether a heading is a paper's title: it links to one, or what is below tells authors, an abstract or where the paper is. */
function namesPaper(heading: Heading, body: readonly MarkdownLine[]): boolean {
  if (titleIn(heading.text) === null) return false;
  // A heading over a list of papers is the name of a section.
  if (body.filter(({ text }) => itemOf(text) !== null && isPaperItem(text)).length >= 2) return false;
  const linked = linksOf(heading.text);
  if (linked.some(({ url }) => isPaperAddress(url))) return true;
  const fields = new Set(body.map(({ text }) => labelled(text)?.field ?? fieldNamed(plain(text.replace(/^#+/, '')))));
  if (fields.has('authors') && (fields.has('abstract') || fields.has('summary') || fields.has('link'))) return true;
  const below = body.slice(0, 12);
  if (linked.length > 0) return fields.has('abstract') || fields.has('authors') || below.some(({ text }) => isProse(plain(text)));
  return wordCount(plain(heading.text)) >= 3 && below.some(({ text }) => addressesOf(text).some(isPaperAddress));
}

/** The indent and words of an item of a list. */
function itemOf(text: string): { readonly indent: number; readonly words: string } | null {
  const found = /^([ \t]{0,20})(?:[-*+]|\d{1,3}[.)])[ \t]+(\S.*)$/.exec(text);
  return found?.[1] === undefined ? null : { indent: found[1].replaceAll('\t', '    ').length, words: found[2] ?? '' };
}

/** Whether an item names a paper and says where it is. */
function isPaperItem(text: string): boolean {
  const words = itemOf(text)?.words ?? '';
  if (labelled(words) !== null || !addressesOf(words).some(isPaperAddress)) return false;
  const title = titleIn(words)?.title ?? '';
  return wordCount(title) >= 2 || title.length >= 8;
}

function listParts(lines: readonly MarkdownLine[]): Parts {
  const parts: Part[] = [];
  let start = 0;
  lines.forEach(({ line, text }, at) => {
    const item = itemOf(text);
    if (item === null) return;
    const details: MarkdownLine[] = [];
    for (const next of lines.slice(at + 1, at + 200)) {
      const indent = /^[ \t]*/.exec(next.text)?.[0].replaceAll('\t', '    ').length ?? 0;
      if (next.text.trim() !== '' && indent <= item.indent) break;
      if (itemOf(next.text) !== null && isPaperItem(next.text)) break;
      details.push(next);
    }
    const below = details.some((detail) => addressesOf(detail.text).some(isPaperAddress));
    const isBoldTitle =
      /^(?:\*\*|__)/.test(item.words) && wordCount(titleIn(item.words)?.title ?? '') >= 3 && labelled(item.words) === null;
    if (!isPaperItem(text) && !(below && isBoldTitle)) return;
    if (parts.length === 0) start = at;
    parts.push({ line, head: item.words, cells: [], body: details });
  });
  return parts.length === 0 ? NOTHING : { parts, leading: lines.slice(0, start) };
}
