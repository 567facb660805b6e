import type { ImportEntry } from '../../shared/entries.ts';

/** What a text that SQLite would not give back exactly looks like in JSON: half a surrogate pair, or NUL. */
const SUSPECT = /\\u(?:d[89a-f][0-9a-f]{2}|0000)/u;

/** An entry whose texts can be stored exactly; what had to be replaced is told as a problem. The record, kept as JSON, loses nothing. */
export function storable(entry: ImportEntry): ImportEntry {
  const { record, ...texts } = entry;
  if (!SUSPECT.test(JSON.stringify(texts))) return entry;
  const mended = mend(texts) as typeof texts; // mend keeps the shape
  if (JSON.stringify(mended) === JSON.stringify(texts)) return entry;
  const message = 'Characters that cannot be stored were replaced by “\uFFFD”.';
  return { ...mended, record, problems: [...mended.problems, { line: entry.line, message, severity: 'note' }] };
}

function mend(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD');
  if (Array.isArray(value)) return value.map(mend);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mend(item)]));
  return value;
}
